//! `taizhang deadline`: how the deadlines of a matter came about.

use crate::fixture::{Said, path, sample, taizhang};

/// The first request of the year was made clear on 14 January and answered on the 25th.
fn asked(more: &[&str]) -> Said {
    let dir = path(sample());
    taizhang(&[&["deadline", "disclosure", "XXGK-2021-0001", "--dir", dir], more].concat())
}

#[test]
fn it_is_told_in_words() {
    let told = asked(&[]);
    assert!(told.ok, "{}", told.text);
    for part in [
        "(statutory), ends 2021-02-10",
        "Over on 2021-01-25",
        "in time.",
        "Counted anew from 2021-01-14",
        "It is 20 working days long.",
        "2021-01-16 – 2021-01-17  weekend",
    ] {
        assert!(told.text.contains(part), "{part}: {}", told.text);
    }
}

#[test]
fn it_is_given_as_data() {
    let told = asked(&["--json"]);
    assert!(told.ok, "{}", told.text);
    let sheets: serde_json::Value = serde_json::from_str(&told.text).unwrap();
    let reply = &sheets.as_array().unwrap()[0];
    assert_eq!((&reply["clock"], &reply["due"]), (&"reply".into(), &"2021-02-10".into()));
    assert_eq!(
        (&reply["ended"]["on"], &reply["ended"]["days_late"]),
        (&"2021-01-25".into(), &0.into())
    );
    assert_eq!(reply["term"], 20);
}

#[test]
fn who_may_not_read_it_and_what_is_not_there_is_said() {
    let denied = asked(&["--actor", "d01_reporter"]);
    assert!(
        !denied.ok && denied.text.contains("does not have the right \"disclosure.read\""),
        "{}",
        denied.text
    );
    let dir = path(sample());
    let none = taizhang(&["deadline", "disclosure", "XXGK-2021-9999", "--dir", dir]);
    assert!(!none.ok && none.text.contains("there is no matter XXGK-2021-9999"), "{}", none.text);
    let register = taizhang(&["deadline", "nothing", "XXGK-2021-0001", "--dir", dir]);
    assert!(!register.ok && register.text.contains("no register \"nothing\""), "{}", register.text);
}
