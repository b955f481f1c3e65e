//! `taizhang pack`: checks packs and prints what their authors need.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use base::{Lang, Say};
use register::Catalogue;

use crate::args::Pack;
use crate::console::say;
use crate::told::{because, sentence};

/// Line and column of what a pack declares: `indicators.on_time`.
type Places = BTreeMap<String, (u32, u32)>;

/// A pack's files are small; anything larger is not a pack.
const FILE_BYTES_MAX: u64 = 1024 * 1024;

pub(crate) fn run(lang: Lang, command: Pack) -> anyhow::Result<ExitCode> {
    match command {
        Pack::Check { folders } => check(lang, &folders),
        Pack::Schema => {
            say(&serde_json::to_string_pretty(&register::pack::schema())?);
            Ok(ExitCode::SUCCESS)
        }
        Pack::Reference => {
            say(register::pack::reference().trim_end());
            Ok(ExitCode::SUCCESS)
        }
        Pack::Measures => super::reference::measures(lang),
    }
}

/// Checks every pack by itself, then all of them together.
fn check(lang: Lang, folders: &[PathBuf]) -> anyhow::Result<ExitCode> {
    let mut catalogue = Catalogue::default();
    let mut places: BTreeMap<String, (PathBuf, Places)> = BTreeMap::new();
    let mut faults = 0_usize;
    for folder in packs_in(lang, folders)? {
        let reading = register::pack::read(&files(lang, &folder)?);
        faults += reading.faults.len();
        for fault in &reading.faults {
            say(&format!("{}/{}", folder.display(), fault.say(lang)));
        }
        if let Some(pack) = reading.pack {
            places.insert(pack.key.to_string(), (folder, reading.places));
            catalogue.adopt(pack);
        }
    }
    for fault in indicators::check(&catalogue) {
        faults += 1;
        let place = places.get(fault.pack.as_str()).map(|(folder, places)| {
            let (line, column) = places.get(&fault.place).copied().unwrap_or((1, 1));
            format!("{}/pack.yaml:{line}:{column}", folder.display())
        });
        let hint = lang.pick("提示", "Hint");
        say(&format!(
            "{}: {}\n  {hint}: {}",
            place.unwrap_or_default(),
            fault.say(lang),
            fault.hint(lang)
        ));
    }
    if faults > 0 {
        return Err(sentence(
            lang,
            &format!("业务包有 {faults} 处问题，见上"),
            &format!("{faults} faults in the packs, listed above"),
        ));
    }
    for pack in &catalogue.packs {
        let (registers, measures) =
            (pack.registers.len(), pack.measures.len() + pack.indicators.len());
        let (key, version, name) = (&pack.key, pack.version, pack.texts.get(lang, "name"));
        let of_registers =
            pack.registers.iter().flat_map(|one| register::pack::estimates(&one.fields));
        let sets = of_registers.map(|one| one.combinations).max().unwrap_or_default();
        say(&match lang {
            Lang::Zh => format!(
                "{key} 第 {version} 版 {name}：台账 {registers} 本，度量与指标 {measures} 个，维度组合至多 {sets} 种，检查通过"
            ),
            Lang::En => format!(
                "{key} version {version} {name}: {registers} registers, {measures} measures and indicators, at most {sets} dimension sets, sound"
            ),
        });
    }
    Ok(ExitCode::SUCCESS)
}

/// Folders that hold a `pack.yaml`: those named, and those inside them.
fn packs_in(lang: Lang, folders: &[PathBuf]) -> anyhow::Result<Vec<PathBuf>> {
    let mut packs = vec![];
    for folder in folders {
        if folder.join("pack.yaml").is_file() {
            packs.push(folder.clone());
            continue;
        }
        let inside = fs::read_dir(folder).map_err(|error| {
            let error = because(lang, &error);
            sentence(
                lang,
                &format!("打不开 {}：{error}；请给出业务包目录", folder.display()),
                &format!("cannot open {}: {error}; name folders of packs", folder.display()),
            )
        })?;
        let mut inside: Vec<PathBuf> = inside
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| path.join("pack.yaml").is_file())
            .collect();
        inside.sort();
        if inside.is_empty() {
            return Err(sentence(
                lang,
                &format!("{} 里没有 pack.yaml；请给出业务包目录", folder.display()),
                &format!("there is no pack.yaml in {}; name folders of packs", folder.display()),
            ));
        }
        packs.extend(inside);
    }
    Ok(packs)
}

/// The YAML files of a pack by name.
fn files(lang: Lang, folder: &Path) -> anyhow::Result<BTreeMap<String, String>> {
    let mut files = BTreeMap::new();
    for name in ["pack.yaml", "texts.zh.yaml", "texts.en.yaml"] {
        let path = folder.join(name);
        let Ok(about) = fs::metadata(&path) else { continue };
        if about.len() > FILE_BYTES_MAX {
            return Err(sentence(
                lang,
                &format!("{} 超过 1 MiB，不像业务包文件", path.display()),
                &format!("{} is larger than 1 MiB, which no pack file is", path.display()),
            ));
        }
        let text = fs::read_to_string(&path).map_err(|error| {
            let error = because(lang, &error);
            sentence(
                lang,
                &format!("读不了 {}：{error}；业务包文件须为 UTF-8 文本", path.display()),
                &format!("cannot read {}: {error}; pack files are UTF-8 text", path.display()),
            )
        })?;
        files.insert(name.to_owned(), text);
    }
    Ok(files)
}
