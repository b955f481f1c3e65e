//! Files as people bring them.

#![expect(clippy::unwrap_used, reason = "a helper of a test fails by panicking")]

mod complaints;
mod csv;
mod draft;
mod draft_html;
mod draft_markdown;
mod draft_page;
mod header;
mod make;
mod never_panics;
mod samples;
mod troubles;
mod xlsx;

#[path = "../../examples/samples/files.rs"]
mod files;
#[path = "../../examples/samples/findings.rs"]
mod findings;
#[path = "../../examples/samples/hotline.rs"]
mod hotline;
#[path = "../../examples/samples/table.rs"]
mod table;
#[path = "../../examples/samples/tasks.rs"]
mod tasks;
