-- The same layout as in ../sqlite. Texts are compared byte by byte as there, whatever the collation of
-- the database.

-- The journal. Nothing here is ever changed; the triggers guard it against a slip of ours, the hash
-- chain against everybody else's.
CREATE TABLE record (
    sequence      BIGINT PRIMARY KEY,
    kind          TEXT COLLATE "C" NOT NULL,  -- units | people | pack | matter
    effective_day BIGINT NOT NULL,  -- days since 1970-01-01
    recorded_us   BIGINT NOT NULL,  -- microseconds since 1970-01-01T00:00Z
    actor         TEXT COLLATE "C" NOT NULL,
    basis         TEXT COLLATE "C" NOT NULL,
    body          BYTEA NOT NULL,  -- compact JSON; the bytes that are hashed
    head          BYTEA NOT NULL  -- commits to this record and all before it
);

CREATE FUNCTION record_is_never_changed() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the journal is append-only: record a correction instead'; END $$;

CREATE TRIGGER record_is_never_changed BEFORE UPDATE ON record
FOR EACH STATEMENT EXECUTE FUNCTION record_is_never_changed();

CREATE FUNCTION record_is_never_deleted() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the journal is append-only: record a reversal instead'; END $$;

CREATE TRIGGER record_is_never_deleted BEFORE DELETE OR TRUNCATE ON record
FOR EACH STATEMENT EXECUTE FUNCTION record_is_never_deleted();

-- Looked at once for each statement: what it added lies behind all that was there, without a gap.
CREATE FUNCTION record_has_no_gap() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    first  BIGINT;
    last   BIGINT;
    rows   BIGINT;
    before BIGINT;
BEGIN
    SELECT min(sequence), max(sequence), count(*) INTO first, last, rows FROM added;
    IF rows > 0 THEN
        EXECUTE format('SELECT coalesce(max(sequence), 0) FROM %I.record WHERE sequence < $1',
            TG_TABLE_SCHEMA) INTO before USING first;
        IF first <> before + 1 OR last - before <> rows THEN
            RAISE EXCEPTION 'the journal has no gaps and no place is taken twice';
        END IF;
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER record_has_no_gap AFTER INSERT ON record REFERENCING NEW TABLE AS added
FOR EACH STATEMENT EXECUTE FUNCTION record_has_no_gap();

-- Everything below is a function of the journal, may be dropped, and is rebuilt by replaying it.

-- Where the journal ends: without this, cutting off its last records would leave a sound chain.
CREATE TABLE journal_end (
    "only"   BIGINT PRIMARY KEY CHECK ("only" = 1),
    sequence BIGINT NOT NULL,
    head     BYTEA NOT NULL
);

-- Runs of the journal. “Known at N” takes the cells of whole periods and recomputes the records of one.
CREATE TABLE record_period (
    period         BIGINT PRIMARY KEY,
    first_sequence BIGINT NOT NULL
);

-- The organisation as a nested set: a subtree is `lft BETWEEN its lft AND its rgt`.
CREATE TABLE unit (
    id     BIGINT PRIMARY KEY,
    key    TEXT COLLATE "C" NOT NULL UNIQUE,
    kind   TEXT COLLATE "C" NOT NULL,
    parent TEXT COLLATE "C",
    zh     TEXT COLLATE "C" NOT NULL,
    en     TEXT COLLATE "C" NOT NULL,
    lft    BIGINT NOT NULL,
    rgt    BIGINT NOT NULL,
    depth  BIGINT NOT NULL
);

CREATE TABLE person (
    id   TEXT COLLATE "C" PRIMARY KEY,
    name TEXT COLLATE "C" NOT NULL,
    unit TEXT COLLATE "C" NOT NULL
);

CREATE TABLE person_role (
    person TEXT COLLATE "C" NOT NULL,
    role   TEXT COLLATE "C" NOT NULL,  -- pack.role
    PRIMARY KEY (person, role)
);

CREATE TABLE definition (
    key      TEXT COLLATE "C" NOT NULL,
    version  BIGINT NOT NULL,
    sequence BIGINT NOT NULL,  -- the record that holds the pack's files
    PRIMARY KEY (key, version)
);

-- Interned accounts and dimensions, numbered in order of first use.
CREATE TABLE account (
    id       BIGINT PRIMARY KEY,
    register TEXT COLLATE "C" NOT NULL,
    book     TEXT COLLATE "C" NOT NULL,
    place    TEXT COLLATE "C" NOT NULL,
    UNIQUE (register, book, place)
);

CREATE TABLE dims (
    id   BIGINT PRIMARY KEY,
    text TEXT COLLATE "C" NOT NULL UNIQUE  -- a=x;b=y
);

CREATE TABLE dim_value (
    dims      BIGINT NOT NULL,
    dimension TEXT COLLATE "C" NOT NULL,
    value     TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (dims, dimension)
);

-- The current state of every matter. `account` is empty after its opening was taken back.
CREATE TABLE matter (
    id            BIGINT PRIMARY KEY,
    register      TEXT COLLATE "C" NOT NULL,
    number        TEXT COLLATE "C" NOT NULL,
    title         TEXT COLLATE "C" NOT NULL,
    account       BIGINT,
    unit          BIGINT NOT NULL,
    dims          BIGINT NOT NULL,
    version       BIGINT NOT NULL,
    opened_day    BIGINT NOT NULL,
    changed_day   BIGINT NOT NULL,
    due_day       BIGINT,
    last_sequence BIGINT NOT NULL,
    UNIQUE (register, number)
);

-- Every event of a matter with its two ends, so that rows behind a figure are found without reading bodies.
CREATE TABLE event (
    sequence       BIGINT PRIMARY KEY,
    matter         BIGINT NOT NULL,
    version        BIGINT NOT NULL,
    day            BIGINT NOT NULL,
    step           TEXT COLLATE "C",
    reverses       BIGINT,  -- the sequence it takes back
    posts          BIGINT NOT NULL,  -- 1 if it posts rows or amounts
    before_account BIGINT,
    before_unit    BIGINT,
    before_dims    BIGINT,
    after_account  BIGINT,
    after_unit     BIGINT,
    after_dims     BIGINT,
    UNIQUE (matter, version)
);

CREATE INDEX event_by_place ON event (after_account, day);
CREATE INDEX event_reversal ON event (reverses) WHERE reverses IS NOT NULL;
CREATE INDEX event_that_posts ON event (day) WHERE posts = 1;

-- The highest number given in a register and year, whether by the system or taken over.
CREATE TABLE numbering (
    register TEXT COLLATE "C" NOT NULL,
    year     BIGINT NOT NULL,
    last     BIGINT NOT NULL,
    PRIMARY KEY (register, year)
);

-- Balances of everything recorded: debit and credit kept apart, so that a cell answers both flow and
-- stock. Whole months are read from the first table, the days at the edges of a span from the second.
CREATE TABLE cell_month (
    account BIGINT NOT NULL,
    unit    BIGINT NOT NULL,
    dims    BIGINT NOT NULL,
    month   BIGINT NOT NULL,  -- months since January of year 0
    debit   BIGINT NOT NULL,
    credit  BIGINT NOT NULL,
    PRIMARY KEY (account, unit, dims, month)
);

CREATE TABLE cell_day (
    account BIGINT NOT NULL,
    unit    BIGINT NOT NULL,
    dims    BIGINT NOT NULL,
    day     BIGINT NOT NULL,
    debit   BIGINT NOT NULL,
    credit  BIGINT NOT NULL,
    PRIMARY KEY (account, unit, dims, day)
);

-- The same balances by the record period that brought them, for “known at”. The period comes first: new
-- rows go to the end, and what was learnt since a point of the record is one stretch of the table.
CREATE TABLE cell_period (
    period  BIGINT NOT NULL,
    account BIGINT NOT NULL,
    unit    BIGINT NOT NULL,
    dims    BIGINT NOT NULL,
    day     BIGINT NOT NULL,
    debit   BIGINT NOT NULL,
    credit  BIGINT NOT NULL,
    PRIMARY KEY (period, account, unit, dims, day)
);
