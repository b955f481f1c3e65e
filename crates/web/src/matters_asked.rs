//! Which matters of a register are asked for: read from an address, written back into links.

use std::collections::BTreeMap;

use base::Key;
use base::dims::Filter;
use register::model::Register;
use store::matters::{MattersAsk, Sort};

use crate::address::Address;
use crate::asked::{Pairs, WHERE, key, part, read_part};
use crate::asking::Asking;
use crate::error::WebError;
use crate::frame::Choice;
use crate::pages::register::Dimension;
use crate::texts::Texts;

/// Matters on a page.
pub(crate) const PER_PAGE: u32 = 50;

/// What the address of a register's page says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct MattersAsked {
    pub(crate) states: Vec<Key>,
    pub(crate) open: Option<bool>,
    pub(crate) unit: Option<Key>,
    pub(crate) text: String,
    dims: BTreeMap<Key, Key>,
    pub(crate) sort: Sort,
    pub(crate) descending: bool,
    pub(crate) page: u32,
}

/// The words of sort orders in addresses; a minus before one turns it round.
const SORTS: [(Sort, &str); 7] = [
    (Sort::Number, "number"),
    (Sort::Title, "title"),
    (Sort::State, "state"),
    (Sort::Unit, "unit"),
    (Sort::Opened, "opened"),
    (Sort::Changed, "changed"),
    (Sort::Due, "due"),
];

/// What came last stands first, unless something else is asked for.
const SORT_FIRST: (Sort, bool) = (Sort::Changed, true);

impl MattersAsked {
    /// Reads `state=&open=yes&unit=&text=&where.applicant=&sort=-opened&page=`.
    pub(crate) fn read(pairs: &Pairs, register: &Register) -> Result<MattersAsked, WebError> {
        let fault = |name: &str, text: &str| WebError::Address {
            name: name.to_owned(),
            text: text.to_owned(),
        };
        let mut states = vec![];
        let mut dims = BTreeMap::new();
        for (name, text) in pairs.iter().filter(|(_, text)| !text.trim().is_empty()) {
            let value = || key(text.trim()).ok_or_else(|| fault(name, text));
            if name == "state" {
                let state = value()?;
                register.state(&state).ok_or_else(|| fault(name, text))?;
                states.push(state);
            } else if let Some(dimension) = name.strip_prefix(WHERE).and_then(key) {
                dims.insert(dimension, value()?);
            }
        }
        let open = |text: &str| match text {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        };
        let (sort, descending) = read_part(pairs, "sort", sort)?.unwrap_or(SORT_FIRST);
        let page = |text: &str| text.parse().ok().filter(|page| *page >= 1);
        Ok(MattersAsked {
            states,
            open: read_part(pairs, "open", open)?,
            unit: read_part(pairs, "unit", key)?,
            text: part(pairs, "text").unwrap_or_default().to_owned(),
            dims,
            sort,
            descending,
            page: read_part(pairs, "page", page)?.unwrap_or(1),
        })
    }

    /// The question to the store.
    pub(crate) fn ask(&self, register: &Register) -> MattersAsk {
        let mut filter = Filter::new();
        for (dimension, value) in &self.dims {
            filter.narrow(dimension.clone(), vec![value.clone()]);
        }
        MattersAsk {
            register: register.key.clone(),
            states: self.states.clone(),
            open: self.open,
            unit: self.unit.clone(),
            text: (!self.text.is_empty()).then(|| self.text.clone()),
            filter,
            sort: self.sort,
            descending: self.descending,
            page: self.page,
            per_page: PER_PAGE,
        }
    }

    pub(crate) fn on_page(mut self, page: u32) -> MattersAsked {
        self.page = page;
        self
    }

    /// Whether anything is filtered out.
    pub(crate) fn is_narrowed(&self) -> bool {
        !self.states.is_empty()
            || self.open.is_some()
            || self.unit.is_some()
            || !self.text.is_empty()
            || !self.dims.is_empty()
    }

    pub(crate) fn has_dimensions(&self) -> bool {
        !self.dims.is_empty()
    }

    /// The address of this question.
    pub(crate) fn address(&self, register: &Register) -> Address {
        let mut address = Address::of(&["registers", register.key.as_str()]);
        address = address.and_all(self.kept().iter().map(|(name, text)| (&**name, &**text)));
        if let Some(unit) = &self.unit {
            address = address.and("unit", unit.as_str());
        }
        if !self.text.is_empty() {
            address = address.and("text", &self.text);
        }
        for (dimension, value) in &self.dims {
            address = address.and(&format!("{WHERE}{dimension}"), value.as_str());
        }
        if self.page > 1 {
            address = address.and("page", &self.page.to_string());
        }
        address
    }

    /// What the filter form does not show, but must send along: states and order.
    pub(crate) fn kept(&self) -> Vec<(String, String)> {
        let mut kept: Vec<(String, String)> =
            self.states.iter().map(|state| ("state".to_owned(), state.to_string())).collect();
        if let Some(open) = self.open {
            kept.push(("open".to_owned(), (if open { "yes" } else { "no" }).to_owned()));
        }
        if (self.sort, self.descending) != SORT_FIRST {
            kept.push(("sort".to_owned(), sort_text(self.sort, self.descending)));
        }
        kept
    }

    /// The dimensions of the register to choose from, with what is chosen.
    pub(crate) fn dimensions(&self, texts: Texts<'_>) -> Vec<Dimension> {
        let dimensions = texts.register.fields.iter().filter(|field| field.dimension);
        dimensions
            .map(|field| {
                let choices = texts.choices(None, field).into_iter();
                let choice = |(key, word): (Key, String)| {
                    let chosen = self.dims.get(&field.key) == Some(&key);
                    Choice::new(&key, &word, chosen)
                };
                Dimension {
                    id: format!("dim-{}", field.key),
                    name: format!("{WHERE}{}", field.key),
                    label: texts.field(&field.key),
                    choices: choices.map(choice).collect(),
                }
            })
            .collect()
    }

    /// The part of the organisation that is looked at.
    pub(crate) fn scope_words(&self, asking: &Asking) -> String {
        let unit = self.unit.as_ref().unwrap_or(&asking.ctx.actor.scope);
        asking.units.name(unit, asking.lang()).to_owned()
    }
}

fn sort(text: &str) -> Option<(Sort, bool)> {
    let (word, descending) = match text.strip_prefix('-') {
        Some(word) => (word, true),
        None => (text, false),
    };
    let (sort, _) = SORTS.into_iter().find(|(_, name)| *name == word)?;
    Some((sort, descending))
}

fn sort_text(sort: Sort, descending: bool) -> String {
    let name = SORTS.iter().find(|(present, _)| *present == sort).map_or("", |(_, name)| *name);
    format!("{}{name}", if descending { "-" } else { "" })
}
