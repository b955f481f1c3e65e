//! Requests that a foreign page or a foreign name may have caused.

use axum::body::Body;
use axum::http::{StatusCode, header};
use base::Lang;

use crate::site::{Site, as_browser};

async fn post_with(site: &Site, headers: &[(&str, &str)]) -> StatusCode {
    let mut request = as_browser("lin", Lang::Zh, "/registers/permits/XK-2021-0003/notes")
        .method("POST")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let body = "text=note&effective_on=2021-06-30";
    site.send(request.body(Body::from(body)).unwrap()).await.status
}

#[tokio::test]
async fn a_form_on_another_site_changes_nothing() {
    let site = Site::open().await;
    for foreign in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "https://example.org"),
        ("origin", "http://127.0.0.1:9"),
        ("origin", "null"),
    ] {
        assert_eq!(post_with(&site, &[foreign]).await, StatusCode::FORBIDDEN, "{foreign:?}");
    }
    let page = site.get("/registers/permits/XK-2021-0003").await;
    assert!(page.text.contains("共 1 条"), "only the opening is on record");
    let own = [("origin", "http://127.0.0.1:8080")];
    assert_eq!(post_with(&site, &own).await, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_foreign_name_for_this_machine_is_not_served() {
    let site = Site::open().await;
    for host in ["example.org", "127.0.0.1.example.org:8080"] {
        let request = axum::http::Request::builder().uri("/").header(header::HOST, host);
        let answer = site.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, StatusCode::MISDIRECTED_REQUEST);
        assert!(!answer.text.contains("示例市办事机关"), "it learns nothing about the authority");
    }
}

#[tokio::test]
async fn what_is_not_there_gets_a_sentence() {
    let site = Site::open().await;
    for path in [
        "/nowhere",
        "/registers/nowhere",
        "/registers/permits/XK-0",
        "/figures/permits.nowhere",
        "/figures/nowhere",
        "/reports/nowhere",
        "/reports/half-year/figures/nowhere",
        "/figures/permits.received/rows?part=9",
        "/registers/permits?unit=nowhere",
    ] {
        for (lang, sentence) in [(Lang::Zh, "回到台账"), (Lang::En, "Back to the registers")] {
            let answer = site.get_as("operator", lang, path).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
            assert!(answer.text.contains(sentence), "{path}");
            assert_eq!(crate::markup::faults(&answer.text), Vec::<String>::new(), "{path}");
        }
    }
}

#[tokio::test]
async fn an_address_that_cannot_be_read_is_told_so() {
    let site = Site::open().await;
    for path in [
        "/registers/permits?page=0",
        "/registers/permits?sort=colour",
        "/registers/permits?state=lost",
        "/figures?as_of=yesterday",
        "/figures/permits.received?from=2021-05-01&as_of=2021-04-01",
        "/figures/permits.received/rows?part=x",
    ] {
        let answer = site.get(path).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{path}");
        assert!(answer.text.contains("无法识别"), "{path}");
    }
}

#[tokio::test]
async fn a_body_that_is_too_large_or_no_form_is_refused() {
    let site = Site::open().await;
    let path = "/registers/permits/XK-2021-0003/notes";
    let large = "x".repeat(2 << 20);
    let answer = site.post_as("lin", path, &[("text", &large)]).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(answer.text.contains("表单内容过大"));
    let request = as_browser("lin", Lang::Zh, path)
        .method("POST")
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "application/json");
    let answer = site.send(request.body(Body::from("{}")).unwrap()).await;
    assert_eq!(answer.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    assert!(answer.text.contains("表单内容无法读取"));
    let answer = site.post_as("lin", "/figures", &[]).await;
    assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
    assert!(answer.text.contains("不接受这样的请求"));
    let answer = site.get("/registers/%FF%FE").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert!(answer.text.contains("回到台账"));
}
