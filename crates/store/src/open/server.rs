//! Schemas of PostgreSQL.

use tokio_postgres::Config;

use crate::server_fault::ServerFault;
use crate::sql::{Conn, query_scalar};
use crate::{Place, StoreError};

/// How a connection that writes behaves. A program that stands still in the middle of a transaction
/// must not hold up all others for ever, nor wait for ever itself.
///
/// All it reads it looks up by key. Plans are made while tables are small and kept while they grow, so
/// the server must not think of reading whole tables then.
const WRITING: &str = "SET lock_timeout = '60s'; SET idle_in_transaction_session_timeout = '60s'; \
                       SET client_min_messages = warning; SET enable_seqscan = off; \
                       SET enable_hashjoin = off; SET enable_mergejoin = off; SET jit = off";

pub(super) async fn writing(config: &Config) -> Result<Conn, StoreError> {
    let mut conn = Conn::postgres(config).await?;
    conn.batch(WRITING).await?;
    Ok(conn)
}

pub(super) async fn require_utf8(conn: &mut Conn, place: &Place) -> Result<(), StoreError> {
    let found: String = query_scalar("SHOW server_encoding").fetch_one(conn).await?;
    if found == "UTF8" {
        return Ok(());
    }
    let fault = ServerFault::Encoding { found };
    Err(StoreError::Server { place: place.clone(), fault })
}

/// Makes the schema that the address names first, if there is none yet.
pub(super) async fn make_schema(conn: &mut Conn, place: &Place) -> Result<(), StoreError> {
    let current: Option<String> =
        query_scalar("SELECT current_schema()::text").fetch_one(&mut *conn).await?;
    if current.is_some() {
        return Ok(());
    }
    let path: String = query_scalar("SHOW search_path").fetch_one(&mut *conn).await?;
    let names = path.split(',').map(|name| name.trim().trim_matches('"'));
    let name = names.filter(|name| !name.starts_with('$')).find(|name| !name.is_empty());
    let name = name.unwrap_or("public").replace('"', "\"\"");
    let made = conn.batch(&format!("CREATE SCHEMA IF NOT EXISTS \"{name}\"")).await;
    made.map_err(|error| error.if_forbidden(place))
}
