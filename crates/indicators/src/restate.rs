//! What a sealed figure becomes as later records are counted in, one class after the other.
//!
//! The sealed receipt holds the balance of every measure, so nothing old is asked for again: what was
//! learnt since is added to it, and the formula of the closing is computed anew after each class.

use std::collections::BTreeMap;

use base::{Exact, UnitOfMeasure, exact};
use ledger::{Cause, Tally};
use num_traits::ToPrimitive;
use register::model::Catalogue;

use crate::error::IndicatorError;
use crate::evaluate::evaluate;
use crate::figure::{Figure, Outcome, Rows};
use crate::kind::measure;
use crate::plan::asks;
use crate::question::{Answer, Ask};

/// What came into a balance since the closing, by the class of its record.
pub type Learnt = BTreeMap<Ask, BTreeMap<Cause, Tally>>;

/// Answers to asks.
type Balances = BTreeMap<Ask, Answer>;

/// The figure after each class of records has been counted in, in the order of
/// [`Cause::OF_RECORDS`], with the definitions and the organisation of the closing.
///
/// `catalogue` has the definitions of the closing. What was `learnt` answers the asks of the sealed
/// question; a class that is not there brought nothing. A coverage is answered by the tally of the
/// account outside, as what came from there.
///
/// # Errors
///
/// [`IndicatorError`] if the sealed receipt does not answer what the definition asks for.
pub fn after_each_class(
    catalogue: &Catalogue,
    sealed: &Figure,
    learnt: &Learnt,
) -> Result<[Option<Exact>; 4], IndicatorError> {
    let mut balances = balances(catalogue, sealed)?;
    let mut stages = [None; 4];
    for (stage, cause) in stages.iter_mut().zip(Cause::OF_RECORDS) {
        for (ask, answer) in &mut balances {
            let Some(more) = learnt.get(ask).and_then(|classes| classes.get(&cause)) else {
                continue;
            };
            let too_large = || IndicatorError::TooLarge { name: sealed.question.name.clone() };
            *answer = added(*answer, *more).ok_or_else(too_large)?;
        }
        let figure = evaluate(catalogue, &sealed.question, &balances, sealed.receipt.known_at);
        *stage = value_between(sealed, figure);
    }
    Ok(stages)
}

/// On the way between two figures there may be more parts than the whole, until the next class has
/// taken them away; that is no mistake of anybody's.
fn value_between(sealed: &Figure, figure: Result<Figure, IndicatorError>) -> Option<Exact> {
    match figure {
        Ok(figure) => value(&figure.outcome),
        Err(IndicatorError::OutsideShare { name, value }) if name == sealed.question.name => {
            Some(value)
        }
        Err(_) => None,
    }
}

/// The number that a bridge leads to: the value, or for a claim how many it is off (0 if it holds).
#[must_use]
pub fn value(outcome: &Outcome) -> Option<Exact> {
    match outcome {
        Outcome::Number(value) => Some(*value),
        Outcome::Truth { have, of, .. } => {
            exact::difference(exact::whole(*have), exact::whole(*of))
        }
        Outcome::Missing(_) => None,
    }
}

/// The answers that a figure was evaluated from, read off its receipt.
///
/// # Errors
///
/// [`IndicatorError::Unanswered`] if the receipt lacks one that the definition asks for.
pub fn balances(catalogue: &Catalogue, sealed: &Figure) -> Result<Balances, IndicatorError> {
    let asks = asks(catalogue, &sealed.question)?;
    let answers = asks.into_iter().map(|ask| {
        let answer = match &ask {
            Ask::Tally { .. } => tally(catalogue, sealed, &ask),
            Ask::Coverage { .. } => coverage(sealed, &ask),
        };
        let name = sealed.question.name.clone();
        Ok((ask, answer.ok_or(IndicatorError::Unanswered { name })?))
    });
    answers.collect()
}

fn tally(catalogue: &Catalogue, sealed: &Figure, ask: &Ask) -> Option<Answer> {
    let Ask::Tally { accounts, filter, from, to, .. } = ask else { return None };
    sealed.receipt.parts.iter().find_map(|part| {
        let rows = part.rows.as_ref()?;
        let measure = catalogue.measure(&rows.measure)?;
        let is_meant = rows.filter == *filter
            && rows.from == *from
            && rows.as_of == *to
            && measure::accounts(measure) == *accounts;
        if !is_meant {
            return None;
        }
        let scale = match measure.unit_of_measure {
            UnitOfMeasure::Yuan => Exact::from_integer(100),
            _ => Exact::from_integer(1),
        };
        // Without a value nothing was posted, and no report had come.
        let amount = part.value.map_or(Some(0), |value| {
            let posted = value * scale;
            if posted.is_integer() { posted.to_integer().to_i64() } else { None }
        });
        Some(Answer::Tally(Tally { debit: amount?, credit: 0 }))
    })
}

fn coverage(sealed: &Figure, ask: &Ask) -> Option<Answer> {
    let Ask::Coverage { register, from, to, .. } = ask else { return None };
    let coverage = &sealed.receipt.coverage;
    let found = coverage.iter().find(|coverage| {
        coverage.register == *register && coverage.from == *from && coverage.to == *to
    });
    found.map(|coverage| Answer::Coverage { due: coverage.due, came: coverage.came })
}

fn added(answer: Answer, more: Tally) -> Option<Answer> {
    Some(match answer {
        Answer::Tally(tally) => Answer::Tally(tally.plus(more)?),
        Answer::Coverage { due, came } => {
            Answer::Coverage { due, came: came.checked_add(more.credit)? }
        }
    })
}

/// How much of the value of a part a tally is.
///
/// A flow counts what came in, a stock what is there; fen become yuan.
#[must_use]
pub fn amount(catalogue: &Catalogue, rows: &Rows, tally: Tally) -> Option<Exact> {
    let measure = catalogue.measure(&rows.measure)?;
    let amount = if measure::is_stock(measure) { tally.stock()? } else { tally.debit };
    Some(match measure.unit_of_measure {
        UnitOfMeasure::Yuan => Exact::new(i128::from(amount), 100),
        _ => exact::whole(amount),
    })
}

/// The ask that a measure on a receipt was answered by.
#[must_use]
pub fn ask(catalogue: &Catalogue, rows: &Rows) -> Option<Ask> {
    let measure = catalogue.measure(&rows.measure)?;
    Some(Ask::Tally {
        accounts: measure::accounts(measure),
        unit: rows.unit.clone(),
        filter: rows.filter.clone(),
        from: rows.from,
        to: rows.as_of,
        known_at: Some(rows.known_at),
        trees: rows.trees,
    })
}
