//! Rows of names and amounts that come to an amount near them but for one slip of the hand: 死亡 7214 人。医院内 2011 人、家中 4862 人、其他地点
//! 377 人. Nothing says that such a row is complete; that one digit or the order of two makes it so does, the more the more digits
//! there are.

use base::Exact;
use num_traits::{Signed, ToPrimitive};

use crate::Finding;
use crate::phrase::{Sentence, has};
use crate::quantity::Quantity;
use crate::scene::Scene;
use crate::slip;

use super::agrees;
use super::doubt::{is_chosen, is_left, is_mean, is_name, is_paired, runs};
use super::parts::is_change;
use super::told::{Why, told};

/// Amounts of a row.
const ROW: std::ops::RangeInclusive<usize> = 2..=12;
/// Sentences before one in which the whole of its row may stand.
const BEFORE_MAX: usize = 3;

pub(super) fn find<'a>(scene: &Scene<'_, 'a>, after: Option<&Sentence<'a>>) -> Vec<Finding> {
    rows(scene.sentence).iter().filter_map(|row| judged(scene, after, row)).collect()
}

/// The rows of a sentence: amounts of one kind at one depth, one after the other, each with a name; as a whole, and
/// each part of it between semicolons.
fn rows<'a>(sentence: &Sentence<'a>) -> Vec<Vec<&'a Quantity>> {
    let all = sentence.quantities;
    let mut kinds: Vec<&Quantity> = vec![];
    for one in all.iter().filter(|one| one.is_exact_count()) {
        if !kinds.iter().any(|kind| kind.is_kin(one)) {
            kinds.push(one);
        }
    }
    let mut rows: Vec<Vec<&'a Quantity>> = vec![];
    for kind in kinds {
        let mut row: Vec<&'a Quantity> = vec![];
        let own =
            all.iter().enumerate().filter(|(_, one)| one.is_kin(kind) && !sentence.is_word(one));
        for (at, one) in own {
            let depth = |one: &Quantity| sentence.depth(one.range.start);
            if row.first().is_some_and(|first| depth(one) > depth(first)) {
                continue;
            }
            let is_like = row.last().is_none_or(|last| depth(last) == depth(one));
            let is_part = is_part(sentence, at);
            if !(is_like && is_part) {
                rows.push(std::mem::take(&mut row));
            }
            if is_part {
                row.push(one);
            }
        }
        rows.push(row);
    }
    let pieces: Vec<Vec<&'a Quantity>> =
        rows.iter().flat_map(|row| pieces(sentence, row)).collect();
    rows.extend(pieces);
    rows.retain(|row| ROW.contains(&row.len()));
    rows
}

/// Whether an amount is one of a row: it has a name, or stands right after what it is beside (36 起 1079 人).
fn is_part(sentence: &Sentence<'_>, at: usize) -> bool {
    let lead = sentence.lead(at);
    let lead = lead.strip_prefix("其中").unwrap_or(&lead);
    let before = at.checked_sub(1).and_then(|before| sentence.quantities.get(before));
    let one = sentence.quantities.get(at);
    let is_beside =
        before.zip(one).is_some_and(|(before, one)| before.range.end == one.range.start);
    // Cells of a table of plain text have no names.
    let is_named = is_beside || is_name(lead) && lead.chars().any(char::is_alphabetic);
    is_named
        && !is_left(lead)
        && !is_change(lead)
        && !is_mean(lead)
        && one.is_some_and(Quantity::is_exact_count)
}

/// The parts of a row between semicolons, if there are any.
fn pieces<'a>(sentence: &Sentence<'a>, row: &[&'a Quantity]) -> Vec<Vec<&'a Quantity>> {
    let mut pieces: Vec<Vec<&'a Quantity>> = vec![vec![]];
    for one in row {
        let last = pieces.last().and_then(|piece| piece.last());
        if last.is_some_and(|last| sentence.ends_piece(last.range.end, one.range.start)) {
            pieces.push(vec![]);
        }
        if let Some(piece) = pieces.last_mut() {
            piece.push(one);
        }
    }
    if pieces.len() > 1 { pieces } else { vec![] }
}

fn judged<'a>(
    scene: &Scene<'_, 'a>,
    after: Option<&Sentence<'a>>,
    row: &[&Quantity],
) -> Option<Finding> {
    let sentence = scene.sentence;
    let model = *row.first()?;
    let around = scene.around(model, row, after);
    let (first, others) = row.split_first()?;
    let comes = |to: &Quantity| runs(others).iter().any(|sum| agrees(*sum, to));
    let leads: Vec<String> = row
        .iter()
        .filter_map(|one| {
            sentence
                .quantities
                .iter()
                .position(|own| std::ptr::eq(own, *one))
                .map(|at| sentence.lead(at))
        })
        .collect();
    // 报告 8 种 3346 例。甲 1387 例、乙 826 例: some of them only; and so is a row that goes on with others.
    let is_plain = !is_paired(&leads) && !goes_on(sentence, row) && is_even(sentence, row);
    // 申请量靠前的三个单位是…: not all of them.
    let head = sentence.words(sentence.within().start, model.range.start);
    if has(&head, &["靠前", "居前", "前三", "前五", "前两", "较多", "最多", "排名", "集中"])
    {
        return None;
    }
    let is_headed = others.len() >= 2 && (comes(first) || is_chosen(others, first));
    let sums = [runs(row), runs(others)].concat();
    if is_headed || around.iter().any(|to| sums.iter().any(|sum| agrees(*sum, to))) {
        return None;
    }
    let near = scene.near(BEFORE_MAX);
    let own = sentence.quantities.iter().filter(|one| one.range.end <= model.range.start);
    let before = near.iter().flat_map(|one| one.quantities).chain(own);
    let is_now = |one: &Quantity| !has(&scene.lead(one), &["上年", "去年", "同期", "比", "较"]);
    let mut wholes =
        before.rev().filter(|one| one.is_kin(model) && one.is_exact_count() && is_now(one));
    // The first of a row may be its whole: 参保 387.15 万人，职工 63.27 万人，居民 332.88 万人.
    if others.len() >= 2 && (is_slip(others, first, true) || is_plain && is_missed(others, first)) {
        return told(scene, others, first, Why::Slip);
    }
    // What heads a sentence; of three digits another amount is too often like it by luck.
    let heads: Vec<&Quantity> = near
        .iter()
        .flat_map(|of| of.quantities.iter().filter(|one| one.is_kin(model)).take(2))
        .collect();
    let is_head = |one: &Quantity| {
        slip::digits_of(one) > 3
            || heads.iter().any(|head| std::ptr::eq(*head, one))
            || sentence.quantities.iter().any(|own| std::ptr::eq(own, one))
    };
    // Only what stands right before is missed by a little.
    let stands_before = |one: &Quantity| {
        let last = scene.before.last().filter(|of| of.paragraph.at == sentence.paragraph.at);
        let mut near = last.into_iter().chain([sentence]).flat_map(|of| of.quantities);
        let is_apart = one.range.end <= model.range.start
            && sentence.quantities.iter().any(|own| std::ptr::eq(own, one))
            && sentence.ends_piece(one.range.end, model.range.start);
        !is_apart && near.any(|own| std::ptr::eq(own, one))
    };
    let whole = wholes.find(|whole| {
        let is_large = slip::digits_of(whole) > 3 || is_plain;
        is_head(whole) && is_large && is_slip(row, whole, stands_before(whole))
            || !counts_more(scene, whole, row.len())
                && is_plain
                && stands_before(whole)
                && is_missed(row, whole)
    })?;
    told(scene, row, whole, Why::Slip)
}

/// Whether a slip makes a row come to a whole: of three digits only two in the wrong order in a row of three or more, of
/// more also one for another.
fn is_slip(row: &[&Quantity], whole: &Quantity, is_beside: bool) -> bool {
    let most = row.iter().map(|part| part.number.value).max().unwrap_or(whole.number.value);
    let steps = (whole.number.value / whole.number.step).to_integer().to_u64().unwrap_or_default();
    let sum: Exact = row.iter().map(|part| part.number.value).sum();
    let is_far = sum > whole.number.value * 2 || sum * 2 < whole.number.value;
    if most > whole.number.value || is_far {
        return false;
    }
    let is_swap = || slip::is_swapped_in(row, whole);

    match steps {
        0..100 => false,
        100..1_000 => row.len() >= 3 && is_swap(),
        // Of two, only with a whole that stands right before them: others are like them by luck.
        1_000..10_000 => (row.len() >= 3 || is_beside) && is_swap(),
        _ if row.len() < 3 && !is_beside => is_swap(),
        _ => is_swap() || slip::is_one(row, whole) || slip::is_digit_in(row, whole),
    }
}

/// Whether semicolons stand between all amounts of a row or between none.
fn is_even(sentence: &Sentence<'_>, row: &[&Quantity]) -> bool {
    let ends = row.windows(2).filter(|pair| match pair {
        [one, next] => sentence.ends_piece(one.range.end, next.range.start),
        _ => false,
    });
    let count = ends.count();
    count == 0 || count + 1 == row.len()
}

/// Whether another amount of the kind stands right after a row in its piece of the sentence.
fn goes_on(sentence: &Sentence<'_>, row: &[&Quantity]) -> bool {
    let Some(last) = row.last() else { return false };
    let mut after = sentence.quantities.iter().filter(|one| one.range.start > last.range.start);
    after.any(|one| {
        let is_like =
            one.is_kin(last) && sentence.depth(one.range.start) == sentence.depth(last.range.start);
        is_like && !sentence.ends_piece(last.range.end, one.range.start)
    })
}

/// Whether a whole is said to be of more kinds than a row has: 8 种 3346 例.
fn counts_more(scene: &Scene<'_, '_>, whole: &Quantity, count: usize) -> bool {
    let sentences = scene.sentences();
    let beside = sentences.iter().find_map(|of| {
        let at = of.quantities.iter().position(|own| std::ptr::eq(own, whole))?;
        of.quantities.get(at.checked_sub(1)?)
    });
    beside.is_some_and(|kinds| {
        let is_kinds = matches!(kinds.unit, Some("种" | "类" | "项" | "个"));
        is_kinds
            && kinds.range.end == whole.range.start
            && kinds.number.value > Exact::from_integer(i128::try_from(count).unwrap_or_default())
    })
}

/// Whether a long row misses a whole by less than what is left out of a list would make.
fn is_missed(row: &[&Quantity], whole: &Quantity) -> bool {
    let sum: Exact = row.iter().map(|part| part.number.value).sum();
    let by = (sum - whole.number.value).abs();
    let least = Exact::from_integer(if row.len() >= 5 { 100 } else { 1_000 }) * whole.number.step;
    let is_tiny = |one: &&Quantity| one.number.value * 1_000 < whole.number.value;
    let is_long = row.len() >= 3 && whole.number.value >= least && !row.iter().any(is_tiny);
    let within = Exact::from_integer(match row.len() {
        3 => 80,
        _ => 40,
    });
    is_long && by > Exact::default() && by * within <= whole.number.value
}
