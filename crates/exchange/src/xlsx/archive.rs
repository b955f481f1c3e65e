//! The archive that a workbook is: its directory, and its parts as streams that check themselves.

use std::io::{self, BufReader, Read, SeekFrom, Take};

use flate2::bufread::DeflateDecoder;
use flate2::{Crc, CrcReader};
use zip::result::ZipError;
use zip::{CompressionMethod, ZipArchive};

use crate::error::Trouble;
use crate::sheet::{Meter, Metered, Source};

/// The largest honest part: a sheet with every one of its million rows filled forty columns wide.
const PART_BYTES_MAX: u64 = 8 * 1024 * 1024 * 1024;
/// Above this size, a part must not unpack to more than [`RATIO_MAX`] times its packed size.
const RATIO_FREE_BYTES: u64 = 64 * 1024 * 1024;
/// Sheets pack 5 to 60 times; a part made to exhaust a machine packs about 1,000 times.
const RATIO_MAX: u64 = 400;
/// The most parts of an honest workbook.
const PARTS_MAX: usize = 20_000;

/// The parts of a workbook.
pub(super) struct Archive {
    source: Box<dyn Source>,
    entries: Vec<Entry>,
}

/// Where a part is and what the directory says of it.
#[derive(Clone)]
struct Entry {
    name: String,
    begins: u64,
    packed: u64,
    unpacked: u64,
    crc: u32,
    is_deflated: bool,
}

/// One part, unpacked while it is read. Its end is reached only if size and checksum are right.
pub(super) struct Part<R: Read> {
    name: String,
    inner: CrcReader<Inflated<R>>,
    left: u64,
    crc: u32,
}

/// The part that an archive is opened for, which reports how far it has been read.
pub(super) type LastPart = Part<Metered<Box<dyn Source>>>;

enum Inflated<R: Read> {
    Stored(BufReader<Take<R>>),
    Deflated(DeflateDecoder<BufReader<Take<R>>>),
}

impl Archive {
    /// Reads the directory of an archive and judges the sizes it claims.
    pub(super) fn open(source: Box<dyn Source>) -> Result<Archive, Trouble> {
        let mut zip = ZipArchive::new(source).map_err(trouble)?;
        if zip.len() > PARTS_MAX {
            let claimed = u64::try_from(zip.len()).unwrap_or(u64::MAX);
            let max = u64::try_from(PARTS_MAX).unwrap_or(u64::MAX);
            return Err(Trouble::Bomb { part: "[parts]".to_owned(), claimed, max });
        }
        let mut entries = vec![];
        for index in 0..zip.len() {
            entries.extend(entry(&mut zip, index)?);
        }
        Ok(Archive { source: zip.into_inner(), entries })
    }

    /// Whether there is a part of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    fn find(&self, name: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    /// Opens a part; the archive can be used again afterwards.
    pub(super) fn part(&mut self, name: &str) -> Result<Part<&mut Box<dyn Source>>, Trouble> {
        let entry = self.find(name).cloned().ok_or_else(|| missing(name))?;
        self.source.seek(SeekFrom::Start(entry.begins)).map_err(Trouble::Unreadable)?;
        Ok(Part::new(&mut self.source, &entry))
    }

    /// Opens the last part that will be read, with a meter of how much of it has been read.
    pub(super) fn into_part(mut self, name: &str) -> Result<(LastPart, Meter), Trouble> {
        let entry = self.find(name).cloned().ok_or_else(|| missing(name))?;
        self.source.seek(SeekFrom::Start(entry.begins)).map_err(Trouble::Unreadable)?;
        let meter = Meter { bytes_total: entry.packed, ..Meter::default() };
        Ok((Part::new(meter.over(self.source), &entry), meter))
    }
}

fn missing(name: &str) -> Trouble {
    Trouble::damaged(name, "the part is missing")
}

fn entry(zip: &mut ZipArchive<Box<dyn Source>>, index: usize) -> Result<Option<Entry>, Trouble> {
    let file = zip.by_index_raw(index).map_err(trouble)?;
    let name = file.name().map_err(trouble)?.trim_start_matches('/').to_owned();
    if file.encrypted() {
        return Err(Trouble::Protected);
    }
    let is_deflated = match file.compression() {
        CompressionMethod::Stored => false,
        CompressionMethod::Deflated => true,
        other => return Err(Trouble::damaged(&name, &format!("packed by {other}"))),
    };
    let (packed, unpacked) = (file.compressed_size(), file.size());
    let by_ratio = packed.saturating_mul(RATIO_MAX).max(RATIO_FREE_BYTES);
    let max = by_ratio.min(PART_BYTES_MAX);
    if unpacked > max {
        return Err(Trouble::Bomb { part: name, claimed: unpacked, max });
    }
    let Some(begins) = file.data_start() else { return Ok(None) };
    Ok(Some(Entry { name, begins, packed, unpacked, crc: file.crc32(), is_deflated }))
}

fn trouble(error: ZipError) -> Trouble {
    match error {
        ZipError::Io(cause) if cause.kind() != io::ErrorKind::UnexpectedEof => {
            Trouble::Unreadable(cause)
        }
        other => Trouble::damaged("zip", &other),
    }
}

impl<R: Read> Part<R> {
    fn new(source: R, entry: &Entry) -> Part<R> {
        let packed = BufReader::with_capacity(64 * 1024, source.take(entry.packed));
        let inflated = if entry.is_deflated {
            Inflated::Deflated(DeflateDecoder::new(packed))
        } else {
            Inflated::Stored(packed)
        };
        Part {
            name: entry.name.clone(),
            inner: CrcReader::new(inflated),
            left: entry.unpacked,
            crc: entry.crc,
        }
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }
}

impl<R: Read> Read for Part<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let length = self.inner.read(into)?;
        let read = u64::try_from(length).unwrap_or(u64::MAX);
        self.left = self
            .left
            .checked_sub(read)
            .ok_or_else(|| broken("larger than the directory of the archive says"))?;
        let sound = |crc: &Crc| crc.sum() == self.crc && self.left == 0;
        if length == 0 && !into.is_empty() && !sound(self.inner.crc()) {
            return Err(broken("its checksum is wrong"));
        }
        Ok(length)
    }
}

fn broken(detail: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, detail)
}

impl<R: Read> Read for Inflated<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        match self {
            Inflated::Stored(reader) => reader.read(into),
            Inflated::Deflated(reader) => reader.read(into),
        }
    }
}
