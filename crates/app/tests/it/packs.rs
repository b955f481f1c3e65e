//! Packs come into force whole, or not at all and with every fault.

use app::AppError;
use base::ctx::Rights;
use base::{Lang, Say};

use crate::authority::{Authority, admin, asking, day, open, step, trial};

#[tokio::test]
async fn the_same_content_is_adopted_once() {
    let authority = Authority::new().await;
    let head = authority.records().await;
    let again = authority.commands.adopt_pack(&admin(), trial(&[])).await.unwrap();
    assert_eq!((again.version, again.sequence), (1, None));
    let mut with_notes = trial(&[]);
    with_notes.insert("README.md".to_owned(), "notes".to_owned());
    let again = authority.commands.adopt_pack(&admin(), with_notes).await.unwrap();
    assert_eq!(again.sequence, None);
    assert_eq!(authority.records().await, head);
}

#[tokio::test]
async fn other_content_needs_a_higher_version() {
    let authority = Authority::with(&[("version: 1", "version: 3")]).await;
    let adopt = async |changes| authority.commands.adopt_pack(&admin(), trial(changes)).await;
    let older = adopt(&[("version: 1", "version: 2")]).await.unwrap_err();
    assert!(older.to_string().contains("version 2 is older"), "{older}");
    let other: &[(&str, &str)] = &[("version: 1", "version: 3"), ("number: AJ", "number: AB")];
    let same = adopt(other).await.unwrap_err();
    assert!(same.to_string().contains("count its version up"), "{same}");
    let newer: &[(&str, &str)] = &[("version: 1", "version: 4"), ("number: AJ", "number: AB")];
    assert_eq!(adopt(newer).await.unwrap().version, 4);
    let done = authority.submit(open(day(3, 1), "@office")).await.unwrap();
    assert_eq!(done.number, "AB-2021-0001");
}

#[tokio::test]
async fn every_fault_is_told_and_nothing_adopted() {
    let authority = Authority::bare().await;
    let head = authority.records().await;
    let wrong = trial(&[
        ("to: handling, right", "to: nowhere, right"),
        ("since: 2021-01-01", "since: soon"),
    ]);
    let refused = authority.commands.adopt_pack(&admin(), wrong).await.unwrap_err();
    let said = refused.to_string();
    assert!(said.contains("nowhere") && said.contains("soon"), "{said}");
    assert!(refused.say(Lang::Zh).contains("业务包未启用"));
    // Yuan cannot be added to cases.
    let units = trial(&[("sum: [done, in_hand]", "sum: [done, fined]")]);
    let refused = authority.commands.adopt_pack(&admin(), units).await.unwrap_err();
    assert!(refused.to_string().contains("pack.yaml:"), "{refused}");
    let nobody = asking("authority", Rights::Only([].into()));
    let denied = authority.commands.adopt_pack(&nobody, trial(&[])).await.unwrap_err();
    assert!(matches!(denied, AppError::Denied(_)));
    assert_eq!(authority.records().await, head);
}

#[tokio::test]
async fn a_register_belongs_to_one_pack_for_good() {
    let authority = Authority::new().await;
    let other = trial(&[("key: trial", "key: other")]);
    let taken = authority.commands.adopt_pack(&admin(), other).await.unwrap_err();
    assert!(taken.to_string().contains("belongs to pack \"trial\""), "{taken}");
}

#[tokio::test]
async fn what_was_decided_by_an_old_version_stays_as_it_was() {
    let authority = Authority::new().await;
    authority.submit(open(day(3, 1), "A@office")).await.unwrap();
    authority.submit(step(day(3, 2), ("cases", "A"), "handle", "")).await.unwrap();
    authority.submit(step(day(3, 3), ("cases", "A"), "finish", "fines=5000")).await.unwrap();
    let sound = store::verify::dump(&authority.reader).await.unwrap();
    // Fines are no longer posted by kind: the event above would post otherwise today.
    let newer: &[(&str, &str)] = &[
        ("version: 1", "version: 2"),
        ("of: [warning, fine], dimension: true", "of: [warning, fine]"),
        ("where: { kind: fine }, ", ""),
    ];
    authority.commands.adopt_pack(&admin(), trial(newer)).await.unwrap();
    authority.commands.rebuild(|_, _| {}).await.unwrap();
    let rebuilt = store::verify::dump(&authority.reader).await.unwrap();
    let cells = |dump: &str| {
        dump.lines().filter(|line| line.starts_with("cell")).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(cells(&rebuilt), cells(&sound));
    let by_kind = "| \"kind\" | \"fine\"";
    assert!(sound.contains(by_kind) && rebuilt.contains(by_kind));
    app::verify::run(&authority.reader, |_, _| {}).await.unwrap();
}
