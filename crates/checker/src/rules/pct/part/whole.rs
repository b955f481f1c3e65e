//! What a share is a share of.

use base::Exact;

use crate::phrase::{Sentence, is_mark};
use crate::quantity::Quantity;

use super::super::super::sum::whole_in;
use super::super::{Near, makes};
use super::{ELSEWHERE, claim, greater, part, part_of};

/// Shares before and after one that may tell what it is of.
const BESIDE_MAX: usize = 16;
/// Amounts that are tried as what they are of.
const WHOLES_MAX: usize = 80;

/// Letters that may follow a name before its amount.
const REST_MAX: usize = 5;

/// What is done with things, before their name.
const VERBS: [&str; 19] = [
    "收案", "接报", "接收", "抽查", "参评", "承办", "受理", "办理", "收到", "检查", "抽检", "监测",
    "检测", "查处", "处罚", "登记", "参检", "被检", "应检",
];

/// The amount that most of the shares beside one are of, and not one by luck.
pub(super) fn confirmed<'a>(
    sentence: &Sentence<'a>,
    near: &Near<'a>,
    (part, place): (&'a Quantity, usize),
    name: &str,
) -> Option<&'a Quantity> {
    let mut others = shares(sentence, Some(near), Some(place));
    let beside = near
        .before
        .iter()
        .rev()
        .take(3)
        .flat_map(|one| shares(one, None, Some(one.quantities.len())));
    // 占税收的 45.5% after a share of all revenue is of something else.
    let after =
        near.after.into_iter().flat_map(|one| shares(one, None, Some(one.quantities.len())));
    others.extend(beside.chain(after.filter(|(.., of)| of.is_empty() || of == name)));
    let others: Vec<_> = others.iter().filter(|(one, ..)| one.is_kin(part)).collect();
    let from = place.saturating_sub(WHOLES_MAX);
    let own = sentence.quantities.get(from..place).unwrap_or_default().iter();
    let own = own.filter(|one| one.is_kin(part) && one.is_exact_count() && greater(one, part));
    let confirms = |whole: &&Quantity| {
        let held = others.iter().filter(|(part, share, _)| makes(part.span(), whole.span(), share));
        let held: Vec<_> = held.collect();
        let is_fine = held.len() >= 2 || held.iter().any(|(_, share, _)| share.decimals() > 0);
        // A part that is greater than what all others are shares of is what is wrong.
        let is_sure = greater(whole, part) || held.len() >= 2;
        is_sure && held.len() * 2 > others.len() && is_fine
    };
    let whole = own.chain(near.far_kin(part)).take(WHOLES_MAX).find(confirms)?;
    bears(sentence, near, whole, name).then_some(whole)
}

/// What a share is a share of, if the text leaves no doubt: the whole of the list that the part is in, or the only
/// greater amount nearby.
pub(super) fn whole_of<'a>(
    sentence: &Sentence<'a>,
    near: &Near<'a>,
    at: usize,
    of: &str,
) -> Option<(&'a Quantity, bool)> {
    let all = sentence.quantities;
    let part = all.get(at)?;
    let last: Vec<&Quantity> = near.before.last().map_or(vec![], |one| {
        // What has a share of its own is a part of the same whole.
        let is_whole = |at: &usize| claim(one, at + 1).is_none();
        let all =
            (0..one.quantities.len()).filter(is_whole).filter_map(|at| one.quantities.get(at));
        all.filter(|one| one.is_kin(part) && one.is_exact_count()).collect()
    });
    let own = all.iter().take(at).filter(|one| one.is_kin(part) && one.is_exact_count());
    let own: Vec<&Quantity> = own.filter(|one| greater(one, part)).collect();
    let known = |whole: &Quantity| bears(sentence, near, whole, of);
    // What has a share of its own is a part beside this one.
    let is_part = |one: &Quantity| {
        let next = all.iter().position(|other| other.range == one.range).map(|at| at + 1);
        next.and_then(|at| all.get(at).map(|next| (at, next)))
            .is_some_and(|(at, next)| next.is_share() && sentence.lead(at).contains('占'))
    };
    if let Some(whole) = whole_in(sentence, at).and_then(|whole| all.get(whole)) {
        // A part of a part may be a share of the whole that the part is of.
        return (known(whole) && !is_part(whole) && greater(whole, part))
            .then_some((whole, own.len() == 1));
    }
    let mut greaters: Vec<&Quantity> = own.into_iter().filter(|one| !is_part(one)).collect();
    // One in the sentence itself is nearer than any before it.
    if let [whole] = greaters.as_slice()
        && of.is_empty()
        && !sentence.ends_piece(whole.range.end, part.range.start)
    {
        return Some((*whole, false));
    }
    greaters.extend(last.into_iter().filter(|one| greater(one, part)));
    if let [whole] = greaters.as_slice() {
        return known(whole).then_some((*whole, true));
    }
    // The only one that bears the name.
    let mut named = near.kin(part).filter(|one| greater(one, part) && !of.is_empty() && known(one));
    let whole = named.next()?;
    named.all(|other| other.number.value == whole.number.value).then_some((whole, false))
}

/// What the row that a part stands in comes to: 电话 33915 件、网站 12608 件、转来 1839 件 of 48362 件 in the sentences before.
pub(super) fn of_row<'a>(
    sentence: &Sentence<'a>,
    near: &Near<'a>,
    part: &'a Quantity,
) -> Option<&'a Quantity> {
    let holds = |one: &&Sentence<'a>| one.quantities.iter().any(|own| std::ptr::eq(own, part));
    let holder = Some(sentence).filter(holds).or_else(|| near.before.iter().find(holds))?;
    let fits = |at: &usize| {
        super::is_part(holder, *at)
            && holder.quantities.get(*at).is_some_and(|one| one.is_kin(part))
    };
    let row: Vec<&Quantity> = (0..holder.quantities.len())
        .filter(fits)
        .filter_map(|at| holder.quantities.get(at))
        .collect();
    let sum = |of: &[&Quantity]| of.iter().map(|one| one.number.value).sum::<Exact>();
    let wholes = near.far_kin(part).chain(row.iter().copied());
    let comes = |whole: &&Quantity| {
        let others: Vec<&Quantity> =
            row.iter().copied().filter(|one| !std::ptr::eq(*one, *whole)).collect();
        others.len() >= 3 && sum(&others) == whole.number.value
    };
    let mut found = wholes.filter(comes);
    found.next().filter(|whole| greater(whole, part))
}

/// The shares of a sentence with what they are said of and the name of their whole, but for one of them.
pub(super) fn shares<'a>(
    sentence: &Sentence<'a>,
    near: Option<&Near<'a>>,
    but: Option<usize>,
) -> Vec<(&'a Quantity, &'a Quantity, String)> {
    let all = sentence.quantities;
    let window = but.map_or(0..all.len(), |middle| {
        middle.saturating_sub(BESIDE_MAX)..(middle + BESIDE_MAX).min(all.len())
    });
    let others = window.filter(|other| Some(*other) != but);
    let told = others.filter_map(|other| {
        let share = all.get(other).filter(|share| share.is_share() && !share.is_about)?;
        let claim = claim(sentence, other)?;
        let part = match near {
            Some(near) => part(sentence, near, other, &claim)?,
            None => all.get(part_of(sentence, other)?)?,
        };
        Some((part, share, claim.of))
    });
    told.collect()
}

/// Whether what a share is said to be of may be this amount: its name stands beside it.
fn bears(sentence: &Sentence<'_>, near: &Near<'_>, whole: &Quantity, of: &str) -> bool {
    let core = VERBS.iter().find_map(|verb| of.strip_prefix(verb)).unwrap_or(of);
    // 占全国政府采购规模: what is elsewhere must be named in full, or the text be about 全国 too.
    let scope = ELSEWHERE.iter().find(|scope| of.contains(**scope));
    let speaks = |scope: &str| {
        let all = near.before.iter().chain([sentence]);
        all.map(|one| one.words(one.within().start, one.within().end))
            .any(|text| text.replace(of, "").contains(scope))
    };
    let bare = scope.filter(|scope| speaks(scope)).map(|scope| of.replacen(scope, "", 1));
    let name = match (&bare, scope) {
        (Some(bare), _) if !bare.is_empty() => bare.as_str(),
        (_, Some(_)) => of,
        _ => core,
    };
    // 财政支出 of 一般公共预算支出: what it is at the end. 整改问题 of 471 个问题进行整改: its words in another order.
    let count = core.chars().count();
    let end: String = core.chars().skip(count.saturating_sub(2)).collect();
    let is_long = count >= 4 && scope.is_none();
    let around = |one: &Sentence<'_>| {
        let place = one.quantities.iter().position(|quantity| std::ptr::eq(quantity, whole));
        let place = place.unwrap_or_default();
        let tail = one.tail(place);
        let tail: String = tail.chars().take_while(|letter| !is_mark(*letter)).take(12).collect();
        let lead = one.lead(place);
        // 转办工单流向县区 9846 件 are not all of 转办工单.
        let rest = lead.find(name).and_then(|at| lead.get(at + name.len()..));
        rest.is_some_and(|rest| rest.chars().count() <= REST_MAX)
            || tail.contains(name)
            || (is_long && lead.contains(&end))
            || (name.chars().count() >= 4
                && name.chars().all(|letter| lead.contains(letter) || tail.contains(letter)))
    };
    let holds =
        |one: &&Sentence<'_>| one.quantities.iter().any(|quantity| std::ptr::eq(quantity, whole));
    let own = Some(sentence).filter(holds);
    name.is_empty() || own.or(near.far.iter().find(holds)).is_some_and(around)
}
