//! A whole before its parts: 30 件，其中 20 件、其余 10 件. A list is held to be complete if its last part is the rest,
//! if its parts are named by the sides of one thing (主办, 会办), if nothing but the list is said of the whole (分别为), or
//! if its shares make 100 %. Then its parts, or its first ones, must come to the whole. Of other lists, one that misses
//! the whole by a slip of the hand is a warning. No part may be greater than the whole.

mod closed;
mod list;

use base::Exact;
use num_rational::Ratio;
use num_traits::Signed;

use crate::phrase::{Sentence, has};
use crate::quantity::Quantity;
use crate::scene::Scene;
use crate::{Draft, Finding, Severity};

use super::doubt::{is_mean, is_mixed, runs};
use super::{CODE, PARTS_MAX, agrees, like, printed, sum_of};
pub(super) use closed::RESTS;
pub(in crate::rules) use closed::is_complete;
pub(super) use closed::sides;
use closed::{Closed, closed, near};
pub(super) use list::is_change;
use list::{List, Opened, list};

/// Letters after a list in which others may be named.
const REST_MAX: usize = 12;
/// Amounts before a whole in its sentence that are tried in its stead.
const BEFORE_MAX: usize = 40;

pub(super) fn find(draft: &Draft, scene: &Scene<'_, '_>) -> Vec<Finding> {
    let sentence = scene.sentence;
    let mut found = vec![];
    for whole in 0..sentence.quantities.len() {
        let Some(list) = list(sentence, whole) else { continue };
        found.extend(greater(draft, sentence, &list).or_else(|| incomplete(draft, scene, &list)));
    }
    if found.is_empty() {
        found.extend(rest(draft, scene));
    }
    found
}

/// A rest without 其中: 受理 207 件，答复 185 件，其余 22 件. Any quantity before it may be the whole of what stands between
/// them; only if none is can the sentence be wrong, and the first is what it is said of.
fn rest(draft: &Draft, scene: &Scene<'_, '_>) -> Option<Finding> {
    let sentence = scene.sentence;
    let all = sentence.quantities;
    let places = 0..all.len();
    let is_rest = |place: &usize| {
        ["其余", "剩余", "余下"].iter().any(|word| sentence.lead(*place).starts_with(word))
    };
    let last = places.into_iter().find(is_rest)?;
    let of = all.get(last).filter(|of| of.is_exact_count())?;
    let depth = sentence.depth(of.range.start);
    let alike = |place: &usize| {
        all.get(*place).is_some_and(|one| {
            one.is_kin(of)
                && sentence.depth(one.range.start) == depth
                && !is_change(&sentence.lead(*place))
        })
    };
    let before: Vec<usize> = (last.saturating_sub(PARTS_MAX)..last).filter(alike).collect();
    let (first, _) = before.split_first()?;
    let parts_from = |at: usize| -> Vec<usize> {
        before.iter().copied().filter(|place| *place > at).chain([last]).collect()
    };
    let holds = |whole: &usize| {
        let Some(of) = all.get(*whole) else { return true };
        let parts = parts_from(*whole);
        let parts = parts.iter().filter_map(|place| all.get(*place));
        of.is_about || agrees(sum_of(parts), of)
    };
    if before.len() < 2 || before.iter().any(holds) || has(&sentence.lead(*first), &["其中"]) {
        return None;
    }
    // 门诊 98 人、急诊 147 人，其余 12 人: the first of such a row is no whole.
    let whole = all.get(*first)?;
    let parts = || parts_from(*first).into_iter().filter_map(|place| all.get(place));
    // 完成 23 项，其中提前完成 2 项；其余 9 项: the rest of a whole that stands elsewhere.
    let among = parts_from(*first).into_iter().find(|at| sentence.lead(*at).starts_with("其中"));
    let is_apart = among
        .and_then(|at| all.get(at))
        .is_some_and(|one| sentence.ends_piece(one.range.end, of.range.start));
    if is_apart {
        return None;
    }
    // 除 16 种没有病例外，另有 10 种报告病例，其余 5 种: beside it, not of it.
    if parts_from(*first).iter().any(|place| has(&sentence.lead(*place), &["另有", "另外", "此外"]))
    {
        return None;
    }
    if parts().any(|part| part.number.value > whole.number.value) {
        return None;
    }
    let list = List { whole: *first, opened: Opened::Among, parts: parts_from(*first) };
    incomplete(draft, scene, &list)
}

/// A part that is greater than the whole. Only what is in one list with the first is surely one: what comes after it
/// may count something else again.
fn greater(draft: &Draft, sentence: &Sentence<'_>, list: &List) -> Option<Finding> {
    let all = sentence.quantities;
    let (whole, first) = (all.get(list.whole)?, *list.parts.first()?);
    // 每千人口 6.79 张（床位 18634 张）: no whole at all.
    if is_mean(&sentence.lead(list.whole)) {
        return None;
    }
    // 答复 1453 件，包括结转 30 件。其中 …: a greater amount before it may be the whole.
    let before = all.iter().take(list.whole).filter(|one| one.is_kin(whole));
    let most = before.map(|one| one.number.value).max();
    let start = all.get(first)?.range.start;
    let is_part = |at: &&usize| {
        all.get(**at).is_some_and(|part| {
            let between = sentence.between(start, part.range.start);
            let is_listed = !between.iter().any(|letter| "，；,;。".contains(*letter));
            let is_more = part.span().0 > whole.span().1;
            let is_most = most.is_none_or(|most| part.number.value > most);
            is_listed && is_more && is_most && part.unit == whole.unit
        })
    };
    let is_next = first == list.whole + 1 && list.opened != Opened::All;
    let part = list.parts.iter().find(is_part).filter(|_| is_next)?;
    let [range, other] = [all.get(*part)?, whole].map(|one| sentence.paragraph.place(&one.range));
    let [said, of] = [&range, &other].map(|one| draft.text(one.clone()));
    let told =
        (format!("“其中”的 {said} 大于总数 {of}"), format!("{said} is a part of {of} and greater"));
    let finding = Finding::new(CODE, Severity::Error, range, told).with(other);
    Some(finding.stating(said, None))
}

/// A complete list that does not come to the whole.
fn incomplete(draft: &Draft, scene: &Scene<'_, '_>, list: &List) -> Option<Finding> {
    let sentence = scene.sentence;
    let all = sentence.quantities;
    let whole = all.get(list.whole)?;
    let parts: Vec<&Quantity> = list.parts.iter().filter_map(|place| all.get(*place)).collect();
    // 收入 24627 万元，完成预算 60999 万元，其中 …: the whole may stand before another amount.
    let depth = sentence.depth(whole.range.start);
    let from = list.whole.saturating_sub(BEFORE_MAX);
    let earlier =
        all.get(from..list.whole).unwrap_or_default().iter().filter(|one| one.is_kin(whole));
    let before: Vec<&Quantity> =
        earlier.filter(|one| sentence.depth(one.range.start) == depth).collect();
    // 每千人口 4.1 个, 男 78.94 岁: nothing that is added up.
    let is_counted = whole.number.step == Exact::from_integer(1);
    let is_broken = parts.iter().any(|part| is_counted && !part.number.step.is_integer());
    if is_broken || matches!(whole.unit, Some("岁" | "倍" | "年")) {
        return None;
    }
    let readings = readings(sentence, &parts);
    let sums: Vec<(Exact, Exact)> = readings.iter().flat_map(|run| runs(run)).collect();
    if before.iter().any(|one| sums.iter().any(|sum| agrees(*sum, one))) {
        return None;
    }
    let is_small = parts.first().is_some_and(|part| part.number.value > whole.number.value);
    if parts.len() < 2 || sums.iter().any(|sum| agrees(*sum, whole)) {
        return None;
    }
    if scene.is_doubtful(&parts, whole) || is_mean(&sentence.lead(list.whole)) {
        return None;
    }
    let leads: Vec<String> = list.parts.iter().map(|at| sentence.lead(*at)).collect();
    let end = parts.last()?.range.end;
    let rest = sentence.words(end, (end + REST_MAX).min(sentence.within().end));
    // 公办园 203 所，普惠性民办园 164 所，其余为非普惠性民办园: there are more.
    if is_mixed(&leads) || has(&rest, &["其余为", "其他为", "另有"]) {
        return None;
    }
    let closed = closed(sentence, list, &parts);
    let is_after = all.iter().take(list.whole).any(|one| one.is_kin(whole));
    let is_said = matches!(closed, Some(Closed::Said(_))) && !is_after;
    if is_small && list.opened == Opened::Among && !is_said {
        return None;
    }
    let (count, severity) = match closed {
        Some(Closed::Said(count)) => (count, Severity::Error),
        Some(Closed::Likely(count)) => (count, Severity::Warning),
        // 退回 36 件，重报 35 件。其中一次退回 30 件，一次重报 28 件: a part of each.
        None if before.len() + 1 == parts.len() => return None,
        // 医院 35 家、机构 320 家、中心 12 家，其中三级医院 8 家、二级医院 15 家: parts of the first.
        None if is_beyond(&parts, whole) && before.iter().any(|one| !is_beyond(&parts, one)) => {
            return None;
        }
        None => (near(sentence, list, &parts, whole)?, Severity::Warning),
    };
    let run = parts.get(..count)?;
    let value: Exact = run.iter().map(|part| part.number.value).sum();
    let place = |of: &Quantity| sentence.paragraph.place(&of.range);
    let said = draft.text(place(whole));
    let listed: Vec<String> = run.iter().map(|part| draft.text(place(part))).collect();
    let expected = like(value, whole, draft, sentence.paragraph.at);
    let told = (
        format!("各部分 {} 相加为 {expected}，总数为 {said}", listed.join("、")),
        format!("the parts {} come to {expected}, the whole is {said}", listed.join(", ")),
    );
    let other = place(run.first()?).start..place(run.last()?).end;
    let finding = Finding::new(CODE, severity, place(whole), told).with(other);
    let finding = finding.stating(printed(whole.number.value), Some(expected.clone()));
    // If every share is one of what the parts come to, only the whole can be wrong.
    let is_shared = value.is_positive() && is_shared(all, list.parts.get(..count)?, value);
    Some(if is_shared { finding.mended(expected) } else { finding })
}

/// Whether the number after every part is its share of a whole, or a slip of it.
fn is_shared(all: &[Quantity], parts: &[usize], whole: Exact) -> bool {
    parts.iter().all(|at| {
        all.get(*at).zip(all.get(at + 1)).is_some_and(|(part, share)| {
            let real = part.number.value / whole * Ratio::from_integer(100);
            share.is_share() && (share.prints((real, real)) || Quantity::slips((real, real), share))
        })
    })
}

/// Whether parts are more than a whole.
fn is_beyond(parts: &[&Quantity], whole: &Quantity) -> bool {
    sum_of(parts.iter().copied()).0 > whole.span().1
}

/// Whether a part and a whole are in a list that adds up, so that neither of them is in doubt.
pub(in crate::rules) fn is_confirmed(
    sentence: &Sentence<'_>,
    (part, whole): (&Quantity, &Quantity),
) -> bool {
    let all = sentence.quantities;
    let at = |of: &Quantity| all.iter().position(|one| std::ptr::eq(one, of));
    let (Some(part), Some(place)) = (at(part), at(whole)) else { return false };
    let Some(list) = list(sentence, place).filter(|list| list.parts.contains(&part)) else {
        return false;
    };
    let parts: Vec<&Quantity> = list.parts.iter().filter_map(|place| all.get(*place)).collect();
    parts.len() >= 2 && readings(sentence, &parts).iter().any(|run| adds_up(run, whole))
}

/// The whole of the list that a quantity is a part of.
pub(in crate::rules) fn whole_in(sentence: &Sentence<'_>, part: usize) -> Option<usize> {
    let lists = (0..part).rev().filter_map(|whole| list(sentence, whole));
    lists.filter(|list| list.parts.contains(&part)).map(|list| list.whole).next()
}

/// Whether the first two or more come to the whole.
fn adds_up(parts: &[&Quantity], whole: &Quantity) -> bool {
    runs(parts).iter().any(|sum| agrees(*sum, whole))
}

/// All parts in a row, and the first of each piece between semicolons.
fn readings<'a>(sentence: &Sentence<'_>, parts: &[&'a Quantity]) -> Vec<Vec<&'a Quantity>> {
    let mut firsts: Vec<&Quantity> = vec![];
    for part in parts {
        let is_first = firsts.last().is_none_or(|last| {
            let between = sentence.between(last.range.end, part.range.start);
            between.iter().any(|letter| matches!(letter, '；' | ';'))
        });
        if is_first {
            firsts.push(part);
        }
    }
    vec![parts.to_vec(), firsts]
}
