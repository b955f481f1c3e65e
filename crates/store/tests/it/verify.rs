//! Whatever is changed by hand is found, and named.

use store::journal::{Stored, View};
use store::verify::{self, VerifyError};

use crate::world::{World, day};

/// Seven records: units, the pack, and five events of two cases.
async fn seven() -> World {
    let mut world = World::new().await;
    world.step(day(3, 1), "A@clinic", "receive", "subject=Noise sort=red");
    world.step(day(3, 5), "B@office", "receive", "subject=Dust");
    world.step(day(3, 9), "A", "handle", "");
    world.step(day(4, 2), "A", "finish", "fines=fine:5000,warning pages=7");
    world.reverse(day(4, 3), "A", 6);
    world.commit().await;
    world
}

/// Those seven and nine more: in tests, a full run.
async fn sixteen() -> World {
    let mut world = seven().await;
    for (number, on) in (1..).zip(10..19) {
        world.step(day(4, on), &format!("C{number}@clinic"), "receive", "subject=Light");
    }
    world.commit().await;
    world
}

async fn found(statements: &str) -> String {
    let world = seven().await;
    world.tamper(statements).await;
    let error = verify::run(&world.reader, |_, _| {}).await.unwrap_err();
    error.to_string()
}

#[tokio::test]
async fn a_sound_database_is_verified() {
    let world = seven().await;
    let mut heard = vec![];
    let verified =
        verify::run(&world.reader, |done, total| heard.push((done, total))).await.unwrap();
    assert_eq!((verified.records, heard), (7, vec![(7, 7)]));
    assert_eq!(verified.head, store::journal::head(&world.reader).await.unwrap());
}

#[tokio::test]
async fn an_empty_database_is_verified() {
    let database = testkit::databases::Database::fresh();
    let place = store::Place::read(&database.place()).unwrap();
    let (reader, _writer) = store::open(place, store::Open::Create).await.unwrap();
    assert_eq!(verify::run(&reader, |_, _| {}).await.unwrap().records, 0);
}

/// Every byte of every body, one at a time, would take long; the first, middle and last of each do.
#[tokio::test]
async fn one_flipped_byte_of_a_body_names_its_record() {
    for sequence in 1..=7 {
        for place in ["1", "length(body) / 2", "length(body)"] {
            let flip = format!(
                "UPDATE record SET body = CAST(substr(body, 1, {place} - 1) || \
                 CASE substr(body, {place}, 1) WHEN X'41' THEN X'42' ELSE X'41' END || \
                 substr(body, {place} + 1) AS BLOB) WHERE sequence = {sequence}"
            );
            let world = seven().await;
            world.tamper(&flip).await;
            let error = verify::run(&world.reader, |_, _| {}).await.unwrap_err();
            match error {
                VerifyError::Record { sequence: named, .. } => {
                    assert_eq!(named, sequence, "{place}");
                }
                other => panic!("{sequence} {place}: {other}"),
            }
        }
    }
}

#[tokio::test]
async fn every_column_of_a_record_counts() {
    for change in [
        "effective_day = effective_day + 1",
        "recorded_after = recorded_after - 1",
        "actor = 2",
        "matter = 4",
        "matter = NULL",
        "previous = 4",
        "digest = X'00000000'",
        "digest = X'00'",
    ] {
        let said = found(&format!("UPDATE record SET {change} WHERE sequence = 5")).await;
        assert!(said.starts_with("record 5 fails"), "{change}: {said}");
    }
}

#[tokio::test]
async fn missing_and_swapped_records_are_found() {
    let said = found("DELETE FROM record WHERE sequence = 7").await;
    assert!(said.contains("ends at record 6, but it once went on to record 7"), "{said}");
    let said = found("DELETE FROM record WHERE sequence = 4").await;
    assert!(said.starts_with("record 4 fails: it is missing"), "{said}");
    let swap = "UPDATE record SET sequence = -4 WHERE sequence = 4; \
                UPDATE record SET sequence = 4 WHERE sequence = 5; \
                UPDATE record SET sequence = 5 WHERE sequence = -4";
    assert!(found(swap).await.starts_with("record 4 fails"));
    let more = "INSERT INTO record SELECT 8, effective_day, recorded_after, actor, matter, previous, \
                digest, body FROM record WHERE sequence = 7";
    assert!(found(more).await.starts_with("record 8 fails"));
}

/// It names the matter's first record if there is none between.
#[tokio::test]
async fn the_record_before_counts() {
    let said = found("UPDATE record SET previous = NULL WHERE sequence = 6").await;
    assert!(said.starts_with("record 6 fails"), "{said}");
}

/// What bodies say by number is as much the journal as the bodies.
#[tokio::test]
async fn a_changed_dictionary_is_a_changed_record() {
    let said = found("UPDATE symbol SET text = 'sort_out' WHERE text = 'handle'").await;
    assert!(said.starts_with("record 5 fails"), "{said}");
    let said = found("UPDATE dims SET text = 'sort=blue' WHERE text = 'sort=red'").await;
    assert!(said.starts_with("record 3 fails"), "{said}");
}

/// Somebody who knows how the chain is made adds a record of his own, with the right digest.
#[tokio::test]
async fn a_forged_record_is_found_by_what_it_says() {
    let world = seven().await;
    let mut view = View::of(&world.reader).await.unwrap();
    let last = view.records_after(6, 1).await.unwrap().remove(0);
    let forged = Stored { sequence: 8, ..last };
    let leaf = ledger::chain::hex(&forged.leaf(ledger::digest::Algorithm::Sha256));
    let digest = &leaf[..8];
    world
        .tamper(&format!(
            "INSERT INTO record SELECT 8, effective_day, recorded_after, actor, matter, 7, \
             X'{digest}', body FROM record WHERE sequence = 7"
        ))
        .await;
    let error = verify::run(&world.reader, |_, _| {}).await.unwrap_err();
    assert!(matches!(error, VerifyError::Record { sequence: 8, .. }), "{error}");
    assert!(error.to_string().contains("never writes such a record"), "{error}");
}

#[tokio::test]
async fn every_projection_is_compared() {
    for (change, expected) in [
        ("UPDATE tail SET entries = X'00' WHERE first_sequence = 6", "postings: first_sequence=6"),
        ("DELETE FROM tail WHERE first_sequence = 7", "is missing"),
        ("INSERT INTO run VALUES (1, 24254, 1, 1, X'00')", "postings: "),
        (
            "UPDATE matter SET title = 'Peace' WHERE number = 'B'",
            "current state of matters: id=4 register=\"cases\" number=\"B\" has title \"Peace\", not \"Dust\"",
        ),
        ("DELETE FROM matter WHERE number = 'A'", "number=\"A\" is missing"),
        ("UPDATE unit SET lft = 3 WHERE key = 'd01'", "units: "),
        ("UPDATE account SET place = 'handled' WHERE place = 'handling'", "accounts: "),
        ("DELETE FROM dim_value", "dimensions: "),
        ("UPDATE definition SET sequence = 1", "versions of packs: "),
        ("INSERT INTO person VALUES ('wang', 'Wang', 'office')", "people: "),
        ("INSERT INTO person_role VALUES ('wang', 'trial.handler')", "roles of people: "),
        ("INSERT INTO numbering VALUES ('cases', 2021, 5)", "numbers given: "),
        ("UPDATE volume SET first_sequence = 2", "volumes: "),
        ("DELETE FROM journal_end", "end of the journal: "),
    ] {
        let said = found(change).await;
        assert!(said.starts_with("the journal is sound, but"), "{change}: {said}");
        assert!(said.contains(expected), "{change}: {said}");
    }
}

/// What full runs posted lies in cells; the cell that differs is named.
#[tokio::test]
async fn cells_are_compared() {
    let received = "account = (SELECT id FROM account WHERE place = 'received')";
    for (change, expected) in [
        (
            format!("UPDATE cell SET entries = X'' WHERE {received}"),
            "month cells: account=cases/state/received unit=clinic year=2021 has \
             month=2021-03 dims={sort=red} volume=1 debit 0, not 1; \
             month=2021-03 dims={sort=red} volume=1 credit 0, not 1",
        ),
        (format!("DELETE FROM cell WHERE {received}"), "unit=clinic year=2021 is missing"),
        (
            "INSERT INTO cell VALUES (1, 1, 1999, X'')".to_owned(),
            "year=1999 is stored, but nothing in the journal gives it",
        ),
        ("UPDATE cell SET entries = X'00'".to_owned(), "entries that cannot be read"),
        ("DELETE FROM run".to_owned(), "postings: "),
    ] {
        let world = sixteen().await;
        world.tamper(&change).await;
        let said = verify::run(&world.reader, |_, _| {}).await.unwrap_err().to_string();
        assert!(said.contains(expected), "{change}: {said}");
    }
}

#[tokio::test]
async fn a_rebuild_mends_what_is_derived() {
    let mut world = sixteen().await;
    let sound = world.dump().await;
    world
        .tamper("UPDATE cell SET entries = X''; DELETE FROM matter; DELETE FROM tail; DELETE FROM journal_end")
        .await;
    assert!(verify::run(&world.reader, |_, _| {}).await.is_err());
    world.writer.rebuild(|_, _| {}).await.unwrap();
    assert_eq!(world.dump().await, sound);
    assert!(verify::run(&world.reader, |_, _| {}).await.is_ok());
}

/// All of them together give what was posted run by run.
#[tokio::test]
async fn cells_alone_are_added_up_again() {
    let mut world = sixteen().await;
    world.step(day(5, 2), "B", "handle", "");
    world.reverse(day(5, 3), "B", 17);
    world.commit().await;
    let sound = world.dump().await;
    world.tamper("UPDATE cell SET entries = X''; DELETE FROM cell WHERE account = 1").await;
    assert_ne!(world.dump().await, sound);
    let mut heard = vec![];
    world.writer.rebuild_cells(|done, all| heard.push((done, all))).await.unwrap();
    assert_eq!(world.dump().await, sound);
    assert_eq!(heard.last().map(|(done, all)| done == all), Some(true));
}
