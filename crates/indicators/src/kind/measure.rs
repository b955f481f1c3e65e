//! A measure: matters that came in, matters that are there, rows or amounts posted.

use base::dims::Filter;
use base::{Exact, UnitOfMeasure, exact};
use ledger::{Account, Tally};
use num_rational::Ratio;
use register::model::{Counts, Measure};

use crate::figure::Missing;

/// Fen in a yuan.
const FEN: i128 = 100;

/// The accounts whose tally answers the measure.
pub(crate) fn accounts(measure: &Measure) -> Vec<Account> {
    let register = &measure.register;
    match &measure.counts {
        Counts::FlowInto(states) | Counts::StockOf(states) => {
            states.iter().map(|state| Account::state(register, state)).collect()
        }
        Counts::LinesOf(group) => vec![Account::posted(register, group.as_str())],
        Counts::SumOf(book) => vec![Account::posted(register, book)],
        Counts::PlacesOf(standings) => {
            standings.iter().map(|standing| Account::pool(register, *standing)).collect()
        }
        Counts::LightsOf { clock, lights } => {
            lights.iter().map(|light| Account::light(register, clock, Some(*light))).collect()
        }
    }
}

/// Whether it is read at the cut-off over all time, not within the period.
pub(crate) fn is_stock(measure: &Measure) -> bool {
    match measure.counts {
        Counts::StockOf(_) | Counts::PlacesOf(_) | Counts::LightsOf { .. } => true,
        Counts::FlowInto(_) | Counts::LinesOf(_) | Counts::SumOf(_) => false,
    }
}

/// The measure's value from its tally: what came in, or for a stock what is there; fen become yuan.
///
/// `came` is the number of reports that came, for a count register. Contents of reports are missing
/// when none came; the number of reports itself is then a true zero.
pub(crate) fn value(
    measure: &Measure,
    tally: Tally,
    came: Option<i64>,
) -> Result<Exact, MeasureStop> {
    let is_of_contents = match measure.counts {
        Counts::LinesOf(_) | Counts::SumOf(_) => true,
        Counts::FlowInto(_)
        | Counts::StockOf(_)
        | Counts::PlacesOf(_)
        | Counts::LightsOf { .. } => false,
    };
    if is_of_contents && came == Some(0) && tally.is_zero() {
        return Err(MeasureStop::Missing(Missing::NoReport));
    }
    let amount =
        if is_stock(measure) { tally.stock().ok_or(MeasureStop::TooLarge)? } else { tally.debit };
    Ok(match measure.unit_of_measure {
        UnitOfMeasure::Yuan => Ratio::new(i128::from(amount), FEN),
        _ => exact::whole(amount),
    })
}

/// Why a measure has no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MeasureStop {
    Missing(Missing),
    TooLarge,
}

/// The definition in the words of packs: `flow_into answered where outcome=granted`.
pub(crate) fn text(measure: &Measure) -> String {
    let words = |states: &[base::Key]| {
        states.iter().map(ToString::to_string).collect::<Vec<_>>().join(" + ")
    };
    let counted = match &measure.counts {
        Counts::FlowInto(states) => format!("flow_into {}", words(states)),
        Counts::StockOf(states) => format!("stock_of {}", words(states)),
        Counts::LinesOf(group) => format!("lines_of {group}"),
        Counts::SumOf(book) => format!("sum_of {book}"),
        Counts::PlacesOf(standings) => {
            let words: Vec<&str> = standings.iter().map(|standing| standing.key()).collect();
            format!("places_of {}", words.join(" + "))
        }
        Counts::LightsOf { lights, .. } => {
            let words: Vec<&str> = lights.iter().map(|light| light.key()).collect();
            format!("lights_of {}", words.join(" + "))
        }
    };
    format!("{}: {counted}{}", measure.register, where_text(&measure.filter))
}

fn where_text(filter: &Filter) -> String {
    let lines: Vec<String> = filter
        .iter()
        .map(|(dimension, values)| {
            let values: Vec<&str> = values.iter().map(base::Key::as_str).collect();
            format!("{dimension}={}", values.join("|"))
        })
        .collect();
    if lines.is_empty() { String::new() } else { format!(" where {}", lines.join(" ")) }
}
