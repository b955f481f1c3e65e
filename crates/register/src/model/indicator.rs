//! Typed formulas over measures.

use base::{Exact, Key};

use super::Name;

/// A formula with what people expect of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Indicator {
    pub key: Key,
    pub formula: Formula,
    pub better: Option<Direction>,
    /// In the unit of the formula; shares as fractions of one.
    pub target: Option<Exact>,
    /// Whether it counts in an assessment (考评). Fines never may.
    pub assessed: bool,
    /// Why a share may exceed one, if it may: people vaccinated over residents counted.
    pub may_exceed: Option<String>,
    /// Measures counted apart and left out of the formula (剔除), shown on the receipt.
    pub excludes: Vec<Name>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Higher,
    Lower,
}

/// How a figure is computed. Operands are names of measures, indicators or parameters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Formula {
    /// Operands of one unit, added.
    Sum(Vec<Name>),
    /// `of` minus `less`, of one unit.
    Difference { of: Name, less: Name },
    /// Part over whole, of one unit: 响应率.
    Share { part: Name, whole: Name },
    /// Parts with factors over a whole: 满意率 = (满意 + 0.9 × 基本满意) / 有效回访.
    WeightedShare { parts: Vec<Weight>, whole: Name },
    /// Occurrences per so many of a base: per 100,000 residents.
    Rate { of: Name, per: u32, base: Name },
    /// A total over the number it is the total of; carries n.
    Average { total: Name, over: Name },
    /// Against the same span one year before, as a fraction of it: 同比.
    Change { of: Name },
    /// Indicators weighted by parameters: 综合成绩, in points.
    Index(Vec<Weight>),
    /// 全部: every one of `of` is among `are`.
    All { of: Name, are: Name },
    /// 未发生: there is none.
    None { of: Name },
}

/// An operand and the parameter it is multiplied by; no parameter is a factor of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weight {
    pub of: Name,
    pub factor: Option<Name>,
}
