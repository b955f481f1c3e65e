//! The folder of a run. What a stage has found is written down, so that a run that was interrupted, or
//! is asked to keep its folder, does not do it again.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::{Outcome, say};

/// Where a run lies.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    is_kept: bool,
}

impl Folder {
    /// A folder that stays, or one that goes when the run ends.
    ///
    /// # Errors
    ///
    /// If it cannot be made.
    pub fn open(path: PathBuf, is_kept: bool) -> Outcome<Folder> {
        if !is_kept && path.exists() {
            fs::remove_dir_all(&path)?;
        }
        fs::create_dir_all(&path)?;
        Ok(Folder { path, is_kept })
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What this stage has found before, or finds now.
    ///
    /// # Errors
    ///
    /// What the stage fails with.
    pub async fn stage<F>(&self, name: &str, find: F) -> Outcome<Value>
    where
        F: AsyncFnOnce() -> Outcome<Value>,
    {
        let file = self.path.join(format!("{name}.json"));
        if let Ok(text) = fs::read(&file) {
            say(&format!("▸ {name}: as found before"));
            return Ok(serde_json::from_slice(&text)?);
        }
        say(&format!("▸ {name}"));
        let begun = std::time::Instant::now();
        let found = find().await?;
        fs::write(&file, serde_json::to_vec_pretty(&found)?)?;
        say(&format!("  {name} took {:.1} s", begun.elapsed().as_secs_f64()));
        Ok(found)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if !self.is_kept {
            // What cannot be removed now the next run removes.
            let _ = fs::remove_dir_all(&self.path);
        }
    }
}
