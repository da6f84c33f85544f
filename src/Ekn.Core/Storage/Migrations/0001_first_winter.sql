-- Instants are UTC text of fixed length (2026-12-01T11:00:00.000Z), dates and nights ISO text (2026-12-01):
-- see Storage/ColumnTypes.cs. A night is the date of its evening.

-- What was received from outside, to the byte, for every decision that rests on it. Never deleted.
CREATE TABLE evidence (
    id {id},
    source TEXT NOT NULL CHECK (source IN ('forecast', 'warnings')),
    address TEXT NOT NULL,
    fetched_at {instant} NOT NULL,
    http_status INTEGER,
    sha256 TEXT NOT NULL,
    encoding TEXT NOT NULL DEFAULT 'identity' CHECK (encoding IN ('identity', 'gzip')),
    body {bytes} NOT NULL
);

-- The rule, applied once to one night.
CREATE TABLE assessment (
    id {id},
    night {date} NOT NULL,
    made_at {instant} NOT NULL,
    occasion TEXT NOT NULL CHECK (occasion IN ('noon', 'early', 'retry', 'reread', 'manual')),
    outcome TEXT NOT NULL CHECK (outcome IN ('open', 'closed', 'unknown')),
    borderline INTEGER NOT NULL,
    reasons TEXT NOT NULL,
    min_temperature {real},
    min_temperature_at {instant},
    reference_time {instant},
    problem TEXT,
    details TEXT NOT NULL,
    forecast_evidence_id BIGINT REFERENCES evidence (id),
    warnings_evidence_id BIGINT REFERENCES evidence (id)
);
CREATE INDEX assessment_by_night ON assessment (night, id);

-- The life of a decision. Append-only; (night, seq) lets one of two people who act in the same second win.
CREATE TABLE decision_event (
    night {date} NOT NULL,
    seq INTEGER NOT NULL CHECK (seq > 0),
    kind TEXT NOT NULL CHECK (kind IN ('proposed', 'recorded', 'confirmed', 'overridden', 'automatic', 'held', 'lapsed')),
    at {instant} NOT NULL,
    actor TEXT NOT NULL,
    via TEXT NOT NULL CHECK (via IN ('worker', 'sms', 'link', 'command', 'api', 'web')),
    outcome TEXT NOT NULL CHECK (outcome IN ('open', 'closed', 'unknown')),
    reason TEXT,
    assessment_id BIGINT REFERENCES assessment (id),
    deadline_at {instant},
    PRIMARY KEY (night, seq)
);

CREATE TABLE church (
    id {id},
    name TEXT NOT NULL UNIQUE
);

CREATE TABLE premises (
    id {id},
    church_id BIGINT NOT NULL REFERENCES church (id),
    name TEXT NOT NULL UNIQUE,
    address TEXT NOT NULL,
    capacity INTEGER NOT NULL CHECK (capacity > 0),
    contact_name TEXT,
    phone TEXT,
    email TEXT,
    reserve INTEGER NOT NULL DEFAULT 0
);

-- weekday: 1 Monday to 7 Sunday, of the evening. Both dates are included; null means without end.
CREATE TABLE rota_weekday (
    id {id},
    weekday INTEGER NOT NULL CHECK (weekday BETWEEN 1 AND 7),
    premises_id BIGINT NOT NULL REFERENCES premises (id),
    valid_from {date},
    valid_to {date}
);

-- An exception: what holds on this date instead of the weekday. Premises null: nobody lends a room that night.
CREATE TABLE rota_date (
    id {id},
    night {date} NOT NULL,
    premises_id BIGINT REFERENCES premises (id)
);
CREATE INDEX rota_date_by_night ON rota_date (night);

-- phone is E.164 and may be shared by several people. weekdays: 1,2,3 (evenings); shifts: 1,2,3; null: no preference.
CREATE TABLE volunteer (
    id {id},
    name TEXT NOT NULL,
    phone TEXT,
    email TEXT,
    language TEXT NOT NULL DEFAULT 'sv',
    weekdays TEXT,
    shifts TEXT,
    consent_on {date},
    added_at {instant} NOT NULL,
    CHECK (phone IS NOT NULL OR email IS NOT NULL)
);
CREATE INDEX volunteer_by_phone ON volunteer (phone);

-- Addresses (phone or email, lower case) that have said STOP. Whoever they belong to.
CREATE TABLE stopped (
    address TEXT PRIMARY KEY,
    stopped_at {instant} NOT NULL,
    via TEXT NOT NULL
);

-- The operation of one night. code is the letter that replies use; revision counts the changes that people were told of.
CREATE TABLE night (
    night {date} PRIMARY KEY,
    code TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'early', 'open', 'off', 'ended')),
    revision INTEGER NOT NULL DEFAULT 0,
    code_given_at {instant} NOT NULL,
    opened_at {instant},
    ended_at {instant},
    origin TEXT NOT NULL DEFAULT 'service' CHECK (origin IN ('service', 'import'))
);

CREATE TABLE night_premises (
    id {id},
    night {date} NOT NULL REFERENCES night (night),
    premises_id BIGINT NOT NULL REFERENCES premises (id),
    capacity INTEGER NOT NULL CHECK (capacity > 0),
    state TEXT NOT NULL CHECK (state IN ('planned', 'called', 'accepted', 'declined', 'left')),
    called_at {instant},
    answered_at {instant},
    site_lead TEXT,
    UNIQUE (night, premises_id)
);

CREATE TABLE shift (
    id {id},
    night {date} NOT NULL REFERENCES night (night),
    night_premises_id BIGINT NOT NULL REFERENCES night_premises (id),
    kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 3),
    starts_at {instant} NOT NULL,
    ends_at {instant} NOT NULL,
    heads INTEGER NOT NULL CHECK (heads >= 0),
    UNIQUE (night_premises_id, kind)
);
CREATE INDEX shift_by_night ON shift (night);

-- A shift that needs four people has four places: nobody can be booked on a fifth, because there is no row for it.
CREATE TABLE place (
    shift_id BIGINT NOT NULL REFERENCES shift (id),
    number INTEGER NOT NULL CHECK (number > 0),
    volunteer_id BIGINT REFERENCES volunteer (id),
    booked_at {instant},
    remark TEXT,
    PRIMARY KEY (shift_id, number),
    UNIQUE (shift_id, volunteer_id)
);
CREATE INDEX place_by_volunteer ON place (volunteer_id);

-- Waiting: wanted a place and found it full. Reserve: comes if nobody else can.
CREATE TABLE standby (
    shift_id BIGINT NOT NULL REFERENCES shift (id),
    volunteer_id BIGINT NOT NULL REFERENCES volunteer (id),
    kind TEXT NOT NULL CHECK (kind IN ('waiting', 'reserve')),
    since {instant} NOT NULL,
    remark TEXT,
    PRIMARY KEY (shift_id, volunteer_id)
);

-- Who was asked about which night, and the last thing that they answered. Append-only history is booking_event.
CREATE TABLE asked (
    night {date} NOT NULL REFERENCES night (night),
    volunteer_id BIGINT NOT NULL REFERENCES volunteer (id),
    asked_at {instant} NOT NULL,
    declined_at {instant},
    asked_back_at {instant},
    PRIMARY KEY (night, volunteer_id)
);

CREATE TABLE booking_event (
    id {id},
    night {date} NOT NULL,
    shift_id BIGINT REFERENCES shift (id),
    volunteer_id BIGINT NOT NULL REFERENCES volunteer (id),
    kind TEXT NOT NULL CHECK (kind IN ('booked', 'withdrawn', 'waiting', 'reserve', 'declined')),
    at {instant} NOT NULL,
    via TEXT NOT NULL,
    remark TEXT
);

-- Everything that leaves the service. state: queued (with a lease: claimed by a worker), sending (an attempt is recorded
-- and may be under way until lease_until), unknown (nobody knows whether the provider took it), accepted, delivered,
-- failed, expired, cancelled (called off), stopped (opted out). doubts counts the attempts whose outcome nobody knew.
-- called_off_at is also set while an attempt is under way, so that it is not followed by another.
CREATE TABLE outbox (
    id {id},
    message_key TEXT NOT NULL UNIQUE,
    purpose TEXT NOT NULL,
    night {date},
    revision INTEGER NOT NULL DEFAULT 0,
    recipient TEXT NOT NULL,
    channel TEXT NOT NULL CHECK (channel IN ('sms', 'email')),
    address TEXT NOT NULL,
    name TEXT NOT NULL,
    subject TEXT,
    text TEXT NOT NULL,
    html TEXT,
    unsubscribe_link TEXT,
    reference TEXT NOT NULL UNIQUE,
    obeys_stop INTEGER NOT NULL DEFAULT 1,
    created_at {instant} NOT NULL,
    expires_at {instant} NOT NULL,
    state TEXT NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'sending', 'unknown', 'accepted', 'delivered', 'failed', 'expired', 'cancelled', 'stopped')),
    attempts INTEGER NOT NULL DEFAULT 0,
    doubts INTEGER NOT NULL DEFAULT 0,
    next_attempt_at {instant} NOT NULL,
    lease_owner TEXT,
    lease_until {instant},
    first_attempt_at {instant},
    provider_id TEXT,
    accepted_at {instant},
    delivered_at {instant},
    called_off_at {instant},
    ended_at {instant},
    last_error TEXT,
    last_error_at {instant}
);
CREATE INDEX outbox_due ON outbox (state, next_attempt_at);
CREATE INDEX outbox_by_night ON outbox (night);
-- One message at the provider answers for one message of ours.
CREATE UNIQUE INDEX outbox_by_provider_id ON outbox (provider_id, channel);

-- Receipts as they came, also late, repeated or out of order; the outbox row moves only forward.
CREATE TABLE receipt (
    id {id},
    reference TEXT,
    provider_id TEXT NOT NULL,
    status TEXT NOT NULL,
    error TEXT,
    received_at {instant} NOT NULL
);

-- Every text that came in, stored before it is acknowledged. provider_id makes a repeated webhook one message.
CREATE TABLE inbound (
    id {id},
    provider_id TEXT NOT NULL UNIQUE,
    channel TEXT NOT NULL CHECK (channel IN ('sms', 'email', 'link')),
    sender TEXT NOT NULL,
    text TEXT NOT NULL,
    received_at {instant} NOT NULL,
    state TEXT NOT NULL DEFAULT 'new' CHECK (state IN ('new', 'handled', 'inbox', 'failed')),
    attempts INTEGER NOT NULL DEFAULT 0,
    handled_at {instant},
    role TEXT,
    reading TEXT,
    note TEXT
);
CREATE INDEX inbound_by_state ON inbound (state, id);
CREATE INDEX inbound_by_sender ON inbound (sender, id);

-- Site lead's counts. The highest id of a night's premises counts; the earlier ones stay.
CREATE TABLE guest_count (
    id {id},
    night {date} NOT NULL REFERENCES night (night),
    night_premises_id BIGINT NOT NULL REFERENCES night_premises (id),
    reported_at {instant} NOT NULL,
    reported_by TEXT NOT NULL,
    via TEXT NOT NULL,
    women INTEGER NOT NULL CHECK (women >= 0),
    men INTEGER NOT NULL CHECK (men >= 0),
    not_stated INTEGER NOT NULL DEFAULT 0 CHECK (not_stated >= 0),
    turned_away INTEGER NOT NULL DEFAULT 0 CHECK (turned_away >= 0),
    threats INTEGER NOT NULL DEFAULT 0 CHECK (threats >= 0),
    violence INTEGER NOT NULL DEFAULT 0 CHECK (violence >= 0),
    police INTEGER NOT NULL DEFAULT 0 CHECK (police >= 0),
    ambulance INTEGER NOT NULL DEFAULT 0 CHECK (ambulance >= 0),
    minors INTEGER NOT NULL DEFAULT 0 CHECK (minors >= 0)
);
CREATE INDEX guest_count_by_night ON guest_count (night, night_premises_id, id);

-- Links in messages. Only the hash of the token is kept; used_at is set once.
CREATE TABLE link (
    token_hash TEXT PRIMARY KEY,
    purpose TEXT NOT NULL,
    night {date},
    subject TEXT NOT NULL,
    argument TEXT,
    created_at {instant} NOT NULL,
    expires_at {instant} NOT NULL,
    used_at {instant}
);

-- Every run of every job. A job has one run for each time it was due.
CREATE TABLE job_run (
    id {id},
    job TEXT NOT NULL,
    due_at {instant} NOT NULL,
    started_at {instant} NOT NULL,
    ended_at {instant},
    outcome TEXT NOT NULL DEFAULT 'running' CHECK (outcome IN ('running', 'done', 'rested', 'failed')),
    note TEXT,
    UNIQUE (job, due_at)
);

-- What a person should know of. The key keeps one alert one alert.
CREATE TABLE alert (
    id {id},
    alert_key TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    night {date},
    detail TEXT NOT NULL,
    raised_at {instant} NOT NULL,
    cleared_at {instant}
);
