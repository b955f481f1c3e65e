//! “Did you mean …?”

/// The known name that is nearest to what was written, if one is near enough to be meant.
pub(crate) fn nearest<'a>(written: &str, known: &[&'a str]) -> Option<&'a str> {
    if written.chars().count() > 60 {
        return None;
    }
    let near_enough = (written.chars().count() / 3).clamp(1, 3);
    known
        .iter()
        .map(|name| (distance(written, name), *name))
        .filter(|(distance, _)| *distance <= near_enough)
        .min()
        .map(|(_, name)| name)
}

/// How many letters must be added, left out, changed or swapped with their neighbour.
fn distance(one: &str, other: &str) -> usize {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let mut before: Vec<usize> = vec![];
    let mut last: Vec<usize> = (0..=other.len()).collect();
    for (row, letter) in one.iter().enumerate() {
        let mut current = vec![row + 1];
        for (column, other_letter) in other.iter().enumerate() {
            let at =
                |line: &[usize], index: usize| line.get(index).copied().unwrap_or(usize::MAX - 1);
            let changed = at(&last, column) + usize::from(letter != other_letter);
            let mut best = changed.min(at(&last, column + 1) + 1).min(at(&current, column) + 1);
            let swapped = row > 0
                && column > 0
                && one.get(row - 1) == Some(other_letter)
                && other.get(column - 1) == Some(letter);
            if swapped {
                best = best.min(at(&before, column - 1).saturating_add(1));
            }
            current.push(best);
        }
        before = std::mem::replace(&mut last, current);
    }
    last.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances() {
        let pairs = [
            ("", "abc", 3),
            ("states", "sates", 1),
            ("right", "rihgt", 1),
            ("a", "b", 1),
            ("ab", "ab", 0),
        ];
        for (one, other, expected) in pairs {
            assert_eq!(distance(one, other), expected, "{one} {other}");
        }
    }

    #[test]
    fn only_near_names_are_suggested() {
        let known = ["received", "handling", "answered"];
        assert_eq!(nearest("recieved", &known), Some("received"));
        assert_eq!(nearest("answer", &known), Some("answered"));
        assert_eq!(nearest("closed", &known), None);
    }
}
