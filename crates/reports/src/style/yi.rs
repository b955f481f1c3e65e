//! `yi`: 亿 with decimals, 1.53亿次.
//!
//! Divided by 100_000_000 and rounded half away from zero to `decimals` (2 unless given). Zeros at the
//! end stay (5549.10) unless `strip: yes` (1276.6).

use std::sync::Arc;

use super::digits::{Decimals, rounded};
use super::{Number, Options, Print, Printed, Style, Unprintable};
use crate::fault::Needs;

#[derive(Debug)]
struct Yi(Decimals);

pub(super) fn read(options: &mut Options<'_>) -> Option<Style> {
    let strip = options.flag("strip")?;
    let count = options.decimals()?.unwrap_or(2);
    Some(Arc::new(Yi(Decimals { count, strip })))
}

impl Print for Yi {
    fn name(&self) -> &'static str {
        "yi"
    }

    fn needs(&self) -> Needs {
        Needs::Count
    }

    fn print(&self, number: &Number<'_>) -> Result<Printed, Unprintable> {
        let rounded = rounded(number.exact, 100_000_000, self.0);
        Ok(Printed { text: format!("{}亿{}", rounded.text, number.word), admits: rounded.admits })
    }
}
