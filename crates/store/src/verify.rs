//! Does the journal hold together, and does everything derived from it follow from it?

mod compare;
mod scratch;
mod tables;
mod words;

use base::{Lang, Say};
use ledger::chain::{self, Algorithm};
use register::event::Body;

use crate::error::Bilingual;
use crate::journal::{Head, Stored, View};
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
    #[error("its kind is not that of its content")]
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
    let algorithm = integrity::algorithm(&mut view.0).await?;
    let mut head = Head { sequence: 0, hash: chain::first_head(algorithm) };
    let mut scratch = Scratch::new(algorithm).await?;
    loop {
        let records = view.records_after(head.sequence, RECORDS).await?;
        if records.is_empty() {
            break;
        }
        let mut sound = Vec::with_capacity(records.len());
        for record in records {
            let body = check(&record, algorithm, &mut head)?;
            sound.push((record, body));
        }
        let taken = scratch.take(&mut view, &sound).await;
        taken.map_err(|error| blame(scratch.at(), error))?;
        progress(head.sequence, total);
    }
    if let Some(noted) = view.noted_end().await?.filter(|noted| *noted > head.sequence) {
        return Err(VerifyError::CutOff { last: head.sequence, noted });
    }
    let differences = scratch.differences(&mut view, DIFFERENCES_MAX).await?;
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
    for table in &tables::ALL {
        table.dump(&mut view.0, &mut text).await?;
    }
    Ok(text)
}

/// Checks a record against the head before it, and moves the head on.
fn check(record: &Stored, algorithm: Algorithm, head: &mut Head) -> Result<Body, VerifyError> {
    let expected = head.sequence.saturating_add(1);
    let fails = |fault| VerifyError::Record { sequence: expected, fault };
    if record.sequence != expected {
        return Err(fails(RecordFault::Missing));
    }
    let hash = record.head_after(algorithm, &head.hash);
    if record.head != hash {
        return Err(fails(RecordFault::Digest));
    }
    *head = Head { sequence: expected, hash };
    let body = record.body().map_err(|_| fails(RecordFault::Unreadable))?;
    if record.is_of_kind(&body) { Ok(body) } else { Err(fails(RecordFault::Kind)) }
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
            RecordFault::Kind => "类别与内容不符".to_owned(),
            RecordFault::Impossible(why) => {
                format!("摘要相符，但本程序不会写出这样的记录：{}", why.zh)
            }
        }
    }
}
