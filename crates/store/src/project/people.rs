//! People and their roles.

use register::event::PersonDefined;

use crate::StoreError;
use crate::sql::Conn;

/// Writes a person with the roles named, and no others.
pub(super) async fn write(conn: &mut Conn, person: &PersonDefined) -> Result<(), StoreError> {
    crate::sql::query(
        "INSERT INTO person (id, name, unit) VALUES ($1, $2, $3) \
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, unit = excluded.unit",
    )
    .bind(person.id.as_str())
    .bind(&person.name)
    .bind(person.unit.as_str())
    .execute(&mut *conn)
    .await?;
    crate::sql::query("DELETE FROM person_role WHERE person = $1")
        .bind(person.id.as_str())
        .execute(&mut *conn)
        .await?;
    for role in &person.roles {
        crate::sql::query(
            "INSERT INTO person_role (person, role) VALUES ($1, $2) ON CONFLICT DO NOTHING",
        )
        .bind(person.id.as_str())
        .bind(role)
        .execute(&mut *conn)
        .await?;
    }
    Ok(())
}
