-- Pools: how the places of stock registers stand, and the holds on them. Projections: functions of the
-- journal, rebuilt by replaying it. No earlier journal moves places.

CREATE TABLE pool (
    register  TEXT NOT NULL,
    number    TEXT NOT NULL,
    unit      TEXT NOT NULL,      -- where its places stand in the books
    dims      TEXT NOT NULL,
    state     TEXT,               -- NULL if its opening was taken back
    due_day   INTEGER,            -- the last day on which it can be drawn on
    moved_day INTEGER,            -- when its places moved last
    supplied  INTEGER NOT NULL CHECK (held + used <= supplied),
    held      INTEGER NOT NULL CHECK (held >= 0),
    used      INTEGER NOT NULL CHECK (used >= 0),
    PRIMARY KEY (register, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX pool_by_unit ON pool (register, unit, due_day);

CREATE TABLE pool_hold (
    register      TEXT NOT NULL,  -- the matter that holds
    number        TEXT NOT NULL,
    field         TEXT NOT NULL,  -- through which of its fields
    pool_register TEXT NOT NULL,
    pool_number   TEXT NOT NULL,
    until_us      INTEGER NOT NULL,
    lapse         TEXT NOT NULL,  -- the step that gives it up when the time is over
    PRIMARY KEY (register, number, field)
) STRICT, WITHOUT ROWID;
CREATE INDEX pool_hold_by_pool ON pool_hold (pool_register, pool_number);
CREATE INDEX pool_hold_by_time ON pool_hold (until_us);

-- What was drawn from a pool, and by which matter: the way from its places down to the records.
CREATE TABLE pool_draw (
    pool_register TEXT NOT NULL,
    pool_number   TEXT NOT NULL,
    sequence      INTEGER NOT NULL,
    place         INTEGER NOT NULL,  -- among the draws of its record
    register      TEXT NOT NULL,     -- the matter that drew
    number        TEXT NOT NULL,
    unit          TEXT NOT NULL,     -- where that matter was
    movement      TEXT NOT NULL,
    amount        INTEGER NOT NULL,  -- below zero if it was taken back
    day           INTEGER NOT NULL,
    PRIMARY KEY (pool_register, pool_number, sequence, place)
) STRICT, WITHOUT ROWID;
