-- Answers by email. mark: automatic (no person wrote it), unproven (somebody else may have written it), proven.
ALTER TABLE inbound ADD COLUMN subject TEXT;
ALTER TABLE inbound ADD COLUMN mark TEXT CHECK (mark IN ('automatic', 'unproven', 'proven'));
