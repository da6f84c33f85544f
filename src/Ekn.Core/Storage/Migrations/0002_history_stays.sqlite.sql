-- History is append-only: a change is a new row.
CREATE TRIGGER decision_event_stays_as_written BEFORE UPDATE ON decision_event
BEGIN SELECT RAISE(ABORT, 'decision_event is append-only'); END;
CREATE TRIGGER decision_event_stays BEFORE DELETE ON decision_event
BEGIN SELECT RAISE(ABORT, 'decision_event is append-only'); END;
CREATE TRIGGER evidence_stays BEFORE DELETE ON evidence
BEGIN SELECT RAISE(ABORT, 'evidence is never deleted'); END;
CREATE TRIGGER guest_count_stays_as_written BEFORE UPDATE ON guest_count
BEGIN SELECT RAISE(ABORT, 'guest_count is append-only'); END;
CREATE TRIGGER guest_count_stays BEFORE DELETE ON guest_count
BEGIN SELECT RAISE(ABORT, 'guest_count is append-only'); END;
