//! Workbooks in the Office Open XML format, read as a stream.
//!
//! The archive is read here and not through a workbook library because those hold the whole table of
//! shared strings in memory: a million rows of distinct texts would take gigabytes. Ours goes to a
//! temporary file once it outgrows a few megabytes, so a workbook of any length is read in bounded
//! memory. Sizes that the archive claims are judged before anything is unpacked.

mod archive;
mod markup;
mod package;
mod rows;
mod spool;
mod strings;
mod styles;
mod write;

use crate::cell::Epoch;
use crate::error::Trouble;
use crate::sheet::{Meter, Source};

pub(crate) use self::rows::XlsxRows;
pub(crate) use self::write::XlsxSheet;

/// A sheet ready to be read.
pub(crate) struct Opened {
    pub(crate) name: String,
    pub(crate) epoch: Epoch,
    pub(crate) rows: XlsxRows,
    pub(crate) meter: Meter,
}

/// Opens the named sheet of a workbook, or its first visible one.
///
/// # Errors
///
/// [`Trouble`] if this is no workbook, is damaged, or has no such sheet.
pub(crate) fn open(source: Box<dyn Source>, sheet: Option<&str>) -> Result<Opened, Trouble> {
    let mut archive = archive::Archive::open(source)?;
    let workbook = package::read(&mut archive)?;
    let chosen = workbook.choose(sheet)?;
    let strings = match &workbook.strings {
        Some(part) => strings::read(&mut archive, part)?,
        None => strings::Strings::none(),
    };
    let dates = match &workbook.styles {
        Some(part) => styles::date_formats(&mut archive, part)?,
        None => vec![],
    };
    let (part, meter) = archive.into_part(&chosen.part)?;
    let rows = XlsxRows::new(part, strings, dates, workbook.epoch)?;
    Ok(Opened { name: chosen.name.clone(), epoch: workbook.epoch, rows, meter })
}
