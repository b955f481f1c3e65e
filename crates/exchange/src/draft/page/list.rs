//! What was found, one after the other, each with the way to its mark.

use std::fmt::{self, Write as _};
use std::ops::Range;

use base::Say;
use checker::Finding;

use super::escape::Escaped;
use super::{View, severity};

/// So many letters of the text are quoted.
const QUOTE_MAX: usize = 40;

pub(super) fn write(view: &View<'_>, out: &mut String) -> fmt::Result {
    if view.findings.is_empty() {
        return Ok(());
    }
    let heading = view.lang.pick("问题清单", "Findings");
    write!(
        out,
        "<aside aria-labelledby=\"findings\">\n<h2 id=\"findings\">{heading}</h2>\n<ol>\n"
    )?;
    for (number, finding) in (1..).zip(view.findings) {
        item(view, number, finding, out)?;
    }
    out.push_str("</ol>\n</aside>\n");
    Ok(())
}

fn item(view: &View<'_>, number: usize, finding: &Finding, out: &mut String) -> fmt::Result {
    let key = finding.severity.key();
    write!(out, "<li class=\"{key}\" id=\"f-{number}\">\n<p class=\"top\">")?;
    if view.marks.has(number, false) {
        write!(out, "<a class=\"number\" href=\"#m-{number}\">{number}</a>")?;
    } else {
        write!(out, "<span class=\"number\">{number}</span>")?;
    }
    writeln!(
        out,
        " <b>{}</b> <code>{}</code></p>",
        severity(finding.severity, view.lang),
        Escaped(finding.code)
    )?;
    writeln!(out, "<p id=\"s-{number}\">{}</p>", Escaped(&finding.say(view.lang)))?;
    out.push_str("<dl>\n");
    details(view, number, finding, out)?;
    out.push_str("</dl>\n</li>\n");
    Ok(())
}

fn details(view: &View<'_>, number: usize, finding: &Finding, out: &mut String) -> fmt::Result {
    let lang = view.lang;
    if view.marks.has(number, false) {
        let quoted = quote(view, &finding.range);
        line(out, lang.pick("原文", "text"), &link(view, 'm', number, &quoted))?;
    }
    if let Some(other) = &finding.other
        && view.marks.has(number, true)
    {
        let quoted = quote(view, other);
        line(out, lang.pick("对照", "held against"), &link(view, 'o', number, &quoted))?;
    }
    if let Some(computed) = &finding.computed
        && *computed != view.draft.text(finding.range.clone())
    {
        line(out, lang.pick("读作", "read as"), &Escaped(computed).to_string())?;
    }
    if let Some(expected) = &finding.expected {
        line(out, lang.pick("应为", "expected"), &Escaped(expected).to_string())?;
    }
    if let Some(fix) = &finding.fix {
        let old = view.draft.text(fix.range.clone());
        let (old, new) = (Escaped(&old), Escaped(&fix.text));
        let change = match (old.0, new.0) {
            (_, "") => format!("{} <del>{old}</del>", lang.pick("删去", "delete")),
            ("", _) => format!("{} <ins>{new}</ins>", lang.pick("补上", "insert")),
            _ => format!("<del>{old}</del> → <ins>{new}</ins>"),
        };
        line(out, lang.pick("改法", "change"), &change)?;
    }
    Ok(())
}

/// Writes a line of what there is to say, already HTML.
fn line(out: &mut String, term: &str, said: &str) -> fmt::Result {
    writeln!(out, "<div><dt>{term}</dt><dd>{said}</dd></div>")
}

fn link(view: &View<'_>, letter: char, number: usize, text: &str) -> String {
    format!("<a href=\"#{letter}-{number}\"{}>{}</a>", view.quoted, Escaped(text))
}

/// The beginning of what stands there; `…` if there is more.
fn quote(view: &View<'_>, range: &Range<usize>) -> String {
    let end = range.end.max(range.start.saturating_add(1));
    let letters = view.draft.letters().iter().skip(range.start).take(end - range.start);
    let mut quoted: String = letters.clone().take(QUOTE_MAX).collect();
    if letters.count() > QUOTE_MAX {
        quoted.push('…');
    }
    quoted.replace('\n', " ")
}
