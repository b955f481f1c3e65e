//! What is wrong with a pack that was to be adopted.

use base::{Key, Lang, Say};

/// What is wrong with a pack that was to be adopted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PackFault {
    /// In its text, with the place.
    Text(register::pack::Fault),
    /// In what its measures and indicators draw on.
    Meaning { fault: indicators::Fault, line: Option<(u32, u32)> },
    /// Adopted before with this version, but with other content.
    SameVersion { pack: Key, version: u32 },
    /// An earlier version than the one in force.
    OlderVersion { pack: Key, version: u32, in_force: u32 },
    /// Another pack declares the register.
    RegisterTaken { pack: Key, register: Key, owner: Key },
    /// A register that has been in force is gone.
    RegisterGone { pack: Key, register: Key },
}

impl Say for PackFault {
    fn say(&self, lang: Lang) -> String {
        match (self, lang) {
            (PackFault::Text(fault), _) => fault.say(lang),
            (PackFault::Meaning { fault, line }, _) => {
                let place = line.map_or_else(String::new, |(line, column)| {
                    format!("{}:{line}:{column}: ", register::pack::PACK_FILE)
                });
                let hint_word = lang.pick("提示：", "Hint: ");
                format!("{place}{}\n  {hint_word}{}", fault.say(lang), fault.hint(lang))
            }
            (PackFault::SameVersion { pack, version }, Lang::En) => format!(
                "version {version} of pack \"{pack}\" is in force with other content; count its version up"
            ),
            (PackFault::SameVersion { pack, version }, Lang::Zh) => {
                format!("业务包“{pack}”第 {version} 版已启用，但内容不同；请提高版本号")
            }
            (PackFault::OlderVersion { pack, version, in_force }, Lang::En) => format!(
                "version {in_force} of pack \"{pack}\" is in force; version {version} is older"
            ),
            (PackFault::OlderVersion { pack, version, in_force }, Lang::Zh) => {
                format!("业务包“{pack}”现行第 {in_force} 版；第 {version} 版较旧")
            }
            (PackFault::RegisterTaken { pack, register, owner }, Lang::En) => format!(
                "pack \"{pack}\" declares the register \"{register}\", which belongs to pack \"{owner}\"; give it another key"
            ),
            (PackFault::RegisterTaken { pack, register, owner }, Lang::Zh) => {
                format!("业务包“{pack}”声明的台账“{register}”已属于业务包“{owner}”；请换一个标识")
            }
            (PackFault::RegisterGone { pack, register }, Lang::En) => format!(
                "pack \"{pack}\" no longer declares the register \"{register}\", which is in force and may hold matters; keep it"
            ),
            (PackFault::RegisterGone { pack, register }, Lang::Zh) => {
                format!("业务包“{pack}”不再声明现行台账“{register}”，其中可能已有事项；请保留")
            }
        }
    }
}

impl std::fmt::Display for PackFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.say(Lang::En))
    }
}
