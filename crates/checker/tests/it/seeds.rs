//! The five published documents that the project began with, where they are at hand: what is wrong in them, and nothing else.

use std::fs;
use std::path::Path;

use checker::{Draft, Severity, check};

/// Errors and warnings by the beginning of the file's name: the rule, and what it marks.
const FOUND: [(&str, &[(&str, &str)]); 5] = [
    ("000", &[("QUAL", "2573"), ("PCT", "90%")]),
    ("001", &[("CONF", "326个")]),
    ("002", &[("UNIT", "2.9万次")]),
    ("003", &[]),
    ("004", &[("ENUM", "三是0"), ("ORG", "省级"), ("ENUM", "(三)"), ("ORG", "上海市")]),
];

#[test]
fn the_five_documents_say_what_is_wrong_in_them() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/seeds");
    let Ok(files) = fs::read_dir(folder) else { return };
    for file in files.map(|file| file.unwrap().path()) {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let (_, expected) = FOUND.iter().find(|(begins, _)| name.starts_with(begins)).unwrap();
        let draft = Draft::plain(&fs::read_to_string(&file).unwrap());
        let found = check(&draft).into_iter().filter(|finding| finding.severity > Severity::Note);
        let found: Vec<(&str, String)> = found
            .filter(|finding| finding.code != "PH")
            .map(|finding| (finding.code, draft.text(finding.range)))
            .collect();
        let expected: Vec<(&str, String)> =
            expected.iter().map(|(code, text)| (*code, (*text).to_owned())).collect();
        assert_eq!(found, expected, "{name}");
    }
}
