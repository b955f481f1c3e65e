//! Why a server of PostgreSQL could not be used, as sentences.

use std::error::Error;

use base::{Lang, Say};
use tokio_postgres::error::SqlState;

/// What is wrong between us and the server.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ServerFault {
    #[error("it cannot be reached ({detail}); check host and port, and whether the server runs")]
    Unreachable { detail: String },
    #[error("user or password is wrong, or this user may not come from this machine")]
    Login,
    #[error("the server has no such database; create it with `createdb`, or check its name")]
    NoSuchDatabase,
    #[error(
        "the server wants an encrypted connection, which this version does not make; use a local socket or a tunnel"
    )]
    Encrypted,
    #[error("the database is in {found}, not in UTF8; create it with `createdb --encoding=UTF8`")]
    Encoding { found: String },
    #[error("the server takes no more connections now; try again in a moment")]
    Full,
    #[error("this user may not do that there; grant it the right to create in the database")]
    Forbidden,
}

impl ServerFault {
    /// What a failed attempt to connect comes to.
    pub(crate) fn of(error: &tokio_postgres::Error) -> ServerFault {
        let code = error.code();
        let is = |state: &SqlState| code == Some(state);
        if is(&SqlState::INVALID_PASSWORD) || is(&SqlState::INVALID_AUTHORIZATION_SPECIFICATION) {
            return ServerFault::Login;
        }
        if is(&SqlState::INVALID_CATALOG_NAME) {
            return ServerFault::NoSuchDatabase;
        }
        if is(&SqlState::TOO_MANY_CONNECTIONS) || is(&SqlState::CANNOT_CONNECT_NOW) {
            return ServerFault::Full;
        }
        if is(&SqlState::INSUFFICIENT_PRIVILEGE) {
            return ServerFault::Forbidden;
        }
        let detail = error.source().map_or_else(|| error.to_string(), ToString::to_string);
        // The driver tells these two apart by their words only.
        if detail.contains("password missing") {
            return ServerFault::Login;
        }
        if detail.contains("TLS") {
            return ServerFault::Encrypted;
        }
        ServerFault::Unreachable { detail }
    }
}

impl Say for ServerFault {
    fn say(&self, lang: Lang) -> String {
        if lang == Lang::En {
            return self.to_string();
        }
        match self {
            ServerFault::Unreachable { detail } => {
                format!("无法连接（{detail}）；请检查主机、端口以及服务器是否运行")
            }
            ServerFault::Login => "用户名或密码不对，或不允许该用户从本机登录".to_owned(),
            ServerFault::NoSuchDatabase => {
                "服务器上没有这个数据库；请用 `createdb` 新建，或检查名称".to_owned()
            }
            ServerFault::Encrypted => {
                "服务器要求加密连接，本版本尚不支持；请改用本机套接字或隧道".to_owned()
            }
            ServerFault::Encoding { found } => {
                format!("数据库编码为 {found}，不是 UTF8；请用 `createdb --encoding=UTF8` 新建")
            }
            ServerFault::Full => "服务器暂不接受新的连接，请稍后重试".to_owned(),
            ServerFault::Forbidden => "该用户无权这样做；请授予其在该数据库中新建的权限".to_owned(),
        }
    }
}
