//! Findings 问题 and their rectification, from the inspection's feedback to the committee's sign-off.

use jiff::civil::{Date, date};

use crate::calendar::{office_day_after, office_day_from, office_days};
use crate::draw::Draw;
use crate::org::{COMMISSION, TCM_BUREAU};
use crate::people::{
    COMMITTEE, FINDING_REVIEWER, INSPECTOR, LEADS, RECORDER, TCM_HEAD, TCM_REVIEWER, TCM_WORKER,
};
use crate::set::Set;
use crate::story::Story;
use crate::topics::topic;

/// The day of the inspection's feedback. The source says 2022-03-24; the sample is one year earlier.
const FED_BACK: Date = date(2021, 3, 24);
/// The day of the public progress report. The source says 2022-09-26; the sample is one year earlier.
const REPORTED: Date = date(2021, 9, 26);

/// Meetings of the Party committee that deliberate on sign-off, with their numbers.
const MEETINGS: [(&str, Date); 9] = [
    ("2021年第12次党委会", date(2021, 5, 21)),
    ("2021年第14次党委会", date(2021, 6, 18)),
    ("2021年第16次党委会", date(2021, 7, 2)),
    ("2021年第17次党委会", date(2021, 7, 16)),
    ("2021年第18次党委会", date(2021, 7, 30)),
    ("2021年第20次党委会", date(2021, 8, 13)),
    ("2021年第21次党委会", date(2021, 8, 27)),
    ("2021年第23次党委会", date(2021, 9, 10)),
    ("2021年第24次党委会", date(2021, 9, 22)),
];

/// Where a finding stands on the day of the progress report.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Done,
    Basically,
    LongTerm,
}

/// What became of the inspection's 80 findings: 62 + 10 + 8 (003-F004 to F007).
const ENDS: [(End, usize); 3] = [(End::Done, 62), (End::Basically, 10), (End::LongTerm, 8)];

/// How many of the 62 relapsed at a look-back and were signed off once more.
const RELAPSED: usize = 2;

/// Findings of the audit of the bureau, all rectified; the source does not say how many (000-F070).
const AUDITED: usize = 7;

/// Every finding of the year.
pub(crate) fn stories(draw: &mut Draw) -> Vec<Story> {
    let ends = draw.deck(&ENDS);
    let mut relapses_left = RELAPSED;
    let mut stories = vec![];
    for (number, end) in ends.into_iter().enumerate() {
        let relapses = end == End::Done && relapses_left > 0;
        relapses_left -= usize::from(relapses);
        stories.push(inspected(draw, number, end, relapses));
    }
    stories.extend((0..AUDITED).map(|number| audited(draw, number)));
    stories
}

/// A finding of the inspection.
fn inspected(draw: &mut Draw, number: usize, end: End, relapses: bool) -> Story {
    let mut story = Story::new("findings", COMMISSION);
    let (subject, division) = topic(number * 7);
    let worker = draw.word(&LEADS);
    let record = Set::new()
        .text("problem", format!("{subject}方面的工作机制不够健全（问题{}）", number + 1))
        .choice("source", "inspection")
        .text("source_document", "巡视反馈意见")
        .text("category", format!("第{}类", number % 4 + 1));
    story.step(FED_BACK, RECORDER, "record", record).basis("巡视反馈意见");
    let claimed = office_day_after(FED_BACK, draw.between(1, 12), REPORTED);
    claim(&mut story, worker, division, claimed);
    let begun = office_day_after(claimed, draw.between(1, 7), REPORTED);
    story.step(begun, worker, "begin", Set::new());
    if draw.percent(12) {
        fall_behind(draw, &mut story, begun);
    }
    match end {
        End::Done => done(draw, &mut story, worker, relapses),
        End::Basically => {
            let declared = declare(draw, &mut story, worker, REPORTED);
            let reviewed = review(draw, &mut story, FINDING_REVIEWER, declared);
            let remaining = Set::new().text("remaining_work", "制度已印发，尚待一个检查周期验证");
            story.step(reviewed, FINDING_REVIEWER, "recognise_basically", remaining);
        }
        End::LongTerm => {
            update(draw, &mut story, worker, REPORTED);
            let last = story.last_on().unwrap_or(begun);
            let on = office_day_after(last, draw.between(5, 40), REPORTED);
            let reason = Set::new().text("long_term_reason", "涉及机构编制和建设周期，需持续推进");
            story.step(on, FINDING_REVIEWER, "continue_long_term", reason);
        }
    }
    follow_up(draw, &mut story, worker, end);
    story
}

/// The weekly review finds no progress, warns, and sees it caught up.
fn fall_behind(draw: &mut Draw, story: &mut Story, begun: Date) {
    let warned = office_day_after(begun, draw.between(7, 14), REPORTED);
    let reason = Set::new().text("lag_reason", "连续两周未更新进展");
    story.step(warned, FINDING_REVIEWER, "warn", reason);
    story.note(warned, FINDING_REVIEWER, "已书面提醒牵头处室，列入专题调度");
    let caught_up = office_day_after(warned, draw.between(3, 10), REPORTED);
    let progress = Set::new().text("progress", "已按计划补齐进度");
    story.step(caught_up, FINDING_REVIEWER, "catch_up", progress);
}

/// To the sign-off, and for some beyond it: a look-back that holds, or one that finds a relapse.
fn done(draw: &mut Draw, story: &mut Story, worker: &str, relapses: bool) {
    // A relapse needs time for a second round before the progress report.
    let latest = if relapses { date(2021, 6, 10) } else { date(2021, 9, 8) };
    let declared = declare(draw, story, worker, latest);
    let reviewed = review(draw, story, FINDING_REVIEWER, declared);
    sign_off(draw, story, reviewed, COMMITTEE);
    if relapses {
        let last = story.last_on().unwrap_or(reviewed);
        let looked = office_day_after(last, draw.between(10, 20), date(2021, 7, 20));
        let relapse =
            Set::new().text("relapse_note", "抽查发现同类问题再次出现").flag("rules_sound", false);
        story.step(looked, INSPECTOR, "relapse", relapse);
        let reopen = Set::new()
            .text("measures", "补充内部控制制度并开展专项检查")
            .date("due_on", date(2021, 9, 20));
        story.step(looked, FINDING_REVIEWER, "reopen", reopen);
        let declared = declare(draw, story, worker, date(2021, 9, 8));
        let reviewed = review(draw, story, FINDING_REVIEWER, declared);
        sign_off(draw, story, reviewed, COMMITTEE);
    }
}

/// After the progress report: look-backs at what is done, progress on what is long-term.
fn follow_up(draw: &mut Draw, story: &mut Story, worker: &str, end: End) {
    let later = office_days(date(2021, 10, 11), date(2021, 12, 24));
    match end {
        End::Done if draw.percent(50) => {
            let on = *draw.pick(&later);
            let held = Set::new().text("look_back_note", "抽查未见反弹");
            story.step(on, INSPECTOR, "look_back", held);
        }
        End::Done => {}
        End::Basically | End::LongTerm => {
            let on = *draw.pick(&later);
            let progress = Set::new().text("progress", "按月推进，向党委会报告一次");
            story.step(on, worker, "update", progress);
        }
    }
}

/// A finding of the audit of the bureau: recorded, rectified and signed off there.
fn audited(draw: &mut Draw, number: usize) -> Story {
    let mut story = Story::new("findings", TCM_BUREAU);
    let found = date(2021, 6, 15);
    let record = Set::new()
        .text("problem", format!("预算执行审计发现的问题{}", number + 1))
        .choice("source", "audit")
        .text("source_document", "预算执行和决算草案审计报告");
    story.step(found, TCM_HEAD, "record", record).basis("审计报告");
    let claimed = office_day_after(found, draw.between(1, 5), REPORTED);
    claim(&mut story, TCM_WORKER, TCM_BUREAU, claimed);
    story.step(claimed, TCM_WORKER, "begin", Set::new());
    let declared = declare(draw, &mut story, TCM_WORKER, date(2021, 9, 8));
    let reviewed = review(draw, &mut story, TCM_REVIEWER, declared);
    sign_off(draw, &mut story, reviewed, TCM_HEAD);
    story
}

fn claim(story: &mut Story, worker: &str, division: &str, on: Date) {
    let claim = Set::new()
        .unit("lead", division)
        .text("measures", "明确责任人，修订制度，逐项核对")
        .date("due_on", date(2021, 9, 20));
    story.step(on, worker, "claim", claim);
}

/// Monthly progress until shortly before a day.
fn update(draw: &mut Draw, story: &mut Story, worker: &str, before: Date) {
    for percent in [30, 60] {
        let last = story.last_on().unwrap_or(before);
        let on = office_day_after(last, draw.between(14, 28), before);
        let progress = Set::new()
            .text("progress", format!("整改进度约{percent}%"))
            .integer("progress_percent", percent);
        story.step(on, worker, "update", progress);
    }
}

/// The lead's own declaration, at the latest on a day; one in ten is returned once.
fn declare(draw: &mut Draw, story: &mut Story, worker: &str, latest: Date) -> Date {
    update(draw, story, worker, latest);
    let last = story.last_on().unwrap_or(latest);
    let declared = office_day_after(last, draw.between(3, 80), latest);
    let set = || Set::new().text("progress", "整改措施全部落实").text("evidence", "整改佐证材料");
    story.step(declared, worker, "self_declare", set());
    if draw.percent(10) && worker != TCM_WORKER {
        let reason = Set::new().text("return_reason", "佐证材料不足以说明成效");
        story.step(declared, FINDING_REVIEWER, "return_to_lead", reason);
        let again = office_day_after(declared, draw.between(2, 7), latest);
        story.step(again, worker, "self_declare", set());
    }
    story.last_on().unwrap_or(declared)
}

fn review(draw: &mut Draw, story: &mut Story, reviewer: &str, declared: Date) -> Date {
    let reviewed = office_day_from(office_day_after(declared, draw.between(0, 4), REPORTED));
    let opinion = Set::new().text("review_opinion", "措施与问题对应，同意提请审议");
    story.step(reviewed, reviewer, "dept_review", opinion);
    reviewed
}

/// The sign-off after the next meeting of the committee, which found all three conditions fulfilled.
fn sign_off(draw: &mut Draw, story: &mut Story, reviewed: Date, committee: &str) {
    let next = MEETINGS.iter().find(|(_, day)| *day >= reviewed);
    let (meeting, day) = next.or(MEETINGS.last()).expect("the committee meets");
    let conditions = |meeting: &str| {
        Set::new()
            .text("meeting_no", meeting)
            .date("meeting_on", *day)
            .flag("cause_found", true)
            .flag("persons_handled", true)
            .flag("rules_sound", true)
    };
    if draw.percent(4) {
        story.step(*day, committee, "sign_off", conditions("2021年第13次党委会")).basis("会议纪要");
        story.reverse(committee, "会议次数录入有误，重新登记");
    }
    story.step(*day, committee, "sign_off", conditions(meeting)).basis(*meeting);
}
