//! A part and its share of a whole: 20 件，占 66.7%.

mod claim;
mod direct;
mod row;
mod whole;

use base::Exact;
use num_rational::Ratio;

use crate::named::sole;
use crate::phrase::{Sentence, has};
use crate::quantity::Quantity;
use crate::{Draft, Finding, Severity};

use super::super::sum::is_complete;
use super::{Near, makes, slips, told};
pub(super) use claim::is_measured;
use claim::{Claim, claim};
use direct::{bracketed, of_aside, of_whole};
use row::{respectively, together};
use whole::{confirmed, of_row, shares, whole_of};

/// Wholes that stand nowhere in the text.
const ELSEWHERE: [&str; 14] = [
    "全市", "全省", "全国", "全区", "全县", "全州", "全球", "全院", "我市", "我省", "我区", "我县",
    "本市", "同期",
];
pub(super) fn find(draft: &Draft, sentence: &Sentence<'_>, near: &Near<'_>) -> Vec<Finding> {
    let all = sentence.quantities;
    let mut found = vec![];
    for (place, share) in all.iter().enumerate().filter(|(_, one)| one.is_share()) {
        if let Some(listed) = respectively(draft, sentence, near, place) {
            found.extend(listed);
        } else if !share.is_about {
            found.extend(
                unfounded(draft, sentence, near, place)
                    .or_else(|| bracketed(draft, (sentence, near), place))
                    .or_else(|| of_whole(draft, (sentence, near), place))
                    .or_else(|| of_aside(draft, (sentence, near), place)),
            );
        }
    }
    found.extend(together(draft, sentence, near));
    found
}

/// The part that a share is said of, by its place: the amount right before it, but for what it grew by
/// (46588 人，比上年增加 914 人，增长 2%，占 24.9%).
fn part_of(sentence: &Sentence<'_>, place: usize) -> Option<usize> {
    let all = sentence.quantities;
    let aside = |at: usize| {
        let is_rate = all.get(at).is_some_and(|one| one.is_share() || one.is_points());
        let is_by = ["比上年增加", "比上年减少", "同比增加", "同比减少"];
        !is_rate && at > 0 && is_by.contains(&sentence.lead(at).as_str())
            || is_rate && has(&sentence.lead(at), &["增长", "下降", "上升", "增加", "减少", "提高"])
    };
    // 9726 所（公办 5817 所、民办 3909 所），占 86.19%: what stands in brackets is an aside.
    let depth = |at: usize| all.get(at).map_or(0, |one| sentence.depth(one.range.start));
    let is_deeper = |at: usize| depth(at) > depth(place);
    let is_word = |at: usize| all.get(at).is_some_and(|one| sentence.is_word(one));
    let at = (0..place).rev().find(|at| !aside(*at) && !is_deeper(*at) && !is_word(*at))?;
    all.get(at).filter(|part| part.is_exact_count()).map(|_| at)
}

/// A share that nothing near it makes.
fn unfounded(
    draft: &Draft,
    sentence: &Sentence<'_>,
    near: &Near<'_>,
    place: usize,
) -> Option<Finding> {
    let all = sentence.quantities;
    let share = all.get(place)?;
    // 医院占 76.2%，即 14210 张: the part stands after it.
    let tail = sentence.tail(place);
    let is_after = ["，即", "，为", "，共"].iter().any(|word| tail == *word);
    if is_after || has(&sentence.lead(place), &["不低于", "不少于", "不高于", "不超过", "目标"])
    {
        return None;
    }
    let claim = claim(sentence, place)?;
    let part = part(sentence, near, place, &claim)?;
    let at = all.iter().position(|one| std::ptr::eq(one, part));
    let fits = |of: &Sentence<'_>, at: usize| {
        is_part(of, at)
            && of.quantities.get(at).is_some_and(|one| one.is_kin(part) && !std::ptr::eq(one, part))
    };
    let of = near.bearers(sentence, place, &claim.of, &fits);
    let named = sole(&of).filter(|_| claim.of.chars().count() >= 2);
    let before = all.get(..at.unwrap_or(place))?;
    let own = before.iter().filter(|one| one.is_kin(part) && one.is_exact_count());
    let own: Vec<&Quantity> = own.collect();
    let wholes: Vec<&Quantity> = match named {
        Some(_) => of.iter().map(|one| one.quantity).collect(),
        None => own.iter().copied().chain(near.kin(part)).collect(),
    };
    let confirmed = confirmed(sentence, near, (part, place), &claim.of);
    // Of a bare share the others must tell what it is of.
    if claim.is_bare && confirmed.is_none() {
        return None;
    }
    let mut spans: Vec<(Exact, Exact)> = wholes.iter().map(|whole| whole.span()).collect();
    let mut parts = vec![part.span()];
    // Sums may be meant too, but not if the whole is known.
    if let Some(at) = at.filter(|_| confirmed.is_none()) {
        parts = runs(sentence, at + 1, part);
        spans.extend(listed(sentence, at + 1, part));
    }
    // 新增 200 张，达到 3000 张，占 6.7%: the whole may come last.
    let smaller = own.iter().filter(|one| greater(part, one));
    let is_last = smaller.into_iter().any(|one| makes(one.span(), part.span(), share));
    let made = |whole: &(Exact, Exact)| {
        parts.iter().any(|part| part != whole && makes(*part, *whole, share))
    };
    if is_last || spans.iter().any(made) {
        return None;
    }
    // 汉族 301455 人，其他民族 78445 人，后者占 20.65%: of all of them.
    if let Some(whole) = confirmed.is_none().then(|| closed(sentence, place, part)).flatten() {
        // 四季度 34 起，三季度最为集中，占 30.1%: of another of them.
        let mut others = all.iter().take(place).filter(|one| one.is_kin(part));
        let is_off = !others.any(|one| makes(one.span(), whole, share)) && named.is_none();
        return is_off
            .then(|| told::of_all(draft, (sentence, near), (part, whole), share))
            .flatten();
    }
    let surely = || at.and_then(|at| whole_of(sentence, near, at, &claim.of));
    let confirmed = confirmed.map(|whole| (whole, true));
    let row = || of_row(sentence, near, part).filter(|_| claim.of.is_empty());
    let (whole, is_sure) = confirmed
        .or_else(surely)
        .or(named.map(|whole| (whole, false)))
        .or_else(|| row().map(|whole| (whole, false)))?;
    // More than all there is: something else is meant.
    if std::ptr::eq(part, whole) || part.number.value > whole.number.value * 2 {
        return None;
    }
    if all_shared(sentence, part).is_some_and(|all| makes(part.span(), all, share)) {
        return None;
    }
    let is_slip = |whole: &(Exact, Exact)| {
        parts.iter().any(|part| part != whole && slips(*part, *whole, share))
    };
    let doubt = if spans.iter().any(is_slip) { Severity::Note } else { Severity::Warning };
    let severity = if is_sure && doubt > Severity::Note { Severity::Error } else { doubt };
    told::wrong(draft, (sentence, near), (part, whole), share, severity)
}

/// What all amounts come to that have a share of their own: 大气类 74 件，占 39.8%；水类 41 件，占 22.0%；….
fn all_shared(sentence: &Sentence<'_>, part: &Quantity) -> Option<(Exact, Exact)> {
    let shares = shares(sentence, None, Some(sentence.quantities.len()));
    let listed: Vec<&Quantity> =
        shares.iter().map(|(one, ..)| *one).filter(|one| one.is_kin(part)).collect();
    let sum = |sum: (Exact, Exact), one: (Exact, Exact)| (sum.0 + one.0, sum.1 + one.1);
    let spans = listed.iter().map(|one| one.span());
    (listed.len() >= 3).then(|| spans.fold((Exact::default(), Exact::default()), sum))
}

/// The amount that a share is said of: the one of its subject, or else the one right before it.
fn part<'a>(
    sentence: &Sentence<'a>,
    near: &Near<'a>,
    place: usize,
    claim: &Claim,
) -> Option<&'a Quantity> {
    if matches!(claim.subject.as_str(), "前者" | "后者") {
        let kin = |one: &&Quantity| one.is_exact_count();
        let mut before = sentence.quantities.get(..place)?.iter().rev().filter(kin);
        let (last, first) = (before.next()?, before.next()?);
        let part = if claim.subject == "后者" { last } else { first };
        return last.is_kin(first).then_some(part);
    }
    if claim.subject.is_empty() {
        // 增加 18431 人，占全部人员的 82%: of what there is, not of what was added.
        let at = part_of(sentence, place);
        let at = at.filter(|at| is_part(sentence, *at) || claim.of.contains(['增', '减']));
        return at.and_then(|at| sentence.quantities.get(at));
    }
    sole(&near.bearers(sentence, place, &claim.subject, &is_part))
}

/// What the amounts right before a share come to, if they are all there are.
fn closed(sentence: &Sentence<'_>, place: usize, part: &Quantity) -> Option<(Exact, Exact)> {
    let all = sentence.quantities;
    let is_like =
        |at: &usize| is_part(sentence, *at) && all.get(*at).is_some_and(|one| one.is_kin(part));
    let mut row: Vec<usize> = (0..place).rev().take_while(is_like).collect();
    row.reverse();
    let leads: Vec<String> = row.iter().map(|at| sentence.lead(*at)).collect();
    let is_rest =
        leads.last().is_some_and(|last| last.starts_with("其他") || last.starts_with("其余"));
    let holds = row.iter().filter_map(|at| all.get(*at)).any(|one| std::ptr::eq(one, part));
    if row.len() < 2 || !holds || !(is_complete(&leads) || row.len() == 2 && is_rest) {
        return None;
    }
    let spans = row.iter().filter_map(|at| all.get(*at)).map(Quantity::span);
    let zero = (Ratio::from_integer(0), Ratio::from_integer(0));
    Some(spans.fold(zero, |sum, one| (sum.0 + one.0, sum.1 + one.1)))
}

/// Whether an amount may be a part or a whole: it is not what something changed by.
fn is_part(sentence: &Sentence<'_>, at: usize) -> bool {
    let lead = sentence.lead(at);
    let is_change =
        ["增加", "减少", "增长", "下降", "多", "少"].iter().any(|word| lead.ends_with(word));
    let is_word = sentence.quantities.get(at).is_some_and(|one| sentence.is_word(one));
    !is_change && !is_word && sentence.quantities.get(at).is_some_and(Quantity::is_exact_count)
}

fn greater(one: &Quantity, part: &Quantity) -> bool {
    one.number.value > part.number.value
}

/// The part alone, and with those of its kind right before it.
fn runs(sentence: &Sentence<'_>, place: usize, part: &Quantity) -> Vec<(Exact, Exact)> {
    let before = sentence.quantities.get(..place).unwrap_or_default();
    let mut sum = (Ratio::from_integer(0), Ratio::from_integer(0));
    let mut runs = vec![];
    for one in before.iter().rev().filter(|one| !one.is_share()).take(4) {
        if !one.is_kin(part) || one.is_about {
            break;
        }
        let (low, high) = one.span();
        sum = (sum.0 + low, sum.1 + high);
        runs.push(sum);
    }
    runs
}

/// What the whole list that the part is in comes to.
fn listed(sentence: &Sentence<'_>, place: usize, part: &Quantity) -> Vec<(Exact, Exact)> {
    let all = sentence.quantities.get(..place).unwrap_or_default();
    let alike: Vec<&Quantity> =
        all.iter().filter(|one| one.is_kin(part) && !one.is_about).collect();
    let sum = |of: &[&Quantity]| {
        of.iter()
            .map(|one| one.span())
            .fold((Ratio::from_integer(0), Ratio::from_integer(0)), |all, one| {
                (all.0 + one.0, all.1 + one.1)
            })
    };
    if alike.len() < 2 { vec![] } else { vec![sum(&alike)] }
}
