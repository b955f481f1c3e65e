//! A small reader of the markup that the pages write: enough to check that nobody is left out.

use std::collections::{BTreeMap, BTreeSet};

/// A tag with its attributes, and the text up to the next tag.
#[derive(Debug)]
pub(crate) struct Tag {
    pub(crate) name: String,
    pub(crate) attributes: BTreeMap<String, String>,
    pub(crate) text: String,
}

impl Tag {
    pub(crate) fn get(&self, attribute: &str) -> Option<&str> {
        self.attributes.get(attribute).map(String::as_str)
    }
}

/// All tags of a page in order; closing tags have a name with a slash.
pub(crate) fn tags(html: &str) -> Vec<Tag> {
    let mut tags = vec![];
    for piece in html.split('<').skip(1) {
        let (inside, text) = piece.split_once('>').unwrap_or((piece, ""));
        let inside = inside.trim_end_matches('/').trim();
        let (name, rest) = inside.split_once(char::is_whitespace).unwrap_or((inside, ""));
        let attributes = attributes(rest);
        tags.push(Tag { name: name.to_lowercase(), attributes, text: text.trim().to_owned() });
    }
    tags
}

fn attributes(mut rest: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    loop {
        rest = rest.trim_start();
        let end = rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len());
        if end == 0 {
            return found;
        }
        let name = rest[..end].to_owned();
        rest = &rest[end..];
        let value = match rest.strip_prefix("=\"") {
            Some(quoted) => {
                let end = quoted.find('"').expect("attributes are closed");
                rest = &quoted[end + 1..];
                quoted[..end].to_owned()
            }
            None => String::new(),
        };
        assert!(found.insert(name.clone(), value).is_none(), "{name} twice in one tag");
    }
}

/// Text of an element from its opening tag to the closing tag of the same name, tags left out.
fn inner(tags: &[Tag], at: usize) -> String {
    let closing = format!("/{}", tags[at].name);
    let end = tags[at..].iter().position(|tag| tag.name == closing).map_or(tags.len(), |n| at + n);
    tags[at..end].iter().map(|tag| tag.text.as_str()).collect()
}

/// Everything on a page that would leave somebody out, or that its security policy forbids.
pub(crate) fn faults(html: &str) -> Vec<String> {
    let tags = tags(html);
    let mut faults = vec![];
    page(&tags, &mut faults);
    controls(&tags, &mut faults);
    tables(&tags, &mut faults);
    scripts(&tags, &mut faults);
    faults
}

fn page(tags: &[Tag], faults: &mut Vec<String>) {
    let count = |name: &str| tags.iter().filter(|tag| tag.name == name).count();
    let html = tags.iter().find(|tag| tag.name == "html").and_then(|tag| tag.get("lang"));
    if !matches!(html, Some("zh-CN" | "en")) {
        faults.push("the page does not say its language".to_owned());
    }
    let title = tags.iter().find(|tag| tag.name == "title").map_or("", |tag| tag.text.as_str());
    if title.starts_with('·') || title.is_empty() {
        faults.push(format!("the title \"{title}\" does not name the page"));
    }
    for (name, wanted) in [("h1", 1), ("main", 1), ("header", 1), ("footer", 1)] {
        if name != "header" && name != "footer" && count(name) != wanted {
            faults.push(format!("{} times <{name}>", count(name)));
        }
    }
    let mut seen = BTreeSet::new();
    for id in tags.iter().filter_map(|tag| tag.get("id")) {
        if !seen.insert(id) {
            faults.push(format!("id \"{id}\" comes twice"));
        }
    }
    for tag in tags {
        for reference in ["for", "aria-labelledby", "aria-describedby"] {
            for id in tag.get(reference).unwrap_or("").split_whitespace() {
                if !seen.contains(id) {
                    faults.push(format!("{reference}=\"{id}\" points at nothing"));
                }
            }
        }
        if let Some(id) = tag.get("href").and_then(|href| href.strip_prefix('#'))
            && !seen.contains(id)
        {
            faults.push(format!("the link #{id} leads nowhere"));
        }
    }
    headings(tags, faults);
}

/// Levels of headings go down one at a time.
fn headings(tags: &[Tag], faults: &mut Vec<String>) {
    let levels = tags.iter().enumerate().filter_map(|(at, tag)| {
        let level = tag.name.strip_prefix('h')?.parse::<u8>().ok()?;
        Some((at, level))
    });
    let mut last = 0;
    for (at, level) in levels {
        if level > last + 1 {
            faults.push(format!("<h{level}> follows <h{last}>"));
        }
        if inner(tags, at).is_empty() {
            faults.push(format!("an empty <h{level}>"));
        }
        last = level;
    }
}

fn controls(tags: &[Tag], faults: &mut Vec<String>) {
    let labelled: BTreeSet<&str> =
        tags.iter().filter(|tag| tag.name == "label").filter_map(|tag| tag.get("for")).collect();
    for (at, tag) in tags.iter().enumerate() {
        let is_control = match tag.name.as_str() {
            "input" => tag.get("type") != Some("hidden"),
            "select" | "textarea" => true,
            _ => false,
        };
        let has_label = tag.get("id").is_some_and(|id| labelled.contains(id))
            || tag.get("aria-label").is_some_and(|label| !label.trim().is_empty());
        if is_control && !has_label {
            faults.push(format!("no label: {tag:?}"));
        }
        let must_speak = ["a", "button", "summary", "label", "legend", "caption", "dt"];
        if must_speak.contains(&tag.name.as_str()) && inner(tags, at).is_empty() {
            faults.push(format!("says nothing: {tag:?}"));
        }
        if tag.name == "a" && tag.get("href").is_none_or(str::is_empty) {
            faults.push(format!("a link without address: {tag:?}"));
        }
        if tag.name == "nav" && tag.get("aria-label").is_none() {
            faults.push("a <nav> without a name".to_owned());
        }
        if tag.name == "svg" && tag.get("aria-hidden") != Some("true") {
            faults.push("a picture that a screen reader would spell out".to_owned());
        }
    }
}

fn tables(tags: &[Tag], faults: &mut Vec<String>) {
    for (at, tag) in tags.iter().enumerate() {
        if tag.name == "table" && tag.get("class") != Some("table rows-table") {
            let next = tags.get(at + 1).map_or("", |next| next.name.as_str());
            // The tables of a report stand in its text, which says what they are.
            if next != "caption" && !tags[..at].iter().any(|tag| tag.get("id") == Some("report")) {
                faults.push("a table without caption".to_owned());
            }
        }
        if tag.name == "th" && !matches!(tag.get("scope"), Some("col" | "row" | "rowgroup")) {
            faults.push(format!("a head cell without scope: {tag:?}"));
        }
    }
}

fn scripts(tags: &[Tag], faults: &mut Vec<String>) {
    for tag in tags {
        if tag.name == "script" || tag.name == "iframe" || tag.name == "style" {
            faults.push(format!("<{}> on a page", tag.name));
        }
        for name in tag.attributes.keys() {
            if name == "style" || name.starts_with("on") {
                faults.push(format!("{name}=… on a page"));
            }
        }
        for address in ["href", "src", "action"].iter().filter_map(|name| tag.get(name)) {
            if address.contains("//") || address.to_lowercase().starts_with("javascript:") {
                faults.push(format!("leads elsewhere: {address}"));
            }
        }
    }
}

#[test]
fn faults_are_found() {
    let page = |body: &str| {
        let head = "<html lang=\"en\"><head><title>T</title></head><main><h1>T</h1>";
        faults(&format!("{head}{body}</main></html>"))
    };
    assert_eq!(page(""), Vec::<String>::new());
    for bad in [
        "<input id=\"a\">",
        "<h3>x</h3>",
        "<h2></h2>",
        "<table><tr></tr></table>",
        "<th>x</th>",
        "<p style=\"color:red\">",
        "<script>1</script>",
        "<a href=\"https://example.org\">x</a>",
        "<a href=\"#nowhere\">x</a>",
        "<p id=\"a\"><p id=\"a\">",
        "<button></button>",
    ] {
        assert_eq!(page(bad).len(), 1, "{bad}: {:?}", page(bad));
    }
}
