//! Definitions of measures and indicators in words: `按期答复 ÷ 应答复`.

use base::dims::Filter;
use base::{Key, Lang};
use register::Catalogue;
use register::model::{Counts, DAYS_OPEN, Field, Formula, Measure, Name, Weight};

use crate::asking::Asking;
use crate::texts::Texts;
use crate::words::Words;

/// Finds the words of names across packs.
#[derive(Clone, Copy)]
pub(crate) struct Definitions<'a> {
    pub(crate) packs: &'a Catalogue,
    pub(crate) lang: Lang,
}

impl Definitions<'_> {
    /// The name of a measure, indicator or parameter, or its key if nothing has it.
    pub(crate) fn name(self, name: &Name) -> String {
        let Some(pack) = self.packs.pack(&name.pack) else {
            return name.to_string();
        };
        let kind = if pack.indicator(&name.key).is_some() {
            "indicators"
        } else if pack.measure(&name.key).is_some() {
            "measures"
        } else {
            "parameters"
        };
        pack.texts.get(self.lang, &format!("{kind}.{}", name.key)).to_owned()
    }

    /// The name of a pack.
    pub(crate) fn pack(self, key: &Key) -> String {
        match self.packs.pack(key) {
            Some(pack) => pack.texts.get(self.lang, "name").to_owned(),
            None => key.to_string(),
        }
    }

    /// What stands in the definition itself, as against the definitions of its operands.
    pub(crate) fn operands(self, name: &Name) -> Vec<Name> {
        let Some(indicator) = self.packs.indicator(name) else {
            return vec![name.clone()];
        };
        let weighed = |weights: &[Weight]| -> Vec<Name> {
            let names =
                weights.iter().flat_map(|weight| [Some(&weight.of), weight.factor.as_ref()]);
            names.flatten().cloned().collect()
        };
        let mut operands = match &indicator.formula {
            Formula::Sum(terms) => terms.clone(),
            Formula::Difference { of, less } => vec![of.clone(), less.clone()],
            Formula::Share { part, whole } => vec![part.clone(), whole.clone()],
            Formula::WeightedShare { parts, whole } => {
                [weighed(parts), vec![whole.clone()]].concat()
            }
            Formula::Rate { of, base, .. } => vec![of.clone(), base.clone()],
            Formula::Average { total, over } => vec![total.clone(), over.clone()],
            Formula::Change { of } | Formula::None { of } => vec![of.clone()],
            Formula::Index(weights) => weighed(weights),
            Formula::All { of, are } => vec![of.clone(), are.clone()],
        };
        operands.extend(indicator.excludes.iter().cloned());
        operands
    }

    /// The definition behind a name. `None` if nothing has it.
    pub(crate) fn definition(self, name: &Name) -> Option<String> {
        if let Some(indicator) = self.packs.indicator(name) {
            return Some(self.formula(&indicator.formula));
        }
        self.packs.measure(name).map(|measure| self.measure(measure))
    }

    fn formula(self, formula: &Formula) -> String {
        let words = Words(self.lang);
        let name = |name: &Name| self.name(name);
        match formula {
            Formula::Sum(terms) => terms.iter().map(name).collect::<Vec<_>>().join(" ＋ "),
            Formula::Difference { of, less } => format!("{} − {}", name(of), name(less)),
            Formula::Share { part, whole } => format!("{} ÷ {}", name(part), name(whole)),
            Formula::WeightedShare { parts, whole } => {
                format!("（{}） ÷ {}", self.weighed(parts), name(whole))
            }
            Formula::Rate { of, per, base } => {
                format!("{} ÷ {} × {}", name(of), name(base), crate::number::grouped(*per))
            }
            Formula::Average { total, over } => format!("{} ÷ {}", name(total), name(over)),
            Formula::Change { of } => {
                words.with("formula-change", &[("of", &name(of))]).into_owned()
            }
            Formula::Index(weights) => format!("（{}） × 100", self.weighed(weights)),
            Formula::All { of, are } => {
                words.with("formula-all", &[("of", &name(of)), ("are", &name(are))]).into_owned()
            }
            Formula::None { of } => words.with("formula-none", &[("of", &name(of))]).into_owned(),
        }
    }

    fn weighed(self, weights: &[Weight]) -> String {
        let term = |weight: &Weight| match &weight.factor {
            Some(factor) => format!("{} × {}", self.name(factor), self.name(&weight.of)),
            None => self.name(&weight.of),
        };
        weights.iter().map(term).collect::<Vec<_>>().join(" ＋ ")
    }

    fn measure(self, measure: &Measure) -> String {
        let words = Words(self.lang);
        let Some((pack, register)) = self.packs.register(&measure.register) else {
            return measure.register.to_string();
        };
        let texts = Texts { pack, register, lang: self.lang };
        let states = |states: &[Key]| {
            let names: Vec<String> = states.iter().map(|state| texts.state(state)).collect();
            names.join(self.lang.pick("、", ", "))
        };
        let register = texts.name();
        let counted = match &measure.counts {
            Counts::FlowInto(into) => {
                words.with("formula-flow", &[("register", &register), ("states", &states(into))])
            }
            Counts::StockOf(of) => {
                words.with("formula-stock", &[("register", &register), ("states", &states(of))])
            }
            Counts::LinesOf(group) => {
                let group = texts.field(group);
                words.with("formula-lines", &[("register", &register), ("group", &group)])
            }
            Counts::SumOf(book) => {
                let book = book_name(texts, book);
                words.with("formula-sum", &[("register", &register), ("book", &book)])
            }
            Counts::PlacesOf(standings) => {
                let names: Vec<_> =
                    standings.iter().map(|standing| words.standing(*standing)).collect();
                let names = names.join(self.lang.pick("、", ", "));
                words.with("formula-places", &[("register", &register), ("states", &names)])
            }
            Counts::LightsOf { lights, .. } => {
                let names: Vec<_> = lights.iter().map(|light| words.light(*light)).collect();
                let names = names.join(self.lang.pick("、", ", "));
                words.with("formula-lights", &[("register", &register), ("lights", &names)])
            }
        };
        let group = match &measure.counts {
            Counts::LinesOf(group) => Some(group.clone()),
            Counts::SumOf(book) => book.split_once('.').and_then(|(group, _)| Key::new(group).ok()),
            Counts::FlowInto(_)
            | Counts::StockOf(_)
            | Counts::PlacesOf(_)
            | Counts::LightsOf { .. } => None,
        };
        let conditions: Vec<String> = measure
            .filter
            .iter()
            .map(|(dimension, values)| dimension_words(texts, group.as_ref(), dimension, values))
            .collect();
        if conditions.is_empty() {
            return counted.into_owned();
        }
        let conditions = conditions.join(self.lang.pick("，", ", "));
        format!("{counted}{}", words.with("formula-where", &[("conditions", &conditions)]))
    }
}

fn book_name(texts: Texts<'_>, book: &str) -> String {
    if book == DAYS_OPEN {
        return Words(texts.lang).t("days-open").into_owned();
    }
    let mut keys = book.split('.').filter_map(|part| Key::new(part).ok());
    match (keys.next(), keys.next()) {
        (Some(group), Some(field)) => texts.line_field(&group, &field),
        (Some(field), None) => texts.field(&field),
        (None, _) => book.to_owned(),
    }
}

/// `申请人＝公民、企业`.
pub(crate) fn dimension_words(
    texts: Texts<'_>,
    group: Option<&Key>,
    dimension: &Key,
    values: &[Key],
) -> String {
    let (owner, field) = texts.dimension(group, dimension);
    let Some(field) = field else {
        return dimension.to_string();
    };
    let name = match owner {
        Some(owner) => texts.line_field(owner, dimension),
        None => texts.field(dimension),
    };
    let choices = texts.choices(owner, field);
    let admitted: Vec<String> = values
        .iter()
        .map(|value| match choices.iter().find(|(key, _)| key == value) {
            Some((_, word)) => word.clone(),
            None => value.to_string(),
        })
        .collect();
    format!("{name}＝{}", admitted.join(texts.lang.pick("、", "/")))
}

/// The name of a dimension that a figure can be narrowed by, and the words of its values.
pub(crate) fn dimension_words_of(
    asking: &Asking,
    name: &Name,
    dimension: &Key,
    values: &[Key],
) -> (String, Vec<String>) {
    let Some((texts, owner, field)) = dimension_field(asking, name, dimension) else {
        return (dimension.to_string(), values.iter().map(ToString::to_string).collect());
    };
    let label = match owner {
        Some(owner) => texts.line_field(owner, dimension),
        None => texts.field(dimension),
    };
    let choices = texts.choices(owner, field);
    let word = |value: &Key| {
        let choice = choices.iter().find(|(key, _)| key == value);
        choice.map_or_else(|| value.to_string(), |(_, word)| word.clone())
    };
    (label, values.iter().map(word).collect())
}

/// A filter in words.
pub(crate) fn filter_words(asking: &Asking, name: &Name, filter: &Filter) -> String {
    let lines = filter.iter().map(|(dimension, values)| {
        let (label, words) = dimension_words_of(asking, name, dimension, values);
        format!("{label}＝{}", words.join(asking.lang().pick("、", "/")))
    });
    lines.collect::<Vec<_>>().join(asking.lang().pick("，", ", "))
}

/// Where a dimension of a figure is declared: in the first register of its pack that has it.
fn dimension_field<'a>(
    asking: &'a Asking,
    name: &Name,
    dimension: &Key,
) -> Option<(Texts<'a>, Option<&'a Key>, &'a Field)> {
    let own = asking.packs.pack(&name.pack).into_iter();
    let packs = own.chain(asking.packs.packs.iter());
    packs.flat_map(|pack| pack.registers.iter().map(move |register| (pack, register))).find_map(
        |(pack, register)| {
            let texts = Texts { pack, register, lang: asking.lang() };
            let (owner, field) = texts.dimension(None, dimension);
            Some((texts, owner, field?))
        },
    )
}
