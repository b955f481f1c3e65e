-- Pools: how the places of stock registers stand, and the holds on them. Projections: functions of the
-- journal, rebuilt by replaying it. No earlier journal moves places.

CREATE TABLE pool (
    register  TEXT COLLATE "C" NOT NULL,
    number    TEXT COLLATE "C" NOT NULL,
    unit      TEXT COLLATE "C" NOT NULL,      -- where its places stand in the books
    dims      TEXT COLLATE "C" NOT NULL,
    state     TEXT COLLATE "C",               -- NULL if its opening was taken back
    due_day   BIGINT,            -- the last day on which it can be drawn on
    moved_day BIGINT,            -- when its places moved last
    supplied  BIGINT NOT NULL CHECK (held + used <= supplied),
    held      BIGINT NOT NULL CHECK (held >= 0),
    used      BIGINT NOT NULL CHECK (used >= 0),
    PRIMARY KEY (register, number)
);
CREATE INDEX pool_by_unit ON pool (register, unit, due_day);

CREATE TABLE pool_hold (
    register      TEXT COLLATE "C" NOT NULL,  -- the matter that holds
    number        TEXT COLLATE "C" NOT NULL,
    field         TEXT COLLATE "C" NOT NULL,  -- through which of its fields
    pool_register TEXT COLLATE "C" NOT NULL,
    pool_number   TEXT COLLATE "C" NOT NULL,
    until_us      BIGINT NOT NULL,
    lapse         TEXT COLLATE "C" NOT NULL,  -- the step that gives it up when the time is over
    PRIMARY KEY (register, number, field)
);
CREATE INDEX pool_hold_by_pool ON pool_hold (pool_register, pool_number);
CREATE INDEX pool_hold_by_time ON pool_hold (until_us);

-- What was drawn from a pool, and by which matter: the way from its places down to the records.
CREATE TABLE pool_draw (
    pool_register TEXT COLLATE "C" NOT NULL,
    pool_number   TEXT COLLATE "C" NOT NULL,
    sequence      BIGINT NOT NULL,
    place         BIGINT NOT NULL,  -- among the draws of its record
    register      TEXT COLLATE "C" NOT NULL,     -- the matter that drew
    number        TEXT COLLATE "C" NOT NULL,
    unit          TEXT COLLATE "C" NOT NULL,     -- where that matter was
    movement      TEXT COLLATE "C" NOT NULL,
    amount        BIGINT NOT NULL,  -- below zero if it was taken back
    day           BIGINT NOT NULL,
    PRIMARY KEY (pool_register, pool_number, sequence, place)
);
