//! `taizhang serve`: the pages, on the loopback address only.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use base::{Ctx, Lang};
use jiff::civil::Date;
use jiff::tz::Offset;
use web::{Keys, Moment, Packs, Web};

use crate::args::Serve;
use crate::console::say;
use crate::installation::{self, Installation};
use crate::told::{Told, sentence};
use crate::{clock, templates};

pub(crate) async fn run(lang: Lang, options: Serve) -> anyhow::Result<ExitCode> {
    let listener = bind(lang, options.port)?;
    let installation = installation::open(lang, &options.dir).await?;
    pages(lang, installation, listener, options.today).await
}

/// Takes the port on 127.0.0.1.
pub(crate) fn bind(lang: Lang, port: u16) -> anyhow::Result<TcpListener> {
    TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).map_err(|error| match error.kind() {
        std::io::ErrorKind::AddrInUse => sentence(
            lang,
            &format!("端口 {port} 已被占用；请停掉占用它的程序，或用 --port 另选一个"),
            &format!("port {port} is taken; stop the program that has it, or choose another with --port"),
        ),
        std::io::ErrorKind::PermissionDenied => sentence(
            lang,
            &format!("不允许使用端口 {port}；请用 --port 选 1024 以上的端口"),
            &format!("port {port} may not be used; choose one above 1024 with --port"),
        ),
        _ => error.into(),
    })
}

/// Serves the pages until the program is told to stop.
pub(crate) async fn pages(
    lang: Lang,
    installation: Installation,
    listener: TcpListener,
    today: Option<Date>,
) -> anyhow::Result<ExitCode> {
    let Installation { reader, commands } = installation;
    let catalogue = installation::catalogue(lang, &reader).await?;
    let zone = Offset::constant(8).to_time_zone();
    let state = Web {
        reader,
        commands: commands.clone(),
        packs: Packs::new(catalogue),
        keys: Keys::default(),
        reports: Arc::new(templates::all(lang)?),
        clock: Arc::new(move || {
            let now = clock::now();
            Moment {
                now: now.to_zoned(zone.clone()),
                today: today.unwrap_or_else(|| clock::day_of(now)),
            }
        }),
        operator: installation::operator(),
    };
    let address = listener.local_addr()?;
    listener.set_nonblocking(true)?;
    let listener = tokio::net::TcpListener::from_std(listener)?;
    say(&match lang {
        Lang::Zh => format!("网页已开：http://{address}/ （未设登录，仅限本机；按 Ctrl-C 结束）"),
        Lang::En => format!("serving http://{address}/ (no login, this machine only; Ctrl-C ends)"),
    });
    let expiring = tokio::spawn(expiring(commands.clone(), today));
    web::serve(listener, state, async {
        // Without a signal handler the program simply cannot be ended politely.
        let _ = tokio::signal::ctrl_c().await;
    })
    .await
    .context(lang.pick("网页服务中断", "the pages stopped"))?;
    expiring.abort();
    commands.close().await.told(lang)?;
    Ok(ExitCode::SUCCESS)
}

/// How often holds whose time is over are given up. Whoever draws on a pool need not wait for it.
const EXPIRING_EVERY: Duration = Duration::from_secs(60);

/// Gives up holds whose time is over, for as long as the pages are served.
async fn expiring(commands: app::Commands, today: Option<Date>) {
    let mut ticks = tokio::time::interval(EXPIRING_EVERY);
    loop {
        ticks.tick().await;
        let now = clock::now();
        let today = today.unwrap_or_else(|| clock::day_of(now));
        let ctx = Ctx { actor: installation::operator(), today, now, lang: Lang::Zh };
        if let Err(error) = app::jobs::expire(&commands, &ctx).await {
            tracing::warn!(%error, "holds could not be given up");
        }
    }
}
