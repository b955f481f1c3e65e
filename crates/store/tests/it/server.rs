//! Servers and schemas that are not ours, or not such as this program can use; and what only a server has.

use base::{Lang, Say};
use register::event::Body;
use store::{Open, Place, ServerFault, StoreError};
use testkit::databases::Database;

use crate::world::{new, place, unit};

/// The address with a part of it replaced.
fn other(database: &Database, from: &str, to: &str) -> Place {
    let address = database.place();
    assert!(address.contains(from), "{from}");
    Place::read(&address.replacen(from, to, 1)).unwrap()
}

async fn refused(place: Place, mode: Open) -> StoreError {
    store::open(place, mode).await.map(|_| ()).unwrap_err()
}

/// The password of the address.
fn password(database: &Database) -> String {
    let address = database.place();
    let (_, rest) = address.split_once("://").unwrap();
    let (login, _) = rest.split_once('@').unwrap();
    login.split_once(':').unwrap().1.to_owned()
}

#[tokio::test]
async fn each_way_to_fail_is_a_sentence_without_the_password() {
    let Some(database) = Database::postgres() else { return };
    let secret = password(&database);
    let nobody_listens = {
        let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        format!("@127.0.0.1:{}/", free.local_addr().unwrap().port())
    };
    let here = database.place();
    let host = &here[here.find('@').unwrap()..=here.rfind('/').unwrap()];
    for (from, to, expected) in [
        (host, nobody_listens.as_str(), "cannot be reached"),
        (secret.as_str(), "sesame", "user or password is wrong"),
        ("/postgres?", "/nothing_of_that_name?", "no such database"),
    ] {
        let place = other(&database, from, to);
        for error in [
            refused(place.clone(), Open::Create).await,
            store::open_reader(&place).await.unwrap_err(),
        ] {
            let (english, chinese) = (error.to_string(), error.say(Lang::Zh));
            assert!(english.contains(expected), "{expected}: {english}");
            assert_ne!(english, chinese);
            for told in [english, chinese, format!("{error:?}")] {
                assert!(!told.contains(&secret) && !told.contains("sesame"), "{told}");
            }
        }
    }
    let unknown = store::open_reader(place(&database)).await.unwrap_err();
    assert!(matches!(unknown, StoreError::NoDatabase { .. }), "{unknown}");
}

#[tokio::test]
async fn a_database_in_another_encoding_is_refused() {
    let Some(database) = Database::postgres() else { return };
    let name = format!("latin_{}", std::process::id());
    let create = format!(
        "CREATE DATABASE {name} ENCODING 'LATIN1' LOCALE_PROVIDER libc LOCALE 'C' TEMPLATE template0"
    );
    database.tamper(&create).await.unwrap();
    let error = refused(other(&database, "/postgres?", &format!("/{name}?")), Open::Create).await;
    database.tamper(&format!("DROP DATABASE {name} WITH (FORCE)")).await.unwrap();
    let StoreError::Server { fault: ServerFault::Encoding { found }, .. } = error else {
        panic!("{error}");
    };
    assert_eq!(found, "LATIN1");
}

#[tokio::test]
async fn somebody_elses_schema_is_left_alone() {
    let Some(database) = Database::postgres() else { return };
    database.make().await.unwrap();
    database.tamper("CREATE TABLE song (title TEXT)").await.unwrap();
    for mode in [Open::Create, Open::Existing] {
        let error = refused(place(&database), mode).await;
        assert!(matches!(error, StoreError::NotOurs { .. }), "{error}");
    }
    let ours = "DO $$ BEGIN IF (SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()) <> 1 \
                THEN RAISE EXCEPTION 'it has tables of ours'; END IF; END $$";
    database.tamper(ours).await.unwrap();
}

#[tokio::test]
async fn a_layout_from_the_future() {
    let Some(database) = Database::postgres() else { return };
    store::open(place(&database), Open::Create).await.unwrap();
    database.tamper("INSERT INTO taizhang_layout (step) VALUES (99)").await.unwrap();
    let error = refused(place(&database), Open::Create).await;
    assert!(matches!(error, StoreError::Newer { found: 99, .. }), "{error}");
    let error = store::open_reader(place(&database)).await.unwrap_err();
    assert!(error.say(Lang::Zh).contains("请升级程序"), "{error}");
}

/// Two programs that make the same installation at the same time make one.
#[tokio::test]
async fn a_schema_is_made_once() {
    let Some(database) = Database::postgres() else { return };
    let open = || store::open(place(&database), Open::Create);
    let (one, two, three) = tokio::join!(open(), open(), open());
    for (reader, _) in [one.unwrap(), two.unwrap(), three.unwrap()] {
        assert_eq!(store::registers::journal_size(&reader).await.unwrap().records, 0);
    }
}

/// Else texts would be sorted by the rules of one database and not of the other, and numbers be cut off.
#[tokio::test]
async fn every_column_is_of_one_of_three_kinds() {
    let Some(database) = Database::postgres() else { return };
    store::open(place(&database), Open::Create).await.unwrap();
    let check = "DO $$ DECLARE odd TEXT; BEGIN \
        SELECT string_agg(table_name || '.' || column_name, ', ') INTO odd \
        FROM information_schema.columns WHERE table_schema = current_schema() \
        AND table_name <> 'taizhang_layout' AND NOT (data_type IN ('bigint', 'bytea') \
        OR (data_type = 'text' AND collation_name = 'C')); \
        IF odd IS NOT NULL THEN RAISE EXCEPTION 'other columns: %', odd; END IF; END $$";
    database.tamper(check).await.unwrap();
}

/// The server is started again under a program that runs: it goes on.
#[tokio::test]
async fn connections_that_were_cut_are_made_again() {
    let Some(database) = Database::postgres() else { return };
    let (reader, mut writer) = store::open(place(&database), Open::Create).await.unwrap();
    let size = async || store::registers::journal_size(&reader).await.map(|size| size.records);
    for records in 1..=3 {
        assert_eq!(size().await.unwrap(), records - 1);
        let cut = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity \
                   WHERE application_name = current_schema() AND pid <> pg_backend_pid()";
        database.tamper(cut).await.unwrap();
        let mut tx = writer.begin().await.unwrap();
        let units = vec![unit(&format!("u{records}"), "division", None)];
        tx.append(vec![new(Body::Units(units))]).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(size().await.unwrap(), records);
    }
}
