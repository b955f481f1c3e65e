//! PCT: shares and rates. 30 件，其中 20 件，占 66.7%; 网站 971 条，…，网站占 73.8%; 抽检 500 批，合格 490 批，合格率 98%; 应检 500 人，实检 490 人，受检率
//! 98%; 分别占 45% 和 55%; 完成预算 60999 万元的 40.4%; 占户籍人口（378 万人）的 24.4%. A share must be one that quantities of its kind in the
//! sentence or those before it admit as they are printed, rounded or cut off; and it is wrong only if the text leaves no doubt what it
//! is of: the whole of its list, an amount that most shares beside it are of, the only one that bears its name, or the only greater
//! one; or if two digits in the wrong order would make it right. An error if there is one way to read it, else a
//! warning; one in the last decimal, or whole per cents that were rounded up, are a note. Rates that are shares by their
//! name (合格率, 满意率; not 完成率, 接种率) do not pass 100 %; shares of all kinds make 100 % (合格率 and 不合格率, three industries);
//! what is all done is done to 100 %; and 平均每期, 户均 are the amount by the number. So are rates of people (每千人口床位 6.07 张, 死亡率 2.58‰,
//! 182.8/10万; how many people there are is given room), ratios (医护比 1:1.19), rates whose name says what they are of (存贷比, 恩格尔系数), shares of
//! a plan (为年度计划的 108%) and of several amounts together (前两项合计占 83.8%). In
//! tables a column that is the share of two others in most rows is so in all. 占全市 is of something that is not in the text, and
//! is left alone.

mod hundred;
mod mean;
mod part;
mod per;
mod rate;
mod several;
mod slipped;
mod stated;
mod told;

use std::ops::Range;

use base::Exact;
use num_rational::Ratio;
use num_traits::{Signed, ToPrimitive};

use super::About;
use super::columns::{self, Relation};
use crate::draft::Kind;
use crate::named::{Bearer, bearers};
use crate::phrase::{Sentence, sentences};
use crate::quantity::Quantity;
use crate::{Draft, Finding};

pub(super) const CODE: &str = "PCT";

pub(super) const ABOUT: About = About {
    code: CODE,
    name: ("占比与比率", "shares and rates"),
    zh: "占比和比率要能由本句或前几句的同类数量得出，哪个是总数都试过，四舍五入、截尾都算对；分母明确（所在列举的总数、旁边多数占比的分母、点名的数、紧挨着的应有数、唯一更大的数），或仅因两位数字颠倒才不对的，才判：只有一种读法为错误，否则为警告，末位差一、整数百分比进位为提示。合格率、满意率等不会超过 100%，互补或穷尽的各率相加应为 100%；前文说全部完成，完成率就应为 100%；“平均每期、户均”等平均数应与总数、个数相符；每千人口、‰、/10万（人口数留有余地）、医护比等比值、存贷比等名称自明的比率、占计划的比例、前几项合计占比，也要能由文中的数得出。表中多数行成立的占比关系，其余行也应成立。“占全市”之类分母不在文中的不管。",
    source: include_str!("mod.rs"),
};

/// Sentences before one in which its whole may stand, and as far as it may if other shares are of it too.
const BEFORE_MAX: usize = 8;
const FAR_MAX: usize = 40;
/// Amounts of those that are tried, the nearest.
const AMOUNTS_MAX: usize = 240;

pub(super) fn find(draft: &Draft) -> Vec<Finding> {
    let all: Vec<Sentence<'_>> = draft.paragraphs().flat_map(|one| sentences(&one)).collect();
    let mut found = vec![];
    for (place, sentence) in all.iter().enumerate() {
        let near = Near::of(&all, place);
        let mut own =
            [part::find(draft, sentence, &near), rate::find(draft, sentence, &near)].concat();
        let is_told = |one: &Finding| own.iter().any(|told| told.range == one.range);
        let stated = stated::find(draft, sentence, &near);
        let stated = [stated, several::find(draft, sentence, &near)].concat();
        own.extend(stated.into_iter().filter(|one| !is_told(one)).collect::<Vec<_>>());
        let is_told = |one: &Finding| own.iter().any(|told| told.range == one.range);
        let slips = slipped::find(draft, sentence, &near).into_iter().filter(|one| !is_told(one));
        found.extend(slips);
        found.extend(own);
        found.extend(hundred::find(draft, sentence));
        found.extend(mean::find(draft, sentence, &near));
        found.extend(per::find(draft, sentence, &near));
    }
    found.extend(columns::find(draft, CODE, &[Relation::Share, Relation::OfTotal]));
    found
}

/// The sentences around one, as far as they may be about the same things.
struct Near<'a> {
    /// Those before it, the nearest last.
    before: &'a [Sentence<'a>],
    /// The same and more.
    far: &'a [Sentence<'a>],
    after: Option<&'a Sentence<'a>>,
}

impl<'a> Near<'a> {
    fn of(all: &'a [Sentence<'a>], place: usize) -> Near<'a> {
        let is_cell = |one: &Sentence<'_>| matches!(one.paragraph.kind, Kind::Cell(_));
        let own = all.get(place);
        // Cells are about things of their own.
        let belongs = |one: &&Sentence<'_>| {
            own.is_some_and(|own| {
                one.paragraph.at == own.paragraph.at || !(is_cell(one) || is_cell(own))
            })
        };
        let back = |most: usize| {
            let before = all.get(place.saturating_sub(most)..place).unwrap_or_default();
            let near = before.iter().rev().take_while(belongs).count();
            before.get(before.len() - near..).unwrap_or_default()
        };
        let after = all.get(place + 1).filter(belongs);
        Near { before: back(BEFORE_MAX), far: back(FAR_MAX), after }
    }

    /// Where an amount of the sentence, or of one near it, stands in the draft.
    fn place(&self, own: &Sentence<'_>, of: &Quantity) -> Range<usize> {
        let holds =
            |one: &&Sentence<'_>| one.quantities.iter().any(|quantity| std::ptr::eq(quantity, of));
        let of_whom = Some(own).filter(holds).or_else(|| self.far.iter().find(holds));
        of_whom.unwrap_or(own).paragraph.place(&of.range)
    }

    /// The amounts of a name before a place of the sentence.
    fn bearers(
        &self,
        own: &Sentence<'a>,
        place: usize,
        name: &str,
        fits: &dyn Fn(&Sentence<'a>, usize) -> bool,
    ) -> Vec<Bearer<'a>> {
        // A name of three letters and more is known farther away.
        let is_long = name.chars().count() >= 3;
        let before = if is_long { self.far } else { self.before };
        let text: Vec<&Sentence<'a>> = before.iter().chain([own]).collect();
        bearers(&text, place, name, fits)
    }

    /// The same, farther back.
    fn far_kin(&self, of: &'a Quantity) -> impl Iterator<Item = &'a Quantity> {
        let all = self.far.iter().rev().flat_map(|one| one.quantities.iter().rev());
        all.take(AMOUNTS_MAX).filter(move |one| one.is_kin(of) && one.is_exact_count())
    }

    /// Exact amounts of a kind in the sentences before.
    fn kin(&self, of: &'a Quantity) -> impl Iterator<Item = &'a Quantity> {
        let all = self.before.iter().rev().flat_map(|one| one.quantities.iter().rev());
        all.take(AMOUNTS_MAX).filter(move |one| one.is_kin(of) && one.is_exact_count())
    }
}

/// How many per cent one is of the other, as they are printed.
fn share_of(part: (Exact, Exact), whole: (Exact, Exact)) -> Option<(Exact, Exact)> {
    let hundred = Ratio::from_integer(100);
    let is_share = whole.0.is_positive() && !part.0.is_negative();
    is_share.then(|| (part.0 / whole.1 * hundred, part.1 / whole.0 * hundred))
}

fn makes(part: (Exact, Exact), whole: (Exact, Exact), share: &Quantity) -> bool {
    may_make(part, whole, share) && share_of(part, whole).is_some_and(|real| share.prints(real))
}

/// Whether it is not far off, as far as floating point can tell: most pairs are, and exact fractions take their time.
fn may_make(part: (Exact, Exact), whole: (Exact, Exact), share: &Quantity) -> bool {
    let float = |of: Exact| Some(of.numer().to_f64()? / of.denom().to_f64()?);
    let (Some(said), Some(step)) = (float(share.number.value), float(share.number.step)) else {
        return true;
    };
    let ends = [float(part.0), float(part.1), float(whole.0), float(whole.1)];
    let [Some(low), Some(high), Some(least), Some(greatest)] = ends else { return true };
    let (low, high) = (low / greatest * 100.0, high / least * 100.0);
    // Far more than floating point loses.
    let slack = step * 2.0 + said.abs() * 1e-6;
    !(said + slack < low || said - slack > high)
}

/// Whether it is off by less than one in its last place.
fn slips(part: (Exact, Exact), whole: (Exact, Exact), share: &Quantity) -> bool {
    share_of(part, whole).is_some_and(|real| Quantity::slips(real, share))
}
