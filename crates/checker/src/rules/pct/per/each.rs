//! So many for so many people: 每千人口床位 6.07 张, 人均 3689 元.

use num_rational::Ratio;

use crate::named::core;
use crate::phrase::{Sentence, is_mark};
use crate::quantity::Quantity;

use super::super::Near;
use super::{EARLIER, SLACK, Said, amounts, clause, people};

/// Of how many a rate is.
const EACH: [(&str, i128); 6] = [
    ("每千", 1_000),
    ("每万", 10_000),
    ("每十万", 100_000),
    ("每10万", 100_000),
    ("每百", 100),
    ("每百万", 1_000_000),
];

/// 每千人口床位 6.07 张.
pub(super) fn each<'a>(sentence: &Sentence<'a>, near: &Near<'a>, place: usize) -> Option<Said<'a>> {
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
pub(super) fn a_head<'a>(
    sentence: &Sentence<'a>,
    near: &Near<'a>,
    place: usize,
) -> Option<Said<'a>> {
    let one = sentence.quantities.get(place).filter(|one| one.unit == Some("元"))?;
    let part = sentence.quantities.get(place.checked_sub(1)?)?;
    let is_of = part.is_kin(one) && part.is_exact_count() && sentence.lead(place) == "人均";
    let wholes = people(sentence, near, place);
    let (by, slack) = (Ratio::from_integer(1), Ratio::new(1, SLACK));
    is_of.then(|| Said { parts: vec![part], wholes, by, slack })
}
