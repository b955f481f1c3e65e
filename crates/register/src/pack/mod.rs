//! Reads packs: from text to a checked [`Pack`], or to every fault at once.
//!
//! [`shape`] is the grammar, written once: it drives the check of the form, the JSON Schema for
//! editors and the reference page. [`lower`] makes the pack from the tree and checks what names what.

pub(crate) mod estimate;
pub(crate) mod fault;
pub(crate) mod lower;
pub(crate) mod near;
pub(crate) mod shape;
pub(crate) mod texts;

use std::collections::BTreeMap;

pub use estimate::{Estimate, estimates};
pub use fault::Fault;
pub use shape::{reference, schema};

use crate::model::Pack;
use crate::yaml;
use fault::Faults;

/// The file that says what the pack does.
pub const PACK_FILE: &str = "pack.yaml";
/// The files that hold its words.
pub const TEXTS_ZH_FILE: &str = "texts.zh.yaml";
pub const TEXTS_EN_FILE: &str = "texts.en.yaml";

/// What came of reading a pack.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The pack, only if there is no fault.
    pub pack: Option<Pack>,
    /// In the order of the files and of the places in them.
    pub faults: Vec<Fault>,
    /// Line and column, both from 1, in `pack.yaml` of everything that has a name: `indicators.on_time`,
    /// `registers.disclosure.steps.answer`.
    pub places: BTreeMap<String, (u32, u32)>,
}

/// Reads a pack from its files, by relative name.
///
/// `pack.yaml`, `texts.zh.yaml` and `texts.en.yaml` are read; other files are none of its business.
#[must_use]
pub fn read(files: &BTreeMap<String, String>) -> Reading {
    let mut faults = Faults::default();
    let tree = document(files, PACK_FILE, &mut faults);
    let zh = document(files, TEXTS_ZH_FILE, &mut faults);
    let en = document(files, TEXTS_EN_FILE, &mut faults);

    faults.enter(PACK_FILE);
    let mut places = BTreeMap::new();
    let mut lowered = None;
    if let Some(tree) = &tree {
        shape::check(tree, &shape::PACK, &mut faults);
        places = lower::places(tree);
        lowered = lower::pack(tree, &mut faults);
    }
    let paths = tree.as_ref().map(texts::paths).unwrap_or_default();
    let mut words = |file: &'static str, node: &Option<yaml::Node>| {
        faults.enter(file);
        node.as_ref().map(|node| texts::read(node, &paths, &mut faults)).unwrap_or_default()
    };
    let (zh, en) = (words(TEXTS_ZH_FILE, &zh), words(TEXTS_EN_FILE, &en));

    let faults = faults.sorted();
    let pack = lowered
        .filter(|_| faults.is_empty())
        .map(|pack| Pack { texts: crate::model::Texts { zh, en }, ..pack });
    Reading { pack, faults, places }
}

fn document(
    files: &BTreeMap<String, String>,
    name: &'static str,
    faults: &mut Faults,
) -> Option<yaml::Node> {
    faults.enter(name);
    let Some(text) = files.get(name) else {
        faults.no_file();
        return None;
    };
    match yaml::parse(text) {
        Ok(node) => Some(node),
        Err(unparsed) => {
            faults.push(unparsed.at, unparsed.message, unparsed.hint);
            None
        }
    }
}
