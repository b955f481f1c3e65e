//! In which encoding a text is written: found by reading all of it once, a block at a time.

use std::io::SeekFrom;

use encoding_rs::{DecoderResult, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use crate::error::Trouble;
use crate::sheet::Source;

const BLOCK_BYTES: usize = 64 * 1024;
/// So many whole Chinese characters for each broken one make a text damaged UTF-8 and not another
/// encoding, in which they would be rare accidents.
const WIDE_PER_BROKEN: u64 = 4;

/// The encoding of a text, by its byte order mark or by its content: UTF-8 if all of it is, else
/// GB18030, of which GBK and GB 2312 are parts.
pub(crate) fn of(source: &mut dyn Source) -> Result<&'static Encoding, Trouble> {
    source.seek(SeekFrom::Start(0)).map_err(Trouble::Unreadable)?;
    let mut scan = Utf8Scan::default();
    let mut block = vec![0; BLOCK_BYTES];
    let (mut is_first, mut has_mark) = (true, false);
    loop {
        let length = source.read(&mut block).map_err(Trouble::Unreadable)?;
        let bytes = block.get(..length).unwrap_or_default();
        if is_first {
            match Encoding::for_bom(bytes) {
                Some((encoding, _)) if encoding == UTF_16LE || encoding == UTF_16BE => {
                    return Ok(encoding);
                }
                found => has_mark = found.is_some(),
            }
            is_first = false;
        }
        if bytes.is_empty() {
            break;
        }
        scan.add(bytes)?;
    }
    scan.end();
    match scan.broken_line {
        // A short GBK text may pass for UTF-8, but never for UTF-8 with Chinese characters in it.
        None if scan.sound > 0 && scan.wide == 0 && !has_mark => gb18030(source).or(Ok(UTF_8)),
        None => Ok(UTF_8),
        Some(line) if scan.wide > scan.broken * WIDE_PER_BROKEN => {
            Err(Trouble::DamagedText { line })
        }
        Some(_) => gb18030(source),
    }
}

/// What reading a text as UTF-8 has shown so far.
#[derive(Default)]
struct Utf8Scan {
    /// Bytes at the end of the last block that may begin a character.
    carried: Vec<u8>,
    /// Characters beyond ASCII that were whole.
    sound: u64,
    /// Those of them that take three bytes or four, as Chinese characters do.
    wide: u64,
    broken: u64,
    broken_line: Option<u64>,
    breaks: u64,
}

impl Utf8Scan {
    fn add(&mut self, bytes: &[u8]) -> Result<(), Trouble> {
        if let Some(at) = bytes.iter().position(|byte| *byte == 0) {
            let before = bytes.get(..at).unwrap_or_default();
            return Err(Trouble::Nul { line: self.breaks + breaks(before) + 1 });
        }
        let mut joined = std::mem::take(&mut self.carried);
        joined.extend_from_slice(bytes);
        let mut rest = joined.as_slice();
        loop {
            match std::str::from_utf8(rest) {
                Ok(text) => {
                    self.count(text.as_bytes());
                    return Ok(());
                }
                Err(error) => {
                    let (sound, tail) = rest.split_at(error.valid_up_to());
                    self.count(sound);
                    let Some(length) = error.error_len() else {
                        self.carried = tail.to_vec();
                        return Ok(());
                    };
                    self.break_here();
                    rest = tail.get(length..).unwrap_or_default();
                }
            }
        }
    }

    fn end(&mut self) {
        if !self.carried.is_empty() {
            self.break_here();
        }
    }

    fn count(&mut self, sound: &[u8]) {
        for byte in sound {
            self.sound += u64::from(*byte >= 0xC0);
            self.wide += u64::from(*byte >= 0xE0);
        }
        self.breaks += breaks(sound);
    }

    fn break_here(&mut self) {
        self.broken += 1;
        self.broken_line.get_or_insert(self.breaks + 1);
    }
}

fn breaks(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.iter().filter(|byte| **byte == b'\n').count()).unwrap_or_default()
}

/// GB18030, if all of the text can be read so.
fn gb18030(source: &mut dyn Source) -> Result<&'static Encoding, Trouble> {
    source.seek(SeekFrom::Start(0)).map_err(Trouble::Unreadable)?;
    let mut decoder = GB18030.new_decoder_without_bom_handling();
    let mut block = vec![0; BLOCK_BYTES];
    let mut text = vec![0; BLOCK_BYTES * 3];
    let mut line = 1;
    loop {
        let length = source.read(&mut block).map_err(Trouble::Unreadable)?;
        let mut bytes = block.get(..length).unwrap_or_default();
        loop {
            let (result, read, written) =
                decoder.decode_to_utf8_without_replacement(bytes, &mut text, length == 0);
            line += breaks(text.get(..written).unwrap_or_default());
            bytes = bytes.get(read..).unwrap_or_default();
            match result {
                DecoderResult::InputEmpty => break,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(..) => return Err(Trouble::Encoding { line }),
            }
        }
        if length == 0 {
            return Ok(GB18030);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    fn check(bytes: &[u8], expected: &str) {
        let found = match of(&mut Cursor::new(bytes.to_vec())) {
            Ok(encoding) => encoding.name().to_owned(),
            Err(trouble) => trouble.to_string(),
        };
        assert!(found.starts_with(expected), "{found}");
    }

    #[test]
    fn encodings_are_told_apart() {
        check(b"a,b\n1,2\n", "UTF-8");
        check("编号,标题\n1,二\n".as_bytes(), "UTF-8");
        check(b"\xEF\xBB\xBFa,b\n", "UTF-8");
        check(&GB18030.encode("编号,标题\n1,二\n").0, "gb18030");
        check(b"a,\xD2\xBB\n", "gb18030");
        check(b"a,\xD6\xD0\n", "gb18030");
        check(b"\xEF\xBB\xBFa,\xD2\xBB\n", "UTF-8");
        check(b"\xFF\xFEa\0", "UTF-16LE");
        check(b"\xFE\xFF\0a", "UTF-16BE");
        check(b"a\nb\0", "line 2 holds a NUL byte");
        check(b"a\n\xFF\xFF\xFF", "line 2 is neither UTF-8 nor GB18030");
        let mut damaged = "台账".repeat(30).into_bytes();
        damaged.extend_from_slice("\n账".as_bytes().split_at(2).0);
        check(&damaged, "the file is UTF-8, but line 2 is damaged");
    }

    #[test]
    fn a_character_across_two_blocks_is_whole() {
        let mut text = vec![b'a'; BLOCK_BYTES - 1];
        text.extend_from_slice("账".as_bytes());
        check(&text, "UTF-8");
    }
}
