//! Faults in the files, with their places.

use base::Lang;
use base::lang::Say;
use proptest::prelude::*;
use reports::Template;

use crate::fixture::{BODY, REPORT, catalogue, files};

/// Reads the fixture with one piece of text exchanged and compares the faults.
#[track_caller]
fn check(from: &str, to: &str, expected: &[&str]) {
    assert!(REPORT.contains(from) || BODY.contains(from), "{from} is in neither file");
    let (report, body) = (REPORT.replacen(from, to, 1), BODY.replacen(from, to, 1));
    let (template, faults) = Template::read(&files(&report, &body));
    let shown: Vec<String> = faults.iter().map(ToString::to_string).collect();
    assert_eq!(shown, expected);
    assert_eq!(template.is_some(), expected.is_empty());
    for fault in &faults {
        assert!(fault.say(Lang::Zh).chars().any(|c| c > '\u{2E80}'), "{fault} has no Chinese");
    }
}

#[test]
fn the_fixture_is_sound() {
    check("自查报告", "自查报告", &[]);
}

#[test]
fn missing_files_are_named() {
    let (template, faults) = Template::read(&std::collections::BTreeMap::new());
    assert!(template.is_none());
    let shown: Vec<String> = faults.iter().map(ToString::to_string).collect();
    let fault = "the file is missing; a report consists of report.yaml and body.md";
    assert_eq!(shown, [format!("body.md:1:1: {fault}"), format!("report.yaml:1:1: {fault}")]);
}

#[test]
fn entries_of_the_head() {
    check(
        "issuer:",
        "isuer:",
        &[
            "report.yaml:2:1: \"issuer\" is missing",
            "report.yaml:3:1: \"isuer\" is not known here; known are: title, issuer, issued_on, to, letterhead, period, unit, units, figures, tables",
        ],
    );
    check(
        "2022-01-14",
        "2022-02-30",
        &["report.yaml:4:12: \"issued_on\" must be a day such as 2021-12-31"],
    );
    check(
        "from: 2021-01-01, to",
        "from: 2022-01-01, to",
        &[
            "report.yaml:6:9: the period begins on 2022-01-01 and ends before, on 2021-12-31; exchange the two days",
        ],
    );
    check(
        "unit: commission",
        "unit: office",
        &[
            "report.yaml:7:7: unit \"office\" is not listed under \"units\"; add it there with its name",
        ],
    );
}

#[test]
fn figures_and_their_styles() {
    check(
        "style: percent }",
        "style: per_cent }",
        &[
            "report.yaml:13:40: \"per_cent\" is not a way to print a figure; known are: plain, wan, yi, percent, points, over, near, at_least, about, yoy, money, difference",
        ],
    );
    check(
        "decimals: 2",
        "decimals: 9, to: 10",
        &[
            "report.yaml:16:53: \"decimals\" must be a number of decimals from 0 to 6",
            "report.yaml:16:60: the style \"yoy\" has no setting \"to\"",
        ],
    );
    check(
        "received: { name: foi.received }",
        "received: { name: foi, style: over }",
        &[
            "report.yaml:10:21: \"name\" must be a name such as disclosure.received",
            "report.yaml:10:33: the style \"over\" needs the setting \"to\"",
        ],
    );
}

#[test]
fn names_used_and_unused() {
    check(
        "fig(\"citizens\")",
        "fig(\"citizen\")",
        &[
            "body.md:3:40: figure \"citizen\" is not defined; define it under \"figures\" in report.yaml (did you mean \"citizens\"?)",
            "report.yaml:11:3: figure \"citizens\" is never used; use it in the text or take it out",
        ],
    );
    check(
        "table(\"selfcheck\")",
        "table(\"self\")",
        &[
            "body.md:12:4: table \"self\" is not defined; define it under \"tables\" in report.yaml",
            "report.yaml:19:3: table \"selfcheck\" is never used; use it in the text or take it out",
        ],
    );
}

#[test]
fn text_by_hand() {
    check(
        "一是规范办理",
        "办理207件",
        &[
            "body.md:8:3: \"207件\" is a number typed by hand; define it as a figure so that it can be traced",
        ],
    );
    check(
        "## 主要做法",
        "## （一）主要做法",
        &["body.md:6:4: headings are numbered by the program; take \"（一）\" out of the heading"],
    );
    check(
        "按期率",
        "按期率达98%，",
        &[
            "report.yaml:37:17: \"98%\" is a number typed by hand; define it as a figure so that it can be traced",
        ],
    );
}

#[test]
fn expressions() {
    check(
        "一是规范办理。",
        "一是{{ nothing }}。",
        &["body.md:8:6: this expression cannot be computed: `nothing` is undefined"],
    );
    check(
        "each(\"all_on_time\")",
        "each(\"all_on_time\", \"大都\")",
        &["body.md:4:24: \"大都\" does not say that; write one of: 均、都、皆、已"],
    );
    check(
        "{{ table(\"selfcheck\") }}",
        "见{{ table(\"selfcheck\") }}",
        &["body.md:12:5: \"table(\"selfcheck\")\" must stand in a paragraph of its own in body.md"],
    );
}

#[test]
fn another_cut_off_must_be_said() {
    check(
        "截至{{ as_of(\"early\") }}受理",
        "受理",
        &[
            "report.yaml:34:23: figure \"early\" is as of 2021-12-20, not of the report's cut-off; say so in the same sentence, for example with {{ as_of(\"early\") }}",
        ],
    );
    check("截至{{ as_of(\"early\") }}受理", "截至2021年12月20日受理", &[]);
}

#[test]
fn a_table_has_no_place_in_a_cell() {
    check(
        "按期率{{ fig(\"on_time\") }}",
        "'{{ table(\"selfcheck\") }}按期率{{ fig(\"on_time\") }}'",
        &[
            "body.md:12:4: \"table(\"selfcheck\")\" must stand in a paragraph of its own in body.md",
            "report.yaml:37:21: \"table(\"selfcheck\")\" must stand in a paragraph of its own in body.md",
        ],
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever the files hold, reading ends with a template or with faults.
    #[test]
    fn any_text_can_be_read(
        at in 0_usize..2000,
        length in 0_usize..40,
        put in prop::sample::select(vec!["", "{{", "}}", "{%", "\"", "'", "\n", "- ", ": ", "[", "}", "|", "#", "*", "&a", "\u{E000}f:", "\u{E001}", "1万件", "\0"]),
        in_body in any::<bool>(),
    ) {
        let cut = |text: &str| {
            let start = text.len().min(at);
            let start = (0..=start).rev().find(|&byte| text.is_char_boundary(byte)).unwrap();
            let end = (start + length).min(text.len());
            let end = (end..=text.len()).find(|&byte| text.is_char_boundary(byte)).unwrap();
            format!("{}{put}{}", &text[..start], &text[end..])
        };
        let read = if in_body {
            Template::read(&files(REPORT, &cut(BODY)))
        } else {
            Template::read(&files(&cut(REPORT), BODY))
        };
        prop_assert_eq!(read.0.is_some(), read.1.is_empty());
        if let Some(template) = read.0 {
            let compiled = template.compile(&catalogue(), &Default::default());
            prop_assert!(!compiled.faults.is_empty(), "nothing was evaluated");
        }
    }
}
