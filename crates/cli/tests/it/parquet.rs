//! What is exported adds up to the figures without this program: DuckDB runs the query of every receipt.

use std::io::Write;
use std::process::{Command, Stdio};

use base::ctx::{Actor, Rights};
use base::{Ctx, Exact, Key, Lang, UnitOfMeasure};

use crate::fixture::{copy, path, taizhang};

/// Runs statements in a folder and prints a number each.
const DRIVER: &str = "
import json, os, sys, duckdb
os.chdir(sys.argv[1])
conn = duckdb.connect()
for sql in json.load(sys.stdin):
    print(conn.execute(sql).fetchall()[0][0])
";

/// A Python with DuckDB.
const PYTHON: &str = "TAIZHANG_TEST_PYTHON";

fn auditor() -> Ctx {
    Ctx {
        actor: Actor {
            id: Key::literal("auditor"),
            name: "示例审计员".to_owned(),
            scope: Key::literal("authority"),
            rights: Rights::All,
        },
        today: jiff::civil::date(2022, 1, 10),
        now: jiff::Timestamp::UNIX_EPOCH,
        lang: Lang::Zh,
    }
}

#[expect(clippy::disallowed_methods, reason = "a test takes what the test command made ready")]
fn duckdb(folder: &str, statements: &[String]) -> Vec<i128> {
    let python = std::env::var(PYTHON).unwrap_or_else(|_| {
        panic!("{PYTHON} names no Python with DuckDB; `cargo xtask test` does")
    });
    let mut child = Command::new(python)
        .args(["-c", DRIVER, folder])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let statements = serde_json::to_vec(statements).unwrap();
    child.stdin.take().unwrap().write_all(&statements).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "DuckDB refused a query");
    String::from_utf8(output.stdout).unwrap().lines().map(|line| line.parse().unwrap()).collect()
}

#[tokio::test]
async fn duckdb_finds_every_published_figure_in_the_exported_files() {
    let folder = copy();
    let out = folder.path().join("export");
    let said = taizhang(&["export", "--parquet", path(&out), "--dir", path(folder.path())]);
    assert!(said.ok, "{}", said.text);

    let reader = store::open_reader(folder.path().join("taizhang.db")).await.unwrap();
    let catalogue = store::catalogue::current(&reader).await.unwrap();
    let head = store::journal::head(&reader).await.unwrap().sequence;
    let (mut questions, mut lights) = (vec![], vec![]);
    for published in sample::published() {
        let earlier =
            indicators::Question { known_at: Some(head / 2), ..published.question.clone() };
        questions.extend([published.question, earlier]);
    }
    // Lights as well, which nothing has happened to on the day that is asked about.
    let first = questions.first().unwrap().clone();
    for (name, day) in [
        ("hotline.overdue", jiff::civil::date(2021, 12, 31)),
        ("tasks.near_due", jiff::civil::date(2021, 6, 30)),
        ("disclosure.reply_near", jiff::civil::date(2022, 1, 10)),
        ("disclosure.reply_late", jiff::civil::date(2022, 2, 10)),
        ("disclosure.reply_standing", jiff::civil::date(2021, 6, 30)),
    ] {
        let name = register::model::Name::read(name).unwrap();
        let question = indicators::Question {
            name,
            unit: Key::literal("authority"),
            from: None,
            as_of: day,
            known_at: None,
            filter: base::dims::Filter::new(),
            ..first.clone()
        };
        lights.push(question.name.to_string());
        questions.push(question);
    }
    let figures =
        store::figures::figures(&reader, &auditor(), &catalogue, &questions).await.unwrap();
    let (mut statements, mut expected) = (vec![], vec![]);
    for figure in figures.into_iter().flatten() {
        for part in figure.receipt.parts {
            let (Some(rows), Some(value)) = (&part.rows, part.value) else { continue };
            statements.push(indicators::sql::query(&catalogue, rows).unwrap());
            let fen = matches!(part.unit_of_measure, UnitOfMeasure::Yuan);
            let scale = Exact::from_integer(if fen { 100 } else { 1 });
            expected.push(((value * scale).to_integer(), rows.measure.to_string()));
        }
    }
    assert!(statements.len() > 150, "only {} parts", statements.len());
    for light in lights {
        assert!(expected.iter().any(|(value, name)| *name == light && *value > 0), "no {light}");
    }
    let found = duckdb(path(&out), &statements);
    assert_eq!(found.len(), statements.len());
    for ((found, (expected, measure)), sql) in found.iter().zip(&expected).zip(&statements) {
        assert_eq!(found, expected, "{measure}:\n{sql}");
    }
}
