//! The tree over a journal of several blocks of records: its roots and paths are those of the leaves.

use base::Commitment;
use ledger::digest::{Algorithm, Hash};
use ledger::merkle::Growing;
use ledger::proof::{consistency_roots, inclusion_root};
use register::event::{Body, Erased};
use store::integrity::{self, PointError};
use store::journal::View;
use store::{New, Open, Place, Reader, Writer};
use testkit::databases::Database;

use crate::world::{key, new};

/// A journal of records that are quick to write: one erasure after the other.
async fn journal(database: &Database, algorithm: Algorithm, size: u16) -> (Reader, Writer) {
    let place = Place::read(&database.place()).unwrap();
    let (reader, mut writer) = store::open(place, Open::CreateWith(algorithm)).await.unwrap();
    let of = |number: u16| -> New {
        let mut commitment = [0; 32];
        commitment[..2].copy_from_slice(&number.to_be_bytes());
        let values = vec![Commitment(commitment)];
        new(Body::Erased(Erased { register: key("cases"), values }))
    };
    for part in (0..size).collect::<Vec<_>>().chunks(1_999) {
        let mut tx = writer.begin().await.unwrap();
        tx.append(part.iter().map(|number| of(*number)).collect()).await.unwrap();
        tx.commit().await.unwrap();
    }
    (reader, writer)
}

async fn leaves(reader: &Reader, algorithm: Algorithm) -> Vec<Hash> {
    let mut view = View::of(reader).await.unwrap();
    let records = view.records_after(0, u32::MAX).await.unwrap();
    records.iter().map(|record| record.leaf(algorithm)).collect()
}

fn root(algorithm: Algorithm, leaves: &[Hash]) -> Hash {
    let mut tree = Growing::new(algorithm);
    leaves.iter().for_each(|leaf| tree.push(leaf, |_, _| {}));
    tree.root()
}

#[tokio::test]
async fn roots_and_paths_hold_across_blocks_and_restarts() {
    let (algorithm, database) = (Algorithm::Sm3, Database::fresh());
    let (reader, writer) = journal(&database, algorithm, 9_000).await;
    let leaves = leaves(&reader, algorithm).await;
    for size in [0, 1, 4_095, 4_096, 4_097, 8_192, 8_999, 9_000] {
        let point = integrity::point(&reader, Some(size)).await.unwrap();
        let expected = root(algorithm, &leaves[..usize::try_from(size).unwrap()]);
        assert_eq!((point.root, point.algorithm), (expected, algorithm), "{size}");
        assert_eq!(point.head.is_some(), size == 9_000);
    }
    for (sequence, size) in [(1, 9_000), (4_096, 9_000), (4_097, 4_097), (9_000, 9_000), (3, 4)] {
        let found = integrity::inclusion(&reader, sequence, Some(size)).await.unwrap();
        let end = inclusion_root(algorithm, &found.leaf, (sequence, size), &found.path);
        assert_eq!(end, Ok(found.point.root), "{sequence} of {size}");
        assert_eq!(found.record.sequence, sequence);
    }
    for (first, second) in [(1, 9_000), (4_096, 9_000), (5_000, 8_999), (9_000, 9_000)] {
        let (one, two, path) = integrity::consistency(&reader, first, Some(second)).await.unwrap();
        let roots = consistency_roots(algorithm, &one.root, (first, second), &path);
        assert_eq!(roots, Ok((one.root, two.root)), "{first} to {second}");
    }
    // A rebuild, and a program that starts anew, go on with the same tree.
    let mut writer = writer;
    writer.rebuild(|_, _| {}).await.unwrap();
    writer.close().await.unwrap();
    reader.close().await;
    let place = Place::read(&database.place()).unwrap();
    let (reader, mut writer) = store::open(place, Open::Existing).await.unwrap();
    let mut tx = writer.begin().await.unwrap();
    tx.append(vec![new(Body::People(vec![]))]).await.unwrap();
    tx.commit().await.unwrap();
    let (_, later, path) = integrity::consistency(&reader, 9_000, None).await.unwrap();
    let sealed = root(algorithm, &leaves);
    assert_eq!(
        consistency_roots(algorithm, &sealed, (9_000, 9_001), &path),
        Ok((sealed, later.root))
    );
    store::verify::run(&reader, |_, _| {}).await.unwrap();
}

#[tokio::test]
async fn what_is_not_there_is_said() {
    let database = Database::fresh();
    let (reader, _writer) = journal(&database, Algorithm::Sha256, 5).await;
    let beyond = integrity::inclusion(&reader, 6, None).await.unwrap_err();
    assert_eq!(beyond.to_string(), "the journal has 5 records; there is no record 6");
    assert!(integrity::inclusion(&reader, 0, None).await.is_err());
    assert!(integrity::point(&reader, Some(6)).await.is_err());
    let after = integrity::inclusion(&reader, 5, Some(4)).await.unwrap_err();
    assert!(matches!(after, PointError::AfterTheSeal { sequence: 5, size: 4 }), "{after}");
}

#[tokio::test]
async fn the_digest_is_chosen_once() {
    let database = Database::fresh();
    let (reader, writer) = journal(&database, Algorithm::Sm3, 1).await;
    let head = store::journal::head(&reader).await.unwrap().hash;
    let first = ledger::chain::first_head(Algorithm::Sm3);
    let leaf = leaves(&reader, Algorithm::Sm3).await[0];
    assert_eq!(head, ledger::chain::next_head(Algorithm::Sm3, &first, &leaf));
    writer.close().await.unwrap();
    reader.close().await;
    let place = || Place::read(&database.place()).unwrap();
    let other = store::open(place(), Open::CreateWith(Algorithm::Sha256)).await.unwrap_err();
    assert!(other.to_string().starts_with("the journal is digested with sm3, not with sha-256"));
    let (reader, _writer) = store::open(place(), Open::Create).await.unwrap();
    assert_eq!(integrity::algorithm_of(&reader).await.unwrap(), Algorithm::Sm3);
}

/// A setting that somebody changed makes the first record fail, not all of them look right.
#[tokio::test]
async fn another_digest_in_the_settings_is_found() {
    let database = Database::fresh();
    let (reader, _writer) = journal(&database, Algorithm::Sm3, 3).await;
    database.tamper("UPDATE installation SET digest = 'sha-256'").await.unwrap();
    let found = store::verify::run(&reader, |_, _| {}).await.unwrap_err().to_string();
    assert!(found.starts_with("record 1 fails"), "{found}");
}
