//! Reading a form, and whether it fits its register. Never stops at the first fault.

use base::Key;

use super::{Counted, Edition, Form, FormColumn, FormRow, cover};
use crate::model::Register;
use crate::pack::Fault;
use crate::told::Told;
use crate::yaml::{Node, Spot, parse};

/// What could be read, and everything that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// `None` if anything is wrong.
    pub form: Option<Form>,
    pub faults: Vec<Fault>,
}

/// More rows, columns or editions than any form has.
const ITEMS_MAX: usize = 200;

/// Reads a form; `file` is its name in faults, `register` the one it is about.
#[must_use]
pub fn read(file: &str, text: &str, register: &Register) -> Reading {
    let mut reader = Reader { file, faults: vec![] };
    let form = match parse(text) {
        Ok(tree) => reader.form(&tree),
        Err(wrong) => {
            reader.say(wrong.at, wrong.message, wrong.hint);
            None
        }
    };
    for edition in form.iter().flat_map(|form| &form.editions) {
        for (at, message) in cover::faults(edition, register) {
            let hint = Told::new(
                "每种办结结果都要恰好计入一行",
                "each way a matter can end is counted by exactly one row",
            );
            reader.say(at, message, hint);
        }
    }
    let form = form.filter(|_| reader.faults.is_empty());
    Reading { form, faults: reader.faults }
}

struct Reader<'a> {
    file: &'a str,
    faults: Vec<Fault>,
}

impl Reader<'_> {
    fn say(&mut self, at: Spot, message: Told, hint: Told) {
        self.faults.push(Fault::at(self.file, at, message, hint));
    }

    /// What stands under a name; a fault if nothing does.
    fn need<'n>(&mut self, node: &'n Node, name: &str) -> Option<&'n Node> {
        let found = node.get(name).filter(|found| !found.is_empty());
        if found.is_none() {
            self.say(
                node.at,
                Told::new(format!("缺少“{name}”"), format!("\"{name}\" is missing")),
                Told::new("请照自带的表样补上", "write it as in the form that ships"),
            );
        }
        found
    }

    fn key(&mut self, node: &Node, name: &str) -> Option<Key> {
        let found = self.need(node, name)?;
        let key = found.text().and_then(|text| Key::new(text).ok());
        if key.is_none() {
            self.say(
                found.at,
                Told::new(format!("“{name}”须为一个代号"), format!("\"{name}\" must be a key")),
                Told::new("小写字母、数字和下划线", "small letters, digits and underscores"),
            );
        }
        key
    }

    fn told(&mut self, node: &Node) -> Option<Told> {
        let (zh, en) = (self.need(node, "zh")?, self.need(node, "en")?);
        Some(Told::new(zh.text()?, en.text()?))
    }

    fn form(&mut self, tree: &Node) -> Option<Form> {
        let name = self.need(tree, "name").and_then(|node| self.told(node));
        let cite = self.need(tree, "cite").and_then(Node::text).map(str::to_owned);
        let keys = ["pack", "register", "came", "in_hand", "results", "split"];
        let [pack, register, came, in_hand, results, split] = keys.map(|name| self.key(tree, name));
        let columns = tree.get("columns").map(Node::items).unwrap_or_default();
        let columns = columns.iter().take(ITEMS_MAX);
        let columns: Vec<FormColumn> = columns.filter_map(|one| self.column(one)).collect();
        let editions = self.need(tree, "editions").map(Node::items).unwrap_or_default();
        let editions = editions.iter().take(ITEMS_MAX).filter_map(|one| self.edition(one));
        let editions: Vec<Edition> = editions.collect();
        if !editions.is_sorted_by(|one, next| one.from < next.from) {
            self.say(
                tree.at,
                Told::new(
                    "各版年度先后颠倒或重复",
                    "the years of the editions are reversed or repeated",
                ),
                Told::new("请由旧到新排列", "list the oldest first"),
            );
        }
        Some(Form {
            name: name?,
            cite: cite?,
            confirmed: tree.get("confirmed").and_then(Node::text) == Some("yes"),
            pack: pack?,
            register: register?,
            came: came?,
            in_hand: in_hand?,
            results: results?,
            split: split?,
            columns,
            editions,
        })
    }

    fn column(&mut self, node: &Node) -> Option<FormColumn> {
        Some(FormColumn {
            value: self.key(node, "value")?,
            group: node.get("group").and_then(|group| self.told(group)),
            label: self.told(node)?,
        })
    }

    fn edition(&mut self, node: &Node) -> Option<Edition> {
        let written = self.need(node, "from")?;
        let year = written.text().and_then(|text| text.parse().ok());
        let Some(from) = year.filter(|year| (2000..=2100).contains(year)) else {
            self.say(
                written.at,
                Told::new("不是年份", "this is no year"),
                Told::new("如 from: 2021", "like `from: 2021`"),
            );
            return None;
        };
        let rows = self.need(node, "rows").map(Node::items).unwrap_or_default();
        let rows = rows.iter().take(ITEMS_MAX).filter_map(|row| self.row(row));
        Some(Edition { from, rows: rows.collect() })
    }

    fn row(&mut self, node: &Node) -> Option<FormRow> {
        let label = self.told(node)?;
        let group = node.get("group").and_then(|group| self.told(group));
        let counts = self.need(node, "counts")?.pairs().iter();
        let counts: Vec<Counted> = counts
            .filter_map(|pair| {
                let state = Key::new(&pair.key).ok()?;
                if pair.value.text() == Some("all") {
                    return Some(Counted { state, only: None });
                }
                let field = pair.value.pairs().first()?;
                let values = field.value.one_or_many().iter();
                let values = values.filter_map(|one| Key::new(one.text()?).ok()).collect();
                Some(Counted { state, only: Some((Key::new(&field.key).ok()?, values)) })
            })
            .collect();
        if counts.is_empty() {
            self.say(
                node.at,
                Told::new("这一行什么也不计", "this row counts nothing"),
                Told::new(
                    "如 counts: { answered: { outcome: [granted] } }",
                    "like `counts: { answered: { outcome: [granted] } }`",
                ),
            );
        }
        Some(FormRow { at: node.at, group, label, counts })
    }
}
