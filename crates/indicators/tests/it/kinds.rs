//! One line per thing that a kind of formula does.

use base::UnitOfMeasure;
use jiff::civil::date;
use register::model::{Formula, Indicator};

use crate::desk::*;
use crate::formulas::*;

#[test]
fn measures() {
    let catalogue = catalogue();
    let check =
        |of, balances, expected| check_question(&catalogue, &question(of), balances, expected);
    // What came in counts, whatever left again.
    check("received", "received 7/2", "7");
    // What is there: came in less left.
    check("in_hand", "in_hand 7/2", "5");
    check("days", "days_open 90", "90");
    check("penalties.imposed", "penalties 65", "65");
    // Fen become yuan, exactly: 8 260 and a half.
    check("penalties.fined", "penalties.amount 826050", "16521/2");
    check("population", "", "200000");
}

#[test]
fn sums() {
    check(sum(&["valid"]), "valid 3", "3");
    check(sum(&["valid", "solved"]), "valid 3, solved 4", "7");
    check(sum(&["valid", "penalties.fined"]), "", "error: yuan cannot be added to items");
    check(sum(&["valid", "valid"]), "", "error: added twice");
    check(sum(&[]), "", "error: no operands");
}

#[test]
fn differences() {
    check(difference("valid", "solved"), "valid 10, solved 4", "6");
    check(difference("valid", "solved"), "valid 4, solved 10", "-6");
    check(difference("valid", "days"), "", "error: days cannot be taken from items");
}

#[test]
fn shares() {
    check(share("contacted", "valid"), "contacted 180, valid 200", "9/10");
    check(share("contacted", "valid"), "contacted 0, valid 200", "0");
    check(share("contacted", "valid"), "contacted 0, valid 0", "missing NothingToDivideBy");
    check(share("contacted", "valid"), "contacted 3, valid 2", "error: comes to 1.5, but a share");
    check(
        share("contacted", "valid"),
        "contacted -1, valid 2",
        "error: comes to -0.5, but a share",
    );
    check(share("days", "valid"), "", "error: days are no part of items");
}

#[test]
fn shares_that_may_exceed_one() {
    let may_exceed = Some("people from elsewhere are vaccinated too".to_owned());
    let asked = Indicator { may_exceed, ..indicator("asked", share("contacted", "valid")) };
    let catalogue = with(vec![asked]);
    check_in(&catalogue, "contacted 3, valid 2", "3/2");
    check_in(&catalogue, "contacted -3, valid 2", "error: a share lies between 0 and 1");
}

#[test]
fn weighted_shares() {
    let satisfied = || weighted_share(&["very", "basic_factor basically"], "valid");
    check(satisfied(), "very 150, basically 30, valid 200", "177/200");
    check(satisfied(), "very 150, basically 30", "missing NothingToDivideBy");
    check(satisfied(), "very 200, basically 30, valid 200", "error: a share lies between");
    check(weighted_share(&[], "valid"), "", "error: no operands");
    check(weighted_share(&["days"], "valid"), "", "error: days are no part of items");
    check(weighted_share(&["very solved"], "valid"), "", "error: factor \"hotline.very\" is not a");
    check(weighted_share(&["population very"], "valid"), "", "error: a factor is a pure ratio");
}

#[test]
fn rates() {
    check(rate("received", 100_000, "population"), "received 6", "3");
    check(rate("received", 1_000, "valid"), "received 6", "missing NothingToDivideBy");
    check(rate("received", 0, "population"), "", "error: a rate per 0");
}

#[test]
fn averages() {
    check(average("days", "solved"), "days_open 90, solved 4", "45/2");
    check(average("days", "solved"), "days_open 0, solved 0", "missing NothingToDivideBy");
    check(average("days", "basic_factor"), "", "error: is in a pure ratio, which counts nothing");
}

#[test]
fn changes() {
    // 50 last year and 60 this year: up a fifth.
    check(change("received"), "received@2020 50, received@2021 60", "1/5");
    check(change("received"), "received@2020 100, received@2021 61", "-39/100");
    check(change("received"), "received@2020 0, received@2021 61", "missing NothingBefore");
    let mut from_the_beginning = question("asked");
    from_the_beginning.from = None;
    let catalogue = with(vec![indicator("asked", change("received"))]);
    check_question(&catalogue, &from_the_beginning, "", "error: say from which day it runs");
}

#[test]
fn changes_of_indicators_look_back_as_a_whole() {
    let ratio = indicator("ratio", share("solved", "valid"));
    let catalogue = with(vec![ratio, indicator("asked", change("ratio"))]);
    // 1/2 last year, 3/4 this year.
    let balances = "solved@2020 1, valid@2020 2, solved@2021 3, valid@2021 4";
    check_in(&catalogue, balances, "1/2");
}

/// The composite score of a hotline with its three rates.
fn scored() -> Vec<Indicator> {
    vec![
        indicator("response", share("contacted", "valid")),
        indicator("solution", share("solved", "valid")),
        indicator("satisfied", weighted_share(&["very", "basic_factor basically"], "valid")),
        indicator(
            "asked",
            index(&["w_response response", "w_solved solution", "w_satisfied satisfied"]),
        ),
    ]
}

fn index(parts: &[&str]) -> Formula {
    Formula::Index(weights(parts))
}

#[test]
fn the_published_formula_of_the_three_rates() {
    let (catalogue, balances) =
        (with(scored()), "valid 200, contacted 200, solved 180, very 150, basically 30");
    let check = |of, expected| check_question(&catalogue, &question(of), balances, expected);
    check("response", "1"); // 100.00 %
    check("solution", "9/10"); // 90.00 %
    check("satisfied", "177/200"); // 88.50 %
    check("asked", "452/5"); // 90.40 points
}

#[test]
fn weights_and_factors_of_the_day_count() {
    let mut next_year = question("asked");
    (next_year.from, next_year.as_of) = (Some(date(2022, 1, 1)), date(2022, 12, 31));
    // (0.2 × 1 + 0.4 × 0.9 + 0.4 × (150 + 0.5 × 30) / 200) × 100 = 20 + 36 + 33.
    let balances = "valid 200, contacted 200, solved 180, very 150, basically 30";
    check_question(&with(scored()), &next_year, balances, "89");
    (next_year.from, next_year.as_of) = (None, date(2020, 12, 31));
    check_question(&with(scored()), &next_year, balances, "missing NoParameter");
}

#[test]
fn an_index_needs_whole_weights_and_shares() {
    check(index(&["w_response basic_factor", "w_solved basic_factor"]), "", "error: add up to 0.6");
    check(index(&["w_response solved"]), "", "error: an index weighs shares");
    check(index(&[]), "", "error: no operands");
    check(index(&["solved basic_factor"]), "", "error: is not a parameter");
    check(index(&["basic_factor"]), "", "90");
}

#[test]
fn universal_claims() {
    check(all("assigned", "completed"), "assigned 21, completed 21", "true 21/21");
    check(all("assigned", "completed"), "assigned 21, completed 20", "false 20/21");
    check(all("assigned", "completed"), "", "missing NothingToDivideBy");
    check(all("assigned", "completed"), "assigned 1, completed 2", "error: finds 2 of 1");
    check(all("assigned", "reports"), "", "error: reports are no part of items");
    check(all("penalties.fined", "penalties.fined"), "", "error: yuan, which counts nothing");
}

#[test]
fn zero_claims() {
    check(none("relapsed"), "", "true 0/0");
    check(none("relapsed"), "relapsed 2", "false 2/0");
    check(none("penalties.fined"), "", "error: yuan, which counts nothing");
}

#[test]
fn claims_about_what_is_no_whole_number() {
    let mean = indicator("mean", average("solved", "valid"));
    let catalogue = with(vec![mean, indicator("asked", none("mean"))]);
    check_in(&catalogue, "solved 1, valid 2", "error: but \"hotline.mean\" is 0.5");
    check_in(&catalogue, "solved 2, valid 2", "false 1/0");
}

#[test]
fn a_claim_cannot_be_reckoned_with() {
    let claim = indicator("claim", none("relapsed"));
    let catalogue = with(vec![claim, indicator("asked", sum(&["claim"]))]);
    check_in(&catalogue, "", "error: is true or false");
}

#[test]
fn numbers_beyond_exactness_are_refused() {
    // Nine quintillion, times four billion, is 2^95 and fits; times four billion again does not.
    let times = |of: &str| rate(of, u32::MAX, "solved");
    let fits = with(vec![indicator("y", times("received")), indicator("asked", times("solved"))]);
    let balances = format!("received {}, solved 1", i64::MAX);
    check_question(&fits, &question("y"), &balances, "39614081247908796755622232065");
    let twice = with(vec![indicator("y", times("received")), indicator("asked", times("y"))]);
    check_in(&twice, &balances, "170141183381241069208199594094075314175");
    let thrice = with(vec![
        indicator("y", times("received")),
        indicator("z", times("y")),
        indicator("asked", times("z")),
    ]);
    check_in(&thrice, &balances, "error: too large");
}

#[test]
fn a_stock_beyond_64_bits_is_refused() {
    let balances = format!("in_hand {}/{}", i64::MAX, -1);
    check_question(&catalogue(), &question("in_hand"), &balances, "error: too large");
}

#[test]
fn units_of_what_is_yielded() {
    let catalogue = with(vec![
        indicator("a", share("solved", "valid")),
        indicator("b", average("days", "solved")),
        indicator("c", rate("received", 10, "population")),
        indicator("d", index(&["basic_factor"])),
        indicator("e", none("relapsed")),
        indicator("f", sum(&["penalties.fined"])),
    ]);
    let unit =
        |of: &str| indicators::unit_of_measure(&catalogue, &name(of)).map(UnitOfMeasure::key);
    let expected = ["ratio", "day", "item", "point", "item", "yuan"].map(Some);
    assert_eq!(["a", "b", "c", "d", "e", "f"].map(unit), expected);
    assert_eq!(unit("nobody"), None);
}
