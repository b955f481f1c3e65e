-- What the chain and the tree are digested with. No row: SHA-256, as before there was a choice.
CREATE TABLE installation (
    "only" BIGINT PRIMARY KEY CHECK ("only" = 1),
    digest TEXT COLLATE "C" NOT NULL                       -- sha-256 | sm3
);

-- Personal data. Not part of the journal and not derived from it: once destroyed, nothing brings them
-- back. Keys are wrapped by a key that lies in no database, values encrypted under the keys.
CREATE TABLE person_key (
    person  BYTEA PRIMARY KEY,                     -- a mark that only the key of the installation can make
    wrapped BYTEA NOT NULL
);

CREATE TABLE personal_value (
    commitment BYTEA PRIMARY KEY,                  -- what stands for it in the journal
    person     BYTEA NOT NULL,
    register   TEXT COLLATE "C" NOT NULL,
    number     TEXT COLLATE "C" NOT NULL,
    encrypted  BYTEA NOT NULL
);

CREATE INDEX personal_value_by_person ON personal_value (person);

-- Below are projections again.

-- Which personal values were destroyed, by which record.
CREATE TABLE erased_value (
    commitment BYTEA PRIMARY KEY,
    sequence   BIGINT NOT NULL,
    day        BIGINT NOT NULL
);

-- The full subtrees of 4,096 records and more of the Merkle tree.
CREATE TABLE tree_node (
    level    BIGINT NOT NULL,
    position BIGINT NOT NULL,
    hash     BYTEA    NOT NULL,
    PRIMARY KEY (level, position)
);
