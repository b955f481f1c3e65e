//! Rates of a thousand, ten thousand and a hundred thousand, and how many of one there are to one of another: 每千人口床位 6.07 张, 死亡率
//! 2.58‰, 发病率 182.8/10万, 人均 3689 元, 医护比 1:1.19, 性别比 103.96.

mod each;
mod ratio;
mod vital;

use base::Exact;
use num_traits::{CheckedAdd, CheckedDiv, CheckedMul, CheckedSub, Signed};

use crate::draft::Kind;
use crate::phrase::{Sentence, has};
use crate::quantity::{Quantity, middle};
use crate::{Draft, Finding, Severity};

use super::{CODE, Near};

/// Words of all people.
const PEOPLE: [&str; 3] = ["常住人口", "总人口", "人口"];
/// How many people there are is told once, as a rule to few digits, and rates are of the mean of a year: they are not
/// held to their last digit.
const SLACK: i128 = 100;
/// Amounts of another time.
const EARLIER: [&str; 6] = ["上年", "去年", "同期", "比", "较", "目标"];
/// Letters of a heading in a text without styles.
const HEADING_MAX: usize = 30;
/// Amounts of a name that are tried, the nearest.
const NAMED_MAX: usize = 40;

pub(super) fn find(draft: &Draft, sentence: &Sentence<'_>, near: &Near<'_>) -> Vec<Finding> {
    let rates = (0..sentence.quantities.len())
        .filter_map(|place| rate(draft, (sentence, near), place))
        .collect();
    [rates, ratio::find(draft, sentence, near)].concat()
}

/// What a rate says, and of what it is.
struct Said<'a> {
    parts: Vec<&'a Quantity>,
    wholes: Vec<&'a Quantity>,
    by: Exact,
    slack: Exact,
}

/// A rate that no part and whole near it make.
fn rate(
    draft: &Draft,
    (sentence, near): (&Sentence<'_>, &Near<'_>),
    place: usize,
) -> Option<Finding> {
    let one = sentence.quantities.get(place).filter(|one| !one.is_about)?;
    let lead = sentence.lead(place);
    if has(&lead, &["目标", "标准", "不低于"])
        || has(&lead, &["由", "从"]) && !lead.ends_with(['到', '至'])
    {
        return None;
    }
    let before = sentence.words(sentence.within().start, one.range.start);
    let before =
        ["主要", "重要", "需要", "要求"].iter().fold(before, |text, word| text.replace(word, ""));
    if has(&before, &["要", "力争", "确保", "计划", "目标"]) {
        return None;
    }
    let said = each::each(sentence, near, place)
        .or_else(|| vital::vital(sentence, near, place))
        .or_else(|| each::a_head(sentence, near, place))?;
    judged(draft, (sentence, near), one, &said).filter(|_| !is_planned(draft, sentence))
}

/// Whether the sentence stands under a heading of what is still to be done.
fn is_planned(draft: &Draft, sentence: &Sentence<'_>) -> bool {
    let before = draft.paragraphs().take_while(|one| one.at <= sentence.paragraph.at);
    let heads = before.filter(|one| {
        let is_short = one.letters.len() <= HEADING_MAX && !one.letters.contains(&'。');
        let first =
            one.letters.first().is_some_and(|first| "一二三四五六七八九十".contains(*first));
        matches!(one.kind, Kind::Heading(_)) || is_short && first
    });
    let last: String = heads.last().map(|one| one.letters.iter().collect()).unwrap_or_default();
    has(&last, &["计划", "打算", "安排", "下一步", "下步", "思路", "重点", "目标", "展望", "任务"])
}

/// The words from the last mark on, of which 、 and brackets are none.
fn clause(sentence: &Sentence<'_>, at: usize) -> String {
    let start = sentence.within().start;
    let letters = sentence.between(start, at);
    let depth = sentence.depth(at);
    let is_end = |place: usize, letter: &char| {
        "，,；;。：、".contains(*letter) && sentence.depth(start + place) <= depth
    };
    let mark = letters.iter().enumerate().rev().find(|(place, letter)| is_end(*place, letter));
    sentence.words(start + mark.map_or(0, |(place, _)| place + 1), at).trim().to_owned()
}

/// Exact amounts that are named so, the nearest first.
fn amounts<'a>(
    (sentence, near): (&Sentence<'a>, &Near<'a>),
    place: usize,
    is_named: &dyn Fn(&Sentence<'_>, usize) -> bool,
) -> Vec<&'a Quantity> {
    let of = |one: &Sentence<'a>, end: usize| -> Vec<&'a Quantity> {
        let places = (0..end).rev().filter(|at| is_named(one, *at));
        places.filter_map(|at| one.quantities.get(at)).filter(|one| one.is_exact_count()).collect()
    };
    let before = near.far.iter().rev().flat_map(|one| of(one, one.quantities.len()));
    of(sentence, place).into_iter().chain(before).take(NAMED_MAX).collect()
}

/// How many people there are.
fn people<'a>(sentence: &Sentence<'a>, near: &Near<'a>, place: usize) -> Vec<&'a Quantity> {
    let is_people = |of: &Sentence<'_>, at: usize| {
        let lead = of.lead(at);
        let is_other = has(&lead, &["城镇", "流动", "老年", "岁", "农村", "乡村", "每"]);
        has(&lead, &PEOPLE) && !is_other
    };
    let found = amounts((sentence, near), place, &is_people);
    found.into_iter().filter(|one| one.unit == Some("人")).collect()
}

fn judged(
    draft: &Draft,
    (sentence, near): (&Sentence<'_>, &Near<'_>),
    one: &Quantity,
    said: &Said<'_>,
) -> Option<Finding> {
    let real = |part: &Quantity, whole: &Quantity| {
        let ((low, high), (least, greatest)) = (part.span(), whole.span());
        let is_of = least.is_positive() && !std::ptr::eq(part, whole);
        let rate = |of: Exact, by: Exact| of.checked_div(&by)?.checked_mul(&said.by);
        is_of.then(|| Some((rate(low, greatest)?, rate(high, least)?))).flatten()
    };
    // What is too fine a fraction to be reckoned with is let pass.
    let holds = |(low, high): (Exact, Exact)| {
        let slack = high.checked_mul(&said.slack).map(|slack| slack.max(one.number.step));
        let ends =
            slack.and_then(|slack| Some((low.checked_sub(&slack)?, high.checked_add(&slack)?)));
        ends.is_none_or(|ends| one.prints(ends))
    };
    let pairs =
        said.parts.iter().flat_map(|part| said.wholes.iter().map(move |whole| (*part, *whole)));
    let pairs: Vec<_> =
        pairs.filter_map(|(part, whole)| Some((part, whole, real(part, whole)?))).collect();
    if pairs.iter().any(|(.., real)| holds(*real)) {
        return None;
    }
    let value = one.number.value;
    let is_like = |real: &(Exact, Exact)| value * 3 >= real.0 * 2 && value * 2 <= real.1 * 3;
    let (part, whole, real) = pairs.into_iter().find(|(.., real)| is_like(real))?;
    let expected = base::exact::decimal(middle(real), one.decimals());
    told(draft, (sentence, near), (part, whole), one, expected)
}

fn told(
    draft: &Draft,
    (sentence, near): (&Sentence<'_>, &Near<'_>),
    (part, whole): (&Quantity, &Quantity),
    one: &Quantity,
    expected: String,
) -> Option<Finding> {
    let [is, of, said] = [part, whole, one].map(|one| draft.text(near.place(sentence, one)));
    let told = (
        format!("由 {is} 与 {of} 得 {expected}，文中为 {said}"),
        format!("{is} and {of} make {expected}, not {said}"),
    );
    let range = sentence.paragraph.place(&one.range);
    let finding =
        Finding::new(CODE, Severity::Warning, range, told).with(near.place(sentence, part));
    Some(finding.stating(said, Some(expected)))
}
