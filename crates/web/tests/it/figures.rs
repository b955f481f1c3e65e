//! Figures, their receipts, and the rows behind them.

use axum::http::StatusCode;
use base::Lang;

use crate::site::Site;

async fn figure(site: &Site, query: &str) -> String {
    let answer = site.get(&format!("/figures/{query}")).await;
    assert_eq!(answer.status, StatusCode::OK, "{query}: {}", answer.text);
    answer.text
}

/// The large value of a receipt.
fn big(text: &str) -> &str {
    let after = text.split("class=\"big\"").nth(1).unwrap();
    after.split('>').nth(1).unwrap().split('<').next().unwrap()
}

#[tokio::test]
async fn a_figure_has_the_value_of_its_unit_span_and_point_of_the_record() {
    let site = Site::open().await;
    let ask = async |query: &str| big(&figure(&site, query).await).to_owned();
    assert_eq!(ask("permits.received").await, "5");
    assert_eq!(ask("permits.received?as_of=2021-03-02").await, "2");
    assert_eq!(ask("permits.received?from=2021-03-02&as_of=2021-03-03").await, "2");
    assert_eq!(ask("permits.received?unit=d02").await, "1");
    assert_eq!(ask("permits.in_hand?unit=d02").await, "2");
    assert_eq!(ask("permits.received?where.applicant=company").await, "1");
    assert_eq!(ask("permits.received?known_at=4").await, "1");
    assert_eq!(ask("permits.answer_share").await, "20%");
    assert_eq!(ask("permits.fees").await, "71.5");
    assert_eq!(ask("permits.weighted").await, "10%");
    assert_eq!(ask("permits.all_answered").await, "不成立");
    assert_eq!(ask("permits.none_withdrawn").await, "成立");
}

#[tokio::test]
async fn missing_is_not_zero() {
    let site = Site::open().await;
    let text = figure(&site, "permits.attended?unit=d02").await;
    assert_eq!(big(&text), "未报送");
    assert!(text.contains("缺数不等于零"));
    let text = figure(&site, "permits.attended").await;
    assert!(text.contains("未报的不等于零"), "of two districts only one reported");
    assert_eq!(big(&text), "12,345");
}

#[tokio::test]
async fn the_rows_behind_a_part_add_up_to_it() {
    let site = Site::open().await;
    let text = figure(&site, "permits.answer_share").await;
    let link = text.split("href=\"").find(|rest| rest.contains("/rows?")).unwrap();
    let link = link.split('"').next().unwrap().replace("&#38;", "&");
    let rows = site.get(&link).await.text;
    assert!(rows.contains("各行合计 1 件，与凭据上的 1 件 一致"), "{rows}");
    assert!(rows.contains("href=\"/registers/permits/XK-2021-0001\""));
    let whole = site.get(&link.replace("part=0", "part=1")).await.text;
    assert!(whole.contains("各行合计 5 件，与凭据上的 5 件 一致"), "{whole}");
    let fees = site.get("/figures/permits.fees/rows?part=0").await.text;
    assert!(fees.contains("各行合计 71.5 元，与凭据上的 71.5 元 一致"), "{fees}");
}

#[tokio::test]
async fn what_is_opened_from_a_figure_agrees_with_it_later_too() {
    let site = Site::open().await;
    let text = figure(&site, "permits.received").await;
    let link = text.split("href=\"").find(|rest| rest.contains("/rows?")).unwrap();
    let link = link.split('"').next().unwrap().replace("&#38;", "&");
    let form = [
        ("unit", "d01"),
        ("effective_on", "2021-06-01"),
        ("f.subject", "后来的"),
        ("f.applicant", "citizen"),
    ];
    let opened = site.post_as("lin", "/registers/permits/new", &form).await;
    assert_eq!(opened.status, StatusCode::SEE_OTHER);
    assert!(site.get(&link).await.text.contains("各行合计 5 件"));
    assert_eq!(big(&figure(&site, "permits.received").await), "6");
}

#[tokio::test]
async fn a_question_that_has_no_figure_is_told_so() {
    let site = Site::open().await;
    for query in [
        "permits.growth",
        "permits.received?where.applicant=nobody",
        "permits.received?known_at=99999",
        "permits.received?where.nothing=citizen",
    ] {
        let answer = site.get(&format!("/figures/{query}")).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}");
    }
    let list = site.get_as("operator", Lang::En, "/figures").await;
    assert!(list.text.contains("Cannot be computed"), "growth needs a first day");
}

#[tokio::test]
async fn a_report_leads_from_its_figures_to_the_rows() {
    let site = Site::open().await;
    let report = site.get("/reports/half-year").await.text;
    assert!(report.contains("5件") && report.contains("20%"), "{report}");
    let path = "/reports/half-year/figures/received";
    assert!(report.contains(path));
    let receipt = site.get(path).await;
    assert_eq!(receipt.status, StatusCode::SEE_OTHER);
    let text = site.get(receipt.location()).await.text;
    assert_eq!(big(&text), "5");
    assert!(text.contains("2021-01-01 至 2021-06-30"));
    let docx = site.get("/reports/half-year.docx").await;
    assert_eq!(docx.status, StatusCode::OK);
    assert!(docx.bytes.starts_with(b"PK"));
    assert!(docx.headers["content-disposition"].to_str().unwrap().contains("half-year.docx"));
}
