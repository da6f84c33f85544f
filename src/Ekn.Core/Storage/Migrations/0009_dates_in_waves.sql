-- Questions about several nights go out in waves; an answer to an email lies in the conversation that it belongs to.

-- How the asking of one question about several nights goes on. call: its occasion, as in asked.call. next_at: when the next
-- wave is due, null when nobody is left or nobody is needed.
CREATE TABLE dates_plan (
    call TEXT PRIMARY KEY,
    wave INTEGER NOT NULL,
    began_at {instant} NOT NULL,
    next_at {instant}
);
CREATE TABLE dates_plan_night (
    call TEXT NOT NULL REFERENCES dates_plan (call),
    night {date} NOT NULL REFERENCES night (night),
    PRIMARY KEY (call, night)
);

-- in_reply_to: the Message-ID of the email that this one answers, with its angle brackets; null for none.
ALTER TABLE outbox ADD COLUMN in_reply_to TEXT;
