//! The receipts of a report in words.

use std::collections::BTreeMap;

use base::Key;
use indicators::{Figure, Outcome};
use register::model::{Catalogue, Name, Pack};

use crate::document::{Claim, Entry};
use crate::style::exact_text;
use crate::template::{FigureId, Spec, Template};

/// An entry for every figure in use, in order of first appearance.
pub(super) fn of(
    template: &Template,
    catalogue: &Catalogue,
    figures: &BTreeMap<FigureId, Figure>,
    claims: &[Claim],
) -> Vec<Entry> {
    let mut entries: Vec<Entry> = vec![];
    for claim in claims {
        let known = entries.iter().position(|entry| entry.id == claim.figure);
        let index = known.unwrap_or(entries.len());
        if known.is_none() {
            let Some(spec) = template.figures.get(&claim.figure) else { continue };
            let figure = figures.get(&claim.figure);
            entries.push(entry(template, catalogue, (&claim.figure, spec), figure));
        }
        if let Some(entry) = entries.get_mut(index) {
            entry.claims.push(claim.index);
            if !entry.printed.contains(&claim.text) {
                entry.printed.push(claim.text.clone());
            }
        }
    }
    entries
}

fn entry(
    template: &Template,
    catalogue: &Catalogue,
    (id, spec): (&FigureId, &Spec),
    figure: Option<&Figure>,
) -> Entry {
    let pack = catalogue.pack(&spec.name.pack);
    let question = spec.question(&template.head);
    let parts = figure.map(|figure| figure.receipt.parts.as_slice()).unwrap_or_default();
    let coverage = figure.map(|figure| figure.receipt.coverage.as_slice()).unwrap_or_default();
    Entry {
        id: id.clone(),
        words: words(catalogue, &spec.name),
        pack_words: pack.map(|pack| text(pack, "name")).unwrap_or_default(),
        unit_words: template
            .head
            .units
            .get(&question.unit)
            .cloned()
            .unwrap_or_else(|| question.unit.to_string()),
        filter_words: spec
            .filter
            .iter()
            .filter_map(|(dimension, values)| Some(filter_words(pack?, dimension, values)))
            .collect(),
        part_words: parts.iter().map(|part| words(catalogue, &part.name)).collect(),
        formula_words: figure.map(|figure| formula_words(catalogue, figure)).unwrap_or_default(),
        coverage_words: coverage
            .iter()
            .map(|coverage| register_words(catalogue, &coverage.register))
            .collect(),
        value: figure.map(|figure| value(&figure.outcome)).unwrap_or_default(),
        figure: figure.cloned(),
        printed: vec![],
        claims: vec![],
    }
}

fn value(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Number(exact) => exact_text(*exact),
        Outcome::Truth { have, of: 0, .. } => have.to_string(),
        Outcome::Truth { have, of, .. } => format!("{have}/{of}"),
        Outcome::Missing(_) => String::new(),
    }
}

/// What a measure, indicator or parameter is called; its key if it has no Chinese name.
fn words(catalogue: &Catalogue, name: &Name) -> String {
    let pack = catalogue.pack(&name.pack);
    let groups = ["indicators", "measures", "parameters"];
    groups
        .iter()
        .find_map(|group| pack?.texts.zh.get(&format!("{group}.{}", name.key)).cloned())
        .unwrap_or_else(|| name.to_string())
}

/// 按期答复 / 已答复: the formula of an indicator with the names of its operands.
fn formula_words(catalogue: &Catalogue, figure: &Figure) -> String {
    let name = &figure.question.name;
    if catalogue.indicator(name).is_none() {
        return String::new();
    }
    let mut said = String::new();
    let mut rest = figure.receipt.formula.as_str();
    let in_key = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
    while let Some(start) = rest.find(|c: char| c.is_ascii_lowercase()) {
        let (before, from) = rest.split_at(start);
        let length = from.find(|c| !in_key(c)).unwrap_or(from.len());
        let (key, after) = from.split_at(length);
        // Operands of the same pack are written without it.
        let operand = Name::read(key)
            .or_else(|| Some(Name::new(name.pack.clone(), Key::new(key).ok()?)))
            .filter(|operand| is_known(catalogue, operand));
        said.push_str(before);
        said.push_str(&operand.map_or_else(|| key.to_owned(), |name| words(catalogue, &name)));
        rest = after;
    }
    said.push_str(rest);
    said
}

fn is_known(catalogue: &Catalogue, name: &Name) -> bool {
    catalogue.measure(name).is_some()
        || catalogue.indicator(name).is_some()
        || catalogue.parameter(name).is_some()
}

fn register_words(catalogue: &Catalogue, register: &Key) -> String {
    let found = catalogue.register(register);
    found
        .and_then(|(pack, _)| {
            let path = format!("registers.{register}");
            pack.texts.zh.get(&path).or_else(|| pack.texts.zh.get(&format!("{path}.name"))).cloned()
        })
        .unwrap_or_else(|| register.to_string())
}

fn text(pack: &Pack, path: &str) -> String {
    pack.texts.zh.get(path).cloned().unwrap_or_else(|| pack.key.to_string())
}

/// 申请人：公民、企业.
fn filter_words(pack: &Pack, dimension: &Key, values: &[Key]) -> String {
    // A dimension is a field of a register or of one of its groups, so its path has either depth.
    let path = |value: &Key| {
        let end = format!(".{dimension}.{value}");
        let fields = pack.texts.zh.keys().filter(|path| path.starts_with("registers."));
        fields.filter_map(|path| path.strip_suffix(&end)).next().map(str::to_owned)
    };
    let of_dimension = values
        .iter()
        .find_map(path)
        .and_then(|path| pack.texts.zh.get(&format!("{path}.{dimension}")).cloned());
    let of_value = |value: &Key| {
        path(value)
            .and_then(|path| pack.texts.zh.get(&format!("{path}.{dimension}.{value}")).cloned())
            .unwrap_or_else(|| match value.as_str() {
                "yes" => "是".to_owned(),
                "no" => "否".to_owned(),
                other => other.to_owned(),
            })
    };
    let dimension = of_dimension.unwrap_or_else(|| dimension.to_string());
    let values: Vec<String> = values.iter().map(of_value).collect();
    format!("{dimension}：{}", values.join("、"))
}
