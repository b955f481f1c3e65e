//! The total of a table that has but one column of amounts: no other column shows how it adds up, so the table must be
//! plain (no parts of parts, one total, at its end or its beginning), and what is found is a warning.

use base::Exact;
use num_rational::Ratio;
use num_traits::Signed;

use crate::table::{Figure, Grid, tables};
use crate::{Draft, Finding, Severity};

use super::table::{TOTALS, told};
use super::{agrees, sum_of};

/// Columns that are not added up.
const OTHERS: [&str; 12] =
    ["率", "比", "均", "分", "排", "名", "序", "号", "年", "评", "级", "指数"];

pub(super) fn find(draft: &Draft) -> Vec<Finding> {
    tables(draft).iter().filter_map(|grid| total(draft, grid)).collect()
}

fn total(draft: &Draft, grid: &Grid<'_>) -> Option<Finding> {
    let is_total = |text: &str| TOTALS.contains(&text.trim_matches(['：', ':', '（', '）']));
    let mut totals = grid.texts.iter().filter(|(_, text)| is_total(text)).map(|(at, _)| at.0);
    let (line, None) = (totals.next()?, totals.next()) else { return None };
    let mut own = grid.figures.iter().filter(|((row, _), one)| *row == line && !one.is_share);
    let (((_, column), total), None) = (own.next()?, own.next()) else { return None };
    let figures: Vec<(usize, &Figure<'_>)> = grid
        .figures
        .iter()
        .filter(|(at, _)| at.1 == *column)
        .map(|(at, one)| (at.0, one))
        .collect();
    let is_end =
        figures.iter().all(|(row, _)| *row <= line) || figures.iter().all(|(row, _)| *row >= line);
    let parts: Vec<&Figure<'_>> =
        figures.iter().filter(|(row, _)| *row != line).map(|(_, one)| *one).collect();
    let is_amount = |one: &&Figure<'_>| !one.is_share && !one.quantity.number.value.is_negative();
    let heading = grid.heading(*column);
    if !is_end
        || parts.len() < 2
        || !parts.iter().all(is_amount)
        || OTHERS.iter().any(|word| heading.contains(word))
        || !is_plain(grid)
        || agrees(sum_of(parts.iter().map(|part| &part.quantity)), &total.quantity)
    {
        return None;
    }
    let value: Exact = parts.iter().map(|part| part.quantity.number.value).sum();
    let whole = total.quantity.number.value;
    // Twice as much is no slip, but another total.
    let is_near = (value - whole).abs() * Ratio::from_integer(2) <= value.max(whole);
    let finding = told(draft, total, &parts).filter(|_| is_near)?;
    Some(Finding { severity: Severity::Warning, ..finding })
}

/// Whether no row is a part of another: 其中, 一、, （一）, 1. before their names.
fn is_plain(grid: &Grid<'_>) -> bool {
    grid.texts.values().all(|text| {
        let is_marked = text.contains('、')
            && text.chars().next().is_some_and(|one| "一二三四五六七八九十".contains(one));
        let is_number = text.starts_with(|one: char| one.is_ascii_digit())
            && text.contains(char::is_alphabetic)
            && text.contains(['.', '．', '、']);
        let is_bracket = text.starts_with(['（', '(']) && text.chars().count() > 4;
        let is_part = ["其中", "小计", "#", "△"].iter().any(|word| text.contains(word));
        !(is_marked || is_number || is_bracket || is_part)
    })
}
