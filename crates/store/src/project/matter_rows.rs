//! Rows of matters and events in the database.

use crate::sql::{Conn, Statement};
use base::Key;

use super::matters::{EventRow, MatterRow};
use crate::StoreError;

/// The rows of these matters, as far as they exist.
pub(super) async fn read(
    conn: &mut Conn,
    register: &Key,
    numbers: &[&str],
) -> Result<Vec<(String, MatterRow)>, StoreError> {
    let mut found = vec![];
    for list in crate::sql::lists(numbers) {
        let mut statement = Statement::new(
            "SELECT number, id, title, account, unit, dims, version, opened_day, changed_day, \
             due_day, last_sequence FROM matter WHERE register = ",
        );
        statement.push_bind(register.as_str()).push(" AND number IN ");
        crate::sql::push_list(&mut statement, &list);
        for row in statement.build().fetch_all(&mut *conn).await? {
            let matter = MatterRow {
                id: row.try_get(1)?,
                title: row.try_get(2)?,
                account: row.try_get(3)?,
                unit: row.try_get(4)?,
                dims: row.try_get(5)?,
                version: row.try_get(6)?,
                opened_day: row.try_get(7)?,
                changed_day: row.try_get(8)?,
                due_day: row.try_get(9)?,
                last_sequence: row.try_get(10)?,
            };
            found.push((row.try_get(0)?, matter));
        }
    }
    Ok(found)
}

/// The events of a matter, oldest first.
pub(super) async fn sequences(conn: &mut Conn, matter: i64) -> Result<Vec<i64>, StoreError> {
    let statement =
        crate::sql::query_scalar("SELECT sequence FROM event WHERE matter = $1 ORDER BY version");
    Ok(statement.bind(matter).fetch_all(conn).await?)
}

pub(super) async fn write(
    conn: &mut Conn,
    rows: &[((Key, String), MatterRow)],
) -> Result<(), StoreError> {
    for part in crate::sql::parts(rows) {
        let mut statement = Statement::new(
            "INSERT INTO matter (id, register, number, title, account, unit, dims, version, \
             opened_day, changed_day, due_day, last_sequence) ",
        );
        statement.push_values(part, |mut row, ((register, number), matter)| {
            row.push_bind(matter.id)
                .push_bind(register.as_str())
                .push_bind(&**number)
                .push_bind(&*matter.title)
                .push_bind(matter.account)
                .push_bind(matter.unit)
                .push_bind(matter.dims)
                .push_bind(matter.version)
                .push_bind(matter.opened_day)
                .push_bind(matter.changed_day)
                .push_bind(matter.due_day)
                .push_bind(matter.last_sequence);
        });
        statement.push(
            " ON CONFLICT (id) DO UPDATE SET title = excluded.title, account = excluded.account, \
             unit = excluded.unit, dims = excluded.dims, version = excluded.version, \
             opened_day = excluded.opened_day, \
             changed_day = excluded.changed_day, due_day = excluded.due_day, \
             last_sequence = excluded.last_sequence",
        );
        statement.build().execute(&mut *conn).await?;
    }
    Ok(())
}

pub(super) async fn write_events(conn: &mut Conn, events: &[EventRow]) -> Result<(), StoreError> {
    for part in crate::sql::parts(events) {
        let mut statement = Statement::new(
            "INSERT INTO event (sequence, matter, version, day, step, reverses, posts, \
             before_account, before_unit, before_dims, after_account, after_unit, after_dims) ",
        );
        statement.push_values(part, |mut row, event| {
            let (before, after) = (event.ends.before, event.ends.after);
            row.push_bind(event.sequence)
                .push_bind(event.matter)
                .push_bind(event.version)
                .push_bind(event.day)
                .push_bind(event.step.as_ref().map(Key::as_str))
                .push_bind(event.reverses)
                .push_bind(event.posts)
                .push_bind(before.map(|place| place.account))
                .push_bind(before.map(|place| place.unit))
                .push_bind(before.map(|place| place.dims))
                .push_bind(after.map(|place| place.account))
                .push_bind(after.map(|place| place.unit))
                .push_bind(after.map(|place| place.dims));
        });
        statement.build().execute(&mut *conn).await?;
    }
    Ok(())
}
