//! Files from what the store answers.

use jiff::Timestamp;
use jiff::tz::Offset;
use ledger::digest::{Hash, hex};
use store::integrity::{self, Included, Point, PointError};
use store::{Reader, StoreError};

use super::{Consistency, Inclusion, RecordInFile, Seal};

impl Seal {
    /// The seal over the journal at a point.
    #[must_use]
    pub fn of(point: &Point) -> Seal {
        let day = point.recorded_us.and_then(|us| Timestamp::from_microsecond(us).ok());
        // One zone in China, without daylight saving since 1991.
        let day = day.map(|at| Offset::constant(8).to_datetime(at).date().to_string());
        Seal::new(
            point.algorithm.name().to_owned(),
            (point.size, hex(&point.root)),
            point.head.map(|head| hex(&head)),
            day.unwrap_or_default(),
        )
    }
}

/// The proof that a record stands in the journal as it was when it had `size` records; as it is now if
/// nothing is said.
///
/// # Errors
///
/// [`PointError`] if there is no such record, or it came later.
pub async fn prove_record(
    reader: &Reader,
    sequence: u64,
    size: Option<u64>,
) -> Result<Inclusion, PointError> {
    let Included { record, leaf, path, point } =
        integrity::inclusion(reader, sequence, size).await?;
    let unreadable = || StoreError::Damaged { detail: format!("record {sequence} is no text") };
    let body = RecordInFile::with_body(&record.body).ok_or_else(unreadable)?;
    let record = RecordInFile {
        sequence,
        effective_day: record.effective_day,
        recorded_us: record.recorded_us,
        actor: record.actor,
        basis: record.basis,
        ..body
    };
    let algorithm = point.algorithm.name().to_owned();
    let root = (point.size, hex(&point.root));
    Ok(Inclusion::new(algorithm, record, hex(&leaf), root, digests(&path)))
}

/// The proof that the journal of now continues the journal when it had `first` records.
///
/// # Errors
///
/// [`PointError`] if it never had so many.
pub async fn prove_continuation(reader: &Reader, first: u64) -> Result<Consistency, PointError> {
    let (earlier, later, path) = integrity::consistency(reader, first, None).await?;
    let of = |point: &Point| (point.size, hex(&point.root));
    let algorithm = later.algorithm.name().to_owned();
    Ok(Consistency::new(algorithm, of(&earlier), of(&later), digests(&path)))
}

fn digests(path: &[Hash]) -> Vec<String> {
    path.iter().map(|digest| hex(digest)).collect()
}
