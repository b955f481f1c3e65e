//! Figures as plain data in a closing, and back.

use base::{Exact, Key};
use register::closing::{Fraction, Sealed, SealedCoverage, SealedOutcome, SealedPart, SealedRows};
use register::model::Name;

use crate::figure::{Coverage, Figure, Missing, Outcome, Part, Receipt, Role, Rows};
use crate::policy::{DefinitionPolicy, TreePolicy, Trees};
use crate::question::Question;

/// How a figure was said when it was sealed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// Every wording, each once.
    pub printed: Vec<String>,
    /// The value that the wordings state, if they state one and not only a bound.
    pub stated: Option<Exact>,
}

/// Seals a figure under this name, at the point of the record at which it is known.
#[must_use]
pub fn seal(id: Key, figure: &Figure, said: Said) -> Sealed {
    let Figure { question, outcome, unit_of_measure, receipt } = figure;
    let sealed = Sealed {
        id,
        name: question.name.to_string(),
        unit: question.unit.clone(),
        from: question.from,
        as_of: question.as_of,
        filter: question.filter.clone(),
        outcome: match outcome {
            Outcome::Number(value) => SealedOutcome::Number(Fraction(*value)),
            Outcome::Truth { have, of, .. } => SealedOutcome::Truth { have: *have, of: *of },
            Outcome::Missing(why) => SealedOutcome::Missing(Key::literal(missing_key(*why))),
        },
        unit_of_measure: *unit_of_measure,
        printed: said.printed,
        stated: said.stated.map(Fraction),
        definition: receipt.definition,
        formula: receipt.formula.clone(),
        parts: receipt.parts.iter().map(part).collect(),
        coverage: receipt.coverage.iter().map(coverage).collect(),
        digest: String::new(),
    };
    sealed.sealed_at(receipt.known_at)
}

fn part(part: &Part) -> SealedPart {
    SealedPart {
        role: Key::literal(role_key(part.role)),
        name: part.name.to_string(),
        value: part.value.map(Fraction),
        unit_of_measure: part.unit_of_measure,
        rows: part.rows.as_ref().map(|rows| SealedRows {
            from: rows.from,
            as_of: rows.as_of,
            each_day: rows.trees == Trees::EachDay,
            filter: rows.filter.clone(),
        }),
        laid_down: part.laid_down.clone(),
    }
}

fn coverage(coverage: &Coverage) -> SealedCoverage {
    let Coverage { register, from, to, due, came } = coverage.clone();
    SealedCoverage { register, from, to, due, came }
}

/// The figure as it was sealed at this point of the record. `None` if it has a word in it that this
/// program does not write.
#[must_use]
pub fn unseal(sealed: &Sealed, known_at: u64) -> Option<Figure> {
    let question = Question {
        name: Name::read(&sealed.name)?,
        unit: sealed.unit.clone(),
        from: sealed.from,
        as_of: sealed.as_of,
        known_at: Some(known_at),
        filter: sealed.filter.clone(),
        tree: TreePolicy::AsWas,
        definition: DefinitionPolicy::InForce,
    };
    let parts = sealed.parts.iter().map(|part| {
        let name = Name::read(&part.name)?;
        let rows = part.rows.as_ref().map(|rows| Rows {
            measure: name.clone(),
            unit: sealed.unit.clone(),
            filter: rows.filter.clone(),
            from: rows.from,
            as_of: rows.as_of,
            known_at,
            trees: if rows.each_day { Trees::EachDay } else { Trees::On(rows.as_of) },
        });
        Some(Part {
            role: ROLES.into_iter().find(|role| role_key(*role) == part.role.as_str())?,
            name,
            value: part.value.map(|value| value.0),
            unit_of_measure: part.unit_of_measure,
            rows,
            laid_down: part.laid_down.clone(),
        })
    });
    let coverage = sealed.coverage.iter().map(|coverage| {
        let SealedCoverage { register, from, to, due, came } = coverage.clone();
        Coverage { register, from, to, due, came }
    });
    let outcome = match &sealed.outcome {
        SealedOutcome::Number(value) => Outcome::Number(value.0),
        SealedOutcome::Truth { have, of } => {
            Outcome::Truth { holds: have == of, have: *have, of: *of }
        }
        SealedOutcome::Missing(why) => Outcome::Missing(
            MISSING.into_iter().find(|missing| missing_key(*missing) == why.as_str())?,
        ),
    };
    Some(Figure {
        question,
        outcome,
        unit_of_measure: sealed.unit_of_measure,
        receipt: Receipt {
            definition: sealed.definition,
            formula: sealed.formula.clone(),
            parts: parts.collect::<Option<_>>()?,
            coverage: coverage.collect(),
            known_at,
            trees: vec![],
        },
    })
}

const ROLES: [Role; 6] = [
    Role::Term,
    Role::Subtracted,
    Role::Numerator,
    Role::Denominator,
    Role::Excluded,
    Role::Parameter,
];

fn role_key(role: Role) -> &'static str {
    match role {
        Role::Term => "term",
        Role::Subtracted => "subtracted",
        Role::Numerator => "numerator",
        Role::Denominator => "denominator",
        Role::Excluded => "excluded",
        Role::Parameter => "parameter",
    }
}

const MISSING: [Missing; 4] =
    [Missing::NoReport, Missing::NothingToDivideBy, Missing::NoParameter, Missing::NothingBefore];

fn missing_key(missing: Missing) -> &'static str {
    match missing {
        Missing::NoReport => "no_report",
        Missing::NothingToDivideBy => "nothing_to_divide_by",
        Missing::NoParameter => "no_parameter",
        Missing::NothingBefore => "nothing_before",
    }
}
