//! What may be done to a matter, and what is said when it may not.

use crate::story::{Story, told};

pub(crate) const OPENED: &str = "2021-03-01 lin receive subject=道路 applicant=citizen";
pub(crate) const HANDED: &str = "2021-03-05 lin hand_over lead=d01";
pub(crate) const GRANTED: &str = "2021-03-20 wang grant complete=yes fee=20";

/// The last act is refused, and the sentences in both languages contain these words.
pub(crate) fn refused(lines: &[&str], en: &str, zh: &str) {
    let (said_en, said_zh) = told("permits", lines);
    assert!(said_en.contains(en), "{said_en}");
    assert!(said_zh.contains(zh), "{said_zh}");
}

pub(crate) fn done(lines: &[&str]) {
    assert_eq!(told("permits", lines).0, "done");
}

#[test]
fn a_matter_goes_its_way() {
    let story = Story::new("permits").then(OPENED);
    assert_eq!(story.place(), "received@office {applicant=citizen}");
    let story = story.then(HANDED);
    assert_eq!(story.place(), "handling@d01 {applicant=citizen}");
    let story = story.then("2021-03-06 lin amend complete=no applicant=company");
    assert_eq!(story.place(), "handling@d01 {applicant=company;complete=no}");
    let story = story.then(GRANTED);
    assert_eq!(story.place(), "granted@d01 {applicant=company;complete=yes}");
    let granted = &story.matter.unwrap().history[3].event;
    assert_eq!((granted.version, granted.definition), (4, 3));
    let posted: Vec<String> = granted
        .posted
        .iter()
        .map(|(key, value)| format!("{key} {:?}", value.as_amount()))
        .collect();
    assert_eq!(posted, ["days_open Some(19)", "fee Some(2000)"]);
}

#[test]
fn a_matter_opens_where_it_is_said_to() {
    let story = Story::new("permits").then(&format!("{OPENED} unit=d02"));
    assert_eq!(story.place(), "received@d02 {applicant=citizen}");
    refused(
        &[OPENED, &format!("{HANDED} unit=d02")],
        "\"Hand over\" does not say where a matter opens: only \"Receive\" takes a unit",
        "“转办”不指定登记单位：只有“登记”可以指定",
    );
}

#[test]
fn names_that_do_not_exist() {
    refused(
        &["2021-03-01 lin open subject=道路"],
        "\"Permits\" has no step \"open\"; its steps are \"Receive\", \"Hand over\"",
        "“许可台账”没有步骤“open”；现有步骤：“登记”、“转办”",
    );
    refused(
        &[OPENED, "2021-03-02 lin amend subjcet=道路"],
        "\"Amend\" cannot be taken: \"subjcet\": no such field; there are \"Subject\"",
        "“更正”不能办理：“subjcet”：没有这个字段；现有字段：“事项名称”",
    );
}

#[test]
fn rights() {
    refused(
        &["2021-03-01 lin:decider receive subject=道路 applicant=citizen"],
        "lin does not have the right \"permits.handle\"",
        "lin 没有“permits.handle”权限",
    );
    refused(&[OPENED, "2021-03-02 lin:nobody note 催办"], "permits.handle", "permits.handle");
    refused(&[OPENED, "2021-03-02 lin:decider reverse 1 误登"], "permits.handle", "permits.handle");
    done(&[OPENED, "2021-03-02 lin:decider note 催办"]);
}

#[test]
fn states() {
    refused(
        &[HANDED],
        "there is no matter XK-1 in \"Permits\"; \"Receive\" opens one",
        "“许可台账”中没有事项 XK-1；请先办理“登记”",
    );
    refused(
        &[OPENED, OPENED],
        "XK-1 exists already and is in state \"Received\"; steps from there are \"Hand over\", \
         \"Amend\", \"Withdraw\"",
        "编号 XK-1 已有事项，现为“已收到”；此状态下可办理：“转办”、“更正”、“撤回”",
    );
    refused(
        &[OPENED, "2021-03-02 wang grant complete=yes"],
        "a matter in state \"Received\" cannot take the step \"Grant\", which starts from \"In \
         hand\"; steps from there are",
        "事项现为“已收到”，不能办理“许可”（须处于“办理中”）；此状态下可办理",
    );
    refused(
        &[OPENED, "2021-03-02 lin withdraw", "2021-03-03 lin withdraw"],
        "no step leads on from there",
        "此状态下没有可办理的步骤",
    );
}

#[test]
fn days() {
    done(&["2021-12-31 lin receive subject=道路 applicant=citizen"]);
    refused(
        &["2022-01-01 lin receive subject=道路 applicant=citizen"],
        "2022-01-01 has not come yet; today is 2021-12-31",
        "业务日期 2022-01-01 还没有到；今天是 2021-12-31",
    );
    done(&[OPENED, "2021-03-01 lin withdraw"]);
    refused(
        &[OPENED, HANDED, "2021-03-04 lin withdraw"],
        "2021-03-04 lies before 2021-03-05, when something last happened to XK-1",
        "业务日期 2021-03-04 早于事项 XK-1 最近一次变动的 2021-03-05",
    );
    let (en, zh) = told("beds", &["2021-01-31 lin report beds=5"]);
    assert_eq!(
        en,
        "\"Beds\" takes reports for days from 2021-02-01 on, and 2021-01-31 lies before"
    );
    assert!(zh.contains("自 2021-02-01 起报送"), "{zh}");
}

#[test]
fn fields() {
    refused(
        &["2021-03-01 lin receive subject=道路"],
        "\"Receive\" cannot be taken: \"Applicant\": must have a value",
        "“登记”不能办理：“申请人”：必须填写",
    );
    refused(
        &["2021-03-01 lin receive fee=5"],
        "\"Subject\": must have a value; \"Applicant\": must have a value; \"Fee\": not asked for in \
         this step; the step takes \"Subject\", \"Applicant\", \"Due on\", \"Procedure\"",
        "“费用”：不在本步骤填写；本步骤可填：“事项名称”、“申请人”、“办理时限”、“程序”",
    );
    // Given before, so the step that needs it need not repeat it.
    done(&[OPENED, HANDED, "2021-03-06 lin hand_over"]);
}

#[test]
fn rules() {
    let handed = [OPENED, HANDED];
    let then = |line: &'static str| [handed.as_slice(), &[line]].concat();
    refused(
        &then("2021-03-20 wang grant complete=no"),
        "\"Grant\" cannot be taken: \"Complete\" must be \"yes\" but is \"no\" (办法第一条)",
        "“许可”不能办理：“材料齐全”须为“是”，现为“否”（办法第一条）",
    );
    refused(
        &then("2021-03-20 lin grant complete=yes"),
        "lin took \"Receive\" of this matter, so somebody else must take this step (办法第二条)",
        "本事项的“登记”由 lin 办理，这一步须由他人办理（办法第二条）",
    );
    refused(
        &[OPENED, HANDED, "2021-03-19 lin hear heard_on=2021-03-21", GRANTED],
        "the effective day 2021-03-20 lies before \"Heard on\" (2021-03-21) (办法第三条)",
        "业务日期 2021-03-20 早于“听证日期”（2021-03-21）（办法第三条）",
    );
    refused(
        &then(
            "2021-03-20 wang grant complete=yes procedure=simple fines=[kind=warning amount=50.01]",
        ),
        "\"Amount\" is 50.01 yuan, more than the 50 yuan admitted since 2021-01-01 (旧办法) (办法第四条)",
        "“金额”为 50.01 元，超过上限 50 元（自 2021-01-01 起，旧办法）（办法第四条）",
    );
    refused(
        &then("2021-03-20 wang grant complete=yes fines=[kind=warning; kind=fine]"),
        "\"Kind\" can only be \"Warning\" here, but a row has \"Fine\" (办法第五条)",
        "“种类”只能是“警告”，现有“罚款”（办法第五条）",
    );
}

#[test]
fn limits_are_those_of_the_effective_day() {
    let grant = |day: &str, fields: &str| {
        let line = format!("{day} wang grant complete=yes {fields}");
        told("permits", &[OPENED, HANDED, &line]).0
    };
    let simple = "procedure=simple fines=[kind=warning amount=200.5]";
    assert!(grant("2021-06-30", simple).contains("50 yuan admitted since 2021-01-01"));
    assert_eq!(grant("2021-07-01", simple), "done");
    assert_eq!(grant("2021-06-30", "procedure=ordinary fines=[kind=warning amount=200.5]"), "done");
    // Before its first day a limit is not in force.
    assert_eq!(grant("2021-05-31", "fee=1000.01"), "done");
    assert!(grant("2021-06-01", "fee=1000.01").contains("1000.01 yuan, more than the 1000 yuan"));
    assert_eq!(grant("2021-06-01", "fee=1000"), "done");
}

#[test]
fn amounts_are_posted_once() {
    let granted = [OPENED, HANDED, GRANTED];
    let then = |line: &'static str| [granted.as_slice(), &[line]].concat();
    done(&then("2021-03-21 wang regrant"));
    done(&then("2021-03-21 wang regrant fee=20"));
    refused(
        &then("2021-03-21 wang regrant fee=30"),
        "\"Fee\": already in the books since 2021-03-20 with another value; reverse that record first",
        "“费用”：已于 2021-03-20 以另一数值入账；请先冲销该记录",
    );
    done(&[
        OPENED,
        HANDED,
        GRANTED,
        "2021-03-21 wang reverse 3 误填",
        "2021-03-21 wang grant fee=30 complete=yes",
    ]);
}

#[test]
fn texts_of_the_act() {
    refused(&[OPENED, "2021-03-02 lin note  "], "the note: must have a value", "备注：必须填写");
    let long = format!("2021-03-02 lin note {}", "长".repeat(4_001));
    refused(
        &[OPENED, &long],
        "the note: 4001 characters; at most 4000 are kept",
        "共 4001 字，最多 4000 字",
    );
    refused(&[OPENED, "2021-03-02 lin note a\u{7}"], "control character", "控制字符");
}

#[test]
fn steps_are_offered_by_state_right_and_person() {
    assert_eq!(Story::new("permits").offered("lin", "everybody"), "receive");
    let story = Story::new("permits").then(OPENED).then(HANDED);
    assert_eq!(story.offered("lin", "handler"), "hand_over amend hear withdraw");
    assert_eq!(story.offered("wang", "decider"), "grant");
    assert_eq!(story.offered("lin", "decider"), "", "who handed it over cannot grant it");
    assert_eq!(story.offered("lin", "nobody"), "");
}
