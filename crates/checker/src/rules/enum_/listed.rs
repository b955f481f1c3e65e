//! A number of things that are listed right there: 东城、西城、怀柔、平谷 4 个区; 29 项（第 14、71、… 项）.

use num_traits::ToPrimitive;

use crate::draft::Paragraph;
use crate::phrase::{Sentence, sentences};
use crate::quantity::Quantity;
use crate::{Draft, Finding, Severity};

use super::CODE;

/// What is listed by names.
const THINGS: [&str; 14] = [
    "个区",
    "个县",
    "个市",
    "个镇",
    "个街道",
    "个部门",
    "个单位",
    "个方面",
    "个领域",
    "个科室",
    "个专业",
    "个环节",
    "类",
    "大类",
];

pub(super) fn find(draft: &Draft) -> Vec<Finding> {
    let mut found = vec![];
    for paragraph in draft.paragraphs() {
        for sentence in sentences(&paragraph) {
            for place in 0..sentence.quantities.len() {
                found.extend(named(draft, &paragraph, &sentence, place));
                found.extend(numbered(draft, &paragraph, &sentence, place));
            }
        }
    }
    found
}

/// Names with 、 between them and their number after the last.
fn named(
    draft: &Draft,
    paragraph: &Paragraph<'_>,
    sentence: &Sentence<'_>,
    place: usize,
) -> Option<Finding> {
    let count = sentence.quantities.get(place).filter(|one| !one.is_about)?;
    let at = count.range.start;
    let after = sentence
        .words(count.number.range.end, (count.number.range.end + 3).min(sentence.within().end));
    let before = sentence.words(sentence.within().start, at);
    let clause =
        before.rsplit(['，', '。', '；', '：', ',', ';', ':', '（', '(', '“', '》']).next()?;
    let names: Vec<&str> = clause.split('、').collect();
    let (last, others) = names.split_last().filter(|(_, others)| others.len() >= 2)?;
    let is_open = last.ends_with('等') || clause.contains("以及其他") || last.is_empty();
    let length = |name: &&str| name.chars().count();
    let longest = others.iter().skip(1).map(length).max()?;
    // 西城开展3场: more than a name stands before the number.
    let is_name = length(last) <= longest && others.iter().all(|name| length(name) <= 12);
    if !THINGS.iter().any(|thing| after.starts_with(thing)) || is_open || !is_name {
        return None;
    }
    let joined = clause.matches(['和', '与', '及']).count();
    let said = count.number.value.to_integer().to_usize()?;
    if !count.number.value.is_integer() || (names.len()..=names.len() + joined).contains(&said) {
        return None;
    }
    let start = at - clause.chars().count();
    let other = paragraph.place(&(start..at));
    Some(told(draft, paragraph, count, (names.len(), other)))
}

/// Numbers of items in a bracket after how many they are.
fn numbered(
    draft: &Draft,
    paragraph: &Paragraph<'_>,
    sentence: &Sentence<'_>,
    place: usize,
) -> Option<Finding> {
    let count = sentence.quantities.get(place).filter(|one| !one.is_about)?;
    let letters = paragraph.letters;
    let (open, first) = (count.range.end, count.range.end + 1);
    let opens = matches!(letters.get(open), Some('（' | '(')) && letters.get(first) == Some(&'第');
    let length = letters.iter().skip(first).take(400).position(|one| matches!(one, '）' | ')'))?;
    let inner: String = letters.get(first + 1..first + length)?.iter().collect();
    let items: Vec<&str> =
        inner.trim_end_matches(['项', '号', '条', '款', '件']).split(['、', '，', ',']).collect();
    let all_numbers = items.iter().all(|item| item.trim().parse::<u32>().is_ok());
    let said = count.number.value.to_integer().to_usize()?;
    if !opens || !all_numbers || items.len() < 2 || items.len() == said {
        return None;
    }
    let other = paragraph.place(&(first..first + length));
    Some(told(draft, paragraph, count, (items.len(), other)))
}

fn told(
    draft: &Draft,
    paragraph: &Paragraph<'_>,
    count: &Quantity,
    (listed, other): (usize, std::ops::Range<usize>),
) -> Finding {
    let range = paragraph.place(&count.range);
    let said = draft.text(range.clone());
    let told = (
        format!("文中为 {said}，列出的是 {listed} 个"),
        format!("{said} are announced, {listed} are listed"),
    );
    Finding::new(CODE, Severity::Warning, range, told)
        .with(other)
        .stating(said, Some(listed.to_string()))
}
