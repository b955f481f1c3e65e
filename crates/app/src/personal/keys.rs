//! The key of the installation, read when it is first needed.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

use base::{Commitment, Key, Value};
use ledger::commitment::{SALT_BYTES, Salt, commit};
use ledger::digest::{Algorithm, Hash};

use super::aead::{Nonce, Secret, keyed, open, shut};
use super::key_file::Contents;
use super::{KeyError, KeyFile, entropy};

/// Protects personal values and opens them again.
pub struct Keys {
    file: KeyFile,
    /// What the file said when it was first read.
    contents: Mutex<Option<Contents>>,
}

/// The key of a person, with the form in which the database keeps it.
#[derive(Clone)]
pub(super) struct PersonKey {
    secret: Secret,
    pub(super) wrapped: Vec<u8>,
}

/// Says what is known, never a key.
impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Keys").field("file", &self.file).finish_non_exhaustive()
    }
}

/// Whom personal values are about.
#[derive(Clone, Copy, Debug)]
pub(super) enum Person<'a> {
    /// The text of the register's subject field.
    Named(&'a str),
    /// Nobody else knows more: the matter with this number.
    Matter(&'a str),
}

impl Keys {
    /// The keys that begin with this file. It is made when the first personal value comes.
    #[must_use]
    pub fn new(file: KeyFile) -> Keys {
        Keys { file, contents: Mutex::new(None) }
    }

    /// The file with the key of the installation.
    #[must_use]
    pub fn file(&self) -> &KeyFile {
        &self.file
    }

    /// Reads the file, or makes it if nothing was ever kept under a key.
    pub(super) fn prepare(&self, is_first: bool) -> Result<(), KeyError> {
        let mut held = self.held();
        if held.is_none() {
            *held = Some(match self.file.read()? {
                Some(contents) => contents,
                None if is_first => self.file.create()?,
                None => return Err(self.file.is_missing()),
            });
        }
        Ok(())
    }

    /// The mark of a person: the same for the same person, and nothing to those without the key.
    pub(super) fn mark(&self, register: &Key, person: Person<'_>) -> Result<Hash, KeyError> {
        let (kind, name): (&[u8], _) = match person {
            Person::Named(name) => (b"subject", name),
            Person::Matter(number) => (b"matter", number),
        };
        let parts = [kind, register.as_str().as_bytes(), name.trim().as_bytes()];
        self.with(|contents| keyed(&contents.secret, &parts))
    }

    /// A new key for a person.
    pub(super) fn new_person(&self, mark: &Hash) -> Result<PersonKey, KeyError> {
        let (secret, nonce): (Secret, Nonce) = (entropy::random()?, entropy::random()?);
        let wrapped = self.with(|contents| shut(&contents.secret, &nonce, &secret, mark))?;
        Ok(PersonKey { secret, wrapped })
    }

    /// The key of a person as the database keeps it.
    pub(super) fn person(&self, mark: &Hash, wrapped: &[u8]) -> Result<PersonKey, KeyError> {
        let secret = self.with(|contents| open(&contents.secret, wrapped, mark))?;
        let secret = secret.and_then(|secret| Secret::try_from(secret).ok());
        let secret = secret.ok_or_else(|| self.file.is_another())?;
        Ok(PersonKey { secret, wrapped: wrapped.to_owned() })
    }

    /// Whether this key of a person was destroyed before: a backup has brought it back. The same person
    /// may have a new key since, for what was recorded later.
    pub(super) fn is_destroyed(&self, wrapped: &[u8]) -> Result<bool, KeyError> {
        self.with(|contents| contents.erased.contains(&name_of(wrapped)))
    }

    /// Notes that these keys of persons are destroyed, so that no restored backup shows what they open.
    pub(super) fn note_destroyed<'a>(
        &self,
        wrapped: impl Iterator<Item = &'a [u8]>,
    ) -> Result<(), KeyError> {
        let marks: BTreeSet<Hash> = wrapped.map(name_of).collect();
        let mut held = self.held();
        let contents = held.as_mut().ok_or_else(|| self.file.is_missing())?;
        let new: BTreeSet<Hash> = marks.difference(&contents.erased).copied().collect();
        if !new.is_empty() {
            self.file.note_erased(&new)?;
            contents.erased.extend(new);
        }
        Ok(())
    }

    fn with<T>(&self, look: impl FnOnce(&Contents) -> T) -> Result<T, KeyError> {
        let held = self.held();
        held.as_ref().map(look).ok_or_else(|| self.file.is_missing())
    }

    fn held(&self) -> MutexGuard<'_, Option<Contents>> {
        // What is guarded is replaced whole, so a thread that died left it sound.
        self.contents.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// By what a destroyed key is remembered: nothing that could open anything.
fn name_of(wrapped: &[u8]) -> Hash {
    Algorithm::Sha256.of(&[wrapped])
}

impl PersonKey {
    /// What commits to a value, and the value encrypted.
    pub(super) fn protect(
        &self,
        algorithm: Algorithm,
        value: &Value,
    ) -> Result<(Commitment, Vec<u8>), KeyError> {
        let (salt, nonce): (Salt, Nonce) = (entropy::random()?, entropy::random()?);
        let bytes = serde_json::to_vec(value).expect("a value has only texts as keys");
        let commitment = Commitment(commit(algorithm, &salt, &bytes));
        let plain = [salt.as_slice(), &bytes].concat();
        Ok((commitment, shut(&self.secret, &nonce, &plain, &commitment.0)))
    }

    /// The value, if it is the one that was committed to.
    pub(super) fn open(
        &self,
        algorithm: Algorithm,
        commitment: &Commitment,
        encrypted: &[u8],
    ) -> Option<Value> {
        let plain = open(&self.secret, encrypted, &commitment.0)?;
        let (salt, bytes) = plain.split_first_chunk::<SALT_BYTES>()?;
        let is_it = commit(algorithm, salt, bytes) == commitment.0;
        serde_json::from_slice(bytes).ok().filter(|_| is_it)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys() -> (tempfile::TempDir, Keys) {
        let folder = tempfile::tempdir().unwrap();
        let keys = Keys::new(KeyFile::at(folder.path().join("taizhang.key")));
        (folder, keys)
    }

    #[test]
    fn a_value_comes_back_from_what_was_kept() {
        let (folder, keys) = keys();
        keys.prepare(true).unwrap();
        let mark = keys.mark(&Key::literal("hotline"), Person::Matter("GD-1")).unwrap();
        let person = keys.new_person(&mark).unwrap();
        let value = Value::Text("示例来电人".to_owned());
        let (commitment, kept) = person.protect(Algorithm::Sm3, &value).unwrap();
        // Another start of the program, with nothing but the file and the rows.
        let later = Keys::new(KeyFile::at(folder.path().join("taizhang.key")));
        later.prepare(false).unwrap();
        let person = later.person(&mark, &person.wrapped).unwrap();
        assert_eq!(person.open(Algorithm::Sm3, &commitment, &kept), Some(value));
        assert_eq!(person.open(Algorithm::Sm3, &Commitment([0; 32]), &kept), None);
    }

    #[test]
    fn the_same_value_has_another_commitment_each_time() {
        let (_folder, keys) = keys();
        keys.prepare(true).unwrap();
        let person = keys.new_person(&[0; 32]).unwrap();
        let value = Value::Text("000-0000".to_owned());
        let one = person.protect(Algorithm::Sha256, &value).unwrap();
        let two = person.protect(Algorithm::Sha256, &value).unwrap();
        assert_ne!(one.0, two.0);
        // A guess without the salt reproduces neither.
        let bytes = serde_json::to_vec(&value).unwrap();
        for guess in [&[][..], &[0; SALT_BYTES]] {
            assert_ne!(one.0.0, Algorithm::Sha256.of(&[&[3], guess, &bytes]));
            assert_ne!(one.0.0, Algorithm::Sha256.of(&[guess, &bytes]));
        }
    }

    #[test]
    fn a_lost_or_exchanged_key_file_is_said() {
        let (folder, keys) = keys();
        assert!(matches!(keys.prepare(false), Err(KeyError::Missing { .. })));
        keys.prepare(true).unwrap();
        let person = keys.new_person(&[0; 32]).unwrap();
        let other = Keys::new(KeyFile::at(folder.path().join("other.key")));
        other.prepare(true).unwrap();
        assert!(matches!(other.person(&[0; 32], &person.wrapped), Err(KeyError::OtherKey { .. })));
    }

    #[test]
    fn nothing_secret_is_printed() {
        let (_folder, keys) = keys();
        keys.prepare(true).unwrap();
        let secret = std::fs::read_to_string(keys.file().path()).unwrap();
        let secret = secret.lines().nth(2).unwrap().to_owned();
        assert!(!format!("{keys:?}").contains(&secret));
    }
}
