//! Files that are no database of ours, or not one this program can use, and who may write to one.

use std::path::Path;

use base::{Lang, Say};
use store::{Open, StoreError};

async fn refused(path: &Path, mode: Open) -> StoreError {
    store::open(path, mode).await.map(|_| ()).unwrap_err()
}

#[tokio::test]
async fn nothing_there() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("none.db");
    let error = refused(&path, Open::Existing).await;
    assert!(matches!(error, StoreError::NoDatabase { .. }));
    assert!(error.say(Lang::Zh).contains("没有数据库"));
    assert!(!path.exists());
    assert!(matches!(store::open_reader(&path).await, Err(StoreError::NoDatabase { .. })));
    let no_folder = folder.path().join("none").join("t.db");
    assert!(matches!(refused(&no_folder, Open::Create).await, StoreError::Path { .. }));
    assert!(matches!(refused(folder.path(), Open::Create).await, StoreError::Path { .. }));
}

#[tokio::test]
async fn another_kind_of_file_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let letter = folder.path().join("letter.txt");
    std::fs::write(&letter, "Dear Sir or Madam, this is no database.").unwrap();
    for mode in [Open::Create, Open::Existing] {
        assert!(matches!(refused(&letter, mode).await, StoreError::NotOurs { .. }));
    }
    let theirs = folder.path().join("theirs.db");
    let conn = rusqlite::Connection::open(&theirs).unwrap();
    conn.execute_batch("CREATE TABLE song (title TEXT)").unwrap();
    conn.close().unwrap();
    let before = std::fs::read(&theirs).unwrap();
    assert!(matches!(refused(&theirs, Open::Create).await, StoreError::NotOurs { .. }));
    assert!(matches!(store::open_reader(&theirs).await, Err(StoreError::NotOurs { .. })));
    assert_eq!(std::fs::read(&theirs).unwrap(), before);
    let empty = folder.path().join("empty.db");
    std::fs::write(&empty, "").unwrap();
    assert!(matches!(refused(&empty, Open::Existing).await, StoreError::NotOurs { .. }));
}

#[tokio::test]
async fn a_database_from_the_future() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("t.db");
    let (reader, writer) = store::open(&path, Open::Create).await.unwrap();
    reader.close().await;
    writer.close().await.unwrap();
    let conn = rusqlite::Connection::open(&path).unwrap();
    conn.execute_batch("PRAGMA user_version = 99").unwrap();
    conn.close().unwrap();
    let error = refused(&path, Open::Create).await;
    assert!(matches!(error, StoreError::Newer { found: 99, .. }), "{error}");
    let reader = store::open_reader(&path).await.unwrap_err();
    assert!(reader.say(Lang::Zh).contains("请升级程序"), "{reader}");
}

#[tokio::test]
async fn a_damaged_database_says_so() {
    let world = crate::world::World::new().await;
    let path = world.database.file();
    world.reader.close().await;
    world.writer.close().await.unwrap();
    let mut bytes = std::fs::read(&path).unwrap();
    // Everything after the first page, which holds the head of the file.
    bytes[8192..].fill(0x5a);
    std::fs::write(&path, &bytes).unwrap();
    let error = refused(&path, Open::Existing).await;
    assert!(matches!(error, StoreError::Damaged { .. }), "{error}");
    assert!(error.say(Lang::Zh).contains("数据库已损坏"));
    // Cut in half.
    bytes.truncate(20_000);
    std::fs::write(&path, &bytes).unwrap();
    assert!(matches!(refused(&path, Open::Existing).await, StoreError::Damaged { .. }));
}

#[tokio::test]
async fn closing_leaves_one_file_with_everything() {
    let world = crate::world::World::new().await;
    let (path, database) = (world.database.file(), world.database);
    world.reader.close().await;
    world.writer.close().await.unwrap();
    let moved = database.folder().join("moved.db");
    std::fs::rename(&path, &moved).unwrap();
    let reader = store::open_reader(&moved).await.unwrap();
    assert_eq!(store::registers::journal_size(&reader).await.unwrap().head_sequence, 2);
    assert_eq!(store::units::all(&reader).await.unwrap().len(), 5);
}

#[tokio::test]
async fn a_second_writer_is_told_who_writes() {
    let world = crate::world::World::new().await;
    let held = store::open(&world.database.file(), Open::Existing).await.unwrap_err();
    let told = held.to_string();
    assert!(told.contains(&format!("process {}", std::process::id())), "{told}");
    // Readers come and go meanwhile.
    let reader = store::open_reader(&world.database.file()).await.unwrap();
    assert_eq!(store::registers::journal_size(&reader).await.unwrap().records, 2);
    let path = world.database.file();
    world.reader.close().await;
    world.writer.close().await.unwrap();
    store::open(&path, Open::Existing).await.unwrap();
}
