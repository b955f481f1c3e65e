-- Under which keys records were asked for: a function of the journal, rebuilt by replaying it.
CREATE TABLE request (
    key      TEXT    NOT NULL,                   -- chosen by whoever gave the command
    actor    TEXT    NOT NULL,
    digest   BLOB    NOT NULL,                   -- of what the command said
    sequence INTEGER NOT NULL,
    PRIMARY KEY (key, actor)
) STRICT, WITHOUT ROWID;
