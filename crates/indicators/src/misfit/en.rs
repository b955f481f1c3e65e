//! English sentences.

use base::Lang;

use super::{Misfit, listed, number, unit_word, way};

/// What is wrong.
#[expect(clippy::too_many_lines, reason = "one list of sentences, one a misfit")]
pub(super) fn say(misfit: &Misfit) -> String {
    let word = |unit| unit_word(unit, Lang::En);
    match misfit {
        Misfit::Unknown { name, .. } => {
            format!("no measure, indicator or parameter is called \"{name}\"")
        }
        Misfit::SameKey { key } => format!("\"{key}\" is defined more than once in this pack"),
        Misfit::Circle { path } => format!("the formula draws on itself: {}", way(path)),
        Misfit::TooDeep => {
            format!("indicators are nested more than {} deep", crate::DEPTH_MAX)
        }
        Misfit::NoOperands => "the formula has no operands".to_owned(),
        Misfit::Twice { name } => format!("\"{name}\" is added twice"),
        Misfit::CannotAdd { left, right } => format!(
            "{} cannot be added to {}: \"{}\" is in {}, but \"{}\" is in {}",
            word(right.1),
            word(left.1),
            right.0,
            word(right.1),
            left.0,
            word(left.1)
        ),
        Misfit::CannotSubtract { of, less } => format!(
            "{} cannot be taken from {}: \"{}\" is in {}, but \"{}\" is in {}",
            word(less.1),
            word(of.1),
            less.0,
            word(less.1),
            of.0,
            word(of.1)
        ),
        Misfit::ShareOfDifferent { part, whole } => format!(
            "{} are no part of {}: \"{}\" is in {}, but \"{}\" is in {}",
            word(part.1),
            word(whole.1),
            part.0,
            word(part.1),
            whole.0,
            word(whole.1)
        ),
        Misfit::ClaimAsNumber { name } => {
            format!("\"{name}\" is true or false, so it cannot be reckoned with")
        }
        Misfit::NotACount { name, unit } => {
            format!("\"{name}\" is in {}, which counts nothing", word(*unit))
        }
        Misfit::FactorNotParameter { name } => format!("the factor \"{name}\" is not a parameter"),
        Misfit::FactorNotRatio { name, unit } => {
            format!("the factor \"{name}\" is in {}, but a factor is a pure ratio", word(*unit))
        }
        Misfit::IndexOfOther { name, unit } => {
            format!("an index weighs shares, but \"{name}\" is in {}", word(*unit))
        }
        Misfit::WeightsSum { from, sum } => {
            format!("from {from} the weights add up to {}, not to 1", number(*sum))
        }
        Misfit::PerNothing => "a rate per 0 has no meaning".to_owned(),
        Misfit::TargetOnClaim => {
            "a claim holds or does not hold, so it has no target and no better direction".to_owned()
        }
        Misfit::TargetWithoutDirection => {
            "there is a target, but not whether it is the least or the most".to_owned()
        }
        Misfit::TargetOutside { target, greatest } => format!(
            "the target {} lies outside 0 to {}, so it can never be met or missed",
            number(*target),
            number(*greatest)
        ),
        Misfit::TargetNotWhole { target, unit } => format!(
            "the target {} is not a possible number of {}: a percentage is no target for a count",
            number(*target),
            word(*unit)
        ),
        Misfit::MayExceedWithoutShare => {
            "only a share can exceed one, and this formula is no share".to_owned()
        }
        Misfit::ExcludesNotMeasure { name } => {
            format!("\"{name}\" is counted apart, but it is not a measure")
        }
        Misfit::PenaltyMoney { path } => format!(
            "fines and confiscations must not enter an assessment, directly or indirectly \
             (Administrative Penalty Law, Art. 74 para. 3, 《行政处罚法》第七十四条第三款): {}",
            way(path)
        ),
        Misfit::UnknownRegister { register, .. } => {
            format!("no pack has a register \"{register}\"")
        }
        Misfit::UnknownState { state, .. } => format!("the register has no state \"{state}\""),
        Misfit::UnknownBook { book, .. } => {
            format!("the register posts no group of rows and no amount called \"{book}\"")
        }
        Misfit::UnknownDimension { dimension, .. } => {
            format!("\"{dimension}\" is not a dimension of what is counted here")
        }
        Misfit::UnknownValue { dimension, value, .. } => {
            format!("\"{dimension}\" never has the value \"{value}\"")
        }
        Misfit::CountedIn { unit } => {
            format!("matters and rows are not counted in {}", word(*unit))
        }
        Misfit::AmountIn { book, unit, .. } => {
            format!("the amount \"{book}\" is not in {}", word(*unit))
        }
    }
}

/// What to do about it.
pub(super) fn hint(misfit: &Misfit) -> String {
    let listed = |possible: &[String]| listed(possible, Lang::En);
    let keys = |possible: &[base::Key]| super::listed(possible, Lang::En);
    match misfit {
        Misfit::Unknown { possible, .. } | Misfit::UnknownBook { possible, .. } => {
            format!("possible here: {}", listed(possible))
        }
        Misfit::UnknownRegister { possible, .. }
        | Misfit::UnknownState { possible, .. }
        | Misfit::UnknownDimension { possible, .. }
        | Misfit::UnknownValue { possible, .. } => format!("possible here: {}", keys(possible)),
        Misfit::SameKey { .. } => {
            "give each measure, indicator and parameter its own key".to_owned()
        }
        Misfit::Circle { .. } => "remove one of these references".to_owned(),
        Misfit::TooDeep => "name the measures themselves instead of indicators of them".to_owned(),
        Misfit::NoOperands => "name at least one measure or indicator".to_owned(),
        Misfit::Twice { .. } => "name it once".to_owned(),
        Misfit::CannotAdd { .. } | Misfit::CannotSubtract { .. } => {
            "combine only what is counted in the same unit, or correct the unit with `in`"
                .to_owned()
        }
        Misfit::ShareOfDifferent { .. } => {
            "a part has the unit of its whole; for different units use `rate` or `average`"
                .to_owned()
        }
        Misfit::ClaimAsNumber { .. } => "use the measures that the claim is about".to_owned(),
        Misfit::NotACount { .. } => "use a measure of matters or rows".to_owned(),
        Misfit::FactorNotParameter { .. } => {
            "declare it under `parameters`, with a date".to_owned()
        }
        Misfit::FactorNotRatio { .. } => "declare the parameter with `in: ratio`".to_owned(),
        Misfit::IndexOfOther { .. } => "make a `share` or `weighted_share` of it first".to_owned(),
        Misfit::WeightsSum { .. } => "change all weights on the same day, to 1 together".to_owned(),
        Misfit::PerNothing => "write for example `per: 100000`".to_owned(),
        Misfit::TargetOnClaim => "remove `target` and `better`".to_owned(),
        Misfit::TargetWithoutDirection => "add `better: higher` or `better: lower`".to_owned(),
        Misfit::TargetOutside { .. } => {
            "write a share as 98% or 0.98, and points between 0 and 100".to_owned()
        }
        Misfit::TargetNotWhole { .. } => "write a whole number, or make a share of it".to_owned(),
        Misfit::MayExceedWithoutShare => "remove `may_exceed`".to_owned(),
        Misfit::ExcludesNotMeasure { .. } => "name a measure under `excludes`".to_owned(),
        Misfit::PenaltyMoney { .. } => {
            "count cases instead of money, or remove `assessed`, `target` and `better`".to_owned()
        }
        Misfit::CountedIn { .. } => "write what is counted, for example `in: item`".to_owned(),
        Misfit::AmountIn { must: Some(must), .. } => format!("write `in: {}`", must.key()),
        Misfit::AmountIn { must: None, .. } => {
            "write what is counted, for example `in: dose`".to_owned()
        }
    }
}
