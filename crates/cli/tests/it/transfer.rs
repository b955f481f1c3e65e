//! A whole installation is backed up, restored and moved between the databases.

use std::fs;
use std::path::Path;

use tempfile::TempDir;
use testkit::databases::Database;

use crate::fixture::{Said, command, copy, path, said, sample, taizhang};

/// What both commands of a move print: records, head, balances.
fn told(said: &Said) -> String {
    assert!(said.ok, "{}", said.text);
    let (_, told) = said.text.split_once(": ").unwrap();
    told.to_owned()
}

#[test]
fn a_backup_is_restored_elsewhere() {
    let folder = TempDir::new().unwrap();
    let (backup, new) = (folder.path().join("copy.db"), folder.path().join("new"));
    let made = taizhang(&["backup", path(&backup), "--dir", path(sample())]);
    assert!(made.ok && made.text.contains("backed up to"), "{}", made.text);
    // It is a database like any other.
    assert!(taizhang(&["verify", "--database", path(&backup)]).ok);
    let again = taizhang(&["backup", path(&backup), "--dir", path(sample())]);
    assert!(!again.ok && again.text.contains("there already"), "{}", again.text);
    assert!(taizhang(&["restore", path(&backup), "--dir", path(&new)]).ok);
    let twice = taizhang(&["restore", path(&backup), "--dir", path(&new)]);
    assert!(!twice.ok && twice.text.contains("there already"), "{}", twice.text);
    let verify = |dir: &Path| taizhang(&["verify", "--dir", path(dir)]).text;
    assert_eq!(verify(&new), verify(sample()));
}

#[test]
fn a_journal_is_taken_over_whole_or_not_at_all() {
    let folder = TempDir::new().unwrap();
    let (file, new) = (folder.path().join("journal.jsonl"), folder.path().join("new"));
    let exported = taizhang(&["export", "--journal", path(&file), "--dir", path(sample())]);
    let spoilt = folder.path().join("spoilt.jsonl");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&spoilt, text.replacen("XXGK-2021-0100", "XXGK-2021-9100", 1)).unwrap();
    let refused = taizhang(&["import", "--journal", path(&spoilt), "--dir", path(&new)]);
    assert!(!refused.ok && refused.text.contains("was changed after"), "{}", refused.text);
    assert_eq!(fs::read_dir(&new).unwrap().count(), 0);
    let imported = taizhang(&["import", "--journal", path(&file), "--dir", path(&new)]);
    assert_eq!(told(&imported), told(&exported));
    let again = taizhang(&["import", "--journal", path(&file), "--dir", path(&new)]);
    assert!(!again.ok && again.text.contains("there already"), "{}", again.text);
}

/// The sample year on a server: the same records, figures and files as in a file.
#[test]
fn a_demo_on_postgresql_is_the_same() {
    let Some(database) = Database::postgres() else { return };
    let (place, folder) = (database.place(), copy());
    let dir = database.folder().join("office");
    let demo = ["demo", "--once", "--dir", path(&dir), "--database", &place];
    let made = taizhang(&demo);
    assert!(made.ok && made.text.contains("sample year loaded"), "{}", made.text);
    let again = taizhang(&demo);
    assert!(again.ok && again.text.contains("sample year reused"), "{}", again.text);
    let other = taizhang(&[&demo[..], &["--seed", "7"]].concat());
    assert!(!other.ok && other.text.contains("choose an empty database"), "{}", other.text);
    for file in ["self-assessment.docx", "self-assessment.html"] {
        let bytes = |folder: &Path| fs::read(folder.join("reports").join(file)).unwrap();
        assert!(bytes(&dir) == bytes(sample()), "{file} differs");
    }
    let (here, there) = (database.folder().join("a.jsonl"), database.folder().join("b.jsonl"));
    let one = taizhang(&["export", "--journal", path(&here), "--database", &place]);
    let other = taizhang(&["export", "--journal", path(&there), "--dir", path(folder.path())]);
    assert_eq!(told(&one), told(&other));
    assert!(fs::read(&here).unwrap() == fs::read(&there).unwrap(), "the journals differ");
    // Back into a file.
    let back = database.folder().join("back");
    let backup = database.folder().join("backup");
    assert!(taizhang(&["backup", path(&backup), "--database", &place]).ok);
    let restored = taizhang(&["restore", path(&backup), "--dir", path(&back)]);
    assert_eq!(told(&restored), told(&other));
}

#[test]
fn the_password_may_come_from_the_environment_and_is_never_said() {
    let Some(database) = Database::postgres() else { return };
    let address = database.place();
    let (login, rest) = address.split_once('@').unwrap();
    let (user, password) = login.rsplit_once(':').unwrap();
    let without = format!("{user}@{rest}");
    let verify = |password: &str| {
        let mut verify = command();
        verify.args(["verify", "--database", &without]).env("PGPASSWORD", password);
        said(&verify.output().unwrap())
    };
    let wrong = verify("sesame");
    assert!(!wrong.ok && wrong.text.contains("user or password is wrong"), "{}", wrong.text);
    let right = verify(password);
    assert!(!right.ok && right.text.contains("no database of ours"), "{}", right.text);
    for said in [wrong, right, taizhang(&["verify", "--help"])] {
        assert!(!said.text.contains("sesame") && !said.text.contains(password), "{}", said.text);
    }
}
