//! What has been carried out under a key before?

use base::Key;
use register::request::Digest;

use crate::StoreError;
use crate::sql::{Conn, Statement};

/// A record that was asked for under a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    pub key: String,
    /// A key means something only together with who gave the command.
    pub actor: Key,
    /// Of what the command said.
    pub digest: Digest,
    pub sequence: u64,
    /// The number of the matter.
    pub number: String,
}

/// The records that somebody asked for under these keys.
pub(crate) async fn under(conn: &mut Conn, keys: &[&str]) -> Result<Vec<Asked>, StoreError> {
    let mut asked = vec![];
    for list in crate::sql::lists(keys) {
        let mut statement = Statement::new(
            "SELECT q.key, q.actor, q.digest, q.sequence, coalesce(m.number, '') FROM request q \
             LEFT JOIN record r ON r.sequence = q.sequence LEFT JOIN matter m ON m.id = coalesce(r.matter, r.sequence) \
             WHERE q.key IN ",
        );
        crate::sql::push_list(&mut statement, &list);
        statement.push(" ORDER BY q.sequence");
        for row in &statement.build().fetch_all(&mut *conn).await? {
            let (digest, sequence): (Vec<u8>, i64) = (row.try_get(2)?, row.try_get(3)?);
            asked.push(Asked {
                key: row.try_get(0)?,
                actor: crate::project::key(row.try_get(1)?)?,
                digest: Digest::try_from(digest).map_err(|_| {
                    StoreError::damaged("the digest of a request has another length")
                })?,
                sequence: sequence.unsigned_abs(),
                number: row.try_get(4)?,
            });
        }
    }
    Ok(asked)
}
