//! The number of a matter that is opened.

use base::{Ctx, Key};
use register::decide::Act;
use register::model::{Kind, Register};
use register::numbering;

use super::Deciding;
use crate::{AppError, reporting};

impl Deciding<'_, '_> {
    pub(super) async fn number_of_opening(
        &mut self,
        ctx: &Ctx,
        register: &Register,
        act: &Act,
        unit: &Key,
    ) -> Result<String, AppError> {
        if self.tx.unit(unit).is_none() {
            return Err(AppError::NoUnit { unit: unit.clone() });
        }
        if !self.tx.lies_within(unit, &ctx.actor.scope) {
            return Err(AppError::OutsideScope { unit: unit.clone() });
        }
        match &register.kind {
            Kind::Case | Kind::Stock(_) => match &act.number {
                Some(number) => Ok(number.clone()),
                None => self.next_number(register, act.effective_on.year()).await,
            },
            Kind::Count { every, reporters, .. } => {
                let report = reporting::Report { register: &register.key, unit, act };
                report.number(self, *every, reporters).await
            }
        }
    }

    /// The next number of the register in a year: `XXGK-2021-0008`.
    async fn next_number(&mut self, register: &Register, year: i16) -> Result<String, AppError> {
        let last = match self.known.ordinals().last(&register.key, year) {
            Some(last) => last,
            None => {
                let last = self.tx.last_number(&register.key, year).await?;
                self.known.ordinals_mut().found(&register.key, year, last)
            }
        };
        let number = numbering::write(&register.number_prefix, year, last.saturating_add(1));
        // It is above every number that was ever given, so there is nothing to look for.
        self.known.put((register.key.clone(), number.clone()), None);
        Ok(number)
    }
}
