//! From answered balances to a figure with its receipt.

use std::collections::BTreeMap;

use base::Exact;
use ledger::Tally;
use num_traits::Zero;
use register::model::Catalogue;

use crate::error::IndicatorError;
use crate::figure::{Coverage, Figure, Missing, Outcome, Part, Receipt, Role, Rows};
use crate::kind::measure::MeasureStop;
use crate::kind::{Scale, formula_text, measure};
use crate::plan::{Content, Measured, Node, Plan, Unfolded};
use crate::question::{Answer, Ask, Question};
use crate::values::{Operated, Stop, Values};

/// What is the figure, given the answers to what it [`asks`](crate::asks)? As [`Plan::evaluate`].
///
/// # Errors
///
/// As [`Plan::of`] and [`Plan::evaluate`].
pub fn evaluate(
    catalogue: &Catalogue,
    question: &Question,
    answers: &BTreeMap<Ask, Answer>,
    head: u64,
) -> Result<Figure, IndicatorError> {
    let answers = answers.iter().map(|(ask, answer)| (ask, *answer)).collect();
    Plan::of(catalogue, question)?.evaluate(&answers, head)
}

impl Plan<'_> {
    /// What is the figure, given the answers to what it asks?
    ///
    /// `head` is the last sequence number of the record when the balances were answered; it stands on
    /// the receipt when the question did not name an earlier one.
    ///
    /// # Errors
    ///
    /// [`IndicatorError`] if a balance is unanswered, or the values contradict the formula: a share
    /// outside 0 to 1, weights that are not one together. A figure that merely has no number is no
    /// error but [`Outcome::Missing`].
    pub fn evaluate(
        &self,
        answers: &BTreeMap<&Ask, Answer>,
        head: u64,
    ) -> Result<Figure, IndicatorError> {
        let Plan { catalogue, question, node } = self;
        if let Some(asked) = question.known_at.filter(|asked| *asked > head) {
            return Err(IndicatorError::AheadOfRecord { asked, head });
        }
        let known_at = question.known_at.unwrap_or(head);
        let evaluation = Evaluation { question, answers, known_at };
        let drawn = evaluation.draw(node)?;
        let mut parts = match node.content {
            Content::Formula(_) => vec![],
            Content::Measure(_) => vec![part(Role::Term, node, &drawn)],
            Content::Parameter(..) => vec![part(Role::Parameter, node, &drawn)],
        };
        parts.extend(drawn.parts);
        let definition = catalogue.pack(&question.name.pack).map_or(0, |pack| pack.version);
        let formula = formula_text(catalogue, &question.name).unwrap_or_default();
        let coverage = drawn.coverage;
        Ok(Figure {
            question: (*question).clone(),
            outcome: drawn.outcome,
            unit_of_measure: node.unit_of_measure,
            receipt: Receipt { definition, formula, parts, coverage, known_at, trees: vec![] },
        })
    }
}

struct Evaluation<'a> {
    question: &'a Question,
    answers: &'a BTreeMap<&'a Ask, Answer>,
    known_at: u64,
}

/// A node's outcome, and what goes on the receipt for it.
struct Drawn {
    outcome: Outcome,
    rows: Option<Rows>,
    laid_down: Option<(jiff::civil::Date, String)>,
    /// What it draws on in turn.
    parts: Vec<Part>,
    coverage: Vec<Coverage>,
}

impl Drawn {
    fn of(outcome: Outcome) -> Drawn {
        Drawn { outcome, rows: None, laid_down: None, parts: vec![], coverage: vec![] }
    }
}

fn part(role: Role, node: &Node<'_>, drawn: &Drawn) -> Part {
    let value = match drawn.outcome {
        Outcome::Number(value) => Some(value),
        Outcome::Truth { .. } | Outcome::Missing(_) => None,
    };
    Part {
        role,
        name: node.name.clone(),
        value,
        unit_of_measure: node.unit_of_measure,
        rows: drawn.rows.clone(),
        laid_down: drawn.laid_down.clone(),
    }
}

impl Evaluation<'_> {
    fn draw(&self, node: &Node<'_>) -> Result<Drawn, IndicatorError> {
        match &node.content {
            Content::Measure(measured) => self.measured(node, measured),
            Content::Parameter(parameter, day) => Ok(match parameter.on(*day) {
                Some(value) => Drawn {
                    laid_down: Some((value.from, value.cite.clone())),
                    ..Drawn::of(Outcome::Number(value.value))
                },
                None => Drawn::of(Outcome::Missing(Missing::NoParameter)),
            }),
            Content::Formula(formula) => self.formula(node, formula),
        }
    }

    fn measured(&self, node: &Node<'_>, measured: &Measured<'_>) -> Result<Drawn, IndicatorError> {
        let unanswered = || IndicatorError::Unanswered { name: node.name.clone() };
        let tally = self.tally(&measured.tally).ok_or_else(unanswered)?;
        let coverage = match &measured.coverage {
            Some(ask) => Some(self.coverage(ask).ok_or_else(unanswered)?),
            None => None,
        };
        let came = coverage.as_ref().map(|coverage| coverage.came);
        let outcome = match measure::value(measured.measure, tally, came) {
            Ok(value) => Outcome::Number(value),
            Err(MeasureStop::Missing(missing)) => Outcome::Missing(missing),
            Err(MeasureStop::TooLarge) => {
                return Err(IndicatorError::TooLarge { name: node.name.clone() });
            }
        };
        let rows = Rows {
            measure: node.name.clone(),
            unit: self.question.unit.clone(),
            filter: measured.filter.clone(),
            from: measured.from,
            as_of: measured.as_of,
            known_at: self.known_at,
            trees: measured.trees,
        };
        let coverage = coverage.into_iter().collect();
        Ok(Drawn { rows: Some(rows), coverage, ..Drawn::of(outcome) })
    }

    fn formula(&self, node: &Node<'_>, formula: &Unfolded<'_>) -> Result<Drawn, IndicatorError> {
        let (mut parts, mut coverage) = (vec![], vec![]);
        let mut take = |role, node: &Node<'_>, drawn: Drawn| {
            add_new(&mut parts, std::iter::once(part(role, node, &drawn)));
            add_new(&mut parts, drawn.parts);
            add_new(&mut coverage, drawn.coverage);
        };
        let mut operands = vec![];
        for (operand, node) in &formula.operands {
            let drawn = self.draw(node)?;
            operands.push(Operated {
                name: operand.name.clone(),
                year_before: operand.year_before,
                outcome: drawn.outcome.clone(),
                is_complete: drawn.coverage.iter().all(|reports| reports.came >= reports.due),
            });
            take(operand.role, node, drawn);
        }
        for node in &formula.excluded {
            let drawn = self.draw(node)?;
            take(Role::Excluded, node, drawn);
        }
        let values = Values { of: node.name.clone(), as_of: formula.as_of, operands };
        let outcome = match formula.kind.compute(&values) {
            Ok(outcome) => within_share(node, formula, outcome)?,
            Err(Stop::Missing(missing)) => Outcome::Missing(missing),
            Err(Stop::Wrong(error)) => return Err(*error),
        };
        Ok(Drawn { parts, coverage, ..Drawn::of(outcome) })
    }

    fn tally(&self, ask: &Ask) -> Option<Tally> {
        match self.answers.get(ask)? {
            Answer::Tally(tally) => Some(*tally),
            Answer::Coverage { .. } => None,
        }
    }

    fn coverage(&self, ask: &Ask) -> Option<Coverage> {
        let Ask::Coverage { register, from, to, .. } = ask else { return None };
        match self.answers.get(ask)? {
            Answer::Coverage { due, came } => Some(Coverage {
                register: register.clone(),
                from: *from,
                to: *to,
                due: *due,
                came: *came,
            }),
            Answer::Tally(_) => None,
        }
    }
}

/// A share is between none and all, unless the pack says why it may exceed all.
fn within_share(
    node: &Node<'_>,
    formula: &Unfolded<'_>,
    outcome: Outcome,
) -> Result<Outcome, IndicatorError> {
    let (Outcome::Number(value), Scale::Share) = (&outcome, formula.kind.scale()) else {
        return Ok(outcome);
    };
    let exceeds = *value > Exact::from_integer(1) && formula.indicator.may_exceed.is_none();
    if *value < Exact::zero() || exceeds {
        return Err(IndicatorError::OutsideShare { name: node.name.clone(), value: *value });
    }
    Ok(outcome)
}

/// Adds what is not there yet, keeping the order of first appearance.
fn add_new<T: PartialEq>(list: &mut Vec<T>, more: impl IntoIterator<Item = T>) {
    for item in more {
        if !list.contains(&item) {
            list.push(item);
        }
    }
}
