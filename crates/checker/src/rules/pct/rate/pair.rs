//! Rates of the two amounts right before them, whatever they are called: 应检 46720 人，实检 45318 人，受检率 97.0%; 结案 259 件，未结 9 件，结案率 96.6%.

use base::Exact;
use num_rational::Ratio;

use crate::phrase::{Sentence, has};
use crate::quantity::Quantity;
use crate::slip;
use crate::{Draft, Finding, Severity};

use super::super::{Near, makes, share_of, told};
use super::{is_made, stem};

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

/// A rate that neither of the two amounts before it makes of the other, but nearly.
pub(super) fn of_pair(
    draft: &Draft,
    (sentence, near): (&Sentence<'_>, &Near<'_>),
    place: usize,
) -> Option<Finding> {
    let all = sentence.quantities;
    let share = all.get(place).filter(|share| share.is_share() && !share.is_about)?;
    let lead = sentence.lead(place);
    let name = lead.trim_end_matches(['为', '达', '到', '是', '约', '至', '的', '仅']);
    if !NAMES.iter().any(|word| name.ends_with(word)) || has(&lead, &OTHERS) {
        return None;
    }
    let depth = sentence.depth(share.range.start);
    let mut before = (0..place)
        .rev()
        .filter(|at| all.get(*at).is_some_and(|one| sentence.depth(one.range.start) <= depth));
    let (at, first) = (before.next()?, before.next()?);
    let (part, whole) = (all.get(at)?, all.get(first)?);
    let is_pair = part.is_kin(whole) && part.is_exact_count() && whole.is_exact_count();
    let is_near = sentence.between(part.range.end, share.range.start).len() <= APART;
    let is_one = !sentence.ends_piece(whole.range.start, share.range.start);
    let leads = [sentence.lead(first), sentence.lead(at)];
    let is_change =
        leads.iter().any(|lead| has(lead, &["增", "减", "上年", "去年", "同期", "比", "较"]));
    if !is_pair
        || !is_near
        || !is_one
        || is_change
        || part.number.value > whole.number.value * Ratio::new(3, 2)
    {
        return None;
    }
    let kin = all
        .iter()
        .take(at)
        .chain(near.kin(part))
        .filter(|one| one.is_kin(part) && one.is_exact_count());
    let mut wholes = kin.filter(|one| !std::ptr::eq(*one, part));
    if wholes.any(|whole| is_made(part, whole, share)) {
        return None;
    }
    let [of, is] = [&leads[0], &leads[1]];
    // 阳性 1197 例、阴性 636 例，阳性率: of another amount that bears its name.
    let stem = stem(name.trim_end_matches(['率', '比', '例']));
    let is_another = |other: usize| {
        let is_kin = all.get(other).is_some_and(|one| one.is_kin(part));
        is_kin && other != at && other != first && sentence.lead(other).contains(&stem)
    };
    let opposite = ["未", "不", "仍", "在办", "尚", "剩"]
        .iter()
        .any(|not| is.contains(not) && !of.contains(not));
    if !is.contains(&stem) && !(opposite && of.contains(&stem)) && (0..place).any(is_another) {
        return None;
    }
    // 招聘 216 名（计划 230 名，完成率 93.9%）: the plan comes last.
    if has(is, &["计划", "目标", "任务", "应"]) {
        return None;
    }
    let both = (whole.span().0 + part.span().0, whole.span().1 + part.span().1);
    if opposite {
        // 结案 259 件，未结 9 件: the rate is of both.
        let real = share_of(whole.span(), both)?;
        let is_wrong = is_like(share, real) && !makes(whole.span(), both, share);
        return is_wrong
            .then(|| told::of_all(draft, (sentence, near), (whole, both), share))
            .flatten();
    }
    let real = share_of(part.span(), whole.span())?;
    let hundred = Ratio::from_integer(100);
    let rest = (hundred - real.1, hundred - real.0);
    if !is_like(share, real) && !is_like(share, rest) {
        return None;
    }
    // Of a rate of another name only a slip is sure.
    let is_named = is.contains(&stem) || stem.chars().all(|one| is.contains(one));
    let is_slipped = slip::is_written((real.0 + real.1) / Ratio::from_integer(2), share);
    if !is_named && !is_slipped {
        return None;
    }
    let apart = |of: (Exact, Exact)| {
        let off = share.number.value - of.0;
        if off < Ratio::from_integer(0) { -off } else { off }
    };
    let is_rest = apart(rest) < apart(real) && has(is, &["超", "问题", "缺", "漏", "差"]);
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
