//! The published figures come out of the year, whatever the seed and the scale.

use indicators::{Outcome, Question};
use register::model::Name;
use sample::{Expected, PublishedFigure};

use crate::authority::{FIRST, OTHER, Year};

/// What a question gives, in the form of the table.
fn comes_out(year: &Year, question: &Question) -> String {
    match year.figure(question).map(|figure| figure.outcome) {
        Ok(Outcome::Number(number)) => Expected::Number(number).to_string(),
        Ok(Outcome::Truth { holds: true, .. }) => Expected::Holds.to_string(),
        Ok(other) => format!("{other:?}"),
        Err(error) => error.to_string(),
    }
}

/// Every row of the table that does not come out.
fn missed(year: &Year) -> Vec<String> {
    let row = |published: PublishedFigure| {
        let outcome = comes_out(year, &published.question);
        let expected = published.expected.to_string();
        (outcome != expected).then(|| {
            let PublishedFigure { id, question, .. } = published;
            format!("{id} {}: expected {expected}, came out {outcome}", question.name)
        })
    };
    sample::published().into_iter().filter_map(row).collect()
}

#[test]
fn every_published_figure_comes_out() {
    assert_eq!(missed(&FIRST), Vec::<String>::new());
}

#[test]
fn another_seed_and_scale_give_the_same_published_figures() {
    assert_eq!(missed(&OTHER), Vec::<String>::new());
    let valid = |year: &Year| {
        let response = sample::published().into_iter().find(|row| row.id == "001-F152");
        let question = response.map(|row| row.question).expect("the table has the response rate");
        let figure = year.figure(&question).expect("it comes out");
        figure.receipt.parts.last().map(|part| part.value)
    };
    assert_ne!(valid(&FIRST), valid(&OTHER), "the rates stand on other tickets");
}

/// Late entries make the record of New Year's Eve differ from that of today.
#[test]
fn some_figures_were_smaller_as_known_at_the_end_of_the_year() {
    let happened = FIRST.book.happened();
    let last_day = jiff::civil::date(2021, 12, 31);
    let known = happened.iter().filter(|event| sample::day_of(event.recorded_at) <= last_day);
    let known_at = known.map(|event| event.sequence).max();
    let doses = sample::published().into_iter().find(|row| row.id == "001-F028");
    let now = doses.map(|row| row.question).expect("the table has the doses");
    let then = Question { known_at, ..now.clone() };
    assert_eq!(comes_out(&FIRST, &now), "56779100");
    assert_ne!(comes_out(&FIRST, &then), "56779100");
}

/// 236 applications were entered for 2020: 207 / 236 − 1.
#[test]
fn disclosure_has_a_year_before_to_compare_with() {
    let received = sample::published().into_iter().find(|row| row.id == "001-F147");
    let mut question = received.map(|row| row.question).expect("the table has the applications");
    question.name = Name::read("disclosure.received_growth").expect("a name");
    assert_eq!(comes_out(&FIRST, &question), "-29/236");
}
