//! The steps that a page offers.

use base::{Ctx, Key};

use crate::matter::Matter;
use crate::model::{Register, Step};

/// The steps that this actor may take now, in the order of the pack.
///
/// Steps from another state, of other rights, and those that must be taken by somebody else are left
/// out; what the fields must hold is judged when the step is taken.
#[must_use]
pub fn permitted<'a>(ctx: &Ctx, register: &'a Register, matter: Option<&Matter>) -> Vec<&'a Step> {
    let state = matter.and_then(Matter::state);
    let fits = |step: &&Step| match state {
        None => step.from.is_empty(),
        Some(state) => step.from.contains(state),
    };
    let admitted = |step: &&Step| step.rules.iter().all(|rule| rule.admits(matter, &ctx.actor.id));
    register
        .steps
        .iter()
        .filter(fits)
        .filter(|step| ctx.may(&step.right))
        .filter(admitted)
        .collect()
}

/// The steps that lead on from a state, whoever may take them.
pub(super) fn leading_on<'a>(
    register: &'a Register,
    state: &Key,
) -> impl Iterator<Item = &'a Step> {
    register.steps.iter().filter(move |step| step.from.contains(state))
}
