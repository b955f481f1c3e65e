//! The self-assessment is sealed, an application is entered late, and the bridge says so.

use base::ctx::{Actor, Rights};
use base::{Ctx, Key, Lang, Value};
use register::decide::{Act, What};

use crate::fixture::{copy, path, taizhang};

/// An application of Christmas 2021 that is entered in January.
async fn enter_late(folder: &std::path::Path) {
    let database = folder.join("taizhang.db");
    let (_, writer) = store::open(&database, store::Open::Existing).await.unwrap();
    let commands = app::Commands::new(writer);
    let actor = Actor {
        id: Key::literal("operator"),
        name: "示例管理员".to_owned(),
        scope: Key::literal("authority"),
        rights: Rights::All,
    };
    let today = jiff::civil::date(2022, 1, 20);
    let ctx = Ctx { actor, today, now: jiff::Timestamp::UNIX_EPOCH, lang: Lang::Zh };
    let set = [
        ("applicant", Value::Choice(Key::literal("citizen"))),
        ("channel", Value::Choice(Key::literal("online"))),
        ("received_on", Value::Date(jiff::civil::date(2021, 12, 24))),
        ("subject", Value::Text("补记的示例申请".to_owned())),
    ];
    let set = set.map(|(key, value)| (Key::literal(key), value)).into();
    let unit = Some(Key::literal("disclosure_office"));
    let act = Act {
        register: Key::literal("disclosure"),
        number: None,
        what: What::Step { step: Key::literal("receive"), unit, set },
        effective_on: jiff::civil::date(2021, 12, 24),
        basis: String::new(),
    };
    commands.submit(&ctx, act).await.unwrap();
    commands.close().await.unwrap();
}

#[tokio::test]
async fn a_sealed_report_is_bridged_to_today() {
    let folder = copy();
    let dir = path(folder.path());
    let none = taizhang(&["closings", "--dir", dir]);
    assert!(none.ok && none.text.contains("no books are closed yet"), "{}", none.text);
    let close = ["close", "review_2021", "--report", "self-assessment", "--en", "Review 2021"];
    let close = [&close[..], &["--dir", dir]].concat();
    let closed = taizhang(&close);
    assert!(closed.ok && closed.text.contains("closed \"Review 2021\""), "{}", closed.text);
    let again = taizhang(&close);
    assert!(!again.ok && again.text.contains("already a closing"), "{}", again.text);
    let listed = taizhang(&["closings", "--dir", dir]);
    assert!(listed.text.contains("review_2021  Review 2021"), "{}", listed.text);
    enter_late(folder.path()).await;
    let bridge = taizhang(&["bridge", "review_2021", "applications", "--dir", dir]);
    for line in ["published", "late entries", "restated"] {
        assert!(bridge.ok && bridge.text.contains(line), "{}", bridge.text);
    }
    let json = taizhang(&["bridge", "review_2021", "--json", "--dir", dir]);
    let read: serde_json::Value = serde_json::from_str(&json.text).unwrap();
    let figures = read["figures"].as_array().unwrap();
    assert!(figures.len() >= 60, "{} figures", figures.len());
    let differ = figures.iter().filter(|figure| figure["sealed"] != figure["today"]).count();
    assert!(differ >= 1, "the late application counts somewhere");
    let verified = taizhang(&["verify", "--dir", dir]);
    assert!(verified.ok, "{}", verified.text);
}
