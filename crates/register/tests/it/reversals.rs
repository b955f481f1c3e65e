//! Taking records back.

use crate::decide::{HANDED, OPENED, done, refused};
use crate::story::Story;

#[test]
fn reversals() {
    let handed = [OPENED, HANDED];
    let then = |line: &'static str| [handed.as_slice(), &[line]].concat();
    refused(&then("2021-03-06 lin reverse 9 误"), "XK-1 has no record 9", "没有第 9 号记录");
    refused(&["2021-03-06 lin reverse 1 误"], "XK-1 has no record 1", "没有第 1 号记录");
    refused(
        &then("2021-03-06 lin reverse 1 误"),
        "record 1 is not the latest of XK-1 that is in force; reverse record 2 (\"Hand over\" of \
         2021-03-05) first",
        "请先冲销第 2 号（2021-03-05 的“转办”）",
    );
    refused(
        &then("2021-03-06 lin reverse 2"),
        "the reason for reversing: must have a value",
        "冲销理由：必须填写",
    );
    let back = [OPENED, HANDED, "2021-03-06 lin reverse 2 误转"];
    let then = |line: &'static str| [back.as_slice(), &[line]].concat();
    refused(
        &then("2021-03-06 lin reverse 2 误"),
        "record 2 of XK-1 was already reversed",
        "已被冲销",
    );
    refused(&then("2021-03-06 lin reverse 3 误"), "record 3 is itself a reversal", "本身是冲销");
    done(&then("2021-03-06 lin reverse 1 误登"));
}

#[test]
fn a_matter_taken_back_can_be_opened_again() {
    let back = [OPENED, "2021-03-02 lin reverse 1 误登"];
    let then = |line: &'static str| [back.as_slice(), &[line]].concat();
    refused(
        &then("2021-03-02 lin withdraw"),
        "the opening of XK-1 was reversed; \"Receive\" opens it again",
        "可重新办理“登记”",
    );
    refused(&then("2021-03-02 lin note 催办"), "the opening of XK-1 was reversed", "已被冲销");
    let story = Story::new("permits")
        .then(back[0])
        .then(back[1])
        .then("2021-03-03 lin receive subject=桥梁 applicant=company");
    assert_eq!(story.place(), "received@office {applicant=company}");
    let matter = story.matter.unwrap();
    assert_eq!((matter.version, matter.opened_on.to_string()), (3, "2021-03-03".to_owned()));
    assert_eq!(matter.fields.len(), 2);
}

#[test]
fn a_wrong_day_is_corrected_by_taking_the_record_back_on_that_day() {
    let handed = [OPENED, "2021-03-20 lin hand_over lead=d01"];
    let again = "2021-03-05 lin hand_over lead=d01";
    done(&[handed[0], handed[1], "2021-03-20 lin reverse 2 日期有误", again]);
    refused(
        &[handed[0], handed[1], "2021-03-21 lin reverse 2 日期有误", again],
        "2021-03-05 lies before 2021-03-21",
        "早于",
    );
}

#[test]
fn what_a_step_took_back_did_does_not_count() {
    let story = Story::new("permits")
        .then("2021-03-01 lin receive subject=道路 applicant=company")
        .then("2021-03-02 wang hand_over lead=d01")
        .then("2021-03-02 wang reverse 2 误转")
        .then("2021-03-02 lin hand_over lead=d01");
    story.then("2021-03-03 wang grant complete=yes");
}

#[test]
fn a_reversal_keeps_the_definition_of_what_it_reverses() {
    let mut story = Story::new("permits").then(OPENED);
    story.pack.version = 4;
    let note = story.act("2021-03-02 lin note 催办").unwrap();
    assert_eq!(note.definition, 4);
    story = story.then("2021-03-02 lin reverse 2 误记");
    let reversal = story.act("2021-03-02 lin reverse 1 误登").unwrap();
    assert_eq!((reversal.definition, reversal.after), (3, None));
}
