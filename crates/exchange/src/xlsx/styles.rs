//! Which cell styles show a number as a day.

use std::collections::BTreeMap;

use quick_xml::events::Event;

use super::archive::Archive;
use super::markup::Markup;
use crate::error::Trouble;
use crate::opc::attribute;

/// The most cell styles a workbook program allows, with room to spare.
const STYLES_MAX: usize = 100_000;

/// For each cell style, whether it shows a number as a day or a time of day.
pub(super) fn date_formats(archive: &mut Archive, part: &str) -> Result<Vec<bool>, Trouble> {
    let mut markup = Markup::new(archive.part(part)?);
    let mut buffer = vec![];
    let mut own: BTreeMap<u32, bool> = BTreeMap::new();
    let mut styles = vec![];
    let mut in_cell_styles = false;
    loop {
        match markup.next(&mut buffer)? {
            Event::Start(element) => match element.local_name().as_ref() {
                "numFmt" => {
                    let id = attribute(&element, "numFmtId").and_then(|id| id.parse().ok());
                    let code = attribute(&element, "formatCode").unwrap_or_default();
                    own.extend(id.map(|id| (id, shows_a_day(&code))));
                }
                "cellXfs" => in_cell_styles = true,
                "xf" if in_cell_styles && styles.len() < STYLES_MAX => {
                    let id = attribute(&element, "numFmtId").and_then(|id| id.parse().ok());
                    let id = id.unwrap_or_default();
                    styles.push(own.get(&id).copied().unwrap_or_else(|| built_in(id)));
                }
                _ => {}
            },
            Event::End(element) if element.local_name().as_ref() == "cellXfs" => {
                in_cell_styles = false;
            }
            Event::Eof => return Ok(styles),
            _ => {}
        }
    }
}

/// Number formats that exist without being declared: 14 to 22 and 45 to 47 everywhere, the others in
/// East Asian editions (ECMA-376 part 1, 18.8.30).
fn built_in(id: u32) -> bool {
    matches!(id, 14..=22 | 27..=36 | 45..=47 | 50..=58)
}

/// Whether a number format writes a year, month, day, hour, minute or second: outside quotation
/// marks, escapes and brackets, in its first section.
fn shows_a_day(code: &str) -> bool {
    let mut characters = code.chars();
    while let Some(character) = characters.next() {
        match character {
            ';' => return false,
            '"' => {
                characters.by_ref().find(|next| *next == '"');
            }
            '[' => {
                characters.by_ref().find(|next| *next == ']');
            }
            // The next character stands for itself, for its width, or for filling.
            '\\' | '_' | '*' => {
                characters.next();
            }
            'y' | 'Y' | 'm' | 'M' | 'd' | 'D' | 'h' | 'H' | 's' | 'S' => return true,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_that_show_days_are_known_by_their_letters() {
        let days =
            ["yyyy-mm-dd", "yyyy\"年\"m\"月\"d\"日\"", "[$-804]yyyy/m/d", "h:mm AM/PM", "m/d/yy"];
        for code in days {
            assert!(shows_a_day(code), "{code}");
        }
        let numbers = [
            "General",
            "0.00",
            "@",
            "#,##0\"days\"",
            "[Red]0",
            "0_d",
            "0\\d",
            "0;yyyy",
            "0.00E+00",
        ];
        for code in numbers {
            assert!(!shows_a_day(code), "{code}");
        }
        assert!(built_in(14) && built_in(31) && !built_in(0) && !built_in(49));
    }
}
