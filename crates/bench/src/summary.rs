//! The lines of the table, each with its goal.

use serde_json::Value;

use crate::machine;
use crate::run::Found;
use crate::table::{Goal, Line, plain};

/// What the table is about: how much data, which machine.
#[must_use]
pub fn heading(found: &Found) -> String {
    let number =
        |value: &Value, path: &str| value.pointer(path).and_then(Value::as_f64).unwrap_or(0.0);
    let text =
        |path: &str| found.machine.pointer(path).and_then(Value::as_str).unwrap_or("?").to_owned();
    format!(
        "{} events, 3,000 units, three years; {} cores of {}, {}; fsync median {} ms, p99 {} ms; load {}; \
         {} answers compared with peers, all equal\n",
        plain(number(&found.load, "/events")),
        plain(number(&found.machine, "/cores")),
        text("/processor"),
        text("/memory"),
        plain(number(&found.machine, "/fsync_median_ms")),
        plain(number(&found.machine, "/fsync_p99_ms")),
        text("/load"),
        plain(number(&found.ours, "/compared")),
    )
}

/// All lines that can be made of what was found.
#[must_use]
pub fn lines(found: &Found, on_postgres: bool) -> Vec<Line> {
    let mut lines = vec![];
    figures(found, on_postgres, &mut lines);
    flatness(found, &mut lines);
    writing(found, on_postgres, &mut lines);
    replay(found, &mut lines);
    bytes(found, on_postgres, &mut lines);
    lines
}

fn get(value: &Value, path: &str) -> Option<f64> {
    value.pointer(path).and_then(Value::as_f64)
}

fn ms(taken: f64) -> String {
    format!("{} ms", plain(taken))
}

/// Each question beside each peer.
fn figures(found: &Found, on_postgres: bool, lines: &mut Vec<Line>) {
    let peers = [
        ("duckdb", "DuckDB"),
        ("parquet", "DuckDB on Parquet"),
        ("clickhouse", "ClickHouse"),
        ("postgres_scan", "PostgreSQL parallel scan"),
        ("postgres_index", "PostgreSQL covering index"),
    ];
    let ids = [
        "q1_month",
        "q1_edges",
        "q1_closing",
        "q1_known",
        "q2_stock",
        "q3_table",
        "report",
        "lineage",
    ];
    for id in ids {
        let Some(ours) = get(&found.ours, &format!("/medians/{id}")) else { continue };
        let title = found.ours.pointer(&format!("/titles/{id}")).and_then(Value::as_str);
        let what = title.unwrap_or("Rows behind one cell").to_owned();
        let line = |peer: String, ratio, goal| Line {
            what: what.clone(),
            ours: ms(ours),
            peer,
            ratio,
            goal,
        };
        match id {
            "q1_closing" => {
                let current = get(&found.ours, "/medians/q1_month").unwrap_or(0.0);
                let ratio = Some(ours / current);
                lines.push(line(
                    format!("the current figure, {}", ms(current)),
                    ratio,
                    Goal::Most(1.5),
                ));
            }
            "report" => lines.push(line(String::new(), Some(ours), Goal::Below(100.0, "ms"))),
            _ => {}
        }
        for (key, name) in peers {
            let Some(theirs) = get(&found.peers, &format!("/{key}/medians/{id}")) else { continue };
            let peer = format!("{name} {}", ms(theirs));
            lines.push(line(peer, Some(theirs / ours), goal(id, key, on_postgres)));
        }
    }
}

fn goal(id: &str, peer: &str, on_postgres: bool) -> Goal {
    match (id, peer) {
        ("q1_month", "postgres_index") if on_postgres => Goal::Least(10.0),
        ("q1_month", "duckdb") => Goal::Least(50.0),
        ("q1_month", "clickhouse") => Goal::Least(20.0),
        ("q1_month", "postgres_scan") => Goal::Least(1_000.0),
        ("q1_edges", "duckdb") => Goal::Least(8.0),
        ("q1_known", "duckdb") => Goal::Least(1.0),
        ("q3_table", "duckdb") => Goal::Least(10.0),
        _ => Goal::None,
    }
}

fn flatness(found: &Found, lines: &mut Vec<Line>) {
    for id in ["q1_month", "q3_table", "report"] {
        let ours = get(&found.ours, &format!("/medians/{id}"));
        let small = get(&found.small, &format!("/medians/{id}"));
        let (Some(ours), Some(small)) = (ours, small) else { continue };
        lines.push(Line {
            what: format!("Flatness of {id}"),
            ours: ms(ours),
            peer: format!("at 1 M events {}", ms(small)),
            ratio: Some(ours / small),
            goal: Goal::Most(2.0),
        });
    }
}

fn writing(found: &Found, on_postgres: bool, lines: &mut Vec<Line>) {
    let bulk = "Bulk load, batches of 10,000";
    let keyed = "The same, every event under a key";
    let hundreds = "The same in batches of 100";
    let inserts = "bare SQLite inserts";
    let file = [
        (bulk, &found.load, "sqlite", inserts, 0.25),
        (keyed, &found.keyed, "sqlite", inserts, 0.25),
        (hundreds, &found.durable, "sqlite_durable", inserts, 0.6),
    ];
    let server = [
        (bulk, &found.load, "copy", "bare COPY", 0.15),
        (keyed, &found.keyed, "copy", "bare COPY", 0.15),
    ];
    for (what, ours, raw, peer, least) in if on_postgres { &server[..] } else { &file[..] } {
        let Some(rate) = get(&found.raw, &format!("/{raw}_per_s")) else { continue };
        let cpu = get(&found.raw, &format!("/{raw}_cpu_us"));
        let Some(mine) = get(ours, "/events_per_s") else { continue };
        lines.push(Line {
            what: (*what).to_owned(),
            ours: told(mine, get(ours, "/cpu_us")),
            peer: format!("{peer} {}", told(rate, cpu)),
            ratio: Some(mine / rate),
            goal: Goal::Least(*least),
        });
    }
}

/// A rate, and the processor time that one took.
fn told(rate: f64, cpu: Option<f64>) -> String {
    let cpu = cpu.map(|cpu| format!(" ({} µs of processor)", plain(cpu))).unwrap_or_default();
    format!("{}/s{cpu}", plain(rate))
}

fn replay(found: &Found, lines: &mut Vec<Line>) {
    let grouping = get(&found.peers, "/duckdb/medians/grouping");
    let events = found.load.get("events").and_then(Value::as_u64).unwrap_or(0);
    for (what, path, least) in [
        ("Cells added up again from the postings", "cells", 1.5),
        ("Rebuild of everything derived", "rebuild", 1.5),
        ("Verification: chain and everything derived", "verify", 0.3),
    ] {
        let Some(ours) = get(&found.rebuild, &format!("/{path}_per_s")) else { continue };
        let theirs = grouping.map(|ms| machine::rate(events, ms / 1_000.0));
        lines.push(Line {
            what: what.to_owned(),
            ours: told(ours, get(&found.rebuild, &format!("/{path}_cpu_us"))),
            peer: theirs
                .map(|rate| format!("DuckDB GROUP BY {}", told(rate, None)))
                .unwrap_or_default(),
            ratio: theirs.map(|rate| ours / rate),
            goal: Goal::Least(least),
        });
    }
}

fn bytes(found: &Found, on_postgres: bool, lines: &mut Vec<Line>) {
    let (Some(all), Some(events)) = (get(&found.sizes, "/bytes"), get(&found.load, "/events"))
    else {
        return;
    };
    let tables = found.sizes.get("tables").and_then(Value::as_object);
    let cells = |name: &str| name.starts_with("cell") || name.starts_with("balance");
    let cells: f64 = tables
        .map(|tables| {
            tables
                .iter()
                .filter(|(name, _)| cells(name))
                .filter_map(|(_, bytes)| bytes.as_f64())
                .sum()
        })
        .unwrap_or(0.0);
    let line = |what: &str, number: f64, (most, unit)| Line {
        what: what.to_owned(),
        ours: format!("{} {unit}", plain(number)),
        peer: String::new(),
        ratio: Some(number),
        goal: Goal::Below(most, unit),
    };
    let most = if on_postgres { 500.0 } else { 200.0 };
    lines.push(line("Bytes per event, everything", all / events, (most, "bytes")));
    lines.push(line("Bytes of cells per event", cells / events, (2.0, "bytes")));
    let gib = 1_073_741_824.0;
    for (what, value, path) in [
        ("Peak memory of loading", &found.load, "/peak_bytes"),
        ("Peak memory of rebuilding", &found.rebuild, "/rebuild_peak"),
        ("Peak memory of verifying", &found.rebuild, "/verify_peak"),
    ] {
        if let Some(peak) = get(value, path) {
            lines.push(line(what, peak / gib, (1.0, "GiB")));
        }
    }
}
