//! Rows of matters in the database.

use super::matters::MatterRow;
use crate::StoreError;
use crate::sql::{Column, Conn, Insert, Lookup, RowRef, Value};

/// The rows of the matters of a register with these numbers, as far as they exist.
pub(super) async fn by_number(
    conn: &mut Conn,
    register: u32,
    numbers: &[&str],
) -> Result<Vec<MatterRow>, StoreError> {
    let keys: Vec<_> = numbers.iter().map(|number| [register.into(), (*number).into()]).collect();
    let mut found = vec![];
    let each = BY_NUMBER.each(conn, &keys, |row| {
        let (register, number) = (row.integer(0)?, row.text(1)?);
        found.push(of(row, (row.integer(2)?, register, number))?);
        Ok(())
    });
    each.await?;
    Ok(found)
}

/// The rows of the matters that these records opened, as far as they exist.
pub(super) async fn by_id(conn: &mut Conn, ids: &[i64]) -> Result<Vec<MatterRow>, StoreError> {
    let keys: Vec<_> = ids.iter().map(|id| [(*id).into()]).collect();
    let mut found = vec![];
    let each = BY_ID.each(conn, &keys, |row| {
        found.push(of(row, (row.integer(0)?, row.integer(1)?, row.text(2)?))?);
        Ok(())
    });
    each.await?;
    Ok(found)
}

/// After the first three columns, both look-ups have the same.
fn of(row: &RowRef<'_>, (id, register, number): (i64, i64, &str)) -> Result<MatterRow, StoreError> {
    let damaged = || StoreError::damaged("a matter's row has a number out of range");
    let small = |column| i32::try_from(row.integer(column)?).map_err(|_| damaged());
    let small_or_null = |column| {
        let day: Option<i64> = row.integer_or_null(column)?;
        day.map(|day| i32::try_from(day).map_err(|_| damaged())).transpose()
    };
    Ok(MatterRow {
        id,
        register: register.try_into().map_err(|_| damaged())?,
        number: number.to_owned(),
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
}

macro_rules! state {
    () => {
        "title, account, unit, dims, version, opened_day, changed_day, settled_day, due_day, last_sequence"
    };
}

const BY_NUMBER: Lookup<2> = Lookup {
    table: "matter",
    keys: [("register", Column::Integer), ("number", Column::Text)],
    columns: concat!("id, ", state!()),
};

const BY_ID: Lookup<1> = Lookup {
    table: "matter",
    keys: [("id", Column::Integer)],
    columns: concat!("register, number, ", state!()),
};

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
