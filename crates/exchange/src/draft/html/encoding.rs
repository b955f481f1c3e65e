//! In which encoding a page is written.

use std::borrow::Cow;

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

/// So many bytes from the beginning may say the encoding; scripts before it have been seen.
const PRESCAN_BYTES: usize = 16 * 1024;

/// The text of a page: by its byte order mark, else UTF-8 if all of it is, else what it says of itself,
/// else GB18030. What cannot be read becomes `�`.
pub(super) fn decode(bytes: &[u8]) -> Cow<'_, str> {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding.decode(bytes).0;
    }
    if let Ok(text) = str::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    let said = said(bytes).unwrap_or(GB18030);
    let (text, _, had_errors) = said.decode(bytes);
    if !had_errors {
        return text;
    }
    // Pages were often converted, and their heads left as they were.
    match GB18030.decode(bytes) {
        (better, _, false) => better,
        _ => text,
    }
}

/// The encoding that `<meta charset>` names.
fn said(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..PRESCAN_BYTES).unwrap_or(bytes).to_ascii_lowercase();
    let key = b"charset";
    let at = head.windows(key.len()).position(|window| window == key)? + key.len();
    let label: Vec<u8> = head
        .get(at..)?
        .iter()
        .copied()
        .skip_while(|byte| matches!(byte, b' ' | b'=' | b'"' | b'\''))
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':'))
        .collect();
    let encoding = Encoding::for_label(&label)?;
    // A page in which this could be found is not written in two bytes a letter.
    Some(if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding })
}
