//! A draft as a web page on which every finding is marked: one file that needs nothing else, for the
//! screen and for A4.

mod body;
mod escape;
mod list;
mod mark;
mod table;

use std::fmt::{self, Write as _};

use base::Lang;
use checker::{Draft, Finding, Severity};

use escape::Escaped;
use mark::Marks;

const STYLE: &str = include_str!("page/page.css");

/// The severities in the order in which they are told.
const SEVERITIES: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Note];

/// Writes a draft as an HTML page under this title, with what was found in it.
///
/// The findings are numbered in the order in which they come. Each is marked in the text and told beside
/// it, on paper before it; what it does not agree with is marked more lightly. The page has no scripts
/// and asks for no other files.
#[must_use]
pub fn page(title: &str, draft: &Draft, findings: &[Finding], lang: Lang) -> String {
    let mut out = String::with_capacity(STYLE.len() + draft.letters().len() * 4);
    let is_chinese = draft.letters().iter().any(|c| matches!(c, '\u{4E00}'..='\u{9FFF}'));
    let quoted = if is_chinese && lang != Lang::Zh { " lang=\"zh-CN\"" } else { "" };
    let view = View { title, draft, findings, lang, quoted, marks: Marks::of(draft, findings) };
    // A string takes whatever is written to it.
    let _ = view.write(&mut out);
    out
}

/// What is shown, and how.
struct View<'a> {
    title: &'a str,
    draft: &'a Draft,
    findings: &'a [Finding],
    lang: Lang,
    /// The attribute of what is quoted from the draft, if the words of the page are in another language.
    quoted: &'static str,
    marks: Marks,
}

impl View<'_> {
    fn write(&self, out: &mut String) -> fmt::Result {
        let title = match self.title.trim() {
            "" => self.lang.pick("校核结果", "Check of a draft"),
            title => title,
        };
        let (title, lang) = (Escaped(title), self.lang.tag());
        write!(
            out,
            "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
             <header>\n<h1>{title}</h1>\n"
        )?;
        self.summary(out)?;
        out.push_str("</header>\n<div class=\"columns\">\n");
        list::write(self, out)?;
        body::write(self, out)?;
        out.push_str("</div>\n</body>\n</html>\n");
        Ok(())
    }

    /// How many there are of each severity, each in the look of its marks: it is their legend too.
    fn summary(&self, out: &mut String) -> fmt::Result {
        let lang = self.lang;
        write!(out, "<p class=\"summary\">{}", lang.pick("校核结果：", "Result of the check: "))?;
        if self.findings.is_empty() {
            return writeln!(out, "{}</p>", lang.pick("未发现问题。", "nothing found."));
        }
        let mut is_first = true;
        for one in SEVERITIES {
            let count = self.findings.iter().filter(|found| found.severity == one).count();
            if count == 0 {
                continue;
            }
            if !is_first {
                out.push_str(lang.pick("，", ", "));
            }
            is_first = false;
            let (key, said) = (one.key(), severity(one, lang));
            match lang {
                Lang::Zh => write!(out, "<b class=\"{key}\">{said}</b> {count} 处")?,
                Lang::En => {
                    let plural = if count == 1 { "" } else { "s" };
                    write!(out, "{count} <b class=\"{key}\">{said}{plural}</b>")?;
                }
            }
        }
        if self.findings.iter().any(|found| found.other.is_some()) {
            out.push_str(lang.pick("；另标", "; also marked: "));
            write!(
                out,
                "<b class=\"other\">{}</b>",
                lang.pick("对照处", "what they are held against")
            )?;
        }
        writeln!(out, "{}</p>", lang.pick("。", "."))
    }
}

/// A severity in words.
fn severity(severity: Severity, lang: Lang) -> &'static str {
    match (lang, severity) {
        (Lang::En, _) => severity.key(),
        (Lang::Zh, Severity::Error) => "错误",
        (Lang::Zh, Severity::Warning) => "警告",
        (Lang::Zh, Severity::Note) => "提示",
    }
}
