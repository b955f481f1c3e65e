//! A very small year runs through the whole measurement, so that it is there when it is needed.

use std::time::Duration;

use bench::load::How;
use bench::options::Options;
use bench::run;
use serde_json::Value;

fn options(folder: &std::path::Path) -> Options {
    Options {
        scale: 0.000_03,
        database: None,
        versus: vec![],
        keep: None,
        python: None,
        postgres: None,
        commands: None,
        replay: true,
        results: folder.to_path_buf(),
        patience: Duration::from_millis(20),
    }
}

#[tokio::test]
async fn a_very_small_year_is_measured() {
    let folder = tempfile::tempdir().unwrap();
    let found = run::run(&options(folder.path())).await.unwrap();
    let number = |path: &str| found.pointer(path).and_then(Value::as_f64).unwrap();
    assert!(number("/load/events") > 1_500.0);
    assert!(number("/ours/medians/q1_month") > 0.0);
    assert!(number("/rebuild/rebuild_per_s") > 0.0);
    assert!(number("/sizes/bytes") > 100_000.0);
    assert!(found.pointer("/table/0/what").is_some());
}

/// The rows of the peers, added up here as their SQL does, are what the ledger answers.
#[tokio::test]
async fn the_ledger_answers_what_the_rows_of_the_peers_say() {
    use bench::beijing::{Line, SEED, Stream, Tree};
    use bench::database::Database;
    let folder = tempfile::tempdir().unwrap();
    let database = Database::named(None, folder.path(), "small").await.unwrap();
    let loaded = bench::load::run(&database, How { events: 5_000, batch: 1_000, keyed: true })
        .await
        .unwrap();
    let head = loaded.get("head").and_then(Value::as_u64).unwrap();
    let tree = Tree::new(SEED);
    let sealed = loaded.get("sealed").and_then(Value::as_u64).unwrap();
    assert!((head / 2..head).contains(&sealed), "the closing of the second of three years");
    let questions = bench::questions::all(&tree, head, sealed).unwrap();
    let told = bench::ask::run(&database, &questions, Duration::ZERO).await.unwrap();
    let given = Line::Doses.account_of("given").unwrap();
    let rows: Vec<_> = Stream::new(&tree, SEED, 5_000, 2).flat_map(|event| event.rows()).collect();
    let year = (18_993, 19_357);
    let sum = |known: u64| -> i64 {
        rows.iter()
            .filter(|row| row.to == given && (1..=500).contains(&row.unit))
            .filter(|row| (year.0..=year.1).contains(&row.effective_day) && row.sequence <= known)
            .map(|row| i64::from(row.amount))
            .sum()
    };
    for (place, known) in [(0, head), (2, sealed), (3, head / 3 * 2 + 1)] {
        let rows = vec![vec![sum(known)]];
        assert_eq!(questions[place].agrees(&told.answers[place], &rows), Ok(1));
    }
    assert!(sum(head) > 0);
}
