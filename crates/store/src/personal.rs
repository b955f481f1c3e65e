//! Personal values, encrypted, beside the journal; and which of them are gone.
//!
//! Nothing here can read a value: keys come wrapped and values encrypted, and both stay so. These tables
//! are no projections: the journal cannot bring them back, which is their purpose.
//!
//! Long because all statements about personal values stand in one place, where an erasure can be checked.

use std::collections::{BTreeMap, BTreeSet};

use base::{Commitment, Ctx, Key, Right};
use jiff::civil::Date;
use ledger::digest::Hash;
use register::Matter;
use register::personal;

use crate::record::signed;
use crate::sql::{Column, Conn, Insert, Row, Statement, Value, query, query_scalar};
use crate::{Reader, StoreError};

/// A personal value on its way beside the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guarded {
    /// What stands for it in the record.
    pub commitment: Commitment,
    /// Whom it is about, as a mark that only the key of the installation can make.
    pub person: Hash,
    /// The key of that person, wrapped by the key of the installation.
    pub wrapped: Vec<u8>,
    pub register: Key,
    /// The number of the matter.
    pub number: String,
    /// The value, encrypted under the key of the person.
    pub encrypted: Vec<u8>,
}

/// That a value was destroyed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Erasure {
    /// The record that says so.
    pub sequence: u64,
    /// Its effective day.
    pub on: Date,
}

/// What commits to the personal values that a matter ever had, with the record of each.
#[must_use]
pub fn commitments(matter: &Matter) -> BTreeMap<Commitment, u64> {
    let mut found = BTreeMap::new();
    for happened in &matter.history {
        for (_, commitment) in personal::stated(&happened.event).flat_map(personal::sealed) {
            found.entry(*commitment).or_insert(happened.sequence);
        }
    }
    found
}

/// The personal values of a matter that are still there, encrypted.
///
/// # Errors
///
/// [`StoreError::Denied`] without the right to see the personal data of the register.
pub async fn of_matter(
    reader: &Reader,
    ctx: &Ctx,
    matter: &Matter,
) -> Result<Vec<Guarded>, StoreError> {
    ctx.require(&personal::to_see(&matter.register))?;
    let wanted: BTreeSet<Commitment> = commitments(matter).into_keys().collect();
    guarded(&mut *reader.snapshot().await?, &wanted).await
}

/// Which personal values of a matter were destroyed, and when.
///
/// # Errors
///
/// [`StoreError::Denied`] without the right to read the register.
pub async fn erasures(
    reader: &Reader,
    ctx: &Ctx,
    matter: &Matter,
) -> Result<BTreeMap<Commitment, Erasure>, StoreError> {
    ctx.require(&Right::to_read(&matter.register))?;
    let wanted: BTreeSet<Commitment> = commitments(matter).into_keys().collect();
    erased(&mut *reader.snapshot().await?, &wanted).await
}

/// How many values lie here although the journal says that they were destroyed: a backup brought them
/// back.
///
/// # Errors
///
/// [`StoreError`] if the database cannot be read.
pub async fn risen(reader: &Reader) -> Result<u64, StoreError> {
    let mut view = reader.snapshot().await?;
    let risen: i64 = query_scalar(
        "SELECT count(*) FROM personal_value p JOIN erased_value e ON e.commitment = p.commitment",
    )
    .fetch_one(&mut view)
    .await?;
    Ok(risen.unsigned_abs())
}

pub(crate) async fn erased(
    conn: &mut Conn,
    wanted: &BTreeSet<Commitment>,
) -> Result<BTreeMap<Commitment, Erasure>, StoreError> {
    let mut found = BTreeMap::new();
    for part in parts(wanted) {
        let mut statement = Statement::new(
            "SELECT e.commitment, e.sequence, e.day FROM erased_value e WHERE e.commitment IN ",
        );
        push_blobs(&mut statement, &part);
        for row in statement.fetch_all(conn).await? {
            let sequence: i64 = row.try_get(1)?;
            let on = base::day::from_number(row.try_get(2)?);
            let on = on.ok_or_else(|| StoreError::damaged("an erasure has no day"))?;
            let erasure = Erasure { sequence: sequence.unsigned_abs(), on };
            found.insert(Commitment(hash(&row, 0)?), erasure);
        }
    }
    Ok(found)
}

/// What is kept behind these commitments.
pub(crate) async fn guarded(
    conn: &mut Conn,
    wanted: &BTreeSet<Commitment>,
) -> Result<Vec<Guarded>, StoreError> {
    let mut found = vec![];
    for part in parts(wanted) {
        let mut statement = select();
        statement.push(" WHERE p.commitment IN ");
        push_blobs(&mut statement, &part);
        for row in statement.fetch_all(conn).await? {
            found.push(read(&row)?);
        }
    }
    Ok(found)
}

/// Everything that is kept about these persons.
pub(crate) async fn about(
    conn: &mut Conn,
    persons: &BTreeSet<Hash>,
) -> Result<Vec<Guarded>, StoreError> {
    let mut found = vec![];
    for person in persons {
        let mut statement = select();
        statement.push(" WHERE p.person = ").push_bind(person.to_vec());
        for row in statement.fetch_all(conn).await? {
            found.push(read(&row)?);
        }
    }
    Ok(found)
}

/// Values that the journal says were destroyed, and that are here nevertheless.
pub(crate) async fn risen_persons(conn: &mut Conn) -> Result<BTreeSet<Hash>, StoreError> {
    let rows = query(
        "SELECT DISTINCT p.person FROM personal_value p \
         JOIN erased_value e ON e.commitment = p.commitment",
    )
    .fetch_all(conn)
    .await?;
    rows.iter().map(|row| hash(row, 0)).collect()
}

/// The wrapped key of a person; `None` if nothing was kept about them yet.
pub(crate) async fn person_key(
    conn: &mut Conn,
    person: &Hash,
) -> Result<Option<Vec<u8>>, StoreError> {
    query_scalar("SELECT wrapped FROM person_key WHERE person = $1")
        .bind(person.to_vec())
        .fetch_optional(conn)
        .await
}

/// Every person with their wrapped key.
pub(crate) async fn person_keys(conn: &mut Conn) -> Result<Vec<(Hash, Vec<u8>)>, StoreError> {
    let rows = query("SELECT person, wrapped FROM person_key").fetch_all(conn).await?;
    rows.iter().map(|row| Ok((hash(row, 0)?, row.try_get(1)?))).collect()
}

/// Whether anything was ever kept under the key of the installation.
pub(crate) async fn any_key(conn: &mut Conn) -> Result<bool, StoreError> {
    let text = "SELECT count(*) FROM (SELECT person FROM person_key LIMIT 1) AS first";
    let found: i64 = query_scalar(text).fetch_one(conn).await?;
    Ok(found > 0)
}

const KEYS: Insert<2> = Insert {
    table: "person_key",
    columns: [("person", Column::Blob), ("wrapped", Column::Blob)],
    then: "ON CONFLICT (person) DO NOTHING",
};

const VALUES: Insert<5> = Insert {
    table: "personal_value",
    columns: [
        ("commitment", Column::Blob),
        ("person", Column::Blob),
        ("register", Column::Text),
        ("number", Column::Text),
        ("encrypted", Column::Blob),
    ],
    then: "",
};

/// Keeps values, with the keys of persons that are new.
pub(crate) async fn keep(conn: &mut Conn, values: &[Guarded]) -> Result<(), StoreError> {
    let keys: BTreeMap<&Hash, &[u8]> =
        values.iter().map(|value| (&value.person, value.wrapped.as_slice())).collect();
    let keys: Vec<[Value<'_>; 2]> = keys
        .into_iter()
        .map(|(person, wrapped)| [Value::from(person.as_slice()), Value::from(wrapped)])
        .collect();
    KEYS.rows(conn, &keys).await?;
    let rows: Vec<[Value<'_>; 5]> = values
        .iter()
        .map(|value| {
            [
                Value::from(value.commitment.0.as_slice()),
                Value::from(value.person.as_slice()),
                Value::from(value.register.as_str()),
                Value::from(&value.number),
                Value::from(value.encrypted.as_slice()),
            ]
        })
        .collect();
    VALUES.rows(conn, &rows).await
}

/// Destroys the keys of persons, and everything kept about them.
pub(crate) async fn destroy(conn: &mut Conn, persons: &BTreeSet<Hash>) -> Result<(), StoreError> {
    for person in persons {
        for table in ["personal_value", "person_key"] {
            let mut statement = Statement::new("DELETE FROM ");
            statement.push(table).push(" WHERE person = ").push_bind(person.to_vec());
            statement.build().execute(conn).await?;
        }
    }
    Ok(())
}

/// Notes in the projection which values a record destroyed.
pub(crate) async fn note_erased(
    conn: &mut Conn,
    values: &[Commitment],
    (sequence, day): (u64, i32),
) -> Result<(), StoreError> {
    const ERASED: Insert<3> = Insert {
        table: "erased_value",
        columns: [
            ("commitment", Column::Blob),
            ("sequence", Column::Integer),
            ("day", Column::Integer),
        ],
        // The first record that says so counts.
        then: "ON CONFLICT (commitment) DO NOTHING",
    };
    let rows: Vec<[Value<'_>; 3]> = values
        .iter()
        .map(|value| {
            [Value::from(value.0.as_slice()), Value::from(signed(sequence)), Value::from(day)]
        })
        .collect();
    ERASED.rows(conn, &rows).await
}

fn select<'a>() -> Statement<'a> {
    Statement::new(
        "SELECT p.commitment, p.person, k.wrapped, p.register, p.number, p.encrypted \
         FROM personal_value p JOIN person_key k ON k.person = p.person",
    )
}

fn read(row: &Row) -> Result<Guarded, StoreError> {
    let register: String = row.try_get(3)?;
    Ok(Guarded {
        commitment: Commitment(hash(row, 0)?),
        person: hash(row, 1)?,
        wrapped: row.try_get(2)?,
        register: Key::new(&register)
            .map_err(|_| StoreError::damaged("a personal value has no register"))?,
        number: row.try_get(4)?,
        encrypted: row.try_get(5)?,
    })
}

fn hash(row: &Row, column: usize) -> Result<Hash, StoreError> {
    let bytes: Vec<u8> = row.try_get(column)?;
    Hash::try_from(bytes).map_err(|_| StoreError::damaged("a digest does not have 32 bytes"))
}

/// Lists short enough for one statement.
fn parts(wanted: &BTreeSet<Commitment>) -> Vec<Vec<Commitment>> {
    let all: Vec<Commitment> = wanted.iter().copied().collect();
    all.chunks(500).map(<[Commitment]>::to_vec).collect()
}

fn push_blobs(statement: &mut Statement<'_>, list: &[Commitment]) {
    statement.push("(");
    let mut parts = statement.separated(", ");
    for commitment in list {
        parts.push_bind(commitment.0.to_vec());
    }
    statement.push(")");
}
