//! What is wrong with a row.

use base::{Key, Lang, Say};
use exchange::complaints::Complaint;
use exchange::{Cell, Header};
use register::decide::Refused;
use register::model::Import;
use register::told::Told;
use register::{Register, personal};

/// Why a row was not taken: at one of its columns, or as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    place: Place,
    value: String,
    reason: Told,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Place {
    Column(Key),
    /// A column that has no header.
    Letters(String),
    Row,
}

impl Fault {
    /// A fault of a cell.
    pub(super) fn at(column: &Key, cell: &Cell, reason: Told) -> Fault {
        Fault { place: Place::Column(column.clone()), value: cell.text(), reason }
    }

    /// A fault of a column, whose value the row has.
    pub(super) fn of(column: &Key, reason: Told) -> Fault {
        Fault { place: Place::Column(column.clone()), value: String::new(), reason }
    }

    /// A fault of the row as a whole.
    pub(super) fn row(reason: Told) -> Fault {
        Fault { place: Place::Row, value: String::new(), reason }
    }

    /// A filled cell to the right of the last header.
    pub(super) fn slipped(letters: String, value: String) -> Fault {
        let reason = Told::new(
            "此行的列多于表头；文字中如有分隔符，请给整格加上引号",
            "this row has more columns than the header; if a text holds the delimiter, put it in quotation marks",
        );
        Fault { place: Place::Letters(letters), value, reason }
    }

    /// Why a step that the row stands for was refused; faults of fields are told at their columns,
    /// others at the column of the step's day.
    pub(super) fn refused(refused: &Refused, on: &Key, header: &Header) -> Vec<Fault> {
        match refused {
            Refused::Fields { faults, .. }
                if faults.iter().all(|fault| header.has(&fault.field)) =>
            {
                faults.iter().map(|fault| Fault::of(&fault.field, told(&fault.wrong))).collect()
            }
            Refused::BadNumber { .. } => {
                vec![Fault::of(&Key::literal(super::columns::NUMBER), told(refused))]
            }
            refused => vec![Fault::of(on, told(refused))],
        }
    }

    /// Where the fault stands in its row, from left to right; faults of the whole row come last.
    pub(super) fn index(&self, header: &Header) -> usize {
        match &self.place {
            Place::Column(key) => header.index(key).unwrap_or(usize::MAX),
            Place::Letters(_) | Place::Row => usize::MAX,
        }
    }

    /// The complaint about a row, in a language.
    pub(super) fn complaint(
        &self,
        sheet: &str,
        row: &exchange::Row,
        (header, import, register): (&Header, &Import, &Register),
        lang: Lang,
    ) -> Complaint {
        let expected = |key: &Key| import.columns.get(key)?.first().cloned();
        let named = |key: &Key| match header.has(key) {
            true => header.place(key),
            // The file has no such column: say how it would be called.
            false => expected(key).unwrap_or_default(),
        };
        let (column, value) = match &self.place {
            Place::Column(key) if self.value.is_empty() => {
                (named(key), header.cell(row, key).text())
            }
            Place::Column(key) => (named(key), self.value.clone()),
            Place::Letters(letters) => (letters.clone(), self.value.clone()),
            Place::Row => (String::new(), self.value.clone()),
        };
        // A result table goes from desk to desk: personal values stay in the file they came in.
        let is_personal = match &self.place {
            Place::Column(key) => personal::is_personal(register, key),
            Place::Letters(_) | Place::Row => false,
        };
        let value = if is_personal { String::new() } else { value };
        Complaint {
            sheet: sheet.to_owned(),
            row: row.number,
            column,
            value,
            reason: self.reason.say(lang),
        }
    }
}

/// A sentence in both languages.
pub(super) fn told(said: &dyn Say) -> Told {
    Told::new(said.say(Lang::Zh), said.say(Lang::En))
}
