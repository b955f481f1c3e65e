//! Closing the books: a report or a list of figures is sealed at a point of the record.

use std::collections::BTreeSet;

use base::{Ctx, Denied, Key, Lang, Right, Say};
use indicators::sealed::{Said, seal};
use indicators::{IndicatorError, Question};
use jiff::civil::Date;
use register::closing::{Closing, Sealed, SealedReport};
use register::event::Body;
use register::model::Catalogue;
use reports::Template;
use store::{Reader, StoreError, Tx};

use crate::report::{Report, ReportError, compile};
use crate::{AppError, Commands, organisation};

/// What is to be closed.
#[derive(Clone, Debug)]
pub struct Order {
    /// Unique among all closings.
    pub key: Key,
    /// Its name in both languages.
    pub zh: String,
    pub en: String,
    /// Who prepared the figures, if somebody is named. Never the one who closes.
    pub prepared_by: Option<Key>,
    pub what: Sealing,
}

/// Which figures are sealed.
#[derive(Clone, Debug)]
pub enum Sealing {
    /// Every figure of a report, with the words that it has there.
    Report { key: String, template: Box<Template> },
    /// These questions, each under a name of its own.
    Figures { from: Option<Date>, to: Date, asked: Vec<(Key, Question)> },
}

/// A closing that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BooksClosed {
    /// Its place in the record.
    pub sequence: u64,
    pub figures: usize,
}

/// Why the books were not closed; nothing has happened then.
#[derive(Debug, thiserror::Error)]
pub enum CloseError {
    #[error(transparent)]
    App(#[from] AppError),
    #[error("there is already a closing \"{key}\"; a closing is made once, choose another key")]
    Taken { key: Key },
    #[error("the closing has no name in one of the languages; give both")]
    Nameless,
    #[error(
        "\"{person}\" prepared these figures and cannot close on them as well; let somebody else who has the right do it"
    )]
    SamePerson { person: Key },
    #[error("there is nothing to close: name a report or at least one figure")]
    Nothing,
    #[error("the figure \"{id}\" is named twice; give one of them another name")]
    Twice { id: Key },
    #[error("the figure \"{id}\" cannot be sealed: {}", .why.say(Lang::En))]
    Figure { id: Key, why: Box<IndicatorError> },
    #[error(transparent)]
    Report(Box<ReportError>),
    #[error(
        "the report has faults and cannot be sealed; correct the records or the text first:\n{}",
        listed(.faults, Lang::En)
    )]
    Faulty { faults: Vec<reports::Fault> },
}

impl From<ReportError> for CloseError {
    fn from(error: ReportError) -> CloseError {
        CloseError::Report(Box::new(error))
    }
}

impl From<StoreError> for CloseError {
    fn from(error: StoreError) -> CloseError {
        CloseError::App(error.into())
    }
}

impl From<Denied> for CloseError {
    fn from(denied: Denied) -> CloseError {
        CloseError::App(denied.into())
    }
}

impl Say for CloseError {
    fn say(&self, lang: Lang) -> String {
        match (self, lang) {
            (CloseError::App(error), _) => error.say(lang),
            (CloseError::Report(error), _) => error.say(lang),
            (_, Lang::En) => self.to_string(),
            (CloseError::Taken { key }, Lang::Zh) => {
                format!("已有关账“{key}”；同一关账只作一次，请另取代号")
            }
            (CloseError::Nameless, Lang::Zh) => "关账缺少中文或英文名称，请补全".to_owned(),
            (CloseError::SamePerson { person }, Lang::Zh) => {
                format!("这些数据由“{person}”编制，不得由本人关账；请由其他有权人员办理")
            }
            (CloseError::Nothing, Lang::Zh) => {
                "没有可关账的内容：请指定报告或至少一项数据".to_owned()
            }
            (CloseError::Twice { id }, Lang::Zh) => {
                format!("数据“{id}”出现两次；请为其中一项另取名称")
            }
            (CloseError::Figure { id, why }, Lang::Zh) => {
                format!("数据“{id}”不能封存：{}", why.say(Lang::Zh))
            }
            (CloseError::Faulty { faults }, Lang::Zh) => format!(
                "报告有不实或缺报之处，不能封存；请先更正记录或文字：\n{}",
                listed(faults, Lang::Zh)
            ),
        }
    }
}

fn listed(faults: &[reports::Fault], lang: Lang) -> String {
    faults.iter().map(|fault| fault.say(lang)).collect::<Vec<_>>().join("\n")
}

/// The right to close the books.
#[must_use]
pub fn to_close() -> Right {
    Right { register: Key::literal("system"), act: Key::literal("close") }
}

impl Commands {
    /// Closes the books: seals the figures as known at the record before the closing.
    ///
    /// # Errors
    ///
    /// [`CloseError`] says why not; then nothing has happened.
    pub async fn close_books(
        &self,
        ctx: &Ctx,
        reader: &Reader,
        order: Order,
    ) -> Result<BooksClosed, CloseError> {
        ctx.require(&to_close())?;
        if let Some(person) = order.prepared_by.as_ref().filter(|who| **who == ctx.actor.id) {
            return Err(CloseError::SamePerson { person: person.clone() });
        }
        if order.zh.trim().is_empty() || order.en.trim().is_empty() {
            return Err(CloseError::Nameless);
        }
        let (ctx, reader) = (ctx.clone(), reader.clone());
        self.alone(async move |tx: &mut Tx<'_>| {
            if tx.is_closed(&order.key).await? {
                return Err(CloseError::Taken { key: order.key });
            }
            let closing = Preparing { ctx: &ctx, reader: &reader }.closing(tx, order).await?;
            let figures = closing.figures.len();
            let sequence = organisation::append(tx, &ctx, Body::Closed(closing)).await?;
            Ok(BooksClosed { sequence, figures })
        })
        .await
    }
}

/// Evaluating what is to be sealed while nothing else is written.
struct Preparing<'a> {
    ctx: &'a Ctx,
    reader: &'a Reader,
}

/// The figures of a closing, and the period they are about.
struct Prepared {
    from: Option<Date>,
    to: Date,
    report: Option<SealedReport>,
    figures: Vec<Sealed>,
}

impl Preparing<'_> {
    async fn closing(&self, tx: &mut Tx<'_>, order: Order) -> Result<Closing, CloseError> {
        let catalogue = tx.catalogue();
        let known_at = tx.head().sequence;
        let Prepared { from, to, report, figures } = match order.what {
            Sealing::Report { key, template } => {
                self.report(&catalogue, (key, &template), known_at).await?
            }
            Sealing::Figures { from, to, asked } => {
                let figures = self.figures(&catalogue, asked, known_at).await?;
                Prepared { from, to, report: None, figures }
            }
        };
        if figures.is_empty() {
            return Err(CloseError::Nothing);
        }
        let versions = catalogue.packs.iter().map(|pack| (pack.key.clone(), pack.version));
        Ok(Closing {
            key: order.key,
            zh: order.zh,
            en: order.en,
            from,
            to,
            cut_off: to,
            known_at,
            tree: tx.shape().await?,
            definitions: versions.collect(),
            report,
            prepared_by: order.prepared_by,
            figures,
        })
    }

    async fn report(
        &self,
        catalogue: &Catalogue,
        (key, template): (String, &Template),
        known_at: u64,
    ) -> Result<Prepared, CloseError> {
        let compiling = compile(self.reader, self.ctx, catalogue, template, Some(known_at));
        let Report { compiled, figures } = compiling.await?;
        if !compiled.faults.is_empty() {
            return Err(CloseError::Faulty { faults: compiled.faults });
        }
        let entries = compiled.document.entries.iter().filter_map(|entry| {
            let figure = figures.get(&entry.id)?;
            Some(seal(entry.id.key().clone(), figure, entry.said(&compiled.claims)))
        });
        Ok(Prepared {
            from: Some(template.head.period.from()),
            to: template.head.period.to(),
            report: Some(SealedReport {
                key,
                title: template.head.title_text(),
                claims: u32::try_from(compiled.claims.len()).unwrap_or(u32::MAX),
            }),
            figures: entries.collect(),
        })
    }

    async fn figures(
        &self,
        catalogue: &Catalogue,
        asked: Vec<(Key, Question)>,
        known_at: u64,
    ) -> Result<Vec<Sealed>, CloseError> {
        let mut named = BTreeSet::new();
        if let Some((id, _)) = asked.iter().find(|(id, _)| !named.insert(id)) {
            return Err(CloseError::Twice { id: id.clone() });
        }
        let (ids, questions): (Vec<Key>, Vec<Question>) = asked
            .into_iter()
            .map(|(id, question)| (id, Question { known_at: Some(known_at), ..question }))
            .unzip();
        let answers = store::figures::figures(self.reader, self.ctx, catalogue, &questions).await?;
        let sealed = ids.into_iter().zip(answers).map(|(id, answer)| match answer {
            Ok(figure) => Ok(seal(id, &figure, Said::default())),
            Err(why) => Err(CloseError::Figure { id, why: Box::new(why) }),
        });
        sealed.collect()
    }
}
