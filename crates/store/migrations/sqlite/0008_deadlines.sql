-- Clocks that run, of matters in hand: a function of the journal like all projections. Records of
-- earlier versions set none, so there is nothing to carry over.
CREATE TABLE deadline (
    matter     INTEGER NOT NULL,                 -- its first record
    clock      INTEGER NOT NULL,                 -- symbol
    register   INTEGER NOT NULL,                 -- symbol
    yellow_day INTEGER,                          -- the first day on which its light is yellow
    red_day    INTEGER,                          -- the first day on which it is red; none while it stands still
    PRIMARY KEY (matter, clock)
) STRICT, WITHOUT ROWID;

CREATE INDEX deadline_by_day ON deadline (register, clock, red_day);
