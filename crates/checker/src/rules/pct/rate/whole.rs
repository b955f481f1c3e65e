//! What a rate is of.

use crate::named::sole;
use crate::phrase::{Sentence, has};
use crate::quantity::Quantity;

use super::super::super::sum::whole_in;
use super::super::Near;
use super::is_made;

/// Words of an amount of before, which is no whole of what is done now.
const EARLIER: [&str; 6] = ["上年", "去年", "同期", "结转", "旧存", "新收"];
/// Words between what is spoken of and what is done with it.
const DOING: [&str; 16] = [
    "累计", "已", "实际", "共", "完成", "综合", "全部", "其中", "支出", "中", "的", "里", "年末",
    "年底", "均", "当年",
];

/// The amount that a part is of: the nearest greater one before it, the only one before it, or the only one of the
/// nearest sentence before that has any.
pub(super) fn whole_of<'a>(
    sentence: &Sentence<'a>,
    near: &Near<'a>,
    (at, stem): (usize, &str),
) -> Option<(&'a Quantity, bool)> {
    let part = sentence.quantities.get(at)?;
    let greater = |one: &&Quantity| one.number.value >= part.number.value;
    let listed = whole_in(sentence, at).and_then(|whole| sentence.quantities.get(whole));
    if let Some(whole) = listed.filter(greater) {
        return Some((whole, true));
    }
    let kin = |one: &Sentence<'a>, end: usize| -> Vec<&'a Quantity> {
        // What has a rate of its own is a part beside this one.
        let is_part = |place: usize| {
            let next = one.quantities.get(place + 1);
            next.is_some_and(Quantity::is_share) && one.lead(place + 1).contains('率')
        };
        let places = (0..end).filter(|place| !has(&one.lead(*place), &EARLIER) && !is_part(*place));
        let all = places.filter_map(|place| one.quantities.get(place));
        all.filter(|one| one.is_kin(part) && one.is_exact_count()).collect()
    };
    let own = kin(sentence, at);
    // Another piece of the sentence may be about others, unless rates of a third are of the same amount.
    let confirmed = |whole: &Quantity| {
        sentence.quantities.windows(2).enumerate().any(|(other, pair)| {
            let [one, rate] = pair else { return false };
            let is_rate = rate.is_share() && sentence.lead(other + 1).contains('率');
            let is_further = is_rate && sentence.ends_piece(whole.range.end, rate.range.start);
            is_further && other != at && one.is_kin(part) && is_made(one, whole, rate)
        })
    };
    let all_own = own.clone();
    let own: Vec<&Quantity> = own
        .into_iter()
        .filter(|one| !sentence.ends_piece(one.range.end, part.range.start) || confirmed(one))
        .collect();
    if let [whole] = own.as_slice() {
        return Some((*whole, true));
    }
    // 申请 1326 件，同意 815 件，驳回 511 件: what the part and another come to.
    let sums = own.iter().filter(|whole| {
        let mut others = own.iter().filter(|one| !std::ptr::eq(**one, **whole));
        others.any(|one| one.number.value + part.number.value == whole.number.value)
    });
    if let [whole] = sums.copied().collect::<Vec<_>>().as_slice() {
        return Some((*whole, true));
    }
    if let Some(whole) = own.iter().copied().rev().find(greater) {
        return Some((whole, own.iter().copied().filter(greater).count() == 1));
    }
    if let Some(whole) = owner(sentence, near, at, stem) {
        return Some((whole, false));
    }
    if let Some(whole) = funds(sentence, near, at, stem) {
        return Some((whole, false));
    }
    // 涉及金额 237 万元；整改到位 201 万元，到位率 85%.
    if let [whole] = all_own.as_slice() {
        return Some((*whole, false)).filter(|_| greater(whole));
    }
    // 已完成 62 项，基本完成 10 项，完成率…: what is broken down may stand further back.
    let parts = sentence.quantities.iter().filter(|one| one.is_kin(part)).count();
    let far = if parts >= 2 { 3 } else { 1 };
    let before = near.before.iter().rev().take(far).filter(|_| own.is_empty());
    let last = before.map(|one| kin(one, one.quantities.len())).find(|kin| !kin.is_empty())?;
    match last.as_slice() {
        [whole] => Some((*whole, false)),
        _ => None,
    }
}

/// Rates of money that was given.
const SPENT: [&str; 5] = ["执行", "拨付", "支付", "到位", "支出"];
/// Words before what was given.
const GIVEN: [&str; 5] = ["预算", "下达", "安排", "资金", "概算"];

/// What money that was spent is of: 下达资金 2769.60 万元。已拨付 2604.77 万元，拨付率 94.05%.
fn funds<'a>(
    sentence: &Sentence<'a>,
    near: &Near<'a>,
    at: usize,
    stem: &str,
) -> Option<&'a Quantity> {
    let part = sentence.quantities.get(at).filter(|part| part.unit == Some("元"))?;
    let is_spent = SPENT.contains(&stem);
    let of = |one: &'a Sentence<'a>| {
        let is_given = |at: &usize| {
            let lead = one.lead(*at);
            one.quantities.get(*at).is_some_and(|given| {
                given.is_kin(part) && given.is_exact_count() && has(&lead, &GIVEN)
            })
        };
        (0..one.quantities.len()).find(is_given).and_then(|at| one.quantities.get(at))
    };
    let mut before = near.before.iter().rev().take(3).filter_map(of);
    before.next().filter(|whole| is_spent && whole.number.value >= part.number.value)
}

/// The amount that bears the name of what a part is of: 有效诉求 of 有效诉求累计办结 3884 件.
fn owner<'a>(
    sentence: &Sentence<'a>,
    near: &Near<'a>,
    at: usize,
    stem: &str,
) -> Option<&'a Quantity> {
    let part = sentence.quantities.get(at)?;
    let lead = sentence.lead(at);
    let mut name = lead.find(stem).and_then(|end| lead.get(..end)).unwrap_or(&lead);
    while let Some(shorter) =
        DOING.iter().find_map(|word| name.strip_suffix(word).or_else(|| name.strip_prefix(word)))
    {
        name = shorter;
    }
    let fits = |of: &Sentence<'a>, at: usize| {
        of.quantities
            .get(at)
            .is_some_and(|one| one.is_kin(part) && one.is_exact_count() && !std::ptr::eq(one, part))
    };
    let is_name = name.chars().count() >= 3;
    sole(&near.bearers(sentence, at, name, &fits)).filter(|_| is_name)
}
