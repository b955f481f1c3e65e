-- The journal. Nothing here is ever changed; the triggers guard it against a slip of ours, the hash
-- chain against everybody else's.
CREATE TABLE record (
    sequence      INTEGER PRIMARY KEY,
    kind          TEXT    NOT NULL,              -- units | people | pack | matter
    effective_day INTEGER NOT NULL,              -- days since 1970-01-01
    recorded_us   INTEGER NOT NULL,              -- microseconds since 1970-01-01T00:00Z
    actor         TEXT    NOT NULL,
    basis         TEXT    NOT NULL,
    body          BLOB    NOT NULL,              -- compact JSON; the bytes that are hashed
    head          BLOB    NOT NULL               -- commits to this record and all before it
) STRICT;

CREATE TRIGGER record_is_never_changed BEFORE UPDATE ON record
BEGIN SELECT RAISE(ABORT, 'the journal is append-only: record a correction instead'); END;

CREATE TRIGGER record_is_never_deleted BEFORE DELETE ON record
BEGIN SELECT RAISE(ABORT, 'the journal is append-only: record a reversal instead'); END;

CREATE TRIGGER record_has_no_gap BEFORE INSERT ON record
WHEN NEW.sequence <> (SELECT coalesce(max(sequence), 0) + 1 FROM record)
BEGIN SELECT RAISE(ABORT, 'the journal has no gaps and no place is taken twice'); END;

-- Everything below is a function of the journal, may be dropped, and is rebuilt by replaying it.

-- Where the journal ends: without this, cutting off its last records would leave a sound chain.
CREATE TABLE journal_end (
    only     INTEGER PRIMARY KEY CHECK (only = 1),
    sequence INTEGER NOT NULL,
    head     BLOB    NOT NULL
) STRICT;

-- Runs of the journal. “Known at N” takes the cells of whole periods and recomputes the records of one.
CREATE TABLE record_period (
    period         INTEGER PRIMARY KEY,
    first_sequence INTEGER NOT NULL
) STRICT;

-- The organisation as a nested set: a subtree is `lft BETWEEN its lft AND its rgt`.
CREATE TABLE unit (
    id     INTEGER PRIMARY KEY,
    key    TEXT    NOT NULL UNIQUE,
    kind   TEXT    NOT NULL,
    parent TEXT,
    zh     TEXT    NOT NULL,
    en     TEXT    NOT NULL,
    lft    INTEGER NOT NULL,
    rgt    INTEGER NOT NULL,
    depth  INTEGER NOT NULL
) STRICT;

CREATE TABLE person (
    id   TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    unit TEXT NOT NULL
) STRICT;

CREATE TABLE person_role (
    person TEXT NOT NULL,
    role   TEXT NOT NULL,                        -- pack.role
    PRIMARY KEY (person, role)
) STRICT, WITHOUT ROWID;

CREATE TABLE definition (
    key      TEXT    NOT NULL,
    version  INTEGER NOT NULL,
    sequence INTEGER NOT NULL,                   -- the record that holds the pack's files
    PRIMARY KEY (key, version)
) STRICT, WITHOUT ROWID;

-- Interned accounts and dimensions, numbered in order of first use.
CREATE TABLE account (
    id       INTEGER PRIMARY KEY,
    register TEXT NOT NULL,
    book     TEXT NOT NULL,
    place    TEXT NOT NULL,
    UNIQUE (register, book, place)
) STRICT;

CREATE TABLE dims (
    id   INTEGER PRIMARY KEY,
    text TEXT NOT NULL UNIQUE                    -- a=x;b=y
) STRICT;

CREATE TABLE dim_value (
    dims      INTEGER NOT NULL,
    dimension TEXT    NOT NULL,
    value     TEXT    NOT NULL,
    PRIMARY KEY (dims, dimension)
) STRICT, WITHOUT ROWID;

-- The current state of every matter. `account` is empty after its opening was taken back.
CREATE TABLE matter (
    id            INTEGER PRIMARY KEY,
    register      TEXT    NOT NULL,
    number        TEXT    NOT NULL,
    title         TEXT    NOT NULL,
    account       INTEGER,
    unit          INTEGER NOT NULL,
    dims          INTEGER NOT NULL,
    version       INTEGER NOT NULL,
    opened_day    INTEGER NOT NULL,
    changed_day   INTEGER NOT NULL,
    due_day       INTEGER,
    last_sequence INTEGER NOT NULL,
    UNIQUE (register, number)
) STRICT;

-- Every event of a matter with its two ends, so that rows behind a figure are found without reading bodies.
CREATE TABLE event (
    sequence       INTEGER PRIMARY KEY,
    matter         INTEGER NOT NULL,
    version        INTEGER NOT NULL,
    day            INTEGER NOT NULL,
    step           TEXT,
    reverses       INTEGER,                      -- the sequence it takes back
    posts          INTEGER NOT NULL,             -- 1 if it posts rows or amounts
    before_account INTEGER,
    before_unit    INTEGER,
    before_dims    INTEGER,
    after_account  INTEGER,
    after_unit     INTEGER,
    after_dims     INTEGER,
    UNIQUE (matter, version)
) STRICT;

CREATE INDEX event_by_place ON event (after_account, day);
CREATE INDEX event_reversal ON event (reverses) WHERE reverses IS NOT NULL;
CREATE INDEX event_that_posts ON event (day) WHERE posts = 1;

-- The highest number given in a register and year, whether by the system or taken over.
CREATE TABLE numbering (
    register TEXT    NOT NULL,
    year     INTEGER NOT NULL,
    last     INTEGER NOT NULL,
    PRIMARY KEY (register, year)
) STRICT, WITHOUT ROWID;

-- Balances of everything recorded: debit and credit kept apart, so that a cell answers both flow and
-- stock. Whole months are read from the first table, the days at the edges of a span from the second.
CREATE TABLE cell_month (
    account INTEGER NOT NULL,
    unit    INTEGER NOT NULL,
    dims    INTEGER NOT NULL,
    month   INTEGER NOT NULL,                    -- months since January of year 0
    debit   INTEGER NOT NULL,
    credit  INTEGER NOT NULL,
    PRIMARY KEY (account, unit, dims, month)
) STRICT, WITHOUT ROWID;

CREATE TABLE cell_day (
    account INTEGER NOT NULL,
    unit    INTEGER NOT NULL,
    dims    INTEGER NOT NULL,
    day     INTEGER NOT NULL,
    debit   INTEGER NOT NULL,
    credit  INTEGER NOT NULL,
    PRIMARY KEY (account, unit, dims, day)
) STRICT, WITHOUT ROWID;

-- The same balances by the record period that brought them, for “known at”. The period comes first: new
-- rows go to the end, and what was learnt since a point of the record is one stretch of the table.
CREATE TABLE cell_period (
    period  INTEGER NOT NULL,
    account INTEGER NOT NULL,
    unit    INTEGER NOT NULL,
    dims    INTEGER NOT NULL,
    day     INTEGER NOT NULL,
    debit   INTEGER NOT NULL,
    credit  INTEGER NOT NULL,
    PRIMARY KEY (period, account, unit, dims, day)
) STRICT, WITHOUT ROWID;
