//! Lists of matters, and who sees which.

use axum::http::StatusCode;
use base::Lang;

use crate::site::Site;

async fn numbers(site: &Site, person: &str, path: &str) -> Vec<String> {
    let text = site.get_as(person, Lang::Zh, path).await.text;
    let cells = text.split("class=\"number\"><a href=\"/registers/permits/").skip(1);
    cells.filter_map(|rest| rest.split('"').next()).map(|n| n.replace("XK-2021-000", "")).collect()
}

#[tokio::test]
async fn matters_are_filtered_and_sorted_by_the_address() {
    let site = Site::open().await;
    let ask = async |query: &str| {
        numbers(&site, "operator", &format!("/registers/permits?sort=number&{query}"))
            .await
            .join(" ")
    };
    assert_eq!(ask("").await, "1 2 3 4 5");
    assert_eq!(ask("sort=-number").await, "1 2 3 4 5");
    assert_eq!(ask("open=yes").await, "2 3 4 5");
    assert_eq!(ask("open=no").await, "1");
    assert_eq!(ask("state=handling&state=answered").await, "1 2");
    assert_eq!(ask("unit=d02").await, "2 4");
    assert_eq!(ask("where.applicant=company").await, "2");
    assert_eq!(ask("text=%E8%AE%B8%E5%8F%AF%E8%AF%81").await, "5");
    assert_eq!(ask("text=xk-2021-0003").await, "3");
    assert_eq!(numbers(&site, "operator", "/registers/permits?sort=-number").await[0], "5");
}

#[tokio::test]
async fn links_keep_what_was_asked() {
    let site = Site::open().await;
    let path = "/registers/permits?open=yes&unit=d01&text=XK&where.urgent=no&sort=-opened";
    let text = site.get(path).await.text;
    let kept =
        "/registers/permits?open=yes&#38;sort=opened&#38;unit=d01&#38;text=XK&#38;where.urgent=no";
    assert!(text.contains(kept), "the sorted column turns round: {text}");
    assert!(text.contains("<input type=\"hidden\" name=\"sort\" value=\"-opened\">"));
    assert!(text.contains("value=\"XK\""));
    let nothing = site.get("/registers/permits?text=nothing-like-this").await.text;
    assert!(nothing.contains("没有符合的事项") && nothing.contains("清除"));
}

#[tokio::test]
async fn an_overdue_day_is_said_in_words() {
    let site = Site::open().await;
    let text = site.get("/registers/permits").await.text;
    assert!(text.contains("逾期 1 天"), "due on the 29th");
    assert!(text.contains("今天到期"), "due on the 30th");
    let answered = site.get("/registers/permits?state=answered").await.text;
    assert!(!answered.contains("逾期"), "what is done is not late");
}

#[tokio::test]
async fn a_matter_of_another_unit_answers_as_a_missing_one() {
    let site = Site::open().await;
    assert_eq!(numbers(&site, "west", "/registers/permits?sort=number").await, ["2", "4"]);
    let other = site.get_as("west", Lang::Zh, "/registers/permits/XK-2021-0001").await;
    let missing = site.get_as("west", Lang::Zh, "/registers/permits/XK-2021-9999").await;
    assert_eq!((other.status, missing.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
    assert_eq!(other.text.replace("0001", "9999"), missing.text);
    let step = "/registers/permits/XK-2021-0001/steps/withdraw";
    let other = site.post_as("west", step, &[("effective_on", "2021-06-30")]).await;
    assert_eq!(other.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn without_the_right_nothing_is_shown() {
    let site = Site::open().await;
    for path in [
        "/registers/permits",
        "/registers/permits/XK-2021-0001",
        "/figures/permits.received",
        "/registers/permits/new",
        "/reports/half-year",
    ] {
        let answer = site.get_as("guest", Lang::En, path).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
        assert!(answer.text.contains("does not have the right"), "{path}");
    }
    let front = site.get_as("guest", Lang::Zh, "/").await;
    assert!(front.text.contains("0 本台账") && !front.text.contains("许可办理台账"));
    let reader = site.get_as("reader", Lang::Zh, "/registers/permits/XK-2021-0003").await;
    assert!(reader.text.contains("没有可办理的步骤"));
}
