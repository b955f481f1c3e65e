//! Totals of what is named or counted off before: 乙类、丙类合计 58 例; 网站 971 条，公众号 344 条，两个渠道合计 1315 条.

use base::Exact;
use num_rational::Ratio;
use num_traits::Signed;

use crate::named::{bearers, sole};
use crate::phrase::Sentence;
use crate::quantity::Quantity;
use crate::scene::Scene;
use crate::{Draft, Finding, Severity};

use super::doubt::{is_chosen, is_mean};
use super::parts::is_change;
use super::{CODE, agrees, like, printed, sum_of};

/// Words right before a total.
const TOTALS: [&str; 22] = [
    "合计",
    "共计",
    "总计",
    "相加",
    "加起来",
    "合起来",
    "加在一起",
    "合在一起",
    "之和",
    "一共",
    "总共",
    "拢共",
    "共",
    "小计",
    "加总",
    "累加",
    "汇总",
    "相加共",
    "合并",
    "合计共",
    "合计仅",
    "加起来共",
];
/// Amounts that are tried, the nearest.
const NEAR_MAX: usize = 24;
/// Words between these and the amount.
const SAYING: [&str; 12] =
    ["为", "达", "有", "是", "仅", "只有", "约", "的", "了", "才", "即", "报告"];
/// Numerals of how many are added up.
const COUNTS: [(&str, usize); 11] = [
    ("两", 2),
    ("二", 2),
    ("三", 3),
    ("四", 4),
    ("五", 5),
    ("六", 6),
    ("七", 7),
    ("八", 8),
    ("九", 9),
    ("十", 10),
    ("2", 2),
];
/// What is counted: 两项, 三者, 八个栏目.
const COUNTED: &str = "项类者个家种部级段地组方条所步块笔大处区县市镇乡村院校局";

pub(super) fn find(draft: &Draft, scene: &Scene<'_, '_>) -> Vec<Finding> {
    let places = 0..scene.sentence.quantities.len();
    places.filter_map(|place| wrong(draft, scene, place)).collect()
}

fn wrong(draft: &Draft, scene: &Scene<'_, '_>, place: usize) -> Option<Finding> {
    let sentence = scene.sentence;
    let total = sentence.quantities.get(place).filter(|total| total.is_exact_count())?;
    let clause = clause(sentence, total);
    let mut prefix = before_total(&clause)?;
    if prefix.is_empty() {
        // 前三个等次为好评，共 83377 条.
        let before = sentence.words(sentence.within().start, total.range.start);
        let before = before.rsplit(['，', ',']).nth(1).unwrap_or_default();
        prefix =
            Some(before.to_owned()).filter(|of| of.starts_with(['前', '后'])).unwrap_or(prefix);
    }
    let years = ["近三年", "三年", "两年", "四年", "五年"]
        .iter()
        .find_map(|word| prefix.strip_suffix(word).map(|of| (of, word)));
    let prefix = years.map_or(prefix.clone(), |(of, word)| {
        format!("{of}{}个", word.trim_start_matches('近').trim_end_matches('年'))
    });
    // 等 says that more is meant, and another year has other parts.
    let is_more = prefix.replace("等次", "").replace("等级", "").contains('等');
    if is_more || prefix.contains(['年', '月']) {
        return None;
    }
    // 两年共 49 件，其中 2021 年 22 件、2022 年 27 件: of what is told after it; 比上年（三类共 121 件）: of another year.
    let after: Vec<&Quantity> = sentence
        .quantities
        .iter()
        .skip(place + 1)
        .filter(|one| one.is_kin(total))
        .take(5)
        .collect();
    let text = sentence.words(sentence.within().start, total.range.start);
    let is_earlier = text.rsplit_once(['（', '(']).is_some_and(|(before, aside)| {
        !aside.contains(['）', ')'])
            && ["上年", "去年", "同期"].iter().any(|word| before.ends_with(word))
    });
    if is_earlier || super::doubt::runs(&after).iter().any(|sum| agrees(*sum, total)) {
        return None;
    }
    let (names, count) = counted(&prefix);
    let some = some(scene, place, &prefix);
    let parts = parts(scene, place, &names)
        .or(some)
        .or_else(|| last(scene, place, count.filter(|_| names.is_empty())?))
        .or_else(|| all_of(scene, place, &prefix))?;
    let near = near(scene, place);
    let count = parts.len();
    let is_run = near.windows(count).any(|run| agrees(sum_of(run.iter().copied()), total));
    let few = near.get(near.len().saturating_sub(8)..).unwrap_or_default();
    if agrees(sum_of(parts.iter().copied()), total) || is_run || is_chosen(few, total) {
        return None;
    }
    let value: Exact = parts.iter().map(|part| part.number.value).sum();
    let apart = (value - total.number.value).abs();
    if apart * Ratio::from_integer(2) > value.max(total.number.value) {
        return None;
    }
    let place = |of: &Quantity| scene.place(of);
    let list: Vec<String> = parts.iter().map(|part| draft.text(place(part))).collect();
    let expected = like(value, total, draft, sentence.paragraph.at);
    let said = draft.text(place(total));
    let told = (
        format!("{} 相加为 {expected}，文中合计 {said}", list.join("、")),
        format!("{} come to {expected}, not to {said}", list.join(", ")),
    );
    let finding = Finding::new(CODE, Severity::Warning, place(total), told);
    Some(finding.with(place(parts.first()?)).stating(printed(total.number.value), Some(expected)))
}

/// The words before an amount from the last mark on, of which 、 is none.
fn clause(sentence: &Sentence<'_>, total: &Quantity) -> String {
    let words = sentence.between(sentence.within().start, total.range.start);
    let mark = words.iter().rposition(|letter| "，,；;：:。（()）\n".contains(*letter));
    words.get(mark.map_or(0, |at| at + 1)..).unwrap_or_default().iter().collect()
}

/// What stands before the word for a total.
fn before_total(clause: &str) -> Option<String> {
    let mut words = clause.trim();
    while let Some(shorter) = SAYING.iter().find_map(|word| words.strip_suffix(word)) {
        words = shorter;
    }
    let ends = TOTALS.iter().filter_map(|word| words.strip_suffix(word));
    ends.min_by_key(|before| before.len()).map(str::to_owned)
}

/// The names that are added up, if there are two or more, and how many there are, if it is said.
fn counted(prefix: &str) -> (Vec<String>, Option<usize>) {
    let letters: Vec<char> = prefix.chars().collect();
    let at = letters.windows(2).position(|pair| match pair {
        [number, unit] => {
            COUNTS.iter().any(|(word, _)| word.starts_with(*number)) && COUNTED.contains(*unit)
        }
        _ => false,
    });
    // 前三项 are the first of a list, 第二项 is one.
    let before = at.and_then(|at| at.checked_sub(1)).and_then(|at| letters.get(at));
    let is_rank = before.is_some_and(|before| "前第后其余".contains(*before));
    // 两项医保基金收入 may be any two.
    let is_near = |at: &usize| letters.len() - at <= 5;
    let number = at.filter(|_| !is_rank).filter(is_near).and_then(|at| letters.get(at));
    let count = number.and_then(|number| {
        COUNTS.iter().find(|(word, _)| word.starts_with(*number)).map(|(_, count)| *count)
    });
    let names: String = letters.iter().take(at.unwrap_or(letters.len())).collect();
    let names: Vec<String> = names
        .split(['、', '和', '与', '及', '加'])
        .map(|name| name.trim().to_owned())
        .filter(|name| !name.is_empty())
        .collect();
    (if names.len() >= 2 { names } else { vec![] }, count)
}

/// The amounts that bear the names.
fn parts<'a>(scene: &Scene<'_, 'a>, place: usize, names: &[String]) -> Option<Vec<&'a Quantity>> {
    let total = scene.sentence.quantities.get(place)?;
    let fits = |of: &Sentence<'a>, at: usize| is_added(of, at, total);
    let text = scene.sentences();
    let found: Option<Vec<&Quantity>> =
        names.iter().map(|name| sole(&bearers(&text, place, name, &fits))).collect();
    found.filter(|found| found.len() >= 2)
}

/// 前三个等次共 83377 条: the first, or the last, so many of a row.
fn some<'a>(scene: &Scene<'_, 'a>, place: usize, prefix: &str) -> Option<Vec<&'a Quantity>> {
    let letters: Vec<char> = prefix.chars().collect();
    let rank = |word: char| letters.iter().position(|one| *one == word);
    let (at, is_first) = rank('前').map(|at| (at, true)).or(rank('后').map(|at| (at, false)))?;
    let count = letters.get(at + 1).and_then(|number| {
        COUNTS.iter().find(|(word, _)| word.starts_with(*number)).map(|(_, count)| *count)
    })?;
    let is_counted = letters.get(at + 2).is_some_and(|one| COUNTED.contains(*one));
    // 内容集中在甲、乙、丙等方面，前两类共 19 件: of what is only named.
    let total = scene.sentence.quantities.get(place)?;
    let own = clause(scene.sentence, total);
    let text = scene.sentence.words(scene.sentence.within().start, total.range.start);
    let is_only_named = text.strip_suffix(own.as_str()).is_some_and(|text| text.contains('、'))
        && !(0..place).any(|at| is_added(scene.sentence, at, total));
    if is_only_named {
        return None;
    }
    let row = near(scene, place);
    let from = if is_first { 0 } else { row.len().checked_sub(count)? };
    // What stands before the row may be its whole.
    let row = match row.as_slice() {
        [whole, others @ ..] if agrees(sum_of(others.iter().copied()), whole) => others.to_vec(),
        _ => row,
    };
    (is_counted && row.len() > count).then(|| row.get(from..from + count).map(<[_]>::to_vec))?
}

/// 罚款 409.5 万元，没收违法所得 63.8 万元，罚没合计 473.3 万元: a total that is named by all of a row.
fn all_of<'a>(scene: &Scene<'_, 'a>, place: usize, prefix: &str) -> Option<Vec<&'a Quantity>> {
    let sentence = scene.sentence;
    let total = sentence.quantities.get(place)?;
    let row: Vec<usize> = (0..place).filter(|at| is_added(sentence, *at, total)).collect();
    let names: Vec<String> = row.iter().map(|at| sentence.lead(*at)).collect();
    let count = prefix.chars().count();
    let is_named = (2..=4).contains(&count)
        && prefix.chars().all(|one| names.iter().any(|name| name.contains(one)))
        && names.iter().all(|name| prefix.chars().any(|one| name.contains(one)));
    let amounts = row.iter().filter_map(|at| sentence.quantities.get(*at)).collect();
    (row.len() >= 2 && is_named).then_some(amounts)
}

/// The last so many amounts of the kind.
fn last<'a>(scene: &Scene<'_, 'a>, place: usize, count: usize) -> Option<Vec<&'a Quantity>> {
    let near = near(scene, place);
    let from = near.len().checked_sub(count)?;
    near.get(from..).map(<[&Quantity]>::to_vec)
}

/// The amounts of the kind before a total, in its sentence or, if there are none, in the last that has any.
fn near<'a>(scene: &Scene<'_, 'a>, place: usize) -> Vec<&'a Quantity> {
    let Some(total) = scene.sentence.quantities.get(place) else { return vec![] };
    let of = |sentence: &Sentence<'a>, end: usize| -> Vec<&'a Quantity> {
        let places = (0..end).rev().filter(|at| is_added(sentence, *at, total)).take(NEAR_MAX);
        let mut near: Vec<&Quantity> =
            places.filter_map(|at| sentence.quantities.get(at)).collect();
        near.reverse();
        near
    };
    let own = of(scene.sentence, place);
    let before = scene.before.iter().rev().map(|one| of(one, one.quantities.len()));
    match own.len() {
        0 | 1 => before
            .filter(|found| found.len() >= 2)
            .map(|found| [found, own.clone()].concat())
            .next()
            .unwrap_or_default(),
        _ => own,
    }
}

/// Whether an amount is one that a total of its kind may be made of.
fn is_added(sentence: &Sentence<'_>, at: usize, total: &Quantity) -> bool {
    let lead = sentence.lead(at);
    sentence.quantities.get(at).is_some_and(|one| {
        one.is_kin(total)
            && one.is_exact_count()
            && !sentence.is_word(one)
            && !is_change(&lead)
            && !is_mean(&lead)
    })
}
