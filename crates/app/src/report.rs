//! Compiling a report: its questions are asked together, and the answers become a document.

use std::collections::BTreeMap;

use base::{Ctx, Lang, Say};
use indicators::{Figure, IndicatorError, Question};
use register::model::Catalogue;
use reports::{FigureId, Template};
use store::{Reader, StoreError};

/// A compiled report with the figures it was compiled from.
#[derive(Clone, Debug)]
pub struct Report {
    /// The document, its claims, and whatever in it is missing or would be false.
    pub compiled: reports::Compiled,
    /// Every figure with its receipt.
    pub figures: BTreeMap<FigureId, Figure>,
}

/// Why a report could not be compiled at all.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// A figure has no answer, whatever the records say: an unknown name, a right that is lacking.
    #[error("figure \"{id}\" cannot be answered: {}", .why.say(Lang::En))]
    Figure { id: FigureId, why: IndicatorError },
    /// The database could not be asked.
    #[error("the figures could not be read")]
    Store(#[source] StoreError),
}

impl Say for ReportError {
    fn say(&self, lang: Lang) -> String {
        match (self, lang) {
            (ReportError::Figure { .. }, Lang::En) => self.to_string(),
            (ReportError::Figure { id, why }, Lang::Zh) => {
                format!("数据“{id}”无法取得：{}", why.say(Lang::Zh))
            }
            (ReportError::Store(source), lang) => source.say(lang),
        }
    }
}

/// Compiles a report as known at a sequence number, or as known now.
///
/// # Errors
///
/// [`ReportError`] if a figure cannot be answered at all. What is missing or untrue is no error: it is
/// marked in the document and listed among its faults.
pub async fn compile(
    reader: &Reader,
    ctx: &Ctx,
    catalogue: &Catalogue,
    template: &Template,
    known_at: Option<u64>,
) -> Result<Report, ReportError> {
    let (ids, questions): (Vec<FigureId>, Vec<Question>) = template
        .questions()
        .into_iter()
        .map(|(id, question)| (id, Question { known_at, ..question }))
        .unzip();
    let answers = store::figures::figures(reader, ctx, catalogue, &questions)
        .await
        .map_err(ReportError::Store)?;
    let mut figures = BTreeMap::new();
    for (id, answer) in ids.into_iter().zip(answers) {
        match answer {
            Ok(figure) => {
                figures.insert(id, figure);
            }
            Err(why) => return Err(ReportError::Figure { id, why }),
        }
    }
    Ok(Report { compiled: template.compile(catalogue, &figures), figures })
}
