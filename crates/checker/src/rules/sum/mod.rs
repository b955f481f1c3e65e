//! SUM: totals and parts. A total after a list (甲 12 件、乙 13 件，合计 25 件) or of what is named or counted off before (两个渠道合计 1315 条),
//! a whole before its parts (30 件，其中 …，其余 …), parts that stand apart from it (受理 30 件，已办结 20 件，正在办理 10 件), what is sorted by kinds
//! (按等级，三级 12 个、二级 20 个、…), amounts on lines of their own, a sum that is written out (12+13=25), what is left (收入 less 支出, 编制 less
//! 在岗, 全年 less 上半年; 124 个，已整改 109 个，还有 15 个; what there was, came and went), what was carried over (新收 268 件，加上结转的 9 件，共 277
//! 件), totals of tables, also of plain text, and columns that are what others come to. A list of
//! parts is held to be complete only if it says so (其余, 分别为, 按…分), if its shares make 100 %, if it is done and not done, or if its parts are
//! the sides of one thing (主办, 会办: `data/complements.txt`), or run from the first to the last (…、其他 8 件; 第一期, 第二期; 以内 to 以上;
//! ages that follow each other): an error or, if only likely, a warning; and only if no amount near it is what
//! its parts come to. Of other lists no part may be greater than the whole, and one that misses the whole by what changing a
//! digit or the order of two digits changes, or, if it is long and stands right after it, by a few per cent, is a warning. How a table adds up is taken from the table; a
//! plain one with one column must come to its total.

mod across;
mod apart;
mod balance;
mod carried;
mod column;
mod doubt;
mod exhaustive;
mod formula;
mod kinds;
mod left;
mod lines;
mod named;
mod parts;
mod rows;
mod sides;
mod slipped;
mod table;
mod told;
mod total;

pub(super) use parts::{is_complete, is_confirmed, whole_in};

use base::Exact;
use num_rational::Ratio;

use super::About;
use crate::draft::{Kind, Paragraph};
use crate::phrase::{Sentence, sentences};
use crate::quantity::Quantity;
use crate::scene::Scene;
use crate::{Draft, Finding};

pub(super) const CODE: &str = "SUM";

pub(super) const ABOUT: About = About {
    code: CODE,
    name: ("合计与其中", "totals and parts"),
    zh: "列举之后的合计、点名或点数的合计（“两个渠道合计”）、总数之后的“其中、其余”、按类别列出的各项、分句分行列出的各部分、写出来的算式、表（包括纯文本表）中的合计栏和等于其他各栏之和的栏，收入减支出、编制减在岗、上下半年、“还有多少”、期初加收减支、“加上结转共多少”之类的加减。列举说明是全部的（其余、分别为、按某项分、占比合为 100%、已办与在办、主办与会办之类俱全，以“其他”收尾，从“第一”数起，从“以内”到“以上”，年龄段相接）须与总数相等，附近没有别的数能与之相等才算不等，为错误，仅像是全部的为警告；其他列举只要求部分不大于总数，与总数只差一个数字或两位颠倒的，或紧接总数的长列举只差百分之几的为警告。",
    source: include_str!("mod.rs"),
};

/// Parts of a whole that are tried; a longer list is a table.
const PARTS_MAX: usize = 24;

/// Sentences before one whose amounts its parts may come to.
const BEFORE_MAX: usize = 40;

pub(super) fn find(draft: &Draft) -> Vec<Finding> {
    let mut found = vec![];
    for paragraph in draft.paragraphs() {
        found.extend(formula::find(draft, &paragraph));
    }
    // Lines with bars are tables, which have rules of their own.
    let is_line = |one: &Paragraph<'_>| one.letters.iter().filter(|one| **one == '|').count() >= 2;
    let is_text = |one: &Paragraph<'_>| !matches!(one.kind, Kind::Cell(_)) && !is_line(one);
    let all: Vec<Sentence<'_>> =
        draft.paragraphs().filter(is_text).flat_map(|one| sentences(&one)).collect();
    for (place, sentence) in all.iter().enumerate() {
        let before = all.get(place.saturating_sub(BEFORE_MAX)..place).unwrap_or_default();
        let scene = Scene { draft, sentence, before };
        found.extend(total::find(draft, sentence));
        found.extend(named::find(draft, &scene));
        found.extend(slipped::find(draft, &scene));
        let balance = balance::find(draft, sentence);
        let is_balance = !balance.is_empty();
        found.extend(balance);
        found.extend(carried::find(&scene));
        let after = all.get(place + 1);
        let mut lists = [parts::find(draft, &scene), kinds::find(&scene)].concat();
        // What the surer rules have not told of a sentence, the others may; a balance is no list.
        let others: [&dyn Fn() -> Vec<Finding>; 5] = [
            &|| sides::find(&scene, after),
            &|| apart::find(&scene).into_iter().collect(),
            &|| exhaustive::find(&scene, after),
            &|| left::find(&scene),
            &|| rows::find(&scene, after),
        ];
        for find in others.into_iter().filter(|_| !is_balance) {
            if lists.is_empty() {
                lists = find();
            }
        }
        found.extend(lists);
    }
    found.extend(lines::find(draft));
    found.extend(table::find(draft));
    found.extend(column::find(draft));
    found.extend(across::find(draft));
    found
}

/// The least and the greatest that these come to, as they are printed.
fn sum_of<'a>(parts: impl IntoIterator<Item = &'a Quantity>) -> (Exact, Exact) {
    let zero = Ratio::from_integer(0);
    parts
        .into_iter()
        .map(Quantity::span)
        .fold((zero, zero), |(low, high), part| (low + part.0, high + part.1))
}

/// Whether a whole may be printed for a sum.
fn agrees((low, high): (Exact, Exact), whole: &Quantity) -> bool {
    let (least, greatest) = whole.span();
    low <= greatest && least <= high
}

/// A value as it would be printed: without more decimals than needed.
fn printed(value: Exact) -> String {
    if value.is_integer() { value.to_integer().to_string() } else { base::exact::decimal(value, 2) }
}

/// A value in the figures of a quantity that stands in the text: 16000 beside `3.5万人次` is `1.6万人次`.
pub(super) fn like(value: Exact, model: &Quantity, draft: &Draft, at: usize) -> String {
    let range = at + model.number.range.start..at + model.number.range.end;
    let said = draft.text(range);
    let unit = model.unit.unwrap_or_default();
    let words = [("万亿", 1_000_000_000_000), ("亿", 100_000_000), ("万", 10_000)];
    let (word, by) = words.into_iter().find(|(word, _)| said.ends_with(word)).unwrap_or(("", 1));
    format!("{}{word}{unit}", printed(value / Ratio::from_integer(by)))
}
