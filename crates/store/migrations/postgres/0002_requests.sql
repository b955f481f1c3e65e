-- Under which keys records were asked for: a function of the journal, rebuilt by replaying it.
CREATE TABLE request (
    key      TEXT COLLATE "C" NOT NULL,  -- chosen by whoever gave the command
    actor    TEXT COLLATE "C" NOT NULL,
    digest   BYTEA NOT NULL,  -- of what the command said
    sequence BIGINT NOT NULL,
    PRIMARY KEY (key, actor)
);
