//! A receipt lets a stranger recompute the figure.

use indicators::{Figure, Part, Question, formula_text};
use jiff::civil::date;
use register::model::{Catalogue, Formula, Indicator};

use crate::desk::*;
use crate::formulas::*;

/// The parts in short: `Numerator very 150`.
fn parts(figure: &Figure) -> Vec<String> {
    let short = |part: &Part| {
        let value = part.value.map_or_else(|| "missing".to_owned(), |value| value.to_string());
        format!("{:?} {} {value}", part.role, part.name.key)
    };
    figure.receipt.parts.iter().map(short).collect()
}

fn of(catalogue: &Catalogue, question: &Question, balances: &str) -> Figure {
    answered(catalogue, question, balances).unwrap()
}

fn satisfied() -> Formula {
    weighted_share(&["very", "basic_factor basically"], "valid")
}

#[test]
fn every_operand_is_there_in_order() {
    let catalogue = with(vec![indicator("asked", satisfied())]);
    let figure = of(&catalogue, &question("asked"), "very 150, basically 30, valid 200");
    let expected = [
        "Numerator very 150",
        "Parameter basic_factor 9/10",
        "Numerator basically 30",
        "Denominator valid 200",
    ];
    assert_eq!(parts(&figure), expected);
    assert_eq!(figure.receipt.formula, "(very + basic_factor × basically) / valid");
    assert_eq!((figure.receipt.definition, figure.receipt.known_at), (3, 100));
}

#[test]
fn a_parameter_cites_where_it_is_laid_down() {
    let catalogue = with(vec![indicator("asked", satisfied())]);
    let figure = of(&catalogue, &question("asked"), "valid 1");
    let laid_down = figure.receipt.parts[1].laid_down.clone().unwrap();
    assert_eq!(laid_down, (date(2021, 1, 1), "§1".to_owned()));
}

#[test]
fn a_measure_is_its_own_part_with_its_rows() {
    let asked = Question { known_at: Some(40), ..question("valid") };
    let figure = of(&catalogue(), &asked, "valid 5");
    assert_eq!(parts(&figure), ["Term valid 5"]);
    let rows = figure.receipt.parts[0].rows.clone().unwrap();
    assert_eq!((rows.measure, rows.known_at), (name("valid"), 40));
    assert_eq!((rows.from, rows.as_of), (Some(date(2021, 1, 1)), date(2021, 12, 31)));
    assert_eq!(figure.receipt.known_at, 40);
}

#[test]
fn indicators_are_followed_by_their_operands() {
    let catalogue = with(vec![
        indicator("open", difference("received", "solved")),
        indicator("asked", share("open", "received")),
    ]);
    let figure = of(&catalogue, &question("asked"), "received 10, solved 4");
    let expected =
        ["Numerator open 6", "Term received 10", "Subtracted solved 4", "Denominator received 10"];
    assert_eq!(parts(&figure), expected);
}

#[test]
fn a_change_keeps_its_base_value_and_both_spans() {
    let catalogue = with(vec![indicator("asked", change("received"))]);
    let figure = of(&catalogue, &question("asked"), "received@2020 50, received@2021 60");
    assert_eq!(parts(&figure), ["Term received 60", "Subtracted received 50"]);
    let days = figure.receipt.parts.iter().map(|part| part.rows.clone().unwrap().as_of);
    assert_eq!(days.collect::<Vec<_>>(), [date(2021, 12, 31), date(2020, 12, 31)]);
}

#[test]
fn an_average_carries_n() {
    let catalogue = with(vec![indicator("asked", average("days", "solved"))]);
    let figure = of(&catalogue, &question("asked"), "days_open 90, solved 4");
    assert_eq!(parts(&figure), ["Numerator days 90", "Denominator solved 4"]);
}

#[test]
fn what_is_counted_apart_is_shown_and_not_used() {
    let excludes = vec![name("relapsed")];
    let asked = Indicator { excludes, ..indicator("asked", share("solved", "valid")) };
    let figure = of(&with(vec![asked]), &question("asked"), "solved 90, valid 90, relapsed 44");
    assert_eq!(
        parts(&figure),
        ["Numerator solved 90", "Denominator valid 90", "Excluded relapsed 44"]
    );
    assert_eq!(shown(&figure.outcome), "1");
}

#[test]
fn reports_due_and_come_are_carried() {
    let figure = of(&catalogue(), &question("given"), "doses 15/16, given 9");
    let coverage = figure.receipt.coverage[0].clone();
    assert_eq!((coverage.register, coverage.came, coverage.due), (key("doses"), 15, 16));
    assert_eq!(parts(&of(&catalogue(), &question("given"), "doses 0/16")), ["Term given missing"]);
}

#[test]
fn reports_of_both_spans_of_a_change_are_carried() {
    let catalogue = with(vec![indicator("asked", change("given"))]);
    let figure = of(&catalogue, &question("asked"), "doses 16/16, given 9");
    let years = figure.receipt.coverage.iter().map(|coverage| coverage.to.year());
    assert_eq!(years.collect::<Vec<_>>(), [2021, 2020]);
}

#[test]
fn every_formula_has_a_text() {
    let text = |formula| {
        let catalogue = with(vec![indicator("asked", formula)]);
        formula_text(&catalogue, &name("asked")).unwrap()
    };
    assert_eq!(text(sum(&["valid", "penalties.imposed"])), "valid + penalties.imposed");
    assert_eq!(text(difference("valid", "solved")), "valid − solved");
    assert_eq!(text(share("solved", "valid")), "solved / valid");
    assert_eq!(text(rate("received", 100_000, "population")), "received × 100000 / population");
    assert_eq!(text(average("days", "solved")), "days / solved");
    assert_eq!(text(change("received")), "received / received[−1y] − 1");
    assert_eq!(text(all("assigned", "completed")), "completed = assigned");
    assert_eq!(text(none("relapsed")), "relapsed = 0");
    let index = Formula::Index(weights(&["w_solved a", "w_response b"]));
    assert_eq!(text(index), "(w_solved × a + w_response × b) × 100");
}

#[test]
fn every_measure_has_a_text() {
    let mut catalogue = catalogue();
    let filter = &mut catalogue.packs[0].measures[0].filter;
    filter.narrow(key("channel"), vec![key("phone"), key("web")]);
    let text = |of: &str| formula_text(&catalogue, &name(of)).unwrap();
    assert_eq!(text("valid"), "hotline: flow_into valid where channel=phone|web");
    assert_eq!(text("in_hand"), "hotline: stock_of in_hand");
    assert_eq!(text("penalties.imposed"), "penalties: lines_of penalties");
    assert_eq!(text("penalties.fined"), "penalties: sum_of penalties.amount");
    assert_eq!(text("population"), "population");
    assert_eq!(formula_text(&catalogue, &name("nobody")), None);
}
