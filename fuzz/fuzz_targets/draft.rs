#![no_main]

use std::path::Path;

/// The first byte chooses what the others are read as; what comes of them is checked, and a Word document marked.
const NAMES: [&str; 4] = ["draft.txt", "draft.md", "draft.html", "draft.docx"];

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some((kind, bytes)) = bytes.split_first() else { return };
    let Some(name) = NAMES.get(usize::from(*kind) % NAMES.len()) else { return };
    let Ok(draft) = exchange::draft::read(Path::new(name), bytes) else { return };
    let found = checker::check(&draft);
    for finding in &found {
        assert!(finding.range.start <= finding.range.end);
        assert!(finding.range.end <= draft.letters().len());
    }
    let _ = exchange::draft::page::page(name, &draft, &found, base::Lang::Zh);
});
