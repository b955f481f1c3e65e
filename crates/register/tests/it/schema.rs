//! The schema and the reference page say what the reader does.

use register::pack::{self, PACK_FILE};
use register::yaml::{self, Data, Node};
use serde_json::{Value, json};

use crate::{fixture, shipped};

/// A tree as an editor's YAML reader sees it.
fn as_json(node: &Node) -> Value {
    match &node.data {
        Data::List(items) => items.iter().map(as_json).collect(),
        Data::Mapping(pairs) => {
            pairs.iter().map(|pair| (pair.key.clone(), as_json(&pair.value))).collect()
        }
        Data::Scalar { text, quoted } => match text.as_str() {
            "true" if !quoted => json!(true),
            "false" if !quoted => json!(false),
            text if !quoted && text.parse::<i64>().is_ok() => json!(text.parse::<i64>().unwrap()),
            text if !quoted && text.parse::<f64>().is_ok() => json!(text.parse::<f64>().unwrap()),
            text => json!(text),
        },
    }
}

/// Whether the value fits the schema; patterns of texts are left to the reader's own tests.
fn fits(value: &Value, schema: &Value) -> bool {
    let all = |name: &str| schema[name].as_array().cloned();
    let kinds = match &schema["type"] {
        Value::Array(kinds) => kinds.clone(),
        Value::Null => vec![],
        kind => vec![kind.clone()],
    };
    let is = |kind: &Value| match kind.as_str().unwrap() {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_i64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        other => panic!("{other}"),
    };
    (kinds.is_empty() || kinds.iter().any(is))
        && all("enum").is_none_or(|words| words.contains(value))
        && (schema["const"].is_null() || schema["const"] == *value)
        && all("anyOf").is_none_or(|any| any.iter().any(|one| fits(value, one)))
        && all("oneOf").is_none_or(|any| any.iter().filter(|one| fits(value, one)).count() == 1)
        && value.as_array().is_none_or(|items| {
            schema["items"].is_null() || items.iter().all(|item| fits(item, &schema["items"]))
        })
        && value.as_object().is_none_or(|members| object_fits(members, schema))
}

fn object_fits(members: &serde_json::Map<String, Value>, schema: &Value) -> bool {
    let required = schema["required"].as_array().cloned().unwrap_or_default();
    let patterns = schema["patternProperties"].as_object();
    let pattern = patterns.and_then(|patterns| patterns.values().next());
    required.iter().all(|key| members.contains_key(key.as_str().unwrap()))
        && members.iter().all(|(key, value)| match (&schema["properties"][key], pattern) {
            (Value::Null, Some(pattern)) => fits(value, pattern),
            (Value::Null, None) => match &schema["additionalProperties"] {
                Value::Bool(admitted) => *admitted,
                Value::Null => true,
                other => fits(value, other),
            },
            (known, _) => fits(value, known),
        })
}

fn tree(text: &str) -> Value {
    as_json(&yaml::parse(text).unwrap())
}

#[test]
fn the_schema_admits_every_pack() {
    let schema = pack::schema();
    assert!(fits(&tree(&fixture::files()[PACK_FILE]), &schema));
    for folder in shipped::folders() {
        let text = &shipped::files(&folder)[PACK_FILE];
        assert!(fits(&tree(text), &schema), "{}", folder.display());
    }
}

#[test]
fn the_schema_refuses_what_has_another_form() {
    let schema = pack::schema();
    let text = &fixture::files()[PACK_FILE];
    let pairs = [
        ("version: 3", "version: three"),
        ("kind: case", "kind: stock"),
        ("type: money", "type: monye"),
        ("in: item", "in: items"),
        ("cite: \"办法第一条\"", "cites: \"办法第一条\""),
        ("better: lower", "better: less"),
        ("share: granted, of:", "share: granted, off:"),
        ("right: beds.report, ", ""),
    ];
    for (from, to) in pairs {
        assert!(text.contains(from), "{from}");
        assert!(!fits(&tree(&text.replace(from, to)), &schema), "{to}");
    }
}

#[test]
fn every_entry_of_the_schema_is_explained() {
    fn explained(schema: &Value, path: &str) {
        for (key, value) in schema["properties"].as_object().into_iter().flatten() {
            let path = format!("{path}.{key}");
            let text = value["description"].as_str().unwrap_or_default();
            assert!(text.contains('。') && text.len() > 6, "{path} has no description");
            explained(value, &path);
        }
        for name in ["anyOf", "oneOf"] {
            schema[name].as_array().into_iter().flatten().for_each(|one| explained(one, path));
        }
        for value in
            schema["patternProperties"].as_object().into_iter().flat_map(|all| all.values())
        {
            explained(value, path);
        }
        explained_items(&schema["items"], path);
    }
    fn explained_items(items: &Value, path: &str) {
        if items.is_object() {
            explained(items, path);
        }
    }
    explained(&pack::schema(), "pack");
}

#[test]
fn the_reference_has_a_table_for_every_mapping() {
    let page = pack::reference();
    for heading in [
        "pack.yaml",
        "register",
        "field",
        "step",
        "rule",
        "import",
        "measure",
        "indicator",
        "parameter",
    ] {
        assert!(page.contains(&format!("\n## {heading}\n")), "{heading}\n{page}");
    }
    for word in
        ["must_be", "only_rows", "weighted_share", "penalty_money", "flow_into", "household_time"]
    {
        assert!(
            page.contains(&format!("`{word}`")) || page.contains(&format!("{word}`")),
            "{word}"
        );
    }
    let rows = page.lines().filter(|line| line.starts_with("| ") && !line.contains("计量"));
    assert!(rows.count() > 90);
}
