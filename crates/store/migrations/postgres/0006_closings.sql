-- Closings of the books. The sealed figures themselves lie in the records; these rows find them.
CREATE TABLE closing (
    sequence BIGINT PRIMARY KEY,  -- the record
    key      TEXT COLLATE "C" NOT NULL UNIQUE,
    known_at BIGINT NOT NULL,  -- the knowledge point: the record before
    from_day BIGINT,
    to_day   BIGINT NOT NULL,
    report   TEXT COLLATE "C",  -- the report that was sealed
    figures  BIGINT NOT NULL
);

CREATE TABLE sealed_figure (
    closing BIGINT NOT NULL,
    place   BIGINT NOT NULL,  -- among the figures of the closing, from 0
    id      TEXT COLLATE "C" NOT NULL,
    name    TEXT COLLATE "C" NOT NULL,  -- pack.key
    unit    TEXT COLLATE "C" NOT NULL,
    digest  TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (closing, place)
);
