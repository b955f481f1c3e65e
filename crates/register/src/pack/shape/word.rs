//! Single words: what may be written where one value stands.

use base::{Exact, Key, Right, UnitOfMeasure, day, exact};

use super::Doc;
use crate::calendar::{Term, Unit};
use crate::told::Told;

/// What a single value must look like.
#[derive(Clone, Copy)]
pub(crate) enum Word {
    /// A name that is given here.
    Identifier,
    /// The name of something given elsewhere; the text says of what.
    Reference(Doc),
    /// The name of a choice; `yes` or `no` of a flag.
    Choice,
    /// `field` or `group.field`; the text says of what.
    Path(Doc),
    /// `register.act`.
    Right,
    /// `key` in this pack or `pack.key` elsewhere.
    Operand,
    /// Free text of at most so many characters.
    Text(usize),
    /// Letters and digits that begin numbers.
    Prefix,
    Integer {
        min: i64,
        max: i64,
    },
    /// A decimal number, kept exactly.
    Decimal,
    /// A decimal number or a percentage.
    Target,
    Day,
    /// `30 minutes`, `2 hours`, `3 days`.
    Duration,
    /// `20 working days`, `90 days`, `6 months`.
    Term,
    Flag,
    OneOf(&'static [&'static str]),
    UnitOfMeasure,
}

impl Word {
    /// Whether the text is such a word.
    pub(crate) fn admits(self, text: &str) -> bool {
        match self {
            Word::Identifier | Word::Reference(_) | Word::Choice => is_identifier(text),
            Word::Path(_) => text.splitn(2, '.').all(is_identifier),
            Word::Right => Right::read(text).is_some(),
            Word::Operand => text.splitn(2, '.').all(is_identifier),
            Word::Text(max) => {
                let chars = text.chars().count();
                !text.trim().is_empty() && chars <= max && !text.chars().any(is_unprintable)
            }
            Word::Prefix => {
                (1..=12).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric())
            }
            Word::Integer { min, max } => {
                is_digits(text)
                    && text.parse().is_ok_and(|number: i64| (min..=max).contains(&number))
            }
            Word::Decimal => decimal(text).is_some(),
            Word::Target => target(text).is_some(),
            Word::Day => day::read(text).is_some(),
            Word::Duration => duration(text).is_some(),
            Word::Term => term(text).is_some(),
            Word::Flag => flag(text).is_some(),
            Word::OneOf(words) => words.contains(&text),
            Word::UnitOfMeasure => UnitOfMeasure::of_key(text).is_some(),
        }
    }

    /// What is expected, as the object of a sentence.
    pub(crate) fn expected(self) -> Told {
        match self {
            Word::Identifier => Told::new("标识", "an identifier"),
            Word::Reference(Doc(zh, en)) => {
                Told::new(format!("{zh}的标识"), format!("the identifier of a {en}"))
            }
            Word::Choice => {
                Told::new("选项的标识，或 yes、no", "the identifier of a choice, or yes or no")
            }
            Word::Path(Doc(zh, en)) => Told::new(
                format!("“字段”或“组.列”（{zh}）"),
                format!("`field` or `group.column` ({en})"),
            ),
            Word::Right => Told::new("“台账.权限”", "`register.right`"),
            Word::Operand => Told::new("“名称”或“业务包.名称”", "`name` or `pack.name`"),
            Word::Text(max) => Told::new(
                format!("不超过 {max} 字的文字"),
                format!("a text of at most {max} characters"),
            ),
            Word::Prefix => Told::new("1 至 12 个字母或数字", "1 to 12 Latin letters or digits"),
            Word::Integer { min, max } => Told::new(
                format!("{min} 至 {max} 的整数"),
                format!("a whole number from {min} to {max}"),
            ),
            Word::Decimal => Told::new("十进制数", "a decimal number"),
            Word::Target => Told::new("数或百分数", "a number or a percentage"),
            Word::Day => Told::new("日期", "a day"),
            Word::Duration => Told::new("时长", "a length of time"),
            Word::Term => Told::new("期限", "a term"),
            Word::Flag => Told::new("true 或 false", "true or false"),
            Word::OneOf(words) => Told::new(
                format!("{}之一", words.join("、")),
                format!("one of {}", words.join(", ")),
            ),
            Word::UnitOfMeasure => Told::new("计量单位", "a unit of measure"),
        }
    }

    /// How to write it.
    pub(crate) fn hint(self) -> Told {
        match self {
            Word::Identifier | Word::Reference(_) | Word::Choice => Told::new(
                "标识以小写字母开头，只含 a-z、0-9 和下划线，不超过 48 个字符，如 in_hand",
                "an identifier begins with a-z, has only a-z, 0-9 and _, and at most 48 characters, \
                 like in_hand",
            ),
            Word::Path(_) => {
                Told::new("如 fee 或 penalties.amount", "like fee or penalties.amount")
            }
            Word::Right => Told::new("如 disclosure.handle", "like disclosure.handle"),
            Word::Operand => {
                Told::new("如 received 或 hotline.received", "like received or hotline.received")
            }
            Word::Text(_) => {
                Told::new("请写一段不含控制字符的文字", "write a text without control characters")
            }
            Word::Prefix => Told::new("如 XXGK", "like XXGK"),
            Word::Integer { .. } => {
                Told::new("只写数字，不加分隔符", "write digits without separators")
            }
            Word::Decimal => Told::new("如 0.9 或 21987000", "like 0.9 or 21987000"),
            Word::Target => Told::new("如 98%、0.98 或 15", "like 98%, 0.98 or 15"),
            Word::Day => Told::new("如 2021-01-01", "like 2021-01-01"),
            Word::Duration => Told::new(
                "如 30 minutes、2 hours 或 3 days，最长 366 天",
                "like 30 minutes, 2 hours or 3 days, at most 366 days",
            ),
            Word::Term => Told::new(
                "如 20 working days（工作日）、90 days（自然日）、6 months（月）",
                "like 20 working days, 90 days or 6 months",
            ),
            Word::Flag => Told::new("也可写 yes 或 no", "yes and no are read as well"),
            Word::OneOf(words) => Told::new(
                format!("可用：{}", words.join("、")),
                format!("known are {}", words.join(", ")),
            ),
            Word::UnitOfMeasure => {
                let keys: Vec<&str> =
                    UnitOfMeasure::ALL.into_iter().map(UnitOfMeasure::key).collect();
                Told::new(
                    format!("可用：{}", keys.join("、")),
                    format!("known are {}", keys.join(", ")),
                )
            }
        }
    }
}

pub(crate) fn is_identifier(text: &str) -> bool {
    Key::new(text).is_ok()
}

/// `true` and `false`, also as `yes` and `no`.
pub(crate) fn flag(text: &str) -> Option<bool> {
    match text {
        "true" | "yes" => Some(true),
        "false" | "no" => Some(false),
        _ => None,
    }
}

/// `30 minutes`, `2 hours`, `3 days`, in seconds; at most 366 days.
pub(crate) fn duration(text: &str) -> Option<i64> {
    let (number, unit) = text.split_once(' ')?;
    let seconds = match unit.trim_start() {
        "minute" | "minutes" => 60,
        "hour" | "hours" => 3_600,
        "day" | "days" => 86_400,
        _ => return None,
    };
    let number: i64 = is_digits(number).then(|| number.parse().ok())??;
    let seconds = number.checked_mul(seconds)?;
    (1..=366 * 86_400).contains(&seconds).then_some(seconds)
}

/// `20 working days`, `90 days`, `6 months`, `2 hours`; at most 999. `0 working days` is the day itself.
pub(crate) fn term(text: &str) -> Option<Term> {
    let (number, unit) = text.split_once(' ')?;
    let unit = match unit.trim_start() {
        "working day" | "working days" => Unit::WorkingDay,
        "day" | "days" => Unit::Day,
        "month" | "months" => Unit::Month,
        "hour" | "hours" => Unit::Hour,
        _ => return None,
    };
    let number: u16 = is_digits(number).then(|| number.parse().ok())??;
    let least = u16::from(!matches!(unit, Unit::WorkingDay | Unit::Day));
    (least..=999).contains(&number).then_some(Term { number, unit })
}

/// `0.9`; exact.
pub(crate) fn decimal(text: &str) -> Option<Exact> {
    exact::read(text)
}

/// `98%`, `0.98`, `15`; exact.
pub(crate) fn target(text: &str) -> Option<Exact> {
    match text.strip_suffix('%') {
        Some(percent) => Some(exact::read(percent.trim_end())? / Exact::from_integer(100)),
        None => exact::read(text),
    }
}

fn is_digits(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
}

fn is_unprintable(letter: char) -> bool {
    letter.is_control() && letter != '\n'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(word: Word, good: &[&str], bad: &[&str]) {
        for text in good {
            assert!(word.admits(text), "{text}");
        }
        for text in bad {
            assert!(!word.admits(text), "{text}");
        }
    }

    #[test]
    fn words_admit_what_they_say() {
        check(Word::Identifier, &["in_hand"], &["", "In", "a-b", "a.b"]);
        check(
            Word::Path(Doc("字段", "field")),
            &["fee", "penalties.amount"],
            &["a.b.c", ".a", "a."],
        );
        check(Word::Right, &["disclosure.handle"], &["disclosure", "a.b.c"]);
        check(Word::Text(3), &["台账", "abc"], &["", "  ", "abcd", "a\u{7}"]);
        check(Word::Prefix, &["XXGK"], &["", "X-1", "台账", "ABCDEFGHIJKLM"]);
        check(Word::Integer { min: 0, max: 9 }, &["0", "9"], &["10", "-1", "1.0", "", "+1", "0x1"]);
        check(Word::Decimal, &["0.9", "-3"], &["1e3", "90%", ".5"]);
        check(Word::Target, &["98%", "0.98", "15", "99.5%"], &["%", "high"]);
        check(Word::Day, &["2021-01-01"], &["2021-13-01", "2021"]);
        check(
            Word::Duration,
            &["30 minutes", "1 hour", "366 days"],
            &["30", "minutes", "0 days", "-1 days", "367 days", "3 weeks"],
        );
        check(
            Word::Term,
            &["20 working days", "1 day", "6 months", "24 hours", "0 working days"],
            &["20", "0 months", "1000 days", "2 years", "working days", "-3 days"],
        );
        check(Word::Flag, &["true", "no"], &["True", "1"]);
        check(Word::UnitOfMeasure, &["item"], &["件"]);
    }
}
