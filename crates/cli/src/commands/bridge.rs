//! `taizhang bridge`: what leads from a sealed figure to today's value.

use std::process::ExitCode;

use app::bridge::{Restated, Restatement, restate};
use base::{Exact, Key, Lang, Say, exact};
use indicators::Outcome;
use ledger::Cause;
use ledger::bridge::Bridge as Parts;
use serde_json::{Value, json};
use store::closings::{self, Closed};

use crate::args::Bridge;
use crate::console::say;
use crate::installation;
use crate::told::{Told, sentence};

pub(crate) async fn run(lang: Lang, options: Bridge) -> anyhow::Result<ExitCode> {
    let reader = installation::open_reader(lang, &options.dir).await?;
    let ctx = installation::asking(lang);
    let catalogue = installation::catalogue(lang, &reader).await?;
    let key = Key::new(&options.closing).told(lang)?;
    let Some(closed) = closings::one(&reader, &ctx, &key).await.told(lang)? else {
        return Err(sentence(
            lang,
            &format!("没有关账“{key}”；现有的见 taizhang closings"),
            &format!("there is no closing \"{key}\"; see taizhang closings"),
        ));
    };
    let only = options.figure.as_deref().map(Key::new).transpose().told(lang)?;
    let restating = restate(&reader, &ctx, (&catalogue, &closed), only.as_ref());
    let restatement = restating.await.told(lang)?;
    if let (Some(id), true) = (&only, restatement.figures.is_empty()) {
        let ids = closed.closing.figures.iter().map(|figure| figure.id.as_str());
        let known = ids.collect::<Vec<_>>().join(lang.pick("、", ", "));
        return Err(sentence(
            lang,
            &format!("关账“{key}”没有数据“{id}”；有：{known}"),
            &format!("closing \"{key}\" has no figure \"{id}\"; there is: {known}"),
        ));
    }
    if options.json {
        let all: Vec<Value> = restatement.figures.iter().map(as_json).collect();
        let document = json!({
            "closing": closed.closing.key.as_str(),
            "known_at": closed.closing.known_at,
            "until": restatement.until,
            "figures": all,
        });
        say(&format!("{document:#}"));
    } else {
        print(lang, &closed, &restatement);
    }
    Ok(ExitCode::SUCCESS)
}

fn as_json(restated: &Restated) -> Value {
    let fraction = |value: Exact| exact::fraction(value);
    let bridge = match &restated.bridge {
        Ok(bridge) => json!({
            "published": fraction(bridge.published),
            "parts": bridge.parts.iter().map(|part| json!({
                "cause": part.cause.key(),
                "amount": fraction(part.amount),
                "with_next": part.with_next,
            })).collect::<Vec<_>>(),
            "restated": fraction(bridge.restated),
            "difference": bridge.difference().map(fraction),
        }),
        Err(why) => json!({ "none": why.say(Lang::En) }),
    };
    json!({
        "id": restated.sealed.id.as_str(),
        "name": restated.sealed.name,
        "unit": restated.sealed.unit.as_str(),
        "printed": restated.sealed.printed,
        "sealed": value(&restated.then.outcome),
        "today": restated.today.as_ref().ok().and_then(|today| value(&today.outcome)),
        "digest": restated.sealed.digest,
        "bridge": bridge,
    })
}

fn value(outcome: &Outcome) -> Option<String> {
    match outcome {
        Outcome::Number(value) => Some(exact::fraction(*value)),
        Outcome::Truth { have, of, .. } => Some(format!("{have} of {of}")),
        Outcome::Missing(_) => None,
    }
}

fn print(lang: Lang, closed: &Closed, restatement: &Restatement) {
    let name = lang.pick(&closed.closing.zh, &closed.closing.en);
    let (known, until) = (closed.closing.known_at, restatement.until);
    say(&match lang {
        Lang::Zh => format!("{name}：封存截至第 {known} 号记录，现值截至第 {until} 号记录"),
        Lang::En => {
            format!("{name}: sealed as known at record {known}, today as known at record {until}")
        }
    });
    for restated in &restatement.figures {
        let Restated { sealed, bridge, .. } = restated;
        say(&format!("\n{}  {}  {}", sealed.id, sealed.name, sealed.unit));
        match bridge {
            Ok(bridge) => table(lang, restated, bridge),
            Err(why) => say(&format!("  {}", why.say(lang))),
        }
    }
}

/// One line for what was published, every cause that did something, and what it is today.
fn table(lang: Lang, restated: &Restated, bridge: &Parts) {
    let printed = restated.sealed.printed.join(lang.pick("、", ", "));
    let line = |word: &str, amount: &str, note: &str| {
        say(format!("  {}{amount:>16}  {note}", padded(word, 16)).trim_end());
    };
    line(lang.pick("公布数", "published"), &decimal(bridge.published), &printed);
    let zero = Exact::from_integer(0);
    for part in bridge.parts.iter().filter(|part| part.amount != zero || part.with_next) {
        let sign = if part.amount > zero { "+" } else { "" };
        let amount = format!("{sign}{}", decimal(part.amount));
        if part.with_next {
            line(word(part.cause, lang), "↓", lang.pick("并入下一项", "counted with the next"));
        } else {
            line(word(part.cause, lang), &amount, "");
        }
    }
    line(lang.pick("重述数", "restated"), &decimal(bridge.restated), "");
}

/// At most six decimals; the exact fraction is in the JSON.
fn decimal(value: Exact) -> String {
    let text = exact::decimal(value, 6);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The word filled up with spaces; a Chinese character is two columns wide.
fn padded(word: &str, columns: usize) -> String {
    let wide = word.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>();
    format!("{word}{}", " ".repeat(columns.saturating_sub(wide)))
}

fn word(cause: Cause, lang: Lang) -> &'static str {
    let (zh, en) = match cause {
        Cause::Late => ("补记", "late entries"),
        Cause::Correction => ("更正", "corrections"),
        Cause::Reversal => ("冲销", "reversals"),
        Cause::Reassignment => ("改派", "reassignments"),
        Cause::Tree => ("机构调整", "reorganisation"),
        Cause::Definition => ("口径变更", "definition"),
        Cause::Rounding => ("舍入", "rounding"),
    };
    lang.pick(zh, en)
}
