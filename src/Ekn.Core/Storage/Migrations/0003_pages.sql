-- A sign-in that was asked for. Only the code's hash is kept; a row is there for an unknown address too, so that nothing
-- tells the two apart.
CREATE TABLE sign_in (
    id TEXT PRIMARY KEY,
    address TEXT NOT NULL,
    code_hash TEXT NOT NULL,
    created_at {instant} NOT NULL,
    expires_at {instant} NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    used_at {instant}
);
CREATE INDEX sign_in_by_address ON sign_in (address, created_at);

-- A browser that somebody signed in on. Who that is, and what they may do, follows from the address at each request.
-- volunteer_id: whom of several who share the address it speaks for.
CREATE TABLE device (
    id {id},
    token_hash TEXT NOT NULL UNIQUE,
    address TEXT NOT NULL,
    volunteer_id BIGINT REFERENCES volunteer (id),
    label TEXT NOT NULL,
    signed_in_at {instant} NOT NULL,
    last_seen_at {instant} NOT NULL,
    expires_at {instant} NOT NULL,
    ended_at {instant}
);
CREATE INDEX device_by_address ON device (address);

-- Keys that guard forms against forgery, shared by all web processes.
CREATE TABLE form_key (
    name TEXT PRIMARY KEY,
    xml TEXT NOT NULL,
    added_at {instant} NOT NULL
);

-- Who changed what on a page. subject is a recipient's key or premises:3, never a name or a number.
CREATE TABLE change_event (
    id {id},
    at {instant} NOT NULL,
    actor TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    night {date},
    detail TEXT
);
CREATE INDEX change_event_by_subject ON change_event (subject, id);

-- channel: by which means a volunteer wants to be asked. speaks: language codes with commas between (ro,pl,en), for work
-- with guests. An erased volunteer keeps the row that history points to, without name, phone and email ('').
ALTER TABLE volunteer ADD COLUMN channel TEXT NOT NULL DEFAULT 'both' CHECK (channel IN ('both', 'sms', 'email'));
ALTER TABLE volunteer ADD COLUMN speaks TEXT;
ALTER TABLE volunteer ADD COLUMN paused_until {date};
ALTER TABLE volunteer ADD COLUMN erased_at {instant};
CREATE INDEX volunteer_by_email ON volunteer (email);

-- publish: how much of the room the public page may show. calendar_token: the address of its calendar feed.
ALTER TABLE premises ADD COLUMN publish TEXT NOT NULL DEFAULT 'address' CHECK (publish IN ('address', 'name', 'nothing'));
ALTER TABLE premises ADD COLUMN directions TEXT;
ALTER TABLE premises ADD COLUMN entrance TEXT;
ALTER TABLE premises ADD COLUMN calendar_token TEXT;
CREATE UNIQUE INDEX premises_by_calendar_token ON premises (calendar_token);

-- A church says that a date does not work. Open until a coordinator settles it.
CREATE TABLE rota_refusal (
    id {id},
    night {date} NOT NULL,
    premises_id BIGINT NOT NULL REFERENCES premises (id),
    said_at {instant} NOT NULL,
    said_by TEXT NOT NULL,
    note TEXT,
    settled_at {instant},
    settled_by TEXT,
    settlement TEXT CHECK (settlement IN ('replaced', 'kept', 'taken-back')),
    replacement_id BIGINT REFERENCES premises (id)
);
CREATE INDEX rota_refusal_by_night ON rota_refusal (night, premises_id);

-- One tap on a site lead's phone. The id is made on the phone, so that a tap sent twice counts once.
CREATE TABLE tap (
    id TEXT PRIMARY KEY,
    night_premises_id BIGINT NOT NULL REFERENCES night_premises (id),
    field TEXT NOT NULL,
    change INTEGER NOT NULL CHECK (change IN (-1, 1)),
    tapped_at {instant} NOT NULL,
    received_at {instant} NOT NULL,
    tapped_by TEXT NOT NULL,
    guest_count_id BIGINT REFERENCES guest_count (id)
);
CREATE INDEX tap_by_premises ON tap (night_premises_id, received_at);

-- Who of those expected came. The last word counts; change_event keeps the earlier ones.
CREATE TABLE attendance (
    shift_id BIGINT NOT NULL REFERENCES shift (id),
    volunteer_id BIGINT NOT NULL REFERENCES volunteer (id),
    state TEXT NOT NULL CHECK (state IN ('arrived', 'absent')),
    at {instant} NOT NULL,
    noted_by TEXT NOT NULL,
    PRIMARY KEY (shift_id, volunteer_id)
);

-- What goes with an email.
CREATE TABLE attachment (
    outbox_id BIGINT NOT NULL REFERENCES outbox (id),
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    body {bytes} NOT NULL,
    PRIMARY KEY (outbox_id, name)
);

-- How a person settled an answer that could not be read.
ALTER TABLE inbound ADD COLUMN settled_by TEXT;
ALTER TABLE inbound ADD COLUMN settlement TEXT;
