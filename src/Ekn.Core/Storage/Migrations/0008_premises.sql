-- Who works in a room beside the volunteers, and what a shift therefore needs of volunteers.

-- own_staff: how many of its own people a church brings to a night. On one night: as many as usual when it was asked, or
-- what it said for that night. Null on nights of before.
ALTER TABLE premises ADD COLUMN own_staff INTEGER NOT NULL DEFAULT 2 CHECK (own_staff BETWEEN 0 AND 20);
ALTER TABLE night_premises ADD COLUMN own_staff INTEGER CHECK (own_staff BETWEEN 0 AND 20);

-- needed: the volunteers that the settings asked for when the shift was made. heads follows from it (Shifts/NeedRule) and
-- from what the church brings and who is hired. closed: its room was closed that night while others stayed open.
ALTER TABLE shift ADD COLUMN needed INTEGER CHECK (needed >= 0);
ALTER TABLE shift ADD COLUMN closed INTEGER NOT NULL DEFAULT 0 CHECK (closed IN (0, 1));
UPDATE shift SET needed = heads WHERE heads > 0;
UPDATE shift SET closed = 1 WHERE heads = 0;

-- Paid by the hour for one shift. Deleted when they are called off, and a while after the night: change_event stays.
CREATE TABLE hired (
    id {id},
    shift_id BIGINT NOT NULL REFERENCES shift (id),
    name TEXT NOT NULL,
    phone TEXT,
    hired_at {instant} NOT NULL,
    hired_by TEXT NOT NULL
);
CREATE INDEX hired_by_shift ON hired (shift_id);
