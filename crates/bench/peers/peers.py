"""Asks the peers of the benchmark. Reads one JSON object from standard input, prints one.

in:  {"engine": "duckdb" | "parquet" | "clickhouse", "rows": csv file, "units": csv file, "folder": ...,
      "threads": n, "questions": [{"id", "sql"}]}
out: {"version", "load_s", "bytes", "answers": {id: {"median_ms", "rows": [[...]]}}}

Every question is asked once to warm up, then up to 15 times or for four seconds; the median counts.
"""

import json
import os
import statistics
import sys
import time

COLUMNS = {
    "sequence": "BIGINT",
    "recorded_day": "INTEGER",
    "effective_day": "INTEGER",
    "month": "INTEGER",
    "from_account": "UTINYINT",
    "to_account": "UTINYINT",
    "unit": "USMALLINT",
    "dims": "UTINYINT",
    "matter": "UINTEGER",
    "amount": "INTEGER",
}
CLICKHOUSE = {
    "BIGINT": "Int64",
    "INTEGER": "Int32",
    "UTINYINT": "UInt8",
    "USMALLINT": "UInt16",
    "UINTEGER": "UInt32",
}


def timed(ask):
    rows = ask()
    taken, begun = [], time.perf_counter()
    while len(taken) < 3 or (len(taken) < 15 and time.perf_counter() - begun < 4):
        one = time.perf_counter()
        ask()
        taken.append((time.perf_counter() - one) * 1000)
    return {"median_ms": statistics.median(taken), "rows": rows}


def size(path):
    if os.path.isfile(path):
        return os.path.getsize(path)
    return sum(os.path.getsize(os.path.join(at, name)) for at, _, names in os.walk(path) for name in names)


def duckdb(asked, over_parquet):
    import duckdb as engine

    path = os.path.join(asked["folder"], "moves.duckdb")
    parquet = os.path.join(asked["folder"], "moves.parquet")
    fresh = not os.path.exists(path)
    conn = engine.connect(path)
    conn.execute(f"SET threads = {int(asked['threads'])}")
    begun = time.perf_counter()
    if fresh:
        columns = json.dumps(COLUMNS).replace('"', "'")
        conn.execute(f"CREATE TABLE moves AS SELECT * FROM read_csv('{asked['rows']}', header = false, columns = {columns})")
        conn.execute(f"CREATE TABLE units AS SELECT * FROM read_csv('{asked['units']}', header = false, columns = {{'unit': 'USMALLINT', 'district': 'USMALLINT'}})")
        conn.execute("CHECKPOINT")
    loaded = time.perf_counter() - begun
    if over_parquet:
        if not os.path.exists(parquet):
            conn.execute(f"COPY moves TO '{parquet}' (FORMAT parquet, COMPRESSION zstd)")
        conn.execute(f"CREATE OR REPLACE TEMP VIEW moves AS SELECT * FROM '{parquet}'")
    answers = {}
    for question in asked["questions"]:
        answers[question["id"]] = timed(lambda: [list(row) for row in conn.execute(question["sql"]).fetchall()])
    return {
        "version": engine.__version__,
        "load_s": loaded if fresh else None,
        "bytes": size(parquet if over_parquet else path),
        "answers": answers,
    }


def clickhouse(asked):
    import chdb
    from chdb import session

    folder = os.path.join(asked["folder"], "clickhouse")
    fresh = not os.path.exists(folder)
    conn = session.Session(folder)
    limits = f" SETTINGS max_threads = {int(asked['threads'])}"
    begun = time.perf_counter()
    if fresh:
        columns = ", ".join(f"{name} {CLICKHOUSE[kind]}" for name, kind in COLUMNS.items())
        conn.query("CREATE DATABASE bench ENGINE = Atomic")
        conn.query(f"CREATE TABLE bench.moves ({columns}) ENGINE = MergeTree ORDER BY (to_account, unit, effective_day)")
        conn.query("CREATE TABLE bench.units (unit UInt16, district UInt16) ENGINE = MergeTree ORDER BY unit")
        conn.query(f"INSERT INTO bench.moves SELECT * FROM file('{asked['rows']}', 'CSV', '{columns}')")
        conn.query(f"INSERT INTO bench.units SELECT * FROM file('{asked['units']}', 'CSV', 'unit UInt16, district UInt16')")
        conn.query("OPTIMIZE TABLE bench.moves FINAL")
    loaded = time.perf_counter() - begun
    conn.query("USE bench")
    answers = {}
    for question in asked["questions"]:
        def ask():
            said = conn.query(question["sql"] + limits, "JSONCompactEachRow").bytes().decode()
            # 64-bit numbers come as texts.
            return [[int(value) for value in json.loads(line)] for line in said.splitlines()]

        answers[question["id"]] = timed(ask)
    return {"version": chdb.__version__, "load_s": loaded if fresh else None, "bytes": size(folder), "answers": answers}


def main():
    asked = json.load(sys.stdin)
    engines = {
        "duckdb": lambda: duckdb(asked, False),
        "parquet": lambda: duckdb(asked, True),
        "clickhouse": lambda: clickhouse(asked),
    }
    json.dump(engines[asked["engine"]](), sys.stdout)


main()
