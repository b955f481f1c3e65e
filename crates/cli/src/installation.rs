//! An installation: a folder with its files, and one database, in it or elsewhere.

use std::path::{Path, PathBuf};

use app::Commands;
use app::personal::{KeyFile, Keys};
use base::ctx::{Actor, Rights};
use base::{Ctx, Key, Lang};
use jiff::Timestamp;
use register::Catalogue;
use store::{Open, Place, Reader};

use crate::args::Dir;
use crate::clock;
use crate::told::{Told, sentence};

/// The name of the database inside the folder.
const DATABASE: &str = "taizhang.db";

/// An opened installation.
pub(crate) struct Installation {
    pub(crate) reader: Reader,
    pub(crate) commands: Commands,
}

/// Where the database of an installation lies if nothing else is said.
pub(crate) fn database(folder: &Path) -> PathBuf {
    folder.join(DATABASE)
}

/// Where the database of an installation is.
pub(crate) fn place(lang: Lang, dir: &Dir) -> anyhow::Result<Place> {
    let Some(said) = &dir.database else { return Ok(Place::from(database(&dir.dir))) };
    let place = Place::read(said).told(lang)?;
    Ok(match &dir.database_password {
        Some(password) => place.with_password(password),
        None => place,
    })
}

/// Opens an installation for reading and writing.
pub(crate) async fn open(lang: Lang, dir: &Dir) -> anyhow::Result<Installation> {
    let place = place(lang, dir)?;
    let keys = keys(dir, &place);
    let (reader, writer) = store::open(place, Open::Existing).await.told(lang)?;
    Ok(Installation { reader, commands: Commands::with_keys(writer, keys) })
}

/// What personal data are kept under: the file that was named, else one beside the database file, or in
/// the folder of the installation if the database is on a server.
fn keys(dir: &Dir, place: &Place) -> Keys {
    Keys::new(match (&dir.key_file, place) {
        (Some(named), _) => KeyFile::at(named),
        (None, Place::File(file)) => KeyFile::beside(file),
        (None, Place::Server(_)) => KeyFile::beside(&database(&dir.dir)),
    })
}

/// Opens an installation for reading, also while another process writes to it.
pub(crate) async fn open_reader(lang: Lang, dir: &Dir) -> anyhow::Result<Reader> {
    store::open_reader(place(lang, dir)?).await.told(lang)
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

/// The operator, or the person in whose name something is done.
pub(crate) async fn asking_as(
    lang: Lang,
    reader: &Reader,
    person: Option<&str>,
) -> anyhow::Result<Ctx> {
    let ctx = asking(lang);
    let Some(id) = person else { return Ok(ctx) };
    let catalogue = catalogue(lang, reader).await?;
    let people = store::people::all(reader).await.told(lang)?;
    let Some(person) = people.iter().find(|person| person.id.as_str() == id) else {
        return Err(sentence(
            lang,
            &format!("没有编号为“{id}”的人员"),
            &format!("there is no person \"{id}\""),
        ));
    };
    Ok(Ctx { actor: app::people::actor(&catalogue, person), ..ctx })
}

/// The operator asking now.
pub(crate) fn asking(lang: Lang) -> Ctx {
    asking_at(lang, clock::now())
}

/// The operator asking at an instant.
pub(crate) fn asking_at(lang: Lang, now: Timestamp) -> Ctx {
    Ctx { actor: operator(), today: clock::day_of(now), now, lang }
}
