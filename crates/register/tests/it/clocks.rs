//! What clocks refuse, and what a correction makes of them.

use base::{Lang, Say, moment};
use jiff::civil::date;
use register::calendar::{Term, Unit, shipped};
use register::clock::{Passed, Start, derive, of_matter, otherwise};
use register::condition::Condition;
use register::model::{Basis, Clock, EarlierRule, Extension, Step};
use register::sheet;
use register::words::Words;

use crate::fixture::key;
use crate::story::Story;

/// Five working days from the day of receipt, which an amendment puts off by five.
fn story() -> Story {
    let mut story = Story::new("permits");
    let clock = Clock {
        key: key("answer"),
        basis: Basis::Statutory,
        starts: vec![key("receive")],
        from: None,
        when: Condition::default(),
        term: Term { number: 5, unit: Unit::WorkingDay },
        since: None,
        earlier: vec![],
        runs_in: vec![key("received"), key("handling")],
        stands_in: vec![],
        restarts_on: vec![],
        ends_on: vec![],
        extension: Some(Extension { step: key("amend"), by: 5, notice: None }),
        on_expiry: vec![],
        warn: None,
        cite: "示范".to_owned(),
    };
    let register = story.pack.registers.iter_mut().find(|one| one.key == key("permits"));
    register.unwrap().clocks.push(clock);
    story.then("2021-03-01 lin receive subject=道路 applicant=company")
}

/// The first day of red.
fn red(story: &Story) -> Option<jiff::civil::Date> {
    let place = story.matter.as_ref()?.place.as_ref()?;
    place.deadlines.get(&key("answer"))?.red_on
}

fn refused(mut story: Story, line: &str, because: [&str; 2]) {
    let refused = story.act(line).unwrap_err();
    for (lang, because) in [Lang::En, Lang::Zh].into_iter().zip(because) {
        assert!(refused.say(lang).contains(because), "{}", refused.say(lang));
    }
}

#[test]
fn a_term_is_extended_once_and_not_after_its_end() {
    assert_eq!(red(&story()), Some(date(2021, 3, 9)));
    let extended = story().then("2021-03-08 lin amend applicant=citizen");
    assert_eq!(red(&extended), Some(date(2021, 3, 16)));
    let again = "2021-03-10 lin amend applicant=company";
    refused(extended, again, ["was extended on 2021-03-08", "已于 2021-03-08 延长"]);
    let late = "2021-03-09 lin amend applicant=citizen";
    refused(story(), late, ["ended on 2021-03-08", "已于 2021-03-08 届满"]);
}

#[test]
fn a_corrected_day_moves_the_deadline_and_an_extension_taken_back_is_none() {
    let moved = story().then("2021-03-10 lin correct 1 on=2021-03-03 : 误填");
    assert_eq!(red(&moved), Some(date(2021, 3, 11)));
    let back = story()
        .then("2021-03-08 lin amend applicant=citizen")
        .then("2021-03-08 lin reverse 2 误延");
    assert_eq!(red(&back), Some(date(2021, 3, 9)));
}

fn with(change: impl FnOnce(&mut Clock)) -> Story {
    let mut story = story();
    let register = story.pack.registers.iter_mut().find(|one| one.key == key("permits"));
    change(register.unwrap().clocks.first_mut().unwrap());
    story
}

/// The last moment in time of so many hours.
fn hours(number: u16, from: [i8; 4]) -> String {
    let [month, day, hour, minute] = from;
    let clock = Clock {
        starts: vec![key("receive")],
        term: Term { number, unit: Unit::Hour },
        warn: Some(2),
        ..with(|_| ()).register().clocks[0].clone()
    };
    let at = date(2025, month, day).at(hour, minute, 0, 0);
    let start = Start { on: at.date(), at: Some(at.time()) };
    let (step, state) = (key("receive"), key("received"));
    let passed = Passed { on: at.date(), step: &step, state: &state };
    let derived = derive(&clock, Some(start), [passed], shipped()).unwrap();
    let deadline = derived.deadline(clock.warn, shipped());
    assert_eq!(deadline.due_on(), derived.due.map(|due| due.on));
    let red = deadline.red_on.unwrap();
    format!(
        "{} {}",
        deadline.yellow_on.unwrap(),
        moment::written(red.to_datetime(deadline.at.unwrap()))
    )
}

#[test]
fn hours_go_by_the_wall_clock() {
    assert_eq!(hours(2, [3, 4, 9, 30]), "2025-03-04 2025-03-04 11:30");
    // Over midnight, over Spring Festival and the weekend, and to the very end of a day.
    assert_eq!(hours(2, [3, 4, 23, 30]), "2025-03-04 2025-03-05 01:30");
    assert_eq!(hours(24, [1, 27, 18, 0]), "2025-01-28 2025-01-28 18:00");
    assert_eq!(hours(168, [1, 27, 1, 0]), "2025-02-02 2025-02-03 01:00");
    assert_eq!(hours(24, [3, 4, 0, 0]), "2025-03-04 2025-03-05 00:00");
}

#[test]
fn the_day_it_is_counted_from_decides_which_rule_holds() {
    let changed = |on: &str| {
        let mut story = with(|clock| {
            clock.since = Some(date(2021, 3, 8));
            let term = Term { number: 3, unit: Unit::WorkingDay };
            let cite = "旧规则".to_owned();
            clock.earlier = vec![EarlierRule { until: date(2021, 3, 5), term, by: Some(1), cite }];
        });
        story.matter = None;
        story.then(&format!("{on} lin receive subject=道路 applicant=company"))
    };
    // Friday 5 March and three working days: Wednesday; with its extension of one: Thursday.
    let old = changed("2021-03-05");
    assert_eq!(red(&old), Some(date(2021, 3, 11)));
    let old = old.then("2021-03-08 lin amend applicant=citizen");
    assert_eq!(red(&old), Some(date(2021, 3, 12)));
    // On the weekend between no rule held; from Monday 8 March five working days.
    assert_eq!(red(&changed("2021-03-06")), None);
    assert_eq!(red(&changed("2021-03-08")), Some(date(2021, 3, 16)));
}

#[test]
fn a_clock_runs_only_for_those_it_is_for() {
    let citizens = |applicant: &str| {
        let mut story = with(|clock| {
            clock.extension = None;
            clock.when = Condition(vec![(key("applicant"), vec![key("citizen")])]);
        });
        story.matter = None;
        story.then(&format!("2021-03-01 lin receive subject=道路 applicant={applicant}"))
    };
    assert_eq!(red(&citizens("citizen")), Some(date(2021, 3, 9)));
    assert_eq!(red(&citizens("company")), None);
    let became = citizens("company").then("2021-03-02 lin amend applicant=citizen");
    assert_eq!(red(&became), Some(date(2021, 3, 9)));
}

#[test]
fn what_the_end_entails_waits_for_it() {
    let lapsing = || with(|clock| clock.on_expiry = vec![key("withdraw")]);
    let early = "2021-03-08 lin withdraw";
    refused(lapsing(), early, ["runs until 2021-03-08", "至 2021-03-08 止"]);
    lapsing().then("2021-03-09 lin withdraw");
    let standing = with(|clock| {
        clock.on_expiry = vec![key("withdraw")];
        (clock.runs_in, clock.stands_in) = (vec![key("received")], vec![key("handling")]);
    });
    let standing = standing.then("2021-03-02 lin hand_over lead=office");
    refused(standing, "2021-03-30 lin withdraw", ["stands still", "正暂停计算"]);
}

/// What the first exclusion, and all of them, are worth; `hear` stands for being out.
fn worth(steps: &[(&str, [i8; 2])]) -> [Option<i8>; 2] {
    let mut story = with(|clock| {
        (clock.runs_in, clock.stands_in) = (vec![key("received")], vec![key("handling")]);
    });
    let register = story.pack.registers.iter_mut().find(|one| one.key == key("permits")).unwrap();
    let back = register.steps.iter().find(|step| step.key == key("hand_over")).unwrap().clone();
    let back =
        Step { key: key("back"), from: vec![key("handling")], to: Some(key("received")), ..back };
    register.steps.push(Step { needs: vec![], may: vec![], moves_to: None, ..back });
    for (line, days) in steps {
        for (day, step) in days.iter().zip([*line, "back"]) {
            let set = match step {
                "hand_over" => "hand_over lead=office",
                "amend" => "amend applicant=citizen",
                other => other,
            };
            if *day > 0 {
                story = story.then(&format!("2021-03-{day:02} lin {set}"));
            }
        }
    }
    let matter = story.matter.as_ref().unwrap();
    let clock = &story.register().clocks[0];
    let derived = of_matter(clock, Some(matter), (&matter.fields, None), shipped()).unwrap();
    let found = otherwise(clock, (matter, &derived), shipped());
    [found.without[0], found.never_stood].map(|due| due.map(|due| due.day()))
}

/// Five working days from Monday 1 March; without its exclusion the term is over on the 8th.
#[test]
fn without_an_exclusion_what_came_too_late_does_not_count() {
    // Put off on the 10th: too late, had it not stood still.
    assert_eq!(worth(&[("hand_over", [2, 5]), ("amend", [10, 0])]), [Some(8), Some(8)]);
    // Out again on the 10th: nothing would have been left that could stand still.
    assert_eq!(worth(&[("hand_over", [2, 5]), ("hand_over", [10, 12])]), [Some(8), Some(8)]);
    // Out for one working day and for three: it ends on the 12th, without the first on the 11th.
    assert_eq!(worth(&[("hand_over", [2, 3]), ("hand_over", [4, 9])]), [Some(11), Some(8)]);
    // Out on its last day: nothing stands still. Put off that day to the 15th, then out for two: the
    // first exclusion is the one that counts, and it is worth those two.
    let late = [("hand_over", [8, 8]), ("amend", [8, 0]), ("hand_over", [9, 11])];
    assert_eq!(worth(&late), [Some(15), Some(15)]);
}

/// Hours of which nobody wrote down the moment: of the whole day, and late from the next on.
#[test]
fn hours_without_a_moment_are_counted_from_the_beginning_of_the_day() {
    let mut story = with(|clock| {
        clock.term = Term { number: 24, unit: Unit::Hour };
        clock.extension = None;
    });
    story.matter = None;
    let story = story.then("2021-03-01 lin receive subject=道路 applicant=company");
    assert_eq!(red(&story), Some(date(2021, 3, 3)));
    let matter = story.matter.as_ref().unwrap();
    let sheet = sheet::all(story.register(), matter, date(2021, 3, 1), shipped()).remove(0);
    let words = Words::new(&story.pack, story.register());
    let told =
        Lang::ALL.map(|lang| sheet.told(words, |unit| unit.to_string(), lang).facts.remove(0));
    assert!(told[0].contains("未记时刻") && told[1].contains("no time was recorded"), "{told:?}");
}
