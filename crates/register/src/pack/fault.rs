//! What is wrong with a pack, and where.

use std::collections::BTreeSet;
use std::fmt;

use base::{Lang, Say};

use super::near::nearest;
use crate::told::Told;
use crate::yaml::{Node, Spot};

/// Something wrong with a pack, with its place and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// The file, relative to the folder of the pack.
    pub file: String,
    /// Counted from 1.
    pub line: u32,
    /// Counted from 1, in characters.
    pub column: u32,
    pub message: Told,
    pub hint: Told,
}

impl Fault {
    /// A fault at a place of a file; what has no place stands at its beginning.
    pub(crate) fn at(file: &str, at: Spot, message: Told, hint: Told) -> Fault {
        let (line, column) = (at.line.max(1), at.column.max(1));
        Fault { file: file.to_owned(), line, column, message, hint }
    }

    /// The same fault, with its file in this folder: `packs/hotline` makes `packs/hotline/pack.yaml`.
    #[must_use]
    pub fn under(mut self, folder: &str) -> Fault {
        self.file = format!("{}/{}", folder.trim_end_matches('/'), self.file);
        self
    }
}

/// `pack.yaml:12:7: message` and, on the next line, the hint.
impl Say for Fault {
    fn say(&self, lang: Lang) -> String {
        let Fault { file, line, column, message, hint } = self;
        let hint_word = lang.pick("提示：", "Hint: ");
        format!("{file}:{line}:{column}: {}\n  {hint_word}{}", message.say(lang), hint.say(lang))
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.say(Lang::En))
    }
}

/// What kind of thing a name is meant to name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Noun {
    Register,
    Field,
    Column,
    State,
    Step,
    Choice,
    Parameter,
    Operand,
    Dimension,
    Right,
    Entry,
    ImportColumn,
    Clock,
}

impl Noun {
    pub(crate) fn word(self) -> Told {
        let (zh, en) = match self {
            Noun::Register => ("台账", "register"),
            Noun::Field => ("字段", "field"),
            Noun::Column => ("明细列", "column of the group"),
            Noun::State => ("状态", "state"),
            Noun::Step => ("步骤", "step"),
            Noun::Choice => ("选项", "choice"),
            Noun::Parameter => ("参数", "parameter"),
            Noun::Operand => ("度量、指标或参数", "measure, indicator or parameter"),
            Noun::Dimension => ("维度", "dimension"),
            Noun::Right => ("权限", "right"),
            Noun::Entry => ("条目", "entry"),
            Noun::Clock => ("时限", "clock"),
            Noun::ImportColumn => ("导入列", "import column"),
        };
        Told::new(zh, en)
    }
}

/// Faults as they are found, in whichever file is being read.
#[derive(Default)]
pub(crate) struct Faults {
    file: &'static str,
    /// Rank of the file, so that faults come out in the order in which files are read.
    rank: u8,
    found: Vec<(u8, Fault)>,
}

/// More faults than anybody reads at once.
const FAULTS_MAX: usize = 500;

impl Faults {
    pub(crate) fn enter(&mut self, file: &'static str) {
        self.file = file;
        self.rank = match file {
            super::PACK_FILE => 0,
            super::TEXTS_ZH_FILE => 1,
            _ => 2,
        };
    }

    pub(crate) fn push(&mut self, at: Spot, message: Told, hint: Told) {
        if self.is_full() {
            return;
        }
        let (line, column) = (at.line.max(1), at.column.max(1));
        let fault = Fault { file: self.file.to_owned(), line, column, message, hint };
        self.found.push((self.rank, fault));
    }

    /// Whether nobody would read more.
    pub(crate) fn is_full(&self) -> bool {
        self.found.len() >= FAULTS_MAX
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    pub(crate) fn no_file(&mut self) {
        let file = self.file;
        self.push(
            Spot::default(),
            Told::new(format!("缺少文件 {file}"), format!("the file {file} is missing")),
            Told::new(
                "业务包由 pack.yaml、texts.zh.yaml 和 texts.en.yaml 三个文件组成",
                "a pack consists of pack.yaml, texts.zh.yaml and texts.en.yaml",
            ),
        );
    }

    /// A name that names nothing: says so, and which name may be meant.
    pub(crate) fn unknown<'a>(
        &mut self,
        node: &Node,
        noun: Noun,
        known: impl IntoIterator<Item = &'a str>,
    ) {
        self.unknown_at(node.at, node.text().unwrap_or_default(), noun, known);
    }

    pub(crate) fn unknown_at<'a>(
        &mut self,
        at: Spot,
        name: &str,
        noun: Noun,
        known: impl IntoIterator<Item = &'a str>,
    ) {
        if self.is_full() {
            return;
        }
        let known: Vec<&str> = known.into_iter().collect();
        let word = noun.word();
        let shown: String = name.chars().take(60).collect();
        let message = Told::new(
            format!("没有名为“{shown}”的{}", word.zh),
            format!("there is no {} \"{shown}\"", word.en),
        );
        self.push(at, message, did_you_mean(name, &known));
    }

    pub(crate) fn sorted(self) -> Vec<Fault> {
        let mut found = self.found;
        found.sort_by(|(rank, fault), (other_rank, other)| {
            (rank, fault.line, fault.column, &fault.message).cmp(&(
                other_rank,
                other.line,
                other.column,
                &other.message,
            ))
        });
        found.dedup();
        found.into_iter().map(|(_, fault)| fault).collect()
    }
}

/// The nearest known name, or all of them if they are few.
pub(crate) fn did_you_mean(name: &str, known: &[&str]) -> Told {
    const LISTED_MAX: usize = 30;
    let mut met = BTreeSet::new();
    let known: Vec<&str> = known.iter().copied().filter(|name| met.insert(*name)).collect();
    if let Some(nearest) = nearest(name, &known) {
        return Told::new(format!("是否指“{nearest}”？"), format!("did you mean \"{nearest}\"?"));
    }
    match known.as_slice() {
        [] => Told::new("这里还没有可用的名称", "nothing can be named here yet"),
        known if known.len() <= LISTED_MAX => Told::new(
            format!("可用：{}", known.join("、")),
            format!("known are {}", known.join(", ")),
        ),
        known => Told::new(
            format!("可用的有 {} 个，请核对拼写", known.len()),
            format!("{} are known; check the spelling", known.len()),
        ),
    }
}
