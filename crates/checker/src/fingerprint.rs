//! What a finding is known by when the text is edited elsewhere.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use crate::{Draft, Finding};

/// Characters before and after that belong to what a finding is known by.
const AROUND: usize = 12;

/// Sixteen hexadecimal digits: of the rule, of the characters that it marks, of those that they do not agree with,
/// and of a few characters around them in the paragraph. The place in the text is no part of it, so that what has
/// been looked at stays looked at when other paragraphs are edited; when the words around it change, it is new.
#[must_use]
pub fn fingerprint(draft: &Draft, finding: &Finding) -> String {
    let letters = draft.letters();
    let range = &finding.range;
    let line = |from: usize, step: isize| {
        let is_end = |at: usize| letters.get(at).is_none_or(|letter| *letter == '\n');
        let mut at = from;
        for _ in 0..AROUND {
            let Some(next) = at.checked_add_signed(step).filter(|next| !is_end(*next)) else {
                break;
            };
            at = next;
        }
        at
    };
    let around = line(range.start, -1)..line(range.end.saturating_sub(1), 1) + 1;
    let words = |range: std::ops::Range<usize>| -> String {
        draft.text(range).chars().filter(|letter| !letter.is_whitespace()).collect()
    };
    let other = finding.other.clone().map(words).unwrap_or_default();
    let known = [finding.code, &words(range.clone()), &other, &words(around)].join("\u{1f}");
    let digest = Sha256::digest(known.as_bytes());
    digest.iter().take(8).fold(String::new(), |mut hex, byte| {
        // Writing into a string does not fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
