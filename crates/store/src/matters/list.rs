//! A page of a register, filtered, sorted and cut in SQL.

use crate::sql::Row;
use crate::sql::{Conn, Statement};
use base::{Dims, Key};
use register::Register;

use super::{MatterRow, MattersAsk, MattersPage, PER_PAGE_MAX, Sort, date};
use crate::StoreError;
use crate::project::key;
use crate::scope::Subtree;
use crate::sql::push_keys;

pub(super) async fn page(
    conn: &mut Conn,
    register: &Register,
    ask: &MattersAsk,
    seen: Subtree,
) -> Result<MattersPage, StoreError> {
    let mut counting = Statement::new("SELECT count(*)");
    narrow(&mut counting, register, ask, seen);
    let total: i64 = counting.build_query_scalar().fetch_one(&mut *conn).await?;

    let mut listing = Statement::new(
        "SELECT m.number, m.title, a.place, u.key, m.opened_day, m.changed_day, m.due_day, d.text, \
         m.version",
    );
    narrow(&mut listing, register, ask, seen);
    listing.push(order(ask.sort, ask.descending));
    let per_page = ask.per_page.clamp(1, PER_PAGE_MAX);
    let skipped = i64::from(ask.page.saturating_sub(1)) * i64::from(per_page);
    listing.push(" LIMIT ").push_bind(per_page).push(" OFFSET ").push_bind(skipped);
    let rows = listing.build().fetch_all(conn).await?;
    let rows = rows.iter().map(row).collect::<Result<_, _>>()?;
    Ok(MattersPage { rows, total: total.unsigned_abs() })
}

/// The tables and conditions that the page and its total share.
fn narrow(statement: &mut Statement<'_>, register: &Register, ask: &MattersAsk, seen: Subtree) {
    statement
        .push(
            " FROM matter m JOIN account a ON a.id = m.account JOIN unit u ON u.id = m.unit \
             JOIN dims d ON d.id = m.dims \
             WHERE m.register = (SELECT id FROM symbol WHERE text = ",
        )
        .push_bind(ask.register.to_string())
        .push(") AND u.lft BETWEEN ")
        .push_bind(seen.lft)
        .push(" AND ")
        .push_bind(seen.rgt);
    if !ask.states.is_empty() {
        push_keys(statement.push(" AND a.place"), &ask.states);
    }
    if let Some(open) = ask.open {
        let states = register.states.iter().filter(|state| state.open == open);
        let keys: Vec<Key> = states.map(|state| state.key.clone()).collect();
        push_keys(statement.push(" AND a.place"), &keys);
    }
    if let Some(text) = ask.text.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
        let pattern = format!("%{}%", escaped(&text.to_lowercase()));
        statement
            .push(" AND (lower(m.number) LIKE ")
            .push_bind(pattern.clone())
            .push(r" ESCAPE '\' OR lower(m.title) LIKE ")
            .push_bind(pattern)
            .push(r" ESCAPE '\')");
    }
    for (dimension, values) in ask.filter.iter() {
        statement
            .push(" AND EXISTS (SELECT 1 FROM dim_value v WHERE v.dims = m.dims AND v.dimension = ")
            .push_bind(dimension.to_string());
        push_keys(statement.push(" AND v.value"), values);
        statement.push(")");
    }
}

/// `%`, `_` and `\` as ordinary characters of a LIKE pattern.
fn escaped(text: &str) -> String {
    text.replace('\\', r"\\").replace('%', r"\%").replace('_', r"\_")
}

fn order(sort: Sort, descending: bool) -> &'static str {
    // Numbers of one register are unique, so every order is a total one. What has no deadline comes last.
    match (sort, descending) {
        (Sort::Number, false) => " ORDER BY m.number",
        (Sort::Number, true) => " ORDER BY m.number DESC",
        (Sort::Title, false) => " ORDER BY m.title, m.number",
        (Sort::Title, true) => " ORDER BY m.title DESC, m.number",
        (Sort::State, false) => " ORDER BY a.place, m.number",
        (Sort::State, true) => " ORDER BY a.place DESC, m.number",
        (Sort::Unit, false) => " ORDER BY u.lft, m.number",
        (Sort::Unit, true) => " ORDER BY u.lft DESC, m.number",
        (Sort::Opened, false) => " ORDER BY m.opened_day, m.number",
        (Sort::Opened, true) => " ORDER BY m.opened_day DESC, m.number",
        (Sort::Changed, false) => " ORDER BY m.changed_day, m.number",
        (Sort::Changed, true) => " ORDER BY m.changed_day DESC, m.number",
        (Sort::Due, false) => " ORDER BY m.due_day IS NULL, m.due_day, m.number",
        (Sort::Due, true) => " ORDER BY m.due_day IS NULL, m.due_day DESC, m.number",
    }
}

fn row(row: &Row) -> Result<MatterRow, StoreError> {
    let dims: String = row.try_get(7)?;
    Ok(MatterRow {
        number: row.try_get(0)?,
        title: row.try_get(1)?,
        state: key(row.try_get(2)?)?,
        unit: key(row.try_get(3)?)?,
        opened_on: date(row.try_get(4)?)?,
        changed_on: date(row.try_get(5)?)?,
        due_on: row.try_get::<Option<i32>>(6)?.map(date).transpose()?,
        dims: Dims::read(&dims).ok_or_else(|| StoreError::damaged("dimensions without form"))?,
        version: row.try_get(8)?,
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn patterns_take_every_character_at_its_word() {
        assert_eq!(super::escaped(r"50%_\x"), r"50\%\_\\x");
    }
}
