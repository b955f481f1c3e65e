//! `about`: rounded to the nearest round number, 约15分, 约1万件.
//!
//! The multiple of `to` nearest to the value, half away from zero.

use std::sync::Arc;

use base::Exact;
use num_traits::Zero;

use super::digits::spelled;
use super::{Admits, Number, Options, Print, Printed, Style, Unprintable, exact_text};
use crate::fault::Needs;

#[derive(Debug)]
struct About(Exact);

pub(super) fn read(options: &mut Options<'_>) -> Option<Style> {
    Some(Arc::new(About(options.step()?)))
}

impl Print for About {
    fn name(&self) -> &'static str {
        "about"
    }

    fn needs(&self) -> Needs {
        Needs::CountOrShare
    }

    fn print(&self, number: &Number<'_>) -> Result<Printed, Unprintable> {
        let printed = (number.exact / self.0).round() * self.0;
        if printed.is_zero() {
            let (exact, step) = (exact_text(number.exact), exact_text(self.0));
            return Err(Unprintable::BelowStep { exact, step });
        }
        let admits = Admits::around(printed, self.0 / Exact::from_integer(2));
        Ok(Printed { text: format!("约{}", spelled(printed, self.0, number).text()), admits })
    }
}
