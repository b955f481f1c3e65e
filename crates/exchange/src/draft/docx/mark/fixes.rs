//! Fixes as tracked changes (ECMA-376 Part 1, 17.13.5).

use std::collections::BTreeMap;

use checker::Fix;

use super::edit::Edit;
use super::ids::Ids;
use super::places::{Places, Spot, after, before};
use crate::draft::docx::story::{Run, Story};

/// The ranges that fixes have taken: start and end.
pub(super) type Taken = BTreeMap<usize, usize>;

/// The letters of a fix in one piece.
struct Share {
    piece: usize,
    /// Its first and last letter.
    first: usize,
    last: usize,
}

/// Makes a tracked change of a fix, if its letters stand in ordinary runs beside each other.
pub(super) fn fix(
    fix: &Fix,
    places: &Places<'_>,
    edits: &mut [Edit<'_>],
    taken: &mut Taken,
    ids: &mut Ids,
) -> Option<()> {
    let range = fix.range.clone();
    let is_free = |(from, to): (&usize, &usize)| {
        (range.end <= *from || *to <= range.start) && *from != range.start
    };
    let before_it = taken.range(..=range.start).next_back().is_none_or(is_free);
    let after_it = taken.range(range.start..).next().is_none_or(is_free);
    if !before_it || !after_it || range.start > range.end {
        return None;
    }
    if range.is_empty() {
        insert(fix, places, edits, ids)?;
    } else {
        let (part, shares) = shares(fix, places)?;
        let (edit, story) = (edits.get_mut(part)?, places.story(part)?);
        delete(edit, story, part, &shares, ids)?;
        let (first, last) = (shares.first()?, shares.last()?);
        let run = story.runs.get(story.pieces.get(first.piece)?.run)?;
        let end = Spot { part, placed: 0, piece: last.piece, letter: last.last };
        write(fix, edit, run, after(story, end)?, ids);
    }
    taken.insert(range.start, range.end);
    Some(())
}

/// An insertion after the letter before it, or before the letter after it if it begins the paragraph.
fn insert(fix: &Fix, places: &Places<'_>, edits: &mut [Edit<'_>], ids: &mut Ids) -> Option<()> {
    let at = fix.range.start;
    let left = at.checked_sub(1).and_then(|at| places.spot(at));
    let spot = left.or_else(|| places.spot(at))?;
    let run = places.run(spot).filter(|run| is_plain(run))?;
    let story = places.story(spot.part)?;
    let point = if left.is_some() { after(story, spot) } else { before(story, spot) }?;
    write(fix, edits.get_mut(spot.part)?, run, point, ids);
    Some(())
}

fn write(fix: &Fix, edit: &mut Edit<'_>, run: &Run, point: super::places::Point, ids: &mut Ids) {
    if fix.text.is_empty() {
        return;
    }
    let properties = edit.properties(run.properties.as_ref()).to_owned();
    let inserted = edit.names.insertion(ids.next(), &properties, &fix.text);
    edit.cut(point).inserted.push_str(&inserted);
}

/// Whether a run may be changed: no change, field, closed control, text box or ruby holds it.
fn is_plain(run: &Run) -> bool {
    run.is_ordinary && run.holder.is_none()
}

/// The letters to be deleted, by pieces; `None` unless all can be.
fn shares(fix: &Fix, places: &Places<'_>) -> Option<(usize, Vec<Share>)> {
    let start = places.spot(fix.range.start)?;
    let (story, parent) = (places.story(start.part)?, places.run(start)?.parent);
    let mut shares: Vec<Share> = vec![];
    for at in fix.range.clone() {
        let spot = places.spot(at).filter(|spot| spot.placed == start.placed)?;
        match shares.last_mut() {
            Some(share) if share.piece == spot.piece => share.last = spot.letter,
            Some(_) | None => {
                places.run(spot).filter(|run| is_plain(run) && run.parent == parent)?;
                shares.push(Share { piece: spot.piece, first: spot.letter, last: spot.letter });
            }
        }
    }
    let bytes = |share: &Share| story.pieces.get(share.piece).map(|piece| piece.element.clone());
    let (from, to) = (bytes(shares.first()?)?.start, bytes(shares.last()?)?.end);
    for share in &shares {
        let run = story.runs.get(story.pieces.get(share.piece)?.run)?;
        // A picture or a note's sign among the letters would be deleted with them.
        if run.others.iter().any(|byte| (from..to).contains(byte)) {
            return None;
        }
    }
    Some((start.part, shares))
}

/// Deletes letters: a `w:del` around what each run has of them, and around the pieces between other marks.
fn delete(
    edit: &mut Edit<'_>,
    story: &Story,
    part: usize,
    shares: &[Share],
    ids: &mut Ids,
) -> Option<()> {
    let run = |share: Option<&Share>| Some(story.pieces.get(share?.piece)?.run);
    for (index, share) in shares.iter().enumerate() {
        let spot = |letter| Spot { part, placed: 0, piece: share.piece, letter };
        let earlier = index.checked_sub(1).and_then(|index| shares.get(index));
        let (start, end) = (before(story, spot(share.first))?, after(story, spot(share.last))?);
        let element = &story.pieces.get(share.piece)?.element;
        let begins = run(earlier) != run(Some(share));
        let ends = run(shares.get(index + 1)) != run(Some(share));
        if begins || edit.is_marked(element.start) {
            edit.cut(start).closes |= !begins;
            let tag = edit.names.deletion(ids.next());
            edit.cut(start).opens = Some(tag);
        }
        for letter in edit.marked(share.piece, share.first + 1..share.last + 1) {
            let tag = edit.names.deletion(ids.next());
            let cut = edit.cut(super::places::Point::Inside(share.piece, letter));
            (cut.closes, cut.opens) = (true, Some(tag));
        }
        if ends {
            edit.cut(end).closes = true;
        } else if edit.is_marked(element.end) {
            let tag = edit.names.deletion(ids.next());
            let cut = edit.cut(end);
            (cut.closes, cut.opens) = (true, Some(tag));
        }
        edit.delete(share.piece, share.first..share.last + 1);
    }
    Some(())
}
