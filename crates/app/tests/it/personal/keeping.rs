//! Kept, shown, imported; and where the values are not.

use app::import::{self, Order};
use app::personal::{KeyError, Revealed};
use app::{AppError, Command, Commands};
use base::Value;
use ledger::digest::Algorithm;
use register::decide::What;
use store::{Open, Place};
use testkit::databases::Database;

use super::office::{
    BORN, CALLER, NUMBER, OTHER, Office, bytes, call, contains, said, step, text, with_rights,
};
use crate::authority::{admin, key};

#[tokio::test]
async fn a_personal_value_is_shown_to_those_who_may_see_it_only() {
    let office = Office::new().await;
    office.submit(call("LD-1", &[("caller", CALLER), ("born_on", BORN)])).await.unwrap();
    let trusted = with_rights("authority", &["calls.read", "calls.personal"]);
    assert_eq!(office.shown(&trusted, ("calls", "LD-1"), "caller").await, text(CALLER));
    let born = Revealed::Value(Value::Date(BORN.parse().unwrap()));
    assert_eq!(office.shown(&trusted, ("calls", "LD-1"), "born_on").await, born);
    let handler = with_rights("authority", &["calls.read", "calls.handle"]);
    assert_eq!(office.shown(&handler, ("calls", "LD-1"), "caller").await, Revealed::Hidden);
    let nobody = with_rights("authority", &["notes.read"]);
    let matter = office.matter("calls", "LD-1").await;
    let denied = office.commands.reveal(&office.reader, &nobody, &matter).await;
    assert!(matches!(denied, Err(AppError::Store(_))), "{denied:?}");
    office.verify().await;
}

#[tokio::test]
async fn values_survive_a_restart_and_are_in_no_journal_table_or_log() {
    for algorithm in Algorithm::ALL {
        let office = Office::with(algorithm).await;
        let set = [("caller", CALLER), ("id_number", NUMBER)];
        office.submit(call("LD-1", &set)).await.unwrap();
        office.submit(step(("notes", "BJ-1"), "write", &[("writer", OTHER)])).await.unwrap();
        let office = office.restarted().await;
        assert_eq!(office.shown(&admin(), ("calls", "LD-1"), "id_number").await, text(NUMBER));
        assert_eq!(office.shown(&admin(), ("notes", "BJ-1"), "writer").await, text(OTHER));
        let everywhere = format!(
            "{} {}",
            office.journal().await,
            store::verify::dump(&office.reader).await.unwrap()
        );
        for secret in [CALLER, NUMBER, OTHER] {
            assert!(!everywhere.contains(secret), "{secret}");
        }
        // The file itself, its log and the key file beside it.
        let files = office.after(|database| {
            for (name, bytes) in bytes(database) {
                for secret in [CALLER, NUMBER, OTHER] {
                    assert!(!contains(&bytes, secret.as_bytes()), "{secret} in {name}");
                }
            }
        });
        files.await.verify().await;
    }
}

#[tokio::test]
async fn a_guess_without_the_salt_does_not_reproduce_what_stands_in_the_record() {
    let office = Office::with(Algorithm::Sha256).await;
    office.submit(call("LD-1", &[("id_number", NUMBER)])).await.unwrap();
    office.submit(call("LD-2", &[("id_number", NUMBER)])).await.unwrap();
    let sealed = |matter: register::Matter| match matter.fields.get(&key("id_number")) {
        Some(Value::Sealed(commitment)) => *commitment,
        other => panic!("{other:?}"),
    };
    let one = sealed(office.matter("calls", "LD-1").await);
    let two = sealed(office.matter("calls", "LD-2").await);
    assert_ne!(one, two, "the same number twice does not show as the same");
    let json = serde_json::to_vec(&Value::Text(NUMBER.to_owned())).unwrap();
    for guess in [NUMBER.as_bytes(), &json] {
        for before in [&[][..], &[3], &[3; 17], &[0; 17]] {
            assert_ne!(one.0, Algorithm::Sha256.of(&[before, guess]));
        }
    }
}

#[tokio::test]
async fn a_later_step_may_build_on_a_value_that_is_sealed() {
    let office = Office::new().await;
    office.submit(call("LD-1", &[("caller", CALLER)])).await.unwrap();
    // `answer` needs the caller, who is known; another day of birth is a new value of its own.
    office.submit(step(("calls", "LD-1"), "answer", &[("born_on", BORN)])).await.unwrap();
    assert_eq!(office.shown(&admin(), ("calls", "LD-1"), "caller").await, text(CALLER));
    let missing = office.submit(call("LD-2", &[])).await.unwrap();
    let refused = office.submit(step(("calls", &missing.number), "answer", &[])).await;
    assert!(said(&refused.unwrap_err()).contains("\"Caller\": must have a value"));
}

#[tokio::test]
async fn sentences_do_not_repeat_a_personal_value() {
    let office = Office::new().await;
    let mut act = call("LD-1", &[]);
    if let What::Step { set, .. } = &mut act.what {
        set.insert(key("born_on"), Value::Text(NUMBER.to_owned()));
        set.insert(key("caller"), Value::Text(format!("{CALLER}\u{7}")));
    }
    let error = said(&office.submit(act).await.unwrap_err());
    assert!(error.contains("Born on") && error.contains("Caller"), "{error}");
    assert!(!error.contains(NUMBER) && !error.contains(CALLER), "{error}");
}

#[tokio::test]
async fn a_repeated_command_is_recognised_without_a_digest_of_the_value() {
    let office = Office::new().await;
    let command = |caller| Command::new(call("LD-1", &[("caller", caller)])).with_key("once");
    let first = office.commands.submit(&admin(), command(CALLER)).await.unwrap();
    assert_eq!(office.commands.submit(&admin(), command(CALLER)).await.unwrap(), first);
    // Personal values are no part of the digest, so another one is the same request too.
    assert_eq!(office.commands.submit(&admin(), command(OTHER)).await.unwrap(), first);
    assert_eq!(office.shown(&admin(), ("calls", "LD-1"), "caller").await, text(CALLER));
}

#[tokio::test]
async fn without_a_key_file_nothing_personal_is_taken_and_nothing_is_lost() {
    let database = Database::fresh();
    let place = Place::read(&database.place()).unwrap();
    let (_, writer) = store::open(place, Open::Create).await.unwrap();
    drop(Commands::new(writer));
    let office = Office::new().await;
    office.submit(call("LD-1", &[("caller", CALLER)])).await.unwrap();
    // Lost: everything goes on but what needs it.
    let path = office.key_file();
    let kept = std::fs::read(&path).unwrap();
    let office = office.after(|_| std::fs::remove_file(&path).unwrap()).await;
    assert_eq!(office.shown(&admin(), ("calls", "LD-1"), "caller").await, Revealed::NoKey);
    let refused = office.submit(call("LD-2", &[("caller", OTHER)])).await.unwrap_err();
    assert!(matches!(refused, AppError::Key(KeyError::Missing { .. })), "{refused:?}");
    office.submit(call("LD-3", &[])).await.unwrap();
    assert!(!path.exists(), "no new key is made while values lie under the old one");
    // Another installation's key is told apart.
    let other = Office::new().await;
    other.submit(call("LD-1", &[("caller", CALLER)])).await.unwrap();
    let another = std::fs::read(other.key_file()).unwrap();
    let office = office.after(|_| std::fs::write(&path, another).unwrap()).await;
    assert_eq!(office.shown(&admin(), ("calls", "LD-1"), "caller").await, Revealed::NoKey);
    // Put back, it opens again.
    let office = office.after(|_| std::fs::write(&path, kept).unwrap()).await;
    assert_eq!(office.shown(&admin(), ("calls", "LD-1"), "caller").await, text(CALLER));
    office.verify().await;
}

#[tokio::test]
async fn imports_keep_declared_personal_columns_and_drop_the_others() {
    let office = Office::new().await;
    let file = office.database.folder().join("calls.csv");
    let rows = format!(
        "编号,标题,来电人,证件号码,出生日期,受理日期,家庭住址\n\
         LD-1,一,{CALLER},{NUMBER},{BORN},2021-03-01,某处\n\
         LD-2,二,{OTHER},,{NUMBER},2021-03-01,某处\n"
    );
    std::fs::write(&file, rows).unwrap();
    let results = office.database.folder().join("results.csv");
    let order = Order {
        register: key("calls"),
        file,
        sheet: None,
        all_or_nothing: false,
        results: Some(results.clone()),
    };
    let outcome = import::run(&office.commands, &admin(), &order, &mut |_| {}).await.unwrap();
    assert_eq!((outcome.opened, outcome.bad, outcome.present), (1, 1, 0));
    assert_eq!(outcome.personal, ["家庭住址"]);
    assert_eq!(office.shown(&admin(), ("calls", "LD-1"), "caller").await, text(CALLER));
    // The bad row is told by its place; its value stays in the file it came in.
    let complaints = std::fs::read_to_string(&results).unwrap();
    assert!(complaints.contains("出生日期") && !complaints.contains(NUMBER), "{complaints}");
    // The same file again: the values are recognised, not doubled.
    let again = import::run(&office.commands, &admin(), &order, &mut |_| {}).await.unwrap();
    assert_eq!((again.opened, again.bad, again.present), (0, 1, 1));
    let journal = office.journal().await;
    assert!(!journal.contains(CALLER) && !journal.contains("某处"), "{journal}");
    office.verify().await;
}
