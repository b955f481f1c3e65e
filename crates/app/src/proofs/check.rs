//! Checking a file: reading, digesting, walking the path, comparing.

use ledger::chain::Record;
use ledger::digest::{Algorithm, Hash, hex, unhex};
use ledger::proof::{consistency_roots, inclusion_root};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::error::Category;

use super::file::{CONSISTENCY, INCLUSION};
use super::shown::Trust;
use super::{Consistency, Inclusion, ProofError, RecordInFile, Seal, Shown};

/// The largest file that is looked at: a record holds at most the files of a pack.
const BYTES_MAX: usize = 16 << 20;

/// What the asker had before the proof came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Trusted {
    /// Nothing.
    #[default]
    Nothing,
    /// A root, noted or printed elsewhere.
    Root(Hash),
    /// A seal.
    Seal(Box<Seal>),
}

/// Checks a proof, as the text of its file, against what the asker trusts.
///
/// # Errors
///
/// [`ProofError`] says by what it fails.
pub fn check(text: &str, trusted: &Trusted) -> Result<Shown, ProofError> {
    /// The first entry says what the others are.
    #[derive(Deserialize)]
    struct Kind {
        taizhang: String,
    }
    let kind: Kind = read(text)?;
    match kind.taizhang.as_str() {
        INCLUSION => inclusion(&read(text)?, trusted),
        CONSISTENCY => consistency(&read(text)?, trusted),
        said => Err(ProofError::OtherKind { said: said.to_owned() }),
    }
}

impl Seal {
    /// Reads a seal from the text of its file.
    ///
    /// # Errors
    ///
    /// [`ProofError`] if it is none, or has no root in it.
    pub fn read(text: &str) -> Result<Seal, ProofError> {
        let seal: Seal = read(text)?;
        if let Some(said) = seal.is_something_else() {
            return Err(ProofError::NoSeal { said: said.to_owned() });
        }
        seal.algorithm.parse::<Algorithm>()?;
        digest("root", &seal.root)?;
        Ok(seal)
    }
}

fn inclusion(file: &Inclusion, trusted: &Trusted) -> Result<Shown, ProofError> {
    let algorithm: Algorithm = file.algorithm.parse()?;
    let (leaf, root) = (digest("leaf", &file.leaf)?, digest("root", &file.root)?);
    let path = digests(&file.path)?;
    let found = leaf_of(&file.record, algorithm);
    if found != leaf {
        let (algorithm, found, said) = (algorithm.name(), hex(&found), hex(&leaf));
        return Err(ProofError::OtherRecord { algorithm, found, said });
    }
    let end = inclusion_root(algorithm, &leaf, (file.record.sequence, file.size), &path)?;
    if end != root {
        return Err(ProofError::OtherEnd { found: hex(&end), said: hex(&root) });
    }
    let trust = compare(algorithm, (file.size, root), trusted)?;
    Ok(Shown::included(algorithm, &file.record, root, trust))
}

fn consistency(file: &Consistency, trusted: &Trusted) -> Result<Shown, ProofError> {
    let algorithm: Algorithm = file.algorithm.parse()?;
    let first = (file.first_size, digest("first_root", &file.first_root)?);
    let second = (file.second_size, digest("second_root", &file.second_root)?);
    let sizes = (first.0, second.0);
    let (old, new) = consistency_roots(algorithm, &first.1, sizes, &digests(&file.path)?)?;
    if old != first.1 {
        return Err(ProofError::NotContinued { said: hex(&first.1) });
    }
    if new != second.1 {
        return Err(ProofError::OtherEnd { found: hex(&new), said: hex(&second.1) });
    }
    // Whoever asks has noted the earlier root; the later one may be known too.
    let trust = compare(algorithm, first, trusted)
        .or_else(|error| compare(algorithm, second, trusted).map_err(|_| error))?;
    Ok(Shown::Continued { algorithm, first, second, trust })
}

/// The leaf of the record as it stands in the file.
fn leaf_of(record: &RecordInFile, algorithm: Algorithm) -> Hash {
    let body = without_blanks(record.body.get());
    let record = Record {
        sequence: record.sequence,
        effective_day: record.effective_day,
        recorded_us: record.recorded_us,
        actor: &record.actor,
        basis: &record.basis,
        body: &body,
    };
    record.leaf(algorithm)
}

/// A JSON text without the blanks between its parts: what a program put in to make it readable.
fn without_blanks(json: &str) -> Vec<u8> {
    let (mut within_text, mut escaped) = (false, false);
    let keep = |byte: &u8| {
        let is_blank = matches!(byte, b' ' | b'\t' | b'\n' | b'\r');
        let keep = within_text || !is_blank;
        if *byte == b'"' && !escaped {
            within_text = !within_text;
        }
        escaped = within_text && *byte == b'\\' && !escaped;
        keep
    };
    json.bytes().filter(keep).collect()
}

fn compare(
    algorithm: Algorithm,
    (size, root): (u64, Hash),
    trusted: &Trusted,
) -> Result<Trust, ProofError> {
    let same_root = |wanted: &Hash| {
        if *wanted == root {
            return Ok(());
        }
        Err(ProofError::OtherRoot { found: hex(&root), trusted: hex(wanted) })
    };
    match trusted {
        Trusted::Nothing => Ok(Trust::OnlyTheFile),
        Trusted::Root(wanted) => same_root(wanted).map(|()| Trust::Root),
        Trusted::Seal(seal) => {
            let sealed: Algorithm = seal.algorithm.parse()?;
            if (seal.size, sealed) != (size, algorithm) {
                return Err(ProofError::OtherSeal {
                    found: size,
                    algorithm: algorithm.name(),
                    sealed: seal.size,
                    sealed_algorithm: sealed.name(),
                });
            }
            same_root(&digest("root", &seal.root)?).map(|()| Trust::Seal { size })
        }
    }
}

fn digest(entry: &'static str, text: &str) -> Result<Hash, ProofError> {
    unhex(text).ok_or(ProofError::NotADigest { entry })
}

fn digests(texts: &[String]) -> Result<Vec<Hash>, ProofError> {
    texts.iter().map(|text| digest("path", text)).collect()
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T, ProofError> {
    if text.len() > BYTES_MAX {
        return Err(ProofError::TooLarge { max: BYTES_MAX });
    }
    serde_json::from_str(text).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        match error.classify() {
            Category::Eof => ProofError::CutOff { line },
            Category::Data => ProofError::Entries { line, detail: error.to_string() },
            Category::Syntax | Category::Io => ProofError::NotJson { line, column },
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_go_only_between_the_parts() {
        let json = "{ \"a b\" : [ 1 , \"c \\\" \\\\\" ] ,\n\t\"d\": {} }\r\n";
        assert_eq!(without_blanks(json), br#"{"a b":[1,"c \" \\"],"d":{}}"#);
    }
}
