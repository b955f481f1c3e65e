//! A level and what it changed by: B，比上年增加 D，增长 C%; B，上年同期 A，同比增长 C%; 2022 年 A，2023 年 B，增长 C%.

use base::Exact;
use num_rational::Ratio;
use num_traits::Signed;

use crate::phrase::{Sentence, has, is_mark};
use crate::quantity::Quantity;
use crate::{Draft, Finding};

use super::{AFAR, changes, difference, ordered, relative, unlike, wrong};

/// Words of an amount that is from before.
const BEFORE: [&str; 9] =
    ["上年", "去年", "同期", "上一年", "前一年", "上季度", "上月", "上半年", "年初"];
pub(super) fn find(
    draft: &Draft,
    sentence: &Sentence<'_>,
    before: &[Sentence<'_>],
) -> Vec<Finding> {
    let places = 0..sentence.quantities.len();
    places.filter_map(|place| change(draft, (sentence, before), place)).collect()
}

/// The change that is stated at a place, against the amounts right before it.
fn change(
    draft: &Draft,
    (sentence, before): (&Sentence<'_>, &[Sentence<'_>]),
    place: usize,
) -> Option<Finding> {
    let all = sentence.quantities;
    let said = all.get(place).filter(|said| !said.is_about && said.unit.is_some())?;
    let lead = sentence.lead(place);
    let is_alone = !has(&lead, &AFAR) && !lead.contains('由') && !lead.contains("分别");
    let rises = changes(&lead).filter(|_| is_alone)?;
    let last = all.get(place.checked_sub(1)?).filter(|last| !last.is_about)?;
    if said.is_share() {
        let by = changes(&sentence.lead(place - 1)).filter(|of| *of == rises);
        if by.is_some() && last.is_exact_count() {
            return after_change(draft, (sentence, before), (place - 1, place), rises);
        }
    }
    // 同比下降 2.6%，减少 7 件: the rate comes first.
    if said.is_exact_count() && last.is_share() {
        let same = changes(&sentence.lead(place - 1)) == Some(rises);
        let level = place.checked_sub(2).and_then(|at| all.get(at));
        if same && level.is_some_and(|level| level.is_kin(said)) {
            return after_change(draft, (sentence, before), (place, place - 1), rises);
        }
        return None;
    }
    let is_amount = said.is_kin(last) && said.is_exact_count();
    let is_rate = said.is_share() && last.is_exact_count();
    let are_points = said.is_points() && last.is_share();
    if !(is_amount || is_rate || are_points) {
        return None;
    }
    let (from, to) = base(sentence, place)?;
    let points = difference(from, to);
    let real = if is_rate { relative(from.span(), to.span())? } else { points };
    if said.prints(real) {
        return None;
    }
    Some(wrong(draft, sentence, (from, to), said, real))
}

/// The amount from before and the one of now, if the two right before a place are these. What stands in brackets
/// deeper than the change is an aside (含上级转办 246 件).
fn base<'a>(sentence: &Sentence<'a>, place: usize) -> Option<(&'a Quantity, &'a Quantity)> {
    let all = sentence.quantities;
    let depth = sentence.depth(all.get(place)?.range.start);
    let is_told = |at: &usize| {
        all.get(*at).is_some_and(|one| {
            let deeper = sentence.depth(one.range.start) > depth;
            let lead = sentence.lead(*at);
            !deeper || BEFORE.iter().any(|word| lead.starts_with(word) && !lead.contains("旧存"))
        })
    };
    let mut told = (0..place).rev().filter(is_told);
    let (last, first) = (told.next()?, told.next()?);
    let (one, other) = (all.get(first)?, all.get(last)?);
    let leads = [sentence.lead(first), sentence.lead(last)];
    if !one.is_kin(other) || one.is_about || leads.iter().any(|lead| changes(lead).is_some()) {
        return None;
    }
    let [first, last] = &leads;
    let apart = sentence.between(one.range.end, other.range.start).len();
    let (was_first, was_last) = (has(first, &BEFORE), has(last, &BEFORE));
    let years = (year(first), year(last));
    // 比2020年的11183批次增加了, 比任务数43801户多: what it is compared with.
    let is_than = ["比", "较", "与"].iter().any(|word| last.starts_with(word));
    let next = all.get(place)?.range.start;
    let is_clause = !sentence.between(other.range.end, next).iter().any(|one| is_mark(*one));
    let compared = is_than && (years.1.is_some() || is_clause);
    match (was_first, was_last || compared, years) {
        (false, true, _) if apart <= 24 => Some((other, one)),
        // 去年受理340件，比上年同期298件上升了42件.
        (true, true, _) if is_than && apart <= 24 => Some((other, one)),
        (true, false, _) if apart <= 24 => Some((one, other)),
        (false, false, (Some(of), Some(then))) if then + 1 == of => Some((other, one)),
        (false, false, (Some(of), Some(then))) if of + 1 == then => Some((one, other)),
        _ => None,
    }
}

/// A year that is named: 2022年.
fn year(lead: &str) -> Option<u32> {
    let (before, _) = lead.split_once('年')?;
    let digits = before.len().checked_sub(4).and_then(|from| before.get(from..))?;
    digits.parse().ok().filter(|year| (1990..2100).contains(year))
}

/// B，比上年增加 D，增长 C%: C is D of what B was before. Of an amount that it is compared with (与 A 相比) it is D of A.
fn after_change(
    draft: &Draft,
    (sentence, before): (&Sentence<'_>, &[Sentence<'_>]),
    (by, said): (usize, usize),
    rises: bool,
) -> Option<Finding> {
    let all = sentence.quantities;
    let first = by.min(said);
    let mut levels = levels(sentence, first, all.get(by)?);
    if levels.is_empty() {
        let last = before.last().and_then(|before| level_before(sentence, before, by));
        levels.extend(last.or_else(|| level_named(sentence, before, by)));
    }
    let (said, by) = (all.get(said)?, all.get(by).filter(|by| !by.is_about)?);
    let hundred = Ratio::from_integer(100);
    let (low, high) = by.span();
    let of_base = |(least, greatest): (Exact, Exact)| {
        least.is_positive().then(|| ordered(low / greatest * hundred, high / least * hundred))
    };
    let was = |of: &Quantity| {
        let (least, greatest) = of.span();
        if rises { (least - high, greatest - low) } else { (least + low, greatest + high) }
    };
    let compared = |of: &Quantity| {
        let end = sentence.within().end;
        let after = sentence.words(of.range.end, (of.range.end + 6).min(end));
        ["相比", "相较", "比较"].iter().any(|word| after.starts_with(word))
    };
    // The level may be the one of now or, if two are named, the one before.
    let level = *levels.last()?;
    let two = levels.len() >= 2;
    let readings = levels.iter().flat_map(|level| {
        let is_base = compared(level);
        [of_base(was(level)).filter(|_| !is_base), of_base(level.span()).filter(|_| two || is_base)]
    });
    let readings: Vec<(Exact, Exact)> = readings.flatten().collect();
    if readings.is_empty() || readings.iter().any(|real| said.prints(*real)) {
        return None;
    }
    Some(unlike(draft, sentence, (level, by), said, *readings.first()?))
}

/// The amounts right before a change that it may be of: back to what something else changed by, past shares.
fn levels<'a>(sentence: &Sentence<'a>, first: usize, by: &Quantity) -> Vec<&'a Quantity> {
    let all = sentence.quantities;
    let depth = all.get(first).map_or(0, |one| sentence.depth(one.range.start));
    let is_open = |place: &usize| {
        let change = changes(&sentence.lead(*place)).is_some();
        all.get(*place).is_some_and(|one| !(one.is_about || change && one.is_kin(by)))
    };
    let before = (first.saturating_sub(4)..first).rev().take_while(is_open);
    // 首次突破 2 万亿元 is a mark that was passed.
    let is_level = |place: &usize| !has(&sentence.lead(*place), &["突破", "首次", "超过"]);
    let fits = |one: &&Quantity| one.is_kin(by) && sentence.depth(one.range.start) <= depth;
    let before = before.filter(is_level).filter_map(|place| all.get(place));
    let mut levels: Vec<&Quantity> = before.filter(fits).take(2).collect();
    levels.reverse();
    levels
}

/// The amount of the sentence before, if this one begins with what it is compared with: 收入 382 万元。较上年减少 157 万元，….
fn level_before<'a>(
    sentence: &Sentence<'_>,
    before: &Sentence<'a>,
    by: usize,
) -> Option<&'a Quantity> {
    let change = sentence.quantities.get(by)?;
    let head = sentence.words(sentence.within().start, change.range.start);
    let compares =
        ["较", "比", "与", "同比"].iter().any(|word| head.trim_start().starts_with(word));
    let is_first = sentence.quantities.iter().take(by).all(|one| !one.is_kin(change));
    let mut levels =
        before.quantities.iter().filter(|one| one.is_kin(change) && one.is_exact_count());
    let level = levels.next().filter(|_| compares && is_first)?;
    let is_same = before.paragraph.at == sentence.paragraph.at;
    (is_same && levels.next().is_none()).then_some(level)
}

/// The amount of a sentence before that bears the name of what changed: 卫生技术人员 1067.8 万人。…，卫生技术人员增加 52.4 万人.
fn level_named<'a>(
    sentence: &Sentence<'_>,
    before: &[Sentence<'a>],
    by: usize,
) -> Option<&'a Quantity> {
    let change = sentence.quantities.get(by)?;
    let lead = sentence.lead(by);
    let name = ["增加", "减少", "增长", "下降"]
        .iter()
        .find_map(|word| lead.trim_end_matches('了').strip_suffix(word))?;
    let is_name = name.chars().count() >= 4;
    let same = before.iter().filter(|one| one.paragraph.at == sentence.paragraph.at);
    let mut levels = same.flat_map(|one| {
        let places = (0..one.quantities.len()).filter(|place| {
            let lead = one.lead(*place);
            lead.trim_end_matches(['共', '达', '到', '为', '有', '总', '数']).ends_with(name)
        });
        places.filter_map(|place| one.quantities.get(place)).collect::<Vec<_>>()
    });
    let level = levels.next().filter(|one| one.is_kin(change) && one.is_exact_count())?;
    (is_name && levels.next().is_none()).then_some(level)
}
