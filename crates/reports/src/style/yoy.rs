//! `yoy`: a change over the same span one year before, 同比增长5.2% or 同比下降38.09%.
//!
//! The direction word follows the sign; no change is 同比持平. Rounded half away from zero to
//! `decimals` (1 unless given) of a per cent.

use std::sync::Arc;

use super::digits::Decimals;
use super::points::directed;
use super::{Number, Options, Print, Printed, Style, Unprintable};
use crate::fault::Needs;

#[derive(Debug)]
struct Yoy(Decimals);

pub(super) fn read(options: &mut Options<'_>) -> Option<Style> {
    let strip = options.flag("strip")?;
    let count = options.decimals()?.unwrap_or(1);
    Some(Arc::new(Yoy(Decimals { count, strip })))
}

impl Print for Yoy {
    fn name(&self) -> &'static str {
        "yoy"
    }

    fn needs(&self) -> Needs {
        Needs::Change
    }

    fn print(&self, number: &Number<'_>) -> Result<Printed, Unprintable> {
        Ok(directed(number.exact, self.0, "%", ("同比增长", "同比下降", "同比持平")))
    }
}
