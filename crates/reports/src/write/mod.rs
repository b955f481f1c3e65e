//! Output formats: one file each, all from the same document.

mod docx;
mod html;

pub use docx::{DocxError, Fonts, docx};
pub use html::{HTML_STYLE, Receipts, html, html_page};
