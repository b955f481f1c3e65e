//! Values that might stand in fields.

use base::value::Fields;
use base::{Key, Value, day};
use jiff::civil::Date;
use register::model::{Field, FieldKind, Register, Step};

use super::dice::Dice;

/// The fields a step needs, and some of those it may have.
pub(super) fn fields(dice: &mut Dice, register: &Register, step: &Step, today: Date) -> Fields {
    let needed = step.needs.iter();
    let also = step.may.iter().filter(|_| dice.flag()).collect::<Vec<_>>();
    let asked: Vec<&Key> = needed.chain(also).collect();
    let fields = asked.into_iter().filter_map(|key| register.field(key));
    let valued = fields.map(|field| {
        let is_deadline = register.due.as_ref() == Some(&field.key);
        let value = if is_deadline { deadline(dice, today) } else { value(dice, field, today) };
        (field.key.clone(), value)
    });
    valued.collect()
}

/// Past, near or far.
fn deadline(dice: &mut Dice, today: Date) -> Value {
    let day = |days: i32| day::from_number(day::number(today).saturating_add(days));
    Value::Date(dice.day(day(-10).unwrap_or(today), day(40).unwrap_or(today)))
}

fn value(dice: &mut Dice, field: &Field, today: Date) -> Value {
    match &field.kind {
        FieldKind::Matter(_) => Value::Text(format!("P-{}", dice.below(4))),
        FieldKind::Text => Value::Text(format!("text {}", dice.below(9))),
        FieldKind::Integer { min, max } => {
            let room = u64::try_from(max.saturating_sub(*min)).unwrap_or(0).min(40);
            let above = i64::try_from(dice.below(room.saturating_add(1))).unwrap_or(0);
            Value::Integer(min.saturating_add(above))
        }
        FieldKind::Money | FieldKind::PenaltyMoney => {
            Value::Fen(i64::try_from(dice.below(30_000)).unwrap_or(0))
        }
        FieldKind::Date => {
            let month_before = day::from_number(day::number(today).saturating_sub(30));
            Value::Date(dice.day(month_before.unwrap_or(today), today))
        }
        FieldKind::Moment => {
            let days = i32::try_from(dice.below(30)).unwrap_or(0);
            let on = day::from_number(day::number(today).saturating_sub(days)).unwrap_or(today);
            let second = u32::try_from(dice.below(86_400)).unwrap_or(0);
            let at = base::moment::time(second).unwrap_or_default();
            Value::Moment(on.to_datetime(at))
        }
        FieldKind::Choice(choices) => match dice.one_of(choices) {
            Some(choice) => Value::Choice(choice.clone()),
            None => Value::Text(String::new()),
        },
        FieldKind::Flag => Value::Flag(dice.flag()),
        FieldKind::Unit => Value::Unit(dice.unit()),
        FieldKind::Lines { fields, unique } => {
            Value::Lines(rows(dice, fields, unique.as_ref(), today))
        }
    }
}

/// Up to three rows; none that repeats what must be unique.
fn rows(dice: &mut Dice, fields: &[Field], unique: Option<&Key>, today: Date) -> Vec<Fields> {
    let mut rows: Vec<Fields> = vec![];
    for _ in 0..dice.below(4) {
        let row: Fields =
            fields.iter().map(|field| (field.key.clone(), value(dice, field, today))).collect();
        let repeats =
            unique.is_some_and(|key| rows.iter().any(|other| other.get(key) == row.get(key)));
        if !repeats {
            rows.push(row);
        }
    }
    rows
}
