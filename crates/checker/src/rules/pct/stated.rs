//! Shares and rates whose part and whole stand elsewhere, under names that the rate itself says: 存贷比 of 贷款 and 存款, 为年度计划的 108 %,
//! 前三种疾病合计占乙类的 85.5 %.

use num_rational::Ratio;

use crate::phrase::{Sentence, has};
use crate::quantity::Quantity;
use crate::{Draft, Finding, Severity};

use super::{Near, makes, share_of, told};

/// A rate, and words of what it is of what.
type Rate = (&'static str, &'static [&'static str], &'static [&'static str]);

/// Rates by their names.
const RATES: [Rate; 21] = [
    ("存贷比", &["贷款"], &["存款"]),
    ("恩格尔系数", &["食品"], &["消费支出"]),
    ("研发投入强度", &["研发", "R&D"], &["生产总值"]),
    ("研发经费投入强度", &["研发", "R&D"], &["生产总值"]),
    ("病死率", &["死亡"], &["病", "报告"]),
    ("文盲率", &["文盲", "不识字"], &["常住人口", "总人口", "人口"]),
    ("城镇化率", &["城镇"], &["常住人口", "总人口"]),
    ("住院分娩率", &["住院分娩"], &["活产", "产妇", "分娩"]),
    ("优良率", &["优良"], &["全年", "有效", "监测"]),
    ("入住率", &["入住"], &["床位"]),
    ("资产负债率", &["负债"], &["资产"]),
    ("收入利润率", &["利润"], &["营业收入"]),
    ("财政自给率", &["预算收入"], &["预算支出"]),
    ("参评率", &["评价"], &["受理", "办理", "办件", "业务"]),
    ("药占比", &["药品收入", "药费"], &["医疗收入", "费用"]),
    ("剖宫产率", &["剖宫产"], &["分娩", "产妇", "活产"]),
    ("拨付进度", &["拨付"], &["资金", "安排", "下达"]),
    ("支出进度", &["支出"], &["预算", "资金", "安排", "下达"]),
    ("采纳率", &["采纳"], &["建议", "意见"]),
    ("托位使用率", &["入托", "在托"], &["托位"]),
    ("有效率", &["有效"], &["电话", "来电", "收到", "收回", "回收", "布放", "发放"]),
];
/// Names of what is to be done, and what its amounts may stand after.
const PLAN: [&str; 6] = ["计划", "任务", "目标", "预算", "概算", "指标"];
const PLANNED: [&str; 7] = ["计划", "任务", "目标", "预算", "概算", "指标", "应"];
/// Words before the share of a plan.
const OF_PLAN: [&str; 7] = ["为", "占", "相当于", "完成", "达到", "达", "是"];
/// Amounts of another time.
const EARLIER: [&str; 6] = ["上年", "去年", "同期", "年初", "比", "较"];
/// Sentences before one in which the part and the whole may stand.
const PART_MAX: usize = 2;
/// Amounts that are tried.
const NEAR_MAX: usize = 40;

pub(super) fn find(draft: &Draft, sentence: &Sentence<'_>, near: &Near<'_>) -> Vec<Finding> {
    let places = 0..sentence.quantities.len();
    places.filter_map(|place| wrong(draft, (sentence, near), place)).collect()
}

fn wrong(
    draft: &Draft,
    (sentence, near): (&Sentence<'_>, &Near<'_>),
    place: usize,
) -> Option<Finding> {
    let share = sentence.quantities.get(place)?;
    if !share.is_share() || share.is_about {
        return None;
    }
    let lead = sentence.lead(place);
    let clause = sentence.clause(share);
    let (part, whole) =
        rate(sentence, near, (place, &clause)).or_else(|| plan(sentence, (place, &lead)))?;
    let real = share_of(part.span(), whole.span())?;
    let hundred = Ratio::from_integer(100);
    // 采纳 82 条 of 31 条 at 90.3 %: more than all there is.
    let is_over = real.0 > hundred && share.number.value <= hundred && clause.contains("采纳");
    let is_like = share.number.value * 2 >= real.0 && share.number.value <= real.1 * 2;
    if !is_like && !is_over {
        return None;
    }
    told::wrong(draft, (sentence, near), (part, whole), share, Severity::Warning)
}

/// Amounts of a name: in the sentence before a place, and in those before it, the nearest first.
fn named<'a>(
    (sentence, near): (&Sentence<'a>, &Near<'a>),
    place: usize,
    words: &[&str],
    most: usize,
) -> Vec<&'a Quantity> {
    let of = |one: &Sentence<'a>, end: usize| -> Vec<&'a Quantity> {
        let is_named = |at: &usize| {
            let (lead, tail) = (one.lead(*at), one.tail(*at));
            let tail: String = tail.chars().take(8).take_while(|one| one.is_alphabetic()).collect();
            let is_earlier = EARLIER.iter().any(|word| lead.starts_with(word));
            !is_earlier && (has(&lead, words) || has(&tail, words))
        };
        let places = (0..end).rev().filter(is_named);
        places.filter_map(|at| one.quantities.get(at)).filter(|one| one.is_exact_count()).collect()
    };
    let before = near.far.iter().rev().take(most).flat_map(|one| of(one, one.quantities.len()));
    of(sentence, place).into_iter().chain(before).take(NEAR_MAX).collect()
}

/// A rate of the table, with the amounts that it is of.
fn rate<'a>(
    sentence: &Sentence<'a>,
    near: &Near<'a>,
    (place, clause): (usize, &str),
) -> Option<(&'a Quantity, &'a Quantity)> {
    let share = sentence.quantities.get(place)?;
    let (_, parts, wholes) = RATES.iter().find(|(name, ..)| clause.contains(name))?;
    let parts = named((sentence, near), place, parts, PART_MAX);
    let mut wholes = named((sentence, near), place, wholes, usize::MAX);
    // 剖宫产率 45.0%（以 18105 名产妇为分母）.
    let after = sentence.quantities.iter().skip(place + 1).take(2);
    wholes.extend(after.filter(|one| one.is_exact_count()));
    let pairs = parts.iter().flat_map(|part| wholes.iter().map(move |whole| (*part, *whole)));
    let pairs: Vec<_> = pairs.filter(|(part, whole)| !std::ptr::eq(*part, *whole)).collect();
    if pairs.iter().any(|(part, whole)| makes(part.span(), whole.span(), share)) {
        return None;
    }
    pairs
        .into_iter()
        .find(|(part, _)| sentence.quantities.iter().any(|own| std::ptr::eq(own, *part)))
}

/// 计划 7.5 亿元，实际完成 8.1 亿元，为年度计划的 108 %; 体检 29.46 万人，任务数 28 万人，完成 105.2 %.
fn plan<'a>(
    sentence: &Sentence<'a>,
    (place, lead): (usize, &str),
) -> Option<(&'a Quantity, &'a Quantity)> {
    let all = sentence.quantities;
    let share = all.get(place)?;
    let name = lead.trim_end_matches('的');
    let name = name.trim_end_matches(['数', '量', '值', '额', '总']);
    let is_said = name != lead
        && (OF_PLAN.iter().any(|word| name.starts_with(word)) || name.contains("相当于"))
        && PLAN.iter().any(|word| name.ends_with(word));
    let is_bare = matches!(
        lead,
        "完成"
            | "仅完成"
            | "任务完成率"
            | "完成率"
            | "完成率为"
            | "完成率达"
            | "完成比例"
            | "完成率达到"
    );
    if !is_said && !is_bare {
        return None;
    }
    let exact = |at: &usize| all.get(*at).is_some_and(Quantity::is_exact_count);
    let before: Vec<usize> = (0..place).rev().filter(exact).take(6).collect();
    let is_plan = |at: &&usize| has(&sentence.lead(**at), &PLANNED);
    // 完成 92.74 亿元，为调整预算 91.20 亿元的 101.7%；支出 148.36 亿元，为调整预算的 96.5%: the plan of another.
    let is_taken = |at: &&usize| {
        sentence.tail(**at) == "的" && all.get(**at + 1).is_some_and(Quantity::is_share)
    };
    let whole =
        before.iter().find(is_plan).filter(|at| !is_taken(at)).and_then(|at| all.get(*at))?;
    let mut others = before.iter().filter(|at| !is_plan(at)).filter_map(|at| all.get(*at));
    let part = others.clone().find(|one| one.is_kin(whole))?;
    let is_made = others.any(|one| makes(one.span(), whole.span(), share));
    (!is_made).then_some((part, whole))
}
