//! What is late, what falls due, what stands still?
//!
//! Only clocks that run are kept, so closed matters cost nothing, however many there are.

use std::collections::BTreeMap;

use base::{Ctx, Key, Right, day, moment};
use jiff::civil::{Date, Time};

use crate::matters::date;
use crate::project::key;
use crate::record::{Dictionary, signed};
use crate::scope::Subtree;
use crate::sql::{Conn, Statement};
use crate::{Page, Reader, StoreError, scope};

/// Which clocks are meant, as they stand on the asker's day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Window {
    /// The deadline has passed.
    Late,
    /// It is today, or within the next six days.
    Week,
    /// The light is yellow.
    Near,
    /// The clock stands still.
    Standing,
}

impl Window {
    pub const ALL: [Window; 4] = [Window::Late, Window::Week, Window::Near, Window::Standing];
}

/// Which deadlines to list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeadlinesAsk {
    pub window: Window,
    /// Only of this register; of all that the asker may read without one.
    pub register: Option<Key>,
    /// Only in the subtree of this unit.
    pub unit: Option<Key>,
    /// The time of day: of clocks in hours those are late whose moment has passed by then.
    pub time: Time,
    pub page: Page,
}

/// A clock of a matter in hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeadlineRow {
    pub register: Key,
    pub clock: Key,
    pub number: String,
    pub title: String,
    pub state: Key,
    pub unit: Key,
    /// The last day in time; `None` while it stands still.
    pub due_on: Option<Date>,
    /// The last moment of it, of a clock in hours.
    pub due_at: Option<Time>,
}

/// One page of rows, and how many there are in each window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeadlinesPage {
    pub rows: Vec<DeadlineRow>,
    pub counts: BTreeMap<Window, u64>,
}

/// The asked deadlines, the earliest first; of clocks that stand still those that have stood the longest.
///
/// # Errors
///
/// [`StoreError::Denied`] without the right to read a register that is named,
/// [`StoreError::UnknownRegister`], [`StoreError::UnknownUnit`].
pub async fn page(
    reader: &Reader,
    ctx: &Ctx,
    ask: &DeadlinesAsk,
) -> Result<DeadlinesPage, StoreError> {
    let mut view = reader.snapshot().await?;
    let definitions = reader.definitions(&mut view).await?;
    let catalogue = definitions.catalogue();
    let registers: Vec<Key> = match &ask.register {
        Some(register) => {
            if catalogue.register(register).is_none() {
                return Err(StoreError::UnknownRegister { register: register.clone() });
            }
            ctx.require(&Right::to_read(register))?;
            vec![register.clone()]
        }
        None => {
            let all = catalogue.packs.iter().flat_map(|pack| &pack.registers);
            let readable = all.filter(|register| ctx.may(&Right::to_read(&register.key)));
            readable.map(|register| register.key.clone()).collect()
        }
    };
    let seen = match &ask.unit {
        Some(unit) => scope::subtree(&mut view, ctx, unit).await?,
        None => scope::of(&mut view, ctx).await?,
    };
    let dictionary = reader.dictionary(&mut view).await?;
    let symbols = registers.iter().filter_map(|register| dictionary.find_symbol(register));
    let symbols: Vec<i64> = symbols.map(i64::from).collect();
    let second = moment::second(ask.time);
    let asked = Asked { symbols: &symbols, seen, today: day::number(ctx.today), second };
    let counts = asked.counts(&mut view).await?;
    let rows = asked.rows(&mut view, ask, &dictionary).await?;
    Ok(DeadlinesPage { rows, counts })
}

/// Whose clocks are meant, and on which day.
struct Asked<'a> {
    symbols: &'a [i64],
    seen: Subtree,
    today: i32,
    /// Since midnight.
    second: u32,
}

impl Asked<'_> {
    async fn counts(&self, conn: &mut Conn) -> Result<BTreeMap<Window, u64>, StoreError> {
        let mut statement = Statement::new("SELECT ");
        for (place, window) in Window::ALL.into_iter().enumerate() {
            statement.push(if place == 0 { "" } else { ", " });
            statement.push("coalesce(sum(CASE WHEN ");
            self.push_window(&mut statement, window);
            statement.push(" THEN 1 ELSE 0 END), 0)");
        }
        self.push_from(&mut statement);
        let row = statement.build().fetch_one(conn).await?;
        let counts = Window::ALL.into_iter().enumerate().map(|(column, window)| {
            let count: i64 = row.try_get(column)?;
            Ok((window, count.unsigned_abs()))
        });
        counts.collect()
    }

    async fn rows(
        &self,
        conn: &mut Conn,
        ask: &DeadlinesAsk,
        dictionary: &Dictionary,
    ) -> Result<Vec<DeadlineRow>, StoreError> {
        let mut statement = Statement::new(
            "SELECT d.register, d.clock, m.number, m.title, a.place, u.key, d.red_day, d.red_second",
        );
        self.push_from(&mut statement);
        statement.push(" AND ");
        self.push_window(&mut statement, ask.window);
        statement
            .push(" ORDER BY coalesce(d.red_day, m.changed_day), d.red_second, m.number, m.id, d.clock LIMIT ");
        statement.push_bind(signed(ask.page.size() as u64)).push(" OFFSET ");
        statement.push_bind(signed(ask.page.first()));
        let named = |symbol: i64| {
            let found = u32::try_from(symbol).ok().and_then(|symbol| dictionary.key(symbol));
            found.cloned().ok_or_else(|| StoreError::damaged("a clock without a name"))
        };
        let mut rows = vec![];
        let each = statement.build().each(conn, |row| {
            let red: Option<i64> = row.integer_or_null(6)?;
            let second: Option<i64> = row.integer_or_null(7)?;
            let after = i64::from(second.is_none());
            let due = red.and_then(|red| i32::try_from(red.checked_sub(after)?).ok());
            let at = second.and_then(|second| moment::time(u32::try_from(second).ok()?));
            rows.push(DeadlineRow {
                register: named(row.integer(0)?)?,
                clock: named(row.integer(1)?)?,
                number: row.text(2)?.to_owned(),
                title: row.text(3)?.to_owned(),
                state: key(row.text(4)?.to_owned())?,
                unit: key(row.text(5)?.to_owned())?,
                due_on: due.map(date).transpose()?,
                due_at: at,
            });
            Ok(())
        });
        each.await?;
        Ok(rows)
    }

    fn push_from(&self, statement: &mut Statement<'_>) {
        statement.push(
            " FROM deadline d JOIN matter m ON m.id = d.matter JOIN unit u ON u.id = m.unit \
             JOIN account a ON a.id = m.account WHERE u.lft BETWEEN ",
        );
        statement.push_bind(self.seen.lft).push(" AND ").push_bind(self.seen.rgt);
        statement.push(" AND d.register IN (NULL");
        for symbol in self.symbols {
            statement.push(", ").push_bind(*symbol);
        }
        statement.push(")");
    }

    fn push_window(&self, statement: &mut Statement<'_>, window: Window) {
        let today = i64::from(self.today);
        match window {
            Window::Late => self.push_late(statement, "<"),
            Window::Week => {
                self.push_late(statement, ">=");
                // A clock in hours ends on its red day itself, others on the day before.
                statement.push(" AND d.red_day <= ").push_bind(today.saturating_add(7));
                statement.push(" AND (d.red_second IS NULL OR d.red_day <= ");
                statement.push_bind(today.saturating_add(6)).push(")");
            }
            Window::Near => {
                self.push_late(statement, ">=");
                statement.push(" AND d.yellow_day <= ").push_bind(today);
            }
            Window::Standing => {
                statement.push("d.red_day IS NULL");
            }
        }
    }

    /// Whether the moment has passed (`<`), or has not (`>=`).
    fn push_late(&self, statement: &mut Statement<'_>, passed: &str) {
        let (today, second) = (i64::from(self.today), i64::from(self.second));
        let other_days = if passed == "<" { "<" } else { ">" };
        statement.push("(d.red_day ").push(other_days).push(" ").push_bind(today);
        statement.push(" OR (d.red_day = ").push_bind(today);
        statement.push(" AND coalesce(d.red_second, -1) ").push(passed).push(" ");
        statement.push_bind(second).push("))");
    }
}
