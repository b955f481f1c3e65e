//! `taizhang erase`: personal data of a person, destroyed for good.

use std::process::ExitCode;

use base::{Key, Lang};

use crate::args::Erase;
use crate::console::say;
use crate::installation::{self, Installation};
use crate::told::Told;

pub(crate) async fn run(lang: Lang, options: Erase) -> anyhow::Result<ExitCode> {
    let installation = installation::open(lang, &options.dir).await?;
    let done = match (&options.register, &options.number) {
        (Some(register), Some(number)) => {
            person(lang, &installation, &options, (register, number)).await
        }
        (_, _) => again(lang, &installation, &options).await,
    };
    installation.commands.close().await.told(lang)?;
    say(&done?);
    Ok(ExitCode::SUCCESS)
}

async fn person(
    lang: Lang,
    installation: &Installation,
    options: &Erase,
    (register, number): (&str, &str),
) -> anyhow::Result<String> {
    let register = Key::new(register).told(lang)?;
    let person = options.actor.as_deref();
    let ctx = installation::asking_as(lang, &installation.reader, person).await?;
    let erased = installation.commands.erase(&ctx, &register, number, &options.basis).await;
    let erased = erased.told(lang)?;
    let (values, sequence) = (erased.values, erased.sequence);
    let matters: Vec<String> = erased.matters.into_iter().collect();
    Ok(match lang {
        Lang::Zh => format!(
            "已依法删除个人信息 {values} 项（{}），记为第 {sequence} 号记录；台账、数据和证明不变",
            matters.join("、")
        ),
        Lang::En => format!(
            "erased {values} personal values ({}) under record {sequence}; the journal, its figures and proofs stay",
            matters.join(", ")
        ),
    })
}

async fn again(lang: Lang, installation: &Installation, options: &Erase) -> anyhow::Result<String> {
    let person = options.actor.as_deref();
    let ctx = installation::asking_as(lang, &installation.reader, person).await?;
    let again = installation.commands.erase_again(&ctx).await.told(lang)?;
    let (persons, values) = (again.persons, again.values);
    Ok(match lang {
        Lang::Zh if values == 0 => "没有需要重新删除的个人信息".to_owned(),
        Lang::En if values == 0 => "nothing that was erased has come back".to_owned(),
        Lang::Zh => format!("已重新删除 {persons} 人的个人信息 {values} 项"),
        Lang::En => format!("erased {values} personal values of {persons} persons again"),
    })
}
