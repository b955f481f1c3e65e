//! `taizhang prove`: a record is in the journal, or the journal continues a seal.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use app::proofs::{self, Seal};
use base::Lang;
use ledger::digest::hex;
use store::Reader;

use crate::args::Prove;
use crate::commands::{seal, verify};
use crate::console::say;
use crate::installation;
use crate::told::{Told, sentence};

pub(crate) async fn run(lang: Lang, options: Prove) -> anyhow::Result<ExitCode> {
    let reader = installation::open_reader(lang, &options.dir).await?;
    let from = match &options.from {
        Some(from) => Some(size(lang, &reader, from).await?),
        None => None,
    };
    let (text, name) = match (options.sequence, from) {
        (Some(sequence), from) => {
            let proof = proofs::prove_record(&reader, sequence, from).await.told(lang)?;
            (proofs::written(&proof), format!("proof-{sequence}.json"))
        }
        (None, Some(first)) => {
            let proof = proofs::prove_continuation(&reader, first).await.told(lang)?;
            (proofs::written(&proof), format!("proof-{first}-{}.json", proof.second_size))
        }
        (None, None) => return Err(nothing_asked(lang)),
    };
    let file = options.out.unwrap_or_else(|| PathBuf::from(name));
    seal::write(lang, &file, &text)?;
    let shown = file.display();
    say(&match lang {
        Lang::Zh => format!("{shown}\n核验：taizhang verify --proof {shown}（不用数据库）"),
        Lang::En => format!("{shown}\nto check it: taizhang verify --proof {shown} (no database)"),
    });
    Ok(ExitCode::SUCCESS)
}

/// How many records a seal is over. One in a file must be a seal of this journal.
async fn size(lang: Lang, reader: &Reader, from: &str) -> anyhow::Result<u64> {
    if let Ok(size) = from.parse() {
        return Ok(size);
    }
    let seal = Seal::read(&verify::read(lang, Path::new(from))?).told(lang)?;
    let point = store::integrity::point(reader, Some(seal.size)).await.told(lang)?;
    let (ours, sealed) = (hex(&point.root), seal.root.to_lowercase());
    if ours == sealed && point.algorithm.name() == seal.algorithm {
        return Ok(seal.size);
    }
    let size = seal.size;
    Err(sentence(
        lang,
        &format!(
            "封签 {from} 与本台账不符：{size} 条记录的根是 {ours}，封签为 {sealed}。封签属于另一台账，或台账此后被改动：请执行 taizhang verify 并与备份比对"
        ),
        &format!(
            "the seal {from} does not fit this journal: the root of its first {size} records is {ours}, the seal says {sealed}. It belongs to another journal, or this one was changed since: run `taizhang verify` and compare with a backup"
        ),
    ))
}

fn nothing_asked(lang: Lang) -> anyhow::Error {
    sentence(
        lang,
        "请写明要证明的记录序号，或用 --from 指定封签",
        "say which record to prove, or name a seal with --from",
    )
}
