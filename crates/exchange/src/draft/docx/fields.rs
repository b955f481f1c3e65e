//! Complex fields: an instruction that computes, and a result that is shown (ECMA-376 Part 1, 17.16.18).

/// The fields that are open, the innermost last.
#[derive(Debug, Default)]
pub(super) struct Fields {
    open: Vec<Field>,
    /// How many of them are still at their instruction.
    instructing: usize,
}

#[derive(Debug)]
struct Field {
    paragraph: usize,
    is_shown: bool,
}

impl Fields {
    /// A `w:fldChar` of this type, in the paragraph of this number.
    pub(super) fn step(&mut self, kind: &str, paragraph: usize) {
        match kind {
            "begin" => {
                self.open.push(Field { paragraph, is_shown: false });
                self.instructing += 1;
            }
            "separate" => {
                if let Some(field) = self.open.last_mut().filter(|field| !field.is_shown) {
                    field.is_shown = true;
                    self.instructing -= 1;
                }
            }
            "end" => {
                let field = self.open.pop();
                self.instructing -= usize::from(field.is_some_and(|field| !field.is_shown));
            }
            _ => {}
        }
    }

    /// A paragraph ends. Instructions that have begun in it end too: one that was never closed must not hide
    /// the rest of the document from the checker.
    pub(super) fn end_paragraph(&mut self, paragraph: usize) {
        for field in self.open.iter_mut().rev().take_while(|field| field.paragraph >= paragraph) {
            if !std::mem::replace(&mut field.is_shown, true) {
                self.instructing -= 1;
            }
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.open.is_empty()
    }

    /// Whether letters here are a part of an instruction.
    pub(super) fn is_instructing(&self) -> bool {
        self.instructing > 0
    }
}
