//! The packs of the sample authority, built into the program.

use std::collections::BTreeMap;

use base::Key;

use crate::key;

/// The files of one pack, by their name inside its folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackFiles {
    /// The folder's name and the pack's key.
    pub key: Key,
    /// `pack.yaml`, `texts.zh.yaml`, `texts.en.yaml`.
    pub files: BTreeMap<String, String>,
}

macro_rules! built_in {
    ($($name:literal),+ $(,)?) => {
        [$((
            $name,
            [
                ("pack.yaml", include_str!(concat!("../../../packs/", $name, "/pack.yaml"))),
                ("texts.zh.yaml", include_str!(concat!("../../../packs/", $name, "/texts.zh.yaml"))),
                ("texts.en.yaml", include_str!(concat!("../../../packs/", $name, "/texts.en.yaml"))),
            ],
        )),+]
    };
}

/// The seven lines of work, in the order in which they are adopted.
#[must_use]
pub fn packs() -> Vec<PackFiles> {
    let built_in = built_in![
        "tasks",
        "findings",
        "hotline",
        "disclosure",
        "penalties",
        "vaccination",
        "proposals"
    ];
    let files = |files: [(&str, &str); 3]| {
        files.into_iter().map(|(name, text)| (name.to_owned(), text.to_owned())).collect()
    };
    built_in
        .into_iter()
        .map(|(name, texts)| PackFiles { key: key(name), files: files(texts) })
        .collect()
}
