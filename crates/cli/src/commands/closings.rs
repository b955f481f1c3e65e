//! `taizhang closings`: which books are closed.

use std::process::ExitCode;

use base::Lang;
use store::closings;

use crate::args::Dir;
use crate::console::say;
use crate::installation;
use crate::told::Told;

pub(crate) async fn run(lang: Lang, options: Dir) -> anyhow::Result<ExitCode> {
    let reader = installation::open_reader(lang, &options).await?;
    let ctx = installation::asking(lang);
    let closed = closings::all(&reader, &ctx).await.told(lang)?;
    if closed.is_empty() {
        say(lang.pick("尚未关账", "no books are closed yet"));
    }
    for closed in &closed {
        let closing = &closed.closing;
        let name = lang.pick(&closing.zh, &closing.en);
        let (key, figures, known) = (&closing.key, closing.figures.len(), closing.known_at);
        let from = closing.from.map_or_else(String::new, |from| from.to_string());
        let period = format!("{from}..{}", closing.to);
        let (on, by) = (closed.on, &closed.by);
        say(&match lang {
            Lang::Zh => format!(
                "{key}  {name}\n    期间 {period}，封存 {figures} 个数据，截至第 {known} 号记录，{on} 由 {by} 关账"
            ),
            Lang::En => format!(
                "{key}  {name}\n    period {period}, {figures} figures sealed as known at record {known}, closed on {on} by {by}"
            ),
        });
    }
    Ok(ExitCode::SUCCESS)
}
