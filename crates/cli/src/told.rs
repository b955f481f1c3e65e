//! Errors of the parts become sentences in the chosen language.

use std::io::{self, ErrorKind};

use base::{Lang, Say};

/// Turns an error that can speak into one that has spoken.
pub(crate) trait Told<T> {
    fn told(self, lang: Lang) -> anyhow::Result<T>;
}

impl<T, E: Say> Told<T> for Result<T, E> {
    fn told(self, lang: Lang) -> anyhow::Result<T> {
        self.map_err(|error| anyhow::Error::msg(error.say(lang)))
    }
}

/// A sentence of this crate, by language.
pub(crate) fn sentence(lang: Lang, zh: &str, en: &str) -> anyhow::Error {
    anyhow::Error::msg(lang.pick(zh, en).to_owned())
}

/// Why a file could not be read or written: the system's own words are English, so the usual reasons have others. What a library says
/// in its own words (a damaged archive is `InvalidData` too) stays as it is.
pub(crate) fn because(lang: Lang, error: &io::Error) -> String {
    if error.get_ref().is_some() {
        return error.to_string();
    }
    let told = match error.kind() {
        ErrorKind::NotFound => {
            lang.pick("没有这个文件或目录", "there is no such file or directory")
        }
        ErrorKind::PermissionDenied => lang.pick("没有权限", "it is not permitted"),
        ErrorKind::IsADirectory => lang.pick("这是目录，不是文件", "it is a directory, not a file"),
        ErrorKind::NotADirectory => {
            lang.pick("这是文件，不是目录", "it is a file, not a directory")
        }
        ErrorKind::AlreadyExists => lang.pick("已有同名文件", "there is one already"),
        ErrorKind::StorageFull => lang.pick("磁盘已满", "the disk is full"),
        ErrorKind::ReadOnlyFilesystem => lang.pick("磁盘只读", "the disk can only be read"),
        ErrorKind::InvalidData => lang.pick("不是 UTF-8 文本", "it is not UTF-8 text"),
        _ => return error.to_string(),
    };
    told.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_reasons_are_told_in_the_language_and_others_as_they_are() {
        let system = io::Error::from(ErrorKind::NotFound);
        assert_eq!(because(Lang::Zh, &system), "没有这个文件或目录");
        let library = io::Error::new(ErrorKind::InvalidData, "corrupt deflate stream");
        assert_eq!(because(Lang::Zh, &library), "corrupt deflate stream");
        let text = io::read_to_string(&[0xff_u8][..]).unwrap_err();
        assert_eq!(because(Lang::Zh, &text), "不是 UTF-8 文本");
    }
}
