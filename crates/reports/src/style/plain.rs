//! `plain`: the number and its measure word, 207件.
//!
//! A count is printed as it is. `decimals: n` rounds half away from zero to n decimals (12.4天).

use std::sync::Arc;

use base::UnitOfMeasure;

use super::digits::{Decimals, rounded};
use super::{Admits, Number, Options, Print, Printed, Style, Unprintable, exact_text};
use crate::fault::Needs;

#[derive(Debug)]
struct Plain(Option<Decimals>);

pub(super) fn read(options: &mut Options<'_>) -> Option<Style> {
    let strip = options.flag("strip")?;
    let decimals = options.decimals()?;
    Some(Arc::new(Plain(decimals.map(|count| Decimals { count, strip }))))
}

impl Print for Plain {
    fn name(&self) -> &'static str {
        "plain"
    }

    fn needs(&self) -> Needs {
        Needs::Count
    }

    fn print(&self, number: &Number<'_>) -> Result<Printed, Unprintable> {
        let (text, admits) = match self.0 {
            Some(decimals) => {
                let rounded = rounded(number.exact, 1, decimals);
                (rounded.text, rounded.admits)
            }
            None if number.exact.is_integer() || number.unit == UnitOfMeasure::Yuan => {
                let zero = base::exact::whole(0);
                (exact_text(number.exact), Admits::around(number.exact, zero))
            }
            None => return Err(Unprintable::NotWhole(exact_text(number.exact))),
        };
        Ok(Printed { text: format!("{text}{}", number.word), admits })
    }
}
