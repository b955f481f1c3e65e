//! What surrounds every page: masthead, navigation, who acts, and the end of the journal.

use std::borrow::Cow;

use base::Lang;

use crate::assets;
use crate::words::Words;

/// The frame of a page, in finished words.
pub(crate) struct Frame {
    pub(crate) words: Words,
    /// The name of the authority: its topmost unit.
    pub(crate) authority: String,
    /// Path and query of this page, to come back to after a switch.
    pub(crate) here: String,
    pub(crate) title: String,
    pub(crate) nav: Nav,
    /// Who acts, and who else could.
    pub(crate) actor: String,
    pub(crate) people: Vec<Choice>,
    /// The end of the journal; `None` if it could not be read.
    pub(crate) head: Option<Head>,
}

/// The end of the journal.
pub(crate) struct Head {
    pub(crate) sequence: String,
    /// The beginning of its hash.
    pub(crate) hash: String,
}

/// The parts of the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Nav {
    Registers,
    Deadlines,
    Figures,
    Reports,
    Closings,
    None,
}

/// An entry of a list to choose from.
#[derive(Clone, Debug)]
pub(crate) struct Choice {
    pub(crate) value: String,
    pub(crate) label: String,
    pub(crate) chosen: bool,
}

impl Choice {
    pub(crate) fn new(
        value: &(impl ToString + ?Sized),
        label: &(impl ToString + ?Sized),
        chosen: bool,
    ) -> Choice {
        Choice { value: value.to_string(), label: label.to_string(), chosen }
    }
}

impl Frame {
    /// A frame for a page that knows nobody: errors, and services that cannot read their database.
    pub(crate) fn bare(lang: Lang, here: &str) -> Frame {
        Frame {
            words: Words(lang),
            authority: Words(lang).t("product").into_owned(),
            here: here.to_owned(),
            title: String::new(),
            nav: Nav::None,
            actor: String::new(),
            people: vec![],
            head: None,
        }
    }

    /// This frame around the page with this title.
    pub(crate) fn titled(mut self, nav: Nav, title: impl Into<String>) -> Frame {
        self.nav = nav;
        self.title = title.into();
        self
    }

    pub(crate) fn lang(&self) -> Lang {
        self.words.0
    }

    // What templates call.

    pub(crate) fn t(&self, key: &str) -> Cow<'static, str> {
        self.words.t(key)
    }

    pub(crate) fn n<N: Copy + Into<i128>>(&self, key: &str, n: &N) -> Cow<'static, str> {
        self.words.n(key, *n)
    }

    pub(crate) fn tag(&self) -> &'static str {
        self.lang().tag()
    }

    pub(crate) fn other_language(&self) -> Lang {
        match self.lang() {
            Lang::Zh => Lang::En,
            Lang::En => Lang::Zh,
        }
    }

    pub(crate) fn asset(&self, file: &str) -> String {
        assets::address(file)
    }

    /// The sections of the site with their address, key of their name, and whether this is one of their pages.
    pub(crate) fn sections(&self) -> [(&'static str, Cow<'static, str>, bool); 5] {
        [
            ("/", self.t("nav-registers"), self.nav == Nav::Registers),
            ("/deadlines", self.t("nav-deadlines"), self.nav == Nav::Deadlines),
            ("/figures", self.t("nav-figures"), self.nav == Nav::Figures),
            ("/reports", self.t("nav-reports"), self.nav == Nav::Reports),
            ("/closings", self.t("nav-closings"), self.nav == Nav::Closings),
        ]
    }
}
