"""A pool as one row with a CHECK, one durable transaction for each request: the usual way to book."""

import random
import sqlite3
import sys
import time

path, pools, seconds = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
db = sqlite3.connect(path, isolation_level=None)
db.execute("PRAGMA journal_mode = WAL")
db.execute("PRAGMA synchronous = FULL")
db.execute(
    "CREATE TABLE pool (id INTEGER PRIMARY KEY, capacity INTEGER NOT NULL, used INTEGER NOT NULL,"
    " CHECK (used <= capacity))"
)
db.execute("CREATE TABLE booking (id INTEGER PRIMARY KEY, pool INTEGER NOT NULL, number TEXT UNIQUE)")
db.execute("BEGIN")
db.executemany("INSERT INTO pool VALUES (?, 600, 0)", ((pool,) for pool in range(pools)))
db.execute("COMMIT")
dice = random.Random(1)
requests, begun = 0, time.monotonic()
while time.monotonic() - begun < seconds:
    requests += 1
    pool = dice.randrange(pools)
    db.execute("BEGIN IMMEDIATE")
    try:
        db.execute("UPDATE pool SET used = used + 1 WHERE id = ?", (pool,))
        db.execute("INSERT INTO booking (pool, number) VALUES (?, ?)", (pool, f"C-{requests}"))
        db.execute("COMMIT")
    except sqlite3.IntegrityError:
        db.execute("ROLLBACK")
print(requests / (time.monotonic() - begun))
