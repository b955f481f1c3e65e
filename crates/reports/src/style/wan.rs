//! `wan`: 万 with decimals, 5677.91万剂.
//!
//! Divided by 10_000 and rounded half away from zero to `decimals` (2 unless given). Zeros at the
//! end stay (5549.10) unless `strip: yes` (1276.6).

use std::sync::Arc;

use super::digits::{Decimals, rounded};
use super::{Number, Options, Print, Printed, Style, Unprintable};
use crate::fault::Needs;

#[derive(Debug)]
struct Wan(Decimals);

pub(super) fn read(options: &mut Options<'_>) -> Option<Style> {
    let strip = options.flag("strip")?;
    let count = options.decimals()?.unwrap_or(2);
    Some(Arc::new(Wan(Decimals { count, strip })))
}

impl Print for Wan {
    fn name(&self) -> &'static str {
        "wan"
    }

    fn needs(&self) -> Needs {
        Needs::Count
    }

    fn print(&self, number: &Number<'_>) -> Result<Printed, Unprintable> {
        let rounded = rounded(number.exact, 10_000, self.0);
        Ok(Printed { text: format!("{}万{}", rounded.text, number.word), admits: rounded.admits })
    }
}
