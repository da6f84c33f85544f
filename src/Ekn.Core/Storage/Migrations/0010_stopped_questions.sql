-- A question about several nights can be stopped by a coordinator.

-- stopped_at: when; null while it is out or has ended by itself.
ALTER TABLE dates_plan ADD COLUMN stopped_at {instant};
