//! A line in words: apart by spaces, except within quotes and brackets.

/// A word and where it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Word<'a> {
    pub at: usize,
    pub text: &'a str,
}

/// Splits a line. `None` if a quote or a bracket is not closed.
pub(super) fn words(line: &str) -> Option<Vec<Word<'_>>> {
    let mut words = vec![];
    let mut start = None;
    let (mut quoted, mut depth) = (false, 0_usize);
    for (at, letter) in line.char_indices() {
        match letter {
            '"' => quoted = !quoted,
            '[' if !quoted => depth = depth.saturating_add(1),
            ']' if !quoted => depth = depth.checked_sub(1)?,
            _ => {}
        }
        let ends = letter.is_whitespace() && !quoted && depth == 0;
        match (ends, start) {
            (false, None) => start = Some(at),
            (true, Some(from)) => {
                words.push(Word { at: from, text: line.get(from..at)? });
                start = None;
            }
            (false, Some(_)) | (true, None) => {}
        }
    }
    if quoted || depth > 0 {
        return None;
    }
    if let Some(from) = start {
        words.push(Word { at: from, text: line.get(from..)? });
    }
    Some(words)
}

/// Splits a line at its first lone colon into what is before and the text after it.
pub(super) fn colon(line: &str) -> (&str, Option<&str>) {
    // What stands after the colon may have quotes of its own, so look from the left.
    for (at, _) in line.match_indices(" : ").chain(line.match_indices(" :")) {
        let (before, after) = (line.get(..at), line.get(at..));
        if let (Some(before), Some(after)) = (before, after)
            && words(before).is_some()
        {
            return (before, Some(after.trim_start().trim_start_matches(':').trim()));
        }
    }
    (line, None)
}

/// `key="some text"` or `key=[rows]` without its quotes or brackets.
pub(super) fn bare(value: &str) -> String {
    let within = |open: char, close: char| value.strip_prefix(open)?.strip_suffix(close);
    match (within('"', '"'), within('[', ']')) {
        (Some(quoted), _) => quoted.replace("\"\"", "\""),
        (None, Some(rows)) => rows.to_owned(),
        (None, None) => value.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_and_brackets_hold_together() {
        let split =
            |line| words(line).map(|words| words.iter().map(|w| w.text).collect::<Vec<_>>());
        assert_eq!(split("a  b=\"c d\" e").unwrap(), ["a", "b=\"c d\"", "e"]);
        assert_eq!(split("x=[k=f n=\"]\"; k=w] y").unwrap(), ["x=[k=f n=\"]\"; k=w]", "y"]);
        assert_eq!(split("a \"b"), None);
        assert_eq!(split("a ]"), None);
    }

    #[test]
    fn the_first_lone_colon_parts() {
        assert_eq!(colon("note A : b : c"), ("note A", Some("b : c")));
        assert_eq!(colon("take A t=\"x : y\" : \"Due\""), ("take A t=\"x : y\"", Some("\"Due\"")));
        assert_eq!(colon("take A t=x:y"), ("take A t=x:y", None));
    }
}
