//! Reading a year's arrangement. Never stops at the first fault.
//!
//! ```yaml
//! year: 2021
//! papers: [https://…]                  # where it is laid down
//! off:
//!   元旦: [2021-01-01, 2021-01-03]      # first and last day
//! work: [2021-02-07, 2021-02-20]       # worked in the stead of others
//! shut:
//!   搬迁: [2021-08-02, 2021-08-03]      # the authority alone is shut; may be left out
//! ```

use std::collections::BTreeMap;

use base::day;
use jiff::civil::Date;

use super::Year;
use crate::pack::Fault;
use crate::told::Told;
use crate::yaml::{Node, Spot, parse};

/// What could be read, and everything that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// `None` if the file does not even say which year it is.
    pub year: Option<Year>,
    pub faults: Vec<Fault>,
}

/// The longest holiday that is believed.
const DAYS_MAX: i32 = 31;

/// Reads a year's arrangement; `file` is its name in faults.
#[must_use]
pub fn read(file: &str, text: &str) -> Reading {
    let mut reader = Reader { file, faults: vec![], said: BTreeMap::new() };
    let tree = match parse(text) {
        Ok(tree) => tree,
        Err(wrong) => {
            reader.say(wrong.at, wrong.message, wrong.hint);
            return Reading { year: None, faults: reader.faults };
        }
    };
    let year = reader.year(&tree);
    Reading { year, faults: reader.faults }
}

struct Reader<'a> {
    file: &'a str,
    faults: Vec<Fault>,
    /// Days that are said, with the line.
    said: BTreeMap<Date, u32>,
}

impl Reader<'_> {
    fn say(&mut self, at: Spot, message: Told, hint: Told) {
        self.faults.push(Fault::at(self.file, at, message, hint));
    }

    fn year(&mut self, tree: &Node) -> Option<Year> {
        const KNOWN: [&str; 5] = ["year", "papers", "off", "work", "shut"];
        for pair in tree.pairs() {
            if !KNOWN.contains(&pair.key.as_str()) {
                self.say(
                    pair.at,
                    Told::new(
                        format!("不认识“{}”", pair.key),
                        format!("\"{}\" means nothing here", pair.key),
                    ),
                    Told::new(
                        "可写 year、papers、off、work、shut",
                        "there are year, papers, off, work and shut",
                    ),
                );
            }
        }
        let written = tree.get("year");
        let number = written.and_then(Node::text).and_then(|text| text.parse().ok());
        let Some(number) = number.filter(|year| (2000..=2100).contains(year)) else {
            self.say(
                written.map_or(tree.at, |node| node.at),
                Told::new("没有写明是哪一年", "it does not say which year it is"),
                Told::new("如 year: 2027", "like `year: 2027`"),
            );
            return None;
        };
        let papers = tree.get("papers").map(Node::one_or_many).unwrap_or_default();
        let papers: Vec<String> = papers.iter().filter_map(Node::text).map(str::to_owned).collect();
        if papers.is_empty() {
            self.say(
                tree.get("papers").map_or(tree.at, |node| node.at),
                Told::new("没有写明依据哪份通知", "it does not say where it is laid down"),
                Told::new("请在 papers 下写明国务院办公厅通知", "name the notice under `papers`"),
            );
        }
        let off = self.named(tree.get("off"), number);
        let shut = self.named(tree.get("shut"), number);
        let work = tree.get("work").map(Node::one_or_many).unwrap_or_default();
        let worked = work.iter().filter_map(|node| {
            let day = self.day(node, number)?;
            self.once(node.at, day).then_some(day)
        });
        let worked = worked.collect();
        Some(Year { year: number, papers, off, worked, shut })
    }

    /// Names with their first and last day.
    fn named(&mut self, node: Option<&Node>, year: i16) -> BTreeMap<Date, String> {
        let mut days = BTreeMap::new();
        for pair in node.map(Node::pairs).unwrap_or_default() {
            let ends = pair.value.one_or_many();
            let read: Vec<Date> = ends.iter().filter_map(|end| self.day(end, year)).collect();
            let (first, last) = match read.as_slice() {
                [day] if ends.len() == 1 => (*day, *day),
                [first, last] if ends.len() == 2 => (*first, *last),
                // What is no day has been said.
                _ if read.len() < ends.len() && !ends.is_empty() => continue,
                _ => {
                    self.say(
                        pair.value.at,
                        Told::new(
                            format!("“{}”应写第一天和最后一天", pair.key),
                            format!("\"{}\" needs its first and its last day", pair.key),
                        ),
                        Told::new("如 [2027-01-01, 2027-01-03]", "like [2027-01-01, 2027-01-03]"),
                    );
                    continue;
                }
            };
            let (begin, end) = (day::number(first), day::number(last));
            if begin > end || end - begin > DAYS_MAX {
                self.say(
                    pair.value.at,
                    Told::new(
                        format!("“{}”自 {first} 至 {last}，先后颠倒或过长", pair.key),
                        format!("\"{}\" from {first} to {last} is reversed or too long", pair.key),
                    ),
                    Told::new("请先写第一天，再写最后一天", "write the first day, then the last"),
                );
                continue;
            }
            for day in (begin..=end).filter_map(day::from_number) {
                if self.once(pair.value.at, day) {
                    days.insert(day, pair.key.clone());
                }
            }
        }
        days
    }

    /// A day of the year, or of the months beside it, into which its holidays may reach.
    fn day(&mut self, node: &Node, year: i16) -> Option<Date> {
        let text = node.text().unwrap_or_default();
        let Some(day) = day::read(text) else {
            self.say(
                node.at,
                Told::new(format!("“{text}”不是日期"), format!("\"{text}\" is not a day")),
                Told::new("如 2027-01-01", "like 2027-01-01"),
            );
            return None;
        };
        // Months since January of the year: from December before it to January after it.
        let month = day::month(day) - i32::from(year) * 12;
        if !(-1..=12).contains(&month) {
            self.say(
                node.at,
                Told::new(
                    format!("{day} 不在 {year} 年，也不与之相邻"),
                    format!("{day} lies neither in {year} nor beside it"),
                ),
                Told::new("每个文件只写一年", "each file holds one year"),
            );
            return None;
        }
        Some(day)
    }

    /// Whether nothing has been said of the day yet.
    fn once(&mut self, at: Spot, day: Date) -> bool {
        let line = at.line.max(1);
        let Some(earlier) = self.said.insert(day, line) else { return true };
        self.say(
            at,
            Told::new(
                format!("{day} 已在第 {earlier} 行写过"),
                format!("{day} is already in line {earlier}"),
            ),
            Told::new("一天或休或班，只写一次", "a day is off, worked or shut: say it once"),
        );
        false
    }
}
