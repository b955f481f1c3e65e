//! An installation on disk: a folder with one database.

use std::path::{Path, PathBuf};

use app::Commands;
use base::ctx::{Actor, Rights};
use base::{Ctx, Key, Lang};
use jiff::Timestamp;
use register::Catalogue;
use store::{Open, Reader};

use crate::clock;
use crate::told::Told;

/// The name of the database inside the folder.
const DATABASE: &str = "taizhang.db";

/// An opened installation.
pub(crate) struct Installation {
    pub(crate) reader: Reader,
    pub(crate) commands: Commands,
}

/// Where the database of an installation lies.
pub(crate) fn database(folder: &Path) -> PathBuf {
    folder.join(DATABASE)
}

/// Opens an installation for reading and writing.
pub(crate) async fn open(lang: Lang, folder: &Path) -> anyhow::Result<Installation> {
    let (reader, writer) = store::open(&database(folder), Open::Existing).await.told(lang)?;
    Ok(Installation { reader, commands: Commands::new(writer) })
}

/// Opens an installation for reading, also while another process writes to it.
pub(crate) async fn open_reader(lang: Lang, folder: &Path) -> anyhow::Result<Reader> {
    store::open_reader(&database(folder)).await.told(lang)
}

/// The packs in force.
pub(crate) async fn catalogue(lang: Lang, reader: &Reader) -> anyhow::Result<Catalogue> {
    store::catalogue::current(reader).await.told(lang)
}

/// The administrator of the machine, who may do everything everywhere.
pub(crate) fn operator() -> Actor {
    Actor {
        id: Key::literal("operator"),
        name: "本机管理员".to_owned(),
        scope: Key::literal("authority"),
        rights: Rights::All,
    }
}

/// The operator asking now.
pub(crate) fn asking(lang: Lang) -> Ctx {
    asking_at(lang, clock::now())
}

/// The operator asking at an instant.
pub(crate) fn asking_at(lang: Lang, now: Timestamp) -> Ctx {
    Ctx { actor: operator(), today: clock::day_of(now), now, lang }
}
