//! Tariffs: fees that rise with the quantity, step by step.
//!
//! ```yaml
//! name: { zh: …, en: … }
//! cite: 国办函〔2020〕109号
//! from: 2021-01-01
//! confirmed: no                       # a default of ours that the authority should confirm
//! scales:
//!   pages:
//!     - { up_to: 30, each: 0 }        # the first thirty cost nothing
//!     - { up_to: 100, each: 10 }      # the next seventy ten yuan each
//!     - { each: 40 }                  # all further ones
//!   items:
//!     - { up_to: 10, each: 0 }
//!     - { every: 10, more: 100 }      # each further ten cost a hundred more apiece than those before
//! ```

use base::day;
use jiff::civil::Date;

use crate::pack::Fault;
use crate::told::Told;
use crate::yaml::{Node, Pair, Spot, parse};

/// A fee with its scales. One request is charged by one scale, never by two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tariff {
    pub name: Told,
    /// Where it is laid down, and since when it is in force.
    pub cite: String,
    pub from: Date,
    /// Whether the authority has confirmed it.
    pub is_confirmed: bool,
    pub scales: Vec<Scale>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scale {
    pub key: String,
    /// Never empty; only the last has no end.
    steps: Vec<Step>,
}

/// What each of some costs, in yuan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    UpTo { last: u32, each: u64 },
    Rest { each: u64 },
    Rising { every: u32, more: u64 },
}

/// A part of a quantity that costs the same apiece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Charge {
    pub first: u32,
    pub last: u32,
    /// Yuan apiece.
    pub each: u64,
}

impl Charge {
    /// Yuan.
    #[must_use]
    pub fn sum(self) -> u64 {
        u64::from(self.last.saturating_sub(self.first).saturating_add(1)).saturating_mul(self.each)
    }
}

/// The most that is charged for at once.
pub const QUANTITY_MAX: u32 = 1_000_000;

impl Scale {
    /// What so many cost, part by part; nothing for none. Beyond [`QUANTITY_MAX`] it is that many.
    #[must_use]
    pub fn charges(&self, quantity: u32) -> Vec<Charge> {
        let quantity = quantity.min(QUANTITY_MAX);
        let (mut charges, mut done, mut price): (Vec<Charge>, u32, u64) = (vec![], 0, 0);
        let mut steps = self.steps.iter();
        let mut step = steps.next();
        while done < quantity {
            let Some(now) = step else { break };
            let last = match *now {
                Step::UpTo { last, each } => {
                    price = each;
                    step = steps.next();
                    last
                }
                Step::Rest { each } => {
                    price = each;
                    quantity
                }
                Step::Rising { every, more } => {
                    price = price.saturating_add(more);
                    done.saturating_add(every)
                }
            };
            let last = last.min(quantity);
            charges.push(Charge { first: done.saturating_add(1), last, each: price });
            done = last;
        }
        charges
    }
}

/// What could be read, and everything that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// `None` if anything is wrong.
    pub tariff: Option<Tariff>,
    pub faults: Vec<Fault>,
}

/// The tariff of public information, as it ships.
///
/// # Panics
///
/// Never: a test reads it.
#[must_use]
pub fn disclosure() -> Tariff {
    let text = include_str!("../../../tariffs/disclosure.yaml");
    read("disclosure.yaml", text).tariff.expect("the file that ships has been tested")
}

/// Reads a tariff; `file` is its name in faults.
#[must_use]
pub fn read(file: &str, text: &str) -> Reading {
    let mut reader = Reader { file, faults: vec![] };
    let tariff = match parse(text) {
        Ok(tree) => reader.tariff(&tree),
        Err(wrong) => {
            reader.say(wrong.at, wrong.message, wrong.hint);
            None
        }
    };
    let tariff = tariff.filter(|_| reader.faults.is_empty());
    Reading { tariff, faults: reader.faults }
}

struct Reader<'a> {
    file: &'a str,
    faults: Vec<Fault>,
}

impl Reader<'_> {
    fn say(&mut self, at: Spot, message: Told, hint: Told) {
        self.faults.push(Fault::at(self.file, at, message, hint));
    }

    fn tariff(&mut self, tree: &Node) -> Option<Tariff> {
        let text = |node: Option<&Node>| node.and_then(Node::text).map(str::to_owned);
        let name = tree.get("name");
        let (zh, en) =
            (text(name.and_then(|one| one.get("zh"))), text(name.and_then(|one| one.get("en"))));
        let cite = text(tree.get("cite"));
        let from = text(tree.get("from")).and_then(|text| day::read(&text));
        let missing = [
            (zh.is_some() && en.is_some(), "name: { zh, en }"),
            (cite.is_some(), "cite"),
            (from.is_some(), "from"),
        ];
        for (_, entry) in missing.iter().filter(|(is_there, _)| !is_there) {
            self.say(
                tree.at,
                Told::new(format!("缺少“{entry}”"), format!("\"{entry}\" is missing")),
                Told::new(
                    "名称、依据和施行日期都要写明",
                    "say its name, where it is laid down, and since when",
                ),
            );
        }
        let scales = tree.get("scales").map(Node::pairs).unwrap_or_default();
        let scales: Vec<Option<Scale>> = scales.iter().map(|pair| self.scale(pair)).collect();
        if scales.is_empty() {
            self.say(
                tree.at,
                Told::new("没有收费标准", "there is no scale"),
                Told::new("请在 scales 下写明", "write at least one under `scales`"),
            );
        }
        Some(Tariff {
            name: Told::new(zh?, en?),
            cite: cite?,
            from: from?,
            is_confirmed: matches!(
                tree.get("confirmed").and_then(Node::text),
                Some("yes" | "true")
            ),
            scales: scales.into_iter().collect::<Option<_>>()?,
        })
    }

    fn scale(&mut self, pair: &Pair) -> Option<Scale> {
        let (mut steps, mut done, mut ended) = (vec![], 0, false);
        for node in pair.value.items() {
            let number = |name: &str| node.get(name)?.text()?.parse::<u32>().ok();
            let step = match (number("up_to"), number("each"), number("every"), number("more")) {
                (Some(last), Some(each), None, None) if last > done => {
                    done = last;
                    Some(Step::UpTo { last, each: each.into() })
                }
                (None, Some(each), None, None) => Some(Step::Rest { each: each.into() }),
                (None, None, Some(every), Some(more)) if every > 0 => {
                    Some(Step::Rising { every, more: more.into() })
                }
                _ => None,
            };
            let Some(step) = step.filter(|_| !ended) else {
                self.say(
                    node.at,
                    Told::new(
                        format!("“{}”的这一档不成立，或排在末档之后", pair.key),
                        format!("this step of \"{}\" cannot be, or stands behind the last", pair.key),
                    ),
                    Told::new(
                        "写 { up_to, each }，逐档增大；末档写 { each } 或 { every, more }",
                        "write { up_to, each }, each higher than the one before; the last { each } or { every, more }",
                    ),
                );
                return None;
            };
            ended = !matches!(step, Step::UpTo { .. });
            steps.push(step);
        }
        if !ended {
            self.say(
                pair.at,
                Told::new(
                    format!("“{}”没有末档，超出部分不知如何收费", pair.key),
                    format!("\"{}\" has no last step: what more costs is not said", pair.key),
                ),
                Told::new(
                    "末档写 { each } 或 { every, more }",
                    "end with { each } or { every, more }",
                ),
            );
            return None;
        }
        Some(Scale { key: pair.key.clone(), steps })
    }
}

#[cfg(test)]
mod tests {
    use base::{Lang, Say};

    use super::*;

    fn fee(scale: &str, quantity: u32) -> u64 {
        let tariff = disclosure();
        let scale = tariff.scales.iter().find(|one| one.key == scale).unwrap();
        scale.charges(quantity).into_iter().map(Charge::sum).sum()
    }

    #[test]
    fn items_and_pages_cost_what_is_laid_down() {
        let items = [0, 10, 11, 30, 31, 41, 50].map(|items| fee("items", items));
        assert_eq!(items, [0, 0, 100, 2_000, 2_200, 4_300, 7_000]);
        let pages = [0, 30, 31, 100, 101, 200, 201].map(|pages| fee("pages", pages));
        assert_eq!(pages, [0, 0, 10, 700, 720, 2_700, 2_740]);
    }

    #[test]
    fn more_never_costs_less_and_parts_cover_the_whole() {
        for scale in &disclosure().scales {
            let sum = |quantity| scale.charges(quantity).into_iter().map(Charge::sum).sum::<u64>();
            for quantity in 1..500 {
                assert!(sum(quantity) >= sum(quantity - 1));
                assert_eq!(scale.charges(quantity).last().unwrap().last, quantity);
            }
            assert!(sum(u32::MAX) > 0);
        }
    }

    #[test]
    fn a_faulty_tariff_is_told_what_is_wrong() {
        let text = "name: { zh: 费 }\nfrom: soon\nscales:\n  a: [{ up_to: 10, each: 1 }]\n  \
                    b: [{ up_to: 10, each: 1 }, { up_to: 9, each: 2 }]\n  c: [{ each: 1 }, { each: 2 }]\n  \
                    d: [{ every: 0, more: 1 }]\n";
        let reading = read("t.yaml", text);
        assert_eq!(reading.tariff, None);
        let said: Vec<String> = reading.faults.iter().map(|fault| fault.say(Lang::En)).collect();
        let lines = [
            "1:1: \"name",
            "1:1: \"cite",
            "1:1: \"from",
            "4:3: \"a\" has no last",
            "5:31:",
            "6:20:",
            "7:7:",
        ];
        assert_eq!(said.len(), lines.len(), "{said:#?}");
        for (said, line) in said.iter().zip(lines) {
            assert!(said.starts_with(&format!("t.yaml:{line}")), "{said}");
        }
        assert_eq!(read("t.yaml", "").faults.len(), 4);
    }
}
