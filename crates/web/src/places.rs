//! The places of a pool as a bar, and what was drawn from it.

use std::collections::BTreeMap;

use base::UnitOfMeasure;
use ledger::pool::{Movement, Pool, Standing};
use register::draw::PoolId;
use register::model::Stock;
use store::pools::{self, DrawRow};

use crate::asking::Asking;
use crate::error::WebError;
use crate::number::{grouped, shown};
use crate::pages::register::matter_address;
use crate::state::Web;
use crate::texts::Texts;
use crate::words::Words;

/// How many draws the page of a pool shows.
const DRAWS_SHOWN: u32 = 50;

/// Used, held and free places side by side; said in words for whoever does not see the bar.
pub(crate) struct Bar {
    pub(crate) words: String,
    /// Widths in hundredths, the used ones first.
    pub(crate) used: u8,
    pub(crate) held: u8,
}

impl Bar {
    fn of(pool: Pool, stock: &Stock, words: Words) -> Bar {
        let said = |standing| amount(pool.standing(standing), stock);
        let [free, held, used] = Standing::ALL.map(said);
        let supplied = amount(pool.supplied(), stock);
        let texts = [
            ("supplied", &*supplied),
            ("free", &*free),
            ("held", &*held),
            ("used", &*used),
            ("unit", stock.counts.word(words.0)),
        ];
        let part = |standing| {
            let part = i128::from(pool.standing(standing)) * 100;
            let part = part.checked_div(i128::from(pool.supplied())).unwrap_or_default();
            u8::try_from(part).unwrap_or(100)
        };
        Bar {
            words: words.with("places", &texts).into_owned(),
            used: part(Standing::Used),
            held: part(Standing::Held),
        }
    }
}

/// What happened to places of a pool.
pub(crate) struct DrawLine {
    pub(crate) day: String,
    pub(crate) sequence: u64,
    pub(crate) movement: String,
    pub(crate) amount: String,
    /// Address and number of the matter that drew, if the asker sees it.
    pub(crate) matter: Option<(String, String)>,
}

/// The bars of pools by number; none for a register without pools.
pub(crate) async fn bars(
    web: &Web,
    asking: &Asking,
    texts: Texts<'_>,
    numbers: &[String],
) -> Result<BTreeMap<String, Bar>, WebError> {
    let Some(stock) = texts.register.stock() else { return Ok(BTreeMap::new()) };
    let found = pools::of(&web.reader, &asking.ctx, &texts.register.key, numbers).await?;
    let words = asking.frame.words;
    Ok(found
        .into_iter()
        .map(|(number, pool)| (number, Bar::of(pool.balance, stock, words)))
        .collect())
}

/// The latest draws on a pool; none for what is no pool.
pub(crate) async fn draws(
    web: &Web,
    asking: &Asking,
    texts: Texts<'_>,
    number: &str,
) -> Result<Vec<DrawLine>, WebError> {
    let Some(stock) = texts.register.stock() else { return Ok(vec![]) };
    let pool = PoolId { register: texts.register.key.clone(), number: number.to_owned() };
    let rows = pools::draws(&web.reader, &asking.ctx, &pool, DRAWS_SHOWN).await?;
    Ok(rows.iter().map(|row| line(row, stock, asking.frame.words)).collect())
}

fn line(row: &DrawRow, stock: &Stock, words: Words) -> DrawLine {
    let movement = match row.movement {
        Movement::Fill => words.t("draw-fill"),
        Movement::Drain => words.t("draw-drain"),
        Movement::Take => words.t("draw-take"),
        Movement::Hold => words.t("draw-hold"),
        Movement::Confirm => words.t("draw-confirm"),
        Movement::Release => words.t("draw-release"),
        Movement::GiveBack => words.t("draw-give-back"),
    };
    let movement = if row.amount < 0 {
        words.with("draw-reversed", &[("movement", &movement)]).into_owned()
    } else {
        movement.into_owned()
    };
    DrawLine {
        day: row.effective_on.to_string(),
        sequence: row.sequence,
        movement,
        amount: amount(row.amount, stock),
        matter: row.matter.as_ref().map(|(register, number)| {
            (matter_address(register.as_str(), number).to_string(), number.clone())
        }),
    }
}

fn amount(amount: i64, stock: &Stock) -> String {
    match stock.counts {
        UnitOfMeasure::Yuan => {
            let yuan = base::exact::whole(amount) / base::exact::whole(100);
            shown(yuan, UnitOfMeasure::Yuan)
        }
        _ => grouped(amount),
    }
}
