//! What the pack check finds, in both languages, with place and hint.

use base::{Lang, Say, UnitOfMeasure};
use jiff::civil::date;
use register::model::{Catalogue, Counts, Formula, Indicator, Measure};

use crate::desk::*;
use crate::formulas::*;

/// The faults in short: `indicators.asked: …`.
fn faults(catalogue: &Catalogue) -> Vec<String> {
    let told = |fault: &indicators::Fault| {
        assert_ne!(fault.say(Lang::Zh), fault.say(Lang::En));
        assert!(!fault.hint(Lang::Zh).is_empty() && !fault.hint(Lang::En).is_empty());
        fault.to_string()
    };
    indicators::check(catalogue).iter().map(told).collect()
}

/// Expects exactly one fault, at the indicator `asked`, that says this.
#[track_caller]
fn one(asked: Indicator, expected: &str) {
    one_in(&with(vec![asked]), "indicators.asked", expected);
}

#[track_caller]
fn one_in(catalogue: &Catalogue, place: &str, expected: &str) {
    let faults = faults(catalogue);
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert!(faults[0].starts_with(&format!("hotline, {place}: ")), "{}", faults[0]);
    assert!(faults[0].contains(expected), "{}", faults[0]);
}

#[test]
fn the_desk_itself_is_in_order() {
    assert_eq!(faults(&catalogue()), [""; 0]);
}

#[test]
fn operands_must_exist() {
    one(indicator("asked", sum(&["nobody"])), "\"hotline.nobody\"");
    one(indicator("asked", share("valid", "nowhere.nobody")), "\"nowhere.nobody\"");
    let fault = indicators::check(&with(vec![indicator("asked", sum(&["penalties.nobody"]))]));
    assert_eq!(fault[0].hint(Lang::En), "possible here: imposed, fined");
}

#[test]
fn circles_are_told_once_with_their_path() {
    let catalogue = with(vec![
        indicator("a", sum(&["b"])),
        indicator("b", sum(&["c"])),
        indicator("c", sum(&["b"])),
    ]);
    one_in(&catalogue, "indicators.b", "hotline.b → hotline.c → hotline.b");
    let alone = with(vec![indicator("asked", sum(&["asked"]))]);
    one_in(&alone, "indicators.asked", "hotline.asked → hotline.asked");
}

#[test]
fn nesting_is_bounded() {
    let mut levels = vec![indicator("x0", sum(&["valid"]))];
    for level in 1..=16 {
        let below = format!("x{}", level - 1);
        levels.insert(0, indicator(&format!("x{level}"), sum(&[&below])));
    }
    one_in(&with(levels.clone()), "indicators.x0", "more than 16 deep");
    let from_below: Vec<_> = levels.iter().rev().cloned().collect();
    one_in(&with(from_below), "indicators.x16", "more than 16 deep");
    levels.remove(0);
    assert_eq!(faults(&with(levels)), [""; 0]);
}

#[test]
fn units_must_fit() {
    one(indicator("asked", sum(&["valid", "penalties.fined"])), "yuan cannot be added to items");
    one(indicator("asked", difference("days", "valid")), "items cannot be taken from days");
    one(indicator("asked", share("valid", "population")), "items are no part of persons");
    one(indicator("asked", none("basic_factor")), "counts nothing");
    let chinese =
        indicators::check(&with(vec![indicator("x", sum(&["valid", "penalties.fined"]))]));
    assert!(chinese[0].say(Lang::Zh).contains("“元”不能与“件”相加"));
}

#[test]
fn a_fault_is_told_where_it_arises_and_not_again_above() {
    let catalogue =
        with(vec![indicator("top", sum(&["asked"])), indicator("asked", sum(&["valid", "days"]))]);
    one_in(&catalogue, "indicators.asked", "days cannot be added to items");
}

#[test]
fn targets_must_make_sense() {
    let share = || indicator("asked", share("solved", "valid"));
    assert_eq!(faults(&with(vec![aiming(share(), "0.98")])), [""; 0]);
    one(aiming(share(), "98"), "the target 98 lies outside 0 to 1");
    one(
        Indicator { better: None, ..aiming(share(), "0.98") },
        "whether it is the least or the most",
    );
    one(
        aiming(indicator("asked", sum(&["valid"])), "0.98"),
        "a percentage is no target for a count",
    );
    assert_eq!(faults(&with(vec![aiming(indicator("asked", sum(&["valid"])), "98")])), [""; 0]);
    one(aiming(indicator("asked", none("relapsed")), "0"), "it has no target");
    let mean = aiming(indicator("asked", average("days", "solved")), "14.5");
    assert_eq!(faults(&with(vec![mean])), [""; 0]);
}

#[test]
fn a_share_that_may_exceed_has_no_upper_target() {
    let may_exceed = Some("people from elsewhere".to_owned());
    let share = aiming(indicator("asked", share("solved", "valid")), "1.2");
    assert_eq!(faults(&with(vec![Indicator { may_exceed: may_exceed.clone(), ..share }])), [""; 0]);
    one(Indicator { may_exceed, ..indicator("asked", sum(&["valid"])) }, "only a share can exceed");
}

#[test]
fn weights_must_be_one_together_on_every_day() {
    let index = |parts: &[&str]| indicator("asked", Formula::Index(weights(parts)));
    let all = ["w_response basic_factor", "w_solved basic_factor", "w_satisfied basic_factor"];
    assert_eq!(faults(&with(vec![index(&all)])), [""; 0]);
    one(index(&all[..2]), "from 2021-01-01 the weights add up to 0.6");
    let mut changed = with(vec![index(&all)]);
    changed.packs[0].parameters[1] =
        parameter("w_response", UnitOfMeasure::Ratio, &[(date(2021, 1, 1), "0.1")]);
    one_in(&changed, "indicators.asked", "from 2022-01-01 the weights add up to 0.9");
    one(
        index(&["basic_factor", "w_solved basic_factor"]),
        "from 2021-01-01 the weights add up to 1.5",
    );
    one(index(&["basic_factor", "basic_factor"]), "the weights add up to 2");
}

#[test]
fn keys_are_given_once() {
    let catalogue = with(vec![indicator("valid", sum(&["solved"]))]);
    one_in(&catalogue, "measures.valid", "defined more than once");
}

#[test]
fn only_measures_are_counted_apart() {
    let excluding = |text: &str| Indicator {
        excludes: vec![name(text)],
        ..indicator("asked", sum(&["valid"]))
    };
    one(excluding("population"), "not a measure");
    one(excluding("nobody"), "\"hotline.nobody\"");
}

/// Expects one fault at a measure that counts so, in this unit.
#[track_caller]
fn measured(register: &str, counts: Counts, unit: UnitOfMeasure, expected: &str) {
    let mut catalogue = catalogue();
    catalogue.packs[0].measures.push(measure("asked", register, counts, unit));
    one_in(&catalogue, "measures.asked", expected);
}

#[test]
fn measures_count_what_their_register_has() {
    let (item, yuan) = (UnitOfMeasure::Item, UnitOfMeasure::Yuan);
    let flow = |state: &str| Counts::FlowInto(vec![key(state)]);
    let sum = |book: &str| Counts::SumOf(book.to_owned());
    measured("nobody", flow("valid"), item, "no pack has a register \"nobody\"");
    measured("hotline", flow("gone"), item, "no state \"gone\"");
    measured("penalties", Counts::LinesOf(key("procedure")), item, "called \"procedure\"");
    measured("penalties", Counts::LinesOf(key("nobody")), item, "called \"nobody\"");
    measured("penalties", sum("penalties.kind"), yuan, "called \"penalties.kind\"");
    measured("penalties", sum("penalties.nobody"), yuan, "called \"penalties.nobody\"");
    measured("hotline", sum("channel.x"), yuan, "called \"channel.x\"");
}

#[test]
fn measures_are_in_units_that_fit() {
    let (item, yuan, ratio) = (UnitOfMeasure::Item, UnitOfMeasure::Yuan, UnitOfMeasure::Ratio);
    let sum = |book: &str| Counts::SumOf(book.to_owned());
    measured("hotline", Counts::StockOf(vec![key("valid")]), yuan, "not counted in yuan");
    measured("penalties", Counts::LinesOf(key("penalties")), ratio, "not counted in a pure ratio");
    measured("penalties", sum("penalties.amount"), item, "\"penalties.amount\" is not in items");
    measured("hotline", sum("days_open"), item, "\"days_open\" is not in items");
    measured("doses", sum("given"), yuan, "\"given\" is not in yuan");
}

#[test]
fn measures_filter_by_what_their_postings_carry() {
    let filtered = |dimension: &str, value: &str| {
        let mut catalogue = catalogue();
        let flow = Counts::FlowInto(vec![key("valid")]);
        let mut asked: Measure = measure("asked", "hotline", flow, UnitOfMeasure::Item);
        asked.filter.narrow(key(dimension), vec![key(value)]);
        catalogue.packs[0].measures.push(asked);
        catalogue
    };
    one_in(&filtered("kind", "fine"), "measures.asked", "\"kind\" is not a dimension");
    one_in(&filtered("channel", "letter"), "measures.asked", "never has the value \"letter\"");
}

#[test]
fn all_faults_are_told_at_once() {
    let catalogue = with(vec![
        indicator("a", sum(&["nobody", "nowhere.x"])),
        aiming(indicator("b", share("solved", "valid")), "98"),
        indicator("c", sum(&["valid", "days"])),
    ]);
    assert_eq!(faults(&catalogue).len(), 4);
}

#[test]
fn a_faulty_definition_is_refused_when_asked_for() {
    let catalogue = with(vec![indicator("asked", sum(&["valid", "days"]))]);
    check_in(&catalogue, "", "error: \"hotline.asked\" cannot be computed: days cannot be added");
    let mut catalogue = with(vec![indicator("asked", sum(&["valid"]))]);
    catalogue.packs[0].registers.remove(0);
    check_in(&catalogue, "", "error: no pack has a register \"hotline\"; possible here: doses");
}
