//! How an exact value becomes the number that a document prints.

use base::{Exact, exact};

/// How an exact value becomes the number that a document prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Printing {
    /// Divided by `per`, rounded half away from zero to so many decimals.
    Rounded { per: Per, decimals: u32 },
    /// As above, but cut off: the document says 余 or 以上, and the value is no less than it prints.
    NoLess { per: Per, decimals: u32 },
    /// Words alone: 全部, 均, 未发生.
    Claim,
}

/// What the printed number counts in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Per {
    /// Ones.
    One,
    /// 万: ten thousands.
    TenThousand,
    /// %: hundredths.
    Hundredth,
}

impl Printing {
    /// Reads the cell of the table: `plain`, `wan.2`, `percent.1`, `percent.0>`, `all`.
    pub(crate) fn read(cell: &str) -> Option<Printing> {
        let (rule, no_less) = match cell.strip_suffix('>') {
            Some(rule) => (rule, true),
            None => (cell, false),
        };
        let (per, decimals) = match rule.split_once('.') {
            Some(("wan", decimals)) => (Per::TenThousand, decimals.parse().ok()?),
            Some(("percent", decimals)) => (Per::Hundredth, decimals.parse().ok()?),
            None if rule == "plain" => (Per::One, 0),
            None if cell == "all" => return Some(Printing::Claim),
            Some(_) | None => return None,
        };
        Some(if no_less {
            Printing::NoLess { per, decimals }
        } else {
            Printing::Rounded { per, decimals }
        })
    }

    /// Whether a value is printed as this text begins.
    #[must_use]
    pub fn prints(self, value: Exact, printed: &str) -> bool {
        let digits: String =
            printed.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
        match self {
            Printing::Rounded { per, decimals } => {
                exact::decimal(per.of(value), decimals) == digits
            }
            Printing::NoLess { per, .. } => {
                exact::read(&digits).is_some_and(|number| per.of(value) >= number)
            }
            Printing::Claim => false,
        }
    }
}

impl Per {
    fn of(self, value: Exact) -> Exact {
        match self {
            Per::One => value,
            Per::TenThousand => value / exact::whole(10_000),
            Per::Hundredth => value * exact::whole(100),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prints(rule: &str, value: (i128, i128), printed: &str) -> bool {
        Printing::read(rule).unwrap().prints(Exact::new(value.0, value.1), printed)
    }

    #[test]
    fn values_are_printed_by_rule() {
        assert!(prints("plain", (207, 1), "207件"));
        assert!(prints("wan.2", (56_779_100, 1), "5677.91万剂"));
        assert!(prints("percent.0", (49, 50), "98%"));
        assert!(prints("percent.2", (20_199_700, 19_471_500), "103.74%"));
        assert!(prints("percent.0>", (89, 90), "98%以上"));
        assert!(prints("wan.0>", (141_368, 1), "14万余名"));
    }

    #[test]
    fn a_wrong_value_is_not_printed_so() {
        assert!(!prints("plain", (206, 1), "207件"));
        assert!(!prints("percent.0>", (97, 100), "98%以上"));
        assert!(!prints("all", (1, 1), "全部"));
        assert_eq!(Printing::read("wan"), None);
        assert_eq!(Printing::read("all>"), None);
    }
}
