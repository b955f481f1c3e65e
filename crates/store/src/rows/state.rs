//! Rows behind flows into states and stocks of states.

use crate::sql::{Conn, Statement};
use base::Key;

use super::{RowBehind, RowsPage, Wanted, push_accounts};
use crate::StoreError;
use crate::matters::date;
use crate::project::key;

/// Events that put a matter into one of the states, and reversals that take it out in red ink.
pub(super) async fn flow(
    conn: &mut Conn,
    wanted: &Wanted<'_>,
    states: &[Key],
) -> Result<RowsPage, StoreError> {
    let register = &wanted.measure.register;
    let candidates = |statement: &mut Statement<'_>| {
        statement.push(
            "SELECT e.sequence, e.matter, e.after_unit AS unit, e.after_dims AS dims, e.day, \
             1 AS amount FROM event e WHERE e.reverses IS NULL AND e.after_account",
        );
        push_accounts(statement, register, states);
        statement.push(" AND (e.before_account IS NULL OR e.before_account <> e.after_account)");
        wanted.push_span(statement, "e");
        wanted.push_not_taken_back(statement);
        statement.push(
            " UNION ALL SELECT e.sequence, e.matter, e.before_unit, e.before_dims, e.day, -1 \
             FROM event e WHERE e.sequence IN (SELECT sequence FROM event WHERE reverses > 0) \
             AND e.before_account",
        );
        push_accounts(statement, register, states);
        statement.push(" AND (e.after_account IS NULL OR e.after_account <> e.before_account)");
        wanted.push_span(statement, "e");
        wanted.push_not_taking_back(statement);
    };
    page(conn, wanted, candidates).await
}

/// Matters whose latest event, at the cut-off and as known, left them in one of the states.
///
/// If everything recorded counts (`is_now`), most matters are told by their current row; only those
/// with an event after the cut-off are looked up by their events.
pub(super) async fn stock(
    conn: &mut Conn,
    wanted: &Wanted<'_>,
    states: &[Key],
    is_now: bool,
) -> Result<RowsPage, StoreError> {
    let register = &wanted.measure.register;
    let candidates = |statement: &mut Statement<'_>| {
        if is_now {
            statement.push(
                "SELECT m.last_sequence AS sequence, m.id AS matter, m.unit, m.dims, \
                 m.changed_day AS day, 1 AS amount FROM matter m WHERE m.account",
            );
            push_accounts(statement, register, states);
            statement.push(" AND m.changed_day <= ").push_bind(wanted.last_day());
            // A cross join keeps its order: from the few matters to their events.
            statement.push(
                " UNION ALL SELECT e.sequence, e.matter, e.after_unit, e.after_dims, e.day, 1 \
                 FROM matter m CROSS JOIN event e WHERE m.register = ",
            );
            statement.push_bind(register.to_string());
            statement.push(" AND m.changed_day > ").push_bind(wanted.last_day());
            statement.push(" AND e.matter = m.id AND e.after_account");
        } else {
            statement.push(
                "SELECT e.sequence, e.matter, e.after_unit AS unit, e.after_dims AS dims, e.day, \
                 1 AS amount FROM event e WHERE e.after_account",
            );
        }
        push_accounts(statement, register, states);
        wanted.push_span(statement, "e");
        // Days follow versions, except that an event taken back on its own day may be entered again
        // for an earlier one; then both it and its reversal count, or neither.
        statement.push(
            " AND NOT EXISTS (SELECT 1 FROM event n WHERE n.matter = e.matter \
             AND n.version > e.version",
        );
        wanted.push_span(statement, "n");
        statement.push(")");
    };
    page(conn, wanted, candidates).await
}

/// Narrows candidates to the subtree and the dimensions, counts, adds up and cuts out a page.
async fn page(
    conn: &mut Conn,
    wanted: &Wanted<'_>,
    candidates: impl Fn(&mut Statement<'_>),
) -> Result<RowsPage, StoreError> {
    let narrow = |statement: &mut Statement<'_>| {
        statement.push(" FROM (");
        candidates(statement);
        statement.push(") c JOIN unit u ON u.id = c.unit WHERE 1 = 1");
        wanted.push_within(statement, "c.unit", "c.day");
        for (dimension, values) in wanted.rows.filter.iter() {
            statement
                .push(
                    " AND EXISTS (SELECT 1 FROM dim_value v WHERE v.dims = c.dims \
                     AND v.dimension = ",
                )
                .push_bind(dimension.to_string());
            crate::sql::push_keys(statement.push(" AND v.value"), values);
            statement.push(")");
        }
    };
    let mut counting = Statement::new("SELECT count(*), coalesce(sum(c.amount), 0)");
    narrow(&mut counting);
    let row = counting.build().fetch_one(&mut *conn).await?;
    let (total, sum): (i64, i64) = (row.try_get(0)?, row.try_get(1)?);

    // Titles are looked up for the page only.
    let mut listing = Statement::new(
        "SELECT p.sequence, m.number, m.title, p.unit, p.day, p.amount FROM \
         (SELECT c.sequence, c.matter, u.key AS unit, c.day, c.amount",
    );
    narrow(&mut listing);
    listing.push(" ORDER BY c.day, c.sequence, c.amount LIMIT ");
    listing.push_bind(wanted.page.limit()).push(" OFFSET ").push_bind(wanted.page.offset());
    listing.push(") p JOIN matter m ON m.id = p.matter ORDER BY p.day, p.sequence, p.amount");
    let rows = listing.build().fetch_all(conn).await?;
    let rows = rows
        .iter()
        .map(|row| {
            Ok(RowBehind {
                sequence: row.try_get::<i64>(0)?.unsigned_abs(),
                number: row.try_get(1)?,
                title: row.try_get(2)?,
                unit: key(row.try_get(3)?)?,
                effective_on: date(row.try_get(4)?)?,
                amount: wanted.amount(row.try_get(5)?),
            })
        })
        .collect::<Result<_, StoreError>>()?;
    Ok(RowsPage { rows, total: total.unsigned_abs(), sum: wanted.amount(sum) })
}
