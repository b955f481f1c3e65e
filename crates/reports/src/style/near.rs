//! `near`: rounded up to a round number, 近600个, 近100%.
//!
//! The smallest multiple of `to` that is strictly above the value. A value that is such a multiple
//! itself is not “近” and is refused.

use std::sync::Arc;

use base::Exact;
use num_traits::Signed;

use super::digits::spelled;
use super::{Admits, Number, Options, Print, Printed, Style, Unprintable, exact_text};
use crate::fault::Needs;

#[derive(Debug)]
struct Near(Exact);

pub(super) fn read(options: &mut Options<'_>) -> Option<Style> {
    Some(Arc::new(Near(options.step()?)))
}

impl Print for Near {
    fn name(&self) -> &'static str {
        "near"
    }

    fn needs(&self) -> Needs {
        Needs::CountOrShare
    }

    fn print(&self, number: &Number<'_>) -> Result<Printed, Unprintable> {
        if number.exact.is_negative() {
            return Err(Unprintable::Negative {
                exact: exact_text(number.exact), qualifier: "近"
            });
        }
        let printed = (number.exact / self.0).ceil() * self.0;
        if printed == number.exact {
            let exact = exact_text(number.exact);
            return Err(Unprintable::Round { exact, qualifier: "近" });
        }
        let admits = Admits {
            low: printed - self.0,
            low_included: false,
            high: Some(printed),
            high_included: false,
        };
        Ok(Printed { text: format!("近{}", spelled(printed, self.0, number).text()), admits })
    }
}
