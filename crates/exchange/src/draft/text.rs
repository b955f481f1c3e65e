//! The characters of a text file.

use std::borrow::Cow;
use std::io::Cursor;

use super::DraftError;
use crate::csv::encoding;
use crate::error::Trouble;

/// The text, with every character of the file: its byte order mark too, so that places stay true.
///
/// # Errors
///
/// [`DraftError::Encoding`] or [`DraftError::DamagedText`], with the first byte that is no UTF-8.
pub(super) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, DraftError> {
    let byte = match std::str::from_utf8(bytes) {
        Ok(text) => return Ok(Cow::Borrowed(text)),
        Err(error) => error.valid_up_to() + 1,
    };
    let encoding = match encoding::of(&mut Cursor::new(bytes)) {
        Ok(encoding) => encoding,
        Err(Trouble::DamagedText { .. }) => return Err(DraftError::DamagedText { byte }),
        Err(_) => return Err(DraftError::Encoding { byte }),
    };
    encoding
        .decode_without_bom_handling_and_without_replacement(bytes)
        .ok_or(DraftError::Encoding { byte })
}
