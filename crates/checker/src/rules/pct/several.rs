//! Shares of several amounts together: 满意 271 份，基本满意 117 份，…，前两项合计占 83.8%; 三种疾病合计占乙类的 85.5%.

use base::Exact;
use num_rational::Ratio;

use crate::named::sole;
use crate::phrase::Sentence;
use crate::quantity::Quantity;
use crate::{Draft, Finding, Severity};

use super::{CODE, Near, makes, share_of};

/// Numerals of how many.
const COUNTS: [(char, usize); 7] =
    [('两', 2), ('二', 2), ('三', 3), ('四', 4), ('五', 5), ('六', 6), ('2', 2)];
/// What is counted.
const COUNTED: &str = "项档类种个家者位部级区县";
/// Words of all of them.
const TOGETHER: [&str; 6] = ["合计", "共", "相加", "总计", "之和", "两者"];
/// Amounts of a row.
const ROW_MAX: usize = 24;

pub(super) fn find(draft: &Draft, sentence: &Sentence<'_>, near: &Near<'_>) -> Vec<Finding> {
    let places = 0..sentence.quantities.len();
    places.filter_map(|place| wrong(draft, (sentence, near), place)).collect()
}

/// Which amounts of a row a share is of, and of what.
struct Claim {
    count: usize,
    is_first: bool,
    of: String,
}

/// 前两项合计占 of what, 三种疾病合计占乙类的.
fn claim(sentence: &Sentence<'_>, share: &Quantity) -> Option<Claim> {
    let clause = sentence.clause(share);
    let (subject, of) = clause.split_once('占')?;
    let letters: Vec<char> = subject.chars().collect();
    let at = letters.windows(2).position(|pair| match pair {
        [number, unit] => COUNTS.iter().any(|(word, _)| word == number) && COUNTED.contains(*unit),
        _ => false,
    })?;
    let number = letters.get(at)?;
    let count = COUNTS.iter().find(|(word, _)| word == number).map(|(_, count)| *count)?;
    let before = at.checked_sub(1).and_then(|before| letters.get(before));
    let is_first = before == Some(&'前');
    // 湖西、开源两区合计: by their names, which need not be the last.
    let is_rank = matches!(before, Some('第' | '后'))
        || letters.get(..at)?.iter().any(|one| "、和与及".contains(*one));
    let is_named = letters.len() > at + 3;
    let is_all = is_first || is_named || TOGETHER.iter().any(|word| subject.contains(word));
    let of = of
        .trim_start_matches(['比', '了', '到', '全', '部'])
        .trim_end_matches(['的', '约', '达', '为']);
    let of = of.trim_start_matches("总").to_owned();
    let plain = ["总数", "总量", "总额", "数", "比", "比重", "比例"];
    let of = if plain.contains(&of.as_str()) { String::new() } else { of };
    (is_all && !is_rank).then_some(Claim { count, is_first, of })
}

fn wrong(
    draft: &Draft,
    (sentence, near): (&Sentence<'_>, &Near<'_>),
    place: usize,
) -> Option<Finding> {
    let share = sentence.quantities.get(place).filter(|one| one.is_share() && !one.is_about)?;
    let claim = claim(sentence, share)?;
    let row = row(sentence, near, place)?;
    let last = row.last()?;
    let from = if claim.is_first { 0 } else { row.len().checked_sub(claim.count)? };
    // What the others come to heads the row and is none of it.
    let row = match row.as_slice() {
        [whole, others @ ..] if claim.is_first && sum(others) == whole.span() => others.to_vec(),
        _ => row.clone(),
    };
    let parts = row.get(from..from + claim.count)?;
    let part = sum(parts);
    let own = sentence.quantities.iter().take(place).rev();
    let kin: Vec<&Quantity> = own
        .chain(near.far.iter().rev().flat_map(|one| one.quantities.iter().rev()))
        .filter(|one| one.is_kin(last) && one.is_exact_count() && one.span().0 > part.0)
        .take(60)
        .collect();
    let all = sum(&row);
    if makes(part, all, share) || kin.iter().any(|whole| makes(part, whole.span(), share)) {
        return None;
    }
    let fits = |of: &Sentence<'_>, at: usize| {
        of.quantities.get(at).is_some_and(|one| one.is_kin(last) && one.is_exact_count())
    };
    let named =
        sole(&near.bearers(sentence, place, &claim.of, &fits)).filter(|_| !claim.of.is_empty());
    // Without a name: what the row comes to, or the nearest that is greater than all of it.
    let least = if claim.is_first { all.1 } else { part.1 };
    let told = kin.iter().find(|whole| whole.span().0 >= least).copied();
    let whole = named.or(told.filter(|_| claim.of.is_empty()))?;
    let real = share_of(part, whole.span())?;
    let is_like = share.number.value * 2 >= real.0 && share.number.value <= real.1 * 2;
    is_like.then(|| told_of(draft, (sentence, near), (parts, whole), (share, real)))
}

fn sum(of: &[&Quantity]) -> (Exact, Exact) {
    let zero = (Ratio::from_integer(0), Ratio::from_integer(0));
    of.iter().map(|one| one.span()).fold(zero, |all, one| (all.0 + one.0, all.1 + one.1))
}

/// The amounts of one kind before a share, in its sentence or, if there are not two, in the one before.
fn row<'a>(sentence: &Sentence<'a>, near: &Near<'a>, place: usize) -> Option<Vec<&'a Quantity>> {
    let of = |one: &Sentence<'a>, end: usize| -> Option<Vec<&'a Quantity>> {
        let all = one.quantities.get(..end)?;
        let exact = |of: &&Quantity| of.is_exact_count() && !one.is_word(of);
        let last = all.iter().rev().find(exact)?;
        let mut row: Vec<&Quantity> =
            all.iter().rev().filter(exact).filter(|of| of.is_kin(last)).take(ROW_MAX).collect();
        row.reverse();
        (row.len() >= 2).then_some(row)
    };
    of(sentence, place).or_else(|| {
        let last = near.before.last()?;
        of(last, last.quantities.len())
    })
}

fn told_of(
    draft: &Draft,
    (sentence, near): (&Sentence<'_>, &Near<'_>),
    (parts, whole): (&[&Quantity], &Quantity),
    (share, real): (&Quantity, (Exact, Exact)),
) -> Finding {
    let list: Vec<String> = parts.iter().map(|one| draft.text(near.place(sentence, one))).collect();
    let expected = format!(
        "{}%",
        base::exact::decimal(crate::quantity::middle(real), share.decimals().max(1))
    );
    let [of, said] = [whole, share].map(|one| draft.text(near.place(sentence, one)));
    let told = (
        format!("{} 合占 {of} 的 {expected}，文中为 {said}", list.join("、")),
        format!("{} are {expected} of {of}, not {said}", list.join(", ")),
    );
    let range = sentence.paragraph.place(&share.range);
    let finding =
        Finding::new(CODE, Severity::Warning, range, told).with(near.place(sentence, whole));
    finding.stating(said, Some(expected))
}
