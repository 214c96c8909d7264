-- What is measured of our own events can change late, so the whole window is read again from time to time.
alter table measuring
  -- a sweep is under way, and every minute from there on has been read again; null: none is
  add column swept_to timestamptz,
  -- when the last sweep ended, or the first reading of the whole window
  add column swept_at timestamptz;
