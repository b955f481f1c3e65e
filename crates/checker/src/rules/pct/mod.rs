//! PCT: shares and rates. 30 件，其中 20 件，占 66.7%; 抽检 500 批，合格 490 批，合格率 98%; 分别占 45% 和 55%. A share must be one that
//! quantities of its kind before it admit as they are printed, rounded or cut off, whichever of them is the whole: an
//! error if there is one way to read it, else a warning; one in the last decimal is a note. Rates that are shares by their
//! name (合格率, 满意率; not 完成率, 接种率) do not pass 100 %, and a rate and its opposite come to 100 %. 占全市 is of something that is not
//! in the text, and is left alone.

mod part;
mod rate;
mod told;

use base::Exact;
use num_rational::Ratio;
use num_traits::Signed;

use super::About;
use super::columns::{self, Relation};
use crate::quantity::Quantity;
use crate::{Draft, Finding};

pub(super) const CODE: &str = "PCT";

pub(super) const ABOUT: About = About {
    code: CODE,
    name: ("占比与比率", "shares and rates"),
    zh: "占比和比率要能由前文同类数量得出，哪个是总数都试过，四舍五入、截尾都算对；只有一种读法而对不上为错误，多种读法都对不上为警告，末位差一为提示。合格率、满意率等不会超过 100%，互补的两率相加应为 100%。“占全市”之类分母不在文中的不管。",
    source: include_str!("mod.rs"),
};

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
    found.extend(columns::find(draft, CODE, &[Relation::Share, Relation::OfTotal]));
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
