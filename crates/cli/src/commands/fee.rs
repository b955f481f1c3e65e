//! `taizhang fee`: what the processing of public information costs. Needs no installation.

use std::process::ExitCode;

use base::{Lang, Say};
use register::tariff::{Charge, QUANTITY_MAX, Tariff, disclosure, read};

use super::calendar::text;
use crate::args::Fee;
use crate::console::say;
use crate::told::sentence;

pub(crate) fn run(lang: Lang, options: &Fee) -> anyhow::Result<ExitCode> {
    let (key, quantity) = match (options.items, options.pages) {
        (Some(items), None) => ("items", items),
        (None, Some(pages)) => ("pages", pages),
        (Some(_), Some(_)) => {
            return Err(sentence(
                lang,
                "一次申请只能按件或按页收费，不能同时用两种标准",
                "one request is charged by items or by pages, never by both",
            ));
        }
        (None, None) => {
            return Err(sentence(
                lang,
                "请写明 --items 件数 或 --pages 页数",
                "say how many: --items or --pages",
            ));
        }
    };
    if quantity > QUANTITY_MAX {
        return Err(sentence(
            lang,
            &format!("数量至多 {QUANTITY_MAX}"),
            &format!("at most {QUANTITY_MAX} are charged for"),
        ));
    }
    let tariff = tariff(lang, options)?;
    let Some(scale) = tariff.scales.iter().find(|scale| scale.key == key) else {
        return Err(sentence(
            lang,
            &format!("收费标准中没有 {key}"),
            &format!("the tariff has no scale \"{key}\""),
        ));
    };
    let charges = scale.charges(quantity);
    let sum: u64 = charges.iter().map(|charge| charge.sum()).sum();
    say(&format!("{}: {sum} {}", tariff.name.say(lang), lang.pick("元", "yuan")));
    charges.iter().for_each(|charge| say(&told(lang, *charge)));
    let Tariff { cite, from, .. } = &tariff;
    say(&match lang {
        Lang::Zh => format!("依据：{cite}，自 {from} 起"),
        Lang::En => format!("laid down in {cite}, from {from} on"),
    });
    if !tariff.is_confirmed {
        say(lang.pick(
            "随附的默认标准，取自转载件，请机关核对",
            "a default that ships, taken from copies: to be confirmed by the authority",
        ));
    }
    Ok(ExitCode::SUCCESS)
}

fn told(lang: Lang, charge: Charge) -> String {
    let Charge { first, last, each } = charge;
    let sum = charge.sum();
    match lang {
        Lang::Zh => format!("  第 {first} – {last}：每单位 {each} 元，计 {sum} 元"),
        Lang::En => format!("  {first} – {last}: {each} yuan each, {sum} yuan"),
    }
}

fn tariff(lang: Lang, options: &Fee) -> anyhow::Result<Tariff> {
    let Some(file) = &options.tariff else { return Ok(disclosure()) };
    let reading = read(&file.display().to_string(), &text(lang, file)?);
    reading.faults.iter().for_each(|fault| say(&fault.say(lang)));
    reading.tariff.ok_or_else(|| {
        sentence(
            lang,
            "收费标准有问题，见上；没有采用",
            "the tariff has faults, listed above; it was not used",
        )
    })
}
