//! What the system does by itself. Every job is safe to run twice, and beside anything else.

use base::Ctx;

use crate::deciding::Deciding;
use crate::sequencer::Known;
use crate::{AppError, Commands};

/// Gives up the holds whose time was over by `ctx.now`, each as an event of its matter. Answers how many.
///
/// Whoever draws on a pool gives up what is over on it first, so that nobody waits for this job; it
/// keeps the lists and figures of pools that nobody asks for in order.
///
/// # Errors
///
/// [`AppError::Store`] if the database fails; what was given up until then stays so.
pub async fn expire(commands: &Commands, ctx: &Ctx) -> Result<usize, AppError> {
    let mut given_up = 0_usize;
    loop {
        let ctx = ctx.clone();
        let keys = commands.keys().cloned();
        let (some, more) = commands
            .alone(async move |tx| {
                let mut known = Known::protected_with(keys);
                let mut deciding = Deciding::prepare_acts(tx, &mut known, [].iter()).await?;
                let expired = deciding.expire(&ctx).await?;
                let records = deciding.take_ahead();
                if !records.is_empty() {
                    tx.append(records).await?;
                }
                Ok::<_, AppError>(expired)
            })
            .await?;
        given_up = given_up.saturating_add(some);
        if !more {
            return Ok(given_up);
        }
    }
}
