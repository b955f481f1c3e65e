//! `over`: rounded down to a round number, 20余次, 14万余名, 70余万人次.
//!
//! The largest multiple of `to` that is strictly below the value. A value that is such a multiple
//! itself is not “余” and is refused.

use std::sync::Arc;

use base::Exact;

use super::digits::{floor, spelled};
use super::{Admits, Number, Options, Print, Printed, Style, Unprintable, exact_text};
use crate::fault::Needs;

#[derive(Debug)]
struct Over(Exact);

pub(super) fn read(options: &mut Options<'_>) -> Option<Style> {
    Some(Arc::new(Over(options.tens()?)))
}

impl Print for Over {
    fn name(&self) -> &'static str {
        "over"
    }

    fn needs(&self) -> Needs {
        Needs::Count
    }

    fn print(&self, number: &Number<'_>) -> Result<Printed, Unprintable> {
        let printed = floor(number, self.0, "余")?;
        if printed == number.exact {
            let exact = exact_text(number.exact);
            return Err(Unprintable::Round { exact, qualifier: "余" });
        }
        let s = spelled(printed, self.0, number);
        let text = if s.coarse {
            format!("{}余{}{}", s.digits, s.scale, s.unit)
        } else {
            format!("{}{}余{}", s.digits, s.scale, s.unit)
        };
        let admits = Admits {
            low: printed,
            low_included: false,
            high: Some(printed + self.0),
            high_included: false,
        };
        Ok(Printed { text, admits })
    }
}
