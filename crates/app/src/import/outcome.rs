//! What an import has come to.

use std::path::PathBuf;

use base::Lang;

/// What an import has come to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    pub file: String,
    pub sheet: String,
    /// Rows below the headers that were not blank.
    pub rows: u64,
    /// Rows that opened a matter.
    pub opened: u64,
    /// Rows that added steps to a matter which was there.
    pub continued: u64,
    /// Rows whose matter was there with the same content.
    pub present: u64,
    /// Rows that were not taken.
    pub bad: u64,
    /// Events recorded.
    pub events: u64,
    /// Bad rows were found, and all or nothing was asked for: so nothing was loaded.
    pub withdrawn: bool,
    /// Where the bad rows are listed.
    pub results: Option<PathBuf>,
    /// Headers of personal columns that were recognised and left out.
    pub personal: Vec<String>,
    /// Headers that mean nothing to the register.
    pub ignored: Vec<String>,
}

impl Outcome {
    /// Name and value of everything worth saying, in order, for a terminal or a summary sheet.
    #[must_use]
    pub fn lines(&self, lang: Lang) -> Vec<(String, String)> {
        let mut lines = vec![];
        let mut line = |zh: &str, en: &str, value: String| {
            lines.push((lang.pick(zh, en).to_owned(), value));
        };
        line("文件", "file", self.file.clone());
        line("工作表", "sheet", self.sheet.clone());
        line("数据行", "rows", self.rows.to_string());
        if self.withdrawn {
            let none = lang.pick(
                "无：有不能导入的行，按要求一行也未导入",
                "nothing: some rows cannot be taken, and all or nothing was asked for",
            );
            line("已导入", "loaded", none.to_owned());
        } else {
            line("新登记", "opened", self.opened.to_string());
            line("续办", "continued", self.continued.to_string());
            line("记录", "events recorded", self.events.to_string());
        }
        line("已有相同内容", "already there", self.present.to_string());
        line("未导入", "not taken", self.bad.to_string());
        let list = |names: &[String]| names.join(lang.pick("、", ", "));
        if !self.personal.is_empty() {
            line("个人信息列（未导入）", "personal columns, left out", list(&self.personal));
        }
        if !self.ignored.is_empty() {
            line("未识别的列（忽略）", "unknown columns, ignored", list(&self.ignored));
        }
        if let Some(results) = &self.results {
            line("需要改正的行", "rows to correct", results.display().to_string());
        }
        lines
    }
}
