//! The archive that a Word document is: parts by name and by relation, read in bounded memory, and written
//! again with some of them replaced.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::markup::{Markup, Token};
use crate::draft::DraftError;
use crate::opc::{attribute, join};

/// The most parts of an honest document: each picture is one.
const PARTS_MAX: usize = 10_000;
/// The largest honest part of text and markup: some 2,000 pages.
const PART_BYTES_MAX: u64 = 64 * 1024 * 1024;
/// All that is unpacked of one document: its text, notes, comments, styles and numbering.
const TOTAL_BYTES_MAX: u64 = 128 * 1024 * 1024;
/// Above this size, a part must not unpack to more than [`RATIO_MAX`] times its packed size.
const RATIO_FREE_BYTES: u64 = 8 * 1024 * 1024;
/// Word's markup packs 10 to 60 times; a part made to exhaust a machine packs about 1,000 times.
const RATIO_MAX: u64 = 200;

/// A Word document's archive.
pub(super) struct Package<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// The names of the parts as the archive writes them, by their names in lower case, which is how names
    /// of parts are compared (ECMA-376 Part 2, 6.2.2.3).
    names: BTreeMap<String, String>,
    left: u64,
}

/// A relation from one part to another.
#[derive(Clone, Debug)]
pub(super) struct Relation {
    /// The last word of its type: `footnotes`.
    pub(super) kind: String,
    pub(super) target: String,
}

/// The beginning of a compound file: a document of the 1990s, or an encrypted one.
const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

impl<'a> Package<'a> {
    /// Reads the directory of the archive.
    ///
    /// # Errors
    ///
    /// [`DraftError`] if this is no archive, is damaged, or has too many parts.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Package<'a>, DraftError> {
        if bytes.starts_with(COMPOUND) {
            return Err(compound(bytes));
        }
        if !bytes.starts_with(b"PK") {
            return Err(DraftError::NotWord);
        }
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken("zip", &error))?;
        if zip.len() > PARTS_MAX {
            return Err(DraftError::TooManyParts { found: zip.len(), max: PARTS_MAX });
        }
        let mut names = BTreeMap::new();
        for name in zip.file_names() {
            let name = name.map_err(|error| broken("zip", &error))?.into_owned();
            let lower = name.trim_start_matches('/').to_ascii_lowercase();
            if names.insert(lower, name.clone()).is_some() {
                return Err(DraftError::damaged(&name, "the part is there twice"));
            }
        }
        Ok(Package { zip, names, left: TOTAL_BYTES_MAX })
    }

    pub(super) fn has(&self, part: &str) -> bool {
        self.names.contains_key(&part.to_ascii_lowercase())
    }

    /// The text of a part, unpacked and with its checksum verified.
    ///
    /// # Errors
    ///
    /// [`DraftError`] if the part is missing, damaged, encrypted, too large, or not in UTF-8.
    pub(super) fn part(&mut self, part: &str) -> Result<String, DraftError> {
        let name = self.names.get(&part.to_ascii_lowercase());
        let name = name.ok_or_else(|| DraftError::NoDocument { part: part.to_owned() })?;
        let mut file = self.zip.by_name(name).map_err(|error| broken(part, &error))?;
        let by_ratio = file.compressed_size().saturating_mul(RATIO_MAX).max(RATIO_FREE_BYTES);
        let max = by_ratio.min(PART_BYTES_MAX).min(self.left);
        let too_large = || DraftError::PartTooLarge { part: part.to_owned(), max };
        if file.size() > max {
            return Err(too_large());
        }
        let mut bytes = vec![];
        // One byte more than allowed: the directory may claim less than there is.
        let read = (&mut file).take(max + 1).read_to_end(&mut bytes);
        read.map_err(|error| DraftError::damaged(part, &error))?;
        let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        if length > max {
            return Err(too_large());
        }
        self.left -= length;
        String::from_utf8(bytes).map_err(|_| DraftError::damaged(part, "it is not UTF-8"))
    }

    /// Where the document's text is: by the relations of the archive, else where Word keeps it.
    ///
    /// # Errors
    ///
    /// [`DraftError::NoDocument`] if it is not there.
    pub(super) fn main_part(&mut self) -> Result<String, DraftError> {
        let stated = self.relations("")?.into_iter().find(|to| to.kind == "officeDocument");
        let part = stated.map_or_else(|| "word/document.xml".to_owned(), |to| to.target);
        if self.has(&part) { Ok(part) } else { Err(DraftError::NoDocument { part }) }
    }

    /// The relations of a part in their order; those of the archive itself for `""`.
    ///
    /// # Errors
    ///
    /// [`DraftError`] if they are damaged.
    pub(super) fn relations(&mut self, part: &str) -> Result<Vec<Relation>, DraftError> {
        let (from, folder) = (relations_part(part), part.rsplit_once('/').map_or("", |it| it.0));
        if !self.has(&from) {
            return Ok(vec![]);
        }
        let xml = self.part(&from)?;
        let mut markup = Markup::new(&from, &xml);
        let mut found = vec![];
        loop {
            match markup.next()? {
                Token::Open(element) if element.local_name().as_ref() == "Relationship" => {
                    let text = |name| attribute(&element, name).unwrap_or_default();
                    if text("TargetMode") == "External" {
                        continue;
                    }
                    let kind = text("Type").rsplit('/').next().unwrap_or_default().to_owned();
                    found.push(Relation { kind, target: join(folder, &text("Target")) });
                }
                Token::End => return Ok(found),
                Token::Open(_) | Token::Close | Token::Text(_) => {}
            }
        }
    }

    /// The archive again, with these parts replaced or added; every other is copied as it is packed.
    ///
    /// # Errors
    ///
    /// [`DraftError::Damaged`] if a part cannot be copied.
    pub(super) fn with(
        mut self,
        mut parts: BTreeMap<String, String>,
    ) -> Result<Vec<u8>, DraftError> {
        let mut out = ZipWriter::new(Cursor::new(vec![]));
        let packed = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        let new = |out: &mut ZipWriter<_>, name: &str, text: &str| {
            out.start_file(name, packed).map_err(|error| broken(name, &error))?;
            out.write_all(text.as_bytes()).map_err(|error| DraftError::damaged(name, &error))
        };
        for index in 0..self.zip.len() {
            let file = self.zip.by_index_raw(index).map_err(|error| broken("zip", &error))?;
            let name = file.name().map_err(|error| broken("zip", &error))?.into_owned();
            let lower = name.trim_start_matches('/').to_ascii_lowercase();
            let replaced = parts.keys().find(|part| part.to_ascii_lowercase() == lower).cloned();
            match replaced.and_then(|part| parts.remove(&part)) {
                Some(text) => {
                    drop(file);
                    new(&mut out, &name, &text)?;
                }
                None => out.raw_copy_file(file).map_err(|error| broken(&name, &error))?,
            }
        }
        for (name, text) in &parts {
            new(&mut out, name, text)?;
        }
        let written = out.finish().map_err(|error| broken("zip", &error))?;
        Ok(written.into_inner())
    }
}

/// The part that holds the relations of a part.
pub(super) fn relations_part(part: &str) -> String {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    join(folder, &format!("_rels/{file}.rels"))
}

/// An encrypted document keeps its content in a stream of this name, written in UTF-16.
fn compound(bytes: &[u8]) -> DraftError {
    let mark: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let is_encrypted = bytes.windows(mark.len()).any(|window| window == mark);
    if is_encrypted { DraftError::Protected } else { DraftError::OldWord }
}

fn broken(part: &str, error: &ZipError) -> DraftError {
    match error {
        ZipError::UnsupportedArchive(text) if *text == ZipError::PASSWORD_REQUIRED => {
            DraftError::Protected
        }
        other => DraftError::damaged(part, other),
    }
}
