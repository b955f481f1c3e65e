//! Which rows stand behind a part of a figure? Their amounts add up to it.

mod flow;
mod stock;

use crate::sql::Conn;
use base::{Ctx, Exact, Key, Right, UnitOfMeasure, exact};
use indicators::figure;
use jiff::civil::Date;
use ledger::Account;
use ledger::pool::Standing;
use register::model::{Catalogue, Counts, Measure};

use crate::scope::Subtree;
use crate::trees::{Forest, Piece};
use crate::{Page, Reader, StoreError, scope, trees};

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
    let dictionary = reader.dictionary(&mut view).await?;
    let state = |state: &Key| Account::state(&measure.register, state);
    let mut amount = flow::Amount::In;
    let accounts: Vec<Account> = match &measure.counts {
        Counts::FlowInto(states) => states.iter().map(state).collect(),
        Counts::StockOf(_) | Counts::LightsOf { .. } => {
            let definitions = reader.definitions(&mut view).await?;
            let (wanted, definitions) = (&wanted, &*definitions);
            let stock = stock::Stock { wanted, definitions, dictionary: &dictionary };
            return stock.page(&mut view).await;
        }
        Counts::LinesOf(group) => vec![Account::posted(&measure.register, group.as_str())],
        Counts::SumOf(book) => vec![Account::posted(&measure.register, book)],
        Counts::PlacesOf(standings) => {
            amount = flow::Amount::Net;
            let pool = |standing: &Standing| Account::pool(&measure.register, *standing);
            standings.iter().map(pool).collect()
        }
    };
    let numbered = crate::figures::accounts(&mut view, &[&measure.register].into()).await?;
    let accounts = accounts.iter().filter_map(|account| numbered.get(account)).copied().collect();
    let counting = flow::Counting { accounts, amount };
    flow::page(&mut view, &dictionary, &wanted, &counting).await
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
    /// Fen become yuan, as on the receipt.
    fn amount(&self, posted: i64) -> Exact {
        match self.measure.unit_of_measure {
            UnitOfMeasure::Yuan => Exact::new(i128::from(posted), 100),
            _ => exact::whole(posted),
        }
    }

    /// First and last day.
    fn days(&self) -> (i32, i32) {
        (self.rows.from.map_or(i32::MIN, base::day::number), base::day::number(self.rows.as_of))
    }

    fn known_at(&self) -> i64 {
        crate::record::signed(self.rows.known_at)
    }
}
