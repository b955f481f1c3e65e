//! Matters folded from their events.

use std::collections::BTreeMap;

use crate::sql::{Conn, Statement};
use base::Key;
use register::Matter;
use register::event::Happened;

use crate::StoreError;
use crate::record::Stored;

/// The matters with these numbers, as far as they exist.
pub(crate) async fn of(
    conn: &mut Conn,
    register: &Key,
    numbers: &[&str],
) -> Result<BTreeMap<String, Matter>, StoreError> {
    let mut histories: BTreeMap<String, Vec<Happened>> = BTreeMap::new();
    for list in crate::sql::lists(numbers) {
        let mut statement = Statement::new(
            "SELECT r.sequence, r.kind, r.effective_day, r.recorded_us, r.actor, r.basis, r.body, \
             r.head FROM matter m JOIN event e ON e.matter = m.id \
             JOIN record r ON r.sequence = e.sequence WHERE m.register = ",
        );
        statement.push_bind(register.as_str()).push(" AND m.number IN ");
        crate::sql::push_list(&mut statement, &list);
        statement.push(" ORDER BY r.sequence");
        for row in &statement.build().fetch_all(&mut *conn).await? {
            let happened = Stored::of(row)?.happened()?;
            histories.entry(happened.event.number.clone()).or_default().push(happened);
        }
    }
    Ok(histories
        .into_iter()
        .filter_map(|(number, history)| Some((number, Matter::fold(history)?)))
        .collect())
}
