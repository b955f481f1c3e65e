//! How the columns of a table depend on each other: one is the share, the growth or the difference of two others. Which is
//! taken from the table: a relation that holds for most rows holds for all.

use std::ops::Range;

use base::Exact;
use num_rational::Ratio;
use num_traits::{Signed, Zero};

use crate::phrase::has;
use crate::quantity::{Quantity, middle};
use crate::table::{Grid, tables};
use crate::{Draft, Finding, Severity};

/// What one column may be of two others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Relation {
    /// 完成数 of 任务数, per cent.
    Share,
    /// By how many per cent the first is more than the second.
    Growth,
    /// The first less the second.
    Difference,
    /// What share the first is of its column's total.
    OfTotal,
}

impl Relation {
    /// Whether a column of this name may be one.
    fn suits(self, heading: &str, is_share: bool) -> bool {
        let words: &[&str] = match self {
            Relation::Share => &["率", "占", "比"],
            Relation::OfTotal => &["占", "比例", "比重", "构成"],
            Relation::Growth => &["增", "同比", "幅", "变化率", "升", "降"],
            Relation::Difference => &["增减", "增加", "减少", "差", "变化", "结余", "剩余", "未"],
        };
        let is_rate = is_share
            || self == Relation::Difference
            || has(heading, &["率", "比", "%", "％", "幅"]);
        let is_change = matches!(self, Relation::Growth | Relation::Difference);
        is_rate
            && has(heading, words)
            && (is_change || !has(heading, &["增", "降", "升", "同比", "幅"]))
    }
}

/// Rows that must bear a relation out, and at least three quarters of all.
const HELD_MIN: usize = 3;

/// The cells that do not fit into what their columns are.
pub(super) fn find(draft: &Draft, code: &'static str, relations: &[Relation]) -> Vec<Finding> {
    tables(draft).iter().flat_map(|grid| misfits(draft, code, grid, relations)).collect()
}

fn misfits(
    draft: &Draft,
    code: &'static str,
    grid: &Grid<'_>,
    relations: &[Relation],
) -> Vec<Finding> {
    let mut columns: Vec<usize> = grid.figures.keys().map(|(_, column)| *column).collect();
    columns.sort_unstable();
    columns.dedup();
    let mut found = vec![];
    for target in &columns {
        let heading = grid.heading(*target);
        let is_share = grid.figures.iter().any(|((_, at), one)| at == target && one.is_share);
        let suiting: Vec<Relation> =
            relations.iter().copied().filter(|one| one.suits(&heading, is_share)).collect();
        let pairs = columns.iter().flat_map(|one| columns.iter().map(move |other| (*one, *other)));
        let pairs = pairs.filter(|(one, other)| one != target && other != target);
        let best = pairs
            .flat_map(|pair| suiting.iter().map(move |relation| (pair, *relation)))
            .filter(|((one, other), relation)| (one == other) == (*relation == Relation::OfTotal))
            .filter_map(|(pair, relation)| {
                let (held, wrong) = judged(grid, *target, pair, relation);
                // Two shares with decimals are no luck either.
                let least = if is_fine(grid, *target) && relation != Relation::Difference {
                    2
                } else {
                    HELD_MIN
                };
                let times = if least == 2 { 2 } else { 3 };
                let enough = held.len() >= least && held.len() >= wrong.len() * times;
                enough.then_some((held.len(), pair, relation, wrong))
            })
            .max_by_key(|(held, ..)| *held);
        let Some((_, pair, relation, wrong)) = best else { continue };
        found.extend(
            wrong
                .into_iter()
                .filter_map(|row| told(draft, code, (grid, row), (*target, pair), relation)),
        );
    }
    found
}

/// Whether a column's numbers are printed with decimals.
fn is_fine(grid: &Grid<'_>, column: usize) -> bool {
    let own = grid.figures.iter().filter(|((_, at), _)| *at == column);
    own.filter(|(_, figure)| figure.quantity.decimals() >= 1).count() >= 2
}

/// The rows in which a relation holds, and those in which it does not.
fn judged(
    grid: &Grid<'_>,
    target: usize,
    (one, other): (usize, usize),
    relation: Relation,
) -> (Vec<usize>, Vec<usize>) {
    // Rows of nothing but zeroes and of equal numbers would bear anything out.
    let counts = |row: &usize| {
        let of =
            |column: usize| grid.figures.get(&(*row, column)).map(|one| one.quantity.number.value);
        let (of_one, of_other) = (of(one), of(other));
        let is_plain = matches!(relation, Relation::Share | Relation::OfTotal);
        let is_other = is_plain || of_one != of_other;
        of_one.is_some_and(|value| !value.is_zero()) && is_other
    };
    let total = (relation == Relation::OfTotal).then(|| total(grid, one)).flatten();
    let rows = grid.rows(&[target, one, other]).into_iter().filter(counts);
    rows.partition(|row| {
        let of = |column: usize| grid.figures.get(&(*row, column)).map(|one| &one.quantity);
        let whole = if relation == Relation::OfTotal { total.as_ref() } else { of(other) };
        match (of(target), of(one), whole) {
            (Some(said), Some(one), Some(other)) => {
                value(relation, one, other).is_none_or(|real| fits(relation, said, real))
            }
            _ => true,
        }
    })
}

/// The total of a column: the cell of its row that is called so.
fn total(grid: &Grid<'_>, column: usize) -> Option<Quantity> {
    let is_total = |text: &str| matches!(text, "合计" | "总计" | "共计" | "总数");
    let row = grid.texts.iter().find(|(_, text)| is_total(text)).map(|((row, _), _)| *row)?;
    grid.figures.get(&(row, column)).map(|figure| figure.quantity.clone())
}

fn fits(relation: Relation, said: &Quantity, (low, high): (Exact, Exact)) -> bool {
    if relation == Relation::Difference {
        let (least, greatest) = said.span();
        return low <= greatest && least <= high;
    }
    // Negative growth may be printed with or without its sign.
    let (least, most) = if high.is_negative() { (-high, -low) } else { (low, high) };
    said.prints((low, high)) || said.prints((least, most)) || {
        let mut positive = said.clone();
        positive.number.value = positive.number.value.abs();
        high.is_negative() && said.number.value.is_negative() && positive.prints((least, most))
    }
}

/// The values that the printed numbers admit.
fn value(relation: Relation, one: &Quantity, other: &Quantity) -> Option<(Exact, Exact)> {
    let ((low, high), (least, greatest)) = (one.span(), other.span());
    let hundred = Ratio::from_integer(100);
    match relation {
        Relation::Difference => Some((low - greatest, high - least)),
        _ if !least.is_positive() || low.is_negative() => None,
        Relation::Share | Relation::OfTotal => {
            Some((low / greatest * hundred, high / least * hundred))
        }
        Relation::Growth => {
            Some(((low - greatest) / greatest * hundred, (high - least) / least * hundred))
        }
    }
}

fn told(
    draft: &Draft,
    code: &'static str,
    (grid, row): (&Grid<'_>, usize),
    (target, (one, other)): (usize, (usize, usize)),
    relation: Relation,
) -> Option<Finding> {
    let of = |column: usize| grid.figures.get(&(row, column));
    let place = |column: usize| -> Option<Range<usize>> {
        of(column).map(|figure| figure.paragraph.place(&figure.quantity.range))
    };
    let total = total(grid, one).filter(|_| relation == Relation::OfTotal);
    let (first, second) = (&of(one)?.quantity, total.as_ref().unwrap_or(&of(other)?.quantity));
    let (low, high) = value(relation, first, second)?;
    let middle = middle((low, high));
    let expected = base::exact::decimal(middle, of(target)?.quantity.decimals());
    let [name, of_one, of_other] = [target, one, other].map(|column| grid.heading(column));
    let range = place(target)?;
    let [said, was] = [range.clone(), place(one)?].map(|range| draft.text(range));
    let (of_zh, of_en) = match relation {
        Relation::OfTotal => {
            (format!("“{of_one}”占合计"), format!("the share of “{of_one}” in its total"))
        }
        _ => (format!("“{of_one}”与“{of_other}”"), format!("“{of_one}” and “{of_other}”")),
    };
    let told = (
        format!("按本表其他各行，“{name}”由{of_zh}得出：本行 {was} 应得 {expected}，表中为 {said}"),
        format!(
            "by the other rows “{name}” comes of {of_en}: {was} makes {expected} here, not {said}"
        ),
    );
    let finding = Finding::new(code, Severity::Error, range, told).with(place(one)?);
    Some(finding.stating(said, Some(expected)))
}
