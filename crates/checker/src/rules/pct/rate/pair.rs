//! Rates of the two amounts right before them, whatever they are called: 应检 46720 人，实检 45318 人，受检率 97.0%; 结案 259 件，未结 9 件，结案率 96.6%.

use base::Exact;
use num_rational::Ratio;
use num_traits::Signed;

use crate::phrase::{Sentence, has, is_mark};
use crate::quantity::Quantity;
use crate::slip;
use crate::{Draft, Finding, Severity};

use super::super::super::sum::is_complete;
use super::super::part::is_measured;
use super::super::{Near, makes, share_of, told};
use super::{is_made, is_named, stem};

/// The most letters between an amount and its rate.
const APART: usize = 14;
/// What a rate is called.
const NAMES: [&str; 6] = ["率", "比例", "进度", "覆盖", "完成", "到位"];
/// Rates of what stands elsewhere.
const OTHERS: [&str; 25] = [
    "满意",
    "知晓",
    "使用",
    "利用",
    "周转",
    "死亡",
    "出生",
    "增长",
    "病死",
    "发病",
    "患病",
    "罹患",
    "就业",
    "失业",
    "目标",
    "指标",
    "上年",
    "去年",
    "同期",
    "城镇化",
    "毛入学",
    "入学",
    "贡献",
    "覆盖面",
    "增速",
];

/// The two amounts before a rate, the whole and the part, by their places.
type Pair = (usize, usize);

/// A rate that neither of the two amounts before it makes of the other, but nearly.
pub(super) fn of_pair(
    draft: &Draft,
    (sentence, near): (&Sentence<'_>, &Near<'_>),
    place: usize,
) -> Option<Finding> {
    let all = sentence.quantities;
    let share = all.get(place).filter(|share| share.is_share() && !share.is_about)?;
    let (first, at) = pair(sentence, place)?;
    let (whole, part) = (all.get(first)?, all.get(at)?);
    let kin = all.iter().take(at.max(first) + 1).chain(near.kin(part));
    let kin = kin.filter(|one| one.is_kin(part) && one.is_exact_count());
    // If the part bears the name of the rate, only what stands in the sentence may be its whole.
    let lead = sentence.lead(place);
    let bare: String = stem(name(&lead).trim_end_matches(['率', '比', '例']));
    let is_bare =
        bare.chars().count() == 2 && bare.chars().all(|one| sentence.lead(at).contains(one));
    let mut wholes = kin.filter(|one| {
        let is_own = all.iter().any(|own| std::ptr::eq(own, *one));
        !std::ptr::eq(*one, part) && (is_own || !is_bare)
    });
    // 优良天数 295 天，全年 366 天的优良率: the whole may come last.
    if wholes.any(|whole| is_made(part, whole, share) || is_made(whole, part, share)) {
        return None;
    }
    let own: Vec<&Quantity> =
        all.iter().take(place).filter(|one| one.is_kin(part) && one.is_exact_count()).collect();
    let makes_it = |one: &&Quantity| own.iter().any(|other| is_made(one, other, share));
    let lead = sentence.lead(place);
    let full = name(&lead).trim_end_matches(['率', '比', '例']);
    // 全面完成 25 项，基本完成 2 项，未完成 1 项，全面完成率: another amount bears the whole name.
    let bears = |at: usize| {
        let lead = sentence.lead(at);
        full.chars().count() >= 3 && full.chars().all(|one| lead.contains(one))
    };
    let is_elsewhere = (0..place).any(bears) && !bears(at);
    if is_elsewhere || own.iter().any(makes_it) {
        return None;
    }
    let stem = stem(full);
    if is_of_another(sentence, (first, at), (place, &stem)) {
        return None;
    }
    // 在管 1884 人、非在管 52 人 are sides of what the rate is of.
    if !is_opposite(sentence, (first, at))
        && is_complete(
            &[sentence.lead(first), sentence.lead(at)].map(|lead| lead.replace("其中", "")),
        )
    {
        return None;
    }
    if is_opposite(sentence, (first, at)) {
        // 结案 259 件，未结 9 件: the rate is of both.
        let both = (whole.span().0 + part.span().0, whole.span().1 + part.span().1);
        let real = share_of(whole.span(), both)?;
        let is_wrong = is_like(share, real) && !makes(whole.span(), both, share);
        let told = || told::of_all(draft, (sentence, near), (whole, both), share);
        return is_wrong.then(told).flatten();
    }
    // 第一剂覆盖率 is of something else, and so is a rate after a list of three and more that has nothing of its name.
    let is_row = own.len() >= 3 && !stem.chars().any(|one| sentence.lead(at).contains(one));
    let is_short = lead.chars().count() <= 6 && !lead.contains('第') && !is_row;
    if !is_named(sentence, part, (full, &stem)) {
        return None;
    }
    judged(draft, (sentence, near), (at, &stem), (part, whole), (share, is_short))
}

/// What a rate is called: 受检率 of 受检率为.
fn name(lead: &str) -> &str {
    lead.trim_end_matches(['为', '达', '到', '是', '约', '至', '的', '仅'])
}

/// The two amounts of one kind right before a rate.
fn pair(sentence: &Sentence<'_>, place: usize) -> Option<Pair> {
    let all = sentence.quantities;
    let share = all.get(place)?;
    let lead = sentence.lead(place);
    if !NAMES.iter().any(|word| name(&lead).ends_with(word)) || has(&lead, &OTHERS) {
        return None;
    }
    let depth = sentence.depth(share.range.start);
    let is_open = |at: &usize| {
        all.get(*at)
            .is_some_and(|one| sentence.depth(one.range.start) <= depth && one.unit != Some("‰"))
    };
    // 应监督 3862 户，实监督 3521 户、5417 户次: the nearest two of one kind.
    let before: Vec<usize> = (0..place).rev().filter(is_open).take(3).collect();
    let kin = |one: usize, other: usize| {
        all.get(one).zip(all.get(other)).is_some_and(|(one, other)| one.is_kin(other))
    };
    let (at, first) = match before.as_slice() {
        [at, first, ..] if kin(*at, *first) => (*at, *first),
        [_, at, first] if kin(*at, *first) => (*at, *first),
        _ => return None,
    };
    let (part, whole) = (all.get(at)?, all.get(first)?);
    let is_pair = part.is_kin(whole)
        && part.is_exact_count()
        && whole.is_exact_count()
        && is_measured(&lead, part);
    let is_near = sentence.between(part.range.end, share.range.start).len() <= APART;
    let is_one = !sentence.ends_piece(whole.range.start, share.range.start);
    // 余氯不合格 3 份，浑浊度不合格 1 份; 二次供水: none of them is of the other.
    let is_failed = |at: usize| sentence.lead(at).contains("不合格");
    let is_words = sentence.is_word(part) || sentence.is_word(whole);
    if is_words || is_failed(first) && is_failed(at) {
        return None;
    }
    let is_change =
        |at: usize| has(&sentence.lead(at), &["增", "减", "上年", "去年", "同期", "比", "较"]);
    let is_more = part.number.value > whole.number.value * Ratio::new(3, 2);
    // 招聘 216 名（计划 230 名，完成率 93.9%）: the plan comes last.
    // 超过 2600 座的目标数.
    let is_plan = |at: usize| {
        let tail = sentence.tail(at);
        let tail: String = tail.chars().take_while(|one| !is_mark(*one)).take(5).collect();
        has(&sentence.lead(at), &["计划", "目标", "任务", "应"])
            || has(&tail, &["目标", "任务", "计划"])
    };
    let is_told = is_pair && is_near && is_one && !is_more;
    let pair = if is_plan(at) { (at, first) } else { (first, at) };
    let is_plain = !is_plan(at) || !is_plan(first);
    (is_told && is_plain && !is_change(first) && !is_change(at)).then_some(pair)
}

/// Whether the second amount is what the first leaves: 结案, 未结.
fn is_opposite(sentence: &Sentence<'_>, (first, at): Pair) -> bool {
    let [of, is] = [first, at].map(|at| sentence.lead(at));
    ["未", "不", "仍", "在办", "尚", "剩"].iter().any(|not| is.contains(not) && !of.contains(not))
}

/// Whether another amount bears the name of the rate: 阳性 1197 例、阴性 636 例，阳性率.
fn is_of_another(sentence: &Sentence<'_>, (first, at): Pair, (place, stem): (usize, &str)) -> bool {
    let all = sentence.quantities;
    let [of, is] = [first, at].map(|at| sentence.lead(at));
    let is_another = |other: usize| {
        let kin = all.get(other).zip(all.get(at)).is_some_and(|(one, part)| one.is_kin(part));
        kin && other != at && other != first && sentence.lead(other).contains(stem)
    };
    let is_own = is.contains(stem) || is_opposite(sentence, (first, at)) && of.contains(stem);
    !is_own && (0..place).any(is_another)
}

/// What the part is of the whole, or what it leaves of it, against what is said.
fn judged(
    draft: &Draft,
    (sentence, near): (&Sentence<'_>, &Near<'_>),
    (at, stem): (usize, &str),
    (part, whole): (&Quantity, &Quantity),
    (share, is_short): (&Quantity, bool),
) -> Option<Finding> {
    let is = sentence.lead(at);
    let real = share_of(part.span(), whole.span())?;
    let hundred = Ratio::from_integer(100);
    let rest = (hundred - real.1, hundred - real.0);
    if !is_like(share, real) && !is_like(share, rest) {
        return None;
    }
    // Of a rate of another name only a slip is sure.
    let is_named = stem.chars().all(|one| is.contains(one)) || is_short;
    let is_slipped = slip::is_written(real, share);
    if !is_named && !is_slipped {
        return None;
    }
    let apart = |of: (Exact, Exact)| (share.number.value - of.0).abs();
    let is_rest = apart(rest) < apart(real) && has(&is, &["超", "问题", "缺", "漏", "差"]);
    match is_rest {
        true => told::rest(draft, (sentence, near), (part, whole), share),
        false => told::wrong(draft, (sentence, near), (part, whole), share, Severity::Warning),
    }
}

/// Whether a share may have been meant to be this: neither half of it nor twice as much.
fn is_like(share: &Quantity, (low, high): (Exact, Exact)) -> bool {
    let said = share.number.value;
    said * Ratio::from_integer(2) >= low
        && said <= high * Ratio::from_integer(2)
        && said < Ratio::from_integer(100)
}
