//! Fines and confiscations never enter an assessment (行政处罚法 第七十四条第三款).

use base::{Lang, Say};
use register::model::{Direction, Indicator};

use crate::desk::*;
use crate::formulas::*;

/// The path that is objected to, or nothing.
fn objection(indicators: Vec<Indicator>) -> Option<String> {
    let faults = indicators::check(&with(indicators));
    assert!(faults.len() <= 1, "{faults:?}");
    let fault = faults.first()?;
    let (zh, en) = (fault.say(Lang::Zh), fault.say(Lang::En));
    assert!(zh.contains("《行政处罚法》第七十四条第三款"), "{zh}");
    assert!(en.contains("Art. 74 para. 3"), "{en}");
    Some(en.rsplit_once(": ").unwrap().1.to_owned())
}

fn assessed(indicator: Indicator) -> Indicator {
    Indicator { assessed: true, ..indicator }
}

#[test]
fn an_unassessed_figure_of_fines_is_allowed() {
    assert_eq!(objection(vec![indicator("total", sum(&["penalties.fined"]))]), None);
}

#[test]
fn counting_cases_for_assessment_is_allowed() {
    assert_eq!(objection(vec![assessed(indicator("n", sum(&["penalties.imposed"])))]), None);
}

#[test]
fn adding_up_fines_for_assessment_is_refused() {
    let found = objection(vec![assessed(indicator("total", sum(&["penalties.fined"])))]);
    assert_eq!(found.unwrap(), "hotline.total → penalties.fined");
}

#[test]
fn a_direction_or_a_target_assesses_too() {
    let total = || indicator("total", sum(&["penalties.fined"]));
    assert!(objection(vec![Indicator { better: Some(Direction::Lower), ..total() }]).is_some());
    assert!(objection(vec![aiming(total(), "1000000")]).is_some());
}

#[test]
fn the_way_through_other_indicators_is_found_and_named() {
    let found = objection(vec![
        indicator("mean", average("penalties.fined", "penalties.imposed")),
        indicator("growth", change("mean")),
        assessed(indicator("score", sum(&["growth"]))),
    ]);
    let path = "hotline.score → hotline.growth → hotline.mean → penalties.fined";
    assert_eq!(found.unwrap(), path);
}

#[test]
fn the_field_counts_even_where_the_measure_forgot_to_say_it() {
    let mut catalogue = with(vec![assessed(indicator("total", sum(&["penalties.fined"])))]);
    catalogue.packs[1].measures[1].penalty_money = false;
    assert_eq!(indicators::check(&catalogue).len(), 1);
}

#[test]
fn fines_that_are_only_shown_apart_do_not_assess() {
    let excludes = vec![name("penalties.fined")];
    let shown = Indicator { excludes, ..indicator("n", sum(&["penalties.imposed"])) };
    assert_eq!(objection(vec![assessed(shown)]), None);
}
