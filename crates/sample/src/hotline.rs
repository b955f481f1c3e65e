//! Tickets of the citizens' hotline 接诉即办工单, their call-backs and the three rates.

use jiff::civil::{Date, date};

use crate::calendar::{FIRST, LAST, days, plus};
use crate::draw::Draw;
use crate::org::{TCM_BUREAU, districts};
use crate::people::{CALLERS, COORDINATORS, TCM_CALLER, TCM_WORKER, VOID_APPROVER, handler};
use crate::set::Set;
use crate::story::Story;
use crate::topics::topic;

/// Where municipal tickets come in.
const OFFICE: &str = "hotline_office";

/// Blocks of 100 valid call-backs at scale 1.
pub(crate) const BLOCKS: u32 = 20;

/// How one call-back answers: contacted, solved, satisfied.
#[derive(Clone, Copy)]
struct Answer(bool, bool, &'static str);

/// One hundred valid call-backs: 98 contacted, 91 solved, 84 very + 10 basically satisfied (× 0.9 = 93).
const MUNICIPAL: [(Answer, usize); 5] = [
    (Answer(true, true, "very"), 84),
    (Answer(true, true, "basically"), 7),
    (Answer(true, false, "basically"), 3),
    (Answer(true, false, "unsatisfied"), 4),
    (Answer(false, false, "unsatisfied"), 2),
];

/// The bureau's ninety valid call-backs, all three rates at 98 % or more (000-F087 to F089).
const BUREAU: [(Answer, usize); 3] = [
    (Answer(true, true, "very"), 88),
    (Answer(true, true, "basically"), 1),
    (Answer(true, false, "unsatisfied"), 1),
];

/// What becomes of a ticket.
#[derive(Clone, Copy)]
enum Course {
    Valid(Answer),
    Invalid,
    Smoking,
    Voided,
    /// Still open at the end of the year.
    InHand,
}

/// The companions of each block of 100 valid call-backs, outside the denominator of the rates.
const COMPANIONS: [(Course, usize); 4] =
    [(Course::Invalid, 6), (Course::Smoking, 11), (Course::Voided, 4), (Course::InHand, 3)];

/// The bureau's cut-off: 134 tickets = 90 closed + 44 voided + none open (000-F084 to F086).
const BUREAU_CUT_OFF: Date = date(2021, 12, 15);
const BUREAU_VOIDED: usize = 44;
/// Tickets of the bureau after its cut-off, still in hand at the end of the year.
const BUREAU_LATER: usize = 4;

/// Every ticket of the year; `scale` multiplies the municipal blocks, so no rate depends on it.
pub(crate) fn stories(draw: &mut Draw, scale: u32) -> Vec<Story> {
    let mut stories = vec![];
    for _ in 0..BLOCKS * scale {
        let mut kinds: Vec<(Course, usize)> =
            MUNICIPAL.iter().map(|(answer, count)| (Course::Valid(*answer), *count)).collect();
        kinds.extend(COMPANIONS);
        for course in draw.deck(&kinds) {
            stories.push(municipal(draw, course));
        }
    }
    stories.extend(bureau(draw));
    stories
}

fn bureau(draw: &mut Draw) -> Vec<Story> {
    let mut kinds: Vec<(Course, usize)> =
        BUREAU.iter().map(|(answer, count)| (Course::Valid(*answer), *count)).collect();
    kinds.push((Course::Voided, BUREAU_VOIDED));
    let deck = draw.deck(&kinds);
    let mut stories: Vec<Story> = deck
        .into_iter()
        .enumerate()
        .map(|(number, course)| {
            let opens = days(date(2021, 1, 4), plus(BUREAU_CUT_OFF, -15));
            let opened = *draw.pick(&opens);
            // One in twenty went to the bureau's hospital first and came back.
            let hospital = || ("tcm_hospital".to_owned(), TCM_WORKER.to_owned());
            let sent_back_by = (number % 20 == 0).then(hospital);
            Ticket { sent_back_by, ..Ticket::of_bureau(course) }.story(draw, opened)
        })
        .collect();
    for _ in 0..BUREAU_LATER {
        let opened = plus(BUREAU_CUT_OFF, draw.between(3, 14));
        stories.push(Ticket::of_bureau(Course::InHand).story(draw, opened));
    }
    stories
}

fn municipal(draw: &mut Draw, course: Course) -> Story {
    let opens = match course {
        Course::InHand => days(plus(LAST, -9), LAST),
        Course::Valid(_) | Course::Invalid | Course::Smoking | Course::Voided => {
            days(FIRST, plus(LAST, -16))
        }
    };
    let opened = *draw.pick(&opens);
    let unit = by_residents(draw);
    let other = by_residents(draw);
    let wrong_district = other != unit && draw.percent(5);
    Ticket {
        course,
        handler: handler(&unit),
        unit,
        opens_at: OFFICE,
        coordinator: draw.word(&COORDINATORS),
        caller: draw.word(&CALLERS),
        approver: VOID_APPROVER,
        sent_back_by: wrong_district.then(|| (other.clone(), handler(&other))),
    }
    .story(draw, opened)
}

/// A district, drawn by its residents.
fn by_residents(draw: &mut Draw) -> String {
    let mut ball = draw.below(1_000);
    for (district, residents) in districts() {
        if ball < residents {
            return district;
        }
        ball -= residents;
    }
    crate::org::district(1)
}

/// A ticket with the people who deal with it.
struct Ticket {
    course: Course,
    opens_at: &'static str,
    unit: String,
    coordinator: &'static str,
    handler: String,
    caller: &'static str,
    approver: &'static str,
    /// Another unit that had it first, and who sent it back there.
    sent_back_by: Option<(String, String)>,
}

impl Ticket {
    fn of_bureau(course: Course) -> Ticket {
        Ticket {
            course,
            opens_at: TCM_BUREAU,
            unit: TCM_BUREAU.to_owned(),
            coordinator: TCM_CALLER,
            handler: TCM_WORKER.to_owned(),
            caller: TCM_CALLER,
            approver: VOID_APPROVER,
            sent_back_by: None,
        }
    }

    fn story(&self, draw: &mut Draw, opened: Date) -> Story {
        let mut story = Story::new("hotline", self.opens_at);
        let kind = match self.course {
            Course::Smoking => "smoking",
            Course::Valid(_) | Course::Invalid | Course::Voided | Course::InHand => {
                draw.word(&["consult", "help", "complaint", "complaint", "report", "suggestion"])
            }
        };
        let (subject, _) = topic(usize::try_from(draw.below(40)).unwrap_or(0));
        let receive = Set::new()
            .text("subject", format!("反映{subject}问题"))
            .choice("kind", kind)
            .choice("channel", draw.word(&["phone", "phone", "phone", "internet"]));
        story.step(opened, self.coordinator, "receive", receive);
        let days = self.dispatch(draw, &mut story, opened);
        match self.course {
            Course::Valid(answer) => self.valid(draw, &mut story, (days, answer)),
            Course::Invalid => {
                self.handle(draw, &mut story, days);
                let on = self.later(draw, &story, (1, 3));
                let in_vain = Set::new().flag("valid", false);
                story.step(on, self.caller, "call_back_in_vain", in_vain);
                story.step(on, self.coordinator, "close", Set::new());
            }
            Course::Smoking => {
                let on = self.later(draw, &story, (1, 5));
                let result = Set::new().text("result", "已到场劝阻并转卫生监督");
                story.step(on, &self.handler, "handle", result);
                let result = Set::new().text("result", "已到场劝阻并转卫生监督");
                story.step(on, self.coordinator, "close_smoking", result);
            }
            Course::Voided => {
                let on = self.later(draw, &story, (1, 4));
                let reason = draw.word(&["与已有工单重复", "来电人撤回", "不属于受理范围"]);
                let void = Set::new()
                    .text("void_reason", reason)
                    .text("void_approval", "经值班负责人批准");
                story.step(on, self.approver, "void", void);
            }
            Course::InHand => {
                if draw.percent(50) {
                    let on = self.later(draw, &story, (0, 1)).min(LAST);
                    let response = Set::new().text("response", "已联系来电人，正在核实");
                    story.step(on, &self.handler, "respond", response);
                }
            }
        }
        story
    }

    /// Sends the ticket to its unit; returns the days that its level gives.
    fn dispatch(&self, draw: &mut Draw, story: &mut Story, opened: Date) -> i64 {
        let level = draw.word(&["general", "general", "general", "complex", "utility", "urgent"]);
        let days = match level {
            "urgent" | "utility" => 1,
            "complex" => 15,
            _ => 7,
        };
        let to = |unit: &str| {
            Set::new()
                .unit("handler", unit)
                .choice("level", level)
                .date("due_on", plus(opened, days))
        };
        if let Some((other, handler)) = &self.sent_back_by {
            story.step(opened, self.coordinator, "dispatch", to(other));
            let reason = Set::new().text("return_reason", "不在本单位管辖范围，建议改派");
            story.step(opened, handler, "send_back", reason);
        }
        story.step(opened, self.coordinator, "dispatch", to(&self.unit));
        days
    }

    /// Handled and replied to within the days given.
    fn handle(&self, draw: &mut Draw, story: &mut Story, days: i64) {
        if draw.percent(30) {
            let on = self.later(draw, story, (0, (days / 7).min(1)));
            let response = Set::new().text("response", "已联系来电人，正在核实");
            story.step(on, &self.handler, "respond", response);
        }
        let on = self.later(draw, story, ((days / 7).min(1), days.min(6)));
        let result = Set::new().text("result", "已核实并处理");
        story.step(on, &self.handler, "handle", result);
        let reply = Set::new().text("reply", "已向来电人说明处理情况");
        story.step(on, &self.handler, "reply", reply);
    }

    fn valid(&self, draw: &mut Draw, story: &mut Story, (days, answer): (i64, Answer)) {
        self.handle(draw, story, days);
        let on = self.later(draw, story, (1, 3));
        let Answer(contacted, solved, satisfied) = answer;
        let call_back = |solved: bool| {
            Set::new()
                .flag("valid", true)
                .flag("contacted", contacted)
                .flag("solved", solved)
                .choice("satisfied", satisfied)
        };
        if draw.below(1_000) < 5 {
            // Ticked in the wrong box, taken back, and entered again.
            story.step(on, self.caller, "call_back", call_back(!solved));
            story.reverse(self.caller, "“是否解决”误选，重新登记");
        }
        story.step(on, self.caller, "call_back", call_back(solved));
        if draw.percent(2) {
            story.note(on, self.caller, "来电人补充意见，已转承办单位参考");
        }
        story.step(on, self.coordinator, "close", Set::new());
    }

    fn later(&self, draw: &mut Draw, story: &Story, days: (i64, i64)) -> Date {
        let last = story.last_on().unwrap_or(FIRST);
        plus(last, draw.between(days.0, days.1))
    }
}
