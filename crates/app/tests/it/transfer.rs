//! A journal moves to another database and stays the same; a spoilt file moves nothing.

use app::transfer::{self, JournalFile, TransferError};
use base::{Lang, Say};
use store::{Open, Reader};
use testkit::databases::Database;

use crate::authority::{Authority, admin, day, open, person, place, reverse, step};

/// People, a pack, and three cases, one of them taken back.
async fn told() -> Authority {
    let authority = Authority::new().await;
    let people = vec![person("wang", "office", "trial.handler")];
    authority.commands.define_people(&admin(), people).await.unwrap();
    for number in ["A", "B", "C"] {
        authority.submit(open(day(3, 1), &format!("{number}@d01"))).await.unwrap();
        authority.submit(step(day(3, 2), ("cases", number), "handle", "")).await.unwrap();
    }
    let fined = step(day(3, 3), ("cases", "A"), "finish", "fines=5000 pages=7");
    let fined = authority.submit(fined).await.unwrap();
    authority.submit(reverse(("cases", "A"), day(3, 4), fined.sequence)).await.unwrap();
    authority
}

async fn exported(reader: &Reader) -> Vec<u8> {
    let mut file = vec![];
    transfer::export(reader, &mut file, |_, _| {}).await.unwrap();
    file
}

/// Takes a file into an empty database.
async fn imported(database: &Database, file: &[u8]) -> Result<Reader, TransferError> {
    let file = JournalFile::open(file)?;
    let mode = Open::CreateWith(file.algorithm());
    let (reader, mut writer) = store::open(place(database), mode).await?;
    let outcome = file.import(&mut writer, |_| {}).await;
    let records = store::registers::journal_size(&reader).await?.records;
    assert_eq!(outcome.is_err(), records == 0, "half of a file was taken");
    outcome?;
    Ok(reader)
}

#[tokio::test]
async fn a_journal_comes_over_whole() {
    let authority = told().await;
    let file = exported(&authority.reader).await;
    let database = Database::fresh();
    let reader = imported(&database, &file).await.unwrap();
    let dump = store::verify::dump(&authority.reader).await.unwrap();
    assert_eq!(store::verify::dump(&reader).await.unwrap(), dump);
    assert_eq!(exported(&reader).await, file);
    app::verify::run(&reader, |_, _| {}).await.unwrap();
}

#[tokio::test]
async fn from_sqlite_to_postgresql_and_back() {
    let Some(server) = Database::postgres() else { return };
    let authority = told().await;
    let file = exported(&authority.reader).await;
    let balances = store::digest::balances(&authority.reader).await.unwrap();
    let (first, last) = (Database::sqlite(), Database::sqlite());
    let mut passed = file.clone();
    for database in [&first, &server, &last] {
        let reader = imported(database, &passed).await.unwrap();
        assert_eq!(store::digest::balances(&reader).await.unwrap(), balances);
        app::verify::run(&reader, |_, _| {}).await.unwrap();
        passed = exported(&reader).await;
    }
    assert!(passed == file, "the file came back changed");
}

#[tokio::test]
async fn only_an_empty_installation_takes_a_journal() {
    let authority = told().await;
    let file = exported(&authority.reader).await;
    authority.commands.clone().close().await.unwrap();
    let mode = Open::Existing;
    let (_, mut writer) = store::open(place(&authority.database), mode).await.unwrap();
    let refused = JournalFile::open(&*file).unwrap().import(&mut writer, |_| {}).await;
    assert!(matches!(refused, Err(TransferError::NotEmpty { records: 11 })), "{refused:?}");
}

/// The file after this was done to its lines.
fn spoilt(file: &[u8], spoil: impl Fn(&mut Vec<String>)) -> Vec<u8> {
    let text = String::from_utf8(file.to_vec()).unwrap();
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    spoil(&mut lines);
    lines.iter().flat_map(|line| [line.as_bytes(), b"\n"].concat()).collect()
}

/// Line 6 holds the fifth record.
#[tokio::test]
async fn a_spoilt_file_is_named_by_its_first_bad_line() {
    type Spoil = fn(&mut Vec<String>);
    let file = exported(&told().await.reader).await;
    let cases: [(Spoil, &str); 12] = [
        (
            |lines| lines[5] = lines[5].replace("2021-03-0", "2021-02-0"),
            "line 6, record 5, was changed",
        ),
        (
            |lines| lines[5] = lines[5].replace("\"B\"", "\"X\"").replace("handle", "handel"),
            "record 5",
        ),
        (
            |lines| lines[5] = lines[5].replace("\"lin\"", "\"lim\""),
            "line 6, record 5, was changed",
        ),
        (|lines| lines.swap(5, 6), "line 6 holds record 6 where record 5 is due"),
        (|lines| drop(lines.remove(5)), "line 6 holds record 6 where record 5 is due"),
        (|lines| lines.insert(6, lines[5].clone()), "line 7 holds record 5 where record 6 is due"),
        (|lines| drop(lines.pop()), "it was cut off"),
        (|lines| lines.truncate(4), "ends after record 3"),
        (|lines| lines.push(lines[5].clone()), "comes after the end"),
        (|lines| lines[5] = "{}".to_owned(), "line 6 cannot be read"),
        (|lines| lines[0] = lines[0].replace(":1,", ":2,"), "has format 2"),
        (|lines| lines[0] = lines[0].replace("sha-256", "sm3"), "was changed"),
    ];
    for (spoil, expected) in cases {
        let file = spoilt(&file, spoil);
        let refused = imported(&Database::fresh(), &file).await.unwrap_err();
        let told = refused.say(Lang::En);
        assert!(told.contains(expected), "{expected}: {told}");
        assert_ne!(refused.say(Lang::Zh), told);
    }
}

#[tokio::test]
async fn a_file_cut_anywhere_is_taken_nowhere() {
    let file = exported(&told().await.reader).await;
    let database = Database::fresh();
    for length in (0..file.len() - 1).step_by(97).chain([file.len() - 2]) {
        let refused = imported(&database, &file[..length]).await.unwrap_err();
        let is_told = matches!(refused, TransferError::CutOff { .. } | TransferError::NotOurs);
        assert!(is_told, "{length}: {refused}");
    }
}

/// Whoever changes a record and its check as well still has the end against him.
#[tokio::test]
async fn the_end_commits_to_everything() {
    let file = exported(&told().await.reader).await;
    let forged = spoilt(&file, |lines| {
        let last = lines.len() - 1;
        lines[last] = lines[last].replace("\"head\":\"", "\"head\":\"00");
    });
    let refused = imported(&Database::fresh(), &forged).await.unwrap_err();
    assert!(matches!(refused, TransferError::OtherEnd { .. }), "{refused}");
}

/// Writers go on while it is written; what it holds is one moment of the journal, whole.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_of_a_database_in_use() {
    let authority = told().await;
    let mut writing = tokio::task::JoinSet::new();
    for task in 0..4 {
        let commands = authority.commands.clone();
        writing.spawn(async move {
            for number in 0..60 {
                let act = open(day(3, 1), &format!("T{task}-{number}@office"));
                commands.submit(&admin(), act).await.unwrap();
            }
        });
    }
    let place = place(&authority.database);
    let folder = authority.database.folder();
    let mut heads = vec![];
    for round in 0..3 {
        let file = folder.join(format!("backup-{round}"));
        let head = transfer::backup(&place, &authority.reader, &file, |_, _| {}).await.unwrap();
        let twice = transfer::backup(&place, &authority.reader, &file, |_, _| {}).await;
        assert!(matches!(twice, Err(TransferError::Exists { .. })), "{twice:?}");
        heads.push((file, head));
    }
    writing.join_all().await;
    for (file, head) in heads {
        for target in [Database::sqlite(), Database::fresh()] {
            let target = crate::authority::place(&target);
            let restored = transfer::restore(&file, &target, |_| {}).await.unwrap();
            assert_eq!(restored, head);
            let again = transfer::restore(&file, &target, |_| {}).await;
            assert!(
                matches!(again, Err(TransferError::Exists { .. } | TransferError::NotEmpty { .. })),
                "{again:?}"
            );
        }
    }
    assert_eq!(authority.records().await, 251);
}

#[tokio::test]
async fn a_damaged_backup_restores_nothing() {
    let authority = told().await;
    let file = authority.database.folder().join("backup");
    let place = place(&authority.database);
    transfer::backup(&place, &authority.reader, &file, |_, _| {}).await.unwrap();
    let mut bytes = std::fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes.truncate(middle);
    std::fs::write(&file, &bytes).unwrap();
    let target = Database::sqlite();
    let refused = transfer::restore(&file, &crate::authority::place(&target), |_| {}).await;
    assert!(refused.is_err(), "half a backup was restored");
    let left: Vec<_> = std::fs::read_dir(target.folder()).unwrap().collect();
    assert!(left.is_empty(), "{left:?}");
}
