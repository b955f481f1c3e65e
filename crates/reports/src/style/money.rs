//! `money`: yuan in the scale that suits the amount, 8260元, 71.5万元, 1.2亿元.
//!
//! From 10,000 yuan in 万元, from 100,000,000 yuan in 亿元; rounded half away from zero to
//! `decimals` (2 unless given), zeros at the end left out.

use std::sync::Arc;

use base::Exact;
use num_traits::Signed;

use super::digits::{Decimals, rounded};
use super::{Number, Options, Print, Printed, Style, Unprintable};
use crate::fault::Needs;

#[derive(Debug)]
struct Money(u32);

pub(super) fn read(options: &mut Options<'_>) -> Option<Style> {
    Some(Arc::new(Money(options.decimals()?.unwrap_or(2))))
}

impl Print for Money {
    fn name(&self) -> &'static str {
        "money"
    }

    fn needs(&self) -> Needs {
        Needs::Money
    }

    fn print(&self, number: &Number<'_>) -> Result<Printed, Unprintable> {
        let size = number.exact.abs();
        let (scale, unit) = if size >= Exact::from_integer(100_000_000) {
            (100_000_000, "亿元")
        } else if size >= Exact::from_integer(10_000) {
            (10_000, "万元")
        } else {
            (1, "元")
        };
        let rounded = rounded(number.exact, scale, Decimals { count: self.0, strip: true });
        Ok(Printed { text: format!("{}{unit}", rounded.text), admits: rounded.admits })
    }
}
