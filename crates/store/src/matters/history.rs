//! Matters folded from their events.

use std::collections::BTreeMap;

use base::Key;
use register::Matter;
use register::event::Happened;

use crate::record::Dictionary;
use crate::sql::{Conn, Statement};
use crate::{StoreError, journal};

/// The matters with these numbers, as far as they exist.
pub(crate) async fn of(
    conn: &mut Conn,
    dictionary: &Dictionary,
    register: &Key,
    numbers: &[&str],
) -> Result<BTreeMap<String, Matter>, StoreError> {
    // A register without a symbol has no matters yet.
    let Some(register) = dictionary.find_symbol(register) else { return Ok(BTreeMap::new()) };
    let mut latest: Vec<i64> = vec![];
    for list in crate::sql::lists(numbers) {
        let mut statement = Statement::new("SELECT last_sequence FROM matter WHERE register = ");
        statement.push_bind(register).push(" AND number IN ");
        crate::sql::push_list(&mut statement, &list);
        let each = statement.build().each(conn, |row| {
            latest.push(row.integer(0)?);
            Ok(())
        });
        each.await?;
    }
    let mut histories: BTreeMap<String, Vec<Happened>> = BTreeMap::new();
    for happened in journal::histories(conn, dictionary, &latest).await? {
        histories.entry(happened.event.number.clone()).or_default().push(happened);
    }
    Ok(histories
        .into_iter()
        .filter_map(|(number, history)| Some((number, Matter::fold(history)?)))
        .collect())
}
