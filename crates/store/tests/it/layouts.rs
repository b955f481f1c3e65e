//! Databases of every earlier layout, full of records, brought up to date.

use std::fs;
use std::path::Path;

use ledger::chain;
use ledger::digest::{Algorithm, hex};
use store::journal::{Stored, View};
use store::{Open, StoreError};
use testkit::databases::Database;

use crate::world::{World, day};

/// The layout whose journal holds bodies as they are hashed, with the head of every record.
const PLAIN_LAST: usize = 6;

/// The steps that lead to a layout, as they shipped.
fn steps(database: &Database) -> Vec<String> {
    let dialect = if database.is_postgres() { "postgres" } else { "sqlite" };
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations").join(dialect);
    let mut files: Vec<_> =
        fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    files.iter().map(|file| fs::read_to_string(file).unwrap()).collect()
}

/// What says that a database has this layout.
fn mark(database: &Database, layout: usize) -> String {
    if database.is_postgres() {
        format!(
            "CREATE TABLE taizhang_layout (step BIGINT PRIMARY KEY, \
             taken_at TIMESTAMPTZ NOT NULL DEFAULT now()); \
             INSERT INTO taizhang_layout (step) SELECT generate_series(1, {layout});"
        )
    } else {
        format!("PRAGMA application_id = 0x54415A48; PRAGMA user_version = {layout};")
    }
}

/// What takes that back to an earlier layout.
fn back(database: &Database, layout: usize) -> String {
    match database.is_postgres() {
        true => format!("DELETE FROM taizhang_layout WHERE step > {layout}"),
        false => format!("PRAGMA user_version = {layout}"),
    }
}

/// The records as the first layouts held them.
fn rows(database: &Database, records: &[Stored]) -> String {
    let (before, after) = if database.is_postgres() { (r"'\x", "'") } else { ("X'", "'") };
    let blob = |bytes: &[u8]| format!("{before}{}{after}", hex(bytes));
    let mut head = chain::first_head(Algorithm::default());
    let row = |record: &Stored| {
        head = chain::next_head(Algorithm::default(), &head, &record.leaf(Algorithm::default()));
        let body: serde_json::Value = serde_json::from_slice(&record.body).unwrap();
        let kind = body.as_object().unwrap().keys().next().unwrap().clone();
        format!(
            "INSERT INTO record VALUES ({}, '{kind}', {}, {}, '{}', '{}', {}, {});",
            record.sequence,
            record.effective_day,
            record.recorded_us,
            record.actor,
            record.basis,
            blob(&record.body),
            blob(&head)
        )
    };
    records.iter().map(row).collect()
}

/// Units, the pack, and events of three cases and a report, one of them taken back.
async fn full() -> World {
    let mut world = World::new().await;
    world.step(day(3, 1), "A@clinic", "receive", "subject=Noise sort=red");
    world.step(day(3, 5), "B@office", "receive", "subject=Dust");
    world.step(day(3, 9), "A", "handle", "");
    let finished = world.step(day(4, 2), "A", "finish", "fines=fine:5000,warning pages=7");
    world.reverse(day(4, 3), "A", finished);
    world.step(day(4, 5), "B", "hand_over", "lead=d02");
    world.step(day(1, 1), "heads d01-2021-01-01@d01", "report", "people=0");
    world.commit().await;
    world
}

#[tokio::test]
async fn every_earlier_layout_is_brought_up_to_date() {
    let world = full().await;
    let records = View::of(&world.reader).await.unwrap().records_after(0, 100).await.unwrap();
    let dump = world.dump().await;
    for layout in 1..=PLAIN_LAST {
        let database = Database::fresh();
        let place = crate::world::place(&database);
        let steps = steps(&database);
        let made = database.make().await;
        made.unwrap();
        let statements: Vec<String> = steps.into_iter().take(layout).collect();
        database.tamper(&statements.concat()).await.unwrap();
        database.tamper(&mark(&database, layout)).await.unwrap();
        database.tamper(&rows(&database, &records)).await.unwrap();
        let glance = store::open_reader(&place).await.unwrap_err();
        assert!(matches!(glance, StoreError::Older { .. }), "{layout}: {glance}");
        let (reader, writer) = store::open(&place, Open::Existing).await.unwrap();
        assert_eq!(store::verify::dump(&reader).await.unwrap(), dump, "layout {layout}");
        store::verify::run(&reader, |_, _| {}).await.unwrap();
        reader.close().await;
        writer.close().await.unwrap();
        // And once only.
        let (reader, _writer) = store::open(&place, Open::Existing).await.unwrap();
        assert_eq!(store::verify::dump(&reader).await.unwrap(), dump, "layout {layout}");
    }
}

/// The layout before clocks and before runs by unit: what it holds is as good as what is written today.
/// Runs that lie as they did then are in a test of their own, beside what writes them.
#[tokio::test]
async fn a_compact_journal_without_clocks_is_brought_up_to_date() {
    let mut world = World::new().await;
    world.step(day(3, 1), "A@clinic", "receive", "subject=Noise sort=red");
    world.step(day(3, 9), "A", "handle", "");
    world.commit().await;
    let dump = world.dump().await;
    let World { database, reader, writer, .. } = world;
    let place = crate::world::place(&database);
    reader.close().await;
    writer.close().await.unwrap();
    let back = back(&database, 7);
    database
        .tamper(&format!(
            "DROP TABLE deadline; DROP TABLE deadline_past; DROP TABLE calendar; {back};"
        ))
        .await
        .unwrap();
    let glance = store::open_reader(&place).await.unwrap_err();
    assert!(matches!(glance, StoreError::Older { .. }), "{glance}");
    let (reader, _writer) = store::open(&place, Open::Existing).await.unwrap();
    assert_eq!(store::verify::dump(&reader).await.unwrap(), dump);
}

/// The layout that kept the deadlines of the day alone: those of past days are told from the journal.
#[tokio::test]
async fn deadlines_of_past_days_are_told_from_the_journal() {
    let mut world = World::new().await;
    world.step(day(3, 1), "A@clinic", "receive", "subject=Noise due_on=2021-03-10");
    world.step(day(3, 9), "A", "handle", "");
    let done = world.step(day(3, 20), "A", "finish", "");
    world.reverse(day(3, 25), "A", done);
    world.step(day(3, 2), "B@office", "receive", "subject=Dust due_on=2021-12-01");
    world.commit().await;
    let dump = world.dump().await;
    let World { database, reader, writer, .. } = world;
    let place = crate::world::place(&database);
    reader.close().await;
    writer.close().await.unwrap();
    let back = back(&database, 9);
    let as_it_was = &steps(&database)[7];
    let statements = format!(
        "DROP TABLE deadline; DROP TABLE deadline_past; {as_it_was}; \
         ALTER TABLE deadline ADD COLUMN red_second BIGINT; {back};"
    )
    .replace("BIGINT;", if database.is_postgres() { "BIGINT;" } else { "INTEGER;" });
    database.tamper(&statements).await.unwrap();
    let (reader, _writer) = store::open(&place, Open::Existing).await.unwrap();
    assert_eq!(store::verify::dump(&reader).await.unwrap(), dump);
    assert!(dump.contains("deadline_past"), "{dump}");
}

/// A record that was changed in the old layout is not made sound by the new one.
#[tokio::test]
async fn a_tampered_journal_is_not_carried_over() {
    let world = full().await;
    let mut records = View::of(&world.reader).await.unwrap().records_after(0, 100).await.unwrap();
    let database = Database::fresh();
    let place = crate::world::place(&database);
    database.make().await.unwrap();
    database.tamper(&steps(&database)[..1].concat()).await.unwrap();
    database.tamper(&mark(&database, 1)).await.unwrap();
    let sound = rows(&database, &records);
    records[3].basis = "by hand".to_owned();
    let tampered = rows(&database, &records);
    let bad = tampered.split(';').nth(3).unwrap().rsplit_once(", ").unwrap().0.to_owned();
    let statements: Vec<String> = sound
        .split_inclusive(';')
        .enumerate()
        .map(|(index, row)| match index {
            // The content of one, the head of the other.
            3 => format!("{bad}, {}", row.rsplit_once(", ").unwrap().1),
            _ => row.to_owned(),
        })
        .collect();
    database.tamper(&statements.concat()).await.unwrap();
    let refused = store::open(&place, Open::Existing).await.unwrap_err();
    assert!(matches!(refused, StoreError::Damaged { .. }), "{refused}");
    // Nothing of the step that failed has happened.
    assert!(matches!(store::open_reader(&place).await, Err(StoreError::Older { .. })));
}
