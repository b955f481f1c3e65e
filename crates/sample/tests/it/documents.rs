//! The table against the collected figures of the documents, where that collection lies beside the project.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use base::{Exact, exact};
use sample::{Expected, published};
use serde_json::Value;

/// The collection by id; `None` on a machine that does not have it.
fn collected() -> Option<BTreeMap<String, Value>> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/figures.jsonl");
    let text = fs::read_to_string(file).ok()?;
    let by_id = |line| {
        let record: Value = serde_json::from_str(line).expect("the collection is JSON by lines");
        let id =
            record.get("id").and_then(Value::as_str).expect("every record has an id").to_owned();
        (id, record)
    };
    Some(text.lines().map(by_id).collect())
}

/// A number of the collection, exactly as it is written there.
fn number(value: &Value) -> Option<Exact> {
    exact::read(&value.as_number()?.to_string())
}

#[test]
fn every_row_is_a_collected_figure_with_its_value() {
    let Some(collected) = collected() else { return };
    let mut compared = 0;
    for figure in published() {
        let record = collected.get(&figure.id);
        let record = record.unwrap_or_else(|| panic!("{} is not a collected figure", figure.id));
        assert_eq!(record["system"].as_str(), Some(figure.system.as_str()), "{}", figure.id);
        let counted = matches!(record["kind"].as_str(), Some("count" | "sum" | "money"));
        let exact = record["qualifier"].as_str() == Some("exact");
        if let (true, true, Expected::Number(expected)) = (counted, exact, &figure.expected) {
            assert_eq!(number(&record["base_value"]).as_ref(), Some(expected), "{}", figure.id);
            compared += 1;
        }
    }
    assert!(compared >= 50, "only {compared} values were compared");
}
