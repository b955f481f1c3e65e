//! Personal data on the pages: by right, erased by law; and what commits to the journal.

use axum::http::StatusCode;
use base::Lang;

use crate::markup::faults;
use crate::site::{Site, operator};

const CALLER: &str = "示例来电人";

/// Where an application with a caller was registered.
async fn registered(site: &Site) -> String {
    let form = [
        ("unit", "d01"),
        ("effective_on", "2021-06-01"),
        ("f.subject", "有联系人的申请"),
        ("f.applicant", "citizen"),
        ("f.caller", CALLER),
    ];
    let opened = site.post_as("lin", "/registers/permits/new", &form).await;
    assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.text);
    opened.location().split('?').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_personal_value_is_read_by_right_and_until_it_is_erased() {
    let site = Site::open().await;
    let path = registered(&site).await;
    // Lin typed it in, but has no right to read it afterwards; Zhou has.
    let lin = site.get_as("lin", Lang::Zh, &path).await.text;
    assert!(!lin.contains(CALLER) && lin.contains("受保护"), "{lin}");
    let zhou = site.get_as("zhou", Lang::Zh, &path).await.text;
    assert!(zhou.contains(CALLER));
    let number = path.rsplit('/').next().unwrap();
    let ctx = operator(jiff::civil::date(2021, 6, 2));
    let register = base::Key::literal("permits");
    site.commands.erase(&ctx, &register, number, "").await.unwrap();
    for person in ["lin", "zhou"] {
        let page = site.get_as(person, Lang::Zh, &path).await.text;
        assert!(!page.contains(CALLER) && page.contains("已依法删除（2021-06-02，第"), "{page}");
        assert_eq!(faults(&page), Vec::<String>::new());
    }
}

#[tokio::test]
async fn a_refused_form_does_not_show_what_is_protected() {
    let site = Site::open().await;
    let path = registered(&site).await;
    let form = [("effective_on", "2021-06-01"), ("f.lead", "nowhere")];
    let refused = site.post_as("lin", &format!("{path}/steps/hand_over"), &form).await;
    assert!(refused.status.is_client_error(), "{}", refused.text);
    assert!(!refused.text.contains(CALLER), "{}", refused.text);
}

#[tokio::test]
async fn the_journal_shows_and_hands_out_its_seal() {
    let site = Site::open().await;
    let page = site.get("/journal").await;
    let file = site.get("/journal/seal.json").await;
    let seal = app::proofs::Seal::read(&file.text).unwrap();
    assert_eq!(seal.algorithm, "sha-256");
    for told in [seal.root.as_str(), seal.head.as_deref().unwrap(), "sha-256"] {
        assert!(page.text.contains(told), "{told}");
    }
}
