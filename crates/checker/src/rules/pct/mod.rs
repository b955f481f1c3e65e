//! PCT: shares and rates. 30 件，其中 20 件，占 66.7%; 抽检 500 批，合格 490 批，合格率 98%. A share must be one that quantities of
//! its kind before it admit as they are printed, rounded or cut off, whichever of them is the whole. Rates that are
//! shares by their name do not pass 100 %, and a rate and its opposite come to 100 %.

mod part;
mod rate;
mod told;

use base::Exact;
use num_rational::Ratio;
use num_traits::Signed;

use crate::quantity::Quantity;
use crate::{Draft, Finding};

pub(super) const CODE: &str = "PCT";

pub(super) fn find(draft: &Draft) -> Vec<Finding> {
    let mut found = vec![];
    for paragraph in draft.paragraphs() {
        let sentences = crate::phrase::sentences(&paragraph);
        for (place, sentence) in sentences.iter().enumerate() {
            let before = sentences.get(..place).unwrap_or_default();
            found.extend(part::find(draft, sentence, before));
            found.extend(rate::find(draft, sentence, before));
        }
    }
    found
}

/// How many per cent one is of the other, as they are printed.
fn share_of(part: (Exact, Exact), whole: (Exact, Exact)) -> Option<(Exact, Exact)> {
    let hundred = Ratio::from_integer(100);
    let is_share = whole.0.is_positive() && !part.0.is_negative();
    is_share.then(|| (part.0 / whole.1 * hundred, part.1 / whole.0 * hundred))
}

fn makes(part: (Exact, Exact), whole: (Exact, Exact), share: &Quantity) -> bool {
    share_of(part, whole).is_some_and(|real| share.prints(real))
}
