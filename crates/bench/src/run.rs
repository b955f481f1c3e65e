//! One call, all measurements: load, ask, rebuild, and the peers on the same rows.

use serde_json::{Value, json};

use crate::beijing::{SEED, Tree};
use crate::database::Database;
use crate::keep::Folder;
use crate::load::How;
use crate::options::Options;
use crate::questions::{self, Asked};
use crate::{Outcome, ask, commands, load, machine, options, peers, raw, say, summary};

/// Events of the database that flatness is measured against.
const SMALL: u64 = 1_000_000;
/// Events loaded in transactions of a hundred.
const DURABLE: u64 = 20_000;
/// Events loaded under keys, at most.
const KEYED: u64 = 500_000;

/// Everything that was found, by stage.
#[derive(Debug, Default)]
pub struct Found {
    pub machine: Value,
    pub load: Value,
    pub sizes: Value,
    pub keyed: Value,
    pub durable: Value,
    pub raw: Value,
    pub ours: Value,
    pub small: Value,
    pub rebuild: Value,
    pub peers: Value,
}

/// Measures, prints the table, writes it and everything behind it to the results.
///
/// # Errors
///
/// If anything fails, and if an answer of the ledger is not that of a peer.
pub async fn run(options: &Options) -> Outcome<Value> {
    let events = options::events(options.scale);
    let path = options.keep.clone().unwrap_or_else(|| options.results.join("run"));
    let folder = Folder::open(path, options.keep.is_some())?;
    let on = |name| Database::named(options.database.as_deref(), folder.path(), name);
    let database = on("taizhang").await?;
    let mut found = Found { machine: machine::facts(folder.path())?, ..Found::default() };
    let bulk = How { events, batch: load::BATCH, keyed: false };
    found.load = folder.stage("load", async || load::run(&database, bulk).await).await?;
    found.sizes = folder.stage("sizes", async || database.sizes().await).await?;
    let other = on("keyed").await?;
    let keyed = How { events: events.min(KEYED), keyed: true, ..bulk };
    found.keyed = folder.stage("keyed", async || load::run(&other, keyed).await).await?;
    let other = on("durable").await?;
    let durable = How { events: DURABLE.min(events), batch: 100, keyed: true };
    found.durable = folder.stage("durable", async || load::run(&other, durable).await).await?;
    found.raw = folder.stage("raw", async || raw_rates(options, &folder, events).await).await?;
    let tree = Tree::new(SEED);
    let questions =
        questions::all(&tree, sequence(&found.load, "head"), sequence(&found.load, "sealed"))?;
    let peers = asked_of_peers(options, &folder, &questions, events).await?;
    found.peers = peers.0;
    found.ours = ours(options, &database, &questions, &peers.1).await?;
    if events > SMALL {
        let thousand = on("small").await?;
        found.small =
            folder.stage("small", async || small(options, &thousand, &tree).await).await?;
    }
    if options.replay {
        found.rebuild = ask::rebuild(&database).await?;
    }
    let mut lines = summary::lines(&found, options.database.is_some());
    if let Some((interactive, bookings)) = &options.commands {
        lines.extend(commands::interactive(&std::fs::read_to_string(interactive)?));
        lines.extend(commands::bookings(&std::fs::read_to_string(bookings)?));
    }
    let text = crate::table::markdown(&lines);
    say(&format!("\n{}\n{text}", summary::heading(&found)));
    write(options, &found, &lines)
}

fn sequence(loaded: &Value, name: &str) -> u64 {
    loaded.get(name).and_then(Value::as_u64).unwrap_or_default()
}

fn write(options: &Options, found: &Found, lines: &[crate::table::Line]) -> Outcome<Value> {
    let on = options.database.as_ref().map_or("sqlite", |_| "postgres");
    let all = json!({
        "scale": options.scale,
        "database": on,
        "machine": found.machine,
        "load": found.load,
        "sizes": found.sizes,
        "keyed": found.keyed,
        "durable": found.durable,
        "raw": found.raw,
        "ours": found.ours,
        "small": found.small,
        "rebuild": found.rebuild,
        "peers": found.peers,
        "table": crate::table::values(lines),
    });
    std::fs::create_dir_all(&options.results)?;
    let file = options.results.join(format!("beijing-year-{}-{on}.json", options.scale));
    std::fs::write(&file, serde_json::to_vec_pretty(&all)?)?;
    say(&format!("written to {}", file.display()));
    Ok(all)
}

async fn raw_rates(options: &Options, folder: &Folder, events: u64) -> Outcome<Value> {
    let rows = events.min(raw::ROWS);
    let bulk = raw::sqlite(&folder.path().join("raw.db"), rows, load::BATCH)?;
    let durable = raw::sqlite(&folder.path().join("raw100.db"), rows.min(DURABLE), 100)?;
    let copy = match options.postgres.as_ref().or(options.database.as_ref()) {
        Some(url) => {
            let client = peers::connect(url).await?;
            Some(raw::copy(&client, rows, load::BATCH).await?)
        }
        None => None,
    };
    for name in
        ["raw.db", "raw.db-wal", "raw.db-shm", "raw100.db", "raw100.db-wal", "raw100.db-shm"]
    {
        // Only what was left behind can be removed.
        let _ = std::fs::remove_file(folder.path().join(name));
    }
    Ok(json!({
        "rows": rows,
        "sqlite_per_s": bulk.0,
        "sqlite_cpu_us": bulk.1,
        "sqlite_durable_per_s": durable.0,
        "sqlite_durable_cpu_us": durable.1,
        "copy_per_s": copy,
    }))
}

/// Medians of a ledger of a million events, for flatness.
async fn small(options: &Options, database: &Database, tree: &Tree) -> Outcome<Value> {
    let how = How { events: SMALL, batch: load::BATCH, keyed: false };
    let loaded = load::run(database, how).await?;
    let questions = questions::all(tree, sequence(&loaded, "head"), sequence(&loaded, "sealed"))?;
    let told = ask::run(database, &questions, options.patience).await?;
    let medians = questions.iter().zip(&told.medians);
    Ok(json!({
        "load": loaded,
        "medians": medians.map(|(asked, ms)| (asked.id, *ms)).collect::<std::collections::BTreeMap<_, _>>(),
    }))
}

type Said = Vec<(String, peers::Said)>;

async fn asked_of_peers(
    options: &Options,
    folder: &Folder,
    questions: &[Asked],
    events: u64,
) -> Outcome<(Value, Said)> {
    let mut sql: Vec<peers::Sql> =
        questions.iter().map(|asked| (asked.id.to_owned(), asked.sql.clone())).collect();
    sql.push(("lineage".to_owned(), ask::lineage_sql()));
    sql.push(("grouping".to_owned(), questions::GROUPING.to_owned()));
    if !options.versus.is_empty() {
        // Two records stand before the first event.
        folder
            .stage("rows", async || Ok(json!(ask::write_rows(folder.path(), events, 2)?)))
            .await?;
    }
    let mut said: Said = vec![];
    let engines: &[&str] = match (options.vs("duckdb"), options.vs("clickhouse")) {
        (true, true) => &["duckdb", "parquet", "clickhouse"],
        (true, false) => &["duckdb", "parquet"],
        (false, true) => &["clickhouse"],
        (false, false) => &[],
    };
    for engine in engines {
        say(&format!("▸ {engine}"));
        let python = options.python.as_deref().ok_or("--python is missing")?;
        said.push(((*engine).to_owned(), peers::python(python, engine, folder.path(), &sql)?));
    }
    if options.vs("postgres") {
        say("▸ postgres");
        let client =
            peers::connect(options.postgres.as_deref().ok_or("--postgres is missing")?).await?;
        let [scanned, covered] = peers::postgres(&client, folder.path(), &sql).await?;
        said.push(("postgres_scan".to_owned(), scanned));
        said.push(("postgres_index".to_owned(), covered));
    }
    let mut values = serde_json::Map::new();
    for (name, said) in &said {
        let medians = said.answers.iter().map(|(id, (ms, _))| (id.clone(), json!(ms)));
        let medians: serde_json::Map<String, Value> = medians.collect();
        values.insert(name.clone(), json!({ "about": said.about, "medians": medians }));
    }
    Ok((Value::Object(values), said))
}

/// Asks the ledger and compares every answer with every peer's.
async fn ours(
    options: &Options,
    database: &Database,
    questions: &[Asked],
    said: &Said,
) -> Outcome<Value> {
    say("▸ questions");
    let patience = options.patience;
    let told = ask::run(database, questions, patience).await?;
    let (lineage, sum, total) = ask::lineage(database, &Tree::new(SEED), patience).await?;
    let mut compared = 0;
    for (peer, said) in said {
        for (asked, ours) in questions.iter().zip(&told.answers) {
            let (_, rows) = said.answers.get(asked.id).ok_or("a peer answers every question")?;
            compared += asked
                .agrees(ours, rows)
                .map_err(|differs| format!("{peer} has another answer: {differs}"))?;
        }
        let (_, rows) = said.answers.get("lineage").ok_or("a peer answers every question")?;
        let theirs: i64 = rows.iter().filter_map(|row| row.get(1)).sum();
        if base::exact::whole(theirs) != sum {
            return Err(
                format!("{peer} finds rows of {theirs} where the ledger finds {sum}").into()
            );
        }
    }
    let medians = questions.iter().zip(&told.medians).map(|(asked, ms)| (asked.id, *ms));
    let mut medians: std::collections::BTreeMap<&str, f64> = medians.collect();
    medians.insert("lineage", lineage);
    let titles = questions.iter().map(|asked| (asked.id, asked.title.clone()));
    let titles: std::collections::BTreeMap<&str, String> = titles.collect();
    Ok(json!({ "medians": medians, "titles": titles, "compared": compared, "lineage_rows": total }))
}
