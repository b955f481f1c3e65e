//! `.docx` in the layout of GB/T 9704-2012, every figure a content control.
//!
//! Our own writer: the libraries cannot tag content controls, cannot indent by characters, and write
//! elements out of the order of the schema. Same document, same bytes: there is no clock, and every
//! part of the archive carries the same date.

mod body;
mod control;
mod data;
mod fonts;
mod frame;
mod package;
mod page;
mod settings;
mod styles;
mod table;
mod theme;
mod xml;

use base::lang::{Lang, Say};

use crate::document::Document;

pub use fonts::Fonts;

/// The namespace of WordprocessingML.
const W: (&str, &str) = ("xmlns:w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main");

/// Writes a report as `.docx`.
///
/// # Errors
///
/// [`DocxError`] if the archive cannot be put together.
pub fn docx(document: &Document, fonts: &Fonts) -> Result<Vec<u8>, DocxError> {
    package::pack(&package::parts(document, fonts))
}

/// A `.docx` that could not be put together.
#[derive(Debug, thiserror::Error)]
#[error("the part {part} does not fit into the .docx archive; make the report smaller")]
pub struct DocxError {
    pub part: String,
    #[source]
    pub source: zip::result::ZipError,
}

impl Say for DocxError {
    fn say(&self, lang: Lang) -> String {
        match lang {
            Lang::En => self.to_string(),
            Lang::Zh => format!("{} 无法写入 .docx 文件；请缩减报告篇幅", self.part),
        }
    }
}
