//! The report templates that ship with the program, read.

use std::collections::BTreeMap;

use base::{Lang, Say};
use reports::Template;

use crate::told::sentence;

/// Every report that ships, by key.
pub(crate) fn all(lang: Lang) -> anyhow::Result<BTreeMap<String, Template>> {
    let shipped = sample::reports().into_iter();
    shipped.map(|report| Ok((report.key.to_owned(), read(lang, report.key)?))).collect()
}

/// Reads a report's template, or says everything that is wrong with it.
pub(crate) fn read(lang: Lang, key: &str) -> anyhow::Result<Template> {
    let shipped = sample::reports();
    let Some(report) = shipped.iter().find(|report| report.key == key) else {
        let named = |report: &sample::ReportFiles| {
            format!("{} {}", report.key, lang.pick(report.zh, report.en))
        };
        let known: Vec<String> = shipped.iter().map(named).collect();
        let known = known.join(lang.pick("、", ", "));
        return Err(sentence(
            lang,
            &format!("没有名为“{key}”的报告；现有：{known}"),
            &format!("there is no report \"{key}\"; there is: {known}"),
        ));
    };
    let (template, faults) = Template::read(&report.files);
    template.ok_or_else(|| {
        let faults: Vec<String> = faults.iter().map(|fault| fault.say(lang)).collect();
        anyhow::Error::msg(faults.join("\n"))
    })
}
