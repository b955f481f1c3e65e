//! Rates of a thousand, ten thousand and a hundred thousand, and how many of one there are to one of another: 每千人口床位 6.07 张, 死亡率
//! 2.58‰, 发病率 182.8/10万, 医护比 1:1.19, 性别比 103.96.

use base::Exact;
use num_rational::Ratio;
use num_traits::Signed;

use crate::named::core;
use crate::phrase::{Sentence, has, is_mark};
use crate::quantity::{Quantity, middle};
use crate::{Draft, Finding, Severity};

use super::{CODE, Near};

/// Of how many a rate is.
const EACH: [(&str, i128); 6] = [
    ("每千", 1_000),
    ("每万", 10_000),
    ("每十万", 100_000),
    ("每10万", 100_000),
    ("每百", 100),
    ("每百万", 1_000_000),
];
/// Words of all people.
const PEOPLE: [&str; 3] = ["常住人口", "总人口", "人口"];
/// How many people there are is told once, as a rule to few digits, and rates are of the mean of a year: they are not
/// held to their last digit.
const SLACK: i128 = 100;
/// What a rate of births or deaths is of.
const PARTS: [(&str, &[&str], &[&str]); 8] = [
    ("婴儿死亡率", &["婴儿死亡"], &["活产"]),
    ("新生儿死亡率", &["新生儿死亡"], &["活产"]),
    ("5岁以下儿童死亡率", &["5岁以下儿童死亡", "儿童死亡"], &["活产"]),
    ("孕产妇死亡率", &["孕产妇死亡"], &["活产"]),
    ("出生率", &["出生"], &PEOPLE),
    ("死亡率", &["死亡"], &PEOPLE),
    ("发病率", &["发病", "报告", "病例"], &PEOPLE),
    ("患病率", &["登记", "患者"], &PEOPLE),
];
/// What is how many to one of what.
const RATIOS: [(&str, &[&str], &[&str]); 9] = [
    ("医护比", &["医师", "医生"], &["护士"]),
    ("床护比", &["床"], &["护士"]),
    ("医床比", &["医师", "医生"], &["床"]),
    ("床医比", &["床"], &["医师", "医生"]),
    ("床人比", &["床"], &["人员"]),
    ("在职退休比", &["在职"], &["退休"]),
    ("师生比", &["教师"], &["学生", "在校"]),
    ("生师比", &["学生", "在校"], &["教师"]),
    ("性别比", &["男"], &["女"]),
];
/// Amounts of another time.
const EARLIER: [&str; 6] = ["上年", "去年", "同期", "比", "较", "目标"];

pub(super) fn find(draft: &Draft, sentence: &Sentence<'_>, near: &Near<'_>) -> Vec<Finding> {
    let rates = (0..sentence.quantities.len())
        .filter_map(|place| rate(draft, (sentence, near), place))
        .collect();
    [rates, ratios(draft, sentence, near)].concat()
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
    let said = each(sentence, near, place)
        .or_else(|| per(sentence, near, place))
        .or_else(|| a_head(sentence, near, place))?;
    judged(draft, (sentence, near), one, &said)
}

/// 每千人口床位 6.07 张.
fn each<'a>(sentence: &Sentence<'a>, near: &Near<'a>, place: usize) -> Option<Said<'a>> {
    let one = sentence.quantities.get(place).filter(|one| one.is_exact_count())?;
    let words = clause(sentence, one.range.start);
    // 每千人口床位数由 6.84 张增加到 7.13 张.
    let words = match words.ends_with(['到', '至']) {
        true => words.split(['由', '从']).next().unwrap_or_default().to_owned(),
        false => words,
    };
    let (at, (word, by)) = EACH
        .iter()
        .filter_map(|each| words.rfind(each.0).map(|at| (at, *each)))
        .max_by_key(|(at, (word, _))| (*at, word.len()))?;
    let of = words.get(at + word.len()..)?;
    let of = ["名", "常住", "户籍", "人口", "中", "拥有", "平均", "的"]
        .iter()
        .fold(of.to_owned(), |of, word| of.strip_prefix(word).map_or(of.clone(), str::to_owned));
    let name = core(of.trim_end_matches(['为', '达', '到', '有', '是', '约', '达']));
    if name.chars().count() < 2 || EARLIER.iter().any(|word| words.starts_with(word)) {
        return None;
    }
    let is_unit = |of: &Quantity| of.is_kin(one);
    let own = |of: &Sentence<'_>, at: usize| {
        let (lead, tail) = (of.lead(at), of.tail(at));
        let tail: String = tail.chars().take_while(|one| !is_mark(*one)).take(6).collect();
        let is_rate = EACH.iter().any(|(word, _)| lead.contains(word)) || lead.contains("每");
        let known = core(&lead);
        !is_rate
            && (known.ends_with(&name)
                || name.ends_with(&known) && known.chars().count() >= 2
                || tail.starts_with(&name))
    };
    let parts = amounts((sentence, near), place, &own).into_iter().filter(|one| is_unit(one));
    let wholes = people(sentence, near, place);
    Some(Said {
        parts: parts.collect(),
        wholes,
        by: Ratio::from_integer(by),
        slack: Ratio::new(1, SLACK),
    })
}

/// 卫生总费用 68.72 亿元，人均 3689 元.
fn a_head<'a>(sentence: &Sentence<'a>, near: &Near<'a>, place: usize) -> Option<Said<'a>> {
    let one = sentence.quantities.get(place).filter(|one| one.unit == Some("元"))?;
    let part = sentence.quantities.get(place.checked_sub(1)?)?;
    let is_of = part.is_kin(one) && part.is_exact_count() && sentence.lead(place) == "人均";
    let wholes = people(sentence, near, place);
    let (by, slack) = (Ratio::from_integer(1), Ratio::new(1, SLACK));
    is_of.then(|| Said { parts: vec![part], wholes, by, slack })
}

/// 死亡率 2.58‰, 发病率 182.8/10万.
fn per<'a>(sentence: &Sentence<'a>, near: &Near<'a>, place: usize) -> Option<Said<'a>> {
    let one = sentence.quantities.get(place)?;
    let end = sentence.within().end;
    let after = sentence.words(one.range.end, (one.range.end + 5).min(end));
    let by = match (one.unit, after.as_str()) {
        (Some("‰"), _) => 1_000,
        (None, after) if after.starts_with("/10万") || after.starts_with("/十万") => 100_000,
        _ => return None,
    };
    let mut clause = clause(sentence, one.range.start);
    // 婴儿死亡 57 例，死亡率 2.79‰.
    let of = ["婴儿", "新生儿", "孕产妇"];
    if clause.starts_with("死亡率")
        && let Some(before) = place.checked_sub(1).map(|at| sentence.lead(at))
    {
        let of = of.iter().find(|of| before.contains(*of)).copied().unwrap_or_default();
        clause = format!("{of}{clause}");
    }
    let (name, parts, wholes) = PARTS.iter().find(|(name, ..)| clause.contains(name))?;
    // 粗死亡率, 户籍死亡率 are of people; others of the many deaths are not known.
    let before = clause.split_once(name).map(|(before, _)| before.to_owned()).unwrap_or_default();
    let is_plain = wholes.len() == 1 || before.chars().count() <= 2 || *name == "发病率";
    let is_named = |words: &'static [&'static str]| {
        move |of: &Sentence<'_>, at: usize| {
            let lead = of.lead(at);
            has(&lead, words)
                && !lead.contains('率')
                && !EARLIER.iter().any(|word| lead.contains(word))
        }
    };
    let is_people = wholes.len() > 1;
    let parts = amounts((sentence, near), place, &is_named(parts));
    let parts: Vec<&Quantity> =
        parts.into_iter().filter(|one| matches!(one.unit, Some("人" | "例" | "名"))).collect();
    let wholes = if is_people {
        people(sentence, near, place)
    } else {
        amounts((sentence, near), place, &is_named(wholes))
    };
    let slack = if is_people { Ratio::new(3, SLACK) } else { Ratio::from_integer(0) };
    is_plain.then_some(Said { parts, wholes, by: Ratio::from_integer(by), slack })
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
    of(sentence, place).into_iter().chain(before).take(40).collect()
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
        is_of.then(|| (low / greatest * said.by, high / least * said.by))
    };
    let holds = |(low, high): (Exact, Exact)| {
        let slack = (high * said.slack).max(one.number.step);
        one.prints((low - slack, high + slack))
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

/// 医护比为 1:1.19, 在职退休比为 2.55:1, 性别比为 103.96.
fn ratios(draft: &Draft, sentence: &Sentence<'_>, near: &Near<'_>) -> Vec<Finding> {
    let within = sentence.within();
    let words = sentence.words(within.start, within.end);
    if !words.contains('比') {
        return vec![];
    }
    let numbers = sentence.paragraph.numbers.iter().filter(|one| within.contains(&one.range.start));
    let numbers: Vec<_> = numbers.collect();
    let mut found = vec![];
    for (at, number) in numbers.iter().enumerate() {
        let lead = clause(sentence, number.range.start);
        let Some((_, ones, others)) = RATIOS.iter().find(|(name, ..)| lead.contains(name)) else {
            continue;
        };
        let next = numbers.get(at + 1);
        let joined = next.filter(|next| {
            matches!(sentence.words(number.range.end, next.range.start).as_str(), ":" | "：" | "∶")
        });
        let is_sex = lead.contains("性别比");
        let (said, by, is_first) = match joined {
            Some(next) if number.value == Ratio::from_integer(1) => (*next, 1, false),
            Some(next) if next.value == Ratio::from_integer(1) => (*number, 1, true),
            None if is_sex
                && number.value > Ratio::from_integer(50)
                && !number.step.is_integer() =>
            {
                (*number, 100, true)
            }
            _ => continue,
        };
        // 由 2010 年的 105.21 下降为 103.96: the first is of another time.
        let is_from =
            has(&lead, &["上年", "由", "从", "目标"]) && !lead.ends_with(['到', '至', '为']);
        if is_from || lead.ends_with("上年为") {
            continue;
        }
        let place = sentence
            .quantities
            .iter()
            .take_while(|one| one.range.start < number.range.start)
            .count();
        let named = |words: &'static [&'static str]| {
            let is_named = move |of: &Sentence<'_>, at: usize| {
                let (lead, tail) = (of.lead(at), of.tail(at));
                let tail: String = tail.chars().take_while(|one| !is_mark(*one)).take(4).collect();
                let is_level =
                    !EARLIER.iter().any(|word| lead.starts_with(word)) && !lead.contains('每');
                is_level && (has(&lead, words) || words.iter().any(|word| tail.starts_with(word)))
            };
            amounts((sentence, near), place, &is_named)
        };
        let one = Quantity {
            number: (*said).clone(),
            unit: None,
            range: said.range.clone(),
            is_about: false,
        };
        let (ones, others) = (named(ones), named(others));
        let (parts, wholes) = if is_first { (ones, others) } else { (others, ones) };
        let said =
            Said { parts, wholes, by: Ratio::from_integer(by), slack: Ratio::from_integer(0) };
        found.extend(judged(draft, (sentence, near), &one, &said));
    }
    found
}
