//! The numbers that lists give their paragraphs, which stand nowhere in the text (ECMA-376 Part 1, 17.9).

use std::collections::{BTreeMap, BTreeSet};

use super::markup::{Markup, Token};
use super::numeral::numeral;
use super::styles::Styles;
use crate::draft::DraftError;
use crate::opc::{attribute, is_set};

/// A list has nine levels.
const LEVELS: usize = 9;
/// The longest text of a level that Word allows.
const LETTERS_MAX: usize = 255;

/// The lists of a document, and how far each has been counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    /// `w:abstractNum`.
    abstracts: BTreeMap<String, Abstract>,
    /// `w:num`.
    lists: BTreeMap<String, List>,
    /// The levels whose start a list overrides and that it has begun.
    begun: BTreeSet<(String, usize)>,
}

#[derive(Debug, Default)]
struct Abstract {
    levels: [Level; LEVELS],
    /// The style whose list is meant instead: `w:numStyleLink`.
    linked: Option<String>,
    counts: [Option<u32>; LEVELS],
}

#[derive(Debug, Default)]
struct List {
    of: String,
    starts: [Option<u32>; LEVELS],
    levels: [Option<Level>; LEVELS],
}

/// How a level is counted and written.
#[derive(Clone, Debug)]
struct Level {
    start: u32,
    format: String,
    /// `第%1条`, where `%1` is the number of the first level.
    text: String,
    /// What comes between number and text.
    then: &'static str,
    /// The style whose paragraphs are of this level.
    style: Option<String>,
    /// All numbers in digits, whatever their own format.
    is_legal: bool,
    /// The level, from 1, that begins this one again; 0 for none.
    restart: Option<usize>,
}

impl Default for Level {
    fn default() -> Level {
        Level {
            start: 0,
            format: "decimal".to_owned(),
            text: String::new(),
            then: "\t",
            style: None,
            is_legal: false,
            restart: None,
        }
    }
}

/// What a paragraph itself says of lists: `w:numPr`.
#[derive(Debug, Default)]
pub(super) struct Asked {
    pub(super) list: Option<String>,
    pub(super) level: Option<usize>,
}

impl Numbering {
    /// Reads `numbering.xml`.
    ///
    /// # Errors
    ///
    /// [`DraftError`] if it is damaged.
    pub(super) fn read(part: &str, xml: &str) -> Result<Numbering, DraftError> {
        let mut markup = Markup::new(part, xml);
        let mut read = Reading::default();
        loop {
            let element = match markup.next()? {
                Token::Open(element) => element,
                Token::End => return Ok(read.numbering),
                Token::Close | Token::Text(_) => continue,
            };
            let value = |name| attribute(&element, name);
            match markup.word(&element).unwrap_or_default() {
                "abstractNum" => read.begin_abstract(value("abstractNumId")),
                "num" => read.begin_list(value("numId")),
                "lvl" | "lvlOverride" => read.level = value("ilvl").and_then(|it| it.parse().ok()),
                "abstractNumId" => read.list(|list| list.of = value("val").unwrap_or_default()),
                "numStyleLink" => read.of_abstract(|it| it.linked = value("val")),
                "startOverride" => {
                    let (at, start) = (read.level, value("val").and_then(|it| it.parse().ok()));
                    read.list(|list| {
                        if let Some(kept) = at.and_then(|at| list.starts.get_mut(at)) {
                            *kept = start;
                        }
                    });
                }
                "start" => read.level(|it| it.start = value("val").map_or(0, |it| count(&it))),
                "numFmt" => read.level(|it| it.format = value("val").unwrap_or_default()),
                "lvlText" => read.level(|it| {
                    it.text = value("val").unwrap_or_default().chars().take(LETTERS_MAX).collect();
                }),
                "suff" => read.level(|it| {
                    it.then = match value("val").as_deref() {
                        Some("nothing") => "",
                        Some("space") => " ",
                        _ => "\t",
                    }
                }),
                "pStyle" => read.level(|it| it.style = value("val")),
                "isLgl" => read.level(|it| {
                    it.is_legal = value("val").is_none() || is_set(&element, "val");
                }),
                "lvlRestart" => {
                    read.level(|it| it.restart = value("val").and_then(|it| it.parse().ok()));
                }
                _ => {}
            }
        }
    }

    /// The number of the next paragraph of a list, with what comes between it and the text; empty if the
    /// paragraph has none. Counts on.
    pub(super) fn next(&mut self, asked: &Asked, style: Option<&str>, styles: &Styles) -> String {
        let listed = styles.listed(style);
        let Some(id) = asked.list.as_deref().or(listed.list) else { return String::new() };
        let Some(list) = self.lists.get(id) else { return String::new() };
        let named = self.abstracts.get(&list.of);
        let linked = named.and_then(|it| it.linked.as_deref());
        let linked = linked.and_then(|style| self.lists.get(styles.listed(Some(style)).list?));
        // The list of the style decides how numbers look; starts are overridden where they are asked.
        let of = linked.map_or(&list.of, |list| &list.of).clone();
        let Some(abstracts) = self.abstracts.get_mut(&of) else { return String::new() };
        let by_style = || {
            let is_its = |level: &Level| {
                level.style.as_deref().is_some_and(|style| listed.styles.contains(&style))
            };
            abstracts.levels.iter().position(is_its)
        };
        let at = match (&asked.list, asked.level) {
            (_, Some(level)) => level,
            (Some(_), None) => 0,
            (None, None) => by_style().or(listed.level).unwrap_or(0),
        };
        let level =
            |at: usize| list.levels.get(at).and_then(Option::as_ref).or(abstracts.levels.get(at));
        let Some(own) = level(at).cloned() else { return String::new() };
        let levels: Vec<Level> = (0..=at).filter_map(|at| level(at).cloned()).collect();
        let start = list.starts.get(at).copied().flatten();
        let again = start.filter(|_| self.begun.insert((id.to_owned(), at)));
        abstracts.advance(at, again, &levels);
        abstracts.written(&own, &levels)
    }
}

impl Abstract {
    /// Counts one more on a level: from `again` if that is given. Levels above that were never used stand at
    /// their start; those below begin anew.
    fn advance(&mut self, at: usize, again: Option<u32>, levels: &[Level]) {
        for (index, count) in self.counts.iter_mut().enumerate() {
            let start = levels.get(index).map_or(0, |level| level.start);
            match index.cmp(&at) {
                std::cmp::Ordering::Less => *count = count.or(Some(start)),
                std::cmp::Ordering::Equal => {
                    let next = count.map_or(start, |count| count.saturating_add(1));
                    *count = Some(again.unwrap_or(next));
                }
                std::cmp::Ordering::Greater => {
                    let restart = self.levels.get(index).and_then(|level| level.restart);
                    if restart.is_none_or(|from| from > 0 && at < from) {
                        *count = None;
                    }
                }
            }
        }
    }

    /// The number as its level writes it.
    fn written(&self, own: &Level, levels: &[Level]) -> String {
        if own.format == "bullet" {
            return String::new();
        }
        let (mut text, mut letters) = (String::new(), own.text.chars().peekable());
        while let Some(letter) = letters.next() {
            let digit = letters.peek().and_then(|digit| digit.to_digit(10)).filter(|it| *it > 0);
            let Some(digit) = digit.filter(|_| letter == '%') else {
                text.push(letter);
                continue;
            };
            letters.next();
            let index = usize::try_from(digit - 1).unwrap_or(LEVELS);
            let (level, count) = (levels.get(index), self.counts.get(index).copied().flatten());
            if let (Some(level), Some(count)) = (level, count) {
                let format = if own.is_legal { "decimal" } else { &level.format };
                text.push_str(&numeral(format, count));
            }
        }
        if text.is_empty() { text } else { text + own.then }
    }
}

/// What is being read, and where.
#[derive(Default)]
struct Reading {
    numbering: Numbering,
    abstract_id: Option<String>,
    list_id: Option<String>,
    level: Option<usize>,
}

impl Reading {
    fn begin_abstract(&mut self, id: Option<String>) {
        self.list_id = None;
        self.abstract_id.clone_from(&id);
        if let Some(id) = id {
            self.numbering.abstracts.insert(id, Abstract::default());
        }
    }

    fn begin_list(&mut self, id: Option<String>) {
        self.abstract_id = None;
        self.list_id.clone_from(&id);
        if let Some(id) = id {
            self.numbering.lists.insert(id, List::default());
        }
    }

    fn of_abstract(&mut self, change: impl FnOnce(&mut Abstract)) {
        let id = self.abstract_id.as_ref();
        if let Some(found) = id.and_then(|id| self.numbering.abstracts.get_mut(id)) {
            change(found);
        }
    }

    fn list(&mut self, change: impl FnOnce(&mut List)) {
        let id = self.list_id.as_ref();
        if let Some(found) = id.and_then(|id| self.numbering.lists.get_mut(id)) {
            change(found);
        }
    }

    /// Changes the level that is being read: one of an abstract list, or one that a list has for itself.
    fn level(&mut self, change: impl FnOnce(&mut Level)) {
        let Some(at) = self.level else { return };
        if self.abstract_id.is_some() {
            self.of_abstract(|found| {
                if let Some(level) = found.levels.get_mut(at) {
                    change(level);
                }
            });
        } else {
            self.list(|found| {
                if let Some(level) = found.levels.get_mut(at) {
                    change(level.get_or_insert_default());
                }
            });
        }
    }
}

fn count(text: &str) -> u32 {
    text.parse().unwrap_or(0)
}
