//! A compiled report: blocks of text whose figures are still figures, and the receipts of all.

use indicators::Figure;
use indicators::sealed::Said;

use crate::style::Admits;
use crate::template::{FigureId, Head};

/// A compiled report, ready for any output format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    pub head: Head,
    /// The point of the record that all figures were known at; `None` if there are no figures.
    pub known_at: Option<u64>,
    pub body: Vec<Block>,
    pub attachments: Vec<Attachment>,
    /// Every figure that the text uses, in order of first appearance.
    pub entries: Vec<Entry>,
}

/// 附件: begins on a page of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    pub title: String,
    pub blocks: Vec<Block>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    Heading {
        /// 1 to 4.
        level: u8,
        /// 一、 or （一） or 1. or （1）.
        number: String,
        inlines: Vec<Inline>,
    },
    Paragraph(Vec<Inline>),
    Table(Table),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline {
    Text {
        text: String,
        strong: bool,
    },
    /// The words for a figure.
    Figure {
        id: FigureId,
        text: String,
        claim: usize,
        strong: bool,
    },
    Break,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    pub title: Vec<Inline>,
    /// Its share of the width, relative to the other columns.
    pub width: u32,
    /// Whether it says what its rows are about.
    pub heads_rows: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub cells: Vec<Cell>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Paragraphs, and how many rows the cell reaches down, at least 1.
    Filled { paragraphs: Vec<Vec<Inline>>, rows: usize },
    /// Taken by the cell above.
    Covered,
}

/// A figure in words: what was printed, and which exact values the words admit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Its number in the document, from 0.
    pub index: usize,
    pub figure: FigureId,
    pub text: String,
    pub says: Says,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Says {
    /// The value lies in here.
    Number(Admits),
    /// 全部, 均.
    All,
    /// 未发生.
    Zero,
    /// The value is missing or the words would be false: a fault was reported.
    Nothing,
}

/// A figure of the report with its receipt in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub id: FigureId,
    /// What it is called: 受理申请.
    pub words: String,
    /// The line of work: 依申请公开.
    pub pack_words: String,
    /// The unit whose figures it counts: 委本级.
    pub unit_words: String,
    /// Which part of it, if not all: 申请人：公民.
    pub filter_words: Vec<String>,
    /// The words for each part of the receipt, in the receipt's order.
    pub part_words: Vec<String>,
    /// The formula with the names of its operands; empty for a measure.
    pub formula_words: String,
    /// The names of the registers whose reports it rests on, in the receipt's order.
    pub coverage_words: Vec<String>,
    /// The exact value: `207`, `0.98`, `2/3`, `20/21` for a claim about all; empty if missing.
    pub value: String,
    /// `None` if it was not evaluated.
    pub figure: Option<Figure>,
    /// Every wording in the text, each once.
    pub printed: Vec<String>,
    /// The claims that rest on it.
    pub claims: Vec<usize>,
}

impl Entry {
    /// How the figure is said in the text: every wording, and the value that they state, if they state
    /// one and the same. `claims` are those of the document.
    #[must_use]
    pub fn said(&self, claims: &[Claim]) -> Said {
        let own = claims.iter().filter(|claim| claim.figure == self.id);
        let mut stated = own.map(|claim| match &claim.says {
            Says::Number(admits) => admits.stated(),
            Says::All | Says::Zero | Says::Nothing => None,
        });
        let first = stated.next().flatten();
        let stated = first.filter(|_| stated.all(|other| other == first));
        Said { printed: self.printed.clone(), stated }
    }
}

impl Inline {
    /// The text as read.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Inline::Text { text, .. } | Inline::Figure { text, .. } => text,
            Inline::Break => "",
        }
    }
}

/// The text of inlines as read.
#[must_use]
pub fn plain_text(inlines: &[Inline]) -> String {
    inlines.iter().map(Inline::text).collect()
}
