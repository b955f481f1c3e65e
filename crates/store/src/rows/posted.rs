//! Rows behind posted lines and amounts, recomputed from the events that posted them.

use std::collections::BTreeMap;

use crate::sql::{Conn, Dialect, Statement};
use base::exact;
use ledger::Account;
use register::event::Body;

use super::{RowBehind, RowsPage, Wanted};
use crate::definitions::Definitions;
use crate::matters::date;
use crate::record::{Stored, signed};
use crate::{StoreError, journal};

/// How many events are recomputed at a time.
const CHUNK: usize = 256;

/// One row for each leg in the book that the events of the span posted.
pub(super) async fn lines(
    conn: &mut Conn,
    definitions: &Definitions,
    wanted: &Wanted<'_>,
    book: &str,
) -> Result<RowsPage, StoreError> {
    let account = Account::posted(&wanted.measure.register, book);
    let events = events(conn, wanted, book).await?;
    let mut found =
        Found { page: RowsPage { rows: vec![], total: 0, sum: exact::whole(0) }, wanted };
    for part in events.chunks(CHUNK) {
        let records = journal::records_at(conn, part).await?;
        let mut records: BTreeMap<i64, Stored> =
            records.into_iter().map(|record| (signed(record.sequence), record)).collect();
        for sequence in part {
            if let Some(record) = records.remove(sequence) {
                found.take(definitions, &account, &record)?;
            }
        }
    }
    let mut page = found.page;
    name(conn, wanted, &mut page.rows).await?;
    Ok(page)
}

/// The events that posted anything in the register within the span, in the order of rows.
async fn events(conn: &mut Conn, wanted: &Wanted<'_>, book: &str) -> Result<Vec<i64>, StoreError> {
    // What an event posts stands in its body under the name of the field; this saves reading the
    // bodies of all those that post other things only.
    let field = book.split('.').next().unwrap_or(book);
    let named = format!("\"{field}\":").into_bytes();
    let (before, after) = match conn.dialect() {
        Dialect::Sqlite => (" AND instr(b.body, ", ") > 0"),
        Dialect::Postgres => (" AND position(", " IN b.body) > 0"),
    };
    let mut statement = Statement::new("SELECT sequence FROM (");
    // A step posts at the place it leads to; its reversal has the two ends exchanged.
    for (index, (unit, reverses)) in
        [("after_unit", "IS NULL"), ("before_unit", "IS NOT NULL")].into_iter().enumerate()
    {
        if index > 0 {
            statement.push(" UNION ALL ");
        }
        statement
            .push(
                "SELECT e.sequence, e.day FROM event e JOIN record b ON b.sequence = e.sequence \
                 JOIN matter m ON m.id = e.matter WHERE e.posts = 1 AND e.reverses ",
            )
            .push(reverses)
            .push(" AND m.register = ")
            .push_bind(wanted.measure.register.to_string())
            .push(before)
            .push_bind(named.clone())
            .push(after);
        wanted.push_within(&mut statement, &format!("e.{unit}"), "e.day");
        wanted.push_span(&mut statement, "e");
        if index == 0 {
            wanted.push_not_taken_back(&mut statement);
        } else {
            wanted.push_not_taking_back(&mut statement);
        }
    }
    statement.push(") e ORDER BY day, sequence");
    Ok(statement.build_query_scalar().fetch_all(conn).await?)
}

struct Found<'a> {
    page: RowsPage,
    wanted: &'a Wanted<'a>,
}

impl Found<'_> {
    fn take(
        &mut self,
        definitions: &Definitions,
        account: &Account,
        record: &Stored,
    ) -> Result<(), StoreError> {
        let Body::Matter(event) = record.body()? else { return Ok(()) };
        let register = definitions.register(&event.register, event.definition)?;
        let on = date(record.effective_day)?;
        let entry = register::postings::postings(register, &event, on)
            .map_err(|source| StoreError::Unbalanced { sequence: record.sequence, source })?;
        let legs = entry.legs().filter(|leg| {
            leg.account == account && leg.debit != 0 && self.wanted.rows.filter.admits(leg.dims)
        });
        for leg in legs {
            let amount = self.wanted.amount(leg.debit);
            self.page.sum += amount;
            let place = self.page.total;
            self.page.total = place.saturating_add(1);
            if self.wanted.page.holds(place) {
                self.page.rows.push(RowBehind {
                    sequence: record.sequence,
                    number: event.number.clone(),
                    title: String::new(),
                    unit: leg.unit.clone(),
                    effective_on: leg.day,
                    amount,
                });
            }
        }
        Ok(())
    }
}

/// Writes the titles of the matters into the rows of a page.
async fn name(
    conn: &mut Conn,
    wanted: &Wanted<'_>,
    rows: &mut [RowBehind],
) -> Result<(), StoreError> {
    let numbers: Vec<&str> = rows.iter().map(|row| row.number.as_str()).collect();
    let mut titles: BTreeMap<String, String> = BTreeMap::new();
    for list in crate::sql::lists(&numbers) {
        let mut statement = Statement::new("SELECT number, title FROM matter WHERE register = ");
        statement.push_bind(wanted.measure.register.to_string()).push(" AND number IN ");
        crate::sql::push_list(&mut statement, &list);
        for row in statement.build().fetch_all(&mut *conn).await? {
            titles.insert(row.try_get(0)?, row.try_get(1)?);
        }
    }
    for row in rows {
        row.title = titles.get(&row.number).cloned().unwrap_or_default();
    }
    Ok(())
}
