//! The files: proofs of inclusion, proofs of consistency, and seals.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

/// What a file says it is, in its first entry.
pub(super) const INCLUSION: &str = "proof of inclusion 1";
pub(super) const CONSISTENCY: &str = "proof of consistency 1";
pub(super) const SEAL: &str = "seal 1";

/// A record, and the path from it to a root.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Inclusion {
    taizhang: String,
    /// `sha-256` or `sm3`.
    pub algorithm: String,
    pub record: RecordInFile,
    /// The digest of the record's canonical bytes, in hexadecimal like all digests here.
    pub leaf: String,
    /// The number of records in the tree.
    pub size: u64,
    /// From the leaf up.
    pub path: Vec<String>,
    pub root: String,
}

/// The fields of a record that are hashed, in their order.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordInFile {
    pub sequence: u64,
    /// Days since 1970-01-01.
    pub effective_day: i32,
    /// Microseconds since 1970-01-01T00:00Z.
    pub recorded_us: i64,
    pub actor: String,
    pub basis: String,
    /// As it lies in the journal; blanks between its parts do not count.
    pub body: Box<RawValue>,
}

/// That one tree continues another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Consistency {
    taizhang: String,
    pub algorithm: String,
    /// The number of records in the earlier tree, and in the later one.
    pub first_size: u64,
    pub first_root: String,
    pub second_size: u64,
    pub second_root: String,
    pub path: Vec<String>,
}

/// 时点封签: what the journal was at a point. Printed, sent or published, it binds whoever keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seal {
    taizhang: String,
    pub algorithm: String,
    /// The number of records.
    pub size: u64,
    /// The root of the tree over them.
    pub root: String,
    /// The head of the chain after the last of them, if it is at hand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub head: Option<String>,
    /// The day on which the last of them was recorded, in China: `2021-12-31`.
    pub day: String,
}

impl Inclusion {
    /// A proof about this record; digests are filled in by whoever made them.
    #[must_use]
    pub fn new(
        algorithm: String,
        record: RecordInFile,
        leaf: String,
        (size, root): (u64, String),
        path: Vec<String>,
    ) -> Inclusion {
        Inclusion { taizhang: INCLUSION.to_owned(), algorithm, record, leaf, size, path, root }
    }
}

impl RecordInFile {
    /// A record with the body as it lies in the journal. `None` if that is no JSON text.
    #[must_use]
    pub fn with_body(body: &[u8]) -> Option<RecordInFile> {
        let body = RawValue::from_string(String::from_utf8(body.to_vec()).ok()?).ok()?;
        Some(RecordInFile {
            sequence: 0,
            effective_day: 0,
            recorded_us: 0,
            actor: String::new(),
            basis: String::new(),
            body,
        })
    }
}

impl Consistency {
    /// A proof about these two trees: size and root of each.
    #[must_use]
    pub fn new(
        algorithm: String,
        (first_size, first_root): (u64, String),
        (second_size, second_root): (u64, String),
        path: Vec<String>,
    ) -> Consistency {
        let taizhang = CONSISTENCY.to_owned();
        Consistency { taizhang, algorithm, first_size, first_root, second_size, second_root, path }
    }
}

impl Seal {
    /// A seal over a tree of this size and root.
    #[must_use]
    pub fn new(
        algorithm: String,
        (size, root): (u64, String),
        head: Option<String>,
        day: String,
    ) -> Seal {
        Seal { taizhang: SEAL.to_owned(), algorithm, size, root, head, day }
    }

    /// What the file says it is, if that is not a seal.
    pub(super) fn is_something_else(&self) -> Option<&str> {
        (self.taizhang != SEAL).then_some(&self.taizhang)
    }
}

/// A file as it is written: JSON that people can read, ending in a line break.
#[must_use]
pub fn written(file: &impl Serialize) -> String {
    let mut text = serde_json::to_string_pretty(file).expect("digests, numbers and texts");
    text.push('\n');
    text
}
