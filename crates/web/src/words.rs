//! The words of the pages in both languages, from `i18n/*.ftl`.

use std::borrow::Cow;
use std::sync::LazyLock;

use base::Lang;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::number::grouped;

/// The message files, as compiled in.
pub(crate) const ZH: &str = include_str!("../i18n/zh-CN.ftl");
pub(crate) const EN: &str = include_str!("../i18n/en.ftl");

type Bundle = FluentBundle<FluentResource>;

static BUNDLE_ZH: LazyLock<Bundle> = LazyLock::new(|| bundle(Lang::Zh, ZH));
static BUNDLE_EN: LazyLock<Bundle> = LazyLock::new(|| bundle(Lang::En, EN));

/// Speaks one language.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Words(pub(crate) Lang);

impl Words {
    /// The message with this key, or the key itself: a missing word is ugly, never fatal.
    pub(crate) fn t(self, key: &str) -> Cow<'static, str> {
        self.message(key, None)
    }

    /// A message about a number, which it calls `$n`.
    pub(crate) fn n(self, key: &str, n: impl Into<i128>) -> Cow<'static, str> {
        let n: i128 = n.into();
        let mut args = FluentArgs::new();
        // Plural rules look at the size only, so counts beyond 64 bits may share the largest.
        args.set("n", i64::try_from(n).unwrap_or(i64::MAX));
        self.message(key, Some(&args))
    }

    /// A message with named texts in it.
    pub(crate) fn with(self, key: &str, texts: &[(&'static str, &str)]) -> Cow<'static, str> {
        let mut args = FluentArgs::new();
        for (name, text) in texts {
            args.set(*name, (*text).to_owned());
        }
        self.message(key, Some(&args))
    }

    /// How places of a pool stand.
    pub(crate) fn standing(self, standing: ledger::pool::Standing) -> Cow<'static, str> {
        use ledger::pool::Standing;
        match standing {
            Standing::Free => self.t("places-free"),
            Standing::Held => self.t("places-held"),
            Standing::Used => self.t("places-used"),
        }
    }

    /// The name of a light.
    pub(crate) fn light(self, light: ledger::Light) -> Cow<'static, str> {
        match light {
            ledger::Light::Yellow => self.t("light-yellow"),
            ledger::Light::Red => self.t("light-red"),
            ledger::Light::Grey => self.t("light-grey"),
        }
    }

    fn message(self, key: &str, args: Option<&FluentArgs<'_>>) -> Cow<'static, str> {
        let bundle: &'static Bundle = match self.0 {
            Lang::Zh => &BUNDLE_ZH,
            Lang::En => &BUNDLE_EN,
        };
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
            return Cow::Owned(key.to_owned());
        };
        let mut missing = vec![];
        Cow::Owned(bundle.format_pattern(pattern, args, &mut missing).into_owned())
    }
}

fn bundle(lang: Lang, source: &str) -> Bundle {
    let locale: LanguageIdentifier = lang.tag().parse().expect("both tags are well-formed");
    let mut bundle = Bundle::new_concurrent(vec![locale]);
    // Isolation marks are for right-to-left names; here they would only end up in copied text.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(|value, _| match value {
        FluentValue::Number(number) => {
            number.as_string().parse::<i64>().ok().map(|n| grouped(i128::from(n)))
        }
        _ => None,
    }));
    let resource = FluentResource::try_new(source.to_owned());
    let resource = resource.expect("the message files are read in a test");
    bundle.add_resource(resource).expect("a test compares the keys, so none comes twice");
    bundle
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::{Path, PathBuf};

    use super::*;

    fn keys(source: &str) -> BTreeSet<String> {
        let names = source.lines().filter_map(|line| line.split_once(" ="));
        names
            .filter(|(name, _)| !name.is_empty() && !name.starts_with([' ', '#', '*', '[']))
            .map(|(name, _)| name.to_owned())
            .collect()
    }

    fn files(folder: &Path, into: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { files(&path, into) } else { into.push(path) }
        }
    }

    /// Keys as `t("…")`, `n("…"` and `with("…"` name them in templates and pages.
    fn used() -> BTreeSet<String> {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut paths = vec![];
        files(&here.join("templates"), &mut paths);
        files(&here.join("src"), &mut paths);
        let mut keys = BTreeSet::new();
        for path in paths {
            let text = std::fs::read_to_string(path).unwrap();
            for call in [".t(\"", ".n(\"", ".with(\""] {
                let after = text.split(call).skip(1);
                keys.extend(after.filter_map(|rest| rest.split('"').next()).map(str::to_owned));
            }
        }
        keys
    }

    #[test]
    fn both_languages_have_the_same_messages() {
        assert_eq!(keys(ZH), keys(EN));
        assert!(FluentResource::try_new(ZH.to_owned()).is_ok());
        assert!(FluentResource::try_new(EN.to_owned()).is_ok());
    }

    #[test]
    fn every_message_that_is_used_exists_and_every_message_is_used() {
        let used = used();
        assert!(used.len() > 50, "the search for keys finds them");
        let present = keys(ZH);
        let missing: Vec<_> = used.difference(&present).collect();
        assert!(missing.is_empty(), "missing: {missing:?}");
        let spare: Vec<_> = present.difference(&used).collect();
        assert!(spare.is_empty(), "not used: {spare:?}");
    }

    #[test]
    fn numbers_are_grouped_and_counted() {
        assert_eq!(Words(Lang::En).n("rows-total", 1), "1 row");
        assert_eq!(Words(Lang::En).n("rows-total", 12_345), "12,345 rows");
        assert_eq!(Words(Lang::Zh).n("rows-total", 12_345), "共 12,345 条");
    }
}
