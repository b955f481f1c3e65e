-- Years of the calendar as they were published: a function of the journal like all projections.
CREATE TABLE calendar (
    sequence BIGINT PRIMARY KEY,  -- the record that holds its file
    year BIGINT NOT NULL,
    unit TEXT  -- the unit that alone has these days; none if they hold for all
);

-- Of a clock in hours: the second of the day on `red_day` until which it is in time. Records of earlier
-- versions set none.
ALTER TABLE deadline ADD COLUMN red_second BIGINT;
