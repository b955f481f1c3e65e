//! Rows of parts and shares: 甲 45 例、乙 55 例，分别占 45% 和 55%; 甲 418 件，占 52.3%；乙 265 件，占 33.2%；丙 116 件，占 14.5%.

use base::Exact;
use num_rational::Ratio;
use num_traits::Signed;

use crate::phrase::Sentence;
use crate::quantity::Quantity;
use crate::{Draft, Finding, Severity};

use super::super::{Near, makes, slips, told};
use super::whole::shares;

/// Amounts of which every pair is tried.
const CHAIN_MAX: usize = 12;

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
    // 三类各占: 三类 is no amount; and the amounts may stand in the sentence before.
    let is_own = all.iter().take(place).any(|one| !sentence.is_word(one));
    let of = if is_own { Some(sentence) } else { near.before.last() }?;
    let end = if is_own { place } else { of.quantities.len() };
    let before: Vec<&Quantity> =
        of.quantities.iter().take(end).filter(|one| !of.is_word(one)).collect();
    let last = before.last()?;
    // 应复查 263 户，已复查 217 户，改正 209 户，分别占 82.5% 和 96.3%: each of the one before.
    let is_made = |share: &&Quantity| {
        let pairs = before.iter().flat_map(|one| before.iter().map(move |other| (*one, *other)));
        let mut pairs =
            pairs.filter(|(one, other)| one.is_kin(other) && !std::ptr::eq(*one, *other));
        before.len() <= CHAIN_MAX
            && pairs.any(|(one, other)| makes(one.span(), other.span(), share))
    };
    if shares.iter().all(is_made) {
        return Some(vec![]);
    }
    // 事故 7 起、死亡 9 人，分别占 13.5% 和 24.3%: each of a whole of its own.
    let beside: Vec<&&Quantity> = before.iter().rev().take(count).collect();
    if lead.contains("分别") && !beside.iter().all(|one| one.is_kin(last)) {
        return Some(vec![]);
    }
    let mut parts: Vec<&Quantity> =
        before.iter().rev().copied().filter(|one| one.is_kin(last)).take(shares.len()).collect();
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
        before.iter().copied().filter(|one| one.is_kin(first)).chain(near.kin(first)).collect();
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
        None => told::of_all(draft, (sentence, near), (part, best), share),
    });
    Some(found.collect())
}

/// Parts with a share each, which are shares of all of them together if most are, or if their shares make 100 %.
pub(super) fn together(draft: &Draft, sentence: &Sentence<'_>, near: &Near<'_>) -> Vec<Finding> {
    let all = shares(sentence, None, None);
    let all: Vec<(&Quantity, &Quantity)> =
        all.into_iter().map(|(part, share, _)| (part, share)).collect();
    // 60 岁及以上 264 万人，占 18.7%，其中 65 岁及以上 …: a part of a part is none of the list.
    let is_outer = |place: &usize| {
        let before = place.checked_sub(1).and_then(|before| all.get(before));
        let from = before.map_or(sentence.within().start, |(_, share)| share.range.end);
        all.get(*place).is_some_and(|(part, _)| {
            !sentence
                .words(from, part.range.start)
                .trim_start_matches(['，', ','])
                .starts_with("其中")
        })
    };
    let places = (0..all.len()).filter(is_outer);
    let outer: Vec<_> = places.filter_map(|place| all.get(place).copied()).collect();
    let lists = [all, outer];
    let alike = lists.iter().filter(|list| {
        list.len() >= 3
            && list.iter().all(|(part, _)| {
                part.is_exact_count() && list.first().is_some_and(|(first, _)| part.is_kin(first))
            })
    });
    alike
        .map(|list| odd(draft, (sentence, near), list))
        .find(|found| !found.is_empty())
        .unwrap_or_default()
}

/// The shares of a list that are not of all of it while most are; or the part that does not make its own.
fn odd(
    draft: &Draft,
    (sentence, near): (&Sentence<'_>, &Near<'_>),
    list: &[(&Quantity, &Quantity)],
) -> Vec<Finding> {
    let parts: Vec<&Quantity> = list.iter().map(|(part, _)| *part).collect();
    let whole = sum(&parts);
    let holds = |(part, share): &&(&Quantity, &Quantity)| makes(part.span(), whole, share);
    let held = list.iter().filter(holds).count();
    if held >= 2 && held * 3 >= list.len() * 2 {
        let wrong = list.iter().filter(|pair| !holds(pair));
        let told = wrong.filter_map(|(part, share)| {
            told::of_all(draft, (sentence, near), (part, whole), share)
        });
        return told.collect();
    }
    let hundred = Ratio::from_integer(100);
    let shares: Vec<&Quantity> = list.iter().map(|(_, share)| *share).collect();
    let slack: Exact = shares.iter().map(|share| share.number.step / 2).sum();
    let total: Exact = shares.iter().map(|share| share.number.value).sum();
    if (total - hundred).abs() > slack {
        return vec![];
    }
    let told = list.iter().filter_map(|(part, share)| {
        // Without the wrong one, the others are what its share leaves of 100 %.
        let left = Some(hundred - share.number.value).filter(Signed::is_positive)?;
        let others: Vec<_> = list.iter().filter(|(one, _)| !std::ptr::eq(*one, *part)).collect();
        let (low, high) = sum(&others.iter().map(|(one, _)| *one).collect::<Vec<_>>());
        let whole = (low * hundred / left, high * hundred / left);
        let is_odd = !makes(part.span(), whole, share)
            && others.iter().all(|(other, share)| is_near(other, whole, share));
        if is_odd { told::of_all(draft, (sentence, near), (part, whole), share) } else { None }
    });
    told.collect()
}

/// Whether a part makes a share of a whole but for one in its last place.
fn is_near(part: &Quantity, whole: (Exact, Exact), share: &Quantity) -> bool {
    makes(part.span(), whole, share) || slips(part.span(), whole, share)
}

fn sum(of: &[&Quantity]) -> (Exact, Exact) {
    let zero = (Ratio::from_integer(0), Ratio::from_integer(0));
    of.iter().map(|one| one.span()).fold(zero, |all, one| (all.0 + one.0, all.1 + one.1))
}
