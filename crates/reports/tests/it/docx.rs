//! The `.docx` as an archive and as WordprocessingML.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

use reports::write::{Fonts, docx};

use crate::fixture::compiled;
use crate::markup::Element;

pub(crate) fn parts_of(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|index| {
            let mut file = archive.by_index(index).unwrap();
            let mut text = String::new();
            file.read_to_string(&mut text).unwrap();
            (file.name().unwrap().into_owned(), text)
        })
        .collect()
}

fn parts() -> BTreeMap<String, String> {
    parts_of(&docx(&compiled().document, &Fonts::default()).unwrap())
}

pub(crate) fn part(name: &str) -> Element {
    Element::read(&parts()[name])
}

#[test]
fn same_input_same_bytes() {
    let fonts = Fonts::default();
    let written = || docx(&compiled().document, &fonts).unwrap();
    assert!(written() == written());
}

#[test]
fn every_part_is_well_formed_and_has_a_kind() {
    let parts = parts();
    let types = Element::read(&parts["[Content_Types].xml"]);
    let defaults: BTreeSet<&str> =
        types.named("Default").iter().filter_map(|one| one.attribute("Extension")).collect();
    let overrides: BTreeSet<&str> =
        types.named("Override").iter().filter_map(|one| one.attribute("PartName")).collect();
    for (name, text) in &parts {
        Element::read(text);
        let extension = name.rsplit_once('.').unwrap().1;
        assert!(defaults.contains(extension), "{name}");
    }
    for name in &overrides {
        assert!(parts.contains_key(name.trim_start_matches('/')), "{name} is not there");
    }
    for name in ["/word/document.xml", "/word/styles.xml", "/customXml/itemProps1.xml"] {
        assert!(overrides.contains(name), "{name}");
    }
}

#[test]
fn every_relation_leads_to_a_part() {
    let parts = parts();
    let mut used = 0;
    for (name, text) in parts.iter().filter(|(name, _)| name.ends_with(".rels")) {
        // `word/_rels/document.xml.rels` speaks for `word/document.xml`.
        let folder = name.split("_rels/").next().unwrap();
        for relation in Element::read(text).named("Relationship") {
            let target = format!("{folder}{}", relation.attribute("Target").unwrap());
            let target = target.replace("word/../", "");
            assert!(parts.contains_key(&target), "{name}: {target}");
            used += 1;
        }
    }
    assert_eq!(used, 11);
    let document = Element::read(&parts["word/document.xml"]);
    let relations = Element::read(&parts["word/_rels/document.xml.rels"]);
    for footer in document.named("w:footerReference") {
        let id = footer.attribute("r:id");
        let found = relations.children.iter().find(|one| one.attribute("Id") == id).unwrap();
        assert!(found.attribute("Target").unwrap().starts_with("footer"));
    }
}

/// Children in the order of the schema (ISO/IEC 29500-1, transitional), as far as we write them.
const ORDER: [(&str, &[&str]); 10] = [
    (
        "w:pPr",
        &[
            "w:pStyle",
            "w:keepNext",
            "w:pageBreakBefore",
            "w:widowControl",
            "w:pBdr",
            "w:tabs",
            "w:overflowPunct",
            "w:autoSpaceDE",
            "w:autoSpaceDN",
            "w:snapToGrid",
            "w:spacing",
            "w:ind",
            "w:jc",
            "w:outlineLvl",
        ],
    ),
    (
        "w:rPr",
        &["w:rFonts", "w:b", "w:bCs", "w:color", "w:spacing", "w:kern", "w:sz", "w:szCs", "w:lang"],
    ),
    ("w:sectPr", &["w:footerReference", "w:pgSz", "w:pgMar", "w:pgNumType", "w:cols", "w:docGrid"]),
    ("w:tblPr", &["w:tblW", "w:jc", "w:tblInd", "w:tblBorders", "w:tblLayout", "w:tblCellMar"]),
    ("w:tcPr", &["w:tcW", "w:vMerge", "w:vAlign"]),
    ("w:tc", &["w:tcPr", "w:p"]),
    ("w:sdtPr", &["w:rPr", "w:alias", "w:tag", "w:id", "w:lock", "w:dataBinding", "w:text"]),
    ("w:tbl", &["w:tblPr", "w:tblGrid", "w:tr"]),
    (
        "w:style",
        &[
            "w:name",
            "w:basedOn",
            "w:uiPriority",
            "w:semiHidden",
            "w:unhideWhenUsed",
            "w:qFormat",
            "w:pPr",
            "w:rPr",
            "w:tblPr",
        ],
    ),
    (
        "w:settings",
        &[
            "w:zoom",
            "w:defaultTabStop",
            "w:evenAndOddHeaders",
            "w:characterSpacingControl",
            "w:compat",
            "w:themeFontLang",
            "w:decimalSymbol",
            "w:listSeparator",
        ],
    ),
];

#[test]
fn elements_stand_in_the_order_of_the_schema() {
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for (name, text) in parts().iter().filter(|(name, _)| name.starts_with("word/")) {
        let root = Element::read(text);
        for element in root.all() {
            let Some((parent, order)) = ORDER.iter().find(|(parent, _)| *parent == element.name)
            else {
                continue;
            };
            seen.insert(parent);
            let places: Vec<usize> = element
                .children
                .iter()
                .map(|child| {
                    let place = order.iter().position(|known| *known == child.name);
                    place.unwrap_or_else(|| panic!("{name}: {} in {parent}", child.name))
                })
                .collect();
            assert!(places.is_sorted(), "{name}: {parent} {:?}", element.children);
        }
    }
    assert_eq!(seen.len(), ORDER.len());
}

#[test]
fn every_claim_is_a_content_control_bound_to_its_figure() {
    let compiled = compiled();
    let document = part("word/document.xml");
    let data = part("customXml/item1.xml");
    let store = part("customXml/itemProps1.xml").attribute("ds:itemID").unwrap().to_owned();
    let controls = document.named("w:sdt");
    assert_eq!(controls.len(), compiled.claims.len());
    let mut ids = BTreeSet::new();
    for (control, claim) in controls.iter().zip(&compiled.claims) {
        let properties = control.named("w:sdtPr")[0];
        assert_eq!(properties.val("w:tag"), Some(claim.figure.as_str()));
        assert_eq!(properties.val("w:lock"), Some("sdtContentLocked"));
        assert!(ids.insert(properties.val("w:id").unwrap().parse::<i32>().unwrap()));
        assert_eq!(control.named("w:sdtContent")[0].whole_text(), claim.text);
        let binding = properties.named("w:dataBinding")[0];
        assert_eq!(binding.attribute("w:storeItemID"), Some(store.as_str()));
        assert_eq!(bound(&data, binding.attribute("w:xpath").unwrap()), claim.text);
    }
}

/// What `/t:figures[1]/t:figure[@id='x'][1]/t:printed[2]` finds.
fn bound(data: &Element, path: &str) -> String {
    let id = path.split('\'').nth(1).unwrap();
    let place: usize = path.rsplit(['[', ']']).nth(1).unwrap().parse().unwrap();
    let figures = data.children.iter().filter(|figure| figure.attribute("id") == Some(id));
    let figures: Vec<&Element> = figures.collect();
    assert_eq!(figures.len(), 1, "{id}");
    figures[0].children[place - 1].text.clone()
}

#[test]
fn the_data_part_lists_every_figure_with_its_question() {
    let data = part("customXml/item1.xml");
    let lines: Vec<String> = data
        .children
        .iter()
        .map(|figure| {
            let said: Vec<String> =
                figure.attributes.iter().map(|(key, value)| format!("{key}={value}")).collect();
            said.join(" ")
        })
        .collect();
    assert_eq!(lines.len(), 8);
    assert_eq!(
        lines[1],
        "id=citizens words=受理申请 value=150 in=item name=foi.received unit=commission \
         from=2021-01-01 as_of=2021-12-31 where=applicant=citizen known_at=900 definition=3 \
         formula=foi.answered_on_time / foi.answered"
    );
}

#[test]
fn the_page_is_that_of_the_standard() {
    let document = part("word/document.xml");
    let lines: Vec<String> = document.named("w:sectPr")[0]
        .children
        .iter()
        .map(|child| {
            let values: Vec<&str> =
                child.attributes.iter().map(|(_, value)| value.as_str()).collect();
            format!("{} {}", child.name, values.join(" "))
        })
        .collect();
    assert_eq!(
        lines,
        [
            "w:footerReference default rId4",
            "w:footerReference even rId5",
            "w:pgSz 11906 16838",
            "w:pgMar 2098 1474 1984 1588 851 1440 0",
            "w:pgNumType 1",
            "w:cols 425",
            "w:docGrid lines 579",
        ]
    );
}

#[test]
fn faces_are_a_setting() {
    let fonts = Fonts { body: "方正仿宋_GBK".to_owned(), ..Fonts::default() };
    let parts = parts_of(&docx(&compiled().document, &fonts).unwrap());
    assert!(parts["word/styles.xml"].contains("方正仿宋_GBK"));
    assert!(!parts.values().any(|text| text.contains("仿宋_GB2312")));
}
