-- History is append-only: a change is a new row.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$;
CREATE TRIGGER decision_event_stays BEFORE UPDATE OR DELETE ON decision_event
FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER evidence_stays BEFORE DELETE ON evidence
FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER guest_count_stays BEFORE UPDATE OR DELETE ON guest_count
FOR EACH ROW EXECUTE FUNCTION refuse_change();
