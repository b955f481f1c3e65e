//! Closings, sealed figures beside today's, and the bridge between them.

use axum::http::StatusCode;
use base::Lang;

use crate::markup::faults;
use crate::site::Site;

/// Every page about a closing, once something was entered late.
const PAGES: [&str; 10] = [
    "/closings",
    "/closings/half_year",
    "/closings/half_year/received",
    "/closings/half_year/answer_share",
    "/closings/half_year/received/late",
    "/closings/half_year/answer_share/late?part=1",
    "/closings/half_year/received/definition",
    "/closings/half_year/answer_share/rounding",
    "/reports/half-year",
    "/reports/half-year?today=yes",
];

/// A site whose half-year was closed before one more application was entered.
async fn closed() -> Site {
    let site = Site::open().await;
    site.close_half_year().await;
    site.enter_late().await;
    site
}

#[tokio::test]
async fn every_page_answers_in_both_languages_and_leaves_nobody_out() {
    let site = closed().await;
    for path in PAGES {
        for lang in Lang::ALL {
            let answer = site.get_as("operator", lang, path).await;
            assert_eq!(answer.status, StatusCode::OK, "{path} {lang}: {}", answer.text);
            assert_eq!(faults(&answer.text), Vec::<String>::new(), "{path} {lang}");
            assert!(
                !answer.text.contains(" style="),
                "{path}: the policy forbids styles in the text"
            );
            for key in ["cause-", "measures.", "closing-"] {
                assert!(!answer.text.contains(&format!(">{key}")), "{path}: {key}");
            }
        }
    }
}

#[tokio::test]
async fn before_anything_is_closed_the_list_says_how() {
    let site = Site::open().await;
    assert!(site.get("/closings").await.text.contains("taizhang close"));
    assert!(!site.get("/reports/half-year").await.text.contains("已封存"));
    for path in
        ["/closings/half_year", "/closings/x/y", "/closings/X", "/closings/half_year/received/late"]
    {
        assert_eq!(site.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn sealed_figures_stand_beside_those_of_today() {
    let site = Site::open().await;
    site.close_half_year().await;
    let before = site.get("/closings/half_year").await.text;
    assert!(before.contains("全部数据与封存时一致"), "{before}");
    site.enter_late().await;
    let page = site.get("/closings/half_year").await.text;
    assert!(page.contains("有 2 个数据与封存时不同"), "{page}");
    for text in ["<strong>5件</strong>", "+1 件", "6 件", "有变动", "−3.33 个百分点", "林一"]
    {
        assert!(page.contains(text), "{text}: {page}");
    }
}

#[tokio::test]
async fn the_bridge_is_a_picture_and_a_table_that_add_up() {
    let site = closed().await;
    let page = site.get("/closings/half_year/received").await.text;
    assert!(page.contains("公布数 5 件，其后调整 +1 件，重述数 6 件。"), "{page}");
    assert_eq!(page.matches("<rect class=\"bar-total\"").count(), 2);
    assert_eq!(page.matches("<rect class=\"bar-more\"").count(), 1);
    assert!(page.contains("href=\"/closings/half_year/received/late\""));
    let rows = site.get("/closings/half_year/received/late").await.text;
    assert!(rows.contains("XK-2021-0006") && rows.contains("各行合计 1 件"), "{rows}");
    let none = site.get("/closings/half_year/received/reversal").await.text;
    assert!(none.contains("没有这一类记录"), "{none}");
    // 20% was printed of 1/5, so nothing was rounded.
    let share = site.get_as("operator", Lang::En, "/closings/half_year/answer_share").await.text;
    assert!(share.contains("Published 20%, adjustments since −3.33 points"), "{share}");
}

#[tokio::test]
async fn a_sealed_report_stays_as_published() {
    let site = closed().await;
    let published = site.get("/reports/half-year").await.text;
    assert!(published.contains("已关账封存") && published.contains(">5件<"), "{published}");
    let today = site.get("/reports/half-year?today=yes").await.text;
    assert!(today.contains(">6件<") && today.contains("可能不同"), "{today}");
    let figure = site.get("/reports/half-year").await.text;
    assert!(figure.contains("/reports/half-year/figures/received?known_at="));
}

#[tokio::test]
async fn who_may_not_see_the_figures_sees_no_closing() {
    let site = closed().await;
    let guest = site.get_as("guest", Lang::Zh, "/closings").await;
    assert!(guest.text.contains("尚未关账"));
    let page = site.get_as("guest", Lang::Zh, "/closings/half_year").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert_eq!(
        site.get_as("west", Lang::Zh, "/closings/half_year").await.status,
        StatusCode::NOT_FOUND
    );
}
