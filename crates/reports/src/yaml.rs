//! YAML as a tree that remembers its places; every scalar stays the text that was written.

use register::yaml::{self, Data, Pair, Spot};

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

/// Reads a file; `None` if it is no YAML. An entry that is written twice is a fault; the first counts.
pub(crate) fn read(text: &str, faults: &mut Faults) -> Option<Node> {
    match yaml::parse(text) {
        Ok(tree) => Some(node(tree, faults)),
        Err(error) => {
            faults.add(place(error.at), Unreadable::NotYaml(error.message));
            None
        }
    }
}

fn place(spot: Spot) -> Place {
    Place { line: spot.line, column: spot.column }
}

fn node(tree: yaml::Node, faults: &mut Faults) -> Node {
    let what = match tree.data {
        Data::List(nodes) => What::List(nodes.into_iter().map(|one| node(one, faults)).collect()),
        Data::Mapping(pairs) => What::Map(entries(pairs, faults)),
        Data::Scalar { text, quoted: false } if text.is_empty() || text == "~" => What::Empty,
        Data::Scalar { text, .. } => What::Text(text),
    };
    Node { at: place(tree.at), what }
}

fn entries(pairs: Vec<Pair>, faults: &mut Faults) -> Vec<Entry> {
    let mut entries: Vec<Entry> = vec![];
    for Pair { key, at, value } in pairs {
        if entries.iter().any(|entry| entry.key == key) {
            faults.add(place(at), Unreadable::TwiceInTable(key));
        } else {
            entries.push(Entry { at: place(at), key, value: node(value, faults) });
        }
    }
    entries
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
    fn what_is_written_twice_counts_once_and_is_a_fault() {
        check("a: 1\na: 2\n", "{a=1@1:4}");
        let mut faults = Faults::in_file("f.yaml");
        read("a: 1\na: 2\n", &mut faults);
        let shown: Vec<String> = faults.found.iter().map(ToString::to_string).collect();
        assert_eq!(shown, ["f.yaml:2:1: entry \"a\" is written twice; remove one"]);
    }
}
