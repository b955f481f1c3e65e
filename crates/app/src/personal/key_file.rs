//! The file with the key of the installation, and with the marks of those who were erased.

use std::collections::BTreeSet;
use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use ledger::digest::{Hash, hex, unhex};

use super::aead::Secret;
use super::{KeyError, entropy};

/// Where the key of an installation lies: never in its database, so that neither the database nor a
/// backup of it is enough to read personal data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyFile {
    path: PathBuf,
}

/// What a key file says.
pub(super) struct Contents {
    pub(super) secret: Secret,
    /// Keys of persons that were destroyed: a restored backup brings them back, and they must not be
    /// used.
    pub(super) erased: BTreeSet<Hash>,
}

const EXPLAINED: &str = "# 台账个人信息密钥。没有它，任何人都不能读出个人信息；请与数据库及其备份分开保存副本。 \
                         The key of the personal data of a Taizhang installation. Keep a copy apart from \
                         the database and its backups.";
const MARK: &str = "taizhang key 1";
const ERASED: &str = "erased ";

impl KeyFile {
    /// The file at this path, whether or not it is there yet.
    #[must_use]
    pub fn at(path: impl Into<PathBuf>) -> KeyFile {
        KeyFile { path: path.into() }
    }

    /// The file that belongs to a database file if no other is named: `taizhang.key` beside
    /// `taizhang.db`.
    #[must_use]
    pub fn beside(database: &Path) -> KeyFile {
        KeyFile { path: database.with_extension("key") }
    }

    /// Where it lies.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What the file says; `None` if there is none.
    pub(super) fn read(&self) -> Result<Option<Contents>, KeyError> {
        let text = match std::fs::read_to_string(&self.path) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) if error.kind() == ErrorKind::InvalidData => {
                return Err(self.is_no_key_file());
            }
            Err(source) => return Err(self.failed(source)),
        };
        contents(&text).map(Some).ok_or_else(|| self.is_no_key_file())
    }

    /// Makes the file with a new key, readable for its owner only. Fails if it is there.
    pub(super) fn create(&self) -> Result<Contents, KeyError> {
        let secret: Secret = entropy::random()?;
        let text = format!("{EXPLAINED}\n{MARK}\n{}\n", hex(&secret));
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        for_owner_only(&mut options);
        let mut file = options.open(&self.path).map_err(|source| self.failed(source))?;
        self.keep(&mut file, &text)?;
        Ok(Contents { secret, erased: BTreeSet::new() })
    }

    /// Notes that keys of persons were destroyed.
    pub(super) fn note_erased(&self, marks: &BTreeSet<Hash>) -> Result<(), KeyError> {
        let lines: String = marks.iter().map(|mark| format!("{ERASED}{}\n", hex(mark))).collect();
        let opened = OpenOptions::new().append(true).open(&self.path);
        let mut file = opened.map_err(|source| self.failed(source))?;
        self.keep(&mut file, &lines)
    }

    /// Writes and waits until it is on the disk, with the name of the file.
    fn keep(&self, file: &mut File, text: &str) -> Result<(), KeyError> {
        let kept = file.write_all(text.as_bytes()).and_then(|()| file.sync_all());
        kept.map_err(|source| self.failed(source))?;
        let folder = self.path.parent().filter(|folder| !folder.as_os_str().is_empty());
        match File::open(folder.unwrap_or(Path::new("."))) {
            // Not every file system lets a folder be synchronised; the file itself is.
            Ok(folder) => folder.sync_all().or(Ok(())),
            Err(_) => Ok(()),
        }
    }

    pub(super) fn is_missing(&self) -> KeyError {
        KeyError::Missing { path: self.path.clone() }
    }

    pub(super) fn is_another(&self) -> KeyError {
        KeyError::OtherKey { path: self.path.clone() }
    }

    fn is_no_key_file(&self) -> KeyError {
        KeyError::NotAKeyFile { path: self.path.clone() }
    }

    fn failed(&self, source: std::io::Error) -> KeyError {
        KeyError::File { path: self.path.clone(), source }
    }
}

fn contents(text: &str) -> Option<Contents> {
    let mut lines = text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    if lines.next()?.trim() != MARK {
        return None;
    }
    let secret = unhex(lines.next()?.trim())?;
    let erased =
        lines.map(|line| unhex(line.strip_prefix(ERASED)?.trim())).collect::<Option<_>>()?;
    Some(Contents { secret, erased })
}

#[cfg(unix)]
fn for_owner_only(options: &mut OpenOptions) {
    use std::os::unix::fs::OpenOptionsExt;
    options.mode(0o600);
}

#[cfg(not(unix))]
fn for_owner_only(_: &mut OpenOptions) {}

#[cfg(test)]
mod tests {
    use super::*;

    fn file() -> (tempfile::TempDir, KeyFile) {
        let folder = tempfile::tempdir().unwrap();
        let file = KeyFile::beside(&folder.path().join("taizhang.db"));
        (folder, file)
    }

    #[test]
    fn a_key_is_made_once_and_read_again() {
        let (_folder, file) = file();
        assert!(file.read().unwrap().is_none());
        let made = file.create().unwrap();
        assert_eq!(file.read().unwrap().unwrap().secret, made.secret);
        assert!(matches!(file.create(), Err(KeyError::File { .. })), "never written over");
        assert!(file.path().ends_with("taizhang.key"));
    }

    #[cfg(unix)]
    #[test]
    fn only_its_owner_may_read_it() {
        use std::os::unix::fs::PermissionsExt;
        let (_folder, file) = file();
        file.create().unwrap();
        let mode = std::fs::metadata(file.path()).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }

    #[test]
    fn the_erased_are_noted_behind_the_key() {
        let (_folder, file) = file();
        let made = file.create().unwrap();
        let marks = BTreeSet::from([[7; 32], [9; 32]]);
        file.note_erased(&marks).unwrap();
        let read = file.read().unwrap().unwrap();
        assert_eq!((read.secret, read.erased), (made.secret, marks));
    }

    #[test]
    fn anything_else_is_no_key_file() {
        let (_folder, file) = file();
        for bad in ["", "taizhang key 2\n", "taizhang key 1\nabc\n", "\u{feff}", "x"] {
            std::fs::write(file.path(), bad).unwrap();
            assert!(matches!(file.read(), Err(KeyError::NotAKeyFile { .. })), "{bad:?}");
        }
        std::fs::write(file.path(), [0xff, 0xfe]).unwrap();
        assert!(matches!(file.read(), Err(KeyError::NotAKeyFile { .. })));
    }
}
