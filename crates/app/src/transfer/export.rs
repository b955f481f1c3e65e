//! A journal into a file.

use std::io::Write;

use ledger::chain;
use store::Reader;
use store::journal::{Head, View};

use super::TransferError;
use super::line::{self, Opening, RecordLine};

/// Records read at a time.
const RECORDS: u32 = 4_096;

/// Writes the whole journal as it is now, also while others go on writing. The chain is recomputed on the
/// way. `progress` hears how many records of how many are done.
///
/// # Errors
///
/// [`TransferError::Unsound`] if the journal is not what it was when it was recorded; others if the file
/// cannot be written.
pub async fn export(
    reader: &Reader,
    to: &mut impl Write,
    mut progress: impl FnMut(u64, u64),
) -> Result<Head, TransferError> {
    let mut view = View::of(reader).await?;
    let algorithm = view.algorithm().await?;
    let noted = view.head().await?;
    let opening = Opening::new(algorithm);
    writeln!(to, "{}", serde_json::to_string(&opening).expect("texts can be written"))?;
    let mut head = Head { sequence: 0, hash: chain::first_head(algorithm) };
    loop {
        let records = view.records_after(head.sequence, RECORDS).await?;
        if records.is_empty() {
            break;
        }
        let mut beside = view.personal_of(&records).await?;
        for record in &records {
            let sequence = head.sequence.saturating_add(1);
            let unsound = || TransferError::Unsound { sequence };
            if record.sequence != sequence {
                return Err(unsound());
            }
            let leaf = record.leaf(algorithm);
            let line = RecordLine::of(record, &leaf).ok_or_else(unsound)?;
            writeln!(to, "{}", line.text())?;
            for guarded in beside.remove(&sequence).into_iter().flatten() {
                writeln!(to, "{}", line::personal(&guarded))?;
            }
            head = Head { sequence, hash: chain::next_head(algorithm, &head.hash, &leaf) };
        }
        progress(head.sequence, noted.sequence);
    }
    if head != noted {
        return Err(TransferError::Unsound { sequence: head.sequence });
    }
    writeln!(to, "{}", line::end(head.sequence, &head.hash))?;
    to.flush()?;
    Ok(head)
}
