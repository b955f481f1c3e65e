//! From text to tree, with every bound that keeps a hostile file harmless.

use saphyr_parser::{Event, Marker, Parser, ScalarStyle, ScanError, Span};

use super::{Data, Node, Pair, Spot, Unparsed};
use crate::told::Told;

/// The largest file read, in bytes.
pub const BYTES_MAX: usize = 1 << 20;
/// The deepest nesting read.
pub const DEPTH_MAX: usize = 24;
/// The most nodes read.
pub const NODES_MAX: usize = 100_000;

/// Reads one YAML document.
///
/// Anchors, aliases, tags and further documents are refused: a pack says everything once, plainly.
///
/// # Errors
///
/// [`Unparsed`] at the first place that is not YAML, or not of this kind.
pub fn parse(text: &str) -> Result<Node, Unparsed> {
    if text.len() > BYTES_MAX {
        return Err(too_large(text.len()));
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut building = Building::default();
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| not_yaml(&error))?;
        building.take(event, span)?;
    }
    Ok(building.root.unwrap_or_else(|| Node { at: Spot { line: 1, column: 1 }, data: empty() }))
}

/// A list or mapping that has begun and not yet ended.
struct Open {
    at: Spot,
    data: Data,
    /// The key whose value comes next.
    key: Option<(String, Spot)>,
}

#[derive(Default)]
struct Building {
    stack: Vec<Open>,
    root: Option<Node>,
    nodes: usize,
}

impl Building {
    fn take(&mut self, event: Event<'_>, span: Span) -> Result<(), Unparsed> {
        let at = spot(span.start);
        match event {
            Event::Nothing
            | Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(_)
            | Event::DocumentEnd => Ok(()),
            Event::Alias(_) => Err(no_anchors(at)),
            Event::Scalar(_, _, anchor, _)
            | Event::SequenceStart(anchor, _)
            | Event::MappingStart(anchor, _)
                if anchor > 0 =>
            {
                Err(no_anchors(at))
            }
            Event::Scalar(_, _, _, Some(_))
            | Event::SequenceStart(_, Some(_))
            | Event::MappingStart(_, Some(_)) => Err(no_tags(at)),
            Event::Scalar(text, style, _, None) => {
                let quoted = style != ScalarStyle::Plain;
                self.put(Node { at, data: Data::Scalar { text: text.into_owned(), quoted } })
            }
            Event::SequenceStart(_, None) => self.open(at, Data::List(vec![])),
            Event::MappingStart(_, None) => self.open(at, Data::Mapping(vec![])),
            Event::SequenceEnd | Event::MappingEnd => match self.stack.pop() {
                Some(open) => self.put(Node { at: open.at, data: open.data }),
                None => Ok(()),
            },
        }
    }

    fn open(&mut self, at: Spot, data: Data) -> Result<(), Unparsed> {
        if self.stack.len() >= DEPTH_MAX {
            return Err(too_deep(at));
        }
        self.stack.push(Open { at, data, key: None });
        Ok(())
    }

    fn put(&mut self, node: Node) -> Result<(), Unparsed> {
        self.nodes = self.nodes.saturating_add(1);
        if self.nodes > NODES_MAX {
            return Err(too_many(node.at));
        }
        let Some(open) = self.stack.last_mut() else {
            if self.root.is_some() {
                return Err(second_document(node.at));
            }
            self.root = Some(node);
            return Ok(());
        };
        match (&mut open.data, open.key.take()) {
            (Data::List(items), _) => items.push(node),
            (Data::Mapping(pairs), Some((key, at))) => pairs.push(Pair { key, at, value: node }),
            (Data::Mapping(_), None) => match node.data {
                Data::Scalar { text, .. } => open.key = Some((text, node.at)),
                Data::List(_) | Data::Mapping(_) => return Err(not_a_word(node.at)),
            },
            (Data::Scalar { .. }, _) => {}
        }
        Ok(())
    }
}

fn empty() -> Data {
    Data::Scalar { text: String::new(), quoted: false }
}

fn spot(marker: Marker) -> Spot {
    let bounded = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    Spot { line: bounded(marker.line()).max(1), column: bounded(marker.col()).saturating_add(1) }
}

fn not_yaml(error: &ScanError) -> Unparsed {
    // The parser has a bound of its own for open brackets, beyond ours.
    if error.info().contains("recursion limit") {
        return too_deep(spot(*error.marker()));
    }
    Unparsed {
        at: spot(*error.marker()),
        message: Told::new(
            format!("从这里起不是 YAML 格式（解析器原话：{}）", error.info()),
            format!("from here on this is not YAML ({})", error.info()),
        ),
        hint: Told::new(
            "请检查这一行及上一行的缩进、冒号后的空格、引号和括号是否成对；缩进只用空格，不用制表符",
            "check indentation, the space after each colon, and that quotes and brackets close, here \
             and in the line above; indent with spaces, not tabs",
        ),
    }
}

fn too_large(bytes: usize) -> Unparsed {
    Unparsed {
        at: Spot { line: 1, column: 1 },
        message: Told::new(
            format!("文件有 {bytes} 字节，最多读取 {BYTES_MAX} 字节"),
            format!("the file has {bytes} bytes; at most {BYTES_MAX} are read"),
        ),
        hint: Told::new("请把业务拆分为几个业务包", "split the line of work into several packs"),
    }
}

fn too_deep(at: Spot) -> Unparsed {
    Unparsed {
        at,
        message: Told::new(
            format!("嵌套超过 {DEPTH_MAX} 层"),
            format!("this is nested more than {DEPTH_MAX} levels deep"),
        ),
        hint: Told::new(
            "业务包不需要这样深的嵌套，请检查括号和缩进",
            "no pack needs that; check brackets and indentation",
        ),
    }
}

fn too_many(at: Spot) -> Unparsed {
    Unparsed {
        at,
        message: Told::new(
            format!("文件内容超过 {NODES_MAX} 项"),
            format!("the file holds more than {NODES_MAX} items"),
        ),
        hint: Told::new("请把业务拆分为几个业务包", "split the line of work into several packs"),
    }
}

fn no_anchors(at: Spot) -> Unparsed {
    Unparsed {
        at,
        message: Told::new(
            "此处使用了 YAML 锚点或别名（& 或 *），不予读取",
            "anchors and aliases (& and *) are not read",
        ),
        hint: Told::new(
            "请把内容原样写出；以 & 或 * 开头的文字请加引号",
            "write the content out; put a text that begins with & or * in quotes",
        ),
    }
}

fn no_tags(at: Spot) -> Unparsed {
    Unparsed {
        at,
        message: Told::new("此处使用了 YAML 标签（!），不予读取", "tags (!) are not read"),
        hint: Told::new(
            "请去掉标签；以 ! 开头的文字请加引号",
            "take the tag out; put a text that begins with ! in quotes",
        ),
    }
}

fn second_document(at: Spot) -> Unparsed {
    Unparsed {
        at,
        message: Told::new(
            "一个文件只能有一份内容，这里开始了第二份",
            "a file holds one document; a second one begins here",
        ),
        hint: Told::new("请去掉“---”及其后的内容", "take out the `---` and what follows it"),
    }
}

fn not_a_word(at: Spot) -> Unparsed {
    Unparsed {
        at,
        message: Told::new(
            "冒号前应当是一个词，这里却是列表或映射",
            "a word should stand before the colon, not a list or a mapping",
        ),
        hint: Told::new(
            "请检查括号；花括号内每一项写作“键: 值”",
            "check the brackets; inside braces every item is written `key: value`",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let told = match parse(text) {
            Ok(_) => "read".to_owned(),
            Err(Unparsed { at, message, .. }) => {
                format!("{}:{} {}", at.line, at.column, message.en)
            }
        };
        assert!(told.starts_with(expected), "{told}");
    }

    #[test]
    fn only_plain_documents_are_read() {
        check("a: b", "read");
        check("\u{feff}a: b\r\nc: d\r\n", "read");
        check("", "read");
        check("a: &x b", "1:4 anchors");
        check("a: *x", "1:4 from here on");
        check("a: !!str b", "1:4 tags");
        check("a: b\n---\nc: d", "3:1 a file holds one document");
        check("? [a]\n: b", "1:3 a word should stand");
        check("a: [b", "2:1 from here on");
    }

    #[test]
    fn hostile_files_are_refused_with_a_sentence() {
        check(&"[".repeat(100_000), "1:256 this is nested more than 24 levels deep");
        check(&"- ".repeat(100_000), "1:49 this is nested more than 24 levels deep");
        check(&"{a: ".repeat(100_000), "1:1021 this is nested more than 24 levels deep");
        check(&format!("[{}]", "a,".repeat(100_001)), "1:200002 the file holds more than 100000");
        check(&"a".repeat(10 << 20), "1:1 the file has 10485760 bytes");
        let laughs = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]";
        check(laughs, "1:4 anchors");
    }

    #[test]
    fn scalars_stay_as_written() {
        let node = parse("{ a: 0.90, b: yes, c: '', d: , e: 2021-01-01 }").unwrap();
        let texts: Vec<&str> = node.pairs().iter().filter_map(|pair| pair.value.text()).collect();
        assert_eq!(texts, ["0.90", "yes", "", "", "2021-01-01"]);
        let empty: Vec<bool> = node.pairs().iter().map(|pair| pair.value.is_empty()).collect();
        assert_eq!(empty, [false, false, false, true, false]);
        assert_eq!(node.pair("b").map(|pair| pair.at), Some(Spot { line: 1, column: 12 }));
    }
}
