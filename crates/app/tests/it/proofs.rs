//! Proofs as files: sound ones say what they show, others by what they fail, and a stranger's program
//! agrees.

use std::process::Command;
use std::sync::LazyLock;

use app::proofs::{
    Consistency, Inclusion, ProofError, RecordInFile, Seal, Trusted, check, written,
};
use base::{Lang, Say};
use ledger::chain::Record;
use ledger::digest::{Algorithm, Hash, hex};
use ledger::merkle::{self, Growing, Node, Span};
use proptest::prelude::*;

const SIZE: u64 = 21;

fn record(sequence: u64) -> RecordInFile {
    let body = format!(r#"{{"matter":{{"note":"第 {sequence} 件：\"a b\" \\ é\t\u0001"}}}}"#);
    let record = RecordInFile::with_body(body.as_bytes()).unwrap();
    let recorded_us = 1_600_000_000_000_000;
    let (actor, basis) = ("lin".to_owned(), "示例 文件".to_owned());
    RecordInFile { sequence, effective_day: -1, recorded_us, actor, basis, ..record }
}

fn leaf(algorithm: Algorithm, record: &RecordInFile) -> Hash {
    Record {
        sequence: record.sequence,
        effective_day: record.effective_day,
        recorded_us: record.recorded_us,
        actor: &record.actor,
        basis: &record.basis,
        body: record.body.get().as_bytes(),
    }
    .leaf(algorithm)
}

/// Every full subtree of the sample journal.
fn nodes(algorithm: Algorithm) -> Vec<(Node, Hash)> {
    let (mut tree, mut nodes) = (Growing::new(algorithm), vec![]);
    for sequence in 1..=SIZE {
        tree.push(&leaf(algorithm, &record(sequence)), |node, hash| nodes.push((node, *hash)));
    }
    nodes
}

fn digest(algorithm: Algorithm, span: Span) -> String {
    let nodes = nodes(algorithm);
    let find = |wanted: Node| nodes.iter().find(|(node, _)| *node == wanted).unwrap().1;
    let parts: Vec<Hash> = span.nodes().into_iter().map(find).collect();
    hex(&merkle::fold(algorithm, &parts))
}

fn root(algorithm: Algorithm, size: u64) -> String {
    digest(algorithm, Span { begin: 0, end: size })
}

fn inclusion(algorithm: Algorithm, sequence: u64) -> String {
    let record = record(sequence);
    let path = merkle::inclusion(sequence - 1, SIZE).unwrap();
    let path = path.into_iter().map(|span| digest(algorithm, span)).collect();
    let leaf = hex(&leaf(algorithm, &record));
    let name = algorithm.name().to_owned();
    written(&Inclusion::new(name, record, leaf, (SIZE, root(algorithm, SIZE)), path))
}

fn consistency(algorithm: Algorithm, first: u64) -> String {
    let path = merkle::consistency(first, SIZE).unwrap();
    let path = path.into_iter().map(|span| digest(algorithm, span)).collect();
    let (first, second) = ((first, root(algorithm, first)), (SIZE, root(algorithm, SIZE)));
    written(&Consistency::new(algorithm.name().to_owned(), first, second, path))
}

#[test]
fn sound_proofs_are_verified() {
    for algorithm in Algorithm::ALL {
        for sequence in 1..=SIZE {
            check(&inclusion(algorithm, sequence), &Trusted::Nothing).unwrap();
            check(&consistency(algorithm, sequence), &Trusted::Nothing).unwrap();
        }
    }
}

#[test]
fn a_sound_proof_says_what_it_shows() {
    let algorithm = Algorithm::Sm3;
    let sealed =
        Seal::new("sm3".to_owned(), (SIZE, root(algorithm, SIZE)), None, "2021-12-31".to_owned());
    let trusted = Trusted::Seal(Box::new(Seal::read(&written(&sealed)).unwrap()));
    let shown = check(&inclusion(algorithm, 17), &trusted).unwrap();
    let root_now = root(algorithm, SIZE);
    assert_eq!(
        shown.say(Lang::En),
        format!(
            "verified: record 17 (effective 1969-12-31, by lin) stands in the journal with the root {root_now} exactly as in the file (sm3). The root is that of the seal over 21 records"
        )
    );
    let shown = check(&consistency(algorithm, 8), &Trusted::Nothing).unwrap();
    let earlier = root(algorithm, 8);
    assert_eq!(
        shown.say(Lang::Zh),
        format!(
            "核验通过：根为 {root_now} 的台账（21 条）原样包含根为 {earlier} 的台账（8 条），其后只有追加（sm3）。根取自文件本身：请与另处记下或印出的封签比对"
        )
    );
}

/// What this text fails by, and that it is said in Chinese too.
fn fails(text: &str, trusted: &Trusted) -> ProofError {
    let error = check(text, trusted).unwrap_err();
    assert!(error.say(Lang::Zh).contains(|letter| letter > '\u{4e00}'), "{error}");
    error
}

#[test]
fn every_way_to_be_wrong_has_its_sentence() {
    let algorithm = Algorithm::Sha256;
    let (proof, nothing) = (inclusion(algorithm, 17), Trusted::Nothing);
    let begins = |text: &str, expected: &str| {
        let said = fails(text, &nothing).to_string();
        assert!(said.starts_with(expected), "{said}");
    };
    begins(&proof.replace("第 17 件", "第 18 件"), "the record in the file is not the one");
    begins(&proof.replace("\"lin\"", "\"lim\""), "the record in the file is not the one");
    begins(&proof.replace("sha-256", "sm3"), "the record in the file is not the one");
    begins(&proof.replace("sha-256", "md5"), "there is no digest \"md5\"");
    begins(&proof[..proof.len() / 2], "the file ends in the middle");
    begins("", "the file ends in the middle");
    begins("proof: yes", "the file is no proof: it cannot be read as JSON from line 1");
    begins("{}", "the file does not have the entries of a proof");
    begins(&proof.replace("\"size\"", "\"seize\""), "the file does not have the entries");
    begins(
        &proof.replace("inclusion 1", "inclusion 2"),
        "the file says it is \"proof of inclusion 2\"",
    );
    let file: Inclusion = serde_json::from_str(&proof).unwrap();
    begins(&proof.replace(&file.root, "abc"), "\"root\" is no digest");
    let first = file.path.first().unwrap();
    begins(&proof.replace(first, &file.leaf), "the path leads to the root");
    let mut short = file.clone();
    short.path.remove(0);
    begins(&written(&short), "the path has 3 digests, which does not fit");
    let beyond = proof.replace("\"size\": 21", "\"size\": 16");
    begins(&beyond, "a tree of 16 records has no record 17");
    let other = Trusted::Root([7; 32]);
    assert!(matches!(fails(&proof, &other), ProofError::OtherRoot { .. }));
    let seal = |size, root| Seal::new("sha-256".to_owned(), (size, root), None, String::new());
    let earlier = Trusted::Seal(Box::new(seal(20, root(algorithm, 20))));
    assert!(matches!(fails(&proof, &earlier), ProofError::OtherSeal { .. }));
    let rewritten = consistency(algorithm, 9).replace(&root(algorithm, 9), &file.leaf);
    assert!(matches!(fails(&rewritten, &nothing), ProofError::NotContinued { .. }));
}

#[test]
fn a_seal_is_read_or_told_what_it_is_instead() {
    let seal = Seal::new("sm3".to_owned(), (3, "ab".repeat(32)), None, "2021-12-31".to_owned());
    assert_eq!(Seal::read(&written(&seal)), Ok(seal.clone()));
    let other = written(&seal).replace("seal 1", "deal 1");
    assert_eq!(Seal::read(&other), Err(ProofError::NoSeal { said: "deal 1".to_owned() }));
    assert!(matches!(Seal::read(&inclusion(Algorithm::Sm3, 1)), Err(ProofError::Entries { .. })));
}

#[test]
fn blanks_that_people_put_in_do_not_matter() {
    let proof = inclusion(Algorithm::Sha256, 3);
    let compact: serde_json::Value = serde_json::from_str(&proof).unwrap();
    check(&compact.to_string(), &Trusted::Nothing).unwrap();
    check(&proof.replace(':', " :\r\n\t"), &Trusted::Nothing).unwrap();
    check(&proof.replace("a b", "a  b"), &Trusted::Nothing).unwrap_err();
}

/// One proof of each kind with each algorithm.
static SOUND: LazyLock<[String; 4]> = LazyLock::new(|| {
    let [sha, sm3] = Algorithm::ALL;
    [inclusion(sha, 17), consistency(sha, 9), inclusion(sm3, 17), consistency(sm3, 9)]
});

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    /// Whatever one byte becomes: the file fails, or it still shows the same.
    #[test]
    fn a_changed_file_shows_nothing_else(at in any::<prop::sample::Index>(), byte in any::<u8>(), sm3 in any::<bool>(), continued in any::<bool>()) {
        let proof = SOUND[usize::from(sm3) * 2 + usize::from(continued)].clone();
        let sound = check(&proof, &Trusted::Nothing).unwrap();
        let mut bytes = proof.into_bytes();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        if let Ok(shown) = String::from_utf8(bytes).map_err(drop).and_then(|text| check(&text, &Trusted::Nothing).map_err(drop)) {
            prop_assert!(same(&shown, &sound), "{shown:?}");
        }
    }

    /// Whatever comes in, an answer comes out.
    #[test]
    fn no_text_makes_it_stumble(text in "\\PC{0,200}", cut in any::<prop::sample::Index>(), junk in "[\\[\\]{}\",:0-9a-f \\\\]{0,60}") {
        let _ = check(&text, &Trusted::Nothing);
        let proof = &SOUND[0];
        let mut at = cut.index(proof.len());
        while !proof.is_char_boundary(at) {
            at -= 1;
        }
        let (before, after) = proof.split_at(at);
        let _ = check(&format!("{before}{junk}{after}"), &Trusted::Nothing);
        let _ = check(&format!("{before}{junk}"), &Trusted::Nothing);
        let _ = Seal::read(&format!("{before}{junk}"));
    }
}

/// Sizes are not proved by a path alone, so they do not count here; a seal has them.
fn same(one: &app::proofs::Shown, two: &app::proofs::Shown) -> bool {
    use app::proofs::Shown::{Continued, Included};
    match (one, two) {
        (Included { .. }, Included { .. }) => one == two,
        (Continued { first, second, .. }, Continued { first: a, second: b, .. }) => {
            first.1 == a.1 && second.1 == b.1
        }
        (Included { .. }, Continued { .. }) | (Continued { .. }, Included { .. }) => false,
    }
}

/// The program printed in the reference checks the same files as ours.
#[test]
fn the_program_in_the_reference_agrees() {
    let folder = tempfile::tempdir().unwrap();
    let page = include_str!("../../../../docs/reference/proofs.md");
    let (_, program) = page.split_once("```python\n").unwrap();
    let (program, _) = program.split_once("```").unwrap();
    let (script, file) = (folder.path().join("check.py"), folder.path().join("proof.json"));
    std::fs::write(&script, program).unwrap();
    let run = |proof: &str| {
        std::fs::write(&file, proof).unwrap();
        Command::new("python3").arg(&script).arg(&file).output().expect("python3 is installed")
    };
    for algorithm in Algorithm::ALL {
        let first = run(&inclusion(algorithm, 1));
        let complaint = String::from_utf8_lossy(&first.stderr).into_owned();
        if complaint.contains("unsupported hash type") {
            eprintln!("SKIPPED for {algorithm}: this Python has no {algorithm}: {complaint}");
            assert_eq!(algorithm, Algorithm::Sm3, "every Python has SHA-256");
            continue;
        }
        for n in [1, 2, 7, 8, 16, 17, 20, 21] {
            for (proof, sealed) in [(inclusion(algorithm, n), SIZE), (consistency(algorithm, n), n)]
            {
                let output = run(&proof);
                assert!(
                    output.status.success(),
                    "{n}: {}",
                    String::from_utf8_lossy(&output.stderr)
                );
                assert!(
                    String::from_utf8(output.stdout).unwrap().contains(&root(algorithm, sealed))
                );
            }
        }
        let edited = inclusion(algorithm, 17).replace("示例 文件", "示例文件");
        let said = String::from_utf8(run(&edited).stderr).unwrap();
        assert!(said.contains("the record was edited"), "{said}");
        let rewritten =
            consistency(algorithm, 9).replace(&root(algorithm, 9), &root(algorithm, 10));
        let said = String::from_utf8(run(&rewritten).stderr).unwrap();
        assert!(said.contains("not a continuation"), "{said}");
    }
}
