-- The stretches of days on which clocks ran: a function of the journal like all projections, told again
-- from it when a database is brought to this layout.
DROP TABLE deadline;

-- Those that go on: of matters in hand, a clock that shows the same at the same unit.
CREATE TABLE deadline (
    matter BIGINT NOT NULL,  -- its first record
    clock BIGINT NOT NULL,  -- symbol
    register BIGINT NOT NULL,  -- symbol
    unit BIGINT NOT NULL,
    from_day BIGINT NOT NULL,  -- since when it shows this here
    yellow_day BIGINT,  -- the first day on which its light is yellow
    red_day BIGINT,  -- the first day on which it is red; none while it stands still
    red_second BIGINT,  -- in hours: the second of that day until which it is in time
    PRIMARY KEY (matter, clock)
);

-- Each answers one kind of question from the index alone.
CREATE INDEX deadline_by_red ON deadline (register, red_day, clock, red_second, unit, from_day);
CREATE INDEX deadline_by_yellow ON deadline (register, yellow_day, red_day, red_second, unit, from_day);

-- Those that are over, from the day on which they came near or stood still. `scale` is the least number
-- of doublings of a day that is as long as the stretch: whatever covers a day began, at each scale,
-- within so many days before it.
CREATE TABLE deadline_past (
    matter BIGINT NOT NULL,
    clock BIGINT NOT NULL,
    register BIGINT NOT NULL,
    unit BIGINT NOT NULL,
    scale BIGINT NOT NULL,
    from_day BIGINT NOT NULL,
    until_day BIGINT NOT NULL,  -- the first day after it
    yellow_day BIGINT,
    red_day BIGINT,
    red_second BIGINT,
    PRIMARY KEY (matter, clock, from_day)
);

CREATE INDEX deadline_past_by_day ON deadline_past
    (register, scale, from_day, until_day, red_day, yellow_day, red_second, unit);
