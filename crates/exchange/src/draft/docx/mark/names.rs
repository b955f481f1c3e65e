//! The markup of marks (ECMA-376 Part 1, 17.13).

use crate::draft::docx::markup::{STRICT, TRANSITIONAL};

/// In whose name comments and changes are made.
pub(super) const AUTHOR: &str = "校核";

/// How the elements of Word's are written in a part.
pub(super) struct Names {
    /// What stands before the names of new elements and of their attributes.
    pub(super) prefix: String,
    /// What declares the prefix, where the part does not: attributes need one, even in a part whose elements
    /// have none.
    pub(super) declared: String,
    pub(super) date: String,
}

impl Names {
    pub(super) fn new(prefix: &str, is_strict: bool, at: jiff::Timestamp) -> Names {
        // To the second, as Word writes it.
        let date = jiff::Timestamp::from_second(at.as_second()).unwrap_or(at).to_string();
        if prefix.is_empty() {
            let declared = format!(" xmlns:w=\"{}\"", namespace(is_strict));
            return Names { prefix: "w:".to_owned(), declared, date };
        }
        Names { prefix: prefix.to_owned(), declared: String::new(), date }
    }

    /// A comment begins here.
    pub(super) fn comment_start(&self, id: u32) -> String {
        let Names { prefix, declared, .. } = self;
        format!("<{prefix}commentRangeStart{declared} {prefix}id=\"{id}\"/>")
    }

    /// A comment ends here, and its sign stands here.
    pub(super) fn comment_end(&self, id: u32) -> String {
        let Names { prefix: w, declared, .. } = self;
        format!(
            "<{w}commentRangeEnd{declared} {w}id=\"{id}\"/><{w}r{declared}><{w}commentReference {w}id=\"{id}\"/></{w}r>"
        )
    }

    /// A comment of these lines.
    pub(super) fn comment(&self, id: u32, lines: &[String]) -> String {
        let Names { prefix: w, declared, date } = self;
        let mut paragraphs = String::new();
        for (index, line) in lines.iter().enumerate() {
            let sign = if index == 0 {
                format!("<{w}r><{w}annotationRef/></{w}r>")
            } else {
                String::new()
            };
            let text = escaped(line);
            paragraphs.push_str(&format!(
                "<{w}p>{sign}<{w}r><{w}t xml:space=\"preserve\">{text}</{w}t></{w}r></{w}p>"
            ));
        }
        format!(
            "<{w}comment{declared} {w}id=\"{id}\" {w}author=\"{AUTHOR}\" {w}date=\"{date}\" {w}initials=\"{AUTHOR}\">{paragraphs}</{w}comment>"
        )
    }

    /// The opening tag of a deletion.
    pub(super) fn deletion(&self, id: u32) -> String {
        let Names { prefix: w, declared, date } = self;
        format!("<{w}del{declared} {w}id=\"{id}\" {w}author=\"{AUTHOR}\" {w}date=\"{date}\">")
    }

    pub(super) fn deletion_end(&self) -> String {
        format!("</{}del>", self.prefix)
    }

    /// An insertion of a text that looks as these properties of a run say.
    pub(super) fn insertion(&self, id: u32, properties: &str, text: &str) -> String {
        let Names { prefix: w, declared, date } = self;
        let (open, close) = (format!("<{w}t xml:space=\"preserve\">"), format!("</{w}t>"));
        let content = escaped(text)
            .replace('\t', &format!("{close}<{w}tab/>{open}"))
            .replace('\n', &format!("{close}<{w}br/>{open}"));
        format!(
            "<{w}ins{declared} {w}id=\"{id}\" {w}author=\"{AUTHOR}\" {w}date=\"{date}\"><{w}r>{properties}{open}{content}{close}</{w}r></{w}ins>"
        )
    }
}

/// The namespace of Word's elements.
pub(super) fn namespace(is_strict: bool) -> &'static str {
    if is_strict { STRICT } else { TRANSITIONAL }
}

/// A text as XML, without the characters that XML does not allow.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // As they stand, a parser would make line breaks of them.
            '\r' => out.push_str("&#13;"),
            '\t' | '\n' => out.push(letter),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            _ => out.push(letter),
        }
    }
    out
}
