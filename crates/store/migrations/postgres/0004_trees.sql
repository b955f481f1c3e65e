-- The organisation through time: a tree for every day on which it turned and every record that made it
-- anew. Projections: functions of the journal, rebuilt by replaying it.

-- Records that define units or reorganise them.
CREATE TABLE shaping (
    sequence BIGINT PRIMARY KEY
);
INSERT INTO shaping SELECT sequence FROM record WHERE kind = 'units';

CREATE TABLE tree (
    id         BIGINT PRIMARY KEY,
    valid_from BIGINT NOT NULL,  -- first day of its validity, in days since 1970; -2147483648 from the beginning
    made       BIGINT NOT NULL,  -- the reorganisation that made it; 0 for the definitions
    UNIQUE (valid_from, made)
);

-- Nested sets.
CREATE TABLE tree_unit (
    tree  BIGINT NOT NULL,
    unit  BIGINT NOT NULL,
    lft   BIGINT NOT NULL,
    rgt   BIGINT NOT NULL,
    since_day BIGINT,            -- first day of the unit's life; NULL from the beginning
    until_day BIGINT,            -- the day on which it no longer was; NULL while it lives
    PRIMARY KEY (tree, unit)
);
CREATE INDEX tree_unit_by_place ON tree_unit (tree, lft);

ALTER TABLE unit ADD COLUMN until_day BIGINT;
ALTER TABLE unit ADD COLUMN merged_into TEXT COLLATE "C";

INSERT INTO tree SELECT 1, -2147483648, 0 WHERE EXISTS (SELECT 1 FROM unit);
INSERT INTO tree_unit SELECT 1, id, lft, rgt, NULL, NULL FROM unit;
