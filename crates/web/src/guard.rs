//! What every request must pass, and the headers that every answer carries.

use std::time::Duration;

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::error::WebError;

/// The largest form that is read: a group of 500 rows fits several times.
pub(crate) const BODY_BYTES_MAX: usize = 1 << 20;

/// The longest that a page may take. Reports over a large year take seconds.
const ANSWER_SECONDS_MAX: u64 = 60;

/// No script at all; styles and pictures only from here; never inside a frame.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; \
     form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Refuses requests that a page of another site may have caused.
///
/// The service knows no login yet and trusts whoever reaches it, so two doors are shut: a foreign name
/// that resolves to this machine (the `Host` must be loopback), and a form on a foreign page.
pub(crate) async fn own_site(request: Request, next: Next) -> Response {
    let headers = request.headers();
    if !host(headers).is_some_and(is_loopback) {
        return WebError::ForeignHost.into_response();
    }
    if changes(&request) && !is_from_here(headers) {
        return WebError::ForeignSite.into_response();
    }
    next.run(request).await
}

/// Ends what takes too long, so that one heavy page cannot hold a connection for ever. Commands are let
/// finish: who gives one must learn whether it was carried out.
pub(crate) async fn in_time(request: Request, next: Next) -> Response {
    if changes(&request) {
        return next.run(request).await;
    }
    match tokio::time::timeout(Duration::from_secs(ANSWER_SECONDS_MAX), next.run(request)).await {
        Ok(response) => response,
        Err(_) => WebError::TooSlow.into_response(),
    }
}

/// Adds the headers that keep an answer from being misread, framed or remembered.
pub(crate) async fn headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let fixed = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    // Pages show registers of an authority: they are not to be left in a shared cache.
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

fn changes(request: &Request) -> bool {
    request.method() != Method::GET && request.method() != Method::HEAD
}

fn host(headers: &HeaderMap) -> Option<&str> {
    headers.get(header::HOST)?.to_str().ok()
}

/// `127.0.0.1`, `localhost` or `[::1]`, with or without a port.
fn is_loopback(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        Some(_) | None => host,
    };
    ["127.0.0.1", "localhost", "[::1]"].contains(&name)
}

/// Browsers say where a form comes from: `Sec-Fetch-Site`, or `Origin` in older ones. A program that
/// sends neither is no browser, and nobody's browser can be misled through it.
fn is_from_here(headers: &HeaderMap) -> bool {
    let text = |name: &HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or(""));
    if let Some(site) = text(&HeaderName::from_static("sec-fetch-site")) {
        return site == "same-origin" || site == "none";
    }
    match text(&header::ORIGIN) {
        Some(origin) => {
            let name = origin.strip_prefix("http://").or(origin.strip_prefix("https://"));
            name.is_some() && name == host(headers)
        }
        None => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_loopback_names_are_served() {
        for own in ["127.0.0.1", "127.0.0.1:8080", "localhost:8080", "[::1]:8080", "[::1]"] {
            assert!(is_loopback(own), "{own}");
        }
        for foreign in ["example.org", "127.0.0.1.example.org", "localhost.example.org:80", ""] {
            assert!(!is_loopback(foreign), "{foreign}");
        }
    }

    fn with(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        let pair = |(name, value): &(&'static str, &'static str)| {
            (HeaderName::from_static(name), HeaderValue::from_static(value))
        };
        pairs.iter().map(pair).collect()
    }

    #[test]
    fn a_form_must_come_from_this_site() {
        let host = ("host", "127.0.0.1:8080");
        assert!(is_from_here(&with(&[host, ("sec-fetch-site", "same-origin")])));
        assert!(is_from_here(&with(&[host, ("origin", "http://127.0.0.1:8080")])));
        assert!(is_from_here(&with(&[host])));
        assert!(!is_from_here(&with(&[host, ("sec-fetch-site", "cross-site")])));
        assert!(!is_from_here(&with(&[host, ("sec-fetch-site", "same-site")])));
        assert!(!is_from_here(&with(&[host, ("origin", "http://127.0.0.1:9090")])));
        assert!(!is_from_here(&with(&[host, ("origin", "null")])));
    }
}
