//! What a page is asked, read from the query of its address and written back into links.

use std::collections::BTreeMap;

use base::dims::Filter;
use base::{Ctx, Key};
use indicators::{DefinitionPolicy, Question, TreePolicy};
use jiff::civil::Date;
use register::model::Name;

use crate::address::Address;
use crate::error::WebError;
use crate::policy;

/// Begins the name of a dimension in an address, on every page that narrows by one: the word of the packs.
pub(crate) const WHERE: &str = "where.";

/// The query of an address, as pairs in their order.
pub(crate) type Pairs = Vec<(String, String)>;

/// The value of a query part, blank ones left out.
pub(crate) fn part<'a>(pairs: &'a Pairs, name: &str) -> Option<&'a str> {
    let value = pairs.iter().find(|(present, _)| present == name).map(|(_, value)| value.trim());
    value.filter(|value| !value.is_empty())
}

/// The value of a query part, read by `read`.
///
/// # Errors
///
/// [`WebError::Address`] if it is there and cannot be read.
pub(crate) fn read_part<T>(
    pairs: &Pairs,
    name: &str,
    read: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, WebError> {
    let Some(text) = part(pairs, name) else {
        return Ok(None);
    };
    match read(text) {
        Some(value) => Ok(Some(value)),
        None => Err(WebError::Address { name: name.to_owned(), text: text.to_owned() }),
    }
}

pub(crate) fn key(text: &str) -> Option<Key> {
    Key::new(text).ok()
}

/// Where a figure is looked at from: everything of a question but the name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Standpoint {
    pub(crate) unit: Key,
    pub(crate) from: Option<Date>,
    pub(crate) as_of: Date,
    pub(crate) known_at: Option<u64>,
    pub(crate) filter: BTreeMap<Key, Vec<Key>>,
    pub(crate) tree: TreePolicy,
    pub(crate) definition: DefinitionPolicy,
}

impl Standpoint {
    /// Reads `unit=&from=&as_of=&known_at=&where.applicant=citizen`. What is not said is the asker's
    /// whole part of the organisation, from the beginning, today, as known now.
    pub(crate) fn read(pairs: &Pairs, ctx: &Ctx) -> Result<Standpoint, WebError> {
        let mut filter: BTreeMap<Key, Vec<Key>> = BTreeMap::new();
        for (name, text) in pairs {
            let Some(dimension) = name.strip_prefix(WHERE).and_then(key) else { continue };
            if text.trim().is_empty() {
                continue;
            }
            let value = key(text.trim());
            let value = value
                .ok_or_else(|| WebError::Address { name: name.clone(), text: text.clone() })?;
            filter.entry(dimension).or_default().push(value);
        }
        let from = read_part(pairs, "from", base::day::read)?;
        let as_of = read_part(pairs, "as_of", base::day::read)?.unwrap_or(ctx.today);
        if from.is_some_and(|from| from > as_of) {
            let text = part(pairs, "from").unwrap_or_default().to_owned();
            return Err(WebError::Address { name: "from".to_owned(), text });
        }
        Ok(Standpoint {
            unit: read_part(pairs, "unit", key)?.unwrap_or_else(|| ctx.actor.scope.clone()),
            from,
            as_of,
            known_at: read_part(pairs, "known_at", |text| text.replace(',', "").parse().ok())?,
            filter,
            tree: read_part(pairs, "tree", policy::tree)?.unwrap_or_default(),
            definition: read_part(pairs, "definition", policy::definition)?.unwrap_or_default(),
        })
    }

    /// Where a question already asked is looked at from.
    pub(crate) fn of(question: &Question) -> Standpoint {
        let filter = question.filter.iter();
        Standpoint {
            unit: question.unit.clone(),
            from: question.from,
            as_of: question.as_of,
            known_at: question.known_at,
            filter: filter.map(|(key, values)| (key.clone(), values.to_vec())).collect(),
            tree: question.tree,
            definition: question.definition,
        }
    }

    pub(crate) fn question(&self, name: &Name) -> Question {
        let mut filter = Filter::new();
        for (dimension, values) in &self.filter {
            filter.narrow(dimension.clone(), values.clone());
        }
        Question {
            name: name.clone(),
            unit: self.unit.clone(),
            from: self.from,
            as_of: self.as_of,
            known_at: self.known_at,
            filter,
            tree: self.tree,
            definition: self.definition,
        }
    }

    /// This standpoint at a fixed point of the record, so that what is opened from a figure agrees
    /// with it also when more has been recorded in between.
    pub(crate) fn known_at(mut self, sequence: u64) -> Standpoint {
        self.known_at = Some(sequence);
        self
    }

    /// The address of a page below `segments` that looks from here.
    pub(crate) fn address(&self, segments: &[&str]) -> Address {
        let mut address = Address::of(segments).and("unit", self.unit.as_str());
        if let Some(from) = self.from {
            address = address.and("from", &from.to_string());
        }
        address = address.and("as_of", &self.as_of.to_string());
        if let Some(known_at) = self.known_at {
            address = address.and("known_at", &known_at.to_string());
        }
        if let Some(tree) = policy::tree_text(self.tree) {
            address = address.and("tree", &tree);
        }
        if let Some(definition) = policy::definition_text(self.definition) {
            address = address.and("definition", &definition);
        }
        for (dimension, values) in &self.filter {
            for value in values {
                address = address.and(&format!("{WHERE}{dimension}"), value.as_str());
            }
        }
        address
    }

    /// The address of a figure seen from here.
    pub(crate) fn figure(&self, name: &Name) -> String {
        self.address(&["figures", &name.to_string()]).to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::Lang;
    use base::ctx::{Actor, Rights};
    use jiff::civil::date;

    fn ctx() -> Ctx {
        let actor = Actor {
            id: Key::literal("lin"),
            name: "林".to_owned(),
            scope: Key::literal("authority"),
            rights: Rights::All,
        };
        let today = date(2021, 12, 31);
        Ctx { actor, today, now: jiff::Timestamp::UNIX_EPOCH, lang: Lang::Zh }
    }

    fn pairs(query: &[(&str, &str)]) -> Pairs {
        query.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn an_empty_query_looks_from_the_own_unit_today() {
        let standpoint = Standpoint::read(&pairs(&[("unit", ""), ("from", "")]), &ctx()).unwrap();
        let name = Name::read("disclosure.received").unwrap();
        assert_eq!(
            standpoint.figure(&name),
            "/figures/disclosure.received?unit=authority&as_of=2021-12-31"
        );
    }

    #[test]
    fn a_question_survives_its_address() {
        let query = [
            ("unit", "d01"),
            ("from", "2021-01-01"),
            ("as_of", "2021-06-30"),
            ("known_at", "12,000"),
            ("where.applicant", "citizen"),
            ("where.applicant", "company"),
        ];
        let standpoint = Standpoint::read(&pairs(&query), &ctx()).unwrap();
        assert_eq!(standpoint.known_at, Some(12_000));
        let question = standpoint.question(&Name::read("a.b").unwrap());
        assert_eq!(Standpoint::of(&question), standpoint);
    }

    #[test]
    fn what_cannot_be_read_is_told() {
        for bad in [("as_of", "31.12.2021"), ("known_at", "-1"), ("where.a", "X"), ("unit", "北")]
        {
            assert!(Standpoint::read(&pairs(&[bad]), &ctx()).is_err(), "{bad:?}");
        }
        let reversed = pairs(&[("from", "2021-02-01"), ("as_of", "2021-01-01")]);
        assert!(Standpoint::read(&reversed, &ctx()).is_err());
    }
}
