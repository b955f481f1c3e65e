-- Closings of the books. The sealed figures themselves lie in the records; these rows find them.
CREATE TABLE closing (
    sequence INTEGER PRIMARY KEY,                -- the record
    key      TEXT    NOT NULL UNIQUE,
    known_at INTEGER NOT NULL,                   -- the knowledge point: the record before
    from_day INTEGER,
    to_day   INTEGER NOT NULL,
    report   TEXT,                               -- the report that was sealed
    figures  INTEGER NOT NULL
) STRICT;

CREATE TABLE sealed_figure (
    closing INTEGER NOT NULL,
    place   INTEGER NOT NULL,                    -- among the figures of the closing, from 0
    id      TEXT    NOT NULL,
    name    TEXT    NOT NULL,                    -- pack.key
    unit    TEXT    NOT NULL,
    digest  TEXT    NOT NULL,
    PRIMARY KEY (closing, place)
) STRICT, WITHOUT ROWID;
