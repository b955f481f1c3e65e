//! YAML as a tree that remembers its places; every scalar stays the text that was written.

use saphyr::{LoadableYamlNode, MarkedYaml, Marker, Scalar, YamlData};

use crate::fault::{Expected, Faults, Place, Unreadable};

/// A node with its place.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) at: Place,
    pub(crate) what: What,
}

#[derive(Clone, Debug)]
pub(crate) enum What {
    Empty,
    Text(String),
    List(Vec<Node>),
    /// Entries in the order in which they are written.
    Map(Vec<Entry>),
}

#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) at: Place,
    pub(crate) key: String,
    pub(crate) value: Node,
}

/// Reads a file; `None` if it is no YAML.
pub(crate) fn read(text: &str, faults: &mut Faults) -> Option<Node> {
    let chars: Vec<char> = text.chars().collect();
    match MarkedYaml::load_from_str(text) {
        Ok(documents) => Some(match documents.first() {
            Some(document) => node(document, &chars),
            None => Node { at: Place::START, what: What::Empty },
        }),
        Err(error) => {
            faults.add(place(*error.marker()), Unreadable::NotYaml(error.info().to_owned()));
            None
        }
    }
}

fn place(marker: Marker) -> Place {
    let number = |from_zero: usize| u32::try_from(from_zero).unwrap_or(u32::MAX);
    Place { line: number(marker.line()).max(1), column: number(marker.col().saturating_add(1)) }
}

fn node(yaml: &MarkedYaml<'_>, source: &[char]) -> Node {
    let what = match &yaml.data {
        YamlData::Sequence(nodes) => {
            What::List(nodes.iter().map(|one| node(one, source)).collect())
        }
        YamlData::Mapping(entries) => {
            What::Map(entries.iter().map(|(key, value)| entry(key, value, source)).collect())
        }
        YamlData::Value(Scalar::String(text)) => What::Text(text.clone().into_owned()),
        YamlData::Value(Scalar::Null) => What::Empty,
        YamlData::Tagged(_, inner) => return node(inner, source),
        // A number or a flag: what was written matters, 2021.10 is not 2021.1.
        _ => What::Text(written(yaml, source)),
    };
    Node { at: place(yaml.span.start), what }
}

fn entry(key: &MarkedYaml<'_>, value: &MarkedYaml<'_>, source: &[char]) -> Entry {
    let text = match &key.data {
        YamlData::Value(Scalar::String(text)) => text.clone().into_owned(),
        _ => written(key, source),
    };
    Entry { at: place(key.span.start), key: text, value: node(value, source) }
}

fn written(yaml: &MarkedYaml<'_>, source: &[char]) -> String {
    let range = yaml.span.start.index()..yaml.span.end.index();
    source.get(range).unwrap_or_default().iter().collect::<String>().trim().to_owned()
}

impl Node {
    /// The entries of a table; adds a fault if it is none.
    pub(crate) fn map(&self, name: &str, faults: &mut Faults) -> Option<Map<'_>> {
        match &self.what {
            What::Map(entries) => Some(Map { at: self.at, entries }),
            What::Empty | What::Text(_) | What::List(_) => {
                self.expected(name, Expected::Table, faults)
            }
        }
    }

    /// The elements of a list; adds a fault if it is none.
    pub(crate) fn list(&self, name: &str, faults: &mut Faults) -> Option<&[Node]> {
        match &self.what {
            What::List(nodes) => Some(nodes),
            What::Empty | What::Text(_) | What::Map(_) => {
                self.expected(name, Expected::List, faults)
            }
        }
    }

    /// The text of a scalar; adds a fault if it is none.
    pub(crate) fn text(&self, name: &str, faults: &mut Faults) -> Option<&str> {
        match &self.what {
            What::Text(text) => Some(text),
            What::Empty | What::List(_) | What::Map(_) => {
                self.expected(name, Expected::Text, faults)
            }
        }
    }

    pub(crate) fn expected<T>(
        &self,
        name: &str,
        expected: Expected,
        faults: &mut Faults,
    ) -> Option<T> {
        faults.add(self.at, Unreadable::Expected { entry: name.to_owned(), expected });
        None
    }
}

/// The entries of a table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Map<'n> {
    pub(crate) at: Place,
    pub(crate) entries: &'n [Entry],
}

impl<'n> Map<'n> {
    /// Adds a fault for every entry that is not known.
    pub(crate) fn only(&self, known: &[&str], faults: &mut Faults) {
        for entry in self.entries.iter().filter(|entry| !known.contains(&entry.key.as_str())) {
            let known = known.join(", ");
            faults.add(entry.at, Unreadable::UnknownEntry { entry: entry.key.clone(), known });
        }
    }

    pub(crate) fn get(&self, key: &str) -> Option<&'n Node> {
        self.entries.iter().find(|entry| entry.key == key).map(|entry| &entry.value)
    }

    /// An entry that must be there; adds a fault if it is not.
    pub(crate) fn need(&self, key: &str, faults: &mut Faults) -> Option<&'n Node> {
        let node = self.get(key);
        if node.is_none() {
            faults.add(self.at, Unreadable::NoEntry(key.to_owned()));
        }
        node
    }

    /// A text that must be there and must not be empty.
    pub(crate) fn need_text(&self, key: &str, faults: &mut Faults) -> Option<&'n str> {
        self.need(key, faults)?.text(key, faults)
    }

    /// A text that may be absent; the outer `None` is a fault.
    #[expect(clippy::option_option, reason = "a fault and an absent text are two things")]
    pub(crate) fn may_text(&self, key: &str, faults: &mut Faults) -> Option<Option<&'n str>> {
        match self.get(key) {
            Some(node) => Some(Some(node.text(key, faults)?)),
            None => Some(None),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(node: &Node) -> String {
        match &node.what {
            What::Empty => "-".to_owned(),
            What::Text(text) => format!("{text}@{}:{}", node.at.line, node.at.column),
            What::List(nodes) => {
                format!("[{}]", nodes.iter().map(show).collect::<Vec<_>>().join(" "))
            }
            What::Map(entries) => {
                let show = |entry: &Entry| format!("{}={}", entry.key, show(&entry.value));
                format!("{{{}}}", entries.iter().map(show).collect::<Vec<_>>().join(" "))
            }
        }
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let mut faults = Faults::in_file("f.yaml");
        let shown = match read(text, &mut faults) {
            Some(node) => show(&node),
            None => faults.found.first().map(ToString::to_string).unwrap_or_default(),
        };
        assert_eq!(shown, expected);
    }

    #[test]
    fn scalars_stay_what_was_written() {
        check("a: 2021.10\nb: yes\nc: 台账\nd:\n", "{a=2021.10@1:4 b=yes@2:4 c=台账@3:4 d=-}");
        check("- 1%\n- 'x y'\n- { k: 0012 }\n", "[1%@1:3 x y@2:3 {k=0012@3:8}]");
        check("", "-");
    }

    #[test]
    fn faults_have_their_place() {
        check("a: 1\na: 2\n", "f.yaml:2:1: this is not YAML: duplicated key in mapping");
    }
}
