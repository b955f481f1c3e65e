//! Files that a page gives to be kept.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};

use crate::address::Address;

pub(crate) const DOCX: &str =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
pub(crate) const CSV: &str = "text/csv; charset=utf-8";

/// A file of this kind to be kept under `name`, or under `plain` by programs that know no Chinese.
pub(crate) fn file(bytes: Vec<u8>, kind: &'static str, (plain, name): (&str, &str)) -> Response {
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    let name = Address::of(&[name]).to_string();
    let name = name.trim_start_matches('/');
    let kept = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{name}");
    if let Ok(kept) = HeaderValue::from_str(&kept) {
        headers.insert(header::CONTENT_DISPOSITION, kept);
    }
    response
}
