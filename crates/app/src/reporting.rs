//! Reports of count registers: one in force for every unit and period.

use base::Key;
use indicators::reporting;
use jiff::civil::Date;
use register::decide::Act;
use register::model::Every;

use crate::AppError;
use crate::deciding::Deciding;

/// A report that is to be opened.
pub(crate) struct Report<'a> {
    pub(crate) register: &'a Key,
    pub(crate) unit: &'a Key,
    pub(crate) act: &'a Act,
}

/// The most numbers tried for one unit and period: as many wrong reports must be taken back before.
const ATTEMPTS_MAX: u32 = 1_000;

impl Report<'_> {
    /// The number of the report: `d01-2021-03-04`, and `d01-2021-03-04-2` if that one was taken back
    /// and can no longer be opened for its day.
    ///
    /// # Errors
    ///
    /// [`AppError::NotAReporter`], [`AppError::NotPeriodEnd`], [`AppError::AlreadyReported`], and
    /// [`AppError::ReportNumber`] if the act brings another number.
    pub(crate) async fn number(
        &self,
        deciding: &mut Deciding<'_, '_>,
        every: Every,
        reporters: &Key,
    ) -> Result<String, AppError> {
        let unit = self.unit;
        let kind = deciding.tx.unit(unit).map(|unit| unit.kind.clone());
        if let Some(kind) = kind.filter(|kind| kind != reporters) {
            let reporters = reporters.clone();
            return Err(AppError::NotAReporter { unit: unit.clone(), kind, reporters });
        }
        let day = self.act.effective_on;
        let ends = reporting::period(every, day).map_or(day, base::Span::to);
        if ends != day {
            return Err(AppError::NotPeriodEnd { day, expected: ends });
        }
        let first = format!("{unit}-{}", period(every, day));
        let number = self.free(deciding, &first).await?;
        match &self.act.number {
            Some(given) if *given != number => {
                Err(AppError::ReportNumber { number: given.clone(), expected: number })
            }
            Some(_) | None => Ok(number),
        }
    }

    async fn free(&self, deciding: &mut Deciding<'_, '_>, first: &str) -> Result<String, AppError> {
        for attempt in 1..=ATTEMPTS_MAX {
            let number = if attempt == 1 { first.to_owned() } else { format!("{first}-{attempt}") };
            let Some(matter) = deciding.matter(self.register, &number).await? else {
                return Ok(number);
            };
            if matter.place.is_some() {
                return Err(AppError::AlreadyReported { unit: self.unit.clone(), number });
            }
            let day = self.act.effective_on;
            if matter.not_before().is_none_or(|earliest| earliest <= day) {
                return Ok(number);
            }
        }
        Err(AppError::NumberTaken { number: first.to_owned() })
    }
}

fn period(every: Every, day: Date) -> String {
    match every {
        Every::Day => day.to_string(),
        Every::Month => format!("{:04}-{:02}", day.year(), day.month()),
    }
}
