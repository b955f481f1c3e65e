//! One writer at a time, across processes.

use std::fs::{File, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};

use crate::StoreError;

/// Held for as long as this process may write; released by the system even if the process is killed.
#[derive(Debug)]
pub(crate) struct WriterLock {
    /// Open files lock; closing unlocks.
    _file: File,
}

impl WriterLock {
    /// Takes the lock of the database at `path`, or tells who holds it.
    pub(crate) fn take(path: &Path) -> Result<WriterLock, StoreError> {
        let beside = beside(path);
        let told = |source| StoreError::Path { path: beside.clone(), source };
        let mut file = File::options()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&beside)
            .map_err(told)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let holder = read_holder(&mut file);
                return Err(StoreError::Held { path: path.to_owned(), holder });
            }
            Err(TryLockError::Error(source)) => return Err(told(source)),
        }
        file.set_len(0).map_err(told)?;
        file.rewind().map_err(told)?;
        write!(file, "{}", std::process::id()).map_err(told)?;
        Ok(WriterLock { _file: file })
    }
}

/// The lock lies beside the database; its content names the process that holds it.
fn beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push("-writer");
    PathBuf::from(name)
}

fn read_holder(file: &mut File) -> String {
    let mut text = String::new();
    match file.read_to_string(&mut text) {
        Ok(_) if text.trim().parse::<u32>().is_ok() => format!("process {}", text.trim()),
        // Some systems do not let others read a locked file, and a fresh lock may still be empty.
        Ok(_) | Err(_) => "another process".to_owned(),
    }
}

/// The holder as [`StoreError::Held`] carries it, in Chinese.
pub(crate) fn holder_in_chinese(holder: &str) -> String {
    match holder.strip_prefix("process ") {
        Some(id) => format!("进程 {id} "),
        None => "另一进程".to_owned(),
    }
}
