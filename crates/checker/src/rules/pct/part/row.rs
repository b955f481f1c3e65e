//! A row of shares after a row of parts: 分别占 45% 和 55%.

use base::Exact;
use num_rational::Ratio;

use crate::phrase::Sentence;
use crate::quantity::Quantity;
use crate::{Draft, Finding, Severity};

use super::super::{Near, makes, told};

/// 甲 45 例、乙 55 例，分别占 45% 和 55%: as many shares as parts, each of the sum or of a whole before.
pub(super) fn respectively(
    draft: &Draft,
    sentence: &Sentence<'_>,
    near: &Near<'_>,
    place: usize,
) -> Option<Vec<Finding>> {
    let all = sentence.quantities;
    let lead = sentence.lead(place);
    let joins = |at: usize| {
        let (one, next) = (all.get(at), all.get(at + 1));
        one.zip(next).is_some_and(|(one, next)| {
            next.is_share()
                && matches!(
                    sentence.words(one.range.end, next.range.start).as_str(),
                    "、" | "和" | "，" | "及"
                )
        })
    };
    let count = (place..all.len()).take_while(|at| joins(*at)).count() + 1;
    let is_row = lead.contains('占') && (lead.contains("分别") || count >= 2);
    if !is_row {
        return None;
    }
    let shares: Vec<&Quantity> = all.iter().skip(place).take(count).collect();
    let before = all.get(..place)?;
    let last = before.last()?;
    let mut parts: Vec<&Quantity> =
        before.iter().rev().filter(|one| one.is_kin(last)).take(shares.len()).collect();
    parts.reverse();
    let alike = parts.windows(2).all(|pair| matches!(pair, [one, next] if one.is_kin(next)));
    if shares.len() < 2
        || parts.len() != shares.len()
        || !alike
        || parts.iter().any(|part| !part.is_exact_count())
    {
        return None;
    }
    let first = *parts.first()?;
    let kin: Vec<&Quantity> =
        before.iter().filter(|one| one.is_kin(first)).chain(near.kin(first)).collect();
    let sum = |of: &[&Quantity]| {
        of.iter()
            .map(|one| one.span())
            .fold((Ratio::from_integer(0), Ratio::from_integer(0)), |all, one| {
                (all.0 + one.0, all.1 + one.1)
            })
    };
    let mut wholes: Vec<(Exact, Exact)> = kin.iter().map(|one| one.span()).collect();
    wholes.push(sum(&parts));
    let pairs = || parts.iter().zip(&shares);
    let held = |whole: &(Exact, Exact)| {
        pairs().filter(|(part, share)| makes(part.span(), *whole, share)).count()
    };
    // If it fits none of them, the whole is not in the text.
    let best = wholes.iter().copied().max_by_key(held).filter(|best| held(best) > 0)?;
    let whole = kin.iter().find(|one| one.span() == best);
    let wrong = pairs().filter(|(part, share)| !makes(part.span(), best, share));
    let of_sum = |part: &&Quantity, share: &&Quantity| {
        // The sum stands nowhere; the other parts do.
        let other = parts.iter().find(|other| other.range != part.range)?;
        let mut total = (**other).clone();
        total.number.value = parts.iter().map(|part| part.number.value).sum();
        told::wrong(draft, (sentence, near), (part, &total), share, Severity::Warning)
    };
    let found = wrong.filter_map(|(part, share)| match whole {
        Some(whole) => {
            told::wrong(draft, (sentence, near), (part, whole), share, Severity::Warning)
        }
        None => of_sum(part, share),
    });
    Some(found.collect())
}
