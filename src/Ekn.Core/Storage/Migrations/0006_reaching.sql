-- Which gateway made the last attempt of a text message: first or second and the account; null before any. An attempt of unknown outcome
-- is looked up there, and nowhere else.
ALTER TABLE outbox ADD COLUMN gateway TEXT;

-- 1 when a coordinator has decided that it goes in spite of quiet hours.
ALTER TABLE outbox ADD COLUMN wakes INTEGER NOT NULL DEFAULT 0;

-- The message that failed and that this one stands in for, on the person's other channel.
ALTER TABLE outbox ADD COLUMN spare_of BIGINT REFERENCES outbox (id);
CREATE INDEX outbox_by_spare_of ON outbox (spare_of);

-- What a text message is paid by; null for email and for messages of before.
ALTER TABLE outbox ADD COLUMN segments INTEGER;

-- Receipts are compared with what was sent, and a phone gets only so many in a day.
CREATE INDEX outbox_by_address ON outbox (address, first_attempt_at);
CREATE INDEX outbox_by_accepted_at ON outbox (accepted_at);
CREATE INDEX receipt_by_received_at ON receipt (received_at);
CREATE INDEX receipt_by_reference ON receipt (reference);

-- The same message for the person's other channel, ready to be put into the outbox when the first fails for good. Gone as
-- soon as it is used, called off or worth nothing.
CREATE TABLE spare (
    outbox_id BIGINT PRIMARY KEY REFERENCES outbox (id),
    message_key TEXT NOT NULL,
    channel TEXT NOT NULL CHECK (channel IN ('sms', 'email')),
    address TEXT NOT NULL,
    subject TEXT,
    text TEXT NOT NULL,
    html TEXT,
    unsubscribe_link TEXT,
    reference TEXT NOT NULL UNIQUE,
    segments INTEGER,
    attachment_name TEXT,
    attachment_media_type TEXT,
    attachment_body {bytes}
);
