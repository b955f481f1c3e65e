//! `difference`: a difference of counts with the word for its direction, 超出19个, 减少6件.
//!
//! `up` (增加 unless given) above zero, `down` (减少) below, 持平 at zero. `decimals` as in plain.

use std::sync::Arc;

use base::Exact;
use num_traits::{Signed, Zero};

use super::digits::{Decimals, rounded};
use super::{Admits, Number, Options, Print, Printed, Style, Unprintable, exact_text};
use crate::fault::Needs;

const UP: [&str; 4] = ["增加", "超出", "多", "高出"];
const DOWN: [&str; 4] = ["减少", "不足", "少", "低"];

#[derive(Debug)]
struct Difference {
    decimals: Option<Decimals>,
    up: String,
    down: String,
}

pub(super) fn read(options: &mut Options<'_>) -> Option<Style> {
    let strip = options.flag("strip")?;
    let decimals = options.decimals()?.map(|count| Decimals { count, strip });
    let up = options.word_of("up", &UP)?;
    let down = options.word_of("down", &DOWN)?;
    Some(Arc::new(Difference { decimals, up, down }))
}

impl Print for Difference {
    fn name(&self) -> &'static str {
        "difference"
    }

    fn needs(&self) -> Needs {
        Needs::Difference
    }

    fn print(&self, number: &Number<'_>) -> Result<Printed, Unprintable> {
        let exact = number.exact;
        if exact.is_zero() {
            return Ok(Printed { text: "持平".to_owned(), admits: Admits::around(exact, exact) });
        }
        let size = exact.abs();
        let (digits, admits) = match self.decimals {
            Some(decimals) => {
                let rounded = rounded(size, 1, decimals);
                (rounded.text, rounded.admits)
            }
            None if size.is_integer() => {
                (exact_text(size), Admits::around(size, Exact::from_integer(0)))
            }
            None => return Err(Unprintable::NotWhole(exact_text(exact))),
        };
        let (word, admits) =
            if exact.is_positive() { (&self.up, admits) } else { (&self.down, admits.negated()) };
        Ok(Printed { text: format!("{word}{digits}{}", number.word), admits })
    }
}
