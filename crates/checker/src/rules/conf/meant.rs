//! Amounts that are spoken of as known: 848 条差评中，…; 在 428763 名常住人口中; 全部 32 个问题事项. What is known was told before, by its name; if
//! no amount before is this one, and the one of its name is not, one of the two is wrong.

use base::Exact;
use num_rational::Ratio;
use num_traits::Signed;

use crate::draft::{Draft, Kind};
use crate::named::core;
use crate::phrase::{Sentence, sentences};
use crate::quantity::Quantity;
use crate::{Finding, Severity};

use super::CODE;

/// Words before an amount that is meant as a whole.
const BEFORE: [&str; 29] = [
    "在",
    "对",
    "把",
    "将",
    "由",
    "全部",
    "所有",
    "全市",
    "全县",
    "全区",
    "全州",
    "全省",
    "全院",
    "本季度",
    "本月",
    "本年度",
    "今年",
    "年内",
    "的",
    "按",
    "以",
    "其",
    "此次",
    "存量",
    "剩余",
    "一是",
    "二是",
    "三是",
    "四是",
];
/// Letters that end what is counted.
const ENDS: &str = "中里由享应需进要也都为均已全的在从到被并和及与等，、；。：（）";
/// Amounts below this are counted anew too often.
const LEAST: i128 = 20;
/// Amounts before that are looked at.
const NEAR_MAX: usize = 400;

pub(super) fn find(draft: &Draft) -> Vec<Finding> {
    let text = draft.paragraphs().filter(|one| !matches!(one.kind, Kind::Cell(_)));
    let all: Vec<Sentence<'_>> = text.flat_map(|one| sentences(&one)).collect();
    let mut told: Vec<Told<'_, '_>> = vec![];
    let mut found = vec![];
    for sentence in &all {
        for place in 0..sentence.quantities.len() {
            let Some(one) = sentence.quantities.get(place) else { continue };
            if let Some(meant) = meant(sentence, place) {
                // 死亡人数由 96 人降至 87 人: the second is what was told.
                let next = sentence.quantities.get(place + 1);
                let is_told = |next: &Quantity| {
                    told.iter()
                        .any(|of| of.one.is_kin(next) && of.one.number.value == next.number.value)
                };
                if !(sentence.lead(place).ends_with('由') && next.is_some_and(is_told)) {
                    found.extend(wrong(draft, (sentence, one), &meant, &told));
                }
            }
            told.push(Told { sentence, place, one });
        }
    }
    found
}

/// An amount that was told, and where.
struct Told<'s, 'a> {
    sentence: &'s Sentence<'a>,
    place: usize,
    one: &'a Quantity,
}

/// How an amount is spoken of as known.
struct Meant {
    /// 常住人口 of 在 428763 名常住人口中.
    name: String,
    /// All of them are meant: 189 件建议全部答复.
    is_all: bool,
}

/// What an amount that is spoken of as known counts.
fn meant(sentence: &Sentence<'_>, place: usize) -> Option<Meant> {
    let one = sentence.quantities.get(place).filter(|one| !one.is_about && !one.is_share())?;
    let is_counted = one.number.value >= Ratio::from_integer(LEAST) && !one.is_points();
    let (lead, tail) = (sentence.lead(place), sentence.tail(place));
    if !is_counted {
        return None;
    }
    let noun: String = tail.chars().take_while(|letter| !ENDS.contains(*letter)).take(9).collect();
    let after = tail.strip_prefix(noun.as_str()).unwrap_or_default();
    let begins = |words: &[&str]| words.iter().any(|word| after.starts_with(word));
    // 列为正在解决的 48 件中; 来访 1163 批次共涉及: named by what stands before.
    let is_first = sentence
        .paragraph
        .letters
        .get(..one.range.start)
        .is_some_and(|before| before.len() == sentence.within().start + lead.chars().count());
    let named = lead.strip_suffix('的').map(|of| {
        let of = of.strip_prefix("列为").or_else(|| of.strip_prefix("属于")).unwrap_or(of);
        of.trim_start_matches(['在', '对', '把'])
    });
    let start = one.range.start.checked_sub(lead.chars().count() + 1);
    let is_cut = start
        .and_then(|at| sentence.paragraph.letters.get(at))
        .is_some_and(|one| ")）".contains(*one));
    let named = match (named, lead.strip_suffix('由')) {
        (Some(of), _) if noun.is_empty() && after.starts_with('中') => Some(of),
        // （PM10）年均浓度由: the name is longer than what leads to the amount.
        (None, Some(of)) if !is_cut => Some(of),
        _ if is_first && noun.is_empty() && begins(&["共", "中"]) => Some(lead.as_str()),
        _ => None,
    };
    let name = |of: &str| Meant { name: core(of), is_all: false };
    if let Some(of) = named {
        let is_name =
            |of: &Meant| (2..=8).contains(&of.name.chars().count()) && !of.name.starts_with('总');
        return Some(name(of)).filter(is_name);
    }
    let mut words = lead.as_str();
    while let Some(shorter) = BEFORE.iter().find_map(|word| words.strip_prefix(word)) {
        words = shorter;
    }
    let is_dated = !lead.is_empty() && after.starts_with('的');
    let is_all = begins(&["全部", "均", "都"]) || lead.starts_with("全部");
    let is_pointed =
        ["对", "把", "将", "此次", "以此次", "存量"].iter().any(|word| lead.ends_with(word));
    let is_whole = is_all || is_dated || is_pointed || begins(&["中", "里", "由"]);
    let is_noun = (2..=8).contains(&noun.chars().count()) && noun.chars().all(char::is_alphabetic);
    (words.is_empty() && is_noun && is_whole).then_some(Meant { name: noun, is_all })
}

/// Whether an amount that was told is one of this name: its name ends the clause before it, or stands after it.
fn names(told: &Told<'_, '_>, name: &str) -> bool {
    let lead = core(&told.sentence.lead(told.place));
    let lead = lead.trim_end_matches(['为', '达', '有', '共', '到', '是', '的']);
    let tail = told.sentence.tail(told.place);
    let count = lead.chars().count();
    lead.ends_with(name)
        || tail.starts_with(name)
        || count >= 2 && name.ends_with(lead)
        || count >= 3 && name.starts_with(lead)
        || changed(told).is_some_and(|of| of.ends_with(name))
        || name.chars().count() >= 4 && name.chars().all(|one| lead.contains(one))
        || lead.contains(name)
}

/// What became an amount: 差评 of 差评由 1012 条减少到 838 条.
fn changed(told: &Told<'_, '_>) -> Option<String> {
    let end = told.one.range.start;
    let words = told.sentence.words(told.sentence.within().start, end);
    let clause = words.rsplit(['，', ',', '；', '：', '、']).next()?;
    let (of, by) = clause.split_once(['由', '从'])?;
    by.ends_with(['到', '至', '为']).then(|| of.to_owned())
}

/// Whether it is an amount of another time: 由 1012 条减少到.
fn is_earlier(told: &Told<'_, '_>) -> bool {
    let lead = told.sentence.lead(told.place);
    let is_from = lead.ends_with(['由', '从']) || lead.starts_with(['由', '从']);
    is_from
        || ["上年", "去年", "同期", "年初", "目标", "计划", "比", "较"]
            .iter()
            .any(|word| lead.contains(word))
}

fn wrong(
    draft: &Draft,
    (sentence, one): (&Sentence<'_>, &Quantity),
    Meant { name, is_all }: &Meant,
    told: &[Told<'_, '_>],
) -> Option<Finding> {
    let from = told.len().saturating_sub(NEAR_MAX);
    // 884.7 万总诊疗人次: the unit ends the name.
    let is_kin = |of: &Quantity| match one.unit {
        Some(_) => of.is_kin(one),
        None => of.unit.is_some_and(|unit| name.ends_with(unit)),
    };
    let named = |of: &Told<'_, '_>| match one.unit {
        Some(_) => names(of, name),
        None => names(of, name.trim_end_matches(of.one.unit.unwrap_or_default())),
    };
    let is_kin = |of: &&Told<'_, '_>| is_kin(of.one) && !of.one.is_about;
    let kin: Vec<&Told<'_, '_>> = told.get(from..)?.iter().filter(is_kin).collect();
    let is_same = |of: &Quantity| {
        let (low, high) = of.span();
        let (least, greatest) = one.span();
        low <= greatest && least <= high
    };
    if kin.iter().any(|of| is_same(of.one)) {
        return None;
    }
    // What two or three beside each other come to may be meant.
    let sums = (2..=3).flat_map(|count| kin.windows(count));
    let mut sums = sums.map(|run| run.iter().map(|of| of.one.number.value).sum::<Exact>());
    if sums.any(|sum| sum == one.number.value) {
        return None;
    }
    let is_near = |of: &Quantity| {
        let (value, was) = (one.number.value, of.number.value);
        (value - was).abs() * 2 <= value.max(was)
    };
    let named: Vec<&&Told<'_, '_>> =
        kin.iter().rev().filter(|of| named(of) && !is_earlier(of)).collect();
    let greatest = named.iter().max_by_key(|of| of.one.number.value);
    let of = if *is_all { greatest } else { named.first() };
    let of = of.filter(|of| is_near(of.one))?;
    // Two amounts of one name are of two things.
    let is_other = |other: &&&Told<'_, '_>| other.one.number.value != of.one.number.value;
    if !is_all && named.iter().any(is_other) {
        return None;
    }
    let range = sentence.paragraph.place(&one.range);
    let first = of.sentence.paragraph.place(&of.one.range);
    let [said, was] = [&range, &first].map(|range| draft.text(range.clone()));
    let told = (
        format!("“{name}”前文为 {was}，此处再提到时为 {said}"),
        format!("“{name}” was {was} before, and is {said} where it is spoken of again"),
    );
    Some(Finding::new(CODE, Severity::Warning, range, told).with(first).stating(said, None))
}
