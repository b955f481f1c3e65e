//! Why an import did not happen, or stopped.

use std::sync::Arc;

use base::{Denied, Key, Lang, Say};
use exchange::ReadError;
use exchange::complaints::WriteError;
use exchange::header::HeaderError;
use register::told::{Told, listed};
use store::StoreError;

use crate::AppError;

/// Why an import did not happen, or stopped.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error(transparent)]
    Header(#[from] HeaderError),
    #[error(transparent)]
    Denied(#[from] Denied),
    #[error("there is no register \"{register}\" that takes imports; there are {}", listed(.known))]
    UnknownRegister { register: Key, known: Vec<Told> },
    #[error("the import stopped; {}", loaded(*.rows, Lang::En))]
    Stopped {
        /// Rows that are loaded.
        rows: u64,
        #[source]
        source: Arc<StoreError>,
    },
    #[error("{source}; {}", loaded(*.rows, Lang::En))]
    Refused {
        rows: u64,
        #[source]
        source: Box<AppError>,
    },
    #[error("{source}; {}", loaded(*.rows, Lang::En))]
    Results {
        rows: u64,
        #[source]
        source: WriteError,
    },
}

/// What to make of the rows before the error.
fn loaded(rows: u64, lang: Lang) -> String {
    match (rows, lang) {
        (0, Lang::En) => "nothing was loaded".to_owned(),
        (0, Lang::Zh) => "没有导入任何内容".to_owned(),
        (rows, Lang::En) => {
            format!("{rows} rows are loaded; import the file again, and they are recognised")
        }
        (rows, Lang::Zh) => format!("已导入 {rows} 行；排除原因后再次导入即可，已导入的行会被认出"),
    }
}

fn stopped(source: &dyn Say, rows: u64, lang: Lang) -> String {
    format!("{}{}{}", source.say(lang), lang.pick("；", "; "), loaded(rows, lang))
}

impl Say for ImportError {
    fn say(&self, lang: Lang) -> String {
        match self {
            ImportError::Read(error) => error.say(lang),
            ImportError::Header(error) => error.say(lang),
            ImportError::Denied(error) => error.say(lang),
            ImportError::UnknownRegister { register, known } => match lang {
                Lang::En => self.to_string(),
                Lang::Zh => {
                    format!("没有可导入的台账“{register}”；可导入的有：{}", listed(known).zh)
                }
            },
            ImportError::Stopped { rows, source } => stopped(source.as_ref(), *rows, lang),
            ImportError::Refused { rows, source } => stopped(source.as_ref(), *rows, lang),
            ImportError::Results { rows, source } => stopped(source, *rows, lang),
        }
    }
}
