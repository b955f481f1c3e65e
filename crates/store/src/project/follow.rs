//! Catching up with what another program has written.

use ledger::chain;

use super::Projector;
use crate::StoreError;
use crate::cells::Volumes;
use crate::journal::{self, Head};
use crate::legs::Runs;
use crate::record::dictionary::Accounts;
use crate::record::{leaves, signed};
use crate::sql::Conn;
use crate::writer::REPLAY_RECORDS;

impl Projector {
    /// Goes on at `to`, where somebody else has brought the journal from `from`. `false` if everything
    /// must be loaded anew: too much was written, or something else than events of matters.
    ///
    /// The tree grows by the new leaves; computing it from all records since its last kept node again, at
    /// every turn, is what two busy programs would spend most of their time on.
    pub(crate) async fn follow(
        &mut self,
        conn: &mut Conn,
        from: Head,
        to: Head,
    ) -> Result<bool, StoreError> {
        let written = to.sequence.checked_sub(from.sequence);
        if written.is_none_or(|written| written > u64::from(REPLAY_RECORDS)) {
            return Ok(false);
        }
        let records = journal::bare_after(conn, from.sequence, REPLAY_RECORDS).await?;
        if records.iter().any(|record| record.matter.is_none()) {
            return Ok(false);
        }
        self.dictionary.refresh(conn).await?;
        self.dims_written = self.dictionary.dims_after(0).count();
        self.fetch(conn, &records).await?;
        let algorithm = self.algorithm();
        let known = |matter| self.matters.number(matter);
        let found = leaves(&records, known, (&self.dictionary, algorithm));
        self.matters.forget();
        let mut head = from;
        for leaf in found {
            let leaf = leaf?.hash;
            head.sequence = head.sequence.saturating_add(1);
            head.hash = chain::next_head(algorithm, &head.hash, &leaf);
            self.tree.grow(&leaf);
        }
        // The nodes that have grown are written already.
        self.tree.forget();
        if head != to {
            return Ok(false);
        }
        let reached = signed(to.sequence);
        self.at = to.sequence;
        self.accounts = Accounts::load(conn).await?;
        self.volumes = Volumes::load(conn, reached).await?;
        self.runs = Runs::load(conn, reached).await?;
        Ok(true)
    }
}
