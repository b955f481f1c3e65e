//! A text of any known encoding as a stream of UTF-8 whose lines end in `\n`.

use std::io::{self, Read};

use encoding_rs::{CoderResult, Decoder, Encoding};

const BLOCK_BYTES: usize = 64 * 1024;

/// Reads a source as UTF-8, without byte order mark; `\r\n` and `\r` become `\n`.
pub(super) struct Decoded<R> {
    source: R,
    decoder: Decoder,
    block: Vec<u8>,
    block_at: usize,
    block_end: usize,
    text: Vec<u8>,
    text_at: usize,
    text_end: usize,
    is_at_end: bool,
    /// Whether the last byte given out stood for a `\r` that a `\n` may follow.
    after_return: bool,
    quotes: u64,
}

impl<R: Read> Decoded<R> {
    pub(super) fn new(source: R, encoding: &'static Encoding) -> Decoded<R> {
        Decoded {
            source,
            decoder: encoding.new_decoder_with_bom_removal(),
            block: vec![0; BLOCK_BYTES],
            block_at: 0,
            block_end: 0,
            text: vec![0; BLOCK_BYTES * 3],
            text_at: 0,
            text_end: 0,
            is_at_end: false,
            after_return: false,
            quotes: 0,
        }
    }

    /// Whether the source has ended and all of it has been given out.
    pub(super) fn is_at_end(&self) -> bool {
        self.is_at_end && self.text_at == self.text_end
    }

    /// Whether some quotation mark has no partner.
    pub(super) fn has_odd_quotes(&self) -> bool {
        self.quotes % 2 == 1
    }

    /// Decodes the next block into `text`.
    fn fill(&mut self) -> io::Result<()> {
        while self.text_at == self.text_end && !self.is_at_end {
            if self.block_at == self.block_end {
                self.block_at = 0;
                self.block_end = self.source.read(&mut self.block)?;
            }
            let bytes = self.block.get(self.block_at..self.block_end).unwrap_or_default();
            let is_last = bytes.is_empty();
            let (result, read, written, had_errors) =
                self.decoder.decode_to_utf8(bytes, &mut self.text, is_last);
            if had_errors {
                return Err(io::Error::new(io::ErrorKind::InvalidData, "a broken character"));
            }
            self.block_at += read;
            self.is_at_end = is_last && result == CoderResult::InputEmpty;
            self.text_at = 0;
            self.text_end = self.with_plain_breaks(written);
        }
        Ok(())
    }

    /// Turns every line break among the first bytes of `text` into `\n`; the new length.
    fn with_plain_breaks(&mut self, length: usize) -> usize {
        let text = self.text.get_mut(..length).unwrap_or_default();
        if !self.after_return && !text.contains(&b'\r') {
            return length;
        }
        let mut kept = 0;
        for at in 0..text.len() {
            let Some(byte) = text.get(at).copied() else { break };
            let follows_return = std::mem::replace(&mut self.after_return, byte == b'\r');
            if byte == b'\n' && follows_return {
                continue;
            }
            if let Some(place) = text.get_mut(kept) {
                *place = if byte == b'\r' { b'\n' } else { byte };
            }
            kept += 1;
        }
        kept
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.fill()?;
        let mut ready = self.text.get(self.text_at..self.text_end).unwrap_or_default();
        let length = ready.read(into)?;
        let given = into.get(..length).unwrap_or_default();
        let quotes = given.iter().filter(|byte| **byte == b'"').count();
        self.quotes += u64::try_from(quotes).unwrap_or_default();
        self.text_at += length;
        Ok(length)
    }
}
