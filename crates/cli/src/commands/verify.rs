//! `taizhang verify`: recomputes the chain and every projection; or checks a proof, without a database.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use app::proofs::{self, Seal, Trusted};
use base::{Lang, Say};
use ledger::digest::{hex, unhex};

use crate::args::{Dir, Verify};
use crate::console::{bar, say};
use crate::installation;
use crate::told::{Told, because, sentence};

pub(crate) async fn run(lang: Lang, options: Verify) -> anyhow::Result<ExitCode> {
    match &options.proof {
        None => journal(lang, &options.dir).await,
        Some(proof) => {
            let trusted = trusted(lang, &options)?;
            let shown = proofs::check(&read(lang, proof)?, &trusted).told(lang)?;
            say(&shown.say(lang));
            Ok(ExitCode::SUCCESS)
        }
    }
}

async fn journal(lang: Lang, dir: &Dir) -> anyhow::Result<ExitCode> {
    let reader = installation::open_reader(lang, dir).await?;
    let progress = bar(0, lang.pick("核验", "verifying"));
    let verified = app::verify::run(&reader, |done, total| {
        progress.set_length(total);
        progress.set_position(done);
    })
    .await;
    progress.finish_and_clear();
    let verified = verified.told(lang)?;
    let point = store::integrity::point(&reader, Some(verified.records)).await.told(lang)?;
    let (head, root) = (hex(&verified.head.hash), hex(&point.root));
    let (records, algorithm) = (verified.records, point.algorithm);
    say(&match lang {
        Lang::Zh => format!(
            "核验通过：记录 {records} 条，哈希链与全部投影相符\n算法 {algorithm}\n链首 {head}\n树根 {root}"
        ),
        Lang::En => format!(
            "verified: {records} records; the chain and every projection agree\ndigest {algorithm}\nhead {head}\nroot {root}"
        ),
    });
    match store::personal::risen(&reader).await.told(lang)? {
        0 => Ok(ExitCode::SUCCESS),
        risen => Err(sentence(
            lang,
            &format!(
                "但有 {risen} 项个人信息已按记录删除而仍在库中（恢复过备份）；请执行 taizhang erase --again"
            ),
            &format!(
                "but {risen} personal values are here that the journal says were erased (a backup was restored); run `taizhang erase --again`"
            ),
        )),
    }
}

/// What the asker trusts, if anything.
fn trusted(lang: Lang, options: &Verify) -> anyhow::Result<Trusted> {
    if let Some(file) = &options.seal {
        return Ok(Trusted::Seal(Box::new(Seal::read(&read(lang, file)?).told(lang)?)));
    }
    let Some(text) = &options.root else { return Ok(Trusted::Nothing) };
    unhex(text.trim()).map(Trusted::Root).ok_or_else(|| {
        sentence(
            lang,
            &format!("“{text}”不是根：应为 64 位十六进制数字"),
            &format!("\"{text}\" is no root: it has 64 hexadecimal digits"),
        )
    })
}

/// A file that somebody handed over.
pub(crate) fn read(lang: Lang, file: &Path) -> anyhow::Result<String> {
    fs::read_to_string(file).map_err(|error| {
        let error = because(lang, &error);
        let file = file.display();
        sentence(lang, &format!("读不了 {file}：{error}"), &format!("cannot read {file}: {error}"))
    })
}
