//! The grammar as JSON Schema (draft 2020-12), for editors.

use base::UnitOfMeasure;
use base::key::KEY_CHARS_MAX;
use serde_json::{Map, Value, json};

use super::{Doc, Entry, Kind, Kinds, Mapping, NameKind, Names, PACK, Shape, Word};

/// The JSON Schema of `pack.yaml`: editors complete and explain with it. What names what, and whether
/// it exists, only [`read`](crate::pack::read) can tell.
#[must_use]
pub fn schema() -> Value {
    let mut schema = mapping(&PACK);
    if let Value::Object(members) = &mut schema {
        let head = json!("https://json-schema.org/draft/2020-12/schema");
        members.insert("$schema".to_owned(), head);
        members.insert("title".to_owned(), json!("业务包 pack.yaml"));
    }
    schema
}

fn any(shape: &Shape) -> Value {
    match shape {
        Shape::Word(expected) => word(*expected),
        Shape::List { of, max } => json!({ "type": "array", "items": any(of), "maxItems": max }),
        Shape::OneOrMany(of) => {
            json!({ "anyOf": [any(of), { "type": "array", "items": any(of) }] })
        }
        Shape::Names(known) => names(known),
        Shape::Mapping(known) => mapping(known),
        Shape::Either { word: single, other } => json!({ "anyOf": [word(*single), any(other)] }),
    }
}

fn names(known: &Names) -> Value {
    let of = any(&known.of);
    match known.key {
        NameKind::Cell => json!({
            "type": "object", "additionalProperties": of, "maxProperties": known.max,
        }),
        NameKind::Identifier => json!({
            "type": "object",
            "patternProperties": { (identifier()): of },
            "propertyNames": { "not": { "enum": known.reserved } },
            "additionalProperties": false,
            "maxProperties": known.max,
        }),
    }
}

fn mapping(known: &Mapping) -> Value {
    match &known.kinds {
        Kinds::One => entries(known.entries, None, None),
        Kinds::ByValue { key, doc, of } => {
            let one = |kind: &Kind| {
                let chosen = described(json!({ "const": kind.key }), *doc);
                entries(known.entries, Some(kind), Some((key, chosen)))
            };
            json!({ "oneOf": of.iter().map(one).collect::<Vec<_>>() })
        }
        Kinds::ByKey { of } => {
            let one = |kind: &&Kind| {
                let head =
                    kind.head.as_ref().map(|head| (kind.key, described(any(head), kind.doc)));
                entries(known.entries, Some(kind), head)
            };
            json!({ "oneOf": of().iter().map(one).collect::<Vec<_>>() })
        }
    }
}

fn entries(common: &[Entry], kind: Option<&Kind>, head: Option<(&str, Value)>) -> Value {
    let mut properties = Map::new();
    let mut required = vec![];
    if let Some((key, head)) = head {
        properties.insert(key.to_owned(), head);
        required.push(key.to_owned());
    }
    for entry in common.iter().chain(kind.into_iter().flat_map(|kind| kind.entries)) {
        properties.insert(entry.key.to_owned(), described(any(&entry.shape), entry.doc));
        if entry.required {
            required.push(entry.key.to_owned());
        }
    }
    let form = json!({
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    });
    match kind {
        Some(kind) => described(form, kind.doc),
        None => form,
    }
}

fn described(mut schema: Value, doc: Doc) -> Value {
    if let Value::Object(members) = &mut schema {
        members.insert("description".to_owned(), json!(format!("{}。{}", doc.0, doc.1)));
    }
    schema
}

fn identifier() -> String {
    format!("^[a-z][a-z0-9_]{{0,{}}}$", KEY_CHARS_MAX - 1)
}

fn word(expected: Word) -> Value {
    let text = |pattern: &str| json!({ "type": "string", "pattern": pattern });
    match expected {
        Word::Identifier => text(&identifier()),
        // Editors read a bare yes as a word or as a flag, by their version of YAML.
        Word::Choice => {
            json!({ "anyOf": [text(&identifier()), { "type": "boolean" }] })
        }
        Word::Reference(_) => text(&identifier()),
        Word::Path(_) | Word::Operand => text(r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?$"),
        Word::Right => text(r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$"),
        Word::Text(max) => {
            json!({ "type": ["string", "number"], "minLength": 1, "maxLength": max })
        }
        Word::Prefix => json!({ "type": ["string", "number"], "pattern": "^[A-Za-z0-9]{1,12}$" }),
        Word::Integer { min, max } => json!({ "type": "integer", "minimum": min, "maximum": max }),
        Word::Decimal => json!({ "type": "number" }),
        Word::Target => {
            json!({ "anyOf": [{ "type": "number" }, text(r"^-?[0-9]+(\.[0-9]+)? ?%$")] })
        }
        Word::Day => json!({ "type": "string", "format": "date" }),
        Word::Duration => text(r"^[0-9]+ (minutes?|hours?|days?)$"),
        Word::Term => text(r"^[0-9]+ (working days?|days?|months?)$"),
        Word::Flag => json!({ "enum": [true, false, "yes", "no"] }),
        Word::OneOf(words) => json!({ "enum": words }),
        Word::UnitOfMeasure => {
            json!({ "enum": UnitOfMeasure::ALL.map(UnitOfMeasure::key) })
        }
    }
}
