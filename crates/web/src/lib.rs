//! Server-rendered pages. No SQL and no rules here: a page asks the store one question and puts the
//! answer into words, a form gives `app` one command.
//!
//! Everything works without a script and without the network: style sheets are embedded in the binary.

mod address;
mod asked;
mod asking;
mod assets;
mod clocks;
mod error;
mod form;
mod formula;
mod frame;
mod guard;
mod matters_asked;
mod number;
mod outcome;
mod pages;
mod paging;
mod personal;
mod places;
mod policy;
mod question_form;
mod restatement;
mod state;
mod step_form;
mod texts;
mod timeline;
mod units;
mod waterfall;
mod words;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{get, post};
use tokio::net::TcpListener;
use tower_http::compression::CompressionLayer;

pub use state::{Clock, Keys, Moment, Packs, Web};

/// Every route of the product, readable from top to bottom.
pub fn router(web: Web) -> Router {
    Router::new()
        // Registers
        .route("/", get(pages::registers::show))
        .route("/registers/{register}", get(pages::register::show))
        .route("/registers/{register}/new", get(pages::open::show).post(pages::open::take))
        .route("/registers/{register}/{number}", get(pages::matter::show))
        .route("/registers/{register}/{number}/clocks", get(pages::sheet::show))
        .route("/registers/{register}/{number}/clocks.json", get(pages::sheet::json))
        .route("/registers/{register}/{number}/clocks.docx", get(pages::sheet::word))
        .route("/registers/{register}/{number}/steps/{step}", post(pages::act::step))
        .route("/registers/{register}/{number}/notes", post(pages::act::note))
        .route("/registers/{register}/{number}/reversals", post(pages::act::reverse))
        .route(
            "/registers/{register}/{number}/corrections/{of}",
            get(pages::correct::show).post(pages::correct::take),
        )
        .route("/organisation", get(pages::organisation::show))
        .route("/deadlines", get(pages::deadlines::show))
        // Figures
        .route("/figures", get(pages::figures::show))
        .route("/figures/{name}", get(pages::figure::show))
        .route("/figures/{name}/rows", get(pages::rows::show))
        // Reports
        .route("/reports", get(pages::reports::show))
        .route("/reports/{report}", get(pages::report::show))
        .route("/reports/{report}/figures/{figure}", get(pages::report::figure))
        .route("/forms/{form}", get(pages::form::show))
        // The journal itself
        .route("/journal", get(pages::journal::show))
        .route("/journal/seal.json", get(pages::journal::seal))
        // Closings
        .route("/closings", get(pages::closings::show))
        .route("/closings/{closing}", get(pages::closing::show))
        .route("/closings/{closing}/{figure}", get(pages::bridge::show))
        .route("/closings/{closing}/{figure}/{cause}", get(pages::part::show))
        // Choices of the reader
        .route("/language", post(pages::switch::language))
        .route("/acting", post(pages::switch::acting))
        // Style sheets and pictures
        .route("/assets/{*file}", get(assets::serve))
        .layer(DefaultBodyLimit::max(guard::BODY_BYTES_MAX))
        .layer(from_fn(guard::in_time))
        .layer(from_fn(guard::own_site))
        .layer(from_fn_with_state(web.clone(), error::explain))
        .layer(from_fn(guard::headers))
        .layer(CompressionLayer::new())
        .with_state(web)
}

/// Serves the pages until `shutdown` completes; requests under way are finished.
///
/// # Errors
///
/// If the socket fails.
pub async fn serve(
    listener: TcpListener,
    web: Web,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    axum::serve(listener, router(web)).with_graceful_shutdown(shutdown).await
}
