//! Units of the sample authority are merged by a file, and everything still adds up.

use crate::fixture::{copy, path, taizhang};

#[test]
fn districts_are_merged_by_a_file() {
    let folder = copy();
    let dir = path(folder.path());
    let file = folder.path().join("merge.json");
    let text = r#"{
      "effective_on": "2022-01-15",
      "basis": "示例发〔2022〕3号",
      "changes": [
        { "renamed": { "unit": "d01", "zh": "示例新区", "en": "New District" } },
        { "merged": { "units": ["d02"], "into": "d01" } }
      ]
    }"#;
    std::fs::write(&file, text).unwrap();
    let run = || taizhang(&["reorganise", path(&file), "--dir", dir]);
    let done = run();
    assert!(done.ok && done.text.contains("2 changes"), "{}", done.text);
    let again = run();
    assert!(!again.ok && again.text.contains("\"d02\" ended on 2022-01-15"), "{}", again.text);
    let verified = taizhang(&["verify", "--dir", dir]);
    assert!(verified.ok, "{}", verified.text);
    std::fs::write(&file, r#"{ "effective_on": "2022-01-15", "bases": "" }"#).unwrap();
    let unread = run();
    assert!(!unread.ok && unread.text.contains("is not a reorganisation"), "{}", unread.text);
}
