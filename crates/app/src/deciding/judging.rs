//! Whether an act may happen to a matter as it is.

use base::Ctx;
use register::Matter;
use register::decide::{Act, Calendars, Earlier, Versions, What, decide};
use register::event::Happened;
use register::model::{Kind, Pack};

use super::Deciding;
use crate::AppError;
use crate::reorganising::{self, HistoryFault};

/// An act with what was found out about it.
pub(super) struct Case<'a> {
    pub(super) pack: &'a Pack,
    pub(super) act: &'a Act,
    pub(super) number: &'a str,
    /// Whether it opens the matter.
    pub(super) opens: bool,
    /// The version that the actor saw.
    pub(super) seen: Option<u32>,
}

impl Deciding<'_, '_> {
    /// The event that the act is, if it may happen to the matter as it is.
    pub(super) fn judge(
        &self,
        ctx: &Ctx,
        case: &Case<'_>,
        matter: Option<&Matter>,
    ) -> Result<Happened, AppError> {
        let (act, number) = (case.act, case.number);
        let hidden = matter.is_some_and(|matter| !self.is_seen(ctx, matter));
        if hidden && case.opens {
            return Err(AppError::NumberTaken { number: number.to_owned() });
        }
        // What lies elsewhere is answered as if it did not exist.
        let matter = matter.filter(|_| !hidden);
        let found = matter.map_or(0, |matter| matter.version);
        if let Some(seen) = case.seen.filter(|seen| *seen != found) {
            return Err(AppError::Overtaken { number: number.to_owned(), seen, found });
        }
        self.may_correct(ctx, case, matter)?;
        let (earlier, calendars) =
            (Some(&*self.tx as &dyn Earlier), Some(&*self.tx as &dyn Calendars));
        let versions = Versions { in_force: case.pack, earlier, calendars };
        let happened = Happened {
            sequence: self.next_sequence,
            effective_on: act.effective_on,
            recorded_at: ctx.now,
            actor: ctx.actor.id.clone(),
            basis: act.basis.clone(),
            event: decide(ctx, versions, matter, act, number)?,
        };
        if reorganising::has_been(self.tx) {
            let then = match matter {
                Some(matter) => Some(matter.clone().followed_by(happened.clone())),
                None => Matter::fold(vec![happened.clone()]),
            };
            then.map_or(Ok(()), |matter| reorganising::admit(self.tx, &matter))?;
        }
        Ok(happened)
    }

    /// A correction opens a matter nowhere that its actor could not open one, and leaves a report with its
    /// unit and period.
    fn may_correct(
        &self,
        ctx: &Ctx,
        case: &Case<'_>,
        matter: Option<&Matter>,
    ) -> Result<(), AppError> {
        let What::Correct { of, to, .. } = &case.act.what else { return Ok(()) };
        if let Some(unit) =
            to.unit.as_ref().filter(|unit| !self.tx.lies_within(unit, &ctx.actor.scope))
        {
            return Err(AppError::OutsideScope { unit: unit.clone() });
        }
        let register = case.pack.register(&case.act.register);
        let counts = register.is_some_and(|register| matches!(register.kind, Kind::Count { .. }));
        let event = matter.and_then(|matter| matter.in_force().find(|one| one.sequence == *of));
        let fixed = event.is_none_or(|event| {
            let (on, before) = (event.effective_on, &event.event.before);
            before.is_some() || (to.unit.is_none() && to.effective_on.is_none_or(|day| day == on))
        });
        if counts && !fixed {
            return Err(HistoryFault::ReportStands { number: case.number.to_owned() }.into());
        }
        Ok(())
    }
}
