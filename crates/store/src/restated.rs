//! What was learnt since a closing, by the class of its record? The rows of the restatement bridge.

mod changes;
mod rows;
mod since;
mod tree;

use std::collections::BTreeMap;

use base::{Ctx, Right};
use indicators::Ask;
use indicators::restate::Learnt;
use ledger::{Account, Tally};
use register::closing::Closing;

use crate::{Reader, StoreError};

pub use changes::{Change, What, changes};
pub use rows::rows;

use since::Since;
use tree::TreesThen;

/// The part of the record between a closing and a later point.
#[derive(Clone, Copy, Debug)]
pub struct Stretch<'a> {
    /// Its knowledge point is where the stretch begins.
    pub closing: &'a Closing,
    /// The last record that counts.
    pub until: u64,
}

/// What records of the stretch brought to these balances, with the organisation of the closing. The
/// asks are those of the closing's definitions.
///
/// # Errors
///
/// [`StoreError::Denied`] without the right to read a register that an ask is about.
pub async fn learnt(
    reader: &Reader,
    ctx: &Ctx,
    stretch: Stretch<'_>,
    asks: &[Ask],
) -> Result<Learnt, StoreError> {
    let outside: Vec<Vec<Account>> = asks.iter().map(accounts).collect();
    let mut by_account: BTreeMap<&Account, Vec<&Ask>> = BTreeMap::new();
    for (ask, accounts) in asks.iter().zip(&outside) {
        for account in accounts {
            ctx.require(&Right::to_read(account.register()))?;
            by_account.entry(account).or_default().push(ask);
        }
    }
    let mut view = reader.snapshot().await?;
    let tree = TreesThen::known_at(&mut view, stretch.closing.known_at).await?;
    let since = Since::of(reader, &mut view, asks).await?;
    let mut learnt = Learnt::new();
    let each = since.each(&mut view, stretch, |posted| {
        for ask in by_account.get(posted.account).into_iter().flatten() {
            if tree.counts(ask, posted) {
                let classes = learnt.entry((*ask).clone()).or_default();
                let sum: &mut Tally = classes.entry(posted.class).or_default();
                *sum = sum.plus(posted.tally).ok_or(StoreError::TooLarge)?;
            }
        }
        Ok(())
    });
    each.await?;
    Ok(learnt)
}

/// The accounts that answer an ask.
fn accounts(ask: &Ask) -> Vec<Account> {
    match ask {
        Ask::Tally { accounts, .. } => accounts.clone(),
        Ask::Coverage { register, .. } => vec![Account::outside(register)],
    }
}
