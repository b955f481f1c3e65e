//! Does the journal hold together, and does everything derived from it follow from it?

mod compare;
mod scratch;
mod tables;
mod words;

use base::{Lang, Say};
use ledger::chain::{self, Algorithm, Hash};

use crate::error::Bilingual;
use crate::journal::{self, Head, View};
use crate::record::{self, Filed};
use crate::{Reader, StoreError, integrity};

use scratch::Scratch;
pub use words::{Difference, What};

/// What was verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verified {
    pub records: u64,
    /// Commits to every record: compare it with one noted elsewhere.
    pub head: Head,
}

/// What does not hold.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    #[error(
        "record {sequence} fails: {fault}; records before it are sound. Keep the file and compare with a backup"
    )]
    Record { sequence: u64, fault: RecordFault },
    #[error(
        "the records up to {last} do not give the head that was kept after them: records, and their digests too, were changed within records {} to {last}. Keep the file and compare with a backup",
        section_before(*.last)
    )]
    Section { last: u64 },
    #[error(
        "the journal ends at record {last}, but it once went on to record {noted}: the last records are missing"
    )]
    CutOff { last: u64, noted: u64 },
    #[error(
        "the journal is sound, but what is derived from it differs; `taizhang rebuild` derives it again:\n{}",
        listed(.differences, Lang::En)
    )]
    Derived { differences: Vec<Difference> },
    #[error("the journal is sound, but the file is damaged: {}", .faults.join("; "))]
    File { faults: Vec<String> },
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What is wrong with a record.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RecordFault {
    #[error("its content does not match its digest")]
    Digest,
    #[error("it is missing")]
    Missing,
    #[error("its content cannot be read")]
    Unreadable,
    #[error("it belongs to a matter, or does not, against what it says")]
    Kind,
    #[error("its digest is right, but this program never writes such a record: {0}")]
    Impossible(Bilingual),
}

/// The most differences told at once.
const DIFFERENCES_MAX: usize = 20;

/// Records read at a time.
const RECORDS: u32 = 4_096;

/// Recomputes the chain over every record, and from the records every projection, and compares. Memory
/// stays bounded whatever the size of the journal. `progress` hears how many records of how many are
/// done.
///
/// # Errors
///
/// [`VerifyError`] names the first record that fails; or, if all are sound, what is derived wrongly.
pub async fn run(
    reader: &Reader,
    mut progress: impl FnMut(u64, u64),
) -> Result<Verified, VerifyError> {
    let mut view = View::of(reader).await?;
    let total = view.last_sequence().await?;
    let algorithm = integrity::algorithm(&mut view.conn).await?;
    let mut head = Head { sequence: 0, hash: chain::first_head(algorithm) };
    let mut scratch = Scratch::new(&view, algorithm).await?;
    loop {
        let records = journal::bare_after(&mut view.conn, head.sequence, RECORDS).await?;
        let Some(last) = records.last() else { break };
        let kept = view.section_heads(head.sequence, last.sequence.unsigned_abs()).await?;
        let mut kept = kept.into_iter();
        scratch.fetch(&records).await?;
        let projector = scratch.projector();
        let known = |matter| projector.number(matter);
        let leaves = record::leaves(&records, known, (&view.dictionary, algorithm));
        for (record, leaf) in records.iter().zip(leaves) {
            let leaf = check(record, leaf, algorithm, &mut head)?;
            if head.sequence.is_multiple_of(journal::SECTION) && kept.next() != Some(head) {
                return Err(VerifyError::Section { last: head.sequence });
            }
            let taken = scratch.take(&mut view, record, &leaf).await;
            taken.map_err(|error| blame(head.sequence, error))?;
        }
        let finished = scratch.finish().await;
        finished.map_err(|error| blame(head.sequence, error))?;
        progress(head.sequence, total);
    }
    let noted = view.noted_end().await?;
    if let Some(noted) = noted.filter(|noted| noted.sequence > head.sequence) {
        return Err(VerifyError::CutOff { last: head.sequence, noted: noted.sequence });
    }
    if noted.is_some_and(|noted| noted != head) {
        return Err(VerifyError::Section { last: head.sequence });
    }
    let differences = scratch.differences(&mut view, head, DIFFERENCES_MAX).await?;
    if !differences.is_empty() {
        return Err(VerifyError::Derived { differences });
    }
    let faults = view.file_faults().await?;
    if !faults.is_empty() {
        return Err(VerifyError::File { faults });
    }
    Ok(Verified { records: head.sequence, head })
}

/// Every row of every projection as text, one a line: equal dumps are equal projections.
///
/// # Errors
///
/// [`StoreError`] if the database cannot be read.
pub async fn dump(reader: &Reader) -> Result<String, StoreError> {
    let mut view = View::of(reader).await?;
    let mut text = String::new();
    for table in tables::ALL {
        table.dump(&mut view.conn, &mut text).await?;
    }
    Ok(text)
}

/// Checks a record against its digest, and moves the head on. Answers its leaf.
fn check(
    filed: &Filed,
    leaf: Result<record::Leaf, StoreError>,
    algorithm: Algorithm,
    head: &mut Head,
) -> Result<Hash, VerifyError> {
    let sequence = head.sequence.saturating_add(1);
    let fails = |fault| VerifyError::Record { sequence, fault };
    if filed.sequence.unsigned_abs() != sequence {
        return Err(fails(RecordFault::Missing));
    }
    let record::Leaf { hash, is_of_a_matter } = leaf.map_err(|_| fails(RecordFault::Unreadable))?;
    if record::begins(&hash) != filed.digest {
        return Err(fails(RecordFault::Digest));
    }
    *head = Head { sequence, hash: chain::next_head(algorithm, &head.hash, &hash) };
    if is_of_a_matter == filed.matter.is_some() { Ok(hash) } else { Err(fails(RecordFault::Kind)) }
}

/// A record that cannot follow on those before it is at fault itself; a full disk is not its fault.
fn blame(sequence: u64, error: StoreError) -> VerifyError {
    let is_of_the_record = matches!(
        error,
        StoreError::Damaged { .. }
            | StoreError::UnknownUnit { .. }
            | StoreError::Overtaken { .. }
            | StoreError::Unbalanced { .. }
            | StoreError::TooLarge
    );
    if is_of_the_record {
        let fault = RecordFault::Impossible(Bilingual::of(&error));
        VerifyError::Record { sequence, fault }
    } else {
        VerifyError::Store(error)
    }
}

/// The first record of the section that ends with this one.
fn section_before(last: u64) -> u64 {
    (last.saturating_sub(1) / journal::SECTION).saturating_mul(journal::SECTION).saturating_add(1)
}

fn listed(differences: &[Difference], lang: Lang) -> String {
    differences.iter().map(|difference| difference.say(lang)).collect::<Vec<_>>().join("\n")
}

impl Say for VerifyError {
    fn say(&self, lang: Lang) -> String {
        match (self, lang) {
            (VerifyError::Store(error), _) => error.say(lang),
            (_, Lang::En) => self.to_string(),
            (VerifyError::Record { sequence, fault }, Lang::Zh) => format!(
                "第 {sequence} 号记录未通过核验：{}；此前的记录完好。请保留原文件，并与备份比对",
                fault.in_chinese()
            ),
            (VerifyError::Section { last }, Lang::Zh) => format!(
                "截至第 {last} 号记录的内容与所存链首不符：第 {} 至 {last} 号记录中有记录连同其摘要被改动。请保留原文件，并与备份比对",
                section_before(*last)
            ),
            (VerifyError::CutOff { last, noted }, Lang::Zh) => {
                format!("流水到第 {last} 号记录为止，但曾记到第 {noted} 号：末尾的记录缺失")
            }
            (VerifyError::Derived { differences }, Lang::Zh) => format!(
                "流水完好，但由其推算的内容不符；`taizhang rebuild` 可重新推算：\n{}",
                listed(differences, Lang::Zh)
            ),
            (VerifyError::File { faults }, Lang::Zh) => {
                format!("流水完好，但数据库文件已损坏：{}", faults.join("；"))
            }
        }
    }
}

impl RecordFault {
    fn in_chinese(&self) -> String {
        match self {
            RecordFault::Digest => "内容与摘要不符".to_owned(),
            RecordFault::Missing => "记录缺失".to_owned(),
            RecordFault::Unreadable => "内容无法读取".to_owned(),
            RecordFault::Kind => "是否属于某一事项与内容不符".to_owned(),
            RecordFault::Impossible(why) => {
                format!("摘要相符，但本程序不会写出这样的记录：{}", why.zh)
            }
        }
    }
}
