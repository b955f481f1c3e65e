//! A whole before its parts: 30 件，其中 20 件、其余 10 件. A list is held to be complete if its last part is the rest,
//! if its parts are named by the two sides of a thing (主办, 会办), if nothing but the list is said of the whole
//! (分别为, a bracket), or if its shares make 100 %. Then its parts, or its first ones, must come to the whole. A list
//! that misses the whole by one digit is a warning. No part may be greater than the whole.

use std::sync::LazyLock;

use base::Exact;
use num_rational::Ratio;
use num_traits::Signed;

use crate::phrase::{Sentence, has};
use crate::quantity::Quantity;
use crate::{Draft, Finding, Severity};

use super::{CODE, PARTS_MAX, agrees, like, printed, sum_of};

/// What is said of change is no amount, and its parts may go both ways.
const CHANGES: [&str; 10] =
    ["增加", "减少", "增长", "下降", "净增", "上升", "较上年", "比上年", "同比", "较去年"];
/// Words before the rest of a whole.
const RESTS: [&str; 7] = ["其余", "剩余", "余下", "其他", "其它", "余为", "剩下"];
/// Words after which another matter begins.
const OTHERS: [&str; 9] = ["另有", "另外", "此外", "同时", "累计", "截至", "共计", "合计", "还有"];

/// Names of parts that make up a whole between them.
static COMPLEMENTS: LazyLock<Vec<Vec<&str>>> = LazyLock::new(|| {
    let lines = include_str!("../../../data/complements.txt").lines();
    lines
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| line.split(' ').collect())
        .collect()
});

/// How the parts are opened.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Opened {
    /// 其中: perhaps not all of them.
    Among,
    /// 分别为, or a bracket with nothing but the parts.
    All,
}

/// A whole and its parts by their places in the sentence.
struct List {
    whole: usize,
    opened: Opened,
    parts: Vec<usize>,
}

/// Why a list is held to be complete, and how many of its parts.
enum Closed {
    Said(usize),
    Likely(usize),
}

pub(super) fn find(draft: &Draft, sentence: &Sentence<'_>) -> Vec<Finding> {
    let mut found = vec![];
    for whole in 0..sentence.quantities.len() {
        let Some(list) = list(sentence, whole) else { continue };
        found
            .extend(greater(draft, sentence, &list).or_else(|| incomplete(draft, sentence, &list)));
    }
    if found.is_empty() {
        found.extend(rest(draft, sentence));
    }
    found
}

/// A rest without 其中: 受理 207 件，答复 185 件，其余 22 件. Any quantity before it may be the whole of what stands between
/// them; only if none is can the sentence be wrong, and the first is what it is said of.
fn rest(draft: &Draft, sentence: &Sentence<'_>) -> Option<Finding> {
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
                && !has(&sentence.lead(*place), &CHANGES)
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
    let list = List { whole: *first, opened: Opened::Among, parts: parts_from(*first) };
    incomplete(draft, sentence, &list)
}

/// The parts that a whole opens.
fn list(sentence: &Sentence<'_>, whole: usize) -> Option<List> {
    let all = sentence.quantities;
    let of = all.get(whole).filter(|of| of.is_exact_count())?;
    if has(&sentence.lead(whole), &CHANGES) {
        return None;
    }
    // 总人口 187036 人，增加 3344 人，增长 1.82%，其中 …: what it changed by stands between.
    let is_aside = |place: &usize| {
        all.get(*place).is_some_and(|one| one.is_share() || one.is_points())
            || has(&sentence.lead(*place), &CHANGES)
    };
    let aside = (whole + 1..all.len()).take_while(is_aside).count();
    let (before, next) = (all.get(whole + aside)?, all.get(whole + aside + 1)?);
    let (opened, from) = opener(sentence, before.range.end, next.range.start)?;
    // A whole within a bracket has no parts after it.
    if sentence.depth(from) < sentence.depth(of.range.start) {
        return None;
    }
    let depth = sentence.depth(from);
    let mut parts = vec![];
    for (place, part) in all.iter().enumerate().skip(whole + 1).take(PARTS_MAX * 2) {
        let at = sentence.depth(part.range.start);
        let lead = sentence.lead(place);
        if at < depth || (!parts.is_empty() && has(&lead, &OTHERS)) {
            break;
        }
        if at > depth || !part.is_kin(of) || has(&lead, &CHANGES) {
            continue;
        }
        // 其中 again: parts of a part.
        if !parts.is_empty() && lead.contains("其中") {
            break;
        }
        if part.is_about || parts.len() == PARTS_MAX {
            break;
        }
        parts.push(place);
    }
    (!parts.is_empty()).then_some(List { whole, opened, parts })
}

/// How the words after a whole open its parts, and where these begin.
fn opener(sentence: &Sentence<'_>, from: usize, to: usize) -> Option<(Opened, usize)> {
    let words = sentence.words(from, to);
    let among = words.find("其中").filter(|at| words.get(..*at).is_some_and(is_noun));
    let count = |at: usize| words.get(..at).unwrap_or_default().chars().count();
    if let Some(at) = among {
        return Some((Opened::Among, from + count(at) + 2));
    }
    let bracket = words.find(['（', '(']);
    let said = ["分别为", "分别是", "："].iter().filter_map(|word| words.find(word)).min();
    let at = bracket.into_iter().chain(said).min()?;
    let opens = words.get(..at).is_some_and(is_noun);
    let is_part = !has(&words, &["含", "不含", "包括", "包含", "目标", "任务", "任务为", "占"]);
    (opens && is_part).then_some((Opened::All, from + count(at) + 1))
}

/// Whether only what is counted is named: no clause of its own.
fn is_noun(text: &str) -> bool {
    let text = text.trim_end_matches(['，', '（', '(', ',', '。', '：', ':', '；']);
    text.chars().count() <= 16 && !text.contains(['，', '；', '。', '、', ',', ';'])
}

/// A part that is greater than the whole. Only the first is surely one: what comes after it may count something
/// else again.
fn greater(draft: &Draft, sentence: &Sentence<'_>, list: &List) -> Option<Finding> {
    let all = sentence.quantities;
    let (whole, first) = (all.get(list.whole)?, *list.parts.first()?);
    let part = all.get(first)?;
    let is_next = first == list.whole + 1 && list.opened == Opened::Among;
    if !is_next || part.unit != whole.unit || part.span().0 <= whole.span().1 {
        return None;
    }
    let [range, other] = [part, whole].map(|one| sentence.paragraph.place(&one.range));
    let [said, of] = [&range, &other].map(|one| draft.text(one.clone()));
    let told =
        (format!("“其中”的 {said} 大于总数 {of}"), format!("{said} is a part of {of} and greater"));
    let finding = Finding::new(CODE, Severity::Error, range, told).with(other);
    Some(finding.stating(printed(part.number.value), None))
}

/// A complete list that does not come to the whole.
fn incomplete(draft: &Draft, sentence: &Sentence<'_>, list: &List) -> Option<Finding> {
    let all = sentence.quantities;
    let whole = all.get(list.whole)?;
    let parts: Vec<&Quantity> = list.parts.iter().filter_map(|place| all.get(*place)).collect();
    if parts.len() < 2 || readings(sentence, &parts).iter().any(|run| adds_up(run, whole)) {
        return None;
    }
    let (count, severity) = match closed(sentence, list, &parts) {
        Some(Closed::Said(count)) => (count, Severity::Error),
        Some(Closed::Likely(count)) => (count, Severity::Warning),
        None => (near(sentence, &parts, whole)?, Severity::Warning),
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
    let is_shared = list.parts.iter().take(count).all(|at| {
        let (part, share) = (all.get(*at), all.get(at + 1));
        part.zip(share).is_some_and(|(part, share)| {
            let hundred = Ratio::from_integer(100);
            let real = part.number.value / value * hundred;
            share.is_share() && share.prints((real, real))
        })
    });
    Some(if is_shared && value.is_positive() { finding.mended(expected) } else { finding })
}

/// Whether a part and a whole are in a list that adds up, so that neither of them is in doubt.
pub(in crate::rules) fn is_confirmed(
    sentence: &Sentence<'_>,
    (part, whole): (&Quantity, &Quantity),
) -> bool {
    let all = sentence.quantities;
    let at = |of: &Quantity| all.iter().position(|one| one.range == of.range);
    let (Some(part), Some(place)) = (at(part), at(whole)) else { return false };
    let Some(list) = list(sentence, place).filter(|list| list.parts.contains(&part)) else {
        return false;
    };
    let parts: Vec<&Quantity> = list.parts.iter().filter_map(|place| all.get(*place)).collect();
    parts.len() >= 2 && readings(sentence, &parts).iter().any(|run| adds_up(run, whole))
}

/// Whether the first two or more come to the whole.
fn adds_up(parts: &[&Quantity], whole: &Quantity) -> bool {
    (2..=parts.len()).any(|count| agrees(sum_of(parts.iter().copied().take(count)), whole))
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

fn closed(sentence: &Sentence<'_>, list: &List, parts: &[&Quantity]) -> Option<Closed> {
    let leads: Vec<String> = list.parts.iter().map(|place| sentence.lead(*place)).collect();
    let is_rest =
        |lead: &String| RESTS.iter().any(|word| lead.starts_with(word) || lead.ends_with(word));
    let rest = leads.iter().position(is_rest);
    if let Some(rest) = rest.filter(|rest| *rest >= 1) {
        return Some(Closed::Said(rest + 1));
    }
    if let Some(count) = by_shares(sentence, list) {
        return Some(Closed::Said(count));
    }
    let sides =
        (2..=leads.len()).find(|count| is_complete(leads.get(..*count).unwrap_or_default()));
    if let Some(count) = sides {
        return Some(Closed::Likely(count));
    }
    (list.opened == Opened::All).then_some(Closed::Likely(parts.len()))
}

/// Whether every name has a side of its own, and no side is missing.
fn is_complete(leads: &[String]) -> bool {
    COMPLEMENTS.iter().any(|sides| {
        let of = |lead: &String| {
            let longest = sides.iter().filter(|side| lead.contains(**side));
            longest.max_by_key(|side| side.len()).copied()
        };
        let found: Option<Vec<&str>> = leads.iter().map(of).collect();
        found.is_some_and(|mut found| {
            found.sort_unstable();
            found.dedup();
            found.len() == sides.len() && leads.len() == sides.len()
        })
    })
}

/// How many parts have shares that make 100 % between them.
fn by_shares(sentence: &Sentence<'_>, list: &List) -> Option<usize> {
    let all = sentence.quantities;
    let (hundred, mut sum, mut slack) =
        (Ratio::from_integer(100), Ratio::from_integer(0), Ratio::from_integer(0));
    for (count, place) in list.parts.iter().enumerate() {
        let share = all.get(place + 1).filter(|share| share.is_share() && !share.is_about)?;
        sum += share.number.value;
        slack += share.number.step / 2;
        if count >= 1 && (sum - hundred).abs() <= slack {
            return Some(count + 1);
        }
    }
    None
}

/// How many parts miss the whole by what one digit would change: by less than a seventh of a number that is given
/// to the last of three digits, or of four if it is rounded, so that it is hardly luck. Parts in one list that
/// are more than the whole need no such closeness.
fn near(sentence: &Sentence<'_>, parts: &[&Quantity], whole: &Quantity) -> Option<usize> {
    let (unit, value) = (whole.number.step, whole.number.value);
    if !unit.is_positive() {
        return None;
    }
    let is_whole = unit == Ratio::from_integer(1);
    let large = Ratio::from_integer(if is_whole { 100 } else { 1_000 });
    let misses = |count: &usize| {
        let sum: Exact = parts.iter().take(*count).map(|part| part.number.value).sum();
        let by = (sum - value).abs() / unit;
        let few = value / unit * Ratio::new(3, 20);
        value / unit >= large && by <= few && is_one_digit(by)
    };
    let too_many =
        || is_listed(sentence, parts) && sum_of(parts.iter().copied()).0 > whole.span().1;
    (2..=parts.len()).find(misses).or_else(|| too_many().then_some(parts.len()))
}

/// Whether only 、 stands between them: one list of things that exclude each other.
fn is_listed(sentence: &Sentence<'_>, parts: &[&Quantity]) -> bool {
    let between = |pair: &[&Quantity]| match pair {
        [one, next] => sentence.between(one.range.end, next.range.start).contains(&'、'),
        _ => false,
    };
    let none = |pair: &[&Quantity]| match pair {
        [one, next] => {
            let words = sentence.between(one.range.end, next.range.start);
            !words.iter().any(|letter| "，；,;".contains(*letter))
        }
        _ => false,
    };
    parts.windows(2).all(|pair| between(pair) && none(pair))
}

/// 3, 70, 200: what changing one digit changes.
fn is_one_digit(by: Exact) -> bool {
    if !by.is_integer() || !by.is_positive() {
        return false;
    }
    let mut by = by.to_integer();
    while by % 10 == 0 {
        by /= 10;
    }
    by < 10
}
