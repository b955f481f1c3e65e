//! Bytes that are written once and read anywhere: in memory while few, in a temporary file when many.

use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};

/// Above this, bytes go to a temporary file.
const MEMORY_BYTES_MAX: usize = 8 * 1024 * 1024;
const PAGE_BYTES: usize = 32 * 1024;
/// Pages of the file that are kept in memory: 8 MiB.
const PAGES_KEPT: usize = 256;

/// Bytes being written.
pub(super) enum Filling {
    Memory(Vec<u8>),
    File(BufWriter<File>),
}

/// Bytes to be read.
pub(super) enum Spool {
    Memory(Vec<u8>),
    File { file: File, pages: Vec<Option<Page>> },
}

pub(super) struct Page {
    number: u64,
    bytes: Vec<u8>,
}

impl Filling {
    pub(super) fn new() -> Filling {
        Filling::Memory(vec![])
    }

    pub(super) fn push(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Filling::Memory(held) if held.len() + bytes.len() > MEMORY_BYTES_MAX => {
                let mut file = BufWriter::with_capacity(256 * 1024, tempfile::tempfile()?);
                file.write_all(held)?;
                file.write_all(bytes)?;
                *self = Filling::File(file);
                Ok(())
            }
            Filling::Memory(held) => {
                held.extend_from_slice(bytes);
                Ok(())
            }
            Filling::File(file) => file.write_all(bytes),
        }
    }

    pub(super) fn done(self) -> io::Result<Spool> {
        match self {
            Filling::Memory(held) => Ok(Spool::Memory(held)),
            Filling::File(file) => {
                let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
                Ok(Spool::File { file, pages: (0..PAGES_KEPT).map(|_| None).collect() })
            }
        }
    }
}

impl Spool {
    /// Appends `length` bytes from `at` to `into`; fewer if the spool ends before.
    pub(super) fn read(&mut self, at: u64, length: usize, into: &mut Vec<u8>) -> io::Result<()> {
        let mut at = at;
        let mut length = length;
        while length > 0 {
            let (number, offset) = split(at);
            let bytes = match self {
                Spool::Memory(held) => {
                    let at = usize::try_from(at).unwrap_or(usize::MAX);
                    held.get(at..).unwrap_or_default()
                }
                Spool::File { file, pages } => {
                    page(file, pages, number)?.get(offset..).unwrap_or_default()
                }
            };
            let taken = bytes.get(..length).unwrap_or(bytes);
            if taken.is_empty() {
                return Ok(());
            }
            into.extend_from_slice(taken);
            length -= taken.len();
            at += u64::try_from(taken.len()).unwrap_or_default();
        }
        Ok(())
    }
}

fn split(at: u64) -> (u64, usize) {
    let page_bytes = u64::try_from(PAGE_BYTES).unwrap_or(1);
    (at / page_bytes, usize::try_from(at % page_bytes).unwrap_or_default())
}

/// A page, from its place among those kept or from the file.
fn page<'p>(file: &mut File, pages: &'p mut [Option<Page>], number: u64) -> io::Result<&'p [u8]> {
    let count = u64::try_from(pages.len()).unwrap_or(1);
    let place = usize::try_from(number % count).unwrap_or_default();
    let Some(kept) = pages.get_mut(place) else { return Ok(&[]) };
    if kept.as_ref().is_none_or(|page| page.number != number) {
        let mut bytes = kept.take().map(|page| page.bytes).unwrap_or_default();
        bytes.clear();
        let page_bytes = u64::try_from(PAGE_BYTES).unwrap_or(1);
        file.seek(SeekFrom::Start(number * page_bytes))?;
        Read::take(&mut *file, page_bytes).read_to_end(&mut bytes)?;
        *kept = Some(Page { number, bytes });
    }
    Ok(kept.as_ref().map(|page| page.bytes.as_slice()).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_went_in_comes_out_from_memory_and_from_the_file() {
        for size in [1_000_usize, MEMORY_BYTES_MAX + 100_000] {
            let mut filling = Filling::new();
            let bytes: Vec<u8> = (0..size).map(|at| u8::try_from(at % 251).unwrap()).collect();
            for part in bytes.chunks(70_001) {
                filling.push(part).unwrap();
            }
            let mut spool = filling.done().unwrap();
            assert_eq!(matches!(spool, Spool::File { .. }), size > MEMORY_BYTES_MAX);
            for at in [0, 1, size / 2, size - 10] {
                let mut found = vec![];
                spool.read(u64::try_from(at).unwrap(), 40_000, &mut found).unwrap();
                assert_eq!(found, bytes[at..size.min(at + 40_000)], "{at}");
            }
        }
    }
}
