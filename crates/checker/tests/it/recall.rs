//! Sound texts of an office, in which nothing is found, and faults planted in them, most of which are.

#[path = "../../examples/recall/corpus.rs"]
mod corpus;

use std::collections::BTreeMap;
use std::path::Path;
use std::thread;

use corpus::{Text, findings, is_found, texts};

/// Planted faults of a kind that are found at least; more is better, and then these are raised.
const FOUND: [(&str, usize); 4] = [("conf", 40), ("pct", 460), ("sum", 715), ("yoy", 245)];

#[test]
fn nothing_is_found_in_sound_texts_and_planted_faults_are() {
    let all = texts(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus")).unwrap();
    let halves = all.split_at(all.len() / 2);
    let (mut first, second) = thread::scope(|scope| {
        let other = scope.spawn(|| judged(halves.1));
        (judged(halves.0), other.join().unwrap())
    });
    first.1.extend(second.1);
    assert!(first.1.is_empty(), "{:#?}", first.1);
    for (kind, count) in second.0 {
        *first.0.entry(kind).or_default() += count;
    }
    for (kind, least) in FOUND {
        assert!(
            first.0[kind] >= least,
            "of {kind} are found {}, fewer than {least}",
            first.0[kind]
        );
    }
}

/// How many planted faults are found, by kind, and what is found in the texts without them.
fn judged(texts: &[Text]) -> (BTreeMap<&str, usize>, Vec<String>) {
    let (mut counts, mut wrong) = (BTreeMap::new(), vec![]);
    for text in texts {
        let sound = findings(&text.text);
        let name = text.path.display();
        wrong.extend(sound.iter().map(|one| format!("{name}: {} {}", one.code, one.zh)));
        for fault in &text.faults {
            assert!(fault.relation.contains(&fault.was.replace(',', "")), "{name}: {fault:?}");
            let (faulty, _) = text.with(fault).unwrap();
            *counts.entry(fault.kind.as_str()).or_default() +=
                usize::from(is_found(&sound, &faulty));
        }
    }
    (counts, wrong)
}
