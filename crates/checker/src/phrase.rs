//! Sentences with their quantities, and the words around each.

use std::cell::OnceCell;
use std::ops::Range;

use crate::draft::Paragraph;
use crate::named::Name;
use crate::quantity::Quantity;

/// A sentence; one that begins with 其中 belongs to the one before it.
#[derive(Clone, Debug)]
pub(crate) struct Sentence<'a> {
    pub(crate) paragraph: Paragraph<'a>,
    start: usize,
    end: usize,
    pub(crate) quantities: &'a [Quantity],
    /// How many brackets are open before each of its letters.
    depths: Vec<u16>,
    /// Where the words that lead to each quantity begin.
    leads: Vec<usize>,
    /// The words around each quantity as names, if they were asked for.
    names: OnceCell<Vec<Name>>,
}

/// Letters of a sentence; a longer one ends at its next mark, so that no text takes more than its length to read.
const LETTERS_MAX: usize = 1_000;

/// The sentences of a paragraph that have quantities.
pub(crate) fn sentences<'a>(paragraph: &Paragraph<'a>) -> Vec<Sentence<'a>> {
    let letters = paragraph.letters;
    let (mut found, mut start, mut first) = (vec![], 0, 0);
    for end in 0..=letters.len() {
        let is_end = letters.get(end).is_none_or(|letter| matches!(letter, '。' | '！' | '？'));
        let is_long = end - start >= LETTERS_MAX
            && letters
                .get(end)
                .is_some_and(|letter| is_mark(*letter) || end - start >= LETTERS_MAX * 2);
        if !is_long && (!is_end || goes_on(letters, end + 1)) {
            continue;
        }
        let quantities = paragraph.quantities.get(first..).unwrap_or_default();
        let count = quantities.iter().take_while(|one| one.range.start < end).count();
        if let Some(quantities) = quantities.get(..count).filter(|some| !some.is_empty()) {
            let depths = depths(letters.get(start..end).unwrap_or_default());
            let (leads, names) = (vec![], OnceCell::new());
            let mut sentence =
                Sentence { paragraph: *paragraph, start, end, quantities, depths, leads, names };
            sentence.leads = (0..quantities.len()).map(|place| sentence.lead_from(place)).collect();
            found.push(sentence);
        }
        (start, first) = (end + 1, first + count);
    }
    found
}

fn depths(letters: &[char]) -> Vec<u16> {
    let mut depth = 0_u16;
    let after = |letter: &char| {
        let before = depth;
        depth = match letter {
            '（' | '(' => depth.saturating_add(1),
            '）' | ')' => depth.saturating_sub(1),
            _ => depth,
        };
        before
    };
    letters.iter().chain(['。'].iter()).map(after).collect()
}

/// Whether what follows a full stop is still about what stands before it.
fn goes_on(letters: &[char], at: usize) -> bool {
    letters.get(at..at + 2).is_some_and(|next| next == ['其', '中'])
}

impl<'a> Sentence<'a> {
    /// What stands between two places of the paragraph.
    pub(crate) fn between(&self, from: usize, to: usize) -> &'a [char] {
        self.paragraph.letters.get(from..to).unwrap_or_default()
    }

    /// The same as a string.
    pub(crate) fn words(&self, from: usize, to: usize) -> String {
        self.between(from, to).iter().collect()
    }

    /// The words before a quantity from the last mark on that parts clauses; 、 and brackets do not.
    pub(crate) fn clause(&self, of: &Quantity) -> String {
        let words = self.words(self.within().start, of.range.start);
        let clause = words.rsplit(['，', ',', '；', ';', '。', '：']).next().unwrap_or_default();
        clause.trim().to_owned()
    }

    /// The words before a quantity: from the last mark, or from the quantity before it.
    pub(crate) fn lead(&self, place: usize) -> String {
        let words: String = self.lead_in(place).iter().collect();
        words.trim().to_owned()
    }

    fn lead_in(&self, place: usize) -> &'a [char] {
        let from = self.leads.get(place).zip(self.quantities.get(place));
        from.map_or(&[], |(from, one)| self.between(*from, one.range.start))
    }

    /// Where the words before a quantity begin: after the last mark, or after the quantity before it.
    fn lead_from(&self, place: usize) -> usize {
        let Some(one) = self.quantities.get(place) else { return self.start };
        let mut before = (0..place).rev().filter_map(|before| self.quantities.get(before));
        let before = before.find(|before| !self.is_word(before));
        let from = before.map_or(self.start, |before| before.range.end);
        let words = self.between(from, one.range.start);
        // 乡镇（街道）14 个: what stands in a bracket right before an amount is a part of its name.
        let end = words.iter().rev().skip_while(|letter| "为共有达计的".contains(**letter));
        let aside = match end.clone().next() {
            Some('）' | ')') => words.iter().rposition(|letter| matches!(letter, '（' | '(')),
            _ => None,
        };
        let words = words.get(..aside.unwrap_or(words.len())).unwrap_or_default();
        let mark = words.iter().rposition(|letter| is_mark(*letter)).map_or(0, |at| at + 1);
        from + mark
    }

    /// The words around its quantities as names, which are put together but once.
    pub(crate) fn names(&self, name: fn(&Sentence<'a>, usize) -> Name) -> &[Name] {
        self.names
            .get_or_init(|| (0..self.quantities.len()).map(|place| name(self, place)).collect())
    }

    /// Whether an amount is only a numeral in words of one character: 前一周, 一项, 三类.
    pub(crate) fn is_word(&self, one: &Quantity) -> bool {
        let own = self.between(one.number.range.start, one.number.range.end);
        matches!(own, [letter] if !letter.is_ascii_digit())
    }

    /// Whether a mark stands before the words that lead to a quantity.
    pub(crate) fn is_marked(&self, place: usize) -> bool {
        let Some(one) = self.quantities.get(place) else { return false };
        let before = one.range.start.checked_sub(self.lead_in(place).len() + 1);
        before.and_then(|at| self.paragraph.letters.get(at)).is_some_and(|mark| is_mark(*mark))
    }

    /// The words between a quantity and the next, or the end of the sentence.
    pub(crate) fn tail(&self, place: usize) -> String {
        let Some(one) = self.quantities.get(place) else { return String::new() };
        let end = self.quantities.get(place + 1).map_or(self.end, |next| next.range.start);
        self.words(one.range.end, end)
    }

    /// Whether a semicolon stands between two places.
    pub(crate) fn ends_piece(&self, from: usize, to: usize) -> bool {
        self.between(from, to).iter().any(|letter| matches!(letter, '；' | ';'))
    }

    /// How many brackets are open at a place.
    pub(crate) fn depth(&self, at: usize) -> u16 {
        let place = at.checked_sub(self.start).and_then(|at| self.depths.get(at));
        place.copied().unwrap_or_default()
    }

    /// Its characters in the paragraph.
    pub(crate) fn within(&self) -> Range<usize> {
        self.start..self.end
    }
}

/// A mark that ends a clause or a part of one.
pub(crate) fn is_mark(letter: char) -> bool {
    matches!(letter, '，' | '、' | '；' | '。' | '：' | '（' | '）' | ',' | ';' | ':' | '(' | ')')
}

/// Whether it has one of these in it.
pub(crate) fn has(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}
