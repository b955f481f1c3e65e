//! A level and what it changed by: B，比上年增加 D，增长 C%; B，上年同期 A，同比增长 C%; 2022 年 A，2023 年 B，增长 C%; B，增长 C%，上年为 A.
//! What is said of a change is wrong only if no level of the sentence makes it.

use base::Exact;

use crate::Finding;
use crate::named::{bearers, sole};
use crate::phrase::Sentence;
use crate::quantity::Quantity;
use crate::scene::Scene;

use super::rate::by_rate;
use super::role::{Role, role, subject};
use super::since::base;
use super::{difference, relative, wrong};

pub(super) fn find(scene: &Scene<'_, '_>) -> Vec<Finding> {
    let places = 0..scene.sentence.quantities.len();
    places.filter_map(|place| change(scene, place)).collect()
}

/// The change that is stated at a place, against the amounts around it.
fn change(scene: &Scene<'_, '_>, place: usize) -> Option<Finding> {
    let (sentence, before) = (scene.sentence, scene.before);
    let all = sentence.quantities;
    let said = all.get(place)?;
    let Role::Change(rises) = role(sentence, place) else { return None };
    let (was, now) = base(sentence, before, place);
    let by = by_of(sentence, place, rises).and_then(|at| all.get(at));
    let model = by.filter(|_| said.is_share()).or(was).unwrap_or(said);
    let levels = match now {
        Some(now) => vec![now],
        None => levels(scene, place, model, was),
    };
    if let Some((was, level)) = was.zip(levels.first()) {
        // 百分点 are of shares, amounts of amounts.
        let fits = said.is_points() && was.is_share()
            || said.is_share() && was.is_exact_count()
            || said.is_kin(was) && said.is_exact_count();
        if level.is_kin(was) && fits {
            let real = |level: &Quantity| match said.is_share() {
                true => relative(was.span(), level.span()),
                false => Some(difference(was, level)),
            };
            // 退出 6731 人，较上年末的 80672 人净减少 1495 人: the one before is no level of the other.
            let ratio = level.number.value / was.number.value.max(Exact::new(1, 1_000_000));
            let is_far = ratio > Exact::from_integer(4) || ratio < Exact::new(1, 4);
            let is_slight = said.is_share() && said.number.value < Exact::from_integer(75)
                || !said.is_share()
                    && said.number.value * 2 < was.number.value.max(level.number.value);
            if is_far && is_slight && !said.is_points() {
                return None;
            }
            let holds = |level: &&Quantity| real(level).is_some_and(|real| said.prints(real));
            return match levels.iter().any(holds) {
                true => None,
                false => Some(wrong(scene, (was, level), said, real(level)?)),
            };
        }
    }
    let by = by.filter(|by| said.is_share() && by.is_exact_count())?;
    by_rate(scene, (&levels, was), (by, said), rises)
}

/// The amount that something changed by, beside the rate at a place.
pub(super) fn by_of(sentence: &Sentence<'_>, place: usize, rises: bool) -> Option<usize> {
    let all = sentence.quantities;
    let is_by = |at: &usize| {
        role(sentence, *at) == Role::Change(rises)
            && all.get(*at).is_some_and(Quantity::is_exact_count)
    };
    let before = (0..place).rev().find(|at| role(sentence, *at) != Role::Was);
    // 下降 2.6%，减少 7 件: the rate may come first, but not before the change of another thing.
    let after = Some(place + 1).filter(|at| subject(&sentence.lead(*at)).is_empty());
    [before, after].into_iter().flatten().find(is_by)
}

/// The levels that a change may be of, the nearest first: those that bear its name, if it has one of its own, else all
/// before it in the sentence. None if the nearest is one of a list, for then the change may be of the whole.
fn levels<'a>(
    scene: &Scene<'_, 'a>,
    place: usize,
    model: &Quantity,
    was: Option<&Quantity>,
) -> Vec<&'a Quantity> {
    let (sentence, before) = (scene.sentence, scene.before);
    let all = sentence.quantities;
    let depth = all.get(place).map_or(0, |one| sentence.depth(one.range.start));
    let fits = |of: &Sentence<'a>, at: usize| {
        of.quantities.get(at).is_some_and(|one| {
            let is_kin = one.is_kin(model) || (model.is_points() && one.is_share());
            // 首次突破 2 万亿元 is a mark that was passed.
            let lead = of.lead(at);
            let is_mark = ["突破", "首次", "超过", "日均"].iter().any(|word| lead.contains(word));
            let is_was = was.is_some_and(|was| std::ptr::eq(one, was));
            is_kin && !is_mark && !is_was && role(of, at) == Role::Level
        })
    };
    let is_open =
        |at: &usize| all.get(*at).is_some_and(|one| sentence.depth(one.range.start) <= depth);
    let found = (0..place).rev().filter(|at| fits(sentence, *at) && is_open(at));
    let found: Vec<usize> = found.take(6).collect();
    let by = match role(sentence, place) {
        Role::Change(rises) => by_of(sentence, place, rises),
        _ => None,
    };
    let own = [Some(place), by].into_iter().flatten().map(|at| subject(&sentence.lead(at)));
    let own = own.max_by_key(String::len).unwrap_or_default();
    // 农村供水合格率比上年的 86.2% 高 3.8 个百分点: the name stands before what it is compared with.
    let compared = was.and_then(|was| all.iter().position(|one| std::ptr::eq(one, was)));
    let compared = compared.map(|at| sentence.lead(at)).filter(|_| own.is_empty());
    let named = compared.and_then(|lead| {
        let at = ["比", "较", "与"].iter().filter_map(|word| lead.find(word)).min()?;
        lead.get(..at).map(subject)
    });
    let own = named.filter(|named| named.chars().count() >= 3).unwrap_or(own);
    if !own.is_empty() {
        let named = bearers(&scene.sentences(), place, &own, &fits);
        // 罚款额 is not the number of fines.
        let is_money = |of: &&Quantity| !own.ends_with('额') || of.unit == Some("元");
        let Some(level) = sole(&named).filter(is_money) else { return vec![] };
        let others = named.iter().map(|one| one.quantity).filter(|one| !std::ptr::eq(*one, level));
        return std::iter::once(level).chain(others).collect();
    }
    let is_listed = |at: &usize| {
        let before = at.checked_sub(1).and_then(|before| all.get(before));
        before.zip(all.get(*at)).is_some_and(|(before, one)| {
            let between = sentence.words(before.range.end, one.range.start);
            before.is_kin(one) && between.starts_with(['、', '和'])
        })
    };
    match found.first() {
        // 新报告 242 例，甲 173 例、乙 64 例，与 2019 年的 287 例相比: what heads the sentence.
        Some(nearest) if is_listed(nearest) && was.is_some() => {
            let listed: Vec<&Quantity> = found.iter().rev().filter_map(|at| all.get(*at)).collect();
            let sum: Exact = listed.iter().skip(1).map(|one| one.number.value).sum();
            // 甲 61 件、乙 42 件、丙 34 件，比上年（三类共 121 件）: what they come to, which is not told.
            let is_headed = listed.first().is_some_and(|head| head.number.value * 10 >= sum * 9);
            if is_headed { listed } else { vec![] }
        }
        Some(nearest) if is_listed(nearest) => vec![],
        Some(_) => found.iter().filter_map(|at| all.get(*at)).collect(),
        None if was.is_some() => headed(scene, &fits),
        None => before
            .last()
            .and_then(|before| level_before(sentence, before, by.unwrap_or(place)))
            .into_iter()
            .collect(),
    }
}

/// The levels of the sentence before, if it is of the same paragraph: 报告 2229 例，其中 …。与上年的 2618 例相比，下降 14.9%.
fn headed<'a>(
    scene: &Scene<'_, 'a>,
    fits: &dyn Fn(&Sentence<'a>, usize) -> bool,
) -> Vec<&'a Quantity> {
    let last = scene.before.last();
    let Some(last) = last.filter(|last| last.paragraph.at == scene.sentence.paragraph.at) else {
        return vec![];
    };
    let places = (0..last.quantities.len()).filter(|at| fits(last, *at));
    let levels: Vec<&Quantity> = places.filter_map(|at| last.quantities.get(at)).collect();
    // Kinds without their whole are no levels.
    let most = levels.iter().map(|one| one.number.value).max();
    let is_headed = levels.len() < 3 || levels.first().map(|one| one.number.value) == most;
    let sum: Exact = levels.iter().skip(1).map(|one| one.number.value).sum();
    let is_head = levels.len() < 3 || levels.first().is_some_and(|one| one.number.value * 2 >= sum);
    if is_headed && is_head { levels } else { vec![] }
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
