//! Erased: the values are gone, everything else stays.

use std::collections::BTreeSet;

use app::AppError;
use app::personal::Revealed;
use base::Value;
use register::event::Body;
use store::journal::View;
use store::{Open, integrity};

use super::office::{
    BORN, CALLER, NUMBER, OTHER, Office, bytes, call, calls, contains, said, step, text,
    with_rights,
};
use crate::authority::admin;

/// Two calls of one person, one of another.
async fn three_calls() -> Office {
    let office = Office::new().await;
    let person = [("caller", CALLER), ("id_number", NUMBER)];
    office.submit(call("LD-1@d01", &person)).await.unwrap();
    office.submit(call("LD-2@d02", &[&person[..], &[("born_on", BORN)]].concat())).await.unwrap();
    office.submit(call("LD-3@d01", &[("caller", OTHER)])).await.unwrap();
    office
}

fn is_erased(shown: &Revealed, sequence: u64) -> bool {
    matches!(shown, Revealed::Erased(erasure)
        if erasure.sequence == sequence && erasure.on == admin().today)
}

#[tokio::test]
async fn a_person_is_erased_from_all_their_matters_and_from_no_other() {
    let office = three_calls().await;
    let erased =
        office.commands.erase(&admin(), &calls(), "LD-1", "申请书〔2021〕7号").await.unwrap();
    assert_eq!(erased.values, 5);
    assert_eq!(erased.matters, BTreeSet::from(["LD-1".to_owned(), "LD-2".to_owned()]));
    for (number, field) in
        [("LD-1", "caller"), ("LD-1", "id_number"), ("LD-2", "caller"), ("LD-2", "born_on")]
    {
        let shown = office.shown(&admin(), ("calls", number), field).await;
        assert!(is_erased(&shown, erased.sequence), "{number} {field}: {shown:?}");
    }
    // Those without the right see that it is gone, too.
    let handler = with_rights("authority", &["calls.read"]);
    let shown = office.shown(&handler, ("calls", "LD-1"), "caller").await;
    assert!(is_erased(&shown, erased.sequence), "{shown:?}");
    assert_eq!(office.shown(&admin(), ("calls", "LD-3"), "caller").await, text(OTHER));
    office.verify().await;
    let again = office.commands.erase(&admin(), &calls(), "LD-2", "").await.unwrap_err();
    assert!(matches!(again, AppError::NothingToErase { .. }), "{again:?}");
}

#[tokio::test]
async fn the_record_of_an_erasure_says_who_why_and_what_and_nothing_personal() {
    let office = three_calls().await;
    let erased = office.commands.erase(&admin(), &calls(), "LD-1", " ").await.unwrap();
    let mut view = View::of(&office.reader).await.unwrap();
    let record = view.records_after(erased.sequence - 1, 1).await.unwrap().remove(0);
    assert_eq!(
        (record.actor.as_str(), record.basis.as_str()),
        ("lin", "个人信息保护法 第四十七条")
    );
    let Body::Erased(body) = record.body().unwrap() else { panic!("{record:?}") };
    let mut expected = BTreeSet::new();
    for number in ["LD-1", "LD-2"] {
        expected.extend(
            store::personal::commitments(&office.matter("calls", number).await).into_keys(),
        );
    }
    assert_eq!(body.values.into_iter().collect::<BTreeSet<_>>(), expected);
    let journal = office.journal().await;
    for secret in [CALLER, NUMBER, OTHER, BORN] {
        assert!(!journal.contains(secret), "{secret}");
    }
}

#[tokio::test]
async fn figures_proofs_and_every_earlier_record_stay_as_they_were() {
    let office = three_calls().await;
    let before = integrity::point(&office.reader, None).await.unwrap();
    let proof = integrity::inclusion(&office.reader, before.size - 1, None).await.unwrap();
    let projections = store::verify::dump(&office.reader).await.unwrap();
    office.commands.erase(&admin(), &calls(), "LD-1", "").await.unwrap();
    assert_eq!(
        integrity::point(&office.reader, Some(before.size)).await.unwrap().root,
        before.root
    );
    let later = integrity::inclusion(&office.reader, before.size - 1, Some(before.size)).await;
    assert_eq!(later.unwrap().path, proof.path);
    let (_, _, path) = integrity::consistency(&office.reader, before.size, None).await.unwrap();
    assert!(!path.is_empty());
    // Every balance and every matter is the same; new are the erasure itself and the journal's end.
    let after = store::verify::dump(&office.reader).await.unwrap();
    let lines = |text: &str| -> BTreeSet<String> { text.lines().map(str::to_owned).collect() };
    let gone: Vec<String> = lines(&projections).difference(&lines(&after)).cloned().collect();
    assert!(gone.iter().all(|line| line.starts_with("journal_end")), "{gone:?}");
    office.verify().await;
}

#[tokio::test]
async fn only_who_may_and_who_sees_all_of_it_erases() {
    let office = three_calls().await;
    let erase = async |scope: &str, right: &str, number: &str| {
        let ctx = with_rights(scope, &["calls.read", right]);
        office.commands.erase(&ctx, &calls(), number, "").await
    };
    let denied = erase("authority", "calls.personal", "LD-1").await.unwrap_err();
    assert!(matches!(denied, AppError::Denied(_)), "{denied:?}");
    let unseen = erase("d01", "calls.erase", "LD-2").await.unwrap_err();
    let unknown = erase("d01", "calls.erase", "LD-9").await.unwrap_err();
    assert_eq!(said(&unseen).replace("LD-2", ""), said(&unknown).replace("LD-9", ""));
    let elsewhere = erase("d01", "calls.erase", "LD-1").await.unwrap_err();
    assert!(matches!(elsewhere, AppError::PersonElsewhere { .. }), "{elsewhere:?}");
    // Nothing has happened.
    assert_eq!(office.shown(&admin(), ("calls", "LD-1"), "caller").await, text(CALLER));
    erase("d01", "calls.erase", "LD-3").await.unwrap();
}

#[tokio::test]
async fn what_comes_later_is_kept_under_a_new_key() {
    let office = three_calls().await;
    office.commands.erase(&admin(), &calls(), "LD-1", "").await.unwrap();
    let person = [("caller", CALLER), ("id_number", NUMBER)];
    office.submit(call("LD-4@d01", &person)).await.unwrap();
    // A later step on an erased matter stands by itself.
    office.submit(step(("calls", "LD-1"), "answer", &[("born_on", BORN)])).await.unwrap();
    let office = office.restarted().await;
    assert_eq!(office.shown(&admin(), ("calls", "LD-4"), "caller").await, text(CALLER));
    let born = Revealed::Value(Value::Date(BORN.parse().unwrap()));
    assert_eq!(office.shown(&admin(), ("calls", "LD-1"), "born_on").await, born);
    assert!(matches!(
        office.shown(&admin(), ("calls", "LD-1"), "caller").await,
        Revealed::Erased(_)
    ));
    office.verify().await;
}

#[tokio::test]
async fn a_rebuild_brings_nothing_back_and_loses_nothing() {
    let office = three_calls().await;
    let erased = office.commands.erase(&admin(), &calls(), "LD-1", "").await.unwrap();
    office.commands.rebuild(|_, _| {}).await.unwrap();
    let shown = office.shown(&admin(), ("calls", "LD-1"), "caller").await;
    assert!(is_erased(&shown, erased.sequence), "{shown:?}");
    assert_eq!(office.shown(&admin(), ("calls", "LD-3"), "caller").await, text(OTHER));
    office.verify().await;
}

/// Restoring files is for databases that are files.
mod restored {
    use super::*;

    /// The files of the database as they are now.
    async fn backup(office: Office) -> (Office, Vec<u8>) {
        let mut kept = vec![];
        let office = office.after(|database| kept = std::fs::read(database.file()).unwrap()).await;
        (office, kept)
    }

    #[tokio::test]
    async fn an_old_backup_shows_nothing_of_the_erased_and_is_erased_again() {
        let office = three_calls().await;
        let (office, old) = backup(office).await;
        office.commands.erase(&admin(), &calls(), "LD-1", "").await.unwrap();
        let office = office
            .after(|database| {
                // The database of before, the key file of now.
                for name in bytes(database).into_keys().filter(|name| name.starts_with("t.db")) {
                    std::fs::remove_file(database.folder().join(name)).unwrap();
                }
                std::fs::write(database.file(), &old).unwrap();
            })
            .await;
        // The journal of the backup knows no erasure, but the key file does.
        assert_eq!(office.shown(&admin(), ("calls", "LD-1"), "caller").await, Revealed::Away);
        assert_eq!(office.shown(&admin(), ("calls", "LD-3"), "caller").await, text(OTHER));
        let again = office.commands.erase_again(&admin()).await.unwrap();
        assert_eq!((again.persons, again.values, again.recorded.len()), (1, 5, 1));
        let shown = office.shown(&admin(), ("calls", "LD-2"), "born_on").await;
        assert!(is_erased(&shown, again.recorded[0]), "{shown:?}");
        let nothing = office.commands.erase_again(&admin()).await.unwrap();
        assert_eq!((nothing.persons, nothing.values, nothing.recorded), (0, 0, vec![]));
        office.verify().await;
    }

    #[tokio::test]
    async fn rows_that_come_back_under_a_journal_that_knows_better_are_counted_and_erased() {
        let office = three_calls().await;
        let (office, old) = backup(office).await;
        office.commands.erase(&admin(), &calls(), "LD-1", "").await.unwrap();
        let database = office.stopped().await;
        let before = database.folder().join("old.db");
        std::fs::write(&before, &old).unwrap();
        let bring_back = format!(
            "ATTACH '{}' AS old; \
             INSERT OR IGNORE INTO person_key SELECT * FROM old.person_key; \
             INSERT OR IGNORE INTO personal_value SELECT * FROM old.personal_value;",
            before.display()
        );
        database.tamper(&bring_back).await.unwrap();
        let office = Office::open(database, Open::Existing).await;
        assert_eq!(store::personal::risen(&office.reader).await.unwrap(), 5);
        // The page believes the journal.
        let shown = office.shown(&admin(), ("calls", "LD-1"), "caller").await;
        assert!(matches!(shown, Revealed::Erased(_)), "{shown:?}");
        let again = office.commands.erase_again(&admin()).await.unwrap();
        assert_eq!((again.persons, again.values, again.recorded), (1, 5, vec![]));
        assert_eq!(store::personal::risen(&office.reader).await.unwrap(), 0);
        office.verify().await;
    }

    #[tokio::test]
    async fn not_even_the_encrypted_bytes_are_left_in_the_file() {
        let office = three_calls().await;
        let matter = office.matter("calls", "LD-1").await;
        let rows = store::personal::of_matter(&office.reader, &admin(), &matter).await.unwrap();
        let (encrypted, wrapped) = (rows[0].encrypted.clone(), rows[0].wrapped.clone());
        let present = |office: &Office| {
            let files = bytes(&office.database);
            let found = |wanted: &[u8]| files.values().any(|file| contains(file, wanted));
            (found(&encrypted), found(&wrapped))
        };
        assert_eq!(present(&office), (true, true));
        office.commands.erase(&admin(), &calls(), "LD-1", "").await.unwrap();
        let office = office.restarted().await;
        assert_eq!(present(&office), (false, false));
    }
}
