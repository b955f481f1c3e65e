//! Years in a row: 2021 年、2022 年、2023 年分别为 214 件、198 件、175 件。2023 年比 2022 年少 23 件，下降 11.6%; 与 2021 年相比下降 18.2%.

use crate::Finding;
use crate::phrase::{Sentence, has};
use crate::quantity::Quantity;
use crate::scene::Scene;

use super::{AFAR, changes, difference, relative, wrong};

/// Words before amounts of several years.
const EACH: [&str; 4] = ["分别为", "依次为", "分别是", "分别"];
/// Years that are told in a row.
const YEARS: std::ops::RangeInclusive<usize> = 2..=10;
/// Sentences before one in which they may be told.
const BEFORE_MAX: usize = 2;

pub(super) fn find(scene: &Scene<'_, '_>) -> Vec<Finding> {
    let near = scene.near(BEFORE_MAX).iter().chain([scene.sentence]);
    let near = near.filter(|one| one.paragraph.at == scene.sentence.paragraph.at);
    let Some(series) = near.filter_map(series).last() else { return vec![] };
    let sentence = scene.sentence;
    let mut found = vec![];
    let mut pair: Option<(&Quantity, &Quantity)> = None;
    for (place, said) in sentence.quantities.iter().enumerate() {
        let lead = sentence.lead(place);
        if series.iter().any(|(_, one)| std::ptr::eq(*one, said)) || changes(&lead).is_none() {
            continue;
        }
        pair = named(sentence, (place, said), &series).or(pair);
        let Some((was, now)) = pair else { continue };
        let real = match said.is_share() {
            true => relative(was.span(), now.span()),
            false if said.is_kin(now) => Some(difference(was, now)),
            false => None,
        };
        let is_plain = !said.is_about && !has(&lead, &["年均", "平均", "复合"]);
        if let Some(real) = real.filter(|real| is_plain && !said.prints(*real)) {
            found.push(wrong(scene, (was, now), said, real));
        }
    }
    found
}

/// The years of a sentence with their amounts.
fn series<'a>(sentence: &Sentence<'a>) -> Option<Vec<(u32, &'a Quantity)>> {
    let all = sentence.quantities;
    let first = (0..all.len()).find(|at| has(&sentence.lead(*at), &EACH))?;
    let words = sentence.words(sentence.within().start, all.get(first)?.range.start);
    let years = years(&words);
    let row = all.get(first..first + years.len())?;
    let model = row.first().filter(|one| one.is_exact_count())?;
    let is_row = row.iter().all(|one| one.is_kin(model) && !one.is_about);
    let rises = years.windows(2).all(|pair| matches!(pair, [one, next] if one < next));
    (is_row && rises && YEARS.contains(&years.len())).then(|| years.into_iter().zip(row).collect())
}

/// The years that are named.
fn years(words: &str) -> Vec<u32> {
    let of = words.match_indices('年').filter_map(|(at, _)| {
        let digits = at.checked_sub(4).and_then(|from| words.get(from..at))?;
        digits.parse().ok().filter(|year| (1990..2100).contains(year))
    });
    of.collect()
}

/// The amounts of the years that a change names: of the two, or of the last and the one that it names.
fn named<'a>(
    sentence: &Sentence<'a>,
    (place, said): (usize, &Quantity),
    series: &[(u32, &'a Quantity)],
) -> Option<(&'a Quantity, &'a Quantity)> {
    let from = place.checked_sub(1).and_then(|at| sentence.quantities.get(at));
    let from = from.map_or(sentence.within().start, |one| one.range.end);
    let words = sentence.words(from, said.range.start);
    if !has(&words, &["比", "较", "与"]) || has(&words, &AFAR) && !words.contains("两年") {
        return None;
    }
    let of = |year: u32| series.iter().find(|(one, _)| *one == year).map(|(_, one)| *one);
    let years = years(&words);
    match years.as_slice() {
        [now, was] if now > was => Some((of(*was)?, of(*now)?)),
        [was] => {
            let (last, now) = series.last()?;
            (last > was).then(|| Some((of(*was)?, *now)))?
        }
        _ => None,
    }
}
