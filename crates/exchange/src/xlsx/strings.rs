//! The table of shared strings: texts that cells refer to by number.

use quick_xml::events::Event;

use super::archive::Archive;
use super::markup::Markup;
use super::spool::{Filling, Spool};
use crate::error::Trouble;
use crate::opc::push_text;

/// The texts by number. Where each ends is kept beside them, eight bytes a text.
pub(super) struct Strings {
    texts: Spool,
    ends: Spool,
    count: u64,
    scratch: Vec<u8>,
}

const END_BYTES: u64 = 8;

impl Strings {
    /// A workbook without shared strings.
    pub(super) fn none() -> Strings {
        Strings {
            texts: Spool::Memory(vec![]),
            ends: Spool::Memory(vec![]),
            count: 0,
            scratch: vec![],
        }
    }

    /// The text of this number; `None` if there is none.
    pub(super) fn get(&mut self, number: u64) -> Result<Option<String>, Trouble> {
        if number >= self.count {
            return Ok(None);
        }
        let begin = if number == 0 { 0 } else { self.end(number - 1)? };
        let end = self.end(number)?;
        self.scratch.clear();
        let length = usize::try_from(end.saturating_sub(begin)).unwrap_or_default();
        self.texts.read(begin, length, &mut self.scratch).map_err(Trouble::Unreadable)?;
        Ok(Some(String::from_utf8_lossy(&self.scratch).into_owned()))
    }

    fn end(&mut self, number: u64) -> Result<u64, Trouble> {
        self.scratch.clear();
        self.ends.read(number * END_BYTES, 8, &mut self.scratch).map_err(Trouble::Unreadable)?;
        let bytes = self.scratch.as_slice().try_into().unwrap_or_default();
        Ok(u64::from_le_bytes(bytes))
    }
}

/// Reads the table from its part. Runs of rich text are joined; readings of characters (`rPh`) left out.
pub(super) fn read(archive: &mut Archive, part: &str) -> Result<Strings, Trouble> {
    let mut markup = Markup::new(archive.part(part)?);
    let mut buffer = vec![];
    let mut text = String::new();
    let (mut texts, mut ends) = (Filling::new(), Filling::new());
    let (mut count, mut end) = (0, 0);
    let (mut in_text, mut in_reading) = (false, false);
    loop {
        match markup.next(&mut buffer)? {
            Event::Start(element) => match element.local_name().as_ref() {
                "si" => text.clear(),
                "t" => in_text = !in_reading,
                "rPh" => in_reading = true,
                _ => {}
            },
            Event::End(element) => match element.local_name().as_ref() {
                "si" => {
                    let plain = unescaped(&text);
                    texts.push(plain.as_bytes()).map_err(Trouble::NoSpool)?;
                    end += u64::try_from(plain.len()).unwrap_or_default();
                    ends.push(&u64::to_le_bytes(end)).map_err(Trouble::NoSpool)?;
                    count += 1;
                }
                "t" => in_text = false,
                "rPh" => in_reading = false,
                _ => {}
            },
            Event::Eof => break,
            other if in_text => {
                push_text(&other, &mut text);
                markup.check_cell(&text)?;
            }
            _ => {}
        }
    }
    let texts = texts.done().map_err(Trouble::NoSpool)?;
    let ends = ends.done().map_err(Trouble::NoSpool)?;
    Ok(Strings { texts, ends, count, scratch: vec![] })
}

/// Undoes `_x000D_`, by which workbooks write characters that XML cannot hold; line breaks become `\n`.
pub(super) fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, tail) = rest.split_at(at);
        plain.push_str(before);
        let code = tail.get(2..6).filter(|_| tail.get(6..7) == Some("_"));
        let found = code
            .filter(|code| code.bytes().all(|byte| byte.is_ascii_hexdigit()))
            .and_then(|code| char::from_u32(u32::from_str_radix(code, 16).ok()?));
        let taken = match found {
            Some(character) => {
                plain.push(character);
                7
            }
            None => {
                plain.push_str("_x");
                2
            }
        };
        rest = tail.get(taken..).unwrap_or_default();
    }
    plain.push_str(rest);
    if plain.contains('\r') { plain.replace("\r\n", "\n").replace('\r', "\n") } else { plain }
}

#[cfg(test)]
mod tests {
    use super::unescaped;

    #[test]
    fn escapes_are_undone() {
        assert_eq!(unescaped("a_x000D_\nb"), "a\nb");
        assert_eq!(unescaped("_x005F_x000D_"), "_x000D_");
        assert_eq!(unescaped("max_x, _x00G0_ 台_x"), "max_x, _x00G0_ 台_x");
    }
}
