//! Correcting a record from the page of its matter, and what its timeline then says.

use axum::http::StatusCode;
use base::Lang;

use crate::site::Site;

const SECOND: &str = "/registers/permits/XK-2021-0002";

/// Where the form of a record of the second matter is, `back` records before its latest.
async fn form(site: &Site, person: &str, back: usize) -> String {
    let text = site.get_as(person, Lang::En, SECOND).await.text;
    let links: Vec<&str> = text.split("href=\"").skip(1).collect();
    let links: Vec<&str> = links.iter().filter_map(|rest| rest.split('"').next()).collect();
    let mut links = links.into_iter().filter(|link| link.contains("/corrections/"));
    links.nth(back).unwrap().to_owned()
}

#[tokio::test]
async fn a_record_is_corrected_and_both_values_are_shown() {
    let site = Site::open().await;
    let path = form(&site, "operator", 1).await;
    let shown = site.get(&path).await;
    assert_eq!(shown.status, StatusCode::OK);
    assert!(shown.text.contains("开办诊所的许可") && shown.text.contains("value=\"2021-03-02\""));
    let filled = [
        ("on", "2021-03-01"),
        ("unit", "d01"),
        ("f.subject", "开办诊所的许可"),
        ("f.applicant", "citizen"),
        ("f.urgent", "no"),
        ("f.due_on", ""),
        ("text", "申请人为个人"),
        ("version", "2"),
    ];
    let answer = site.post_as("operator", &path, &filled).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    let page = site.get_as("operator", Lang::En, SECOND).await.text;
    for told in [
        "Correction",
        "申请人为个人",
        "<del>2021-03-02</del>",
        "<ins>2021-03-01</ins>",
        "<del>2021-06-29</del>",
        "<ins>(nothing)</ins>",
        "1 later record",
    ] {
        assert!(page.contains(told), "{told}\n{page}");
    }
    // The same form once more comes too late: the matter is another by now.
    let again = [&filled[..6], &[("text", "再改"), ("version", "2")]].concat();
    let again = site.post_as("operator", &path, &again).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn a_correction_that_cannot_be_is_told_in_the_form() {
    let site = Site::open().await;
    let path = form(&site, "operator", 0).await;
    let late = [("on", "2021-02-01"), ("f.lead", "d02"), ("text", "误"), ("version", "2")];
    let answer = site.post_as("operator", &path, &late).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text.contains("与先后顺序不符"), "{}", answer.text);
    let without = [("on", "2021-04-02"), ("f.lead", "d01"), ("text", ""), ("version", "2")];
    let answer = site.post_as("operator", &path, &without).await;
    assert!(answer.text.contains("更正理由"), "{}", answer.text);
}

#[tokio::test]
async fn the_organisation_and_the_policies_are_shown() {
    let site = Site::open().await;
    let page = site.get_as("operator", Lang::Zh, "/organisation?on=2021-06-30").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text.contains("机构未曾调整") && page.text.contains("d01"));
    let figure = "/figures/permits.answer_share?tree=as_is&definition=latest";
    let figure = site.get_as("operator", Lang::Zh, figure).await.text;
    assert!(figure.contains("现行建制") && figure.contains("最新定义"), "{figure}");
    let bad = site.get("/figures/permits.answer_share?tree=as_it_might_be").await;
    assert_eq!(bad.status, StatusCode::BAD_REQUEST);
}
