//! Who acts in the organisation, and in which roles?

use base::Key;

use crate::project::key;
use crate::{Reader, StoreError};

/// A person who acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub id: Key,
    pub name: String,
    pub unit: Key,
    /// `pack.role`, sorted.
    pub roles: Vec<String>,
}

/// Everybody, by identifier.
///
/// # Errors
///
/// [`StoreError`] if the database cannot be read.
pub async fn all(reader: &Reader) -> Result<Vec<Person>, StoreError> {
    let mut view = reader.snapshot().await?;
    let rows = crate::sql::query(
        "SELECT p.id, p.name, p.unit, r.role FROM person p \
         LEFT JOIN person_role r ON r.person = p.id ORDER BY p.id, r.role",
    )
    .fetch_all(&mut view)
    .await?;
    let mut people: Vec<Person> = vec![];
    for row in &rows {
        let id = key(row.try_get(0)?)?;
        if people.last().is_none_or(|last| last.id != id) {
            let (name, unit) = (row.try_get(1)?, key(row.try_get(2)?)?);
            people.push(Person { id, name, unit, roles: vec![] });
        }
        if let (Some(person), Some(role)) = (people.last_mut(), row.try_get(3)?) {
            person.roles.push(role);
        }
    }
    Ok(people)
}
