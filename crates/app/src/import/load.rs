//! Loading the rows of a file, batch after batch.

use std::path::PathBuf;
use std::sync::Arc;

use base::Ctx;
use exchange::complaints::{self, Complaints};
use exchange::{Header, Row, Sheet};
use register::Catalogue;
use store::Tx;
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};

use super::batch::{Batch, Taken};
use super::columns::Columns;
use super::fault::Fault;
use super::units::Units;
use super::{ImportError, Order, Outcome, Phase, Progress, Watch, importable};
use crate::personal::Keys;
use crate::{AppError, Commands};

/// Rows decided and appended together.
const BATCH_ROWS: usize = 2_000;

/// An import under way. It travels to the sequencer with every batch, and back.
pub(super) struct Loading {
    ctx: Ctx,
    order: Order,
    catalogue: Arc<Catalogue>,
    sheet: Sheet,
    header: Header,
    rows_total: u64,
    outcome: Outcome,
    /// Rows that are durable.
    durable: u64,
    complaints: Option<Complaints>,
    /// What personal values are protected with.
    keys: Option<Arc<Keys>>,
}

/// Why a batch is not committed.
enum Stop {
    Failed(AppError),
    Import(Box<ImportError>),
    /// Bad rows were found, and all or nothing was asked for.
    Withdrawn(Box<Loading>),
}

impl From<AppError> for Stop {
    fn from(error: AppError) -> Stop {
        Stop::Failed(error)
    }
}

impl From<ImportError> for Stop {
    fn from(error: ImportError) -> Stop {
        Stop::Import(Box::new(error))
    }
}

impl Loading {
    pub(super) fn new(
        (ctx, order): (&Ctx, &Order),
        catalogue: Arc<Catalogue>,
        (sheet, header): (Sheet, Header),
        rows_total: u64,
    ) -> Loading {
        let outcome = Outcome {
            file: sheet.file().to_owned(),
            sheet: sheet.name().to_owned(),
            personal: header.personal.clone(),
            ignored: header.ignored.clone(),
            ..Outcome::default()
        };
        Loading {
            ctx: ctx.clone(),
            order: order.clone(),
            catalogue,
            sheet,
            header,
            rows_total,
            outcome,
            durable: 0,
            complaints: None,
            keys: None,
        }
    }

    /// Loads every row that can be loaded; or, if all or nothing is asked for, all in one transaction.
    pub(super) async fn run(
        mut self,
        commands: &Commands,
        watch: &mut Watch<'_>,
    ) -> Result<Outcome, ImportError> {
        self.keys = commands.keys().cloned();
        if self.order.all_or_nothing {
            return self.run_together(commands, watch).await;
        }
        let mut loading = self;
        loop {
            // Between batches, others may write.
            let rows = loading.read()?;
            let is_last = rows.len() < BATCH_ROWS;
            let durable = loading.durable;
            let batch = commands.alone(async move |tx: &mut Tx<'_>| {
                loading.batch(tx, &rows).await?;
                Ok(loading)
            });
            loading = batch.await.map_err(|stop: Stop| stop.told(durable))?;
            loading.durable = loading.outcome.rows - loading.outcome.bad;
            watch(loading.progress());
            if is_last {
                return loading.finish();
            }
        }
    }

    async fn run_together(
        mut self,
        commands: &Commands,
        watch: &mut Watch<'_>,
    ) -> Result<Outcome, ImportError> {
        let (tell, mut told) = unbounded_channel();
        let load = commands.alone(async move |tx: &mut Tx<'_>| {
            self.load_together(tx, tell).await?;
            if self.outcome.bad > 0 { Err(Stop::Withdrawn(Box::new(self))) } else { Ok(self) }
        });
        let mut load = std::pin::pin!(load);
        let loaded = loop {
            tokio::select! {
                biased;
                Some(progress) = told.recv() => watch(progress),
                loaded = &mut load => break loaded,
            }
        };
        while let Ok(progress) = told.try_recv() {
            watch(progress);
        }
        match loaded {
            Ok(loading) => loading.finish(),
            Err(Stop::Withdrawn(mut loading)) => {
                loading.outcome.withdrawn = true;
                loading.finish()
            }
            Err(stop) => Err(stop.told(0)),
        }
    }

    async fn load_together(
        &mut self,
        tx: &mut Tx<'_>,
        tell: UnboundedSender<Progress>,
    ) -> Result<(), Stop> {
        loop {
            let rows = self.read()?;
            self.batch(tx, &rows).await?;
            // Whoever asked may have gone away.
            let _ = tell.send(self.progress());
            if rows.len() < BATCH_ROWS {
                return Ok(());
            }
        }
    }

    fn read(&mut self) -> Result<Vec<Row>, ImportError> {
        let mut rows = vec![];
        while rows.len() < BATCH_ROWS
            && let Some(row) = self.sheet.next_row()?
        {
            rows.push(row);
        }
        Ok(rows)
    }

    /// Decides and appends one batch.
    async fn batch(&mut self, tx: &mut Tx<'_>, rows: &[Row]) -> Result<(), Stop> {
        let units = {
            let scope = &self.ctx.actor.scope;
            let all = tx.units();
            Units::new(all.into_iter().filter(|unit| tx.lies_within(&unit.key, scope)))
        };
        let (words, import) = importable(&self.catalogue, &self.order.register)?;
        let columns = Columns::new(words, import, &self.header, &units, &self.sheet);
        let mut batch = Batch::new(&self.ctx, columns, &self.sheet, self.keys.clone());
        let taken = batch.decide(tx, rows).await?;
        let records = batch.records;
        self.outcome.events += u64::try_from(records.len()).unwrap_or_default();
        if !records.is_empty() {
            tx.append(records).await.map_err(AppError::from)?;
        }
        for (row, taken) in rows.iter().zip(taken) {
            self.count(row, taken)?;
        }
        Ok(())
    }

    fn progress(&self) -> Progress {
        let read = self.sheet.progress();
        Progress {
            phase: Phase::Loading,
            rows: self.outcome.rows,
            rows_total: Some(self.rows_total),
            bytes: read.bytes,
            bytes_total: read.bytes_total,
        }
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
        let (words, import) = importable(&self.catalogue, &self.order.register)?;
        let failed = |source| ImportError::Results { rows, source };
        if self.complaints.is_none() {
            let begun = Complaints::begin(&self.results_path(), lang).map_err(failed)?;
            self.complaints = Some(begun);
        }
        if let Some(complaints) = &mut self.complaints {
            for fault in faults {
                let columns = (&self.header, import, words.register);
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
}

impl Stop {
    /// The reason as whoever imports is told, with so many rows loaded.
    fn told(self, rows: u64) -> ImportError {
        match self {
            Stop::Failed(AppError::Store(source)) => ImportError::Stopped { rows, source },
            Stop::Failed(AppError::Denied(denied)) => ImportError::Denied(denied),
            Stop::Failed(other) => ImportError::Refused { rows, source: Box::new(other) },
            Stop::Import(error) => *error,
            Stop::Withdrawn(_) => {
                unreachable!("only the whole file is withdrawn, and then told so")
            }
        }
    }
}
