//! What something changed from: 上年同期 A, 2022 年 A，2023 年 B, B（去年同期 A）.

use crate::phrase::Sentence;
use crate::quantity::Quantity;

use super::level::by_of;
use super::role::{Role, role, subject, year};

/// The amount from before that a change is from: between it and its level, right before the level, or after the
/// change; and the level, if the years that are named say which it is.
pub(super) fn base<'a>(
    sentence: &Sentence<'a>,
    before: &[Sentence<'a>],
    place: usize,
) -> (Option<&'a Quantity>, Option<&'a Quantity>) {
    let all = sentence.quantities;
    let Some(change) = all.get(place) else { return (None, None) };
    let depth = sentence.depth(change.range.start);
    // 监督抽检量减少 85 批次（去年同期 1830 批次）: what has a name of its own has its own level before.
    let is_own = !subject(&sentence.lead(place)).is_empty();
    if is_own && role(sentence, place + 1) == Role::Was {
        return (all.get(place + 1), None);
    }
    // 上升 7.2%，同比上升 15.1%（去年 10 月 16015 件）: what stands in a bracket right after it.
    let next = all
        .get(place + 1)
        .filter(|next| sentence.words(change.range.end, next.range.start).starts_with(['（', '(']));
    if next.is_some() && role(sentence, place + 1) == Role::Was {
        return (next, None);
    }
    let mut level: Option<usize> = None;
    for at in (0..place).rev() {
        let Some(one) = all.get(at) else { break };
        let is_apart = sentence.ends_piece(one.range.end, change.range.start);
        let own = role(sentence, at);
        let is_change = matches!(own, Role::Change(_));
        if is_apart && (level.is_none() || !is_change && year(&sentence.lead(at)).is_none()) {
            break;
        }
        match (own, level) {
            // 环比增长 4.7%（4 月为 27134 件），同比下降 6.0%: the bracket is of the change before it.
            (Role::Was, _) if is_aside_of_change(sentence, at, depth) => {}
            (Role::Was, _) => return (Some(one), None),
            _ if sentence.depth(one.range.start) > depth => {}
            (Role::Level, None) => level = Some(at),
            (Role::Level, Some(level)) => {
                let (of, then) = (year(&sentence.lead(level)), year(&sentence.lead(at)));
                let is_bare = is_first_year(sentence, level);
                let level = all.get(level);
                let is_before = level.is_some_and(|level| level.is_kin(one));
                match (of, then) {
                    (Some(of), Some(then)) if then + 1 == of => return (Some(one), None),
                    (Some(of), Some(then)) if of + 1 == then => return (level, Some(one)),
                    // 安排 1687 万元，2024 年为 1896 万元，压减 209 万元.
                    (Some(_), None) if is_before && is_bare => return (level, Some(one)),
                    _ => break,
                }
            }
            (Role::Change(_), None) if !is_own => {}
            // 2015 年 1064 件，2016 年 1013 件，比上年少 51 件；2017 年 1019 件，比上年多 6 件.
            (Role::Change(_), Some(level)) if is_first_year(sentence, level) => {}
            _ => break,
        }
    }
    for at in (place + 1..all.len()).take(4) {
        let Some(one) = all.get(at) else { break };
        if sentence.ends_piece(change.range.end, one.range.start) {
            break;
        }
        match role(sentence, at) {
            Role::Was => return (Some(one), None),
            // 比 2022 年（2215 例）下降 13%，死亡增加 2 例（上年 7 例）: that of another thing.
            Role::Change(_) if subject(&sentence.lead(at)).is_empty() => {}
            _ => break,
        }
    }
    let level = level.filter(|at| is_first_year(sentence, *at));
    level.map_or((None, None), |at| of_years(sentence, before, (at, place)))
}

/// Whether an amount stands deeper in brackets than this, right after a change.
fn is_aside_of_change(sentence: &Sentence<'_>, at: usize, depth: u16) -> bool {
    let is_deeper =
        sentence.quantities.get(at).is_some_and(|one| sentence.depth(one.range.start) > depth);
    let before =
        at.checked_sub(1).filter(|before| matches!(role(sentence, *before), Role::Change(_)));
    let change = before.and_then(|before| sentence.quantities.get(before));
    is_deeper
        && change.zip(sentence.quantities.get(at)).is_some_and(|(change, one)| {
            let words = sentence.words(change.range.end, one.range.start);
            words.starts_with(['（', '('])
        })
}

/// Whether the words before an amount are a year and nothing else: 2020年为.
pub(super) fn is_first_year(sentence: &Sentence<'_>, at: usize) -> bool {
    let lead = sentence.lead(at);
    let bare = lead.trim_end_matches(['为', '是', '有', '的', '末', '底', '仅']);
    let is_bare = bare.ends_with('年') && bare.chars().count() == 5;
    year(&lead).is_some() && (is_bare || at == 0)
}

/// 2025 年安排 1969 万元。2024 年为 2190 万元，今年压减 221 万元; 2012 年 333135 张，2013 年增加 35152 张.
fn of_years<'a>(
    sentence: &Sentence<'a>,
    before: &[Sentence<'a>],
    (at, place): (usize, usize),
) -> (Option<&'a Quantity>, Option<&'a Quantity>) {
    let was = sentence.quantities.get(at);
    let then = year(&sentence.lead(at));
    let by = by_of(sentence, place, true).or_else(|| by_of(sentence, place, false));
    let named = [Some(place), by].into_iter().flatten().find_map(|at| year(&sentence.lead(at)));
    if then.zip(named).is_some_and(|(then, now)| then < now) {
        return (was, None);
    }
    let last = before.last().filter(|last| last.paragraph.at == sentence.paragraph.at);
    let next = last.and_then(|last| {
        let places = (0..last.quantities.len()).rev();
        // 本年列支增加 is not of 预算安排.
        let of = [Some(place), by].into_iter().flatten().map(|at| subject(&sentence.lead(at)));
        let of = of.max_by_key(String::len).unwrap_or_default();
        let end: String = of.chars().skip(of.chars().count().saturating_sub(2)).collect();
        let mut levels = places.filter(|at| {
            last.quantities.get(*at).zip(was).is_some_and(|(one, was)| one.is_kin(was))
                && last.lead(*at).contains(&end)
                && role(last, *at) == Role::Level
        });
        let now = levels
            .find(|at| year(&last.lead(*at)).zip(then).is_some_and(|(of, then)| of == then + 1));
        now.and_then(|now| last.quantities.get(now))
    });
    if next.is_some() { (was, next) } else { (None, None) }
}
