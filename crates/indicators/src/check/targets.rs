//! Targets, directions and permissions to exceed: do they make sense for the formula?

use base::{Exact, UnitOfMeasure};
use num_traits::Zero;
use register::model::Indicator;

use crate::kind::{self, Scale};
use crate::misfit::Misfit;
use crate::typing::Type;

/// The most points an index gives.
const POINTS_MAX: i128 = 100;

/// All that is wrong with what is expected of an indicator.
pub(super) fn misfits(indicator: &Indicator, typed: Type) -> Vec<Misfit> {
    let scale = kind::of(&indicator.formula).scale();
    let mut misfits = vec![];
    if indicator.may_exceed.is_some() && scale != Scale::Share {
        misfits.push(Misfit::MayExceedWithoutShare);
    }
    if scale == Scale::Claim {
        if indicator.target.is_some() || indicator.better.is_some() {
            misfits.push(Misfit::TargetOnClaim);
        }
        return misfits;
    }
    if let Some(target) = indicator.target {
        if indicator.better.is_none() {
            misfits.push(Misfit::TargetWithoutDirection);
        }
        misfits.extend(out_of_reach(indicator, scale, typed.unit(), target));
    }
    misfits
}

fn out_of_reach(
    indicator: &Indicator,
    scale: Scale,
    unit: UnitOfMeasure,
    target: Exact,
) -> Option<Misfit> {
    let within = |greatest: i128| {
        let greatest = Exact::from_integer(greatest);
        let outside = target < Exact::zero() || target > greatest;
        outside.then_some(Misfit::TargetOutside { target, greatest })
    };
    match scale {
        Scale::Share if indicator.may_exceed.is_some() => None,
        Scale::Share => within(1),
        Scale::Points => within(POINTS_MAX),
        Scale::Counted if !is_possible(target, unit) => {
            Some(Misfit::TargetNotWhole { target, unit })
        }
        Scale::Counted | Scale::Continuous | Scale::Claim => None,
    }
}

/// Whether so many of the unit can be: things are whole, yuan go down to fen.
fn is_possible(target: Exact, unit: UnitOfMeasure) -> bool {
    match unit {
        UnitOfMeasure::Yuan => 100 % *target.denom() == 0,
        UnitOfMeasure::Ratio | UnitOfMeasure::Point => true,
        _ => target.is_integer(),
    }
}
