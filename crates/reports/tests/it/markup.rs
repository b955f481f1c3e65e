//! Reading XML back in tests.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// An element with what is in it.
#[derive(Debug, Default)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) attributes: Vec<(String, String)>,
    pub(crate) children: Vec<Element>,
    /// All text directly inside.
    pub(crate) text: String,
}

impl Element {
    /// Reads a whole part; it must be well-formed and have one root.
    pub(crate) fn read(xml: &str) -> Element {
        let mut reader = Reader::from_str(xml);
        reader.config_mut().check_end_names = true;
        let mut open = vec![Element::default()];
        loop {
            match reader.read_event().unwrap() {
                Event::Start(start) => open.push(element(&start)),
                Event::Empty(start) => open.last_mut().unwrap().children.push(element(&start)),
                Event::End(_) => {
                    let closed = open.pop().unwrap();
                    open.last_mut().unwrap().children.push(closed);
                }
                Event::Text(text) => {
                    open.last_mut().unwrap().text.push_str(&text);
                }
                Event::GeneralRef(name) => {
                    let reference = format!("&{};", &*name);
                    let resolved = quick_xml::escape::unescape(&reference).unwrap().into_owned();
                    open.last_mut().unwrap().text.push_str(&resolved);
                }
                Event::Eof => break,
                _ => {}
            }
        }
        assert_eq!(open.len(), 1, "an element is not closed");
        let mut roots = open.pop().unwrap().children;
        assert_eq!(roots.len(), 1, "one root");
        roots.pop().unwrap()
    }

    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// This element and all below it, in document order.
    pub(crate) fn all(&self) -> Vec<&Element> {
        let below = self.children.iter().flat_map(Element::all);
        std::iter::once(self).chain(below).collect()
    }

    pub(crate) fn named<'e>(&'e self, name: &str) -> Vec<&'e Element> {
        self.all().into_iter().filter(|element| element.name == name).collect()
    }

    /// The attribute of the first child of this name, as in `<w:tag w:val="…"/>`.
    pub(crate) fn val(&self, child: &str) -> Option<&str> {
        self.children.iter().find(|element| element.name == child)?.attribute("w:val")
    }

    /// All text at any depth.
    pub(crate) fn whole_text(&self) -> String {
        self.all().iter().map(|element| element.text.as_str()).collect()
    }
}

fn element(start: &BytesStart<'_>) -> Element {
    let name = start.name().as_ref().to_owned();
    let attributes = start
        .attributes()
        .map(|attribute| {
            let attribute = attribute.unwrap();
            let key = attribute.key.as_ref().to_owned();
            (key, quick_xml::escape::unescape(&attribute.value).unwrap().into_owned())
        })
        .collect();
    Element { name, attributes, ..Element::default() }
}
