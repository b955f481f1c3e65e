//! `taizhang close`: seals a report or a list of figures.

use std::process::ExitCode;

use app::closing::{BooksClosed, Order, Sealing};
use base::dims::Filter;
use base::{Key, Lang};
use indicators::{DefinitionPolicy, Question, TreePolicy};
use register::model::Name;

use crate::args::Close;
use crate::console::say;
use crate::told::{Told, sentence};
use crate::{installation, templates};

pub(crate) async fn run(lang: Lang, options: Close) -> anyhow::Result<ExitCode> {
    let installation = installation::open(lang, &options.dir).await?;
    let reader = &installation.reader;
    let ctx = installation::asking_as(lang, reader, options.actor.as_deref()).await?;
    let order = order(lang, &options)?;
    let (zh, en) = (order.zh.clone(), order.en.clone());
    let closing = installation.commands.close_books(&ctx, reader, order);
    let BooksClosed { sequence, figures } = closing.await.told(lang)?;
    let key = &options.key;
    say(&match lang {
        Lang::Zh => format!(
            "已关账“{zh}”：封存 {figures} 个数据，第 {sequence} 号记录\n重述桥：taizhang bridge {key}"
        ),
        Lang::En => format!(
            "closed \"{en}\": {figures} figures sealed in record {sequence}\nbridge: taizhang bridge {key}"
        ),
    });
    Ok(ExitCode::SUCCESS)
}

fn order(lang: Lang, options: &Close) -> anyhow::Result<Order> {
    let key = Key::new(&options.key).told(lang)?;
    let prepared_by = options.prepared_by.as_deref().map(Key::new).transpose().told(lang)?;
    let what = match &options.report {
        Some(report) => {
            let template = Box::new(templates::read(lang, report)?);
            Sealing::Report { key: report.clone(), template }
        }
        None => figures(lang, options)?,
    };
    let title = match &what {
        Sealing::Report { template, .. } => template.head.title_text(),
        Sealing::Figures { .. } => options.key.clone(),
    };
    Ok(Order {
        key,
        zh: options.zh.clone().unwrap_or(title),
        en: options.en.clone().unwrap_or_else(|| options.key.clone()),
        prepared_by,
        what,
    })
}

fn figures(lang: Lang, options: &Close) -> anyhow::Result<Sealing> {
    let (Some(unit), Some(to)) = (&options.unit, options.to) else {
        return Err(sentence(
            lang,
            "请用 --unit 和 --to 说明数据所属单位和截止日",
            "say whose figures with --unit and until when with --to",
        ));
    };
    let unit = Key::new(unit).told(lang)?;
    let asked = options.figures.iter().map(|text| {
        let name = Name::read(text).ok_or_else(|| {
            sentence(
                lang,
                &format!("“{text}”不是度量或指标的名称；应写作 业务包.名称"),
                &format!("\"{text}\" names no measure or indicator; write pack.key"),
            )
        })?;
        let question = Question {
            name: name.clone(),
            unit: unit.clone(),
            from: options.from,
            as_of: to,
            known_at: None,
            filter: Filter::new(),
            tree: TreePolicy::AsWas,
            definition: DefinitionPolicy::InForce,
        };
        Ok((name.key, question))
    });
    let asked = asked.collect::<anyhow::Result<_>>()?;
    Ok(Sealing::Figures { from: options.from, to, asked })
}
