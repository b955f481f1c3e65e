//! Which figures and tables a text calls for, found in the text as written, with their places.

use crate::fault::{Faults, Place, Unreadable};

/// What the expressions of a template may call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Function {
    /// The figure in its style.
    Fig,
    /// 全部, if it holds.
    All,
    /// 均, if it holds.
    Each,
    /// 未发生, if there is none.
    Zero,
    /// Whether it holds, for `{% if … %}`.
    Holds,
    /// The cut-off of a figure, as a date in words.
    AsOf,
    Table,
    Attachment,
}

const FUNCTIONS: [(&str, Function); 8] = [
    ("fig", Function::Fig),
    ("all", Function::All),
    ("each", Function::Each),
    ("zero", Function::Zero),
    ("holds", Function::Holds),
    ("as_of", Function::AsOf),
    ("table", Function::Table),
    ("attachment", Function::Attachment),
];

/// A call with the name in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Call {
    pub(crate) file: String,
    pub(crate) at: Place,
    pub(crate) function: Function,
    pub(crate) name: String,
}

impl Function {
    pub(crate) fn word(self) -> &'static str {
        FUNCTIONS.iter().find(|(_, function)| *function == self).map_or("", |(word, _)| word)
    }
}

/// A part of a template as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Piece<'t> {
    /// Printed as it stands.
    Text(usize, &'t str),
    /// Between `{{` and `}}` or `{%` and `%}`.
    Code(usize, &'t str),
}

/// Cuts a template into text and code; the numbers are byte offsets. Comments `{# … #}` are left out.
pub(crate) fn pieces(template: &str) -> Vec<Piece<'_>> {
    let mut pieces = vec![];
    let mut at = 0;
    while let Some(rest) = template.get(at..) {
        let opening = ["{{", "{%", "{#"].iter().filter_map(|mark| rest.find(mark)).min();
        let Some(start) = opening else {
            pieces.push(Piece::Text(at, rest));
            break;
        };
        pieces.push(Piece::Text(at, rest.get(..start).unwrap_or_default()));
        let inside = rest.get(start + 2..).unwrap_or_default();
        let closing = match rest.get(start + 1..start + 2) {
            Some("{") => "}}",
            Some("%") => "%}",
            _ => "#}",
        };
        let length = inside.find(closing).unwrap_or(inside.len());
        if closing != "#}" {
            let code = inside.get(..length).unwrap_or_default();
            pieces.push(Piece::Code(at + start + 2, code));
        }
        at = (at + start + 2 + length + closing.len()).min(template.len());
    }
    pieces
}

/// Finds all calls; a name that is not written out is a fault, for it could not be checked.
pub(crate) fn find(template: &str, faults: &mut Faults) -> Vec<Call> {
    let mut calls = vec![];
    for piece in pieces(template) {
        let Piece::Code(start, code) = piece else { continue };
        for (offset, function, arguments) in words(code) {
            let at = Place::of_byte(template, start + offset);
            match first_literal(arguments) {
                Argument::Literal(name) => {
                    let file = faults.file.clone();
                    calls.push(Call { file, at, function, name: name.to_owned() });
                }
                // The cut-off of the report itself.
                Argument::Absent if function == Function::AsOf => {}
                Argument::Absent | Argument::Other => {
                    faults.add(at, Unreadable::NotLiteral(function.word().to_owned()));
                }
            }
        }
    }
    calls
}

/// Function words followed by `(`, with their offset and what comes after the parenthesis.
fn words(code: &str) -> Vec<(usize, Function, &str)> {
    let mut found = vec![];
    for (open, _) in code.match_indices('(') {
        let before = code.get(..open).unwrap_or_default().trim_end();
        let word_start = before
            .char_indices()
            .rev()
            .take_while(|(_, c)| c.is_ascii_alphanumeric() || *c == '_' || *c == '.')
            .last()
            .map_or(before.len(), |(start, _)| start);
        let word = before.get(word_start..).unwrap_or_default();
        if let Some((_, function)) = FUNCTIONS.iter().find(|(name, _)| *name == word) {
            found.push((word_start, *function, code.get(open + 1..).unwrap_or_default()));
        }
    }
    found
}

enum Argument<'t> {
    Literal(&'t str),
    Absent,
    Other,
}

fn first_literal(arguments: &str) -> Argument<'_> {
    // In a double-quoted YAML text the quotes of a name are written \".
    let arguments = arguments.trim_start().trim_start_matches('\\');
    for quote in ['"', '\''] {
        if let Some(rest) = arguments.strip_prefix(quote)
            && let Some((name, after)) = rest.split_once(quote)
            && after.trim_start().starts_with([',', ')'])
        {
            return Argument::Literal(name.trim_end_matches('\\'));
        }
    }
    if arguments.starts_with(')') { Argument::Absent } else { Argument::Other }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(template: &str, expected: &str) {
        let mut faults = Faults::in_file("b");
        let calls = find(template, &mut faults);
        let show = |call: &Call| {
            format!("{}({})@{}:{}", call.function.word(), call.name, call.at.line, call.at.column)
        };
        let mut shown: Vec<String> = calls.iter().map(show).collect();
        shown.extend(faults.found.iter().map(ToString::to_string));
        assert_eq!(shown.join(" "), expected);
    }

    #[test]
    fn calls_are_found_where_they_are_written() {
        check("受理{{ fig(\"a\") }}，\n其中{{fig('b')}}", "fig(a)@1:6 fig(b)@2:5");
        check(
            "{% if holds(\"a\") %}{{ zero(\"b\", \"未出现\") }}{% endif %}",
            "holds(a)@1:7 zero(b)@1:23",
        );
        check("fig(\"a\") {# fig(\"b\") #} {{ as_of() }}", "");
        check("{{ config(\"a\") }} {{ x.fig(\"a\") }}", "");
        check("x: \"{{ fig(\\\"a\\\") }}\"", "fig(a)@1:8");
    }

    #[test]
    fn names_must_be_written_out() {
        let fault = "b:1:4: \"fig(…)\" needs a name written in quotes, such as fig(\"received\")";
        check("{{ fig(x) }}", fault);
        check("{{ fig(\"a\" ~ \"b\") }}", fault);
        check("{{ fig() }}", fault);
    }
}
