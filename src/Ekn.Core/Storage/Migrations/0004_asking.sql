-- Asking people well: why somebody was asked, calls that go out in waves, offers of a freed place, fixed weekdays.

-- reasons: words of AskReason with commas between, as weekday,rested:12. first_asked_at stays when somebody is asked again.
ALTER TABLE asked ADD COLUMN reasons TEXT;
-- call: the occasion of a call about several nights at once (purpose call-dates); null for a call about this night alone.
ALTER TABLE asked ADD COLUMN first_asked_at {instant};
ALTER TABLE asked ADD COLUMN call TEXT;
CREATE INDEX asked_by_volunteer ON asked (volunteer_id, asked_at);

-- How the asking about a night goes on. next_at: when the next wave is due, null when nobody is left or nobody is needed.
-- raise_at: when a coordinator hears that places are still free; raised_at: that it was done.
CREATE TABLE call_plan (
    night {date} PRIMARY KEY REFERENCES night (night),
    purpose TEXT NOT NULL,
    strategy TEXT NOT NULL CHECK (strategy IN ('all', 'waves')),
    wave INTEGER NOT NULL,
    began_at {instant} NOT NULL,
    next_at {instant},
    raise_at {instant} NOT NULL,
    raised_at {instant}
);

-- A freed place, offered to one of those who stand by. Pending until it has an outcome.
CREATE TABLE place_offer (
    id {id},
    shift_id BIGINT NOT NULL REFERENCES shift (id),
    volunteer_id BIGINT NOT NULL REFERENCES volunteer (id),
    offered_at {instant} NOT NULL,
    due_at {instant} NOT NULL,
    outcome TEXT CHECK (outcome IN ('taken', 'declined', 'lapsed', 'moot')),
    ended_at {instant}
);
CREATE INDEX place_offer_by_shift ON place_offer (shift_id, outcome);

-- "I take every Wednesday": booked by itself when such a night comes up. weekday: 1 Monday to 7 Sunday, of the evening.
CREATE TABLE standing_shift (
    volunteer_id BIGINT NOT NULL REFERENCES volunteer (id),
    weekday INTEGER NOT NULL CHECK (weekday BETWEEN 1 AND 7),
    kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 3),
    since {instant} NOT NULL,
    PRIMARY KEY (volunteer_id, weekday, kind)
);
