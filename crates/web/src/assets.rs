//! `GET /assets/{file}`: style sheets and pictures, embedded in the binary.

use std::fmt::Write;

use axum::body::Body;
use axum::extract::Path;
use axum::http::{HeaderValue, Response, StatusCode, header};
use reports::write::HTML_STYLE;
use rust_embed::RustEmbed;

/// The files under `assets/`, with the licences that go with them.
#[derive(RustEmbed)]
#[folder = "assets"]
struct Assets;

const REPORT_STYLE: &str = "report.css";

pub(crate) async fn serve(Path(file): Path<String>) -> Response<Body> {
    // The look of a report belongs to the report.
    let body = if file == REPORT_STYLE {
        Some(Body::from(HTML_STYLE))
    } else {
        Assets::get(&file).map(|asset| Body::from(asset.data))
    };
    let (Some(body), Some(kind)) = (body, kind(&file)) else {
        let mut missing = Response::new(Body::empty());
        *missing.status_mut() = StatusCode::NOT_FOUND;
        return missing;
    };
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    // The address carries a digest of the content, so a copy never grows stale.
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=31536000, immutable"),
    );
    response
}

/// The address of a file, with the beginning of its digest.
pub(crate) fn address(file: &str) -> String {
    let mut address = format!("/assets/{file}");
    if file == REPORT_STYLE {
        // Its content changes only with the program.
        return format!("{address}?v={}-{}", env!("CARGO_PKG_VERSION"), HTML_STYLE.len());
    }
    if let Some(asset) = Assets::get(file) {
        address.push_str("?v=");
        for byte in asset.metadata.sha256_hash().iter().take(6) {
            write!(address, "{byte:02x}").expect("writing to a string does not fail");
        }
    }
    address
}

/// The kinds that are served; anything else, such as the script that refreshes them, is not.
fn kind(file: &str) -> Option<&'static str> {
    match file.rsplit_once(['.', '-']).map(|(_, kind)| kind) {
        Some("css") => Some("text/css; charset=utf-8"),
        Some("svg") => Some("image/svg+xml"),
        // vendor/LICENSE-tabler
        Some("tabler") => Some("text/plain; charset=utf-8"),
        Some(_) | None => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_style_sheet_is_embedded_and_asks_for_nothing_from_elsewhere() {
        for file in ["vendor/tabler.min.css", "app.css", "pages.css", "print.css"] {
            let asset = Assets::get(file).unwrap();
            let text = String::from_utf8(asset.data.into_owned()).unwrap();
            assert!(!text.contains("@import"), "{file}");
            for target in text.split("url(").skip(1) {
                assert!(target.trim_start_matches(['"', '\'']).starts_with("data:"), "{file}");
            }
        }
        assert!(Assets::get("vendor/LICENSE-tabler").is_some());
        assert_eq!(kind("vendor.sh"), None);
    }
}
