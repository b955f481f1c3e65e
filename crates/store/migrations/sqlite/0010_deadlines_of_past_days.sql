-- The stretches of days on which clocks ran: a function of the journal like all projections, told again
-- from it when a database is brought to this layout.
DROP TABLE deadline;

-- Those that go on: of matters in hand, a clock that shows the same at the same unit.
CREATE TABLE deadline (
    matter     INTEGER NOT NULL,                 -- its first record
    clock      INTEGER NOT NULL,                 -- symbol
    register   INTEGER NOT NULL,                 -- symbol
    unit       INTEGER NOT NULL,
    from_day   INTEGER NOT NULL,                 -- since when it shows this here
    yellow_day INTEGER,                          -- the first day on which its light is yellow
    red_day    INTEGER,                          -- the first day on which it is red; none while it stands still
    red_second INTEGER,                          -- in hours: the second of that day until which it is in time
    PRIMARY KEY (matter, clock)
) STRICT, WITHOUT ROWID;

-- Each answers one kind of question from the index alone.
CREATE INDEX deadline_by_red ON deadline (register, red_day, clock, red_second, unit, from_day);
CREATE INDEX deadline_by_yellow ON deadline (register, yellow_day, red_day, red_second, unit, from_day);

-- Those that are over, from the day on which they came near or stood still. `scale` is the least number
-- of doublings of a day that is as long as the stretch: whatever covers a day began, at each scale,
-- within so many days before it.
CREATE TABLE deadline_past (
    matter     INTEGER NOT NULL,
    clock      INTEGER NOT NULL,
    register   INTEGER NOT NULL,
    unit       INTEGER NOT NULL,
    scale      INTEGER NOT NULL,
    from_day   INTEGER NOT NULL,
    until_day  INTEGER NOT NULL,                 -- the first day after it
    yellow_day INTEGER,
    red_day    INTEGER,
    red_second INTEGER,
    PRIMARY KEY (matter, clock, from_day)
) STRICT, WITHOUT ROWID;

CREATE INDEX deadline_past_by_day ON deadline_past
    (register, scale, from_day, until_day, red_day, yellow_day, red_second, unit);
