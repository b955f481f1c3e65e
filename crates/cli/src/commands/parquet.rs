//! `taizhang export --parquet`: the postings for DuckDB and its like.

use std::path::Path;
use std::process::ExitCode;

use base::Lang;

use crate::args::Dir;

#[cfg(feature = "parquet")]
pub(crate) async fn run(lang: Lang, dir: &Dir, folder: &Path) -> anyhow::Result<ExitCode> {
    use crate::console::{bar, say};
    use crate::installation;
    use crate::told::Told;

    let reader = installation::open_reader(lang, dir).await?;
    let progress = bar(0, lang.pick("导出", "exporting"));
    let exported = app::parquet::export(&reader, folder, |done, total| {
        progress.set_length(total);
        progress.set_position(done);
    })
    .await;
    progress.finish_and_clear();
    let app::parquet::Exported { records, legs } = exported.told(lang)?;
    let folder = folder.display();
    say(&match lang {
        Lang::Zh => format!(
            "已导出：记录 {records} 条，分录 {legs} 行，在 {folder}\n每个数的凭据页上有重算它的查询，在该目录中用 DuckDB 运行"
        ),
        Lang::En => format!(
            "exported: {records} records, {legs} rows of postings, in {folder}\nthe receipt of every figure has the query that adds it up again; run it in that folder with DuckDB"
        ),
    });
    Ok(ExitCode::SUCCESS)
}

#[cfg(not(feature = "parquet"))]
pub(crate) async fn run(lang: Lang, dir: &Dir, folder: &Path) -> anyhow::Result<ExitCode> {
    let _ = (dir, folder);
    Err(crate::told::sentence(
        lang,
        "本程序构建时未带 Parquet 导出；请用 cargo build --release --features parquet 构建的程序",
        "this program was built without the Parquet export; use one built with `cargo build --release --features parquet`",
    ))
}
