//! A desk to try formulas at: small packs, and balances given by hand.
//!
//! Every flow measure counts the state of its own name, so a balance is given as `valid 200`.

use std::collections::BTreeMap;

use base::dims::Filter;
use base::{Exact, Key, Lang, Say, UnitOfMeasure, exact};
use indicators::{
    Answer, Ask, DefinitionPolicy, Figure, IndicatorError, Outcome, Question, TreePolicy, asks,
    evaluate,
};
use jiff::civil::{Date, date};
use ledger::Tally;
use register::model::{
    Catalogue, Counts, Direction, Every, Field, FieldKind, Formula, Indicator, Kind, Measure, Name,
    Pack, Parameter, ParameterValue, Register, State, Texts,
};

/// The pack of the desk; a second, `penalties`, holds fines.
pub(crate) const PACK: &str = "hotline";

/// What flows, in items.
const ITEMS: [&str; 9] = [
    "valid",
    "contacted",
    "solved",
    "very",
    "basically",
    "assigned",
    "completed",
    "relapsed",
    "received",
];

pub(crate) fn key(text: &str) -> Key {
    Key::new(text).unwrap()
}

/// `valid` of the desk's own pack, or `penalties.fined`.
pub(crate) fn name(text: &str) -> Name {
    Name::read(text).unwrap_or_else(|| Name::new(key(PACK), key(text)))
}

fn field(text: &str, kind: FieldKind, dimension: bool) -> Field {
    Field { key: key(text), kind, dimension, personal: false }
}

fn choice(text: &str, of: &[&str]) -> Field {
    field(text, FieldKind::Choice(of.iter().map(|one| key(one)).collect()), true)
}

fn register(text: &str, kind: Kind, fields: Vec<Field>, states: &[&str]) -> Register {
    let states = states.iter().map(|state| State { key: key(state), open: *state == "in_hand" });
    Register {
        key: key(text),
        kind,
        number_prefix: "X".to_owned(),
        fields,
        states: states.collect(),
        steps: vec![],
        title: None,
        due: None,
        warn_days: None,
        due_in: vec![],
        clocks: vec![],
        caps: vec![],
        subject: None,
        import: None,
    }
}

pub(crate) fn measure(text: &str, register: &str, counts: Counts, unit: UnitOfMeasure) -> Measure {
    Measure {
        key: key(text),
        register: key(register),
        counts,
        filter: Filter::new(),
        unit_of_measure: unit,
        penalty_money: false,
    }
}

pub(crate) fn parameter(text: &str, unit: UnitOfMeasure, values: &[(Date, &str)]) -> Parameter {
    let value = |(from, value): &(Date, &str)| ParameterValue {
        from: *from,
        value: exact::read(value).unwrap(),
        cite: "§1".to_owned(),
        is_default: true,
    };
    Parameter { key: key(text), unit_of_measure: unit, values: values.iter().map(value).collect() }
}

fn pack(text: &str, version: u32) -> Pack {
    Pack {
        key: key(text),
        version,
        effective_from: date(2021, 1, 1),
        source: String::new(),
        registers: vec![],
        roles: BTreeMap::new(),
        parameters: vec![],
        measures: vec![],
        indicators: vec![],
        texts: Texts::default(),
    }
}

/// Two packs without indicators.
pub(crate) fn catalogue() -> Catalogue {
    Catalogue { packs: vec![hotline(), penalties()] }
}

fn hotline() -> Pack {
    let mut pack = pack(PACK, 3);
    let fields = vec![choice("channel", &["phone", "web"]), field("urgent", FieldKind::Flag, true)];
    let states: Vec<&str> = ITEMS.into_iter().chain(["in_hand"]).collect();
    let daily =
        Kind::Count { every: Every::Day, reporters: key("district"), since: date(2021, 1, 1) };
    let counted = vec![field("given", FieldKind::Integer { min: 0, max: i64::MAX }, false)];
    pack.registers = vec![
        register(PACK, Kind::Case, fields, &states),
        register("doses", daily, counted, &["reported", "relapsed"]),
    ];
    let flow = |text: &str| Counts::FlowInto(vec![key(text)]);
    pack.measures = ITEMS.map(|item| measure(item, PACK, flow(item), UnitOfMeasure::Item)).into();
    let stock = Counts::StockOf(vec![key("in_hand")]);
    let sum = |book: &str| Counts::SumOf(book.to_owned());
    pack.measures.extend([
        measure("in_hand", PACK, stock, UnitOfMeasure::Item),
        measure("days", PACK, sum("days_open"), UnitOfMeasure::Day),
        measure("given", "doses", sum("given"), UnitOfMeasure::Dose),
        measure("reports", "doses", flow("reported"), UnitOfMeasure::Report),
        measure("reactions", "doses", flow("relapsed"), UnitOfMeasure::Time),
    ]);
    let (old, new) = (date(2021, 1, 1), date(2022, 1, 1));
    let ratio = UnitOfMeasure::Ratio;
    pack.parameters = vec![
        parameter("basic_factor", ratio, &[(old, "0.9"), (new, "0.5")]),
        parameter("w_response", ratio, &[(old, "0.1"), (new, "0.2")]),
        parameter("w_solved", ratio, &[(old, "0.5"), (new, "0.4")]),
        parameter("w_satisfied", ratio, &[(old, "0.4")]),
        parameter("population", UnitOfMeasure::Person, &[(old, "200000")]),
    ];
    pack
}

fn penalties() -> Pack {
    let mut pack = pack("penalties", 1);
    let row =
        vec![choice("kind", &["warning", "fine"]), field("amount", FieldKind::PenaltyMoney, false)];
    let rows = FieldKind::Lines { fields: row, unique: None };
    let fields =
        vec![choice("procedure", &["simple", "ordinary"]), field("penalties", rows, false)];
    pack.registers = vec![register("penalties", Kind::Case, fields, &["decided"])];
    let (group, book) = (Counts::LinesOf(key("penalties")), "penalties.amount".to_owned());
    pack.measures = vec![
        measure("imposed", "penalties", group, UnitOfMeasure::HouseholdTime),
        Measure {
            penalty_money: true,
            ..measure("fined", "penalties", Counts::SumOf(book), UnitOfMeasure::Yuan)
        },
    ];
    pack
}

pub(crate) fn indicator(text: &str, formula: Formula) -> Indicator {
    Indicator {
        key: key(text),
        formula,
        better: None,
        target: None,
        assessed: false,
        may_exceed: None,
        excludes: vec![],
    }
}

/// The packs with these indicators in the first.
pub(crate) fn with(indicators: Vec<Indicator>) -> Catalogue {
    let mut catalogue = catalogue();
    catalogue.packs[0].indicators = indicators;
    catalogue
}

/// The year 2021 for the whole authority.
pub(crate) fn question(of: &str) -> Question {
    Question {
        name: name(of),
        unit: key("authority"),
        from: Some(date(2021, 1, 1)),
        as_of: date(2021, 12, 31),
        known_at: None,
        filter: Filter::new(),
        tree: TreePolicy::AsWas,
        definition: DefinitionPolicy::InForce,
    }
}

/// Balances by place, or by `place-year`, and `reports came/due`; what is not given is zero.
pub(crate) struct Balances(BTreeMap<String, (i64, i64)>);

impl Balances {
    /// `valid 200, received@2020 50, doses 3/4`.
    pub(crate) fn read(text: &str) -> Balances {
        let pair = |part: &str| {
            let (place, value) = part.trim().split_once(' ').unwrap();
            let (first, second) = value.split_once('/').unwrap_or((value, "0"));
            (place.to_owned(), (first.parse().unwrap(), second.parse().unwrap()))
        };
        Balances(text.split(',').filter(|part| !part.trim().is_empty()).map(pair).collect())
    }

    fn get(&self, place: &str, year: i16) -> (i64, i64) {
        let dated = self.0.get(&format!("{place}@{year}"));
        dated.or_else(|| self.0.get(place)).copied().unwrap_or_default()
    }

    /// A book's amounts are given by its name, a state's matters by the state.
    fn answer(&self, ask: &Ask) -> Answer {
        match ask {
            Ask::Tally { accounts, to, .. } => {
                let place = |account: &ledger::Account| match account.book() {
                    "state" => account.place().to_string(),
                    book => book.to_owned(),
                };
                let sum = |(debit, credit), account| {
                    let (more, less) = self.get(&place(account), to.year());
                    (debit + more, credit + less)
                };
                let (debit, credit) = accounts.iter().fold((0, 0), sum);
                Answer::Tally(Tally { debit, credit })
            }
            Ask::Coverage { register, to, .. } => {
                let (came, due) = self.get(register.as_str(), to.year());
                Answer::Coverage { due, came }
            }
        }
    }
}

/// The figure, with all its balances answered; 100 events are recorded.
pub(crate) fn answered(
    catalogue: &Catalogue,
    question: &Question,
    balances: &str,
) -> Result<Figure, IndicatorError> {
    let balances = Balances::read(balances);
    let asks = asks(catalogue, question)?;
    let answers = asks.into_iter().map(|ask| (ask.clone(), balances.answer(&ask))).collect();
    evaluate(catalogue, question, &answers, 100)
}

/// An outcome as tests write it: `9/10`, `true 3/3`, `missing NoReport`.
pub(crate) fn shown(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Number(value) => value.to_string(),
        Outcome::Truth { holds, have, of } => format!("{holds} {have}/{of}"),
        Outcome::Missing(missing) => format!("missing {missing:?}"),
    }
}

/// Computes a formula over balances of the year and compares: the one door of the tests of kinds.
#[track_caller]
pub(crate) fn check(formula: Formula, balances: &str, expected: &str) {
    check_in(&with(vec![indicator("asked", formula)]), balances, expected);
}

/// The same for the indicator `asked` of a prepared catalogue. Errors are compared by their English
/// sentence, of which `expected` is a part after `error: `.
#[track_caller]
pub(crate) fn check_in(catalogue: &Catalogue, balances: &str, expected: &str) {
    check_question(catalogue, &question("asked"), balances, expected);
}

#[track_caller]
pub(crate) fn check_question(
    catalogue: &Catalogue,
    question: &Question,
    balances: &str,
    expected: &str,
) {
    match (answered(catalogue, question, balances), expected.strip_prefix("error: ")) {
        (Ok(figure), None) => assert_eq!(shown(&figure.outcome), expected),
        (Err(error), Some(part)) => {
            assert!(error.to_string().contains(part), "{error}");
            assert_ne!(error.say(Lang::Zh), error.say(Lang::En));
        }
        (Ok(figure), Some(_)) => panic!("expected {expected}, got {}", shown(&figure.outcome)),
        (Err(error), None) => panic!("expected {expected}, got error: {error}"),
    }
}

/// An indicator that is expected to be better one way, with a target.
pub(crate) fn aiming(indicator: Indicator, target: &str) -> Indicator {
    let target: Exact = exact::read(target).unwrap();
    Indicator { better: Some(Direction::Higher), target: Some(target), ..indicator }
}
