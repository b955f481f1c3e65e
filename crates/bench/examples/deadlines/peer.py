"""Counts of late, coming, near and standing clocks on a day, by scanning one flat table in DuckDB."""

import statistics
import sys
import time

import duckdb

path, times, questions = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
db = duckdb.connect(config={"threads": 2})
db.execute("SET enable_progress_bar = false")
db.execute("CREATE TABLE clocks (unit INTEGER, start INTEGER, done INTEGER, yellow INTEGER, red INTEGER)")
db.execute(f"COPY clocks FROM '{path}' (HEADER)")
ASKED = """
SELECT count(*) FILTER (red <= $on), count(*) FILTER (red > $on AND red <= $on + 7),
    count(*) FILTER (red > $on AND yellow <= $on), count(*) FILTER (red IS NULL)
FROM clocks
WHERE start <= $on AND (done IS NULL OR done > $on) AND unit BETWEEN $first AND $last
"""
for question in questions:
    on, first, last = map(int, question.split(":"))
    took = []
    for _ in range(times):
        begun = time.perf_counter()
        row = db.execute(ASKED, {"on": on, "first": first, "last": last}).fetchone()
        took.append((time.perf_counter() - begun) * 1000)
    print(*row, statistics.median(took))
