//! Administrative penalties 行政处罚 from filing to closing.

use jiff::civil::{Date, date};

use crate::calendar::{LAST, office_day_after, office_days, plus};
use crate::draw::Draw;
use crate::inspections::SPECIALTIES;
use crate::org::{TCM_BUREAU, districts};
use crate::people::{DECIDER, LEGAL_REVIEWER, TCM_HEAD, TCM_REVIEWER, TCM_WORKER, handler};
use crate::set::Set;
use crate::share::scatter;
use crate::story::Story;

/// The bureau's cases: 65 = 14 simple + 51 ordinary (000-F057 to F059).
const BUREAU_SIMPLE: usize = 14;
const BUREAU_ORDINARY: usize = 51;
/// 46 warnings (000-F060): every simple case, and so many ordinary ones beside their fine.
const BUREAU_WARNED_TOO: usize = 46 - BUREAU_SIMPLE;
/// Every ordinary case is fined, 71.5万元 in all (000-F061, F062), in steps of 500 yuan from 2,000 yuan up.
const BUREAU_FINES_YUAN: i64 = 715_000;
const FINE_STEP_YUAN: i64 = 500;
const FINE_STEPS_MIN: i64 = 4;
/// One confiscation (000-F063, F064).
const BUREAU_CONFISCATED_FEN: i64 = 826_000;

/// Municipal cases, which no source counts for this authority.
const MUNICIPAL: usize = 80;
/// First, slight and corrected violations that were spared (002-F017, of 2024).
const SPARED: usize = 13;

/// The day from which 行政处罚法 (2021) raised the limits of the simple procedure.
const NEW_LIMITS: Date = date(2021, 7, 15);

/// Every case of the year.
pub(crate) fn stories(draw: &mut Draw) -> Vec<Story> {
    let mut stories = bureau(draw);
    for number in 0..MUNICIPAL {
        stories.push(municipal(draw, number));
    }
    for _ in 0..SPARED {
        stories.push(spared(draw));
    }
    stories
}

/// Who deals with a case, and where.
struct Office {
    unit: String,
    officer: String,
    legal_reviewer: &'static str,
    decider: &'static str,
}

impl Office {
    fn of_bureau() -> Office {
        Office {
            unit: TCM_BUREAU.to_owned(),
            officer: TCM_WORKER.to_owned(),
            legal_reviewer: TCM_REVIEWER,
            decider: TCM_HEAD,
        }
    }

    fn of_district(draw: &mut Draw) -> Office {
        let (unit, _) = draw.pick(&districts()).clone();
        Office { officer: handler(&unit), unit, legal_reviewer: LEGAL_REVIEWER, decider: DECIDER }
    }
}

/// A case as it is filed.
struct Case {
    party: &'static str,
    specialty: &'static str,
    simple: bool,
    filed: Date,
    major: bool,
    /// Kind and amount in fen of each penalty; a warning has none.
    penalties: Vec<(&'static str, Option<i64>)>,
}

fn bureau(draw: &mut Draw) -> Vec<Story> {
    let steps = BUREAU_FINES_YUAN / FINE_STEP_YUAN;
    let cases = i64::try_from(BUREAU_ORDINARY).expect("51 fits");
    let above_least = steps - FINE_STEPS_MIN * cases;
    let mut fines = scatter(draw, above_least, &fine_weights());
    draw.shuffle(&mut fines);
    let warned =
        draw.deck(&[(true, BUREAU_WARNED_TOO), (false, BUREAU_ORDINARY - BUREAU_WARNED_TOO)]);
    let mut stories = vec![];
    for (number, (steps, warned)) in fines.iter().zip(warned).enumerate() {
        let fen = (steps + FINE_STEPS_MIN) * FINE_STEP_YUAN * 100;
        let mut penalties = vec![("fine", Some(fen))];
        if warned {
            penalties.push(("warning", None));
        }
        if number == 0 {
            penalties.push(("confiscation", Some(BUREAU_CONFISCATED_FEN)));
        }
        let filed = *draw.pick(&office_days(date(2021, 1, 6), date(2021, 9, 30)));
        let case = Case {
            party: "organisation",
            specialty: "medical",
            simple: false,
            filed,
            major: fen >= 3_000_000,
            penalties,
        };
        stories.push(ordinary(draw, &Office::of_bureau(), &case));
    }
    for _ in 0..BUREAU_SIMPLE {
        let filed = *draw.pick(&office_days(date(2021, 1, 6), date(2021, 12, 24)));
        let case = Case {
            party: "organisation",
            specialty: "medical",
            simple: true,
            filed,
            major: false,
            penalties: vec![("warning", None)],
        };
        stories.push(on_the_spot(draw, &Office::of_bureau(), &case));
    }
    stories
}

/// A few heavy fines, many light ones.
fn fine_weights() -> [u64; BUREAU_ORDINARY] {
    let mut weights = [2; BUREAU_ORDINARY];
    for (place, weight) in weights.iter_mut().enumerate() {
        *weight = match place % 17 {
            0 => 12,
            1..5 => 5,
            _ => 2,
        };
    }
    weights
}

fn municipal(draw: &mut Draw, number: usize) -> Story {
    let office = Office::of_district(draw);
    let (specialty, _) = *draw.pick(&SPECIALTIES);
    let filed = *draw.pick(&office_days(date(2021, 1, 6), date(2021, 12, 20)));
    let simple = number.is_multiple_of(3);
    let party = if draw.percent(20) { "citizen" } else { "organisation" };
    let limit_yuan = match (party, filed < NEW_LIMITS) {
        ("citizen", true) => 50,
        ("citizen", false) => 200,
        (_, true) => 1_000,
        (_, false) => 3_000,
    };
    let penalties = if simple {
        vec![("warning", None), ("fine", Some(limit_yuan * 100 / draw.between(1, 2)))]
    } else {
        vec![("fine", Some(draw.between(4, 40) * FINE_STEP_YUAN * 100)), ("warning", None)]
    };
    let major = !simple && draw.percent(15);
    let case = Case { party, specialty, simple, filed, major, penalties };
    if simple { on_the_spot(draw, &office, &case) } else { ordinary(draw, &office, &case) }
}

fn file(story: &mut Story, office: &Office, case: &Case) {
    let procedure = if case.simple { "simple" } else { "ordinary" };
    let file = Set::new()
        .text("case_name", "示例单位涉嫌违反卫生管理规定案")
        .choice("party_type", case.party)
        .choice("specialty", case.specialty)
        .choice("procedure", procedure)
        .choice("clue", "inspection")
        .text("officers", "示例执法人员甲、示例执法人员乙")
        .date("due_on", plus(case.filed, 90));
    story.step(case.filed, &office.officer, "file", file);
}

fn facts() -> Set {
    Set::new().text("facts", "现场检查笔录和询问笔录证实").text("legal_basis", "相关卫生法规条款")
}

fn penalties(case: &Case) -> Vec<Set> {
    let line = |(kind, amount): &(&str, Option<i64>)| {
        let line = Set::new().choice("kind", kind);
        amount.map_or(line.clone(), |fen| line.fen("amount", fen))
    };
    case.penalties.iter().map(line).collect()
}

/// Decided, served and mostly performed on the day.
fn on_the_spot(draw: &mut Draw, office: &Office, case: &Case) -> Story {
    let mut story = Story::new("penalties", &office.unit);
    file(&mut story, office, case);
    let decide = facts()
        .text("officers", "示例执法人员甲、示例执法人员乙")
        .lines("penalties", penalties(case))
        .text("decision_no", "示例卫当罚");
    story.step(case.filed, &office.officer, "decide_on_spot", decide);
    carry_out(draw, &mut story, office, case.filed);
    story
}

/// Investigated, noticed, decided by someone else; legally reviewed first if the case is major.
fn ordinary(draw: &mut Draw, office: &Office, case: &Case) -> Story {
    let mut story = Story::new("penalties", &office.unit);
    file(&mut story, office, case);
    let on = office_day_after(case.filed, draw.between(0, 3), LAST);
    let investigate =
        Set::new().text("officers", "示例执法人员甲、示例执法人员乙").flag("major", case.major);
    story.step(on, &office.officer, "investigate", investigate);
    let found = office_day_after(on, draw.between(5, 30), LAST);
    if case.major {
        let review =
            facts_only().text("legal_opinion", "事实清楚，依据准确").flag("legal_passed", true);
        story.step(found, office.legal_reviewer, "legal_review", review);
    }
    let noticed = office_day_after(found, draw.between(1, 5), LAST);
    let notice = facts().text("notice_document", "行政处罚事先告知书");
    if case.major {
        story.step(noticed, &office.officer, "notify_reviewed", notice);
    } else {
        story.step(noticed, &office.officer, "notify", notice.flag("major", false));
    }
    if plus(noticed, 14) > LAST {
        // Noticed too late in the year to be decided in it.
        return story;
    }
    let decided = office_day_after(noticed, draw.between(5, 12), LAST);
    let decide = facts().lines("penalties", penalties(case)).text("decision_no", "示例卫罚");
    story.step(decided, office.decider, "decide", decide);
    carry_out(draw, &mut story, office, decided);
    story
}

fn facts_only() -> Set {
    Set::new().text("facts", "现场检查笔录和询问笔录证实")
}

/// Service, performance, publication and closing, as far as the year reaches.
fn carry_out(draw: &mut Draw, story: &mut Story, office: &Office, decided: Date) {
    let served = office_day_after(decided, draw.between(0, 6), LAST);
    let serve = Set::new().date("served_on", served);
    story.step(served, &office.officer, "serve", serve);
    let performed = office_day_after(served, draw.between(1, 15), LAST);
    if plus(served, 15) > LAST {
        return;
    }
    let how = if draw.percent(95) { "voluntary" } else { "enforced" };
    if draw.percent(3) {
        let wrong = Set::new().choice("performance", "enforced");
        story.step(performed, &office.officer, "perform", wrong);
        story.reverse(&office.officer, "履行方式误选，重新登记");
    }
    let perform = Set::new().choice("performance", how);
    story.step(performed, &office.officer, "perform", perform);
    let publish = Set::new().date("published_on", performed);
    story.step(performed, &office.officer, "publish", publish);
    story.step(performed, office.decider, "close", Set::new());
}

/// A first, slight and corrected violation: no penalty, but education (行政处罚法第三十三条).
fn spared(draw: &mut Draw) -> Story {
    let office = Office::of_district(draw);
    let filed = *draw.pick(&office_days(date(2021, 2, 1), date(2021, 11, 30)));
    let (specialty, _) = *draw.pick(&SPECIALTIES);
    let mut story = Story::new("penalties", &office.unit);
    let case = Case {
        party: "organisation",
        specialty,
        simple: false,
        filed,
        major: false,
        penalties: vec![],
    };
    file(&mut story, &office, &case);
    let investigate = Set::new().text("officers", "示例执法人员甲、示例执法人员乙");
    story.step(filed, &office.officer, "investigate", investigate);
    let on = office_day_after(filed, draw.between(5, 20), LAST);
    let spare = facts_only().choice("ground", "first_minor");
    story.step(on, office.decider, "spare", spare);
    story
}
