//! Findings as comments and tracked changes.

mod comments;
mod edit;
mod fixes;
mod ids;
mod names;
mod places;

use std::collections::BTreeMap;

use base::{Lang, Say};
use checker::Finding;

use self::comments::Comments;
use self::edit::Edit;
use self::fixes::Taken;
use self::ids::Ids;
use self::names::Names;
use self::places::Places;
use super::document::Document;
use super::package::Package;
use crate::draft::{DraftError, Marking};

/// The parts of a document that change if these findings are marked in it.
///
/// # Errors
///
/// [`DraftError`] if a finding lies outside of the text, or if the comments that are there are damaged.
pub(super) fn parts(
    package: &mut Package<'_>,
    document: &Document,
    findings: &[Finding],
    marking: &Marking,
) -> Result<BTreeMap<String, String>, DraftError> {
    let Some(body) = document.parts.first().filter(|_| !findings.is_empty()) else {
        return Ok(BTreeMap::new());
    };
    let places = Places::of(document);
    check(findings, places.letters)?;
    let comments = Comments::read(package, &body.name, body.story.is_strict)?;
    let xmls = document.parts.iter().map(|part| part.xml.as_str());
    let mut ids = Ids::beside(xmls.chain([comments.xml()]));
    let mut edits: Vec<Edit<'_>> = vec![];
    for part in &document.parts {
        let names = Names::new(&part.story.prefix, part.story.is_strict, marking.at);
        edits.push(Edit::of(part, names));
    }
    let mut marked = vec![];
    for finding in findings {
        let ends = places.ends(&finding.range);
        let around = ends.and_then(|(first, last)| places.around(first, last));
        // Only a document without any text has no place.
        let (Some((start, end)), Some(edit)) = (around, edits.first_mut()) else { continue };
        let id = ids.next();
        let (opening, closing) = (edit.names.comment_start(id), edit.names.comment_end(id));
        edit.cut(start).starts.push_str(&opening);
        edit.cut(end).ends.push_str(&closing);
        marked.push((id, finding));
    }
    // After all comments, so that changes go around their signs.
    let (mut taken, mut texts) = (Taken::new(), vec![]);
    for (id, finding) in marked {
        let fix = finding.fix.as_ref();
        let made = fix.and_then(|fix| fixes::fix(fix, &places, &mut edits, &mut taken, &mut ids));
        texts.push((id, lines(finding, made.is_some(), marking.lang)));
    }
    let mut parts = comments.with(package, &texts, marking.at)?;
    for (part, edit) in document.parts.iter().zip(&edits).filter(|(_, edit)| !edit.is_empty()) {
        parts.insert(part.name.clone(), edit.written());
    }
    Ok(parts)
}

fn check(findings: &[Finding], letters: usize) -> Result<(), DraftError> {
    for finding in findings {
        let fix = finding.fix.as_ref().map(|fix| fix.range.clone());
        for range in [Some(finding.range.clone()), fix].into_iter().flatten() {
            if range.end > letters || range.start > range.end {
                let (from, to) = (range.start, range.end);
                return Err(DraftError::OtherDraft { from, to, letters });
            }
        }
    }
    Ok(())
}

/// What a comment says: what was found, what would agree, and the fix if it is not made as a change.
fn lines(finding: &Finding, is_made: bool, lang: Lang) -> Vec<String> {
    let (code, said) = (finding.code, finding.say(lang));
    let first = match lang {
        Lang::Zh => format!("{code}：{said}"),
        Lang::En => format!("{code}: {said}"),
    };
    let expected = finding.expected.as_ref().map(|expected| match lang {
        Lang::Zh => format!("与其余一致的是：{expected}"),
        Lang::En => format!("what would agree: {expected}"),
    });
    let fix = finding.fix.as_ref().filter(|_| !is_made).map(|fix| match lang {
        Lang::Zh => format!("建议改为：{}", fix.text),
        Lang::En => format!("suggested instead: {}", fix.text),
    });
    [Some(first), expected, fix].into_iter().flatten().collect()
}
