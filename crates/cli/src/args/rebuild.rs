//! Deriving everything again.

use clap::Args;

use super::Dir;

/// What is derived again.
#[derive(Debug, Args)]
pub(crate) struct Rebuild {
    #[command(flatten)]
    pub(crate) dir: Dir,

    /// 只由分录重新加总月度余额，比全部重建快得多 / only add up the month cells again, from the postings: much faster
    #[arg(long)]
    pub(crate) cells: bool,
}
