//! One event, compact: what the stream yields and what records and plain rows are made of.

use super::lines::Line;

/// Where a matter is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    /// Place among the states of its line.
    pub state: u8,
    /// Number of the unit.
    pub unit: u16,
}

/// What kind of thing happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// The matter went on to its next state.
    Step,
    /// The latest event, of this sequence number, is taken back.
    Reversal { of: u64 },
    /// The latest event had another day.
    Correction {
        of: u64,
        /// Where the matter was before it.
        from: Spot,
        was: i32,
        now: i32,
    },
}

/// Something that happened to a matter, already decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its place in the journal.
    pub sequence: u64,
    /// The day it was recorded, as days since 1970.
    pub recorded_day: i32,
    /// The instant it was recorded.
    pub recorded_us: i64,
    /// The day it took effect.
    pub effective_day: i32,
    pub line: Line,
    /// The matter, counted over all lines.
    pub matter: u32,
    /// The year of the matter's number.
    pub year: i16,
    /// The count in the matter's number.
    pub serial: u32,
    /// Place among the matter's events, from 1.
    pub version: u32,
    pub what: What,
    pub before: Option<Spot>,
    pub after: Option<Spot>,
    /// Place among the values of the line's dimension.
    pub dims: u8,
    /// Days since the opening, where closing posts them.
    pub days_open: Option<i32>,
}

/// An addition that both the ledger and the peers count: so much from one account to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    pub sequence: u64,
    pub recorded_day: i32,
    pub effective_day: i32,
    pub from: u8,
    pub to: u8,
    pub unit: u16,
    pub dims: u8,
    pub matter: u32,
    pub amount: i32,
}

impl Event {
    /// What it adds, as plain rows: what `register::postings` says, written a second time without
    /// the kernel, so that the peers answer from something that the kernel has not touched.
    #[must_use]
    pub fn rows(&self) -> Vec<Row> {
        match self.what {
            What::Step => self.booked((self.before, self.after), self.effective_day, 1),
            What::Reversal { .. } => self.booked((self.after, self.before), self.effective_day, -1),
            What::Correction { from, was, now, .. } => {
                let ends = (Some(from), self.after);
                let mut rows = self.booked(ends, was, -1);
                rows.extend(self.booked(ends, now, 1));
                rows
            }
        }
    }

    fn booked(&self, (from, to): (Option<Spot>, Option<Spot>), day: i32, sign: i32) -> Vec<Row> {
        let Some(to) = to else { return vec![] };
        let row = |from, account, unit, amount: i32| Row {
            sequence: self.sequence,
            recorded_day: self.recorded_day,
            effective_day: day,
            from,
            to: account,
            unit,
            dims: self.dims_number(),
            matter: self.matter,
            amount: sign * amount,
        };
        let (line, into) = (self.line, self.line.account(to.state));
        let mut rows = match from {
            None => vec![row(line.outside(), into, to.unit, 1)],
            Some(from) if from.unit == to.unit => {
                vec![row(line.account(from.state), into, to.unit, 1)]
            }
            Some(from) => vec![
                row(line.account(from.state), line.transit(), from.unit, 1),
                row(line.transit(), into, to.unit, 1),
            ],
        };
        if let Some(days) = self.days_open.filter(|days| *days != 0) {
            let (source, posted) = line.amounts();
            rows.push(row(source, posted, to.unit, days));
        }
        rows
    }

    /// The dimensions as peers number them; 0 for none.
    #[must_use]
    pub fn dims_number(&self) -> u8 {
        let fixed = self.line.fixed();
        if fixed.dimension.1.is_empty() { 0 } else { fixed.first_dims + self.dims }
    }

    /// The matter's number 编号.
    #[must_use]
    pub fn number(&self) -> String {
        format!("{}-{}-{:07}", self.line.fixed().prefix, self.year, self.serial)
    }
}
