//! `taizhang seal`: what the journal is at a point, to be printed, sent or published.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use app::proofs;
use base::Lang;

use crate::args::Seal;
use crate::console::say;
use crate::installation;
use crate::told::{Told, because, sentence};

pub(crate) async fn run(lang: Lang, options: Seal) -> anyhow::Result<ExitCode> {
    let reader = installation::open_reader(lang, &options.dir).await?;
    let point = store::integrity::point(&reader, options.at).await.told(lang)?;
    let seal = proofs::Seal::of(&point);
    let head = seal.head.as_deref().unwrap_or(lang.pick("（非末尾，从略）", "(not the end)"));
    let (size, root, day, algorithm) = (seal.size, &seal.root, &seal.day, &seal.algorithm);
    say(&match lang {
        Lang::Zh => format!(
            "时点封签\n记录 {size} 条，末条记于 {day}\n算法 {algorithm}\n树根 {root}\n链首 {head}"
        ),
        Lang::En => format!(
            "seal\n{size} records, the last recorded on {day}\ndigest {algorithm}\nroot {root}\nhead {head}"
        ),
    });
    if let Some(file) = options.out {
        write(lang, &file, &proofs::written(&seal))?;
        say(&file.display().to_string());
    }
    Ok(ExitCode::SUCCESS)
}

/// Writes a file that did not exist before: a seal or a proof is never replaced unnoticed.
pub(crate) fn write(lang: Lang, file: &Path, text: &str) -> anyhow::Result<()> {
    use std::io::Write;
    let written = fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(file)
        .and_then(|mut open| open.write_all(text.as_bytes()));
    written.map_err(|error| {
        let error = because(lang, &error);
        let file = file.display();
        sentence(
            lang,
            &format!("不能写入 {file}：{error}；请另选文件名"),
            &format!("cannot write {file}: {error}; choose another name"),
        )
    })
}
