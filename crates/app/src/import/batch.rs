//! Deciding a batch of rows, each as a whole.

use std::sync::Arc;

use base::{Ctx, Key};
use exchange::{Header, Row, Sheet};
use register::decide::{Act, What};
use store::{New, Tx};

use super::columns::{Columns, NUMBER};
use super::fault::{Fault, told};
use super::history::{self, Opened, Planned};
use crate::AppError;
use crate::deciding::Deciding;
use crate::personal::{Keys, has_personal};
use crate::sequencer::Known;

/// Rows being decided.
pub(super) struct Batch<'a> {
    ctx: &'a Ctx,
    columns: Columns<'a>,
    file: &'a str,
    sheet: &'a str,
    keys: Option<Arc<Keys>>,
    /// What the rows that were taken record, in order.
    pub(super) records: Vec<New>,
}

/// What became of a row.
pub(super) enum Taken {
    Opened,
    Continued,
    /// The matter was there with the same content.
    Present,
    Not(Vec<Fault>),
}

/// A row as the steps it stands for.
struct Plan {
    number: String,
    steps: Vec<Planned>,
    acts: Vec<Act>,
}

impl<'a> Batch<'a> {
    pub(super) fn new(
        ctx: &'a Ctx,
        columns: Columns<'a>,
        sheet: &'a Sheet,
        keys: Option<Arc<Keys>>,
    ) -> Batch<'a> {
        Batch { ctx, columns, file: sheet.file(), sheet: sheet.name(), keys, records: vec![] }
    }

    /// Decides rows one after the other, each seeing what those before it did.
    pub(super) async fn decide(
        &mut self,
        tx: &mut Tx<'_>,
        rows: &[Row],
    ) -> Result<Vec<Taken>, AppError> {
        let plans: Vec<Result<Plan, Vec<Fault>>> = rows.iter().map(|row| self.plan(row)).collect();
        let acts = plans.iter().filter_map(|plan| plan.as_ref().ok()).flat_map(|plan| &plan.acts);
        let mut known = Known::protected_with(self.keys.clone());
        let mut deciding = Deciding::prepare_acts(tx, &mut known, acts).await?;
        let mut taken = Vec::with_capacity(rows.len());
        for plan in plans {
            taken.push(match plan {
                Ok(plan) => self.take(&mut deciding, &plan).await?,
                Err(faults) => Taken::Not(faults),
            });
        }
        Ok(taken)
    }

    fn plan(&self, row: &Row) -> Result<Plan, Vec<Fault>> {
        let words = self.columns.words;
        let filled = self.columns.read(row)?;
        let steps = history::planned(self.ctx, &self.columns, &filled)?;
        let basis = format!("{} {}!{}", self.file, self.sheet, row.number);
        let acts = steps.iter().map(|planned| Act {
            register: words.register.key.clone(),
            number: Some(filled.number.clone()),
            what: What::Step {
                step: planned.step.clone(),
                unit: planned.unit.clone(),
                set: planned.set.clone(),
            },
            effective_on: planned.day,
            basis: basis.clone(),
        });
        let acts = acts.collect();
        Ok(Plan { number: filled.number, steps, acts })
    }

    /// The sealed values of the matter, to be compared with those of the row.
    async fn opened(
        &self,
        deciding: &mut Deciding<'_, '_>,
        number: &str,
    ) -> Result<Opened, AppError> {
        let register = self.columns.words.register;
        if !has_personal(register) {
            return Ok(Opened::new());
        }
        match deciding.visible(self.ctx, &register.key, number).await?.cloned() {
            Some(matter) => deciding.opened(&matter).await,
            None => Ok(Opened::new()),
        }
    }

    /// Records what of the row is not there yet.
    async fn take(
        &mut self,
        deciding: &mut Deciding<'_, '_>,
        plan: &Plan,
    ) -> Result<Taken, AppError> {
        let words = self.columns.words;
        let opened = self.opened(deciding, &plan.number).await?;
        let matter = deciding.visible(self.ctx, &words.register.key, &plan.number).await?;
        let known = match matter {
            None => 0,
            Some(matter) => match history::taken(&self.columns, (matter, &opened), &plan.steps) {
                Ok(known) => known,
                Err(faults) => return Ok(Taken::Not(faults)),
            },
        };
        let missing = plan.acts.get(known..).unwrap_or_default();
        if missing.is_empty() {
            return Ok(Taken::Present);
        }
        match deciding.decide_together(self.ctx, missing).await? {
            Ok(records) => {
                self.records.extend(records);
                Ok(if known == 0 { Taken::Opened } else { Taken::Continued })
            }
            Err((index, refused)) => {
                let on = plan.steps.get(known + index).map(|step| &step.on);
                Ok(Taken::Not(faults(&refused, on, self.columns.header)))
            }
        }
    }
}

/// Where a refusal is told: at the column that it is about.
fn faults(refused: &AppError, on: Option<&Key>, header: &Header) -> Vec<Fault> {
    match (refused, on) {
        (AppError::Refused(refused), Some(on)) => Fault::refused(refused, on, header),
        (AppError::NumberTaken { .. }, _) => vec![Fault::of(&Key::literal(NUMBER), told(refused))],
        _ => vec![Fault::row(told(refused))],
    }
}
