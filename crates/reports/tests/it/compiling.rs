//! Figures in words, and what is said when they do not bear the words out.

use indicators::Outcome;
use reports::document::{Block, Cell, Inline, Says, plain_text};
use reports::{Compiled, MISSING, UNFOUNDED};

use crate::fixture::{
    NO_REPORT, REPORT, answer, catalogue, compiled, compiled_with, figures, number, ratio, read,
    template, truth,
};

pub(crate) fn text(compiled: &Compiled) -> String {
    let mut text = String::new();
    let attachments = compiled.document.attachments.iter();
    for block in compiled.document.body.iter().chain(attachments.flat_map(|one| &one.blocks)) {
        match block {
            Block::Heading { level, number, inlines } => {
                let marks = "#".repeat(usize::from(*level));
                text.push_str(&format!("{marks} {number}{}\n", plain_text(inlines)));
            }
            Block::Paragraph(inlines) => text.push_str(&format!("{}\n", plain_text(inlines))),
            Block::Table(table) => {
                for row in &table.rows {
                    let cells: Vec<String> = row.cells.iter().map(cell).collect();
                    text.push_str(&format!("| {} |\n", cells.join(" | ")));
                }
            }
        }
    }
    text
}

fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Covered => "^".to_owned(),
        Cell::Filled { paragraphs, rows } => {
            let lines: Vec<String> = paragraphs.iter().map(|line| plain_text(line)).collect();
            let span = if *rows > 1 { format!("({rows}) ") } else { String::new() };
            format!("{span}{}", lines.join(" / "))
        }
    }
}

#[test]
fn the_fixture_compiles_without_fault() {
    let compiled = compiled();
    assert_eq!(compiled.faults, []);
    insta::assert_snapshot!(text(&compiled), @r"
    # 一、总体情况
    全年受理申请207件，其中公民150件，同比下降38.09%，均已答复。
    ## （一）主要做法
    一是规范办理。
    | (2) 政务公开 | 依申请公开 | 1.受理207件，全部按期答复。 / 2.收费71.5万元。 |
    | ^ | 时限 | 截至2021年12月20日受理200件，未发生逾期。 |
    | 接诉即办 | 响应 | 按期率98% |
    ");
}

#[test]
fn every_wording_is_a_claim_in_the_order_of_the_text() {
    let compiled = compiled();
    let claims: Vec<String> = compiled
        .claims
        .iter()
        .map(|claim| format!("{}:{}={}", claim.index, claim.figure, claim.text))
        .collect();
    assert_eq!(
        claims.join(" "),
        "0:received=207件 1:citizens=150件 2:growth=同比下降38.09% 3:all_on_time=均 \
         4:received=207件 5:all_on_time=全部 6:fees=71.5万元 7:early=200件 8:none_late=未发生 \
         9:on_time=98%"
    );
    let received = &compiled.document.entries[0];
    assert_eq!((received.words.as_str(), received.value.as_str()), ("受理申请", "207"));
    assert_eq!(received.claims, [0, 4]);
    let citizens = &compiled.document.entries[1];
    assert_eq!(citizens.filter_words, ["申请人：公民"]);
    assert!(matches!(compiled.claims[3].says, Says::All));
}

#[test]
fn bold_stays_bold_around_a_figure() {
    let compiled = compiled();
    let Block::Paragraph(inlines) = &compiled.document.body[1] else { panic!("no paragraph") };
    let bold: Vec<&str> = inlines
        .iter()
        .filter(|inline| {
            matches!(
                inline,
                Inline::Text { strong: true, .. } | Inline::Figure { strong: true, .. }
            )
        })
        .map(Inline::text)
        .collect();
    assert_eq!(bold, ["申请", "207件"]);
}

#[track_caller]
fn check(id: &str, outcome: Outcome, printed: &str, expected: &[&str]) {
    let compiled = compiled_with(id, outcome);
    assert!(text(&compiled).contains(printed), "{}", text(&compiled));
    let shown: Vec<String> = compiled.faults.iter().map(ToString::to_string).collect();
    assert_eq!(shown, expected);
}

#[test]
fn missing_is_never_zero() {
    check(
        "citizens",
        NO_REPORT,
        "其中公民【数据缺报】，",
        &[
            "report.yaml:11:3: figure \"citizens\" is missing: no report has come; missing is not zero",
        ],
    );
    check("citizens", number(0), "其中公民0件，", &[]);
    assert_eq!(MISSING, "【数据缺报】");
}

#[test]
fn all_and_none_are_said_only_where_they_hold() {
    check(
        "all_on_time",
        truth(49, 50),
        "，【表述不实】已答复",
        &[
            "body.md:4:24: \"均\" does not hold for \"all_on_time\": 49 of 50; change the sentence",
            "report.yaml:29:14: \"全部\" does not hold for \"all_on_time\": 49 of 50; change the sentence",
        ],
    );
    check(
        "all_on_time",
        truth(0, 0),
        "【表述不实】按期答复",
        &[
            "body.md:4:24: \"均\" says nothing for \"all_on_time\": there is not a single one; change the sentence",
            "report.yaml:29:14: \"全部\" says nothing for \"all_on_time\": there is not a single one; change the sentence",
        ],
    );
    check(
        "none_late",
        truth(2, 0),
        "，【表述不实】逾期",
        &[
            "report.yaml:34:64: \"未发生\" does not hold for \"none_late\": there are 2; change the sentence",
        ],
    );
    assert_eq!(UNFOUNDED, "【表述不实】");
}

#[test]
fn the_direction_word_follows_the_sign() {
    check("growth", ratio(1, 8), "，同比增长12.50%，", &[]);
    check("growth", ratio(0, 1), "，同比持平，", &[]);
}

#[test]
fn figures_that_do_not_belong_together_are_named() {
    let template = template();
    let mut figures = figures(&template);
    figures.remove(&template.questions()[0].0);
    let (id, mut late) = answer(&template, "received", number(207));
    late.receipt.known_at = 901;
    figures.insert(id, late);
    let (id, mut other) = answer(&template, "fees", number(715_000));
    other.question.as_of = jiff::civil::date(2021, 6, 30);
    figures.insert(id, other);
    let compiled = template.compile(&catalogue(), &figures);
    let shown: Vec<String> = compiled.faults.iter().map(ToString::to_string).collect();
    assert_eq!(
        shown,
        [
            "body.md:4:24: figure \"all_on_time\" was not evaluated, so nothing can be said about it",
            "report.yaml:10:3: figure \"received\" was known at 901, others at 900; ask all at one point",
            "report.yaml:17:3: figure \"fees\" answers another question than the template asks",
            "report.yaml:29:14: figure \"all_on_time\" was not evaluated, so nothing can be said about it",
        ]
    );
}

/// What `check` says about the fixture with one figure declared otherwise.
#[track_caller]
fn fits(from: &str, to: &str, expected: &[&str]) {
    assert!(REPORT.contains(from), "{from}");
    let template = read(&REPORT.replacen(from, to, 1), crate::fixture::BODY);
    let shown: Vec<String> = template.check(&catalogue()).iter().map(ToString::to_string).collect();
    assert_eq!(shown, expected);
}

#[test]
fn templates_must_fit_the_packs() {
    fits("name: foi.growth", "name: foi.growth", &[]);
    fits(
        "name: foi.fees",
        "name: foi.fines",
        &["report.yaml:17:3: no pack in force has a measure or indicator \"foi.fines\""],
    );
    fits(
        "applicant: citizen",
        "applicant: nobody",
        &[
            "report.yaml:11:3: the dimension \"applicant\" of \"foi.received\" has no value \"nobody\"",
        ],
    );
    fits(
        "applicant: citizen",
        "channel: online",
        &["report.yaml:11:3: nothing that \"foi.received\" counts has the dimension \"channel\""],
    );
    fits(
        "name: foi.on_time, style: percent",
        "name: foi.received, style: percent",
        &["report.yaml:13:3: the style \"percent\" prints a share, but \"foi.received\" is item"],
    );
    fits(
        "name: foi.on_time, style: percent",
        "name: foi.gap, style: percent",
        &["report.yaml:13:3: the style \"percent\" prints a share, but \"foi.gap\" is ratio"],
    );
    fits("name: foi.on_time, style: percent", "name: foi.gap, style: points", &[]);
    fits(
        "received: { name: foi.received }",
        "received: { name: foi.received, word: 户 }",
        &["report.yaml:10:3: 户 is no measure word for item"],
    );
    fits(
        "name: foi.all_on_time",
        "name: foi.received",
        &[
            "body.md:4:24: \"foi.received\" is a number; print it with fig(…)",
            "report.yaml:29:14: \"foi.received\" is a number; print it with fig(…)",
        ],
    );
    fits(
        "name: foi.none_late",
        "name: foi.all_on_time",
        &["report.yaml:34:64: \"foi.all_on_time\" says that all are; print it with all(…)"],
    );
}

/// The fixture's figures with another body.
fn says(body: &str, expected: &str) {
    let declared: Vec<String> = REPORT
        .lines()
        .filter(|line| !line.trim_start().starts_with("tables:"))
        .take_while(|line| !line.contains("selfcheck:"))
        .filter(|line| {
            let id = line.trim_start().split(':').next().unwrap_or_default();
            !line.starts_with("  ") || body.contains(&format!("\"{id}\""))
        })
        .map(str::to_owned)
        .collect();
    let template = read(&declared.join("\n"), body);
    let all = figures(&crate::fixture::template());
    let known = template.questions();
    let figures =
        all.into_iter().filter(|(id, _)| known.iter().any(|(asked, _)| asked == id)).collect();
    let compiled = template.compile(&catalogue(), &figures);
    assert_eq!(compiled.faults, []);
    assert_eq!(text(&compiled), expected);
}

#[test]
fn lists_tables_and_choices_in_the_body() {
    says("1. 受理{{ fig(\"received\") }}\n2. 其他\n", "1.受理207件\n2.其他\n");
    says("| 项目 | 数 |\n|--|--|\n| 受理 | {{ fig(\"received\") }} |\n", "| 受理 | 207件 |\n");
    let choice =
        "{% if holds(\"all_on_time\") %}{{ all(\"all_on_time\") }}按期{% else %}有逾期{% endif %}";
    says(choice, "全部按期\n");
    says("Word and\nExcel，\n计{{ fig(\"received\") }}", "Word and Excel，计207件\n");
}
