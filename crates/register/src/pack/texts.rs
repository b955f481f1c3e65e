//! The words of a pack: every name in both languages, and nothing else.

use std::collections::{BTreeMap, BTreeSet};

use super::fault::{Faults, did_you_mean};
use super::near::nearest;
use crate::told::Told;
use crate::yaml::{Data, Node, Pair, Spot};

/// The longest word or name, in characters.
const TEXT_MAX: usize = 200;

/// The paths that need a word, as the tree of `pack.yaml` declares them.
pub(super) fn paths(tree: &Node) -> BTreeSet<String> {
    let mut paths = BTreeSet::from(["name".to_owned()]);
    let section = |name: &str| tree.get(name).map(Node::pairs).unwrap_or_default();
    for name in ["parameters", "measures", "indicators", "roles"] {
        paths.extend(section(name).iter().map(|pair| format!("{name}.{}", pair.key)));
    }
    for register in section("registers") {
        let path = format!("registers.{}", register.key);
        let of = |name: &str| register.value.get(name);
        for name in ["steps", "caps", "clocks"] {
            let pairs = of(name).map(Node::pairs).unwrap_or_default();
            paths.extend(pairs.iter().map(|pair| format!("{path}.{name}.{}", pair.key)));
        }
        let states = of("states").map(Node::pairs).unwrap_or_default();
        let states =
            states.iter().flat_map(|class| class.value.items().iter().filter_map(Node::text));
        paths.extend(states.map(|state| format!("{path}.states.{state}")));
        for field in of("fields").map(Node::pairs).unwrap_or_default() {
            field_paths(&path, field, &mut paths);
        }
        paths.insert(path);
    }
    paths
}

fn field_paths(register: &str, field: &Pair, paths: &mut BTreeSet<String>) {
    let path = format!("{register}.fields.{}", field.key);
    choice_paths(&path, &field.value, paths);
    for column in field.value.get("fields").map(Node::pairs).unwrap_or_default() {
        let column_path = format!("{path}.{}", column.key);
        choice_paths(&column_path, &column.value, paths);
        paths.insert(column_path);
    }
    paths.insert(path);
}

fn choice_paths(path: &str, field: &Node, paths: &mut BTreeSet<String>) {
    let choices = field.get("of").map(Node::items).unwrap_or_default();
    paths.extend(choices.iter().filter_map(Node::text).map(|choice| format!("{path}.{choice}")));
}

/// The words of one language. A path without a word, and a word without a path, are faults.
pub(super) fn read(
    tree: &Node,
    paths: &BTreeSet<String>,
    faults: &mut Faults,
) -> BTreeMap<String, String> {
    let mut reader = TextReader { words: BTreeMap::new(), spots: BTreeMap::new(), faults };
    reader.mapping(tree, "", tree.at);
    let TextReader { words, spots, faults } = reader;
    // Without the pack nobody can say what is missing and what is too much.
    if paths.is_empty() {
        return words;
    }
    for path in paths.iter().filter(|path| !words.contains_key(*path)) {
        missing(path, nearest_spot(path, &spots), faults);
    }
    let known: Vec<&str> = paths.iter().map(String::as_str).collect();
    for path in words.keys().filter(|path| !paths.contains(*path)) {
        superfluous(path, spots.get(path).copied().unwrap_or_default(), &known, faults);
    }
    words
}

struct TextReader<'f> {
    words: BTreeMap<String, String>,
    /// Where every path is written, inner ones too.
    spots: BTreeMap<String, Spot>,
    faults: &'f mut Faults,
}

impl TextReader<'_> {
    fn mapping(&mut self, node: &Node, path: &str, owner: Spot) {
        let Data::Mapping(pairs) = &node.data else {
            self.faults.push(
                if node.is_empty() { owner } else { node.at },
                Told::new("这里应为若干“键: 文字”", "entries with names are expected here"),
                Told::new(
                    "每个名称一行，如 subject: 申请内容",
                    "one line for each name, like `subject: Subject`",
                ),
            );
            return;
        };
        for pair in pairs {
            self.pair(pair, path);
        }
    }

    fn pair(&mut self, pair: &Pair, outer: &str) {
        // `name` stands for what it stands in, except at the top, where it names the pack.
        let path = match (outer, pair.key.as_str()) {
            ("", key) => key.to_owned(),
            (outer, "name") => outer.to_owned(),
            (outer, key) => format!("{outer}.{key}"),
        };
        if pair.key != "name" || outer.is_empty() {
            self.spots.entry(path.clone()).or_insert(pair.at);
        }
        match &pair.value.data {
            Data::Mapping(_) => self.mapping(&pair.value, &path, pair.at),
            Data::Scalar { text, .. } if !pair.value.is_empty() => self.word(pair, &path, text),
            Data::Scalar { .. } | Data::List(_) => {
                self.faults.push(
                    pair.at,
                    Told::new(format!("“{path}”没有文字"), format!("\"{path}\" has no text")),
                    Told::new("请在冒号后写出文字", "write the text after the colon"),
                );
                self.words.entry(path).or_default();
            }
        }
    }

    fn word(&mut self, pair: &Pair, path: &str, text: &str) {
        let chars = text.chars().count();
        if text.trim().is_empty() || chars > TEXT_MAX || text.chars().any(char::is_control) {
            self.faults.push(
                pair.value.at,
                Told::new(
                    format!("“{path}”的文字须有 1 至 {TEXT_MAX} 字，不含换行"),
                    format!(
                        "the text of \"{path}\" must have 1 to {TEXT_MAX} characters on one line"
                    ),
                ),
                Told::new("请缩短或重写", "shorten or retype it"),
            );
        }
        let told_twice = self.words.insert(path.to_owned(), text.trim().to_owned()).is_some();
        if told_twice {
            self.faults.push(
                pair.at,
                Told::new(format!("“{path}”有两处文字"), format!("\"{path}\" has two texts")),
                Told::new("请只留一处", "keep one of them"),
            );
        }
    }
}

/// The place of the path, or of the nearest outer path that is written.
fn nearest_spot(path: &str, spots: &BTreeMap<String, Spot>) -> Spot {
    let mut outer = path;
    loop {
        if let Some(spot) = spots.get(outer) {
            return *spot;
        }
        match outer.rsplit_once('.') {
            Some((shorter, _)) => outer = shorter,
            None => return Spot { line: 1, column: 1 },
        }
    }
}

fn missing(path: &str, at: Spot, faults: &mut Faults) {
    faults.push(
        at,
        Told::new(format!("“{path}”没有文字"), format!("\"{path}\" has no text")),
        Told::new(
            "请补上；名称下还有条目时，名称本身的文字写作 name: …",
            "add it; where a name has entries below it, write its own text as `name: …`",
        ),
    );
}

fn superfluous(path: &str, at: Spot, known: &[&str], faults: &mut Faults) {
    let (outer, leaf) = path.rsplit_once('.').unwrap_or(("", path));
    let within = |known: &&'_ str| match outer {
        "" => Some(0),
        outer => known.strip_prefix(outer)?.starts_with('.').then_some(outer.len() + 1),
    };
    let mut beside: Vec<&str> =
        known.iter().filter_map(|known| known.get(within(known)?..)?.split('.').next()).collect();
    beside.push("name");
    faults.push(
        at,
        Told::new(
            format!("pack.yaml 中没有“{path}”"),
            format!("pack.yaml has nothing called \"{path}\""),
        ),
        match nearest(leaf, &beside) {
            // The name is right, but it holds names and has no text itself.
            Some(meant) if meant == leaf => Told::new(
                "它本身没有文字，下面逐项写“键: 文字”",
                "it has no text itself; write `name: text` for each name below it",
            ),
            Some(meant) => did_you_mean(leaf, &[meant]),
            None => Told::new(
                "请去掉，或先在 pack.yaml 中写明",
                "take it out, or declare it in pack.yaml first",
            ),
        },
    );
}
