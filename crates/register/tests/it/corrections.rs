//! Stating what an earlier event should have said.

use crate::decide::refused;
use crate::story::Story;

const OPENED: &str = "2021-03-01 lin receive subject=道路 applicant=company";
const HANDED: &str = "2021-03-05 lin hand_over lead=d01";
const GRANTED: &str =
    "2021-03-08 wang grant complete=yes fee=20 fines=[kind=fine amount=50; kind=warning]";

fn story(lines: &[&str]) -> Story {
    lines.iter().fold(Story::new("permits"), |story, line| story.then(line))
}

/// The books are those of a history that was entered rightly.
#[track_caller]
fn as_if(wrongly: &[&str], rightly: &[&str]) {
    let (was, would) = (story(wrongly), story(rightly));
    assert_eq!(was.books(), would.books());
    assert_eq!(was.place(), would.place());
    let (was, would) = (was.matter.unwrap(), would.matter.unwrap());
    assert_eq!(was.fields, would.fields);
    assert_eq!((was.opened_on, was.changed_on), (would.opened_on, would.changed_on));
    assert_eq!(was.not_before(), would.not_before());
}

#[test]
fn a_dimension_of_the_opening_carries_through_everything_later() {
    let warned = "2021-03-08 wang grant complete=yes fee=20 fines=[kind=warning]";
    let citizen = "2021-03-01 lin receive subject=道路 applicant=citizen";
    as_if(
        &[OPENED, HANDED, warned, "2021-03-20 lin correct 1 applicant=citizen : 个人申请"],
        &[citizen, HANDED, warned],
    );
}

#[test]
fn fields_days_and_units_are_as_if_entered_rightly() {
    let granted = "2021-03-08 wang grant complete=yes fee=30";
    as_if(
        &[OPENED, HANDED, GRANTED, "2021-03-20 wang correct 3 fee=30 fines= : 误填"],
        &[OPENED, HANDED, granted],
    );
    as_if(
        &[OPENED, HANDED, GRANTED, "2021-03-20 lin correct 1 on=2021-02-20 : 收件日期有误"],
        &["2021-02-20 lin receive subject=道路 applicant=company", HANDED, GRANTED],
    );
    as_if(
        &[OPENED, HANDED, GRANTED, "2021-03-20 lin correct 1 unit=d02 : 误登单位"],
        &["2021-03-01 lin receive subject=道路 applicant=company unit=d02", HANDED, GRANTED],
    );
    as_if(
        &[OPENED, HANDED, "2021-03-20 lin correct 2 lead=d02 on=2021-03-06 : 误转"],
        &[OPENED, "2021-03-06 lin hand_over lead=d02"],
    );
}

#[test]
fn what_was_taken_back_in_between_is_booked_again_too() {
    let between = [HANDED, "2021-03-08 lin reverse 2 误转", "2021-03-09 lin note 催办"];
    let wrongly = [&[OPENED], &between[..], &["2021-03-20 lin correct 1 applicant=citizen : 误填"]];
    let rightly = [&["2021-03-01 lin receive subject=道路 applicant=citizen"], &between[..]];
    as_if(&wrongly.concat(), &rightly.concat());
}

#[test]
fn corrections_are_corrected_and_taken_back() {
    let first = "2021-03-20 wang correct 3 fee=30 : 误填";
    let once_more = "2021-03-21 wang correct 4 fee=40 : 再核";
    as_if(
        &[OPENED, HANDED, GRANTED, first, once_more],
        &[
            OPENED,
            HANDED,
            "2021-03-08 wang grant complete=yes fee=40 fines=[kind=fine amount=50; kind=warning]",
        ],
    );
    let back = "2021-03-22 wang reverse 5 原无误";
    as_if(&[OPENED, HANDED, GRANTED, first, once_more, back], &[OPENED, HANDED, GRANTED, first]);
    let both =
        [OPENED, HANDED, GRANTED, first, once_more, back, "2021-03-23 wang reverse 4 原无误"];
    as_if(&both, &[OPENED, HANDED, GRANTED]);
}

#[test]
fn a_corrected_step_is_taken_back_as_corrected() {
    let wrongly = [
        OPENED,
        HANDED,
        GRANTED,
        "2021-03-20 wang correct 3 on=2021-03-09 fee=30 : 误填",
        "2021-03-09 wang reverse 3 误批",
    ];
    as_if(
        &wrongly,
        &[
            OPENED,
            HANDED,
            "2021-03-09 wang grant complete=yes fee=30",
            "2021-03-09 wang reverse 3 误批",
        ],
    );
    let then = [&wrongly[..], &["2021-03-21 wang reverse 4 原无误"]].concat();
    as_if(&then, &[OPENED, HANDED, GRANTED, "2021-03-09 wang reverse 3 误批"]);
}

#[test]
fn the_corrected_record_stays_as_it_was() {
    let story = story(&[OPENED, HANDED, GRANTED, "2021-03-20 wang correct 3 fee=30 : 误填"]);
    assert!(
        story
            .books()
            .contains("2021-03-08 d01 permits/fee/posted applicant=company;complete=yes +3000 -0")
    );
    let matter = story.matter.unwrap();
    assert_eq!(matter.history.len(), 4);
    assert_eq!(matter.history[2].event.posted.len(), 3, "the record itself stays");
    assert_eq!(matter.corrections().count(), 1);
}

#[test]
fn later_events_are_judged_again() {
    let then = |line: &'static str| [OPENED, HANDED, GRANTED, line];
    refused(
        &then("2021-03-20 lin correct 1 procedure=simple applicant=citizen : 误填"),
        "if record 1 had said so, record 3 (\"Grant\" of 2021-03-08) would not hold:",
        "第 1 号记录若如此，第 3 号记录",
    );
    refused(
        &then("2021-03-20 lin correct 1 on=2021-03-06 : 日期有误"),
        "2021-03-06 is out of order: record 2 of XK-1 (\"Hand over\") is of 2021-03-05",
        "与先后顺序不符",
    );
    refused(
        &then("2021-03-20 wang correct 3 on=2021-03-04 : 日期有误"),
        "2021-03-04 is out of order: record 2",
        "第 2 号记录",
    );
    refused(&then("2021-03-20 wang correct 3 complete=no : 误填"), "cannot be taken", "不能办理");
    refused(
        &then("2021-03-20 wang correct 3 on=2022-03-04 : 误填"),
        "has not come yet",
        "还没有到",
    );
    refused(
        &then("2021-03-20 wang correct 3 lead=d02 : 误填"),
        "\"Grant\" cannot be taken",
        "不能办理",
    );
    refused(&then("2021-03-20 wang correct 3 unit=d02 : 误填"), "has no such thing", "没有这一项");
    refused(&then("2021-03-20 wang correct 3 fee=20 : 误填"), "leave XK-1 as it is", "并无不同");
    refused(&then("2021-03-20 wang correct 3 fee=30 : "), "the reason for correcting", "更正理由");
    refused(&then("2021-03-20 wang correct 9 fee=30 : 误"), "has no record 9", "没有第 9 号");
    refused(
        &then("2021-03-20 lin:handler correct 3 fee=30 : 误填"),
        "does not have the right \"permits.decide\"",
        "没有“permits.decide”权限",
    );
}

#[test]
fn what_was_reversed_is_not_corrected() {
    let back = [OPENED, HANDED, "2021-03-06 lin reverse 2 误转"];
    let then = |line: &'static str| [back.as_slice(), &[line]].concat();
    refused(&then("2021-03-07 lin correct 2 lead=d02 : 误"), "already reversed", "已被冲销");
    refused(
        &then("2021-03-07 lin correct 3 on=2021-03-05 : 误"),
        "itself a reversal",
        "本身是冲销",
    );
}

#[test]
fn reassignment_keeps_the_state_and_goes_through_transit() {
    let moved = "2021-03-09 zhao:organiser reassign d03 机构合并";
    let story = story(&[OPENED, HANDED, moved]);
    assert_eq!(story.place(), "handling@d03 {applicant=company}");
    for line in [
        "2021-03-09 d01 permits/state/handling applicant=company +0 -1",
        "2021-03-09 d01 permits/state/transit +1 -0",
        "2021-03-09 d03 permits/state/handling applicant=company +0 --1",
    ] {
        assert!(story.books().contains(line), "{line}\n{}", story.books());
    }
    as_if(
        &[OPENED, HANDED, moved, "2021-03-10 zhao:organiser correct 3 unit=d04 : 应为四区"],
        &[OPENED, HANDED, "2021-03-09 zhao:organiser reassign d04 机构合并"],
    );
    assert!(!story.then("2021-03-09 zhao:organiser reverse 3 误").books().contains("d03"));
    let then = |line: &'static str| [OPENED, HANDED, line];
    refused(&then("2021-03-09 lin reassign d03 机构合并"), "system.organise", "system.organise");
    refused(&then("2021-03-09 zhao:organiser reassign d01 机构合并"), "at \"d01\" already", "已在");
    refused(&then("2021-03-09 zhao:organiser reassign d03 "), "reason for reassigning", "划转理由");
}
