//! Rows of parts and shares: 甲 45 例、乙 55 例，分别占 45% 和 55%; 甲 418 件，占 52.3%；乙 265 件，占 33.2%；丙 116 件，占 14.5%.

use base::Exact;
use num_rational::Ratio;

use crate::phrase::Sentence;
use crate::quantity::Quantity;
use crate::{Draft, Finding, Severity};

use super::super::{Near, makes, told};
use super::whole::shares;

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
    let found = wrong.filter_map(|(part, share)| match whole {
        Some(whole) => {
            told::wrong(draft, (sentence, near), (part, whole), share, Severity::Warning)
        }
        None => told::of_all(draft, sentence, (part, best), share),
    });
    Some(found.collect())
}

/// Parts with a share each, which are shares of all of them together if most are.
pub(super) fn together(draft: &Draft, sentence: &Sentence<'_>) -> Vec<Finding> {
    let pairs = shares(sentence, None);
    let Some((first, _)) = pairs.first() else { return vec![] };
    let alike = pairs.iter().all(|(part, _)| part.is_kin(first) && part.is_exact_count());
    let sum = sum(&pairs.iter().map(|(part, _)| *part).collect::<Vec<_>>());
    let holds = |(part, share): &&(&Quantity, &Quantity)| makes(part.span(), sum, share);
    let held = pairs.iter().filter(holds).count();
    if pairs.len() < 3 || !alike || held < 2 || held * 3 < pairs.len() * 2 {
        return vec![];
    }
    let wrong = pairs.iter().filter(|pair| !holds(pair));
    let told = wrong.filter_map(|(part, share)| told::of_all(draft, sentence, (part, sum), share));
    told.collect()
}

fn sum(of: &[&Quantity]) -> (Exact, Exact) {
    let zero = (Ratio::from_integer(0), Ratio::from_integer(0));
    of.iter().map(|one| one.span()).fold(zero, |all, one| (all.0 + one.0, all.1 + one.1))
}
