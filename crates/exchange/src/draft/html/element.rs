//! What the elements of a page do to its text.

use html5gum::StartTag;

/// Elements without an end.
pub(super) fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "basefont"
            | "bgsound"
            | "br"
            | "col"
            | "embed"
            | "frame"
            | "hr"
            | "img"
            | "input"
            | "keygen"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

/// Elements whose text is no text of the page: programs, titles, choices, and what stands in for them.
pub(super) fn is_unread(name: &str) -> bool {
    matches!(
        name,
        "script" | "style" | "noscript" | "template" | "title" | "iframe" | "noembed" | "noframes"
            | "object" | "audio" | "video" | "canvas" | "svg" | "select" | "datalist" | "textarea"
            // What has been deleted is not said.
            | "del"
    )
}

/// Elements that begin and end paragraphs.
pub(super) fn is_block(name: &str) -> bool {
    is_part_of_table(name)
        || closes_paragraph(name)
        || matches!(name, "legend" | "summary" | "optgroup" | "option" | "frameset" | "listing")
}

/// Elements that are part of a table, or one.
pub(super) fn is_part_of_table(name: &str) -> bool {
    matches!(
        name,
        "table" | "caption" | "colgroup" | "thead" | "tbody" | "tfoot" | "tr" | "td" | "th"
    )
}

/// Elements before which an open `<p>` ends.
pub(super) fn closes_paragraph(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "center"
            | "details"
            | "dialog"
            | "dir"
            | "div"
            | "dl"
            | "dd"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hgroup"
            | "hr"
            | "li"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "p"
            | "plaintext"
            | "pre"
            | "search"
            | "section"
            | "table"
            | "ul"
            | "xmp"
    )
}

/// The level of a heading.
pub(super) fn heading(name: &str) -> Option<u8> {
    match name {
        "h1" => Some(1),
        "h2" => Some(2),
        "h3" => Some(3),
        "h4" => Some(4),
        "h5" => Some(5),
        "h6" => Some(6),
        _ => None,
    }
}

/// Whether an element says itself that it is not shown.
pub(super) fn is_hidden(tag: &StartTag<()>) -> bool {
    tag.attributes.contains_key(b"hidden".as_slice()) || has_style(tag, "display:none")
}

/// Whether an element's own style says this, written without white space.
pub(super) fn has_style(tag: &StartTag<()>, said: &str) -> bool {
    attribute(tag, "style").is_some_and(|style| {
        let style: String = style.to_ascii_lowercase().split_ascii_whitespace().collect();
        style.contains(said)
    })
}

/// An attribute as text.
pub(super) fn attribute(tag: &StartTag<()>, name: &str) -> Option<String> {
    let value = &tag.attributes.get(name.as_bytes())?.value;
    Some(String::from_utf8_lossy(value).into_owned())
}

/// An attribute as a number, as browsers read it: what follows its digits is ignored.
pub(super) fn number(tag: &StartTag<()>, name: &str) -> Option<i64> {
    let value = attribute(tag, name)?;
    let value = value.trim_start();
    let sign = usize::from(value.starts_with(['-', '+']));
    let digits = value.bytes().skip(sign).take_while(u8::is_ascii_digit).count();
    value.get(..sign + digits)?.parse().ok()
}
