//! Suggestions of deputies and proposals of CPPCC members, from their assignment to the opinion on the reply.

use jiff::civil::{Date, date};

use crate::calendar::{LAST, office_day_after, office_days, plus};
use crate::draw::Draw;
use crate::org::{COMMISSION, TCM_BUREAU};
use crate::people::{
    PROPOSAL_HANDLERS, PROPOSAL_REGISTRAR, PROPOSAL_SIGNER, TCM_HEAD, TCM_REVIEWER, TCM_WORKER,
};
use crate::set::Set;
use crate::story::Story;
use crate::topics::topic;

/// How the commission takes part; together 300, all completed (001-F003, F004). No source divides them: of
/// the 240 answered as main handler 228 satisfy in the end, and 12 basically.
const PARTS: [(Part, usize); 5] = [
    (Part::Lead("satisfied"), 225),
    (Part::Lead("basically"), 9),
    // Not satisfied at first, and answered again.
    (Part::Again("satisfied"), 3),
    (Part::Again("basically"), 3),
    (Part::CoHandler, 60),
];

/// What becomes of an assignment.
#[derive(Clone, Copy)]
enum Part {
    /// Answered as main handler, with this opinion on the reply.
    Lead(&'static str),
    /// Answered twice, with this opinion in the end.
    Again(&'static str),
    /// An opinion to the main handler.
    CoHandler,
}

/// The bureau's, all answered (000-F004).
const BUREAU: usize = 16;

/// Classes of replies, and how often in a hundred: solved, being solved, explained.
const CLASSES: [(&str, usize); 3] = [("a", 62), ("b", 28), ("c", 10)];

/// Who handles an assignment, and where.
struct Office {
    unit: &'static str,
    registrar: &'static str,
    handler: &'static str,
    signer: &'static str,
}

/// Every assignment of the year.
pub(crate) fn stories(draw: &mut Draw) -> Vec<Story> {
    let classes = draw.deck(&CLASSES);
    let mut classes = classes.iter().cycle();
    let mut stories = vec![];
    for (number, part) in draw.deck(&PARTS).into_iter().enumerate() {
        let office = Office {
            unit: COMMISSION,
            registrar: PROPOSAL_REGISTRAR,
            handler: draw.word(&PROPOSAL_HANDLERS),
            signer: PROPOSAL_SIGNER,
        };
        let class = classes.next().copied().unwrap_or("a");
        stories.push(assignment(draw, &office, (number, part, class)));
    }
    for number in 0..BUREAU {
        let office = Office {
            unit: TCM_BUREAU,
            registrar: TCM_REVIEWER,
            handler: TCM_WORKER,
            signer: TCM_HEAD,
        };
        stories.push(assignment(draw, &office, (number, Part::Lead("satisfied"), "a")));
    }
    stories
}

fn assignment(
    draw: &mut Draw,
    office: &Office,
    (number, part, class): (usize, Part, &'static str),
) -> Story {
    let days = office_days(date(2021, 2, 22), date(2021, 6, 30));
    let assigned = *draw.pick(&days);
    let (subject, division) = topic(number);
    let mut story = Story::new("proposals", office.unit);
    let source = draw.word(&["suggestion", "suggestion", "proposal"]);
    let is_lead = !matches!(part, Part::CoHandler);
    let assign = Set::new()
        .text("title", format!("关于{subject}的建议提案（第{}号）", number + 1))
        .choice("source", source)
        .date("assigned_on", assigned)
        .choice("part", if is_lead { "lead" } else { "co_handler" })
        .text("assigned_no", format!("〔2021〕{:04}", number + 1));
    story.step(assigned, office.registrar, "assign", assign).basis("建议提案交办单");
    let accepted = office_day_after(assigned, draw.between(0, 5), LAST);
    let lead = if office.unit == COMMISSION { division } else { office.unit };
    story.step(accepted, office.registrar, "accept", Set::new().unit("lead", lead));
    let contacted = office_day_after(accepted, draw.between(3, 20), LAST);
    contact(&mut story, office, contacted);
    // Three months from the assignment, of which some days are left for the signature.
    let until = plus(assigned, 84);
    match part {
        Part::CoHandler => {
            let on = office_day_after(contacted, draw.between(5, 30), until);
            let opinion = Set::new().text("reply_document", "会办意见函");
            story.step(on, office.signer, "give_opinion", opinion);
        }
        Part::Lead(opinion) => answer(draw, &mut story, office, (class, opinion, until)),
        Part::Again(opinion) => {
            answer(draw, &mut story, office, (class, "unsatisfied", until));
            let last = story.last_on().unwrap_or(assigned);
            let again = Set::new().text("returned_reason", "代表对答复不满意，重新办理");
            story.step(last, office.registrar, "handle_again", again);
            contact(&mut story, office, office_day_after(last, 4, LAST));
            answer(draw, &mut story, office, (class, opinion, plus(last, 60)));
        }
    }
    story
}

fn contact(story: &mut Story, office: &Office, on: Date) {
    let note = Set::new().text("contact_note", "已与代表、委员联系并听取意见");
    story.step(on, office.handler, "contact", note);
}

/// Draft, signature, reply and the opinion on it.
fn answer(
    draw: &mut Draw,
    story: &mut Story,
    office: &Office,
    (class, opinion, until): (&'static str, &'static str, Date),
) {
    let last = story.last_on().unwrap_or(until);
    let draft = || Set::new().text("draft", "答复意见代拟稿").choice("class", class);
    let mut drafted = office_day_after(last, draw.between(5, 25), until);
    story.step(drafted, office.handler, "draft_reply", draft());
    if draw.percent(10) {
        let back = Set::new().text("returned_reason", "请补充具体措施");
        story.step(drafted, office.signer, "send_back", back);
        drafted = office_day_after(drafted, draw.between(1, 4), until);
        story.step(drafted, office.handler, "draft_reply", draft());
    }
    let signed = office_day_after(drafted, draw.between(0, 4), until);
    let document = Set::new().text("reply_document", "建议提案答复函");
    story.step(signed, office.signer, "sign", document);
    let replied = office_day_after(signed, draw.between(0, 2), until);
    story.step(replied, office.handler, "reply", Set::new());
    let told = office_day_after(replied, draw.between(3, 20), date(2021, 12, 28));
    let opinion = Set::new().choice("opinion", opinion);
    story.step(told, office.registrar, "take_opinion", opinion);
}
