//! Sound texts of an office, in which nothing should be found, and faults planted in them, most of which are.

#[path = "../../examples/recall/corpus.rs"]
mod corpus;

use std::collections::BTreeMap;
use std::path::Path;
use std::thread;

use corpus::{Text, findings, is_found, texts};

/// Planted faults of a kind that are found at least; more is better, and then these are raised.
const FOUND: [(&str, usize); 4] = [("conf", 40), ("pct", 455), ("sum", 700), ("yoy", 245)];

/// What is wrongly found in sound texts, by their names; fewer is better, and then these go.
const WRONG: [(&str, &str); 7] = [
    ("178", "SUM"),
    ("182", "SUM"),
    ("183", "YOY"),
    ("190", "SUM"),
    ("208", "SUM"),
    ("221", "PCT"),
    ("227", "SUM"),
];

#[test]
fn little_is_found_in_sound_texts_and_most_planted_faults_are() {
    let all = texts(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus")).unwrap();
    // Those with faults come first and take longest, so that every second text is for the other thread.
    let (even, odd): (Vec<_>, Vec<_>) = all.iter().enumerate().partition(|(at, _)| at % 2 == 0);
    let (mut first, second) = thread::scope(|scope| {
        let other = scope.spawn(|| judged(&odd));
        (judged(&even), other.join().unwrap())
    });
    first.1.extend(second.1);
    first.1.sort();
    let wrong: Vec<(&str, &str)> =
        first.1.iter().map(|(name, code, _)| (name.as_str(), *code)).collect();
    assert_eq!(wrong, WRONG, "{:#?}", first.1);
    for (kind, count) in second.0 {
        *first.0.entry(kind).or_default() += count;
    }
    for (kind, least) in FOUND {
        let found = first.0[kind];
        assert!(found >= least, "of {kind} are found {found}, fewer than {least}");
    }
}

/// A finding in a sound text: its name, the rule, and what it says.
type Wrong = (String, &'static str, String);

/// How many planted faults are found, by kind, and what is found in the texts without them.
fn judged<'a>(texts: &[(usize, &'a Text)]) -> (BTreeMap<&'a str, usize>, Vec<Wrong>) {
    let (mut counts, mut wrong) = (BTreeMap::new(), vec![]);
    for (_, text) in texts {
        let sound = findings(&text.text);
        let name = text.path.file_stem().unwrap().to_string_lossy().into_owned();
        wrong.extend(sound.iter().map(|one| (name.clone(), one.code, one.zh.clone())));
        for fault in &text.faults {
            assert!(fault.relation.contains(&fault.was.replace(',', "")), "{name}: {fault:?}");
            let (faulty, _) = text.with(fault).unwrap();
            *counts.entry(fault.kind.as_str()).or_default() +=
                usize::from(is_found(&sound, &faulty));
        }
    }
    (counts, wrong)
}
