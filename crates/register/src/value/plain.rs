//! Words as they are compared: without spaces, in half width, in lower case.

/// The form in which words of people are compared: `来电人电话／账号 ` and `来电人电话/账号` are one.
///
/// Spaces and line breaks go, full-width letters, digits and signs become half-width, capitals become
/// small. Headers of imported tables, choice words and typed numbers are compared in this form.
#[must_use]
pub fn plain(text: &str) -> String {
    let narrow = narrow(text);
    narrow.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// The text in half width, without marks that nobody sees.
pub(super) fn narrow(text: &str) -> String {
    text.chars().filter(|c| !is_invisible(*c)).map(half_width).collect()
}

/// Full-width ASCII (！ to ～) and the ideographic space as the plain characters they stand for.
fn half_width(letter: char) -> char {
    match letter {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(letter).saturating_sub(0xfee0)).unwrap_or(letter)
        }
        '−' => '-',
        other => other,
    }
}

/// Marks that spreadsheets carry along: byte order mark, zero-width space and joiners.
fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{feff}' | '\u{200b}'..='\u{200d}' | '\u{2060}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_look_alike_are_alike() {
        assert_eq!(plain("来电人电话／账号 "), plain("来电人电话/账号"));
        assert_eq!(plain("　是　否\n有效 "), "是否有效");
        assert_eq!(plain("ＡＰＰ"), "app");
        assert_eq!(plain("１２，３４５"), "12,345");
        assert_eq!(plain("\u{feff}编号\u{200b}"), "编号");
    }
}
