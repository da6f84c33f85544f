-- Practice nights (ÖVNING), and the contact test before the season.

-- practice: an exercise. It is run as any night and counted by nothing. When its date is needed for real, what the exercise
-- made is set aside under a date nobody meets (see PracticeRecords); practised_on is then the date that it was held on.
ALTER TABLE night ADD COLUMN practice INTEGER NOT NULL DEFAULT 0;
ALTER TABLE night ADD COLUMN practised_on {date};
CREATE INDEX night_by_practised_on ON night (practised_on);

-- Whether the message says that it belongs to an exercise.
ALTER TABLE outbox ADD COLUMN practice INTEGER NOT NULL DEFAULT 0;

-- A question to everyone: are we able to reach you? At most one round is open at a time.
CREATE TABLE contact_round (
    id {id},
    started_at {instant} NOT NULL,
    started_by TEXT NOT NULL,
    remind_at {instant} NOT NULL,
    reminded_at {instant},
    ends_at {instant} NOT NULL,
    ended_at {instant}
);
CREATE UNIQUE INDEX contact_round_one_open ON contact_round ((ended_at IS NULL)) WHERE ended_at IS NULL;

-- Who is asked in a round. person: recipient key. spoken_at: a coordinator has spoken with them.
CREATE TABLE contact_person (
    round_id BIGINT NOT NULL REFERENCES contact_round (id),
    person TEXT NOT NULL,
    spoken_at {instant},
    spoken_by TEXT,
    PRIMARY KEY (round_id, person)
);

-- An address that a round asks, once however many people share it. lead: the one it was written to.
CREATE TABLE contact_address (
    id {id},
    round_id BIGINT NOT NULL REFERENCES contact_round (id),
    channel TEXT NOT NULL CHECK (channel IN ('sms', 'email')),
    address TEXT NOT NULL,
    lead TEXT NOT NULL,
    asked_at {instant} NOT NULL,
    reminded_at {instant},
    reached_at {instant},
    reached_by TEXT CHECK (reached_by IN ('reply', 'link')),
    UNIQUE (round_id, channel, address)
);
CREATE INDEX contact_address_by_address ON contact_address (address);

-- Whose address it is.
CREATE TABLE contact_sharer (
    contact_address_id BIGINT NOT NULL REFERENCES contact_address (id),
    person TEXT NOT NULL,
    PRIMARY KEY (contact_address_id, person)
);
