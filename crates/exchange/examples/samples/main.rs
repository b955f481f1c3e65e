//! Writes the sample files to import: `cargo run -p exchange --example samples`.
//!
//! Everybody and everything in them is invented. Same program, same bytes; a test compares them.

mod files;
mod findings;
mod hotline;
mod table;
mod tasks;

use std::path::Path;

fn main() -> std::io::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples");
    std::fs::create_dir_all(&folder)?;
    files::all().into_iter().try_for_each(|(name, bytes)| std::fs::write(folder.join(name), bytes))
}
