//! Rows that are all there is by the way they run: to the rest (…、其他 12 件), from the first on (第一期 118 人次、第二期 97 人次), from
//! 以内 to 以上. What such a row comes to must be an amount near it, or be near to none.

use base::Exact;
use num_rational::Ratio;

use crate::Finding;
use crate::phrase::Sentence;
use crate::quantity::Quantity;
use crate::scene::Scene;

use super::doubt::{is_chosen, is_left, is_mean, is_mixed, runs};
use super::parts::is_change;
use super::told::{Why, told};
use super::{PARTS_MAX, agrees};

/// What ends a row of all there is.
const RESTS: [&str; 4] = ["其他", "其它", "其余", "作其他"];
/// How a row counts off what there is.
const FIRSTS: [&[&str]; 3] = [
    &["第一", "第二", "第三", "第四", "第五", "第六"],
    &["首批", "第二批", "第三批", "第四批"],
    &["一季度", "二季度", "三季度", "四季度"],
];
/// Words of the least and the greatest of ranges.
const LEAST: [&str; 5] = ["以内", "以下", "不满", "未满", "不足"];
const MOST: [&str; 2] = ["以上", "超过"];
/// Letters of a name.
const NAME_MAX: usize = 20;
/// Amounts of a sentence that may be a whole of what the next ones list.
const HEADS: usize = 2;
/// Sentences before one in which the whole may stand.
const BEFORE_MAX: usize = 8;

pub(super) fn find<'a>(scene: &Scene<'_, 'a>, after: Option<&Sentence<'a>>) -> Vec<Finding> {
    let rows = rows(scene.sentence);
    rows.iter().filter_map(|row| judged(scene, after, row)).collect()
}

/// An amount of a row, and its name.
type Named<'a> = (&'a Quantity, String);

/// Amounts of one kind and depth that follow each other, each with a name.
fn rows<'a>(sentence: &Sentence<'a>) -> Vec<Vec<Named<'a>>> {
    let mut rows: Vec<Vec<Named<'a>>> = vec![];
    for (at, one) in sentence.quantities.iter().enumerate() {
        let lead = sentence.lead(at);
        let is_own = one.is_exact_count() && !sentence.is_word(one) && !is_change(&lead);
        if !is_own {
            continue;
        }
        let depth = sentence.depth(one.range.start);
        let is_other = is_mean(&lead) || is_left(&lead) || lead.ends_with('各');
        if is_other || lead.chars().count() > NAME_MAX {
            // What may be one of them and is not known to be leaves all of the row in doubt.
            rows.retain(|row| {
                row.last().is_none_or(|(last, _)| {
                    !last.is_kin(one) || sentence.depth(last.range.start) != depth
                })
            });
            continue;
        }
        let is_nested =
            rows.iter().filter(|row| row.last().is_some_and(|(last, _)| last.is_kin(one))).count()
                > 1;
        let is_like = |row: &&mut Vec<Named<'a>>| {
            let (last, first) = (row.last(), row.first());
            // In the same bracket, and not after a semicolon if it is parts of a part.
            let is_kin = last.is_some_and(|(last, _)| {
                let between = last.range.end..one.range.start;
                last.is_kin(one)
                    && sentence.depth(last.range.start) == depth
                    && between.into_iter().all(|at| sentence.depth(at) >= depth)
            });
            // 其中新能源汽车 9 起、电动车 31 起；厂房 36 起: after parts of a part the outer row goes on.
            let is_over = is_nested
                && first.is_some_and(|(_, name)| name.starts_with("其中"))
                && last
                    .is_some_and(|(last, _)| sentence.ends_piece(last.range.end, one.range.start));
            let is_kin = is_kin && !is_over;
            // 其中 opens parts of a part, but for the first.
            is_kin && (!lead.starts_with("其中") || first.is_some_and(|_| row.len() == 1))
        };
        match rows.iter_mut().rev().find(is_like) {
            Some(row) if row.len() < PARTS_MAX => row.push((one, lead)),
            _ => rows.push(vec![(one, lead)]),
        }
    }
    rows.retain(|row| row.len() >= 2);
    rows
}

/// The row as it is told, or without its first amount, that is then its whole.
fn judged<'a>(
    scene: &Scene<'_, 'a>,
    after: Option<&Sentence<'a>>,
    row: &[Named<'a>],
) -> Option<Finding> {
    let amounts: Vec<&Quantity> = row.iter().map(|(one, _)| *one).collect();
    let names: Vec<String> = row.iter().map(|(_, lead)| lead.clone()).collect();
    if is_mixed(&names) || is_doubtful(scene, after, &amounts) {
        return None;
    }
    let name = same_name(&names);
    let all = run(scene.sentence, row).or(name.map(|_| (0, row.len())))?;
    // The first may be the whole: 收到 60 件，网络 40 件、信函 12 件、其他 8 件.
    let others = Some((1, all.1)).filter(|_| all.0 == 0 && is_whole(row));
    let fits = others.into_iter().chain([all]).filter_map(|(from, to)| {
        let parts = amounts.get(from..to)?.to_vec();
        let own = if from == 1 { amounts.first().copied() } else { None };
        let (whole, apart) = whole_of(scene, (&parts, own), name)?;
        Some((apart, parts, whole))
    });
    let (_, parts, whole) = fits.min_by_key(|(apart, ..)| *apart)?;
    told(scene, &parts, whole, Why::Parts)
}

/// Whether a row, or all of it but the first or the last, or some of it, comes to an amount around it or to its first.
fn is_doubtful<'a>(
    scene: &Scene<'_, 'a>,
    after: Option<&Sentence<'a>>,
    amounts: &[&'a Quantity],
) -> bool {
    let Some((first, others)) = amounts.split_first() else { return true };
    let around = scene.around(first, amounts, after);
    let long = |from: usize| -> Vec<(Exact, Exact)> {
        let sums = amounts.get(from..).map(runs).unwrap_or_default();
        sums.into_iter().rev().take(2).collect()
    };
    let sums = [long(0), long(1)].concat();
    let is_told = |to: &&Quantity| sums.iter().any(|sum| agrees(*sum, to));
    let value: Exact = amounts.iter().map(|one| one.number.value).sum();
    let is_some = |to: &&Quantity| to.number.value * 4 >= value * 3 && is_chosen(amounts, to);
    around.iter().chain(amounts).any(is_told)
        || around.iter().any(is_some)
        || is_chosen(others, first)
}

/// The amount, nearest in size, that may be the whole of a row, and how far from it the row is: its own first, or one
/// before it that heads a sentence and is not one of the parts that it lists.
fn whole_of<'a>(
    scene: &Scene<'_, 'a>,
    (parts, first): (&[&'a Quantity], Option<&'a Quantity>),
    name: Option<&str>,
) -> Option<(&'a Quantity, Exact)> {
    let (model, sentence) = (*parts.first()?, scene.sentence);
    let value: Exact = parts.iter().map(|part| part.number.value).sum();
    let most = parts.iter().map(|part| part.number.value).max()?;
    let own = sentence.quantities.iter().filter(|one| one.range.end <= model.range.start);
    let heads = |of: &Sentence<'a>| -> Vec<&'a Quantity> {
        let kin = of.quantities.iter().filter(|one| one.is_kin(model) && !of.is_word(one));
        kin.take(HEADS).collect()
    };
    let before: Vec<&Quantity> = match first {
        Some(first) => vec![first],
        None => scene.near(BEFORE_MAX).iter().flat_map(heads).chain(own).collect(),
    };
    let apart = |whole: &Quantity| {
        let (low, high) = (value.min(whole.number.value), value.max(whole.number.value));
        // Nothing but noughts is no row.
        if high > Exact::default() { (high - low) / high } else { Exact::from_integer(1) }
    };
    let fits = |whole: &&Quantity| {
        let is_kin = whole.is_kin(model) && whole.is_exact_count();
        let is_named = name.is_none_or(|name| scene.lead(whole).ends_with(name));
        // The farther away, the nearer must it be.
        let is_own =
            first.is_some() || sentence.quantities.iter().any(|one| std::ptr::eq(one, *whole));
        let most_apart = if is_own { Ratio::new(3, 10) } else { Ratio::new(3, 20) };
        is_kin && is_named && whole.number.value >= most && apart(whole) <= most_apart
    };
    let whole = before.into_iter().filter(fits).min_by_key(|whole| apart(whole))?;
    Some((whole, apart(whole)))
}

/// 救助支出 2.36 亿元。资助参保，支出 0.52 亿元；实施救助，支出 1.84 亿元: the name that all of a row have.
fn same_name(names: &[String]) -> Option<&str> {
    let (first, others) = names.split_first()?;
    let is_name = first.chars().count() >= 2 && others.iter().all(|other| other == first);
    is_name.then_some(first.as_str())
}

/// Which amounts of a row are all there is.
fn run(sentence: &Sentence<'_>, row: &[Named<'_>]) -> Option<(usize, usize)> {
    let name = |at: usize| row.get(at).map(|(_, name)| name.trim_start_matches("其中"));
    let last = row.len() - 1;
    let begins = |at: usize, words: &[&str]| {
        name(at).is_some_and(|name| words.iter().any(|word| name.starts_with(word)))
    };
    // 等 and 主要 say that more is meant.
    let open = |from: usize| {
        let start = row.get(from).map_or(0, |(one, _)| one.range.start);
        let words = sentence.words(sentence.within().start, start);
        ["主要", "前三", "前五", "较多", "居前"].iter().any(|word| words.contains(word))
    };
    let is_rest = begins(last, &RESTS)
        || name(last).is_some_and(|name| {
            ["等其他", "及其他", "和其他"].iter().any(|word| name.contains(word))
        });
    if last >= 2 && is_rest && !open(0) {
        return Some((0, last + 1));
    }
    for names in FIRSTS {
        let first =
            (0..row.len()).find(|at| names.first().is_some_and(|word| begins(*at, &[word])));
        let Some(first) = first else { continue };
        let count =
            names.iter().enumerate().take_while(|(at, word)| begins(first + at, &[word])).count();
        if count >= 2 && first + count == row.len() {
            return Some((first, first + count));
        }
    }
    let has = |at: usize, words: &[&str]| {
        name(at).is_some_and(|name| words.iter().any(|word| name.contains(word)))
    };
    if let Some(first) = ages(sentence, row) {
        return Some((first, last + 1));
    }
    let first = (0..last).find(|at| has(*at, &LEAST))?;
    (last > first && has(last, &MOST)).then_some((first, last + 1))
}

/// 60—69 岁 50142 人，70—79 岁 28135 人，80 岁及以上 10906 人: from which amount on a row is of ages that follow each other to the last.
fn ages(sentence: &Sentence<'_>, row: &[Named<'_>]) -> Option<usize> {
    let before = |one: &Quantity| {
        let at = sentence.quantities.iter().position(|own| std::ptr::eq(own, one))?;
        let age = sentence.quantities.get(at.checked_sub(1)?)?;
        (age.unit == Some("岁")).then_some(age.number.value)
    };
    let (last, name) = row.last()?;
    let is_open = name.contains("以上") || before(last).is_some() && name.is_empty();
    let first = row.iter().position(|(one, name)| before(one).is_some() && name.is_empty())?;
    let ages: Option<Vec<Exact>> = row.get(first..)?.iter().map(|(one, _)| before(one)).collect();
    let rises = ages.as_ref()?.windows(2).all(|pair| matches!(pair, [one, next] if one < next));
    (is_open && rises && ages?.len() >= 3).then_some(first)
}

/// Whether the first of a row is greater than all others but for a little: it is what they come to.
fn is_whole(row: &[Named<'_>]) -> bool {
    let Some(((first, lead), others)) = row.split_first() else { return false };
    // 伤害死亡 203 例，传染病死亡 128 例: one of them.
    let end = |lead: &str| -> String { lead.chars().rev().take(2).collect() };
    if others.first().is_some_and(|(_, next)| end(next) == end(lead)) {
        return false;
    }
    let sum: Exact = others.iter().map(|(one, _)| one.number.value).sum();
    first.number.value * Ratio::from_integer(10) >= sum * Ratio::from_integer(7)
}
