//! The packs that ship with the system.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use register::pack::{self, Reading};

/// The folders of the shipped packs, in order.
pub(crate) fn folders() -> Vec<PathBuf> {
    let packs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs");
    let entries = std::fs::read_dir(packs).unwrap().map(|entry| entry.unwrap().path());
    let mut folders: Vec<PathBuf> =
        entries.filter(|path| path.join("pack.yaml").exists()).collect();
    folders.sort();
    folders
}

pub(crate) fn files(folder: &Path) -> BTreeMap<String, String> {
    [pack::PACK_FILE, pack::TEXTS_ZH_FILE, pack::TEXTS_EN_FILE]
        .into_iter()
        .filter_map(|name| {
            Some((name.to_owned(), std::fs::read_to_string(folder.join(name)).ok()?))
        })
        .collect()
}

#[test]
fn every_shipped_pack_reads_clean() {
    let mut said = String::new();
    assert!(folders().len() >= 6, "the shipped packs are not where they should be");
    for folder in folders() {
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        let Reading { pack, faults, places } = pack::read(&files(&folder));
        assert_eq!(pack.is_some(), faults.is_empty());
        for fault in faults {
            said.push_str(&format!("{}\n", fault.under(&format!("packs/{name}"))));
        }
        let Some(pack) = pack else { continue };
        assert_eq!(pack.key.as_str(), name);
        assert!(places.contains_key(&format!("measures.{}", pack.measures[0].key)));
    }
    assert!(said.is_empty(), "\n{said}");
}
