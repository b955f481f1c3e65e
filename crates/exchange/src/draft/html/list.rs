//! The numbers that a browser writes before the items of a list.

use html5gum::StartTag;

use super::element::{attribute, has_style, number};

/// Roman numerals end here, as in browsers.
const ROMAN_MAX: i64 = 3_999;

/// A list, and the number of its next item.
pub(super) struct List {
    next: i64,
    style: Style,
}

#[derive(Clone, Copy)]
enum Style {
    /// Dots, or nothing at all.
    Unnumbered,
    Decimal,
    Letters {
        is_capital: bool,
    },
    Roman {
        is_capital: bool,
    },
}

impl List {
    pub(super) fn new(tag: &StartTag<()>) -> List {
        let is_bare = has_style(tag, "list-style:none") || has_style(tag, "list-style-type:none");
        let style = match attribute(tag, "type").as_deref() {
            _ if tag.name.as_slice() != b"ol" || is_bare => Style::Unnumbered,
            Some("a") => Style::Letters { is_capital: false },
            Some("A") => Style::Letters { is_capital: true },
            Some("i") => Style::Roman { is_capital: false },
            Some("I") => Style::Roman { is_capital: true },
            _ => Style::Decimal,
        };
        List { next: number(tag, "start").unwrap_or(1), style }
    }

    /// What stands before the next item, which may name its number itself.
    pub(super) fn mark(&mut self, item: &StartTag<()>) -> Option<String> {
        let own = number(item, "value").unwrap_or(self.next);
        self.next = own.saturating_add(1);
        let written = match self.style {
            Style::Unnumbered => return None,
            Style::Decimal => own.to_string(),
            Style::Letters { is_capital } => cased(letters(own), is_capital),
            Style::Roman { is_capital } => cased(roman(own), is_capital),
        };
        Some(format!("{written}. "))
    }
}

fn cased(small: String, is_capital: bool) -> String {
    if is_capital { small.to_ascii_uppercase() } else { small }
}

/// a, b, …, z, aa, ab, …
fn letters(number: i64) -> String {
    let (mut rest, mut backwards) = (number, vec![]);
    while rest > 0 {
        rest -= 1;
        backwards.extend(
            "abcdefghijklmnopqrstuvwxyz".chars().nth(usize::try_from(rest % 26).unwrap_or(0)),
        );
        rest /= 26;
    }
    if backwards.is_empty() { number.to_string() } else { backwards.iter().rev().collect() }
}

fn roman(number: i64) -> String {
    const STEPS: [(i64, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    if !(1..=ROMAN_MAX).contains(&number) {
        return number.to_string();
    }
    let (mut rest, mut written) = (number, String::new());
    for (step, word) in STEPS {
        while rest >= step {
            written.push_str(word);
            rest -= step;
        }
    }
    written
}
