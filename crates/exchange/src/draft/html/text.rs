//! The text of a paragraph as it grows, with white space as a browser shows it.

/// A paragraph that has not ended yet.
#[derive(Default)]
pub(in crate::draft) struct Line {
    text: String,
    gap: Gap,
}

/// The white space since the last letter.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Gap {
    #[default]
    Nothing,
    Space,
    /// With a line break of the source in it.
    Break,
}

impl Line {
    /// Adds a letter, and before it the white space that came before it.
    pub(in crate::draft) fn push(&mut self, letter: char) {
        let is_spaced = match self.gap {
            Gap::Nothing => false,
            Gap::Space => true,
            // Chinese is written in lines of any length; their breaks mean nothing.
            Gap::Break => !(self.text.ends_with(is_wide) && is_wide(letter)),
        };
        if is_spaced && !self.text.is_empty() {
            self.text.push(' ');
        }
        self.gap = Gap::Nothing;
        self.text.push(letter);
    }

    /// Adds white space of the source.
    pub(in crate::draft) fn space(&mut self, is_break: bool) {
        if is_break {
            self.gap = Gap::Break;
        } else if self.gap == Gap::Nothing {
            self.gap = Gap::Space;
        }
    }

    /// Ends the paragraph: its text, empty if nothing can be seen of it.
    pub(in crate::draft) fn take(&mut self) -> String {
        let text = std::mem::take(self).text;
        let text = text.trim_matches(' ');
        if text.trim().is_empty() { String::new() } else { text.to_owned() }
    }

    /// The same behind the mark of its list, which is used up by it; nothing if the line is empty.
    pub(in crate::draft) fn take_marked(&mut self, mark: &mut Option<String>) -> Option<String> {
        let text = Some(self.take()).filter(|text| !text.is_empty())?;
        Some(mark.take().unwrap_or_default() + &text)
    }
}

/// Whether a letter is as wide as a Chinese one: those, kana, and their punctuation.
fn is_wide(letter: char) -> bool {
    matches!(letter,
        '\u{2E80}'..='\u{312F}' | '\u{3190}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE4F}' | '\u{FF01}'..='\u{FF60}'
        | '\u{FFE0}'..='\u{FFE6}' | '\u{20000}'..='\u{3FFFD}')
        // Shared with Western text by their code points, but wide between Chinese letters.
        || matches!(letter, '“' | '”' | '‘' | '’' | '—' | '…' | '·')
}

/// Letters that nobody sees: places where a line may break, and marks of the byte order.
pub(in crate::draft) fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{00AD}' | '\u{200B}' | '\u{2060}' | '\u{FEFF}')
}
