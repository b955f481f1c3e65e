//! What is asked for, and which questions are refused.

use base::dims::Filter;
use indicators::{Ask, Question, asks};
use jiff::civil::date;
use register::model::{Catalogue, Indicator};

use crate::desk::*;
use crate::formulas::*;

/// The asks of a question, in short: `valid in 2021-01-01..2021-12-31 where channel=web`.
fn asked(catalogue: &Catalogue, question: &Question) -> Vec<String> {
    let short = |ask: &Ask| match ask {
        Ask::Tally { accounts, filter, from, to, .. } => {
            let places: Vec<String> = accounts
                .iter()
                .map(|account| format!("{}/{}", account.book(), account.place()))
                .collect();
            let filter: Vec<String> = filter
                .iter()
                .map(|(dimension, values)| {
                    let values: Vec<&str> = values.iter().map(base::Key::as_str).collect();
                    format!(" {dimension}={}", values.join("|"))
                })
                .collect();
            format!("{} {}..{to}{}", places.join("+"), start(*from), filter.concat())
        }
        Ask::Coverage { register, from, to, .. } => {
            format!("reports of {register} {}..{to}", start(*from))
        }
    };
    asks(catalogue, question).unwrap().iter().map(short).collect()
}

fn start(from: Option<jiff::civil::Date>) -> String {
    from.map(|from| from.to_string()).unwrap_or_default()
}

fn narrowed(of: &str, dimension: &str, value: &str) -> Question {
    let mut filter = Filter::new();
    filter.narrow(key(dimension), vec![key(value)]);
    Question { filter, ..question(of) }
}

#[test]
fn flows_are_asked_within_the_period_and_stocks_from_the_beginning() {
    let catalogue = with(vec![indicator("asked", sum(&["received", "in_hand"]))]);
    let expected = ["state/in_hand ..2021-12-31", "state/received 2021-01-01..2021-12-31"];
    let mut got = asked(&catalogue, &question("asked"));
    got.sort();
    assert_eq!(got, expected);
}

#[test]
fn a_balance_is_asked_once_however_often_it_is_used() {
    let satisfied = weighted_share(&["very", "basic_factor basically"], "valid");
    let catalogue = with(vec![
        indicator("a", share("solved", "valid")),
        indicator("b", satisfied),
        indicator("asked", sum(&["a", "b"])),
    ]);
    assert_eq!(asked(&catalogue, &question("asked")).len(), 4);
}

#[test]
fn a_change_asks_for_two_equal_spans() {
    let catalogue = with(vec![indicator("asked", change("received"))]);
    let mut spring = question("asked");
    (spring.from, spring.as_of) = (Some(date(2021, 2, 1)), date(2021, 3, 31));
    let expected =
        ["state/received 2020-02-01..2020-03-31", "state/received 2021-02-01..2021-03-31"];
    assert_eq!(asked(&catalogue, &spring), expected);
}

#[test]
fn whole_months_are_compared_with_whole_months() {
    let catalogue = with(vec![indicator("asked", change("received"))]);
    let mut february = question("asked");
    (february.from, february.as_of) = (Some(date(2025, 2, 1)), date(2025, 2, 28));
    assert_eq!(asked(&catalogue, &february)[0], "state/received 2024-02-01..2024-02-29");
}

#[test]
fn reports_due_are_asked_for_with_a_count_register() {
    let expected =
        ["given/posted 2021-01-01..2021-12-31", "reports of doses 2021-01-01..2021-12-31"];
    assert_eq!(asked(&catalogue(), &question("given")), expected);
}

#[test]
fn what_is_counted_apart_is_asked_for_too() {
    let excludes = vec![name("relapsed")];
    let catalogue = with(vec![Indicator { excludes, ..indicator("asked", sum(&["valid"])) }]);
    assert_eq!(asked(&catalogue, &question("asked")).len(), 2);
}

#[test]
fn a_filter_narrows_what_carries_it_and_leaves_the_rest() {
    let catalogue = with(vec![indicator("asked", rate("received", 10, "given"))]);
    let expected = [
        "given/posted 2021-01-01..2021-12-31",
        "state/received 2021-01-01..2021-12-31 channel=web",
        "reports of doses 2021-01-01..2021-12-31",
    ];
    assert_eq!(asked(&catalogue, &narrowed("asked", "channel", "web")), expected);
}

#[test]
fn a_filter_and_the_measure_s_own_narrow_together() {
    let mut catalogue = catalogue();
    let filter = &mut catalogue.packs[0].measures[0].filter;
    filter.narrow(key("urgent"), vec![key("yes")]);
    let got = asked(&catalogue, &narrowed("valid", "channel", "web"));
    assert_eq!(got, ["state/valid 2021-01-01..2021-12-31 channel=web urgent=yes"]);
}

#[test]
fn rows_carry_their_own_dimensions_and_those_of_their_matter() {
    let catalogue = catalogue();
    let dimensions = |of: &str| {
        let dimensions = indicators::possible_dimensions(&catalogue, &name(of));
        dimensions.keys().map(ToString::to_string).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(dimensions("penalties.imposed"), "kind procedure");
    assert_eq!(dimensions("penalties.fined"), "kind procedure");
    assert_eq!(dimensions("received"), "channel urgent");
    assert_eq!(dimensions("population"), "");
    assert_eq!(dimensions("nobody"), "");
}

#[test]
fn filters_that_would_narrow_nothing_are_refused() {
    let catalogue = with(vec![indicator("mixed", rate("received", 1, "penalties.imposed"))]);
    let check = |question: &Question, expected| check_question(&catalogue, question, "", expected);
    check(&narrowed("received", "kind", "fine"), "error: it can be by: channel, urgent");
    check(&narrowed("given", "kind", "fine"), "error: it can be by: (none)");
    check(&narrowed("received", "channel", "letter"), "error: possible are: phone, web");
    let mut both = narrowed("mixed", "channel", "web");
    both.filter.narrow(key("kind"), vec![key("fine")]);
    check(&both, "error: carries all of channel, kind together");
}

#[test]
fn questions_that_make_no_sense_are_refused() {
    let catalogue = catalogue();
    let check = |question: &Question, expected| check_question(&catalogue, question, "", expected);
    check(
        &question("nobody"),
        "error: there is no figure \"hotline.nobody\"; possible here: valid",
    );
    check(&question("nowhere.nobody"), "error: possible here: hotline.…, penalties.…");
    let reversed = Question { as_of: date(2020, 12, 31), ..question("valid") };
    check(&reversed, "error: cannot be asked from 2021-01-01 to 2020-12-31");
    let ahead = Question { known_at: Some(101), ..question("valid") };
    check(&ahead, "error: the record ends at 100");
}

#[test]
fn a_balance_without_answer_is_no_zero() {
    let got = indicators::evaluate(&catalogue(), &question("valid"), &[].into(), 1);
    assert!(got.unwrap_err().to_string().contains("was not answered"));
    let asks = asks(&catalogue(), &question("valid")).unwrap();
    let wrong = indicators::Answer::Coverage { due: 0, came: 0 };
    let answers = asks.into_iter().map(|ask| (ask, wrong)).collect();
    assert!(indicators::evaluate(&catalogue(), &question("valid"), &answers, 1).is_err());
}

#[test]
fn formulas_that_unfold_without_end_are_refused() {
    // Fifteen levels, each with the one below and its double: 32 768 leaves.
    let mut levels = vec![indicator("x0", sum(&["valid"]))];
    for level in 1..15 {
        let below = format!("x{}", level - 1);
        levels.push(indicator(&format!("x{level}"), difference(&below, &below)));
    }
    check_question(&with(levels), &question("x14"), "", "error: more than 2000 operands");
}
