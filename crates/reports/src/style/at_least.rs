//! `at_least`: a bound that is itself included, 97%以上, 14万人以上.
//!
//! With `to`, the largest multiple of it that is not above the value. With `than`, that very bound,
//! which is refused when the value lies below it.

use std::sync::Arc;

use base::Exact;

use super::digits::{floor, spelled};
use super::{Admits, Number, Options, Print, Printed, Style, Unprintable, exact_text};
use crate::fault::Needs;

#[derive(Debug)]
enum AtLeast {
    To(Exact),
    Than(Exact),
}

pub(super) fn read(options: &mut Options<'_>) -> Option<Style> {
    let bound = if options.given.contains_key("than") {
        AtLeast::Than(options.positive("than")?)
    } else {
        AtLeast::To(options.step()?)
    };
    Some(Arc::new(bound))
}

impl Print for AtLeast {
    fn name(&self) -> &'static str {
        "at_least"
    }

    fn needs(&self) -> Needs {
        Needs::CountOrShare
    }

    fn print(&self, number: &Number<'_>) -> Result<Printed, Unprintable> {
        let (low, step, high) = match *self {
            AtLeast::To(step) => {
                let low = floor(number, step, "以上")?;
                (low, step, Some(low + step))
            }
            AtLeast::Than(than) if number.exact < than => {
                let (exact, than) = (exact_text(number.exact), exact_text(than));
                return Err(Unprintable::Below { exact, than });
            }
            AtLeast::Than(than) => (than, than, None),
        };
        let text = format!("{}以上", spelled(low, step, number).text());
        let admits = Admits { low, low_included: true, high, high_included: false };
        Ok(Printed { text, admits })
    }
}
