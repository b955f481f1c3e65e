//! Units are reorganised, and matters follow.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use base::{Ctx, Key, Lang, Say};
use jiff::civil::Date;
use register::Matter;
use register::decide::{Act, What};
use register::event::{Body, Reorganised, UnitChange};
use register::organisation::{Gone, Unfit};
use serde::{Deserialize, Serialize};
use store::{New, Tx};

use crate::deciding::Deciding;
use crate::sequencer::Known;
use crate::{AppError, Commands, organisation};

/// A reorganisation as it is commanded: what changes on which day, and where open matters go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reorganisation {
    pub effective_on: Date,
    /// The document that orders it.
    pub basis: String,
    pub changes: Vec<UnitChange>,
    /// Open matters that go somewhere else than the rule below says, or at all.
    #[serde(default)]
    pub given: Vec<Given>,
    /// Where the open matters of a unit go, unless `given` says otherwise. Those of a merged unit go to the
    /// one it is merged into without being named here.
    #[serde(default)]
    pub open_matters: BTreeMap<Key, Key>,
}

/// An open matter that is given to a unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Given {
    pub register: Key,
    pub number: String,
    pub to: Key,
}

/// What came of a reorganisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moved {
    /// The record of the reorganisation; those of the matters follow it.
    pub sequence: u64,
    /// How many open matters were reassigned.
    pub matters: usize,
}

/// Why the past, or the organisation, cannot be changed so.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HistoryFault {
    #[error(transparent)]
    Gone(#[from] Gone),
    #[error(transparent)]
    Unfit(#[from] Unfit),
    #[error(
        "{number} of \"{register}\" is open at \"{unit}\", which ends; say under open_matters or given where \
         it goes"
    )]
    LeftBehind { register: Key, number: String, unit: Key },
    #[error("\"{register}\" has no matter {number} that is open; check what is given")]
    NothingToGive { register: Key, number: String },
    #[error(
        "{number} is the report of its unit for its period: reverse it and report again instead of \
         changing the unit or the day"
    )]
    ReportStands { number: String },
    #[error(
        "\"{unit}\" has been reorganised; change its place or kind by a reorganisation with its day, not \
         by a definition, which would hold for all days"
    )]
    WasReorganised { unit: Key },
    #[error("the document that orders the reorganisation is missing")]
    NoBasis,
}

impl Say for HistoryFault {
    fn say(&self, lang: Lang) -> String {
        match (lang, self) {
            (_, HistoryFault::Gone(gone)) => gone.say(lang),
            (_, HistoryFault::Unfit(unfit)) => unfit.say(lang),
            (Lang::En, _) => self.to_string(),
            (Lang::Zh, HistoryFault::LeftBehind { register, number, unit }) => format!(
                "台账“{register}”的事项 {number} 在“{unit}”尚未办结，而该单位撤销；请在 open_matters 或 given 中写明去向"
            ),
            (Lang::Zh, HistoryFault::NothingToGive { register, number }) => {
                format!("台账“{register}”没有在办事项 {number}；请核对 given")
            }
            (Lang::Zh, HistoryFault::ReportStands { number }) => {
                format!("{number} 是该单位该期的报告：单位和日期不能更正，请冲销后重报")
            }
            (Lang::Zh, HistoryFault::WasReorganised { unit }) => format!(
                "“{unit}”经过机构调整；其隶属或类别请用机构调整按日期变更，不能用定义变更（定义对所有日期有效）"
            ),
            (Lang::Zh, HistoryFault::NoBasis) => "缺少机构调整所依据的文件".to_owned(),
        }
    }
}

impl From<HistoryFault> for AppError {
    fn from(fault: HistoryFault) -> AppError {
        AppError::History(Box::new(fault))
    }
}

impl Commands {
    /// Reorganises units with effect on a day, which may lie in the past, and gives their open matters to
    /// other units: all of it, or nothing.
    ///
    /// # Errors
    ///
    /// [`AppError::History`] with the first change that does not fit, or the first matter that would be
    /// left behind; [`AppError::Denied`] without the right `system.organise`.
    pub async fn reorganise(
        &self,
        ctx: &Ctx,
        reorganisation: Reorganisation,
    ) -> Result<Moved, AppError> {
        ctx.require(&organisation::to_organise())?;
        if reorganisation.basis.trim().is_empty() {
            return Err(HistoryFault::NoBasis.into());
        }
        let day = reorganisation.effective_on;
        if day > ctx.today {
            let refused = register::decide::Refused::InTheFuture { day, today: ctx.today };
            return Err(refused.into());
        }
        let (ctx, keys) = (ctx.clone(), self.keys().map(Arc::clone));
        self.alone(async move |tx: &mut Tx<'_>| {
            let mut known = Known::protected_with(keys);
            carry_out(tx, &mut known, (&ctx, &reorganisation)).await
        })
        .await
    }
}

async fn carry_out(
    tx: &mut Tx<'_>,
    known: &mut Known,
    (ctx, reorganisation): (&Ctx, &Reorganisation),
) -> Result<Moved, AppError> {
    let Reorganisation { effective_on, basis, changes, .. } = reorganisation;
    let what = Reorganised { changes: changes.clone() };
    tx.organisation().check(*effective_on, &what).map_err(HistoryFault::Unfit)?;
    let new = New {
        effective_on: *effective_on,
        recorded_at: ctx.now,
        actor: ctx.actor.id.clone(),
        basis: basis.clone(),
        body: Body::Reorganised(what),
        personal: vec![],
        request: None,
    };
    let sequence = tx.append(vec![new]).await?.last().copied().unwrap_or_default();
    let ended = ended(changes);
    let touched = tx.matters_at(&ended.keys().copied().collect(), *effective_on).await?;
    let acts = moves(tx, reorganisation, &ended, &touched).await?;
    let matters = acts.len();
    let mut deciding = Deciding::prepare_acts(tx, known, acts.iter()).await?;
    let records = match deciding.decide_together(ctx, &acts).await? {
        Ok(records) => records,
        Err((_, error)) => return Err(error),
    };
    tx.append(records).await?;
    for (register, number) in touched {
        let Some(matter) = tx.matter(&register, &number).await? else { continue };
        admit(tx, &matter)?;
    }
    Ok(Moved { sequence, matters })
}

/// Units that end, each with the one that takes its open matters.
fn ended(changes: &[UnitChange]) -> BTreeMap<&Key, Option<&Key>> {
    let mut ended = BTreeMap::new();
    for change in changes {
        match change {
            UnitChange::Merged { units, into } => {
                ended.extend(units.iter().map(|unit| (unit, Some(into))));
            }
            UnitChange::Split { unit, ends: true, .. } | UnitChange::Dissolved { unit } => {
                ended.insert(unit, None);
            }
            UnitChange::Created(_)
            | UnitChange::Renamed { .. }
            | UnitChange::Moved { .. }
            | UnitChange::Split { .. } => {}
        }
    }
    ended
}

/// The acts that give open matters to other units.
async fn moves(
    tx: &mut Tx<'_>,
    reorganisation: &Reorganisation,
    ended: &BTreeMap<&Key, Option<&Key>>,
    touched: &BTreeSet<(Key, String)>,
) -> Result<Vec<Act>, AppError> {
    let mut open: BTreeMap<(Key, String), Option<Key>> = BTreeMap::new();
    for given in &reorganisation.given {
        let matter = tx.matter(&given.register, &given.number).await?;
        if matter.as_ref().and_then(|matter| open_at(tx, matter)).is_none() {
            let (register, number) = (given.register.clone(), given.number.clone());
            return Err(HistoryFault::NothingToGive { register, number }.into());
        }
        open.insert((given.register.clone(), given.number.clone()), Some(given.to.clone()));
    }
    let named: BTreeSet<&Key> =
        reorganisation.open_matters.keys().chain(ended.keys().copied()).collect();
    let there = tx.matters_at(&named, reorganisation.effective_on).await?;
    for (register, number) in there.iter().chain(touched) {
        let Some(matter) = tx.matter(register, number).await? else { continue };
        let Some(unit) = open_at(tx, &matter) else { continue };
        let told = reorganisation.open_matters.get(&unit);
        let to = told.or_else(|| ended.get(&unit).copied().flatten()).cloned();
        if to.is_none() && !ended.contains_key(&unit) {
            continue;
        }
        let known = open.entry((register.clone(), number.clone())).or_insert(to);
        if known.is_none() {
            let (register, number) = (register.clone(), number.clone());
            return Err(HistoryFault::LeftBehind { register, number, unit }.into());
        }
    }
    let acts = open.into_iter().filter_map(|((register, number), to)| {
        Some(Act {
            register,
            number: Some(number),
            what: What::Reassign { to: to?, reason: reorganisation.basis.clone() },
            effective_on: reorganisation.effective_on,
            basis: reorganisation.basis.clone(),
        })
    });
    Ok(acts.collect())
}

/// The unit at which a matter is open; `None` if it is closed or was taken back.
fn open_at(tx: &Tx<'_>, matter: &Matter) -> Option<Key> {
    let place = matter.place.as_ref()?;
    let catalogue = tx.catalogue();
    let (_, register) = catalogue.register(&matter.register)?;
    let state = register.states.iter().find(|state| state.key == place.state)?;
    state.open.then(|| place.unit.clone())
}

/// Whether units were ever reorganised: if not, all of them are always there.
pub(crate) fn has_been(tx: &Tx<'_>) -> bool {
    tx.organisation().reorganisations().next().is_some()
}

/// Whether every unit was there when the matter was.
pub(crate) fn admit(tx: &Tx<'_>, matter: &Matter) -> Result<(), AppError> {
    let catalogue = tx.catalogue();
    let Some((_, register)) = catalogue.register(&matter.register) else { return Ok(()) };
    Ok(tx.tree().admits(register, matter).map_err(HistoryFault::Gone)?)
}
