//! Whatever is written in a file, the reader answers with a pack or with faults, never with a panic.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use proptest::prelude::*;
use register::pack::{self, PACK_FILE, Reading};

use crate::{fixture, shipped};

/// Every pack there is: the fixture and the shipped ones.
static PACKS: LazyLock<Vec<BTreeMap<String, String>>> = LazyLock::new(|| {
    let shipped = shipped::folders();
    std::iter::once(fixture::files())
        .chain(shipped.iter().map(|folder| shipped::files(folder)))
        .collect()
});

/// A change that somebody, or something, may make to a file.
#[derive(Clone, Debug)]
enum Mutation {
    Drop {
        from: usize,
        letters: usize,
    },
    Insert {
        at: usize,
        text: String,
    },
    DropLine(usize),
    RepeatLine(usize),
    SwapLines(usize, usize),
    Cut(usize),
    Indent {
        line: usize,
        spaces: usize,
    },
    /// Puts one word of the file in the place of another.
    Transplant {
        from: usize,
        to: usize,
    },
}

fn mutation() -> impl Strategy<Value = Mutation> {
    let place = any::<usize>;
    let snippet = prop_oneof![
        "[-:{}\\[\\],#&*!|>'\"%@`?~ \\n\\t]{1,4}",
        "\\PC{0,6}",
        Just("null".to_owned()),
        Just("[]".to_owned()),
        Just("{}".to_owned()),
        Just("\n---\n".to_owned()),
        Just("99999999999999999999999999".to_owned()),
        Just("\u{0}\u{feff}".to_owned()),
    ];
    prop_oneof![
        (place(), 1_usize..40).prop_map(|(from, letters)| Mutation::Drop { from, letters }),
        (place(), snippet).prop_map(|(at, text)| Mutation::Insert { at, text }),
        place().prop_map(Mutation::DropLine),
        place().prop_map(Mutation::RepeatLine),
        (place(), place()).prop_map(|(one, other)| Mutation::SwapLines(one, other)),
        place().prop_map(Mutation::Cut),
        (place(), 0_usize..9).prop_map(|(line, spaces)| Mutation::Indent { line, spaces }),
        (place(), place()).prop_map(|(from, to)| Mutation::Transplant { from, to }),
    ]
}

fn mutated(text: &str, mutation: &Mutation) -> String {
    let letters: Vec<char> = text.chars().collect();
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let (many_letters, many_lines) = (letters.len().max(1), lines.len().max(1));
    let join = |letters: &[char]| letters.iter().collect::<String>();
    match mutation {
        Mutation::Drop { from, letters: count } => {
            let from = from % many_letters;
            let to = (from + count).min(letters.len());
            format!("{}{}", join(&letters[..from]), join(&letters[to..]))
        }
        Mutation::Insert { at, text } => {
            let at = at % many_letters;
            format!("{}{text}{}", join(&letters[..at]), join(&letters[at..]))
        }
        Mutation::Cut(at) => join(&letters[..at % many_letters]),
        Mutation::Transplant { from, to } => {
            let mut words: Vec<&str> =
                text.split_inclusive([' ', ',', '\n', '{', '}', '[', ']']).collect();
            let count = words.len();
            words[to % count] = words[from % count];
            words.concat()
        }
        Mutation::DropLine(line) => {
            lines.remove(line % many_lines);
            lines.join("\n")
        }
        Mutation::RepeatLine(line) => {
            let line = line % many_lines;
            lines.insert(line, lines[line].clone());
            lines.join("\n")
        }
        Mutation::SwapLines(one, other) => {
            lines.swap(one % many_lines, other % many_lines);
            lines.join("\n")
        }
        Mutation::Indent { line, spaces } => {
            let line = &mut lines[line % many_lines];
            *line = format!("{}{}", " ".repeat(*spaces), line.trim_start());
            lines.join("\n")
        }
    }
}

/// What always holds of a reading.
fn sound(files: &BTreeMap<String, String>) -> Result<(), TestCaseError> {
    let Reading { pack, faults, .. } = pack::read(files);
    prop_assert_eq!(pack.is_some(), faults.is_empty());
    for fault in &faults {
        let lines = files.get(&fault.file).map_or(0, |text| text.lines().count());
        prop_assert!(fault.line as usize <= lines + 1, "{fault}");
        prop_assert!(!fault.message.zh.is_empty() && !fault.hint.zh.is_empty());
        let gap = "something in this file was not understood";
        prop_assert!(&*fault.message.en != gap, "the grammar admits what is not understood");
    }
    let places: Vec<_> = faults
        .iter()
        .filter(|fault| fault.file == PACK_FILE)
        .map(|fault| (fault.line, fault.column))
        .collect();
    prop_assert!(places.is_sorted());
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_mutated_pack_is_read_or_refused(
        which in any::<prop::sample::Index>(),
        file in any::<prop::sample::Index>(),
        mutations in prop::collection::vec(mutation(), 1..4),
    ) {
        let mut files = which.get(&PACKS).clone();
        let names: Vec<String> = files.keys().cloned().collect();
        let text = files.get_mut(file.get(&names)).unwrap();
        for mutation in &mutations {
            if !text.is_empty() {
                *text = mutated(text, mutation);
            }
        }
        sound(&files)?;
    }

    #[test]
    fn any_text_is_refused(text in "\\PC{0,200}") {
        sound(&BTreeMap::from([(PACK_FILE.to_owned(), text)]))?;
    }
}

#[test]
fn large_and_deep_files_are_refused_in_a_sentence() {
    let check = |text: String, expected: &str| {
        let reading = pack::read(&BTreeMap::from([(PACK_FILE.to_owned(), text)]));
        assert!(reading.pack.is_none());
        let told = reading.faults.iter().any(|fault| fault.message.en.contains(expected));
        assert!(told, "{expected}: {}", reading.faults[0]);
        assert!(reading.faults.len() <= 510);
    };
    let many = |count: usize| (0..count).map(|n| format!("k{n}: v\n")).collect::<String>();
    check("a: b\n".repeat(300_000), "at most 1048576 are read");
    check("[".repeat(1 << 20), "nested more than 24 levels");
    check(many(30_000), "there is no entry");
    check(many(60_000), "holds more than 100000 items");
    check(
        format!("measures:\n{}", many(600).replace('k', "  k")),
        "\"measures\" has 600 items; at most 500",
    );
}
