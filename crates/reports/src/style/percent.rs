//! `percent`: a share, 98% or 101.7%.
//!
//! Multiplied by 100 and rounded half away from zero to `decimals` (none unless given); zeros at
//! the end stay unless `strip: yes`.

use std::sync::Arc;

use base::Exact;

use super::digits::{Decimals, rounded};
use super::{Admits, Number, Options, Print, Printed, Style, Unprintable};
use crate::fault::Needs;

#[derive(Debug)]
struct Percent(Decimals);

pub(super) fn read(options: &mut Options<'_>) -> Option<Style> {
    let strip = options.flag("strip")?;
    let count = options.decimals()?.unwrap_or(0);
    Some(Arc::new(Percent(Decimals { count, strip })))
}

impl Print for Percent {
    fn name(&self) -> &'static str {
        "percent"
    }

    fn needs(&self) -> Needs {
        Needs::Share
    }

    fn print(&self, number: &Number<'_>) -> Result<Printed, Unprintable> {
        let hundred = Exact::from_integer(100);
        let rounded = rounded(number.exact * hundred, 1, self.0);
        let admits = Admits {
            low: rounded.admits.low / hundred,
            high: rounded.admits.high.map(|high| high / hundred),
            ..rounded.admits
        };
        Ok(Printed { text: format!("{}%", rounded.text), admits })
    }
}
