//! Accounts and dimensions by number.

use std::collections::BTreeMap;

use crate::sql::{Conn, Statement};
use base::Dims;
use ledger::Account;

use crate::StoreError;

/// The most dimension sets kept in memory; beyond, they are looked up again.
const CACHED_MAX: usize = 100_000;

/// Numbers of accounts and dimension sets, given in order of first use.
#[derive(Debug)]
pub(super) struct Interned {
    accounts: BTreeMap<Account, i64>,
    accounts_last: i64,
    dims: BTreeMap<Dims, i64>,
    dims_last: i64,
}

impl Interned {
    pub(super) async fn load(conn: &mut Conn) -> Result<Interned, StoreError> {
        let accounts_last = crate::sql::query_scalar("SELECT coalesce(max(id), 0) FROM account");
        let dims_last = crate::sql::query_scalar("SELECT coalesce(max(id), 0) FROM dims");
        Ok(Interned {
            accounts: BTreeMap::new(),
            accounts_last: accounts_last.fetch_one(&mut *conn).await?,
            dims: BTreeMap::new(),
            dims_last: dims_last.fetch_one(conn).await?,
        })
    }

    pub(super) async fn account(
        &mut self,
        conn: &mut Conn,
        account: &Account,
    ) -> Result<i64, StoreError> {
        if let Some(id) = self.accounts.get(account) {
            return Ok(*id);
        }
        let (register, place) = (account.register().as_str(), account.place().as_str());
        let found: Option<i64> = crate::sql::query_scalar(
            "SELECT id FROM account WHERE register = $1 AND book = $2 AND place = $3",
        )
        .bind(register)
        .bind(account.book())
        .bind(place)
        .fetch_optional(&mut *conn)
        .await?;
        let id = match found {
            Some(id) => id,
            None => {
                self.accounts_last += 1;
                crate::sql::query(
                    "INSERT INTO account (id, register, book, place) VALUES ($1, $2, $3, $4)",
                )
                .bind(self.accounts_last)
                .bind(register)
                .bind(account.book())
                .bind(place)
                .execute(conn)
                .await?;
                self.accounts_last
            }
        };
        self.accounts.insert(account.clone(), id);
        Ok(id)
    }

    pub(super) async fn dims(&mut self, conn: &mut Conn, dims: &Dims) -> Result<i64, StoreError> {
        if let Some(id) = self.dims.get(dims) {
            return Ok(*id);
        }
        let text = dims.to_string();
        let found: Option<i64> = crate::sql::query_scalar("SELECT id FROM dims WHERE text = $1")
            .bind(&text)
            .fetch_optional(&mut *conn)
            .await?;
        let id = match found {
            Some(id) => id,
            None => {
                self.dims_last += 1;
                insert_dims(conn, self.dims_last, &text, dims).await?;
                self.dims_last
            }
        };
        if self.dims.len() >= CACHED_MAX {
            self.dims.clear();
        }
        self.dims.insert(dims.clone(), id);
        Ok(id)
    }
}

async fn insert_dims(conn: &mut Conn, id: i64, text: &str, dims: &Dims) -> Result<(), StoreError> {
    crate::sql::query("INSERT INTO dims (id, text) VALUES ($1, $2)")
        .bind(id)
        .bind(text)
        .execute(&mut *conn)
        .await?;
    if dims.is_empty() {
        return Ok(());
    }
    let mut statement = Statement::new("INSERT INTO dim_value (dims, dimension, value) ");
    statement.push_values(dims.iter(), |mut row, (dimension, value)| {
        row.push_bind(id).push_bind(dimension.as_str()).push_bind(value.as_str());
    });
    statement.build().execute(conn).await?;
    Ok(())
}
