//! The packs that ship with the project.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use register::model::Catalogue;
use register::pack::{Reading, read};

/// The folder of packs in the source tree.
#[must_use]
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs")
}

/// The folders of all packs, by name.
///
/// # Panics
///
/// If the folder of packs cannot be read.
#[must_use]
pub fn folders() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder()).expect("the folder of packs can be read");
    let entries = entries.map(|entry| entry.expect("the folder of packs can be read").path());
    let mut folders: Vec<PathBuf> =
        entries.filter(|path| path.join("pack.yaml").is_file()).collect();
    folders.sort();
    folders
}

/// The files of a pack, as the reader takes them.
///
/// # Panics
///
/// If a file cannot be read.
#[must_use]
pub fn files(folder: &Path) -> BTreeMap<String, String> {
    let names = ["pack.yaml", "texts.zh.yaml", "texts.en.yaml"];
    let present = names.into_iter().filter(|name| folder.join(name).is_file());
    present
        .map(|name| {
            let text = std::fs::read_to_string(folder.join(name));
            (name.to_owned(), text.expect("a file of a pack can be read"))
        })
        .collect()
}

/// Reads one pack.
///
/// # Panics
///
/// If a file cannot be read.
#[must_use]
pub fn reading(folder: &Path) -> Reading {
    read(&files(folder))
}

/// All packs that ship, read and in force together.
///
/// # Panics
///
/// If one of them has a fault; the message names all of its faults.
#[must_use]
pub fn catalogue() -> Catalogue {
    let mut catalogue = Catalogue::default();
    for folder in folders() {
        let reading = reading(&folder);
        let faults: Vec<String> = reading.faults.iter().map(ToString::to_string).collect();
        assert!(faults.is_empty(), "{}:\n{}", folder.display(), faults.join("\n"));
        catalogue.adopt(reading.pack.expect("a pack without faults was read"));
    }
    catalogue
}

/// A pack written in the test itself.
///
/// # Panics
///
/// If it has a fault; the message names all of them.
#[must_use]
pub fn inline(pack: &str, zh: &str, en: &str) -> Catalogue {
    let files = [("pack.yaml", pack), ("texts.zh.yaml", zh), ("texts.en.yaml", en)];
    let files = files.map(|(name, text)| (name.to_owned(), text.to_owned()));
    let reading = read(&files.into());
    let faults: Vec<String> = reading.faults.iter().map(ToString::to_string).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    Catalogue { packs: reading.pack.into_iter().collect() }
}
