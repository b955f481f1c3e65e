//! The statements that count and list deadlines.
//!
//! Every one begins with a range of an index, so it costs what it finds: running clocks by the day they
//! turn, ended ones by their length and the day they began on.

use std::collections::BTreeMap;

use base::{Key, moment};

use super::{DeadlineRow, DeadlinesAsk, WEEK, Window};
use crate::StoreError;
use crate::matters::date;
use crate::project::key;
use crate::record::{Dictionary, signed};
use crate::scope::Subtree;
use crate::sql::{Conn, RowRef, Statement, Value};

/// The longest scale: no two days lie further apart.
const SCALES: u32 = 24;

/// Whose clocks are meant, and at what time.
pub(super) struct Asked<'a> {
    pub(super) symbols: &'a [i64],
    pub(super) seen: Subtree,
    /// The tree that was valid on the day.
    pub(super) tree: i64,
    pub(super) on: i32,
    /// Since midnight.
    pub(super) second: u32,
    /// Whether clocks that ran on the day may have ended since.
    pub(super) is_past: bool,
}

/// A row of the page, and what tells how its matter was then.
pub(super) struct Found {
    pub(super) register: Key,
    pub(super) number: String,
    /// `None` if it is nowhere now.
    pub(super) state: Option<Key>,
    /// The latest record of the matter.
    pub(super) latest: i64,
    clock: Key,
    title: String,
    unit: Key,
    red: Option<i64>,
    second: Option<i64>,
}

impl Found {
    fn read(row: &RowRef<'_>, dictionary: &Dictionary) -> Result<Found, StoreError> {
        let named = |symbol: i64| {
            let found = u32::try_from(symbol).ok().and_then(|symbol| dictionary.key(symbol));
            found.cloned().ok_or_else(|| StoreError::damaged("a clock without a name"))
        };
        let state = match row.value(4)? {
            Value::Null => None,
            _ => Some(key(row.text(4)?.to_owned())?),
        };
        Ok(Found {
            register: named(row.integer(0)?)?,
            clock: named(row.integer(1)?)?,
            number: row.text(2)?.to_owned(),
            title: row.text(3)?.to_owned(),
            state,
            unit: key(row.text(5)?.to_owned())?,
            red: row.integer_or_null(6)?,
            second: row.integer_or_null(7)?,
            latest: row.integer(8)?,
        })
    }

    pub(super) fn row(self) -> Result<DeadlineRow, StoreError> {
        let after = i64::from(self.second.is_none());
        let due = self.red.and_then(|red| i32::try_from(red.checked_sub(after)?).ok());
        let state = self.state.ok_or_else(|| StoreError::damaged("a clock of no matter"))?;
        Ok(DeadlineRow {
            register: self.register,
            clock: self.clock,
            number: self.number,
            title: self.title,
            state,
            unit: self.unit,
            due_on: due.map(date).transpose()?,
            due_at: self.second.and_then(|second| moment::time(u32::try_from(second).ok()?)),
        })
    }
}

impl Asked<'_> {
    pub(super) async fn counts(
        &self,
        conn: &mut Conn,
    ) -> Result<BTreeMap<Window, u64>, StoreError> {
        let mut counts = BTreeMap::new();
        for window in Window::ALL {
            let mut statement = Statement::new("SELECT count(*) FROM (");
            self.push_clocks(&mut statement, window, "d.matter");
            statement.push(") f");
            let count: i64 = statement.build_query_scalar().fetch_one(&mut *conn).await?;
            counts.insert(window, count.unsigned_abs());
        }
        Ok(counts)
    }

    pub(super) async fn rows(
        &self,
        conn: &mut Conn,
        ask: &DeadlinesAsk,
        dictionary: &Dictionary,
    ) -> Result<Vec<Found>, StoreError> {
        const ORDER: &str =
            " ORDER BY coalesce(red_day, from_day), coalesce(red_second, -1), matter, clock";
        let mut statement = Statement::new(
            "SELECT f.register, f.clock, m.number, m.title, a.place, u.key, f.red_day, f.red_second, \
             m.last_sequence FROM (SELECT * FROM (",
        );
        self.push_clocks(
            &mut statement,
            ask.window,
            "d.matter, d.clock, d.register, d.unit, d.from_day, d.red_day, d.red_second",
        );
        statement.push(") c").push(ORDER).push(" LIMIT ");
        statement.push_bind(signed(ask.page.size() as u64)).push(" OFFSET ");
        statement.push_bind(signed(ask.page.first()));
        statement.push(
            ") f JOIN matter m ON m.id = f.matter JOIN unit u ON u.id = f.unit \
             LEFT JOIN account a ON a.id = m.account",
        );
        statement.push(ORDER);
        let mut rows = vec![];
        let each = statement.build().each(conn, |row| {
            rows.push(Found::read(row, dictionary)?);
            Ok(())
        });
        each.await?;
        Ok(rows)
    }

    /// Every clock in the window; the same columns of both tables.
    fn push_clocks(&self, statement: &mut Statement<'_>, window: Window, columns: &'static str) {
        statement.push("SELECT ").push(columns).push(" FROM deadline d WHERE ");
        self.push_registers(statement);
        statement.push(" AND d.from_day <= ").push_bind(self.on).push(" AND ");
        self.push_units(statement);
        self.push_window(statement, window);
        if !self.is_past {
            return;
        }
        statement.push(" UNION ALL SELECT ").push(columns).push(" FROM (");
        for scale in 0..SCALES {
            // At this scale, what began before cannot have lasted until the day.
            let began = self.on.saturating_sub((1 << scale) - 1);
            statement.push(if scale == 0 { "SELECT " } else { " UNION ALL SELECT " });
            statement.push(
                "d.matter, d.clock, d.register, d.unit, d.from_day, d.yellow_day, d.red_day, \
                 d.red_second FROM deadline_past d WHERE ",
            );
            self.push_registers(statement);
            statement.push(" AND d.scale = ").push_bind(scale).push(" AND d.from_day BETWEEN ");
            statement.push_bind(began).push(" AND ").push_bind(self.on);
            statement.push(" AND d.until_day > ").push_bind(self.on);
        }
        statement.push(") d WHERE ");
        self.push_units(statement);
        self.push_window(statement, window);
    }

    fn push_registers(&self, statement: &mut Statement<'_>) {
        statement.push("d.register IN (NULL");
        for symbol in self.symbols {
            statement.push(", ").push_bind(*symbol);
        }
        statement.push(")");
    }

    fn push_units(&self, statement: &mut Statement<'_>) {
        statement.push("d.unit IN (SELECT unit FROM tree_unit WHERE tree = ");
        statement.push_bind(self.tree).push(" AND lft BETWEEN ").push_bind(self.seen.lft);
        statement.push(" AND ").push_bind(self.seen.rgt).push(") AND ");
    }

    fn push_window(&self, statement: &mut Statement<'_>, window: Window) {
        let on = self.on;
        match window {
            Window::Late => {
                statement.push("d.red_day <= ").push_bind(on).push(" AND ");
                self.push_passed(statement);
            }
            Window::Week => {
                statement.push("d.red_day >= ").push_bind(on).push(" AND NOT ");
                self.push_passed(statement);
                // A clock in hours ends on its red day itself, others on the day before.
                statement.push(" AND d.red_day <= ").push_bind(on.saturating_add(WEEK));
                statement.push(" AND (d.red_second IS NULL OR d.red_day <= ");
                statement.push_bind(on.saturating_add(WEEK - 1)).push(")");
            }
            Window::Near => {
                // The index by yellow days is meant: nearly all clocks turn red some day to come.
                statement.push("d.yellow_day <= ").push_bind(on).push(" AND d.red_day + 0 >= ");
                statement.push_bind(on).push(" AND NOT ");
                self.push_passed(statement);
            }
            Window::Standing => {
                statement.push("d.red_day IS NULL");
            }
        }
    }

    /// Whether the moment of a clock that is red on the day at the latest has passed.
    fn push_passed(&self, statement: &mut Statement<'_>) {
        statement.push("(d.red_day < ").push_bind(self.on);
        statement.push(" OR (d.red_day = ").push_bind(self.on);
        statement.push(" AND coalesce(d.red_second, -1) < ").push_bind(i64::from(self.second));
        statement.push("))");
    }
}
