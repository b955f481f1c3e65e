//! How a row of a spreadsheet becomes the history of a matter.

use std::collections::BTreeMap;

use base::Key;

/// The columns of an exported workbook and the steps that a filled row stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// Header words → field, `number`, `unit`, or a name that only steps refer to (`closed_on`).
    /// Compared without spaces and without regard to full or half width.
    pub columns: BTreeMap<Key, Vec<String>>,
    /// Columns without which no row can be read.
    pub required: Vec<Key>,
    /// Cell word → choice, flag (`yes`/`no`) or unit, per column.
    pub words: BTreeMap<Key, BTreeMap<String, Key>>,
    /// Header words of personal columns that are recognised and left out.
    pub personal: Vec<String>,
    /// Tried in order; each that applies becomes an event.
    pub steps: Vec<ImportStep>,
}

/// One step of the history that a row stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportStep {
    pub step: Key,
    /// The column that holds its effective day.
    pub on: Key,
    /// Applies only if each of these columns holds one of its words (after mapping). A column with no
    /// words must be blank: `{ solved: [] }` is a ticket that was never called back.
    pub when: BTreeMap<Key, Vec<Key>>,
    /// Fields it sets, from columns of the same name, where they are filled.
    pub set: Vec<Key>,
}
