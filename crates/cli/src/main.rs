//! `taizhang`: the binary. Settings, sockets, clocks and the terminal are here and nowhere else.

mod args;
mod clock;
mod commands;
mod console;
mod installation;
mod sample_year;
mod templates;
mod told;

use std::process::ExitCode;

use clap::Parser;

use crate::args::{Arguments, Command};
use crate::commands as run;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let lang = arguments.lang;
    tracing_subscriber::fmt()
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_new(&arguments.log)
                .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn")),
        )
        .with_writer(std::io::stderr)
        .init();
    let outcome = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(anyhow::Error::from)
        .and_then(|runtime| runtime.block_on(dispatch(arguments)));
    match outcome {
        Ok(code) => code,
        Err(error) => {
            console::error(lang, &error);
            ExitCode::FAILURE
        }
    }
}

async fn dispatch(arguments: Arguments) -> anyhow::Result<ExitCode> {
    let lang = arguments.lang;
    match arguments.command {
        Command::Demo(options) => run::demo::run(lang, options).await,
        Command::Serve(options) => run::serve::run(lang, options).await,
        Command::Import(options) => run::import::run(lang, options).await,
        Command::Report(options) => run::report::run(lang, options).await,
        Command::Close(options) => run::close::run(lang, options).await,
        Command::Closings(options) => run::closings::run(lang, options).await,
        Command::Bridge(options) => run::bridge::run(lang, options).await,
        Command::Verify(options) => run::verify::run(lang, options).await,
        Command::Seal(options) => run::seal::run(lang, options).await,
        Command::Prove(options) => run::prove::run(lang, options).await,
        Command::Reorganise(options) => run::reorganise::run(lang, options).await,
        Command::Erase(options) => run::erase::run(lang, options).await,
        Command::Rebuild(options) => run::rebuild::run(lang, options).await,
        Command::Export(options) => run::transfer::export(lang, options).await,
        Command::Backup(options) => run::transfer::backup(lang, options).await,
        Command::Restore(options) => run::transfer::restore(lang, options).await,
        Command::Pack { command } => run::pack::run(lang, command),
        Command::Calendar { command } => run::calendar::run(lang, command).await,
        Command::Check(options) => run::check::run(lang, &options).await,
        Command::Deadline(options) => run::deadline::run(lang, options).await,
        Command::Form(options) => run::form::run(lang, options).await,
        Command::Fee(options) => run::fee::run(lang, &options),
        Command::Published => run::reference::published(lang),
        Command::Reference => run::reference::command_line(),
    }
}
