//! Which rows stand behind a part of a figure? Their amounts add up to it.

mod posted;
mod state;

use crate::sql::{Conn, Statement};
use base::{Ctx, Exact, Key, Right, UnitOfMeasure, exact};
use indicators::figure;
use jiff::civil::Date;
use ledger::Account;
use register::model::{Catalogue, Counts, Measure};

use crate::scope::Subtree;
use crate::trees::{Forest, Piece};
use crate::{Page, Reader, StoreError, journal, scope, trees};

/// An event, or for a stock a matter, that a figure counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowBehind {
    /// The event that posted the amount; for a stock, the matter's latest event at the cut-off.
    pub sequence: u64,
    pub number: String,
    pub title: String,
    /// The unit it was posted at.
    pub unit: Key,
    pub effective_on: Date,
    /// In the measure's unit: matters, rows, yuan. Negative if it takes back what an earlier span counted.
    pub amount: Exact,
}

/// One page of rows; `total` and `sum` are of all of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowsPage {
    pub rows: Vec<RowBehind>,
    pub total: u64,
    pub sum: Exact,
}

/// The rows behind a part, by effective day and place in the journal. An event that was taken back
/// within the same span is left out together with its reversal. A posted group has one row per line.
///
/// # Errors
///
/// [`StoreError::UnknownMeasure`], [`StoreError::UnknownUnit`], and [`StoreError::Denied`] without the
/// right to read the register.
pub async fn behind(
    reader: &Reader,
    ctx: &Ctx,
    catalogue: &Catalogue,
    rows: &figure::Rows,
    page: Page,
) -> Result<RowsPage, StoreError> {
    let measure = catalogue
        .measure(&rows.measure)
        .ok_or_else(|| StoreError::UnknownMeasure { name: rows.measure.to_string() })?;
    ctx.require(&Right::to_read(&measure.register))?;
    let mut view = reader.snapshot().await?;
    scope::subtree(&mut view, ctx, &rows.unit).await?;
    let within = within(&mut view, rows).await?;
    let wanted = Wanted { measure, rows, within, page };
    let found = match &measure.counts {
        Counts::FlowInto(states) => state::flow(&mut view, &wanted, states).await?,
        Counts::StockOf(states) => {
            let head = journal::head_of(&mut view).await?.sequence;
            state::stock(&mut view, &wanted, states, rows.known_at >= head).await?
        }
        Counts::LinesOf(group) => {
            let definitions = reader.definitions(&mut view).await?;
            posted::lines(&mut view, &definitions, &wanted, group.as_str()).await?
        }
        Counts::SumOf(book) => {
            let definitions = reader.definitions(&mut view).await?;
            posted::lines(&mut view, &definitions, &wanted, book).await?
        }
        // Places have no rows of their own yet: their events draw on a pool, they are not its.
        Counts::PlacesOf(_) => {
            return Err(StoreError::UnknownMeasure { name: rows.measure.to_string() });
        }
    };
    Ok(found)
}

/// What is asked, with the part of the organisation it is about.
struct Wanted<'a> {
    measure: &'a Measure,
    rows: &'a figure::Rows,
    /// The parts of the span, each with the subtree that counts in it.
    within: Vec<(Piece, Subtree)>,
    page: Page,
}

/// The parts of the span, each with the unit's subtree in the tree that counts for it.
async fn within(conn: &mut Conn, rows: &figure::Rows) -> Result<Vec<(Piece, Subtree)>, StoreError> {
    let forest = Forest::load(conn).await?;
    let mut within = vec![];
    for piece in forest.pieces(rows.trees, (rows.from, rows.as_of), Some(rows.known_at)) {
        within.push((piece, trees::subtree(conn, piece.tree, &rows.unit).await?));
    }
    Ok(within)
}

impl Wanted<'_> {
    /// ` AND …`: the unit was within the one asked for, by the tree that counts for the day.
    fn push_within(&self, statement: &mut Statement<'_>, unit: &str, day: &str) {
        statement.push(" AND (1 = 0");
        for (piece, subtree) in &self.within {
            statement
                .push(" OR (")
                .push(day)
                .push(" BETWEEN ")
                .push_bind(piece.from.map_or(i32::MIN, base::day::number))
                .push(" AND ")
                .push_bind(base::day::number(piece.to))
                .push(" AND ")
                .push(unit)
                .push(" IN (SELECT unit FROM tree_unit WHERE tree = ")
                .push_bind(piece.tree)
                .push(" AND lft BETWEEN ")
                .push_bind(subtree.lft)
                .push(" AND ")
                .push_bind(subtree.rgt)
                .push("))");
        }
        statement.push(")");
    }

    /// Fen become yuan, as on the receipt.
    fn amount(&self, posted: i64) -> Exact {
        match self.measure.unit_of_measure {
            UnitOfMeasure::Yuan => Exact::new(i128::from(posted), 100),
            _ => exact::whole(posted),
        }
    }

    fn first_day(&self) -> i32 {
        self.rows.from.map_or(i32::MIN, base::day::number)
    }

    fn last_day(&self) -> i32 {
        base::day::number(self.rows.as_of)
    }

    fn known_at(&self) -> i64 {
        crate::record::signed(self.rows.known_at)
    }

    /// ` AND <event>.day BETWEEN … AND <event>.sequence <= …`: within the span, and known.
    fn push_span(&self, statement: &mut Statement<'_>, event: &'static str) {
        statement
            .push(format_args!(" AND {event}.day BETWEEN "))
            .push_bind(self.first_day())
            .push(" AND ")
            .push_bind(self.last_day())
            .push(format_args!(" AND {event}.sequence <= "))
            .push_bind(self.known_at());
    }

    /// Leaves out an event `e` whose reversal counts too.
    fn push_not_taken_back(&self, statement: &mut Statement<'_>) {
        statement.push(" AND NOT EXISTS (SELECT 1 FROM event r WHERE r.reverses = e.sequence");
        self.push_span(statement, "r");
        statement.push(")");
    }

    /// Leaves out a reversal `e` of an event that counts too.
    fn push_not_taking_back(&self, statement: &mut Statement<'_>) {
        statement.push(" AND NOT EXISTS (SELECT 1 FROM event o WHERE o.sequence = e.reverses");
        self.push_span(statement, "o");
        statement.push(")");
    }
}

/// ` IN (SELECT id FROM account …)`: these places of a book.
fn push_accounts(statement: &mut Statement<'_>, register: &Key, states: &[Key]) {
    statement
        .push(" IN (SELECT id FROM account WHERE register = ")
        .push_bind(register.to_string())
        .push(" AND book = ")
        .push_bind(ledger::account::STATE)
        .push(" AND place IN (");
    let mut list = statement.separated(", ");
    for state in states {
        list.push_bind(Account::state(register, state).place().to_string());
    }
    statement.push("))");
}
