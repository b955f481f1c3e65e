//! What has been carried out under a key before?

use std::collections::BTreeMap;

use base::Key;
use register::event::Body;
use register::request::Digest;

use crate::sql::{Conn, Statement};
use crate::{StoreError, journal};

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
    let mut found: BTreeMap<u64, (String, Digest)> = BTreeMap::new();
    for list in crate::sql::lists(keys) {
        let mut statement =
            Statement::new("SELECT key, digest, sequence FROM request WHERE key IN ");
        crate::sql::push_list(&mut statement, &list);
        for row in &statement.build().fetch_all(&mut *conn).await? {
            let (key, digest, sequence): (_, Vec<u8>, i64) =
                (row.try_get(0)?, row.try_get(1)?, row.try_get(2)?);
            let digest = Digest::try_from(digest)
                .map_err(|_| StoreError::damaged("the digest of a request has another length"))?;
            found.insert(sequence.unsigned_abs(), (key, digest));
        }
    }
    if found.is_empty() {
        return Ok(vec![]);
    }
    let sequences: Vec<i64> =
        found.keys().map(|sequence| crate::record::signed(*sequence)).collect();
    let mut asked = Vec::with_capacity(found.len());
    for record in journal::records_at(conn, &sequences).await? {
        let Some((key, digest)) = found.remove(&record.sequence) else { continue };
        let number = match record.body()? {
            Body::Matter(event) => event.number,
            _ => String::new(),
        };
        let actor = Key::new(&record.actor)
            .map_err(|_| StoreError::damaged(format!("record {} has no actor", record.sequence)))?;
        asked.push(Asked { key, actor, digest, sequence: record.sequence, number });
    }
    Ok(asked)
}
