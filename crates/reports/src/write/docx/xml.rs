//! XML that is well-formed by construction.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

/// Attributes by name.
pub(super) type Attributes<'a> = &'a [(&'a str, &'a str)];

/// An XML part while it is written.
pub(super) struct Xml(Writer<Vec<u8>>);

const IN_MEMORY: &str = "writing to memory cannot fail";

impl Xml {
    /// A whole part with this root element.
    pub(super) fn part(
        root: &str,
        attributes: Attributes<'_>,
        content: impl FnOnce(&mut Xml),
    ) -> Vec<u8> {
        let mut xml = Xml(Writer::new(vec![]));
        xml.write(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), Some("yes"))));
        xml.element(root, attributes, content);
        xml.0.into_inner()
    }

    pub(super) fn element(
        &mut self,
        name: &str,
        attributes: Attributes<'_>,
        content: impl FnOnce(&mut Xml),
    ) {
        self.write(Event::Start(start(name, attributes)));
        content(self);
        self.write(Event::End(BytesEnd::new(name)));
    }

    pub(super) fn empty(&mut self, name: &str, attributes: Attributes<'_>) {
        self.write(Event::Empty(start(name, attributes)));
    }

    /// `<name w:val="…"/>`, the commonest form of all.
    pub(super) fn val(&mut self, name: &str, value: &str) {
        self.empty(name, &[("w:val", value)]);
    }

    pub(super) fn text(&mut self, text: &str) {
        self.write(Event::Text(BytesText::new(&allowed(text))));
    }

    fn write(&mut self, event: Event<'_>) {
        self.0.write_event(event).expect(IN_MEMORY);
    }
}

fn start<'a>(name: &'a str, attributes: Attributes<'_>) -> BytesStart<'a> {
    let mut start = BytesStart::new(name);
    for (key, value) in attributes {
        start.push_attribute((*key, allowed(value).as_str()));
    }
    start
}

/// Leaves out the control characters that XML cannot hold.
fn allowed(text: &str) -> String {
    let fits = |c: &char| matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{FFFD}' | '\u{10000}'..);
    text.chars().filter(fits).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn special_characters_are_escaped_or_left_out() {
        let part = Xml::part("a", &[("b", "<\"&\u{1}")], |xml| xml.text("1 < 2 & \u{0}x"));
        let text = String::from_utf8(part).unwrap();
        let expected = "<a b=\"&lt;&quot;&amp;\">1 &lt; 2 &amp; x</a>";
        assert!(text.ends_with(expected), "{text}");
    }
}
