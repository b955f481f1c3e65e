-- The journal in compact form. The program carries the records of the first layout over, checks that
-- they still give the same chain, and replays them.
DROP TRIGGER record_is_never_changed;
DROP TRIGGER record_is_never_deleted;
DROP TRIGGER record_has_no_gap;
ALTER TABLE record RENAME TO record_of_layout_1;

DROP TABLE journal_end;
DROP TABLE record_period;
DROP TABLE account;
DROP TABLE dims;
DROP TABLE dim_value;
DROP TABLE matter;
DROP TABLE event;
DROP TABLE cell_month;
DROP TABLE cell_day;
DROP TABLE cell_period;

-- One row for each record. Nothing here is ever changed; the triggers guard it against a slip of ours,
-- the hash chain against everybody else's.
CREATE TABLE record (
    sequence      INTEGER PRIMARY KEY,
    effective_day INTEGER NOT NULL,              -- days since 1970-01-01
    recorded_after INTEGER NOT NULL,             -- microseconds after that day begins in UTC
    actor         INTEGER NOT NULL,              -- symbol
    matter        INTEGER,                       -- the first record of the matter, if another
    previous      INTEGER,                       -- the matter's record before this one, if not the first
    digest        BLOB    NOT NULL,              -- the first 4 bytes of the leaf digest
    body          BLOB    NOT NULL               -- see record/packing.rs; expands to the bytes that are hashed
) STRICT;

CREATE TRIGGER record_is_never_changed BEFORE UPDATE ON record
BEGIN SELECT RAISE(ABORT, 'the journal is append-only: record a correction instead'); END;

CREATE TRIGGER record_is_never_deleted BEFORE DELETE ON record
BEGIN SELECT RAISE(ABORT, 'the journal is append-only: record a reversal instead'); END;

CREATE TRIGGER record_has_no_gap BEFORE INSERT ON record
WHEN NEW.sequence <> (SELECT coalesce(max(sequence), 0) + 1 FROM record)
BEGIN SELECT RAISE(ABORT, 'the journal has no gaps and no place is taken twice'); END;

-- What bodies say by number, numbered in order of first use; as much the journal as the bodies.
CREATE TABLE symbol (
    id   INTEGER PRIMARY KEY,
    text TEXT    NOT NULL UNIQUE
) STRICT;

CREATE TABLE dims (
    id   INTEGER PRIMARY KEY,
    text TEXT    NOT NULL UNIQUE                 -- a=x;b=y
) STRICT;

-- The head of the chain after every 4,096 records: each commits to all records before it.
CREATE TABLE section_head (
    sequence INTEGER PRIMARY KEY,
    head     BLOB    NOT NULL
) STRICT;

-- Where the journal ends: without this, cutting off its last records would leave a sound chain.
CREATE TABLE journal_end (
    only     INTEGER PRIMARY KEY CHECK (only = 1),
    sequence INTEGER NOT NULL,
    head     BLOB    NOT NULL
) STRICT;

-- Everything below is a function of the journal, may be dropped, and is rebuilt by replaying it.

CREATE TABLE dim_value (
    dims      INTEGER NOT NULL,
    dimension TEXT    NOT NULL,
    value     TEXT    NOT NULL,
    PRIMARY KEY (dims, dimension)
) STRICT, WITHOUT ROWID;

CREATE TABLE account (
    id       INTEGER PRIMARY KEY,
    register TEXT NOT NULL,
    book     TEXT NOT NULL,
    place    TEXT NOT NULL,
    UNIQUE (register, book, place)
) STRICT;

-- The current state of every matter. `account` is empty after its opening was taken back.
CREATE TABLE matter (
    id            INTEGER PRIMARY KEY,           -- its first record
    register      INTEGER NOT NULL,              -- symbol
    number        TEXT    NOT NULL,
    title         TEXT    NOT NULL,
    account       INTEGER,
    unit          INTEGER NOT NULL,
    dims          INTEGER NOT NULL,
    version       INTEGER NOT NULL,
    opened_day    INTEGER NOT NULL,
    changed_day   INTEGER NOT NULL,
    settled_day   INTEGER,                       -- the last day its postings reach, if not `changed_day`
    due_day       INTEGER,
    last_sequence INTEGER NOT NULL,
    UNIQUE (register, number)
) STRICT;

-- Long runs of the journal: a volume ends after 4 Mi records, or with a closing.
CREATE TABLE volume (
    volume         INTEGER PRIMARY KEY,
    first_sequence INTEGER NOT NULL
) STRICT;

-- Balances by effective month and by the volume that brought them, a year of a unit in a row. They hold
-- what full runs posted; see cells/encoding.rs.
CREATE TABLE cell (
    account INTEGER NOT NULL,
    unit    INTEGER NOT NULL,
    year    INTEGER NOT NULL,
    entries BLOB NOT NULL,
    PRIMARY KEY (account, unit, year)
) STRICT, WITHOUT ROWID;

-- The postings one by one, a few bytes each: for the days at the edges of a span, for “known at” within
-- a volume, and for the way down from a figure to its rows. See legs/encoding.rs.
-- With an index of its own: in a table without row numbers every look-up would compare whole rows, and
-- these are megabytes.
CREATE TABLE run (
    account        INTEGER NOT NULL,
    month          INTEGER NOT NULL,
    first_sequence INTEGER NOT NULL,
    last_sequence  INTEGER NOT NULL,
    entries        BLOB    NOT NULL,
    PRIMARY KEY (account, month, first_sequence, last_sequence)
) STRICT;

-- Those of the records after the last full run: a block together, the last ones record by record.
CREATE TABLE tail (
    first_sequence INTEGER NOT NULL,
    account        INTEGER NOT NULL,
    entries        BLOB NOT NULL,
    PRIMARY KEY (first_sequence, account)
) STRICT;
