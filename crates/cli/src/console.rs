//! What the terminal shows.

use std::io::Write;

use base::Lang;
use indicatif::{ProgressBar, ProgressStyle};

use crate::told::because;

/// Prints a line. A closed pipe ends the program quietly, as it does for other tools.
pub(crate) fn say(text: &str) {
    if writeln!(std::io::stdout(), "{text}").is_err() {
        std::process::exit(0);
    }
}

/// Prints what went wrong, with causes.
pub(crate) fn error(lang: Lang, error: &anyhow::Error) {
    let word = lang.pick("错误", "error");
    let words = |cause: &(dyn std::error::Error + 'static)| {
        cause.downcast_ref().map_or_else(|| cause.to_string(), |cause| because(lang, cause))
    };
    let mut chain = error.chain().map(words);
    let mut sentence = format!("{word}: {}", chain.next().unwrap_or_default());
    for cause in chain {
        sentence.push_str(&format!("\n  {}: {cause}", lang.pick("原因", "because")));
    }
    // Nothing can be done about a closed stderr.
    let _ = writeln!(std::io::stderr(), "{sentence}");
}

/// A bar that shows how far long work has come; silent when nobody watches.
pub(crate) fn bar(total: u64, what: &str) -> ProgressBar {
    let bar = ProgressBar::new(total);
    let style = ProgressStyle::with_template("{msg} {bar:32} {human_pos}/{human_len} {eta}")
        .unwrap_or_else(|_| ProgressStyle::default_bar());
    bar.set_style(style);
    bar.set_message(what.to_owned());
    bar
}
