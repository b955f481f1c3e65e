//! Applications for disclosure 依申请公开 and what became of them by the end of the year.

use jiff::civil::{Date, date};

use crate::calendar::{LAST, office_day_after, office_days, plus};
use crate::draw::Draw;
use crate::org::{COMMISSION, TCM_BUREAU};
use crate::people::{
    DISCLOSURE_HANDLERS, DISCLOSURE_HEAD, DISCLOSURE_REVIEWER, TCM_HEAD, TCM_REVIEWER, TCM_WORKER,
};
use crate::set::Set;
use crate::story::Story;
use crate::topics::topic;

/// What became of an application; the counts are published (001-F147 to F150, and F118 for the reviews).
#[derive(Clone, Copy)]
enum Course {
    /// Answered after so many legal reviews of the reply.
    Answered(i64),
    Withdrawn,
    /// Still being handled at the end of the year.
    InHand,
}

/// 207 = 185 answered + 6 withdrawn + 16 in hand; 175 + 2 × 10 = 195 legal reviews.
const COURSES: [(Course, usize); 4] = [
    (Course::Answered(1), 175),
    (Course::Answered(2), 10),
    (Course::Withdrawn, 6),
    (Course::InHand, 16),
];

/// The bureau's six applications, all answered in time (000-F090, F091).
const BUREAU: usize = 6;

/// Applications of 2020, entered afterwards when the register was set up. No source counts them; they
/// give 2021 a year to be compared with (同比).
const YEAR_BEFORE: usize = 236;

/// Rows of the annual form in which a reply can end, and how often in a hundred.
const OUTCOMES: [(&str, usize); 8] = [
    ("granted", 52),
    ("partly", 12),
    ("not_held", 16),
    ("not_existing", 7),
    ("process_information", 4),
    ("internal_affairs", 4),
    ("third_party_rights", 3),
    ("enforcement_file", 2),
];

/// Every application of the year.
pub(crate) fn stories(draw: &mut Draw) -> Vec<Story> {
    let outcomes = draw.deck(&OUTCOMES);
    let mut next = outcomes.iter().cycle();
    let courses = draw.deck(&COURSES);
    let mut stories: Vec<Story> = vec![];
    for course in courses {
        let outcome = next.next().copied().unwrap_or("granted");
        let handler = draw.word(&DISCLOSURE_HANDLERS);
        let office = Office {
            unit: COMMISSION,
            division: "disclosure_office",
            handler,
            reviewer: DISCLOSURE_REVIEWER,
            head: DISCLOSURE_HEAD,
        };
        stories.push(application(draw, &office, course, outcome));
    }
    stories.extend((0..YEAR_BEFORE).map(|_| year_before(draw)));
    for _ in 0..BUREAU {
        let office = Office {
            unit: TCM_BUREAU,
            division: TCM_BUREAU,
            handler: TCM_WORKER,
            reviewer: TCM_REVIEWER,
            head: TCM_HEAD,
        };
        stories.push(application(draw, &office, Course::Answered(1), "granted"));
    }
    stories
}

/// An application of 2020, answered in 2020 and entered in January 2021.
fn year_before(draw: &mut Draw) -> Story {
    let received = *draw.pick(&office_days(date(2020, 1, 6), date(2020, 11, 20)));
    let entered = *draw.pick(&office_days(date(2021, 1, 5), date(2021, 1, 22)));
    let late = |on: Date| i64::from(base::day::number(entered) - base::day::number(on));
    let mut story = Story::new("disclosure", COMMISSION);
    let handler = draw.word(&DISCLOSURE_HANDLERS);
    let due = twenty_office_days(received);
    let receive = Set::new()
        .text("subject", "上年度申请（补录）")
        .choice("applicant", draw.word(&["citizen", "citizen", "citizen", "company", "other"]))
        .choice("channel", draw.word(&["online", "post_plain", "in_person"]))
        .date("received_on", received)
        .date("due_on", due);
    story.step(received, handler, "receive", receive).late(late(received)).basis("上年度登记簿");
    let accept = Set::new().date("due_on", due).unit("handler_unit", "disclosure_office");
    story.step(received, handler, "accept", accept).late(late(received));
    let answered = office_day_after(received, draw.between(5, 20), due);
    let answer = Set::new()
        .choice("outcome", draw.word(&["granted", "granted", "partly", "not_held"]))
        .text("reply_document", "政府信息公开答复书")
        .flag("on_time", true);
    story.step(answered, DISCLOSURE_REVIEWER, "answer", answer).late(late(answered));
    story
}

/// Who handles an application, and where.
struct Office {
    unit: &'static str,
    division: &'static str,
    handler: &'static str,
    reviewer: &'static str,
    head: &'static str,
}

fn application(draw: &mut Draw, office: &Office, course: Course, outcome: &str) -> Story {
    let received = match course {
        // Less than twenty working days old when the year ends.
        Course::InHand => *draw.pick(&office_days(date(2021, 12, 6), date(2021, 12, 30))),
        Course::Answered(_) | Course::Withdrawn => {
            *draw.pick(&office_days(date(2021, 1, 4), date(2021, 11, 26)))
        }
    };
    let mut story = Story::new("disclosure", office.unit);
    open(draw, &mut story, office, received);
    match course {
        Course::Answered(reviews) => answer(draw, &mut story, office, (outcome, reviews)),
        Course::Withdrawn => {
            let last = story.last_on().unwrap_or(received);
            let on = office_day_after(last, draw.between(2, 12), LAST);
            let withdrawal = Set::new().text("withdrawal", "申请人书面撤回申请");
            story.step(on, office.handler, "withdraw", withdrawal);
        }
        Course::InHand => {
            let last = story.last_on().unwrap_or(received);
            story.note(last.min(LAST), office.handler, "已转相关处室检索");
        }
    }
    story
}

/// Registration and acceptance; one in eight has to be clarified first.
fn open(draw: &mut Draw, story: &mut Story, office: &Office, received: Date) {
    let applicant = draw.word(&[
        "citizen", "citizen", "citizen", "citizen", "company", "company", "legal", "research",
        "welfare", "other",
    ]);
    let channel = draw.word(&["online", "online", "post_signed", "post_plain", "in_person", "fax"]);
    let (subject, _) = topic(usize::try_from(draw.below(40)).unwrap_or(0));
    let due = twenty_office_days(received);
    let receive = Set::new()
        .text("subject", format!("申请公开{subject}相关文件"))
        .choice("applicant", applicant)
        .choice("channel", channel)
        .date("received_on", received)
        .date("due_on", due);
    story.step(received, office.handler, "receive", receive);
    if draw.percent(12) {
        let asked = office_day_after(received, draw.between(1, 4), LAST);
        let ask = Set::new()
            .text("clarification_asked", "请明确文件名称或文号")
            .date("clarify_by", plus(asked, 15));
        story.step(asked, office.handler, "ask_to_clarify", ask);
        let clarified = office_day_after(asked, draw.between(2, 10), LAST);
        let clarify = Set::new()
            .text("clarified_text", "申请人补充了文件名称")
            .date("due_on", twenty_office_days(clarified))
            .unit("handler_unit", office.division);
        story.step(clarified, office.handler, "clarified", clarify);
    } else {
        let accepted = office_day_after(received, draw.between(0, 2), LAST);
        let accept = Set::new().date("due_on", due).unit("handler_unit", office.division);
        story.step(accepted, office.handler, "accept", accept);
    }
}

/// Within twenty working days, or within twenty more where the head extended.
fn answer(draw: &mut Draw, story: &mut Story, office: &Office, (outcome, reviews): (&str, i64)) {
    let accepted = story.last_on().unwrap_or(LAST);
    let mut last = accepted;
    if draw.percent(10) {
        let consult = Set::new()
            .choice("third_party", "third_party")
            .text("consultation", "书面征求第三方意见");
        last = office_day_after(last, draw.between(1, 3), LAST);
        story.step(last, office.handler, "consult", consult);
        last = office_day_after(last, draw.between(3, 8), LAST);
        let answered = Set::new().text("consultation_answer", "第三方同意公开");
        story.step(last, office.handler, "consulted", answered);
    }
    if draw.percent(8) {
        last = office_day_after(last, draw.between(3, 8), LAST);
        let extend = Set::new()
            .text("extension_reason", "需检索的文件较多")
            .text("extension_notice", "已书面告知申请人")
            .date("due_on", twenty_office_days(plus(last, 10)));
        story.step(last, office.head, "extend", extend);
    }
    let drafted = office_day_after(last, draw.between(2, 8), LAST);
    let reply = Set::new().text("reply_document", "政府信息公开答复书");
    story.step(drafted, office.handler, "draft_reply", reply);
    let answered = office_day_after(drafted, draw.between(0, 4), LAST);
    let answer = || {
        Set::new()
            .choice("outcome", outcome)
            .flag("on_time", true)
            .integer("legal_reviews", reviews)
    };
    if draw.percent(2) {
        story.step(answered, office.reviewer, "answer", answer());
        story.reverse(office.reviewer, "答复书编号录入有误，重新登记");
    }
    let mut final_answer = answer();
    if draw.percent(2) {
        // 信息处理费: eleven items at 100 yuan above ten free ones.
        final_answer = final_answer.fen("fee", 10_000);
    }
    story.step(answered, office.reviewer, "answer", final_answer);
}

/// The day twenty working days after a day, which itself does not count (条例第三十三条).
fn twenty_office_days(day: Date) -> Date {
    let later = office_days(plus(day, 1), plus(day, 60));
    later.get(19).copied().unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twenty_working_days_skip_holidays_and_count_worked_sundays() {
        // Monday 4 January: four full weeks later.
        assert_eq!(twenty_office_days(date(2021, 1, 4)), date(2021, 2, 1));
        // Across Spring Festival: 8 to 10, 18 to 20, 22 to 26 February, 1 to 5 and 8 to 11 March.
        assert_eq!(twenty_office_days(date(2021, 2, 7)), date(2021, 3, 11));
    }
}
