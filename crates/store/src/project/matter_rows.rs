//! Rows of matters in the database.

use super::matters::MatterRow;
use crate::StoreError;
use crate::sql::{Column, Conn, Insert, RowRef, Statement, Value};

const SELECT: &str = "SELECT id, register, number, title, account, unit, dims, version, \
                      opened_day, changed_day, settled_day, due_day, last_sequence FROM matter ";

/// The rows of the matters of a register with these numbers, as far as they exist.
pub(super) async fn by_number(
    conn: &mut Conn,
    register: u32,
    numbers: &[&str],
) -> Result<Vec<MatterRow>, StoreError> {
    let mut found = vec![];
    for list in crate::sql::lists(numbers) {
        let mut statement = Statement::new(SELECT);
        statement.push("WHERE register = ").push_bind(register).push(" AND number IN ");
        crate::sql::push_list(&mut statement, &list);
        take(conn, &mut statement, &mut found).await?;
    }
    Ok(found)
}

/// The rows of the matters that these records opened, as far as they exist.
pub(super) async fn by_id(conn: &mut Conn, ids: &[i64]) -> Result<Vec<MatterRow>, StoreError> {
    let mut found = vec![];
    for list in crate::sql::lists(ids) {
        let mut statement = Statement::new(SELECT);
        statement.push("WHERE id IN ");
        crate::sql::push_list(&mut statement, &list);
        take(conn, &mut statement, &mut found).await?;
    }
    Ok(found)
}

async fn take(
    conn: &mut Conn,
    statement: &mut Statement<'_>,
    found: &mut Vec<MatterRow>,
) -> Result<(), StoreError> {
    let of = |row: &RowRef<'_>| -> Result<MatterRow, StoreError> {
        let damaged = || StoreError::damaged("a matter's row has a number out of range");
        let small = |column| i32::try_from(row.integer(column)?).map_err(|_| damaged());
        let small_or_null = |column| {
            let day: Option<i64> = row.integer_or_null(column)?;
            day.map(|day| i32::try_from(day).map_err(|_| damaged())).transpose()
        };
        Ok(MatterRow {
            id: row.integer(0)?,
            register: row.integer(1)?.try_into().map_err(|_| damaged())?,
            number: row.text(2)?.to_owned(),
            title: row.text(3)?.to_owned(),
            account: row.integer_or_null(4)?,
            unit: row.integer(5)?,
            dims: row.integer(6)?,
            version: row.integer(7)?.try_into().map_err(|_| damaged())?,
            opened_day: small(8)?,
            changed_day: small(9)?,
            settled_day: small_or_null(10)?,
            due_day: small_or_null(11)?,
            last_sequence: row.integer(12)?,
        })
    };
    let each = statement.build().each(conn, |row| {
        found.push(of(row)?);
        Ok(())
    });
    each.await
}

pub(super) async fn write(conn: &mut Conn, rows: &[&MatterRow]) -> Result<(), StoreError> {
    fn row<'a>(matter: &'a &MatterRow) -> [Value<'a>; 13] {
        [
            matter.id.into(),
            matter.register.into(),
            matter.number.as_str().into(),
            matter.title.as_str().into(),
            matter.account.into(),
            matter.unit.into(),
            matter.dims.into(),
            matter.version.into(),
            matter.opened_day.into(),
            matter.changed_day.into(),
            matter.settled_day.into(),
            matter.due_day.into(),
            matter.last_sequence.into(),
        ]
    }
    MATTER.all(conn, rows, row).await
}

const MATTER: Insert<13> = Insert {
    table: "matter",
    columns: [
        ("id", Column::Integer),
        ("register", Column::Integer),
        ("number", Column::Text),
        ("title", Column::Text),
        ("account", Column::Integer),
        ("unit", Column::Integer),
        ("dims", Column::Integer),
        ("version", Column::Integer),
        ("opened_day", Column::Integer),
        ("changed_day", Column::Integer),
        ("settled_day", Column::Integer),
        ("due_day", Column::Integer),
        ("last_sequence", Column::Integer),
    ],
    then: "ON CONFLICT (id) DO UPDATE SET title = excluded.title, account = excluded.account, \
           unit = excluded.unit, dims = excluded.dims, version = excluded.version, \
           opened_day = excluded.opened_day, changed_day = excluded.changed_day, \
           settled_day = excluded.settled_day, due_day = excluded.due_day, \
           last_sequence = excluded.last_sequence",
};
