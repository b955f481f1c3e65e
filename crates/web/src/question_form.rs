//! The form by which a figure's unit, period, cut-off and point of the record are changed.

use base::{Key, Say};
use indicators::{DefinitionPolicy, TreePolicy};
use register::model::Name;

use crate::asked::{Standpoint, WHERE};
use crate::asking::Asking;
use crate::formula::dimension_words_of;
use crate::frame::Choice;
use crate::pages::register::Dimension;
use crate::policy;

/// A question as a form shows it.
pub(crate) struct QuestionForm {
    pub(crate) units: Vec<Choice>,
    pub(crate) from: String,
    pub(crate) as_of: String,
    pub(crate) known_at: String,
    pub(crate) trees: Vec<Choice>,
    pub(crate) definitions: Vec<Choice>,
    pub(crate) dimensions: Vec<Dimension>,
    /// Whether one of the dimensions is chosen.
    pub(crate) is_narrowed: bool,
}

impl QuestionForm {
    pub(crate) fn new(
        standpoint: &Standpoint,
        asking: &Asking,
        dimensions: Vec<Dimension>,
    ) -> QuestionForm {
        let scope = &asking.ctx.actor.scope;
        QuestionForm {
            units: asking.units.choices(scope, Some(&standpoint.unit), asking.lang()),
            from: standpoint.from.map(|day| day.to_string()).unwrap_or_default(),
            as_of: standpoint.as_of.to_string(),
            known_at: standpoint.known_at.map(|known| known.to_string()).unwrap_or_default(),
            trees: trees(standpoint, asking),
            definitions: definitions(standpoint, asking),
            dimensions,
            is_narrowed: !standpoint.filter.is_empty(),
        }
    }

    /// The dimensions that a figure can be narrowed by, with what is chosen.
    pub(crate) fn dimensions(
        standpoint: &Standpoint,
        asking: &Asking,
        name: &Name,
    ) -> Vec<Dimension> {
        let possible = indicators::possible_dimensions(&asking.packs, name);
        possible
            .into_iter()
            .map(|(dimension, values)| {
                let (label, words) = dimension_words_of(asking, name, &dimension, &values);
                let chosen = |value: &Key| {
                    standpoint
                        .filter
                        .get(&dimension)
                        .is_some_and(|admitted| admitted.contains(value))
                };
                let choices = values.iter().zip(words);
                Dimension {
                    id: format!("where-{dimension}"),
                    name: format!("{WHERE}{dimension}"),
                    label,
                    choices: choices
                        .map(|(value, word)| Choice::new(value, &word, chosen(value)))
                        .collect(),
                }
            })
            .collect()
    }
}

impl Standpoint {
    /// `示例市卫生健康委 · 自始累计至 2021-12-31`.
    pub(crate) fn words(&self, asking: &Asking) -> String {
        let words = asking.frame.words;
        let unit = asking.units.name(&self.unit, asking.lang());
        let to = self.as_of.to_string();
        let span = match self.from {
            Some(from) => words.with("span", &[("from", &from.to_string()), ("to", &to)]),
            None => words.with("span-open", &[("to", &to)]),
        };
        match self.known_at {
            Some(known_at) => format!("{unit} · {span} · {}", words.n("span-known", known_at)),
            None => format!("{unit} · {span}"),
        }
    }
}

/// Under which tree of the organisation the figure can be asked for.
fn trees(standpoint: &Standpoint, asking: &Asking) -> Vec<Choice> {
    let mut policies = vec![TreePolicy::AsWas, TreePolicy::AsIs];
    if !policies.contains(&standpoint.tree) {
        policies.push(standpoint.tree);
    }
    let choices = policies.into_iter().map(|tree| Choice {
        value: policy::tree_text(tree).unwrap_or_default(),
        label: tree.say(asking.lang()),
        chosen: tree == standpoint.tree,
    });
    choices.collect()
}

/// By which definition it can be asked for.
fn definitions(standpoint: &Standpoint, asking: &Asking) -> Vec<Choice> {
    let mut policies = vec![DefinitionPolicy::InForce, DefinitionPolicy::Latest];
    if !policies.contains(&standpoint.definition) {
        policies.push(standpoint.definition);
    }
    let choices = policies.into_iter().map(|definition| Choice {
        value: policy::definition_text(definition).unwrap_or_default(),
        label: definition.say(asking.lang()),
        chosen: definition == standpoint.definition,
    });
    choices.collect()
}
