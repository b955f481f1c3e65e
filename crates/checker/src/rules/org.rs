//! ORG: a district in the wrong city, a city in the wrong province is an error (lists in `data/places.txt`); 省级 in a report of a
//! municipality, and a hospital of another municipality among one's own projects, are warnings; one body by two names without 以下简称 is a note (lists in `data/aliases.txt`).

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use crate::{Draft, Finding, Severity};

use super::About;

pub(super) const CODE: &str = "ORG";

pub(super) const ABOUT: About = About {
    code: CODE,
    name: ("机构与地名", "places and bodies"),
    zh: "区县写错所属城市、城市写错所属省份为错误；直辖市的文稿出现“省级”、把外市机构列为本市项目为警告；同一机构两种写法又未注明简称为提示。名录是数据文件，可增补。",
    source: include_str!("org.rs"),
};

/// Wholes with their parts.
static PLACES: LazyLock<BTreeMap<&str, Vec<&str>>> = LazyLock::new(|| {
    let lines = include_str!("../../data/places.txt").lines();
    lines
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(':'))
        .map(|(whole, parts)| (whole, parts.split(' ').collect()))
        .collect()
});

/// Names of one body.
static ALIASES: LazyLock<Vec<Vec<&str>>> = LazyLock::new(|| {
    let lines = include_str!("../../data/aliases.txt").lines();
    lines.filter(|line| !line.starts_with('#')).map(|line| line.split(' ').collect()).collect()
});

const MUNICIPALITIES: [&str; 4] = ["北京", "天津", "上海", "重庆"];

pub(super) fn find(draft: &Draft) -> Vec<Finding> {
    let text: String = draft.letters().iter().collect();
    let mut found = chains(draft, &text);
    found.extend(provincial(&text));
    found.extend(foreign(draft, &text));
    found.extend(names(draft, &text));
    found
}

/// Where a word stands in the draft, counted in characters.
fn places(text: &str, word: &str) -> Vec<Range<usize>> {
    let length = word.chars().count();
    let (mut found, mut bytes, mut letters) = (vec![], 0, 0);
    for (at, _) in text.match_indices(word) {
        letters += text.get(bytes..at).map_or(0, |between| between.chars().count());
        bytes = at;
        found.push(letters..letters + length);
    }
    found
}

/// 北京市浦东新区, 河北省太原市.
fn chains(draft: &Draft, text: &str) -> Vec<Finding> {
    let mut found = vec![];
    for (whole, parts) in PLACES.iter() {
        for range in places(text, whole) {
            let next: String = draft.letters().iter().skip(range.end).take(6).collect();
            if parts.iter().any(|part| next.starts_with(part)) {
                continue;
            }
            // Many districts of several cities bear one name; only one that lies elsewhere is wrong.
            let kind = |whole: &str| whole.ends_with('省');
            let elsewhere = PLACES.iter().filter(|(other, _)| kind(other) == kind(whole)).find_map(
                |(other, parts)| {
                    parts.iter().find(|part| next.starts_with(**part)).map(|part| (*other, *part))
                },
            );
            let Some((other, part)) = elsewhere else { continue };
            let range = range.start..range.end + part.chars().count();
            let said = draft.text(range.clone());
            let told = (
                format!("“{part}”属{other}，不属{whole}"),
                format!("{part} lies in {other}, not in {whole}"),
            );
            let expected = format!("{other}{part}");
            found.push(
                Finding::new(CODE, Severity::Error, range, told).stating(said, Some(expected)),
            );
        }
    }
    found
}

/// 省级, 全省 in a report of a municipality.
fn provincial(text: &str) -> Vec<Finding> {
    let counts = MUNICIPALITIES.map(|city| (text.matches(city).count(), city));
    let Some((count, city)) = counts.into_iter().max() else { return vec![] };
    let is_own = count >= 3 && (text.contains("全市") || text.contains("我市"));
    let is_provincial = PLACES.keys().any(|whole| whole.ends_with('省') && text.contains(*whole));
    if !is_own || is_provincial {
        return vec![];
    }
    let words = ["省级", "全省", "我省", "省卫生健康委"];
    let found = words
        .iter()
        .flat_map(|word| places(text, word).into_iter().map(move |range| (range, *word)));
    found
        .map(|(range, word)| {
            let told = (
                format!(
                    "{city}是直辖市，文中写“{word}”：请核对是否应为“{}”",
                    word.replace('省', "市")
                ),
                format!("{city} is a municipality, and the text says “{word}”"),
            );
            let expected = word.replace('省', "市");
            Finding::new(CODE, Severity::Warning, range, told)
                .stating(word.to_owned(), Some(expected))
        })
        .collect()
}

/// Words of what is done together with others, or for them.
const TOGETHER: [&str; 10] =
    ["支持", "合作", "帮扶", "对口", "支援", "协作", "援", "协同", "签署", "联合"];

/// A hospital of another municipality among one's own projects: 推进上海市第一人民医院分院项目建设 in a report of Beijing.
fn foreign(draft: &Draft, text: &str) -> Vec<Finding> {
    let counts = MUNICIPALITIES.map(|city| (text.matches(city).count(), city));
    let Some((_, own)) = counts.into_iter().max().filter(|(count, _)| *count >= 3) else {
        return vec![];
    };
    let others = MUNICIPALITIES.iter().filter(|city| **city != own);
    let mut found = vec![];
    for city in others {
        for range in places(text, &format!("{city}市")) {
            let clause = |letter: &char| !"，。；！？,;\n".contains(*letter);
            let letters = draft.letters();
            let before = letters.get(..range.start).unwrap_or_default().iter().rev();
            let before: String = before.take(20).copied().take_while(|one| clause(one)).collect();
            let after = letters.get(range.end..).unwrap_or_default().iter();
            let after: String = after.take(24).copied().take_while(|one| clause(one)).collect();
            let before: String = before.chars().rev().collect();
            let is_project =
                after.contains("医院") && (after.contains("项目") || after.contains("建设"));
            let is_own = ["推进", "加快", "启动", "推动"].iter().any(|word| before.ends_with(word));
            let is_shared =
                TOGETHER.iter().any(|word| before.contains(word) || after.contains(word));
            if is_project && is_own && !is_shared {
                let told = (
                    format!("{own}的文稿把{city}市的机构列为本市项目：请核对"),
                    format!("a report of {own} lists a body of {city} among its own projects"),
                );
                let said = draft.text(range.clone());
                found.push(Finding::new(CODE, Severity::Warning, range, told).stating(said, None));
            }
        }
    }
    found
}

/// One body by two names.
fn names(draft: &Draft, text: &str) -> Vec<Finding> {
    let mut found = vec![];
    for names in ALIASES.iter() {
        let used: Vec<(&str, Vec<Range<usize>>)> = names
            .iter()
            .map(|name| (*name, places(text, name)))
            .filter(|(_, places)| !places.is_empty())
            .collect();
        let Some((usual, first)) = used.iter().max_by_key(|(_, places)| places.len()) else {
            continue;
        };
        for (name, places) in used.iter().filter(|(name, _)| name != usual) {
            // A name that is introduced, or that is a part of the other, is as it should be.
            let is_said = ["简称", "下称"].iter().any(|word| text.contains(word))
                && names.iter().any(|name| text.contains(&format!("{name}）")));
            let (Some(range), Some(other)) = (places.first(), first.first()) else { continue };
            if is_said || usual.contains(name) || name.contains(usual) {
                continue;
            }
            let told = (
                format!("同一机构写作“{usual}”，此处写作“{name}”"),
                format!("one body is called {usual}, and {name} here"),
            );
            let finding =
                Finding::new(CODE, Severity::Note, range.clone(), told).with(other.clone());
            found.push(finding.stating(draft.text(range.clone()), Some((*usual).to_owned())));
        }
    }
    found
}
