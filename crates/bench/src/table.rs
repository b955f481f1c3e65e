//! The one table: question, ours, peer, ratio, goal, met or not.

use serde_json::{Value, json};

/// A line of the table.
#[derive(Clone, Debug)]
pub struct Line {
    pub what: String,
    pub ours: String,
    pub peer: String,
    /// How many times better than the peer; what the goal is about.
    pub ratio: Option<f64>,
    pub goal: Goal,
}

/// What the ratio must be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Goal {
    /// At least so much.
    Least(f64),
    /// At most so much.
    Most(f64),
    /// A number by itself, not a ratio: at most so much of this unit.
    Below(f64, &'static str),
    /// Shown for comparison.
    None,
}

impl Goal {
    /// Whether a ratio meets it; `None` without a goal or a ratio.
    #[must_use]
    pub fn is_met(self, ratio: Option<f64>) -> Option<bool> {
        match (self, ratio?) {
            (Goal::Least(least), ratio) => Some(ratio >= least),
            (Goal::Most(most) | Goal::Below(most, _), ratio) => Some(ratio <= most),
            (Goal::None, _) => None,
        }
    }

    fn words(self) -> String {
        match self {
            Goal::Least(least) => format!("≥ {} ×", plain(least)),
            Goal::Most(most) => format!("≤ {} ×", plain(most)),
            Goal::Below(most, unit) => format!("≤ {} {unit}", plain(most)),
            Goal::None => String::new(),
        }
    }
}

/// Three significant places, no more.
#[must_use]
pub fn plain(number: f64) -> String {
    let size = number.abs();
    if size >= 1_000.0 {
        grouped(number)
    } else if size >= 100.0 || (number.fract() == 0.0 && size >= 1.0) {
        format!("{number:.0}")
    } else if size >= 10.0 {
        format!("{number:.1}")
    } else {
        format!("{number:.2}")
    }
}

fn grouped(number: f64) -> String {
    let digits = format!("{number:.0}");
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// The table in Markdown.
#[must_use]
pub fn markdown(lines: &[Line]) -> String {
    let mut text =
        String::from("| what | ours | peer | ratio | goal | met |\n|---|---|---|---|---|---|\n");
    for line in lines {
        let ratio = match (line.goal, line.ratio) {
            (Goal::Below(..), _) | (_, None) => String::new(),
            (_, Some(ratio)) => format!("{} ×", plain(ratio)),
        };
        let met = match line.goal.is_met(line.ratio) {
            Some(true) => "yes",
            Some(false) => "**no**",
            None => "",
        };
        let (what, ours, peer) = (&line.what, &line.ours, &line.peer);
        text.push_str(&format!(
            "| {what} | {ours} | {peer} | {ratio} | {} | {met} |\n",
            line.goal.words()
        ));
    }
    text
}

/// The table for programs.
#[must_use]
pub fn values(lines: &[Line]) -> Value {
    let value = |line: &Line| {
        json!({
            "what": line.what,
            "ours": line.ours,
            "peer": line.peer,
            "ratio": line.ratio,
            "goal": line.goal.words(),
            "met": line.goal.is_met(line.ratio),
        })
    };
    Value::Array(lines.iter().map(value).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_whether_its_goal_is_met() {
        let line = |ratio, goal| Line {
            what: "Q1".to_owned(),
            ours: "1.00 ms".to_owned(),
            peer: "DuckDB 90 ms".to_owned(),
            ratio: Some(ratio),
            goal,
        };
        let text = markdown(&[line(90.0, Goal::Least(50.0)), line(2.5, Goal::Most(2.0))]);
        assert!(text.contains("| Q1 | 1.00 ms | DuckDB 90 ms | 90 × | ≥ 50 × | yes |"), "{text}");
        assert!(text.contains("| 2.50 × | ≤ 2 × | **no** |"), "{text}");
        let text = markdown(&[line(120.0, Goal::Below(100.0, "ms"))]);
        assert!(text.contains("|  | ≤ 100 ms | **no** |"), "{text}");
        assert_eq!(Goal::None.is_met(Some(1.0)), None);
        assert_eq!(plain(57_000_000.0), "57,000,000");
    }
}
