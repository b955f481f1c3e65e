//! Which matters are in a register, and what happened to one of them?

pub(crate) mod history;
mod list;

use base::dims::Filter;
use base::{Ctx, Dims, Key, Right, day};
use jiff::civil::Date;
use register::Matter;

use crate::{Reader, StoreError, scope};

/// Which rows of a register to list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MattersAsk {
    pub register: Key,
    /// Only in these states; empty for all.
    pub states: Vec<Key>,
    /// Only open, or only closed, matters.
    pub open: Option<bool>,
    /// Only in the subtree of this unit.
    pub unit: Option<Key>,
    /// Only with this text in the number or title, whatever its case.
    pub text: Option<String>,
    /// Only with these values along their dimensions.
    pub filter: Filter,
    pub sort: Sort,
    pub descending: bool,
    /// From 1.
    pub page: u32,
    /// At most [`PER_PAGE_MAX`].
    pub per_page: u32,
}

/// The most rows of one page.
pub const PER_PAGE_MAX: u32 = 200;

/// The column to sort by; equal rows go by number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    #[default]
    Number,
    Title,
    State,
    Unit,
    Opened,
    Changed,
    Due,
}

impl MattersAsk {
    /// The first 50 matters of a register by number, without any filter.
    #[must_use]
    pub fn of(register: Key) -> MattersAsk {
        MattersAsk {
            register,
            states: vec![],
            open: None,
            unit: None,
            text: None,
            filter: Filter::new(),
            sort: Sort::Number,
            descending: false,
            page: 1,
            per_page: 50,
        }
    }
}

/// A row of a register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MatterRow {
    pub number: String,
    pub title: String,
    pub state: Key,
    pub unit: Key,
    pub opened_on: Date,
    pub changed_on: Date,
    pub due_on: Option<Date>,
    pub dims: Dims,
    pub version: u32,
}

/// One page of rows, and how many there are in all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MattersPage {
    pub rows: Vec<MatterRow>,
    pub total: u64,
}

/// The asked rows that the asker sees. Matters whose opening was taken back are not listed.
///
/// # Errors
///
/// [`StoreError::Denied`] without the right to read the register, [`StoreError::UnknownRegister`],
/// [`StoreError::UnknownUnit`].
pub async fn page(reader: &Reader, ctx: &Ctx, ask: &MattersAsk) -> Result<MattersPage, StoreError> {
    let mut view = reader.snapshot().await?;
    let definitions = reader.definitions(&mut view).await?;
    let Some((_, register)) = definitions.catalogue().register(&ask.register) else {
        return Err(StoreError::UnknownRegister { register: ask.register.clone() });
    };
    ctx.require(&Right::to_read(&ask.register))?;
    let seen = match &ask.unit {
        Some(unit) => scope::subtree(&mut view, ctx, unit).await?,
        None => scope::of(&mut view, ctx).await?,
    };
    list::page(&mut view, register, ask, seen).await
}

/// A matter with its history. `None` if there is none, or it lies outside what the asker sees.
///
/// # Errors
///
/// [`StoreError::Denied`] without the right to read the register, [`StoreError::UnknownRegister`].
pub async fn one(
    reader: &Reader,
    ctx: &Ctx,
    register: &Key,
    number: &str,
) -> Result<Option<Matter>, StoreError> {
    let mut view = reader.snapshot().await?;
    let definitions = reader.definitions(&mut view).await?;
    if definitions.catalogue().register(register).is_none() {
        return Err(StoreError::UnknownRegister { register: register.clone() });
    }
    ctx.require(&Right::to_read(register))?;
    let seen = scope::of(&mut view, ctx).await?;
    let visible: Option<i64> = crate::sql::query_scalar(
        "SELECT m.id FROM matter m JOIN unit u ON u.id = m.unit \
         WHERE m.register = (SELECT id FROM symbol WHERE text = $1) AND m.number = $2 AND u.lft BETWEEN $3 AND $4",
    )
    .bind(register.as_str())
    .bind(number)
    .bind(seen.lft)
    .bind(seen.rgt)
    .fetch_optional(&mut view)
    .await?;
    if visible.is_none() {
        return Ok(None);
    }
    let dictionary = reader.dictionary(&mut view).await?;
    Ok(history::of(&mut view, &dictionary, register, &[number]).await?.remove(number))
}

/// A day that the database holds.
pub(crate) fn date(days: i32) -> Result<Date, StoreError> {
    day::from_number(days).ok_or_else(|| StoreError::damaged(format!("{days} is not a day")))
}
