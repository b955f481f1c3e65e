//! Two things beside each other: 个人提出 1030 件，单位提出 16 件，个人比单位多 1014 件; 前者比后者高 51.4 个百分点; 支出比收入多 388.3 亿元; 两者相差 8 件.

use crate::named::{bearers, sole};
use crate::phrase::Sentence;
use crate::quantity::{Quantity, middle};
use crate::scene::Scene;
use crate::{Finding, Severity};

use super::super::sum::like;
use super::{CODE, difference, relative, wrong};

/// Words of how one is beside the other.
const BY: [&str; 18] = [
    "多", "少", "高", "低", "高出", "多出", "节约", "节省", "大", "小", "增加", "减少", "结余",
    "超出", "超支", "短收", "超收", "减",
];
/// Words between these and the amount: 多报告 105908 例.
const DONE: [&str; 14] = [
    "报告", "收到", "受理", "办理", "完成", "支出", "收入", "花费", "了", "达", "出", "发放",
    "投入", "接收",
];
/// What is compared with in time is a change.
const TIMES: [&str; 9] = ["上年", "去年", "同期", "年初", "上月", "上季", "上周", "往年", "以往"];
/// Words for the two amounts right before.
const BOTH: [&str; 8] =
    ["相差", "两者相差", "差距", "差距为", "二者相差", "两者差", "两项相差", "相差了"];

/// The amounts on one side of a comparison: which it surely is, and which it may be.
type Side<'a> = (Option<&'a Quantity>, Vec<&'a Quantity>);

pub(super) fn find(scene: &Scene<'_, '_>) -> Vec<Finding> {
    let mut found = vec![];
    for (place, said) in scene.sentence.quantities.iter().enumerate() {
        let Some([(one, ones), (other, others)]) = sides(scene, place) else { continue };
        let pairs = ones.iter().flat_map(|one| others.iter().map(move |other| (*one, *other)));
        let held: Vec<_> =
            pairs.filter(|(one, other)| said.prints(difference(other, one))).collect();
        if let Some(pair) = held.first() {
            found.extend(rate(scene, place, *pair));
        } else if let Some(pair) =
            one.zip(other).filter(|_| !is_told(scene, (&ones, &others), said))
        {
            found.push(told(scene, pair, said));
        }
    }
    found
}

/// Whether another amount of the sentence makes the difference with one side: 比综合医院低 3284.5 元（后者 10820.7 元）.
fn is_told(
    scene: &Scene<'_, '_>,
    (ones, others): (&[&Quantity], &[&Quantity]),
    said: &Quantity,
) -> bool {
    let kin = scene
        .sentence
        .quantities
        .iter()
        .filter(|one| one.is_kin(said) && !std::ptr::eq(*one, said));
    let mut pairs = kin.flat_map(|one| ones.iter().chain(others).map(move |side| (one, *side)));
    pairs.any(|(one, side)| said.prints(difference(one, side)))
}

fn told(scene: &Scene<'_, '_>, (one, other): (&Quantity, &Quantity), said: &Quantity) -> Finding {
    let (low, high) = difference(other, one);
    let (middle, unit) = (middle((low, high)), said.unit.unwrap_or_default());
    let expected = match said.is_points() {
        true => format!("{}{unit}", base::exact::decimal(middle, said.decimals())),
        false => like(middle, said, scene.draft, scene.sentence.paragraph.at),
    };
    let [is, than, stated] = [one, other, said].map(|one| scene.text(one));
    let told = (
        format!("{is} 与 {than} 相差 {expected}，文中为 {stated}"),
        format!("between {is} and {than} there are {expected}, not {stated}"),
    );
    let finding = Finding::new(CODE, Severity::Warning, scene.place(said), told);
    finding.with(scene.place(one)).stating(stated, Some(expected))
}

/// 3 月比 2 月多 105908 例，增长 22.7%.
fn rate(
    scene: &Scene<'_, '_>,
    place: usize,
    (one, other): (&Quantity, &Quantity),
) -> Option<Finding> {
    let sentence = scene.sentence;
    let by = sentence.quantities.get(place).filter(|by| by.is_exact_count())?;
    let said =
        sentence.quantities.get(place + 1).filter(|said| said.is_share() && !said.is_about)?;
    super::changes(&sentence.lead(place + 1))?;
    if sentence.between(by.range.end, said.range.start).len() > 8 {
        return None;
    }
    let real = relative(other.span(), one.span())?;
    (!said.prints(real)).then(|| wrong(scene, (other, one), said, real))
}

/// The amounts that a difference is between.
fn sides<'a>(scene: &Scene<'_, 'a>, place: usize) -> Option<[Side<'a>; 2]> {
    let sentence = scene.sentence;
    let said =
        sentence.quantities.get(place).filter(|said| !said.is_about && said.unit.is_some())?;
    let is_kind = |one: &Quantity| {
        let is_kin = if said.is_points() { one.is_share() } else { one.is_kin(said) };
        is_kin && !one.is_about && !std::ptr::eq(one, said)
    };
    let lead = sentence.lead(place);
    let Some((first, rest)) = lead.split_once('比').or_else(|| lead.split_once('较')) else {
        let is_both = BOTH.contains(&lead.as_str());
        return is_both.then(|| last_two(sentence, place, &is_kind)).flatten();
    };
    let rest = DONE.iter().fold(rest, |rest, word| rest.strip_suffix(word).unwrap_or(rest));
    let second = BY.iter().filter_map(|word| rest.strip_suffix(word)).min_by_key(|of| of.len())?;
    let is_time = TIMES.iter().any(|word| second.contains(word)) || second.is_empty();
    if is_time || first.ends_with(['同', '环', '占', '对']) {
        return None;
    }
    if (first, second) == ("前者", "后者") {
        return last_two(sentence, place, &is_kind);
    }
    let text = scene.sentences();
    let fits = |of: &Sentence<'a>, at: usize| {
        let is_change = super::changes(&of.lead(at)).is_some();
        of.quantities.get(at).is_some_and(|one| is_kind(one) && !is_change)
    };
    let named = |name: &str| -> Side<'a> {
        let bearers = bearers(&text, place, name, &fits);
        (sole(&bearers), bearers.iter().map(|one| one.quantity).collect())
    };
    let last = (0..place).rev().find(|at| fits(sentence, *at));
    let last = last.and_then(|at| sentence.quantities.get(at));
    let first = if first.is_empty() { (last, last.into_iter().collect()) } else { named(first) };
    Some([first, named(second)])
}

/// The last two amounts of a kind before a place.
fn last_two<'a>(
    sentence: &Sentence<'a>,
    place: usize,
    is_kind: &dyn Fn(&Quantity) -> bool,
) -> Option<[Side<'a>; 2]> {
    let mut before = sentence.quantities.get(..place)?.iter().rev().filter(|one| is_kind(one));
    let (last, first) = (before.next()?, before.next()?);
    before.next().is_none().then(|| [(Some(first), vec![first]), (Some(last), vec![last])])
}
