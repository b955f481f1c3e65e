//! Loading the rows of a file, batch after batch.

use std::path::PathBuf;

use base::Ctx;
use exchange::complaints::{self, Complaints};
use exchange::{Header, Row, Sheet};
use register::model::Import;
use register::words::Words;
use store::Tx;

use super::batch::{Batch, Taken};
use super::columns::Columns;
use super::fault::Fault;
use super::units::Units;
use super::{ImportError, Order, Outcome, Phase, Progress, Watch};
use crate::{AppError, Commands};

/// Rows decided and appended together.
const BATCH_ROWS: usize = 2_000;

/// An import under way.
pub(super) struct Loading<'a> {
    ctx: &'a Ctx,
    order: &'a Order,
    words: Words<'a>,
    import: &'a Import,
    sheet: Sheet,
    header: Header,
    pub(super) rows_total: Option<u64>,
    outcome: Outcome,
    /// Rows that are durable.
    durable: u64,
    complaints: Option<Complaints>,
}

impl<'a> Loading<'a> {
    pub(super) fn new(
        ctx: &'a Ctx,
        order: &'a Order,
        (words, import): (Words<'a>, &'a Import),
        (sheet, header): (Sheet, Header),
    ) -> Loading<'a> {
        let outcome = Outcome {
            file: sheet.file().to_owned(),
            sheet: sheet.name().to_owned(),
            personal: header.personal.clone(),
            ignored: header.ignored.clone(),
            ..Outcome::default()
        };
        Loading {
            ctx,
            order,
            words,
            import,
            sheet,
            header,
            rows_total: None,
            outcome,
            durable: 0,
            complaints: None,
        }
    }

    /// Loads every row that can be loaded; or, if all or nothing is asked for, all in one transaction.
    pub(super) async fn run(
        mut self,
        commands: &Commands,
        watch: &mut Watch<'_>,
    ) -> Result<Outcome, ImportError> {
        if self.order.all_or_nothing {
            let mut writer = commands.writer.lock().await;
            let mut tx = writer.begin().await.map_err(|error| self.stopped(error.into()))?;
            while self.batch(&mut tx, watch).await? {}
            // Dropped without a commit, the transaction has never been.
            self.outcome.withdrawn = self.outcome.bad > 0;
            if !self.outcome.withdrawn {
                tx.commit().await.map_err(|error| self.stopped(error.into()))?;
            }
        } else {
            let mut more = true;
            while more {
                // Between batches, others may write.
                let mut writer = commands.writer.lock().await;
                let mut tx = writer.begin().await.map_err(|error| self.stopped(error.into()))?;
                more = self.batch(&mut tx, watch).await?;
                tx.commit().await.map_err(|error| self.stopped(error.into()))?;
                self.durable = self.outcome.rows - self.outcome.bad;
            }
        }
        self.finish()
    }

    /// Reads, decides and appends one batch; whether there may be more.
    async fn batch(&mut self, tx: &mut Tx<'_>, watch: &mut Watch<'_>) -> Result<bool, ImportError> {
        let units = {
            let scope = &self.ctx.actor.scope;
            let all = tx.units();
            Units::new(all.into_iter().filter(|unit| tx.lies_within(&unit.key, scope)))
        };
        let mut rows = vec![];
        while rows.len() < BATCH_ROWS
            && let Some(row) = self.sheet.next_row()?
        {
            rows.push(row);
        }
        let columns = Columns::new(self.words, self.import, &self.header, &units, &self.sheet);
        let mut batch = Batch::new(self.ctx, columns, &self.sheet);
        let taken = batch.decide(tx, &rows).await.map_err(|error| self.stopped(error))?;
        let records = batch.records;
        self.outcome.events += u64::try_from(records.len()).unwrap_or_default();
        if !records.is_empty() {
            tx.append(records).await.map_err(|error| self.stopped(error.into()))?;
        }
        for (row, taken) in rows.iter().zip(taken) {
            self.count(row, taken)?;
        }
        let read = self.sheet.progress();
        watch(Progress {
            phase: Phase::Loading,
            rows: self.outcome.rows,
            rows_total: self.rows_total,
            bytes: read.bytes,
            bytes_total: read.bytes_total,
        });
        Ok(rows.len() == BATCH_ROWS)
    }

    fn count(&mut self, row: &Row, taken: Taken) -> Result<(), ImportError> {
        self.outcome.rows += 1;
        match taken {
            Taken::Opened => self.outcome.opened += 1,
            Taken::Continued => self.outcome.continued += 1,
            Taken::Present => self.outcome.present += 1,
            Taken::Not(mut faults) => {
                self.outcome.bad += 1;
                faults.sort_by_key(|fault| fault.index(&self.header));
                self.complain(row, &faults)?;
            }
        }
        Ok(())
    }

    fn complain(&mut self, row: &Row, faults: &[Fault]) -> Result<(), ImportError> {
        let (rows, lang) = (self.durable, self.ctx.lang);
        let failed = |source| ImportError::Results { rows, source };
        if self.complaints.is_none() {
            let begun = Complaints::begin(&self.results_path(), lang).map_err(failed)?;
            self.complaints = Some(begun);
        }
        if let Some(complaints) = &mut self.complaints {
            for fault in faults {
                let columns = (&self.header, self.import);
                let complaint = fault.complaint(self.sheet.name(), row, columns, lang);
                complaints.push(&complaint).map_err(failed)?;
            }
        }
        Ok(())
    }

    fn results_path(&self) -> PathBuf {
        self.order.results.clone().unwrap_or_else(|| complaints::beside(&self.order.file))
    }

    fn finish(mut self) -> Result<Outcome, ImportError> {
        if let Some(complaints) = self.complaints.take() {
            let summary = self.outcome.lines(self.ctx.lang);
            let rows = self.durable;
            let path = complaints.finish(&summary);
            self.outcome.results =
                Some(path.map_err(|source| ImportError::Results { rows, source })?);
        }
        Ok(self.outcome)
    }

    fn stopped(&self, error: AppError) -> ImportError {
        let rows = self.durable;
        match error {
            AppError::Store(source) => ImportError::Stopped { rows, source },
            AppError::Denied(denied) => ImportError::Denied(denied),
            other => ImportError::Refused { rows, source: Box::new(other) },
        }
    }
}
