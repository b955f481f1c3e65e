//! What the columns of a sheet hold: fields of the register, days, words, units.

use std::collections::{BTreeMap, BTreeSet};

use base::{Key, Value};
use exchange::{Cell, Epoch, Header, Row};
use jiff::civil::{Date, DateTime};
use register::model::{Field, FieldKind, Import};
use register::told::{Told, listed};
use register::value::{Wrong, check_value, plain, read_value};
use register::words::{Asked, Words};

use super::fault::{Fault, told};
use super::units::Units;

/// The column of the matter's number, and of the unit where it opens.
pub(super) const NUMBER: &str = "number";
pub(super) const UNIT: &str = "unit";

/// Reads rows of one sheet into what they say.
pub(super) struct Columns<'a> {
    pub(super) words: Words<'a>,
    pub(super) import: &'a Import,
    pub(super) header: &'a Header,
    pub(super) units: &'a Units,
    epoch: Epoch,
    /// Whether a row may slip because its delimiter stands within a text.
    may_slip: bool,
    roles: BTreeMap<&'a Key, Role<'a>>,
    /// Cell word in its plain form → key, per column.
    meanings: BTreeMap<&'a Key, BTreeMap<String, &'a Key>>,
}

/// What a column is for.
enum Role<'a> {
    Number,
    Unit,
    Field(&'a Field),
    Day,
    Word,
}

/// What a row says.
#[derive(Debug)]
pub(super) struct Filled {
    pub(super) number: String,
    pub(super) unit: Option<Key>,
    pub(super) values: BTreeMap<Key, Value>,
}

impl<'a> Columns<'a> {
    pub(super) fn new(
        words: Words<'a>,
        import: &'a Import,
        header: &'a Header,
        units: &'a Units,
        sheet: &exchange::Sheet,
    ) -> Columns<'a> {
        let used = import.columns.keys().filter(|key| header.has(key));
        let roles = used.filter_map(|key| Some((key, role(words, import, key)?))).collect();
        let meanings = import.words.iter().map(|(column, words)| {
            (column, words.iter().map(|(word, key)| (plain(word), key)).collect())
        });
        Columns {
            words,
            import,
            header,
            units,
            epoch: sheet.epoch(),
            may_slip: sheet.is_delimited(),
            roles,
            meanings: meanings.collect(),
        }
    }

    /// What the row says, or everything in it that cannot be understood.
    pub(super) fn read(&self, row: &Row) -> Result<Filled, Vec<Fault>> {
        let mut faults = vec![];
        let mut filled = Filled { number: String::new(), unit: None, values: BTreeMap::new() };
        if let Some((place, cell)) = self.header.beyond(row).filter(|_| self.may_slip) {
            faults.push(Fault::slipped(place, cell.text()));
        }
        for (key, role) in &self.roles {
            let cell = self.header.cell(row, key);
            if cell.is_blank() {
                if self.import.required.contains(key) {
                    faults.push(Fault::at(key, cell, Told::new("必须填写", "must be filled")));
                }
            } else if let Err(reason) = self.take(key, role, cell, &mut filled) {
                faults.push(Fault::at(key, cell, reason));
            }
        }
        if faults.is_empty() { Ok(filled) } else { Err(faults) }
    }

    fn take(
        &self,
        key: &Key,
        role: &Role<'_>,
        cell: &Cell,
        filled: &mut Filled,
    ) -> Result<(), Told> {
        if let Cell::Error(error) = cell {
            return Err(Told::new(
                format!("表格软件算出的是错误值 {error}；请改正公式或填写数值"),
                format!(
                    "the spreadsheet program computed {error}; correct the formula, or fill in a value"
                ),
            ));
        }
        match role {
            Role::Number => filled.number = number(cell)?,
            Role::Unit => filled.unit = Some(self.unit(key, cell)?),
            Role::Field(field) => {
                let value = self.field(field, cell).map_err(|reason| discreet(field, reason))?;
                filled.values.insert(key.clone(), value);
            }
            Role::Day => {
                let day = self.day(cell)?;
                filled.values.insert(key.clone(), Value::Date(day));
            }
            Role::Word => {
                let word = self.word(key, cell)?;
                filled.values.insert(key.clone(), Value::Choice(word));
            }
        }
        Ok(())
    }

    fn field(&self, field: &Field, cell: &Cell) -> Result<Value, Told> {
        let asked = self.words.asked(field);
        let meant = self.meaning(&field.key, cell);
        let value = match (&field.kind, meant) {
            (FieldKind::Choice(_), Some(key)) => Value::Choice(key.clone()),
            (FieldKind::Flag, Some(key)) => Value::Flag(key.as_str() == "yes"),
            (FieldKind::Unit, _) => Value::Unit(self.unit(&field.key, cell)?),
            (FieldKind::Date, _) => Value::Date(self.day(cell)?),
            (FieldKind::Moment, _) => Value::Moment(self.moment(cell)?),
            _ => {
                return read_value(asked, &cell.text())
                    .map_err(|wrong| self.with_words(asked, wrong));
            }
        };
        check_value(asked, &value).map_err(|wrong| told(&wrong))?;
        Ok(value)
    }

    /// The words that a column takes are those of its choices and those of the import section.
    fn with_words(&self, asked: Asked<'_>, wrong: Wrong) -> Told {
        match wrong {
            Wrong::NotAChoice { text, choices } => {
                let own = self.words_of(&asked.field.key);
                let all: BTreeSet<String> =
                    choices.into_iter().map(|choice| String::from(choice.zh)).chain(own).collect();
                not_among(&text, &all)
            }
            wrong => told(&wrong),
        }
    }

    fn day(&self, cell: &Cell) -> Result<Date, Told> {
        cell.day(self.epoch).ok_or_else(|| told(&Wrong::NotADay(cell.text())))
    }

    fn moment(&self, cell: &Cell) -> Result<DateTime, Told> {
        cell.moment(self.epoch).ok_or_else(|| told(&Wrong::NotAMoment(cell.text())))
    }

    fn word(&self, column: &Key, cell: &Cell) -> Result<Key, Told> {
        let found = self.meaning(column, cell).cloned();
        found.ok_or_else(|| not_among(&cell.text(), &self.words_of(column).collect()))
    }

    fn unit(&self, column: &Key, cell: &Cell) -> Result<Key, Told> {
        match self.meaning(column, cell) {
            Some(key) => Ok(key.clone()),
            None => self.units.find(&cell.text()),
        }
    }

    fn meaning(&self, column: &Key, cell: &Cell) -> Option<&'a Key> {
        self.meanings.get(column)?.get(&plain(&cell.text())).copied()
    }

    fn words_of(&self, column: &Key) -> impl Iterator<Item = String> {
        self.import.words.get(column).into_iter().flat_map(BTreeMap::keys).cloned()
    }
}

/// A field of this name, else what the steps make of the column; `None` if nothing does.
fn role<'a>(words: Words<'a>, import: &'a Import, key: &Key) -> Option<Role<'a>> {
    let mut steps = import.steps.iter();
    match words.register.field(key) {
        _ if key.as_str() == NUMBER => Some(Role::Number),
        Some(field) => Some(Role::Field(field)),
        None if key.as_str() == UNIT => Some(Role::Unit),
        None if steps.any(|step| step.on == *key) => Some(Role::Day),
        None if import.words.contains_key(key) => Some(Role::Word),
        None => None,
    }
}

/// A sentence about a personal value does not repeat it.
fn discreet(field: &Field, reason: Told) -> Told {
    if !field.personal {
        return reason;
    }
    Told::new("所填内容不符合此列的要求", "what is filled in does not fit this column")
}

/// The most digits that a spreadsheet program keeps of a number; of a longer one it invents the rest.
const DIGITS_KEPT: usize = 15;

/// The number of a matter, unless a spreadsheet program has spoilt it.
fn number(cell: &Cell) -> Result<String, Told> {
    let text = cell.text();
    let is_too_long = matches!(cell, Cell::Number(digits) if digits.len() > DIGITS_KEPT);
    let is_scientific = text.split_once(['E', 'e']).is_some_and(|(mantissa, exponent)| {
        mantissa.contains('.')
            && exponent.starts_with('+')
            && mantissa.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
    });
    if is_too_long || is_scientific {
        return Err(Told::new(
            "编号已被表格软件改成近似数；请把该列设为文本格式后重新导出",
            "a spreadsheet program has rounded this number; set the column to text and export it again",
        ));
    }
    Ok(text)
}

fn not_among(text: &str, words: &BTreeSet<String>) -> Told {
    let words: Vec<Told> = words.iter().map(|word| Told::same(word.as_str())).collect();
    let words = listed(&words);
    Told::new(
        format!("“{text}”不在可填的词中；可填：{}", words.zh),
        format!("\"{text}\" is not among the words of this column; they are {}", words.en),
    )
}
