//! Every pack that ships reads, fits together, and does what its cases say.

use testkit::{cases, packs};

#[test]
fn every_pack_fits_with_the_others() {
    let faults: Vec<String> =
        indicators::check(&packs::catalogue()).iter().map(ToString::to_string).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_case_of_every_pack_holds() {
    let catalogue = packs::catalogue();
    let (mut failures, mut silent) = (vec![], vec![]);
    for folder in packs::folders() {
        let key = folder.file_name().and_then(|name| name.to_str()).unwrap();
        let pack = catalogue.pack(&base::Key::new(key).unwrap()).unwrap();
        let outcome = cases::run_folder(&catalogue, pack, &folder);
        println!("{key}: {} cases, {} expectations", outcome.cases, outcome.expectations);
        failures.extend(outcome.failures.iter().map(ToString::to_string));
        if outcome.expectations == 0 {
            silent.push(key.to_owned());
        }
    }
    assert!(failures.is_empty(), "{} failures:\n{}", failures.len(), failures.join("\n"));
    assert!(silent.is_empty(), "packs without cases: {silent:?}");
}

/// What the guide shows to pack authors is a case that holds, not one that looks like it.
#[test]
fn the_case_in_the_guide_holds() {
    let file = packs::folder().join("../docs/guides/packs.md");
    let guide = std::fs::read_to_string(&file).unwrap();
    let shown = guide.split("```text\n").find(|block| block.starts_with("case ")).unwrap();
    let text = shown.split("```").next().unwrap();
    let catalogue = packs::catalogue();
    let pack = catalogue.pack(&base::Key::literal("disclosure")).unwrap();
    let outcome = cases::run_text(&catalogue, pack, &file, text);
    let failures: Vec<String> = outcome.failures.iter().map(ToString::to_string).collect();
    assert_eq!(failures, [] as [&str; 0]);
    assert!(outcome.expectations >= 4);
}
