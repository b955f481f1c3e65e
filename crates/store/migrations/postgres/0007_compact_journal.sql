-- The same layout as in ../sqlite: the journal in compact form. The program carries the records of the
-- first layout over, checks that they still give the same chain, and replays them.
DROP TRIGGER record_is_never_changed ON record;
DROP TRIGGER record_is_never_deleted ON record;
DROP TRIGGER record_has_no_gap ON record;
ALTER TABLE record RENAME TO record_of_layout_1;
ALTER INDEX record_pkey RENAME TO record_of_layout_1_pkey;


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
    sequence BIGINT PRIMARY KEY,
    effective_day BIGINT NOT NULL,  -- days since 1970-01-01
    recorded_after BIGINT NOT NULL,  -- microseconds after that day begins in UTC
    actor BIGINT NOT NULL,  -- symbol
    matter BIGINT,  -- the first record of the matter, if another
    previous BIGINT,  -- the matter's record before this one, if not the first
    digest BYTEA NOT NULL,  -- the first 4 bytes of the leaf digest
    body BYTEA NOT NULL  -- see record/packing.rs; expands to the bytes that are hashed
);

CREATE TRIGGER record_is_never_changed BEFORE UPDATE ON record
FOR EACH STATEMENT EXECUTE FUNCTION record_is_never_changed();

CREATE TRIGGER record_is_never_deleted BEFORE DELETE OR TRUNCATE ON record
FOR EACH STATEMENT EXECUTE FUNCTION record_is_never_deleted();

CREATE TRIGGER record_has_no_gap AFTER INSERT ON record REFERENCING NEW TABLE AS added
FOR EACH STATEMENT EXECUTE FUNCTION record_has_no_gap();

-- What bodies say by number, numbered in order of first use; as much the journal as the bodies.
CREATE TABLE symbol (
    id BIGINT PRIMARY KEY,
    text TEXT COLLATE "C" NOT NULL UNIQUE
);

CREATE TABLE dims (
    id BIGINT PRIMARY KEY,
    text TEXT COLLATE "C" NOT NULL UNIQUE  -- a=x;b=y
);

-- The head of the chain after every 4,096 records: each commits to all records before it.
CREATE TABLE section_head (
    sequence BIGINT PRIMARY KEY,
    head BYTEA NOT NULL
);

-- Where the journal ends: without this, cutting off its last records would leave a sound chain.
CREATE TABLE journal_end (
    "only" BIGINT PRIMARY KEY CHECK ("only" = 1),
    sequence BIGINT NOT NULL,
    head BYTEA NOT NULL
);

-- Everything below is a function of the journal, may be dropped, and is rebuilt by replaying it.

CREATE TABLE dim_value (
    dims BIGINT NOT NULL,
    dimension TEXT COLLATE "C" NOT NULL,
    value TEXT COLLATE "C" NOT NULL,
 PRIMARY KEY (dims, dimension)
);

CREATE TABLE account (
    id BIGINT PRIMARY KEY,
    register TEXT COLLATE "C" NOT NULL,
    book TEXT COLLATE "C" NOT NULL,
    place TEXT COLLATE "C" NOT NULL,
    UNIQUE (register, book, place)
);

-- The current state of every matter. `account` is empty after its opening was taken back.
CREATE TABLE matter (
    id BIGINT PRIMARY KEY,  -- its first record
    register BIGINT NOT NULL,  -- symbol
    number TEXT COLLATE "C" NOT NULL,
    title TEXT COLLATE "C" NOT NULL,
    account BIGINT,
    unit BIGINT NOT NULL,
    dims BIGINT NOT NULL,
    version BIGINT NOT NULL,
    opened_day BIGINT NOT NULL,
    changed_day BIGINT NOT NULL,
    settled_day BIGINT,  -- the last day its postings reach, if not `changed_day`
    due_day BIGINT,
    last_sequence BIGINT NOT NULL,
    UNIQUE (register, number)
);

-- Long runs of the journal: a volume ends after 4 Mi records, or with a closing.
CREATE TABLE volume (
    volume BIGINT PRIMARY KEY,
    first_sequence BIGINT NOT NULL
);

-- Balances by effective month and by the volume that brought them, a year of a unit in a row. They hold
-- what full runs posted; see cells/encoding.rs.
CREATE TABLE cell (
    account BIGINT NOT NULL,
    unit    BIGINT NOT NULL,
    year    BIGINT NOT NULL,
    entries BYTEA NOT NULL,
    PRIMARY KEY (account, unit, year)
);

-- The postings one by one, a few bytes each: for the days at the edges of a span, for “known at” within
-- a volume, and for the way down from a figure to its rows. See legs/encoding.rs.
CREATE TABLE run (
    account BIGINT NOT NULL,
    month BIGINT NOT NULL,
    first_sequence BIGINT NOT NULL,
    last_sequence BIGINT NOT NULL,
    entries BYTEA NOT NULL,
 PRIMARY KEY (account, month, first_sequence, last_sequence)
);

-- Those of the records after the last full run: a block together, the last ones record by record.
CREATE TABLE tail (
    first_sequence BIGINT NOT NULL,
    account        BIGINT NOT NULL,
    entries        BYTEA NOT NULL,
    PRIMARY KEY (first_sequence, account)
);

-- Packed already: compressing them again would cost more than it gains.
ALTER TABLE record ALTER COLUMN body SET STORAGE EXTERNAL;
ALTER TABLE cell ALTER COLUMN entries SET STORAGE EXTERNAL;
ALTER TABLE run ALTER COLUMN entries SET STORAGE EXTERNAL;
ALTER TABLE tail ALTER COLUMN entries SET STORAGE EXTERNAL;

-- Written over and over: with room in the page, a new version of a row needs no new index entries.
ALTER TABLE matter SET (fillfactor = 75);
ALTER TABLE cell SET (fillfactor = 75);
