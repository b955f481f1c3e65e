//! Whether the rows of a form count every way a matter can end exactly once.

use std::collections::BTreeMap;

use base::Key;

use super::{Counted, Edition};
use crate::model::Register;
use crate::told::Told;
use crate::yaml::Spot;

/// A state, and the value of a field in it; none for the state as a whole.
type Ending = (Key, Option<(Key, Key)>);

/// A way to end that no row counts, that two rows count, or that the register does not have.
pub(super) fn faults(edition: &Edition, register: &Register) -> Vec<(Spot, Told)> {
    let counted: Vec<(Spot, Ending)> = edition
        .rows
        .iter()
        .flat_map(|row| row.counts.iter().flat_map(endings).map(|ending| (row.at, ending)))
        .collect();
    let mut left = possible(register, &counted);
    let mut faults = vec![];
    for (at, ending) in &counted {
        let name = named(ending);
        match left.get_mut(ending) {
            Some(times) if *times == 0 => *times = 1,
            Some(_) => faults.push((
                *at,
                Told::new(format!("“{name}”计了两次"), format!("\"{name}\" is counted twice")),
            )),
            None => faults.push((
                *at,
                Told::new(
                    format!("台账没有“{name}”这种办结结果"),
                    format!("no matter of the register ends as \"{name}\""),
                ),
            )),
        }
    }
    let at = edition.rows.first().map(|row| row.at).unwrap_or_default();
    for ending in left.iter().filter(|(_, times)| **times == 0).map(|(ending, _)| named(ending)) {
        let message =
            Told::new(format!("“{ending}”没有计入任何一行"), format!("no row counts \"{ending}\""));
        faults.push((at, message));
    }
    faults
}

fn endings(counted: &Counted) -> Vec<Ending> {
    let state = || counted.state.clone();
    match &counted.only {
        None => vec![(state(), None)],
        Some((field, values)) => {
            values.iter().map(|value| (state(), Some((field.clone(), value.clone())))).collect()
        }
    }
}

/// Every way to end, split by the field that the form splits its state by; none counted yet.
fn possible(register: &Register, counted: &[(Spot, Ending)]) -> BTreeMap<Ending, usize> {
    let mut all = BTreeMap::new();
    for state in register.states.iter().filter(|state| !state.open).map(|state| &state.key) {
        let split = counted.iter().find(|(_, (of, _))| of == state);
        let key = split.and_then(|(_, (_, value))| value.as_ref()).map(|(field, _)| field);
        let field = key.and_then(|key| register.field(key)).filter(|field| field.dimension);
        let Some(field) = field else {
            all.insert((state.clone(), None), 0);
            continue;
        };
        for value in field.dimension_values() {
            all.insert((state.clone(), Some((field.key.clone(), value))), 0);
        }
    }
    all
}

fn named((state, value): &Ending) -> String {
    match value {
        None => state.to_string(),
        Some((field, value)) => format!("{state}: {field}={value}"),
    }
}

#[cfg(test)]
mod tests {
    use base::{Lang, Say};

    use crate::form::{DISCLOSURE_ANNUAL, read};

    /// The faults of the form with one text of it replaced.
    fn faults(this: &str, by: &str) -> Vec<String> {
        let files = [
            ("pack.yaml", include_str!("../../../../packs/disclosure/pack.yaml")),
            ("texts.zh.yaml", include_str!("../../../../packs/disclosure/texts.zh.yaml")),
            ("texts.en.yaml", include_str!("../../../../packs/disclosure/texts.en.yaml")),
        ];
        let files = files.map(|(name, text)| (name.to_owned(), text.to_owned())).into();
        let pack = crate::pack::read(&files).pack.unwrap();
        assert!(DISCLOSURE_ANNUAL.contains(this), "{this}");
        let text = DISCLOSURE_ANNUAL.replacen(this, by, 1);
        let reading = read("f.yaml", &text, pack.registers.first().unwrap());
        assert_eq!(reading.form.is_some(), reading.faults.is_empty());
        reading.faults.iter().map(|fault| fault.say(Lang::En)).collect()
    }

    #[test]
    fn the_form_that_ships_counts_every_way_to_end_once() {
        assert_eq!(faults("name", "name"), Vec::<String>::new());
    }

    #[test]
    fn a_form_that_misses_or_doubles_a_way_to_end_is_refused() {
        let said = faults("[partly]", "[granted]");
        assert_eq!(said.len(), 2, "{said:#?}");
        assert!(said[0].contains("\"answered: outcome=granted\" is counted twice"), "{said:#?}");
        assert!(said[1].contains("no row counts \"answered: outcome=partly\""), "{said:#?}");
        let said = faults(", withdrawn: all", "");
        assert!(said.len() == 1 && said[0].contains("no row counts \"withdrawn\""), "{said:#?}");
        let said = faults("[unpaid]", "[unpaid, gone]");
        assert!(
            said.len() == 1 && said[0].contains("as \"not_handled: ground=gone\""),
            "{said:#?}"
        );
        let said = faults("split: applicant\n", "");
        assert!(said.len() == 1 && said[0].contains("\"split\" is missing"), "{said:#?}");
    }
}
