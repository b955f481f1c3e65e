//! What clocks refuse, and what a correction makes of them.

use base::{Lang, Say};
use jiff::civil::date;
use register::calendar::{Term, Unit};
use register::model::{Basis, Clock, Extension};

use crate::fixture::key;
use crate::story::Story;

/// Five working days from the day of receipt, which an amendment puts off by five.
fn story() -> Story {
    let mut story = Story::new("permits");
    let clock = Clock {
        key: key("answer"),
        basis: Basis::Statutory,
        starts: key("receive"),
        from: None,
        term: Term { number: 5, unit: Unit::WorkingDay },
        runs_in: vec![key("received"), key("handling")],
        stands_in: vec![],
        restarts_on: vec![],
        extension: Some(Extension { step: key("amend"), by: 5 }),
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
