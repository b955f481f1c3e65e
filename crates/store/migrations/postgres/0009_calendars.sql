-- Years of the calendar as they were published: a function of the journal like all projections.
CREATE TABLE calendar (
    sequence BIGINT PRIMARY KEY,  -- the record that holds its file
    year BIGINT NOT NULL,
    unit TEXT  -- the unit that alone has these days; none if they hold for all
);
