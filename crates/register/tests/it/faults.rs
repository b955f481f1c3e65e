//! The catalogue of faults: every file in `tests/faults` with what it is told, in both languages.

use std::collections::BTreeMap;
use std::path::Path;

use base::{Lang, Say};
use register::pack::{self, Fault, PACK_FILE, TEXTS_EN_FILE, TEXTS_ZH_FILE};

use crate::fixture;

fn said(faults: &[Fault]) -> String {
    let of = |lang: Lang| faults.iter().map(|fault| fault.say(lang)).collect::<Vec<_>>().join("\n");
    format!("{}\n\n{}", of(Lang::En), of(Lang::Zh))
}

fn check(name: &str, faults: &[Fault]) {
    insta::with_settings!({
        snapshot_path => "../faults",
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, { insta::assert_snapshot!(name, said(faults)) });
}

#[test]
fn every_faulty_pack_is_told_what_is_wrong() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/faults");
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut yaml: Vec<_> =
        entries.filter(|path| path.extension().is_some_and(|e| e == "yaml")).collect();
    yaml.sort();
    let mut kinds = std::collections::BTreeSet::new();
    for path in yaml {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path).unwrap();
        let files = BTreeMap::from([(PACK_FILE.to_owned(), text)]);
        let reading = pack::read(&files);
        assert!(reading.pack.is_none(), "{name}");
        let faults: Vec<Fault> =
            reading.faults.into_iter().filter(|fault| fault.file == PACK_FILE).collect();
        assert!(!faults.is_empty(), "{name}");
        kinds.extend(faults.iter().map(|fault| kind(&fault.message.en)));
        check(&name, &faults);
    }
    assert!(kinds.len() >= 60, "{} kinds of fault: {kinds:#?}", kinds.len());
}

/// A message without the names in it.
fn kind(message: &str) -> String {
    let parts = message.split('"').enumerate();
    let words = parts.filter(|(index, _)| index % 2 == 0).map(|(_, part)| part);
    words.collect::<Vec<_>>().join("…").replace(|c: char| c.is_ascii_digit(), "")
}

#[test]
fn files_that_are_not_there() {
    let of = |names: &[&str]| {
        let files = fixture::files();
        let kept = files.into_iter().filter(|(name, _)| names.contains(&name.as_str())).collect();
        let faults = pack::read(&kept).faults;
        faults.iter().map(|fault| format!("{} {}", fault.file, fault.message)).collect::<Vec<_>>()
    };
    let all = [PACK_FILE, TEXTS_ZH_FILE, TEXTS_EN_FILE];
    assert_eq!(of(&all), [""; 0]);
    assert_eq!(of(&all[..2]), ["texts.en.yaml the file texts.en.yaml is missing"]);
    assert_eq!(of(&all[1..]), ["pack.yaml the file pack.yaml is missing"]);
    assert_eq!(of(&[]).len(), 3);
}

/// The faults of the fixture with one text replaced in a file of words.
fn with_texts(file: &str, from: &str, to: &str) -> Vec<Fault> {
    let mut files = fixture::files();
    let text = files.get_mut(file).unwrap();
    assert!(text.contains(from), "{from}");
    *text = text.replacen(from, to, 1);
    pack::read(&files).faults
}

#[test]
fn every_word_is_needed_in_both_languages_and_no_other() {
    let faults = [
        (TEXTS_ZH_FILE, "name: 演示许可\n", ""),
        (TEXTS_ZH_FILE, "    name: 许可台账\n", ""),
        (TEXTS_ZH_FILE, "citizen: 公民, ", ""),
        (TEXTS_EN_FILE, "kind: { name: Kind, warning: Warning, fine: Fine }", "kind: Kind"),
        (TEXTS_EN_FILE, "seen: Seen", "sean: Seen"),
        (TEXTS_EN_FILE, "seen: Seen", "seen:"),
        (TEXTS_EN_FILE, "seen: Seen", "seen: ' '"),
        (TEXTS_EN_FILE, "seen: Seen", "seen: [Seen]"),
        (TEXTS_EN_FILE, "seen: Seen", "seen: { short: Seen }"),
        (TEXTS_EN_FILE, "seen: Seen", "seen: Seen, seen: Seen"),
        (TEXTS_EN_FILE, "fields: { beds: Beds }", "fields: Beds"),
        (TEXTS_EN_FILE, "name: Beds", "name: Beds\n    nmae: Beds"),
    ];
    let faults: Vec<Fault> =
        faults.into_iter().flat_map(|(file, from, to)| with_texts(file, from, to)).collect();
    check("texts", &faults);
}
