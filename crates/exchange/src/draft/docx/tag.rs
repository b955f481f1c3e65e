//! What an element means to the walk.

use std::ops::Range;

use quick_xml::events::BytesStart;

use super::table::Merge;
use super::walk::Walk;
use crate::draft::DraftError;
use crate::opc::attribute;

/// An open element.
#[derive(Debug)]
pub(super) struct Level {
    pub(super) tag: Tag,
    /// Where it begins.
    pub(super) start: usize,
    /// Which child of a run it is.
    pub(super) child: usize,
    /// Whether blanks at its ends count: `xml:space`.
    pub(super) preserves: bool,
}

/// What an open element means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    Other,
    /// What it holds is not in the text.
    Hidden,
    /// An inserted or moved text, a field, or the content of a closed control: it counts, but is not changed.
    Changing,
    /// `mc:AlternateContent`: the same thing in several forms, of which one counts (ECMA-376 Part 3).
    Alternate {
        is_chosen: bool,
    },
    Paragraph,
    ParagraphProperties,
    /// The properties of the paragraph's end.
    MarkProperties,
    ListProperties,
    Run(usize),
    RunProperties(usize),
    Text,
    /// An element that stands for this letter.
    Letter(char),
    Table,
    Row,
    RowProperties,
    Cell,
    CellProperties,
    /// The content of a text box.
    Box,
    /// A footnote or an endnote.
    Note,
    /// A content control; closed if Word writes its content from data, lists or dates, or locks it
    /// (ECMA-376 Part 1, 17.5.2).
    Control {
        is_closed: bool,
    },
    ControlProperties,
}

impl Walk<'_> {
    /// What an element of Word's means here.
    pub(super) fn word(
        &mut self,
        local: &str,
        element: &BytesStart<'_>,
        span: &Range<usize>,
    ) -> Result<Tag, DraftError> {
        let parent = self.levels.last().map_or(Tag::Other, |level| level.tag);
        Ok(match (local, parent) {
            ("p", _) => {
                self.begin_paragraph()?;
                Tag::Paragraph
            }
            ("r", _) if !self.open.is_empty() => self.begin_run(span.clone()),
            ("rPr", Tag::Run(run)) => Tag::RunProperties(run),
            (_, Tag::Run(_)) => self.in_run(local, element),
            ("del" | "moveFrom", Tag::MarkProperties) => {
                if let Some(open) = self.open.last_mut() {
                    open.is_joined = true;
                }
                Tag::Other
            }
            ("ins" | "moveTo", Tag::MarkProperties | Tag::RowProperties) => Tag::Other,
            ("del", Tag::RowProperties) => {
                if let Some(grid) = self.grid().filter(|grid| !grid.is_row_deleted()) {
                    grid.delete_row();
                    self.hidden += 1;
                }
                Tag::Other
            }
            ("del" | "moveFrom" | "rt", _) => Tag::Hidden,
            // What it was before a change of its looks.
            (name, _) if name.ends_with("Change") => Tag::Hidden,
            ("ins" | "moveTo" | "fldSimple", _) => Tag::Changing,
            ("pPr", Tag::Paragraph) => Tag::ParagraphProperties,
            (_, Tag::ParagraphProperties | Tag::ListProperties) => {
                self.in_properties(local, element)
            }
            ("footnote" | "endnote", _) if self.levels.len() == 1 => {
                if attribute(element, "type").is_some_and(|kind| kind != "normal") {
                    return Ok(Tag::Hidden);
                }
                self.note = attribute(element, "id");
                Tag::Note
            }
            ("sdt", _) => Tag::Control { is_closed: false },
            ("sdtPr", Tag::Control { .. }) => Tag::ControlProperties,
            (_, Tag::ControlProperties) => {
                self.in_control(local, element);
                Tag::Other
            }
            ("sdtContent", Tag::Control { is_closed: true }) => {
                // Around a control in a paragraph; around others there is no place for the sign of a comment.
                let start = self.levels.last().map(|level| level.start);
                if let Some(start) = start.filter(|_| !self.open.is_empty()) {
                    self.hold(start, self.levels.len() - 1);
                }
                Tag::Changing
            }
            _ => self.in_table(local, parent, element)?,
        })
    }

    fn in_run(&mut self, local: &str, element: &BytesStart<'_>) -> Tag {
        match local {
            "t" => return Tag::Text,
            "tab" | "ptab" => return Tag::Letter('\t'),
            "br" | "cr" => return Tag::Letter(' '),
            "noBreakHyphen" => return Tag::Letter('-'),
            "fldChar" => {
                let kind = attribute(element, "fldCharType").unwrap_or_default();
                self.fields.step(&kind, self.paragraph());
            }
            "footnoteReference" | "endnoteReference" => {
                if let Some(id) = attribute(element, "id") {
                    self.refer(local == "endnoteReference", id);
                }
            }
            _ => {}
        }
        Tag::Other
    }

    fn in_properties(&mut self, local: &str, element: &BytesStart<'_>) -> Tag {
        let Some(open) = self.open.last_mut() else { return Tag::Other };
        let value = || attribute(element, "val");
        match local {
            "numPr" => return Tag::ListProperties,
            "rPr" => return Tag::MarkProperties,
            "pStyle" => open.style = value(),
            "outlineLvl" => open.outline = value().and_then(|text| text.parse().ok()),
            "numId" => open.asked.list = value(),
            "ilvl" => open.asked.level = value().and_then(|text| text.parse().ok()),
            _ => {}
        }
        Tag::Other
    }

    fn in_control(&mut self, local: &str, element: &BytesStart<'_>) {
        let closes = match local {
            "dataBinding" | "text" | "comboBox" | "dropDownList" | "date" => true,
            "lock" => attribute(element, "val").is_some_and(|lock| lock.ends_with("ontentLocked")),
            _ => false,
        };
        let around = self.levels.len().checked_sub(2).and_then(|at| self.levels.get_mut(at));
        if let Some(Level { tag: Tag::Control { is_closed }, .. }) = around {
            *is_closed |= closes;
        }
    }

    fn in_table(
        &mut self,
        local: &str,
        parent: Tag,
        element: &BytesStart<'_>,
    ) -> Result<Tag, DraftError> {
        if local == "tbl" {
            let grid = self.tables.begin()?;
            self.grids.push(Some(grid));
            self.joined = None;
            return Ok(Tag::Table);
        }
        if local == "txbxContent" {
            self.hold_run();
            self.grids.push(None);
            return Ok(Tag::Box);
        }
        let Some(grid) = self.grid() else { return Ok(Tag::Other) };
        let number = || attribute(element, "val").and_then(|text| text.parse().ok());
        match (local, parent) {
            ("tr", _) => {
                grid.begin_row();
                return Ok(Tag::Row);
            }
            ("tc", _) => {
                grid.begin_cell();
                return Ok(Tag::Cell);
            }
            ("trPr", Tag::Row) => return Ok(Tag::RowProperties),
            ("tcPr", Tag::Cell) => return Ok(Tag::CellProperties),
            ("gridBefore", Tag::RowProperties) => grid.skip(number().unwrap_or(0)),
            ("gridSpan", Tag::CellProperties) => grid.span(number().unwrap_or(1)),
            ("vMerge", Tag::CellProperties) => {
                let restarts = attribute(element, "val").is_some_and(|value| value == "restart");
                grid.merge(if restarts { Merge::Restart } else { Merge::Continue });
            }
            _ => {}
        }
        Ok(Tag::Other)
    }

    /// What an element means that is not Word's.
    pub(super) fn foreign(&mut self, element: &BytesStart<'_>) -> Tag {
        let name = element.local_name();
        let local = name.into_inner();
        if local == "AlternateContent" {
            return Tag::Alternate { is_chosen: false };
        }
        let Some(Level { tag: Tag::Alternate { is_chosen }, .. }) = self.levels.last_mut() else {
            return Tag::Other;
        };
        match local {
            "Choice" | "Fallback" if *is_chosen => Tag::Hidden,
            "Choice" | "Fallback" => {
                *is_chosen = true;
                Tag::Other
            }
            _ => Tag::Other,
        }
    }
}
