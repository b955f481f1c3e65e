//! Where a database is.

use std::path::{Path, PathBuf};
use std::time::Duration;

use base::{Lang, Say};
use tokio_postgres::Config;
use tokio_postgres::config::Host;

/// A file of SQLite, or an address of PostgreSQL.
#[derive(Clone, PartialEq, Eq)]
pub enum Place {
    File(PathBuf),
    /// Boxed, since an address is much longer than a path.
    Server(Box<Config>),
}

/// An address that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error(
    "the address of the database cannot be read ({detail}); it has the form postgres://user@host/database"
)]
pub struct BadAddress {
    detail: String,
}

/// How long to wait for a server that does not answer.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// How long a connection may be silent before it is looked after; a dead one must not hold the lease.
const KEEPALIVE: Duration = Duration::from_secs(30);

/// Where servers listen if nothing else is said.
const USUAL_PORT: u16 = 5432;

impl Place {
    /// What a person wrote: `postgres://…` or `postgresql://…` is an address, all else a path.
    ///
    /// # Errors
    ///
    /// [`BadAddress`] if it begins like an address and is none.
    pub fn read(text: &str) -> Result<Place, BadAddress> {
        if !["postgres://", "postgresql://"].iter().any(|scheme| text.starts_with(scheme)) {
            return Ok(Place::File(PathBuf::from(text)));
        }
        let bad = |detail: String| BadAddress { detail };
        let mut config: Config = text.parse().map_err(|error: tokio_postgres::Error| {
            let cause = std::error::Error::source(&error);
            bad(cause.map_or_else(|| error.to_string(), ToString::to_string))
        })?;
        if config.get_hosts().is_empty() {
            return Err(bad("no host is named".to_owned()));
        }
        if config.get_user().is_none() {
            return Err(bad("no user is named".to_owned()));
        }
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(CONNECT_TIMEOUT);
        }
        if config.get_application_name().is_none() {
            config.application_name("taizhang");
        }
        config.keepalives_idle(KEEPALIVE);
        Ok(Place::Server(Box::new(config)))
    }

    /// The same place with this password, if it is an address without one.
    #[must_use]
    pub fn with_password(mut self, password: &str) -> Place {
        if let Place::Server(config) = &mut self
            && config.get_password().is_none()
        {
            config.password(password);
        }
        self
    }
}

/// Without the password, which belongs on no screen and in no log.
impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let config = match self {
            Place::File(path) => return write!(f, "{}", path.display()),
            Place::Server(config) => config,
        };
        let user = config.get_user().unwrap_or_default();
        write!(f, "postgres://{user}@")?;
        for (index, host) in config.get_hosts().iter().enumerate() {
            if index > 0 {
                f.write_str(",")?;
            }
            match host {
                Host::Tcp(name) => f.write_str(name)?,
                #[cfg(unix)]
                Host::Unix(folder) => write!(f, "{}", folder.display())?,
            }
            let ports = config.get_ports();
            let port = ports.get(index).or(ports.first());
            if let Some(port) = port.filter(|port| **port != USUAL_PORT) {
                write!(f, ":{port}")?;
            }
        }
        write!(f, "/{}", config.get_dbname().unwrap_or(user))?;
        let schema = config.get_options().and_then(|options| options.split_once("search_path="));
        match schema {
            Some((_, schema)) => write!(f, " ({schema})"),
            None => Ok(()),
        }
    }
}

impl std::fmt::Debug for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{self}")
    }
}

impl From<&Path> for Place {
    fn from(path: &Path) -> Place {
        Place::File(path.to_owned())
    }
}

impl From<PathBuf> for Place {
    fn from(path: PathBuf) -> Place {
        Place::File(path)
    }
}

impl From<&PathBuf> for Place {
    fn from(path: &PathBuf) -> Place {
        Place::File(path.clone())
    }
}

impl From<&Place> for Place {
    fn from(place: &Place) -> Place {
        place.clone()
    }
}

impl Say for BadAddress {
    fn say(&self, lang: Lang) -> String {
        match lang {
            Lang::En => self.to_string(),
            Lang::Zh => {
                format!("数据库地址无法读取（{}）；格式为 postgres://用户@主机/数据库", self.detail)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Place;

    #[track_caller]
    fn shown(text: &str, expected: &str) {
        assert_eq!(Place::read(text).unwrap().to_string(), expected);
    }

    #[test]
    fn a_place_is_a_path_or_an_address() {
        shown("office/taizhang.db", "office/taizhang.db");
        shown("postgres://lin@db.example/ledger", "postgres://lin@db.example/ledger");
        shown("postgresql://lin@db:5433/x", "postgres://lin@db:5433/x");
        shown("postgres://lin@%2Frun%2Fpg/x", "postgres://lin@/run/pg/x");
        shown("postgres://lin@db/x?options=-csearch_path%3Deast", "postgres://lin@db/x (east)");
    }

    #[test]
    fn the_password_is_never_shown() {
        let place = Place::read("postgres://lin:s3cret@db/x").unwrap();
        assert_eq!(place.to_string(), "postgres://lin@db/x");
        assert!(!format!("{place:?}").contains("s3cret"), "{place:?}");
    }

    #[test]
    fn a_bad_address_says_what_is_wrong() {
        for (text, expected) in [
            ("postgres://", "no host is named"),
            ("postgres://db/x", "no user is named"),
            ("postgres://lin@db:port/x", "cannot be read ("),
            ("postgres://lin@db/x?colour=red", "colour"),
        ] {
            let error = Place::read(text).unwrap_err().to_string();
            assert!(error.contains(expected), "{text}: {error}");
        }
    }
}
