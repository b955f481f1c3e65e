//! `bench beijing-year …`: see [`bench::run::Options`].

use bench::Outcome;
use bench::run::Options;

#[tokio::main]
async fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let options = Options::read(&arguments)?;
    bench::run::run(&options).await?;
    Ok(())
}
