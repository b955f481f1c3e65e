//! The report templates that ship with the program.

use std::collections::BTreeMap;

use base::{Lang, Say};
use reports::Template;

use crate::told::sentence;

/// A template's key and its files.
type Shipped = (&'static str, [(&'static str, &'static str); 2]);

const SHIPPED: [Shipped; 1] = [(
    "self-assessment",
    [
        (reports::REPORT_FILE, include_str!("../../../reports/self-assessment/report.yaml")),
        (reports::BODY_FILE, include_str!("../../../reports/self-assessment/body.md")),
    ],
)];

/// Every report that ships, by key.
pub(crate) fn all(lang: Lang) -> anyhow::Result<BTreeMap<String, Template>> {
    SHIPPED.iter().map(|(key, _)| Ok(((*key).to_owned(), read(lang, key)?))).collect()
}

/// Reads a report's template, or says everything that is wrong with it.
pub(crate) fn read(lang: Lang, key: &str) -> anyhow::Result<Template> {
    let Some((_, files)) = SHIPPED.iter().find(|(shipped, _)| *shipped == key) else {
        let known: Vec<&str> = SHIPPED.iter().map(|(key, _)| *key).collect();
        let known = known.join(lang.pick("、", ", "));
        return Err(sentence(
            lang,
            &format!("没有名为“{key}”的报告；现有：{known}"),
            &format!("there is no report \"{key}\"; there is: {known}"),
        ));
    };
    let files = files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
    let (template, faults) = Template::read(&files);
    template.ok_or_else(|| {
        let faults: Vec<String> = faults.iter().map(|fault| fault.say(lang)).collect();
        anyhow::Error::msg(faults.join("\n"))
    })
}
