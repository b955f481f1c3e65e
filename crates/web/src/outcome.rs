//! A figure in finished words.

use base::{Exact, Lang, UnitOfMeasure};
use indicators::{Figure, Missing, Outcome, Part, Role};
use register::model::{Direction, Indicator};

use crate::number::{grouped, in_ten_thousands, is_rounded, shown, with_unit};
use crate::words::Words;

/// The value of a figure as a page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Value {
    /// `98%`, `134`, `成立`, `无报告`.
    pub(crate) text: String,
    /// The word of its unit, if a number stands there.
    pub(crate) unit: &'static str,
    /// The same in 万, or that it was rounded.
    pub(crate) also: String,
    /// The exact value for programs: `2/3`; empty if there is none.
    pub(crate) exact: String,
    pub(crate) is_missing: bool,
}

/// What a figure comes to, in words.
pub(crate) fn value(figure: &Figure, words: Words) -> Value {
    let unit = figure.unit_of_measure;
    match &figure.outcome {
        Outcome::Number(number) => Value {
            text: shown(*number, unit),
            unit: unit.word(words.0),
            also: also(*number, unit, words),
            exact: exact(*number),
            is_missing: false,
        },
        Outcome::Truth { holds, have, of } => Value {
            text: (if *holds { words.t("holds") } else { words.t("holds-not") }).into_owned(),
            unit: "",
            also: truth(*have, *of, words),
            exact: holds.to_string(),
            is_missing: false,
        },
        Outcome::Missing(missing) => Value {
            text: missing_words(*missing, words),
            unit: "",
            also: words.t("missing-not-zero").into_owned(),
            exact: String::new(),
            is_missing: true,
        },
    }
}

fn also(number: Exact, unit: UnitOfMeasure, words: Words) -> String {
    if let Some(text) = in_ten_thousands(number, words.0) {
        return format!("{text}{}", unit.word(words.0));
    }
    if is_rounded(number, unit) { words.t("rounded").into_owned() } else { String::new() }
}

fn truth(have: i64, of: i64, words: Words) -> String {
    let (have, of) = (grouped(have), grouped(of));
    words.with("truth-of", &[("have", &have), ("of", &of)]).into_owned()
}

fn exact(number: Exact) -> String {
    if number.is_integer() { number.to_integer().to_string() } else { number.to_string() }
}

pub(crate) fn missing_words(missing: Missing, words: Words) -> String {
    match missing {
        Missing::NoReport => words.t("missing-no-report"),
        Missing::NothingToDivideBy => words.t("missing-nothing-to-divide-by"),
        Missing::NoParameter => words.t("missing-no-parameter"),
        Missing::NothingBefore => words.t("missing-nothing-before"),
    }
    .into_owned()
}

/// The part that an operand plays.
pub(crate) fn role(role: Role, words: Words) -> String {
    match role {
        Role::Term => words.t("role-term"),
        Role::Subtracted => words.t("role-subtracted"),
        Role::Numerator => words.t("role-numerator"),
        Role::Denominator => words.t("role-denominator"),
        Role::Excluded => words.t("role-excluded"),
        Role::Parameter => words.t("role-parameter"),
    }
    .into_owned()
}

/// The value of an operand; a missing one is not zero.
pub(crate) fn part_value(part: &Part, words: Words) -> String {
    match part.value {
        // A weight is a factor, not a share: 0.9 and not 90%.
        Some(value) if part.role == Role::Parameter => factor(value, part.unit_of_measure, words.0),
        Some(value) => with_unit(value, part.unit_of_measure, words.0),
        None => words.t("missing").into_owned(),
    }
}

fn factor(value: Exact, unit: UnitOfMeasure, lang: Lang) -> String {
    match unit {
        UnitOfMeasure::Ratio => {
            let text = base::exact::decimal(value, 4);
            text.trim_end_matches('0').trim_end_matches('.').to_owned()
        }
        _ => with_unit(value, unit, lang),
    }
}

/// `90 ÷ 98`, where a figure has one numerator and one denominator.
pub(crate) fn fraction(figure: &Figure) -> Option<String> {
    let of = |role: Role| {
        let mut parts = figure.receipt.parts.iter().filter(move |part| part.role == role);
        match (parts.next(), parts.next()) {
            (Some(part), None) => part.value.map(|value| shown(value, part.unit_of_measure)),
            _ => None,
        }
    };
    Some(format!("{} ÷ {}", of(Role::Numerator)?, of(Role::Denominator)?))
}

/// `目标 98%，越高越好`; empty if nothing is expected.
pub(crate) fn expected(indicator: &Indicator, unit: UnitOfMeasure, words: Words) -> String {
    let target = indicator.target.map(|target| {
        let target = with_unit(target, unit, words.0);
        words.with("target", &[("target", &target)]).into_owned()
    });
    let better = indicator.better.map(|better| match better {
        Direction::Higher => words.t("better-higher").into_owned(),
        Direction::Lower => words.t("better-lower").into_owned(),
    });
    let both: Vec<String> = target.into_iter().chain(better).collect();
    both.join(words.0.pick("，", ", "))
}
