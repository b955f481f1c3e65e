//! How many planted faults are found, by kind, and what is found in texts without any:
//!
//! ```text
//! cargo xtask bench recall [FOLDER] [--missed]
//! ```

#![expect(clippy::print_stdout, reason = "an example speaks to the terminal")]

mod corpus;

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;

use corpus::{findings, is_found, texts};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let is_told = arguments.iter().any(|word| word == "--missed");
    let own = format!("{}/tests/corpus", env!("CARGO_MANIFEST_DIR"));
    let folder = arguments.iter().find(|word| !word.starts_with("--")).unwrap_or(&own);
    let (mut letters, mut wrong) = (0, 0);
    let mut kinds: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for text in texts(Path::new(folder))? {
        let name = text.path.file_stem().unwrap_or_default().to_string_lossy();
        let sound = findings(&text.text);
        letters += text.text.chars().count();
        wrong += sound.len();
        for finding in &sound {
            println!("{name}: {} {}", finding.code, finding.zh);
        }
        for fault in &text.faults {
            let (faulty, _) = text.with(fault).ok_or_else(|| format!("{name}: {fault:?}"))?;
            let is_found = is_found(&sound, &faulty);
            let (found, all) = kinds.entry(fault.kind.clone()).or_default();
            (*found, *all) = (*found + usize::from(is_found), *all + 1);
            if is_told && !is_found {
                let (line, relation) = (fault.line, &fault.relation);
                println!("{name}:{line}: {} for {}; {relation}", fault.is, fault.was);
            }
        }
    }
    for (kind, (found, all)) in &kinds {
        println!("{kind}: {found} of {all}");
    }
    let (found, all) = kinds.values().fold((0, 0), |sum, kind| (sum.0 + kind.0, sum.1 + kind.1));
    println!("all: {found} of {all}; {wrong} findings in {letters} characters of sound texts");
    Ok(())
}
