-- What the chain and the tree are digested with. No row: SHA-256, as before there was a choice.
CREATE TABLE installation (
    "only" INTEGER PRIMARY KEY CHECK ("only" = 1),
    digest TEXT    NOT NULL                       -- sha-256 | sm3
) STRICT;

-- Personal data. Not part of the journal and not derived from it: once destroyed, nothing brings them
-- back. Keys are wrapped by a key that lies in no database, values encrypted under the keys.
CREATE TABLE person_key (
    person  BLOB PRIMARY KEY,                     -- a mark that only the key of the installation can make
    wrapped BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE personal_value (
    commitment BLOB PRIMARY KEY,                  -- what stands for it in the journal
    person     BLOB NOT NULL,
    register   TEXT NOT NULL,
    number     TEXT NOT NULL,
    encrypted  BLOB NOT NULL
) STRICT;

CREATE INDEX personal_value_by_person ON personal_value (person);

-- Below are projections again.

-- Which personal values were destroyed, by which record.
CREATE TABLE erased_value (
    commitment BLOB PRIMARY KEY,
    sequence   INTEGER NOT NULL,
    day        INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The full subtrees of 4,096 records and more of the Merkle tree.
CREATE TABLE tree_node (
    level    INTEGER NOT NULL,
    position INTEGER NOT NULL,
    hash     BLOB    NOT NULL,
    PRIMARY KEY (level, position)
) STRICT, WITHOUT ROWID;
