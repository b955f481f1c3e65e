//! What holds for every page of the product.

use axum::http::StatusCode;
use base::Lang;

use crate::markup::faults;
use crate::site::{PROBE, Site};

/// Every address that shows a page, with rows to look at.
const PAGES: [&str; 25] = [
    "/",
    "/registers/permits",
    "/registers/permits?open=yes&sort=-due&text=%E8%AE%B8%E5%8F%AF&where.applicant=citizen",
    "/registers/permits?state=answered&unit=d01&page=2",
    "/registers/permits/new",
    "/registers/visits/new",
    "/registers/permits/XK-2021-0001",
    "/registers/permits/XK-2021-0003",
    "/registers/permits/XK-2021-0005",
    "/registers/permits/XK-2021-0002/clocks",
    "/deadlines",
    "/deadlines?show=week&register=permits&unit=d01",
    "/deadlines?show=standing&page=2",
    "/deadlines?on=2021-04-09",
    "/figures",
    "/figures/permits.answer_share?from=2021-01-01&as_of=2021-06-30",
    "/figures/permits.weighted?unit=d02",
    "/figures/permits.attended?unit=d01",
    "/figures/permits.all_answered?where.applicant=citizen",
    "/figures/permits.answer_share/rows?part=1",
    "/reports",
    "/journal",
    "/reports/half-year",
    "/organisation?on=2021-05-31",
    "/registers/permits/XK-2021-0001/corrections/4",
];

#[tokio::test]
async fn every_page_answers_in_both_languages_and_leaves_nobody_out() {
    let site = Site::open().await;
    for path in PAGES {
        for lang in Lang::ALL {
            let answer = site.get_as("operator", lang, path).await;
            assert_eq!(answer.status, StatusCode::OK, "{path} {lang}: {}", answer.text);
            assert_eq!(faults(&answer.text), Vec::<String>::new(), "{path} {lang}");
            assert!(answer.text.contains(&format!("<html lang=\"{lang}\">")), "{path}");
        }
    }
}

#[tokio::test]
async fn no_page_shows_a_key_in_place_of_a_word() {
    let site = Site::open().await;
    for path in PAGES {
        let answer = site.get_as("operator", Lang::En, path).await;
        for key in ["registers.permits", "measures.", "indicators.", "nav-", "error-"] {
            assert!(!answer.text.contains(&format!(">{key}")), "{path}: {key}");
        }
    }
}

#[tokio::test]
async fn what_people_typed_is_never_markup() {
    let site = Site::open().await;
    let mut shown = 0;
    for path in PAGES {
        let answer = site.get(path).await;
        assert!(!answer.text.contains("<script"), "{path}");
        assert!(!answer.text.contains(PROBE), "{path}");
        shown += usize::from(answer.text.contains("&#60;script&#62;"));
    }
    assert!(shown >= 3, "the probe is on the register, its matter and the rows: {shown}");
    let path = "/registers/permits?text=%22%3E%3Cscript%3E";
    assert!(!site.get(path).await.text.contains("\"><script>"));
}

#[tokio::test]
async fn every_page_carries_the_headers_that_protect_it() {
    let site = Site::open().await;
    for path in PAGES.into_iter().chain(["/nowhere", "/assets/app.css", "/assets/nowhere.css"]) {
        let answer = site.get(path).await;
        let header = |name: &str| answer.headers.get(name).unwrap().to_str().unwrap().to_owned();
        let policy = header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'; style-src 'self'"), "{path}");
        assert!(policy.contains("frame-ancestors 'none'"), "{path}");
        assert!(!policy.contains("unsafe"), "{path}");
        assert_eq!(header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(header("referrer-policy"), "same-origin", "{path}");
    }
}

#[tokio::test]
async fn the_language_follows_the_choice_and_leads_back() {
    let site = Site::open().await;
    let form = [("to", "en"), ("back", "/registers/permits?open=yes")];
    let answer = site.post_as("lin", "/language", &form).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.location(), "/registers/permits?open=yes");
    let cookie = answer.headers.get("set-cookie").unwrap().to_str().unwrap();
    assert!(cookie.starts_with("taizhang_language=en;") && cookie.contains("SameSite=Lax"));
    let answer =
        site.post_as("lin", "/language", &[("to", "en"), ("back", "//evil.example")]).await;
    assert_eq!(answer.location(), "/");
    let answer = site.post_as("lin", "/acting", &[("person", "zhou"), ("back", "/")]).await;
    assert!(answer.headers.get("set-cookie").unwrap().to_str().unwrap().contains("=zhou;"));
    let answer = site.post_as("lin", "/acting", &[("person", "nobody")]).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn style_sheets_come_from_here_and_stay_fresh() {
    let site = Site::open().await;
    let page = site.get("/reports/half-year").await;
    let sheets: Vec<&str> = page
        .text
        .split("rel=\"stylesheet\" href=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    assert_eq!(sheets.len(), 5);
    for sheet in sheets {
        let answer = site.get(sheet).await;
        assert_eq!(answer.status, StatusCode::OK, "{sheet}");
        assert_eq!(answer.headers["content-type"], "text/css; charset=utf-8");
        assert!(answer.headers["cache-control"].to_str().unwrap().contains("immutable"));
    }
}

#[test]
fn every_route_knows_who_asks() {
    let routes = include_str!("../../src/lib.rs");
    let handlers: Vec<&str> =
        routes.split("pages::").skip(1).filter_map(|rest| rest.split([')', '.']).next()).collect();
    assert!(handlers.len() >= 16, "{handlers:?}");
    for handler in handlers {
        let (page, function) = handler.split_once("::").unwrap();
        let file = format!("{}/src/pages/{page}.rs", env!("CARGO_MANIFEST_DIR"));
        let source = std::fs::read_to_string(file).unwrap();
        let body = source.split(&format!("pub(crate) async fn {function}(")).nth(1).unwrap();
        let parameters = body.split(") -> ").next().unwrap();
        assert!(parameters.contains("asking: Asking"), "{handler} does not ask who asks");
    }
}
