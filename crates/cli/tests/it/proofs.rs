//! Seals and proofs from the command line, with SM3 and without a database.

use std::fs;

use tempfile::TempDir;

use crate::fixture::{copy, path, taizhang};

#[test]
fn a_record_is_sealed_proved_and_checked() {
    let installation = copy();
    let (dir, folder) = (path(installation.path()), TempDir::new().unwrap());
    let at = |name: &str| path(&folder.path().join(name)).to_owned();
    let sealed = taizhang(&["seal", "--dir", dir, "--at", "1000", "--out", &at("seal.json")]);
    assert!(sealed.ok && sealed.text.contains("1000 records"), "{}", sealed.text);
    let verified = taizhang(&["verify", "--dir", dir]);
    assert!(verified.ok && verified.text.contains("digest sha-256\nhead "), "{}", verified.text);
    let proved = taizhang(&[
        "prove",
        "17",
        "--dir",
        dir,
        "--from",
        &at("seal.json"),
        "--out",
        &at("p.json"),
    ]);
    assert!(proved.ok, "{}", proved.text);
    let check = |extra: &[&str]| {
        let proof = at("p.json");
        taizhang(&[&["verify", "--proof", &proof, "--dir", "nowhere"], extra].concat())
    };
    let shown = check(&["--seal", &at("seal.json")]);
    assert!(shown.ok && shown.text.starts_with("verified: record 17 "), "{}", shown.text);
    assert!(!check(&["--root", &"7".repeat(64)]).ok);
    let edited =
        fs::read_to_string(at("p.json")).unwrap().replacen("\"actor\": \"", "\"actor\": \"x", 1);
    fs::write(at("p.json"), edited).unwrap();
    let told = check(&[]).text;
    assert!(told.contains("the record in the file is not the one"), "{told}");
    let later =
        taizhang(&["prove", "1001", "--dir", dir, "--from", "1000", "--out", &at("q.json")]);
    assert!(later.text.contains("record 1001 came after the seal"), "{}", later.text);
    let on =
        taizhang(&["prove", "--from", &at("seal.json"), "--dir", dir, "--out", &at("on.json")]);
    assert!(on.ok, "{}", on.text);
    let shown = taizhang(&["verify", "--proof", &at("on.json"), "--seal", &at("seal.json")]);
    assert!(shown.ok && shown.text.contains("only appended to"), "{}", shown.text);
    let foreign =
        fs::read_to_string(at("seal.json")).unwrap().replace("\"root\": \"", "\"root\": \"00");
    fs::write(at("foreign.json"), foreign.replacen("00", "", 1)).unwrap();
    let told = taizhang(&["prove", "--from", &at("foreign.json"), "--dir", dir]).text;
    assert!(told.starts_with("error: "), "{told}");
}

#[test]
fn nothing_personal_is_nothing_to_erase() {
    let installation = copy();
    let dir = path(installation.path());
    let told = taizhang(&["erase", "hotline", "GD-2021-0001", "--dir", dir]);
    assert!(!told.ok && told.text.contains("error: "), "{}", told.text);
    let again = taizhang(&["erase", "--again", "--dir", dir]);
    assert!(
        again.ok && again.text.contains("nothing that was erased has come back"),
        "{}",
        again.text
    );
}
