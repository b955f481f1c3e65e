//! Pages of the reference that are printed from the program itself.

use std::fmt::Write;
use std::process::ExitCode;

use base::Lang;
use clap::CommandFactory;
use register::Catalogue;

use crate::args::Arguments;
use crate::console::say;

/// The first line of every printed page.
pub(super) const PRINTED: &str =
    "<!-- Printed by `cargo xtask generate`; change the source, not this page. -->";

/// The help of every command.
pub(crate) fn command_line() -> anyhow::Result<ExitCode> {
    let mut page = format!("{PRINTED}\n\n# The command line\n");
    let mut program = Arguments::command().term_width(100);
    program.build();
    chapter(&mut page, &mut program, "taizhang")?;
    say(page.trim_end());
    Ok(ExitCode::SUCCESS)
}

fn chapter(page: &mut String, command: &mut clap::Command, path: &str) -> anyhow::Result<()> {
    write!(
        page,
        "\n## {path}\n\n```text\n{}\n```\n",
        command.render_long_help().to_string().trim_end()
    )?;
    let visible = |sub: &clap::Command| !sub.is_hide_set() && sub.get_name() != "help";
    let names: Vec<String> = command
        .get_subcommands()
        .filter(|sub| visible(sub))
        .map(|sub| sub.get_name().to_owned())
        .collect();
    for name in names {
        if let Some(sub) = command.find_subcommand_mut(&name) {
            chapter(page, sub, &format!("{path} {name}"))?;
        }
    }
    Ok(())
}

/// Measures, indicators and parameters of the packs that ship.
pub(crate) fn measures(lang: Lang) -> anyhow::Result<ExitCode> {
    let mut catalogue = Catalogue::default();
    for pack in sample::packs() {
        if let Some(pack) = register::pack::read(&pack.files).pack {
            catalogue.adopt(pack);
        }
    }
    let mut page = format!("{PRINTED}\n\n# Measures and indicators\n");
    for pack in &catalogue.packs {
        let name = |path: &str| pack.texts.get(lang, path).to_owned();
        write!(page, "\n## {} `{}`\n\n{}\n", name("name"), pack.key, pack.source)?;
        page.push_str("\n| name | 中文 | meaning | unit |\n|---|---|---|---|\n");
        let rows = pack.measures.iter().map(|measure| (&measure.key, "measures"));
        let rows =
            rows.chain(pack.indicators.iter().map(|indicator| (&indicator.key, "indicators")));
        for (key, kind) in rows {
            let full = register::model::Name::new(pack.key.clone(), key.clone());
            let path = format!("{kind}.{key}");
            let unit = indicators::unit_of_measure(&catalogue, &full);
            let unit = unit.map(|unit| unit.word(lang)).unwrap_or_default();
            let formula =
                indicators::formula_text(&catalogue, &full).filter(|_| kind == "indicators");
            let formula = formula.map(|formula| format!(" = `{formula}`")).unwrap_or_default();
            let zh = pack.texts.get(Lang::Zh, &path);
            let en = pack.texts.get(Lang::En, &path);
            writeln!(page, "| `{full}` | {zh} | {en}{formula} | {unit} |")?;
        }
    }
    say(page.trim_end());
    Ok(ExitCode::SUCCESS)
}

/// Which published figure each figure of the sample year reproduces.
pub(crate) fn published(_lang: Lang) -> anyhow::Result<ExitCode> {
    let mut page = format!(
        "{PRINTED}\n\n# Published figures that the sample year reproduces\n\n\
         The sample authority is fictitious; its events are generated so that these published figures come out. A test\n\
         evaluates every row. Ids are those of the collection of published figures the project started from.\n\n\
         | id | published | figure | unit | from | as of | where | expected | where the sample differs |\n|---|---|---|---|---|---|---|---|---|\n"
    );
    for figure in sample::published() {
        let question = &figure.question;
        let filter: Vec<String> = question
            .filter
            .iter()
            .map(|(dimension, values)| {
                let values: Vec<&str> = values.iter().map(base::Key::as_str).collect();
                format!("{dimension}={}", values.join(","))
            })
            .collect();
        let from = question.from.map(|day| day.to_string()).unwrap_or_default();
        writeln!(
            page,
            "| {} | {} {} | `{}` | {} | {from} | {} | {} | {} | {} |",
            figure.id,
            figure.subject,
            figure.printed,
            question.name,
            question.unit,
            question.as_of,
            filter.join("; "),
            figure.expected,
            figure.note,
        )?;
    }
    say(page.trim_end());
    Ok(ExitCode::SUCCESS)
}
