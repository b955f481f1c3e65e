//! The report that ships: it reads clean, fits the packs that ship, and compiles without fault from
//! the published figures of the sample year.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use base::{Exact, exact};
use indicators::{Figure, Outcome, Receipt, unit_of_measure};
use register::model::{Catalogue, Formula};
use reports::document::Block;
use reports::{Compiled, FigureId, Template};

use crate::fixture::files_in;

fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn template() -> Template {
    let (template, faults) = Template::read(&files_in(&project().join("reports/self-assessment")));
    let shown: Vec<String> = faults.iter().map(ToString::to_string).collect();
    assert_eq!(shown, Vec::<String>::new());
    template.unwrap()
}

fn catalogue() -> Catalogue {
    let keys =
        ["tasks", "findings", "hotline", "disclosure", "penalties", "vaccination", "proposals"];
    let packs = keys.map(|key| {
        let reading = register::pack::read(&files_in(&project().join("packs").join(key)));
        reading.pack.unwrap_or_else(|| panic!("{key}: {:?}", reading.faults))
    });
    Catalogue { packs: packs.into() }
}

/// Values such as the sample year gives; one line a figure.
const VALUES: &str = include_str!("shipped.tsv");

fn outcome(text: &str, formula: Option<&Formula>) -> Outcome {
    let read = |text: &str| match text.split_once('/') {
        Some((numerator, denominator)) => {
            exact::read(numerator).unwrap() / exact::read(denominator).unwrap()
        }
        None => exact::read(text).unwrap(),
    };
    let count = |value: Exact| i64::try_from(value.to_integer()).unwrap();
    match formula {
        Some(Formula::All { .. }) => {
            let all = count(read(text));
            Outcome::Truth { holds: true, have: all, of: all }
        }
        Some(Formula::None { .. }) => Outcome::Truth { holds: true, have: 0, of: 0 },
        Some(_) | None => Outcome::Number(read(text)),
    }
}

/// An answer to every question of the template.
fn figures(template: &Template, catalogue: &Catalogue) -> BTreeMap<FigureId, Figure> {
    let values: BTreeMap<&str, &str> =
        VALUES.lines().filter_map(|line| line.split_once('\t')).collect();
    let mut figures = BTreeMap::new();
    for (id, question) in template.questions() {
        let value = values.get(id.as_str()).unwrap_or_else(|| panic!("no value for {id}"));
        let formula = catalogue.indicator(&question.name).map(|indicator| &indicator.formula);
        let receipt = Receipt {
            definition: 1,
            formula: question.name.to_string(),
            parts: vec![],
            coverage: vec![],
            known_at: 4096,
            trees: vec![],
        };
        let figure = Figure {
            outcome: outcome(value, formula),
            unit_of_measure: unit_of_measure(catalogue, &question.name).unwrap(),
            question,
            receipt,
        };
        figures.insert(id, figure);
    }
    assert_eq!(values.len(), figures.len(), "shipped.tsv has figures that the report has not");
    figures
}

fn compiled() -> Compiled {
    let (template, catalogue) = (template(), catalogue());
    let figures = figures(&template, &catalogue);
    template.compile(&catalogue, &figures)
}

#[test]
fn it_reads_clean_and_fits_the_packs() {
    let shown: Vec<String> =
        template().check(&catalogue()).iter().map(ToString::to_string).collect();
    assert_eq!(shown, Vec::<String>::new());
}

#[test]
fn it_compiles_without_fault_and_claims_much() {
    let compiled = compiled();
    let shown: Vec<String> = compiled.faults.iter().map(ToString::to_string).collect();
    assert_eq!(shown, Vec::<String>::new());
    let figures = compiled.document.entries.len();
    assert!(compiled.claims.len() >= 60 && figures >= 60, "{} {figures}", compiled.claims.len());
    let parts = compiled.document.body.iter();
    let parts = parts.filter(|block| matches!(block, Block::Heading { level: 1, .. })).count();
    assert_eq!(parts, 4);
    let Block::Table(table) = &compiled.document.attachments[0].blocks[0] else {
        panic!("no table")
    };
    assert!(table.rows.len() >= 12, "{} rows", table.rows.len());
}

#[test]
fn its_words_are_a_snapshot() {
    insta::assert_snapshot!(crate::compiling::text(&compiled()));
}

#[test]
fn it_is_written_the_same_every_time() {
    let (first, second) = (compiled(), compiled());
    let fonts = reports::write::Fonts::default();
    let write = |compiled: &Compiled| reports::write::docx(&compiled.document, &fonts).unwrap();
    assert!(write(&first) == write(&second));
    let page = reports::write::html_page(&first.document);
    assert_eq!(page, reports::write::html_page(&second.document));
    // For looking at; the folder is cargo's own.
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    std::fs::write(folder.join("self-assessment.docx"), write(&first)).unwrap();
    std::fs::write(folder.join("self-assessment.html"), page).unwrap();
}
