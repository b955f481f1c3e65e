//! `bench beijing-year …`: see [`bench::options::Options`].

use bench::Outcome;
use bench::options::Options;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[tokio::main]
async fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let options = Options::read(&arguments)?;
    bench::run::run(&options).await?;
    Ok(())
}
