//! A report as an office writes one, and what is found in it.

use std::ops::Range;

use checker::{Cell, Draft, Finding, Fix, Kind, Severity};

/// A report as an office writes one, with things that do not add up.
pub(super) fn report() -> Draft {
    let cell =
        |row, column, rows, columns| Kind::Cell(Cell { table: 0, row, column, rows, columns });
    Draft::of(
        [
            ("2026年上半年政务服务便民热线运行情况通报", Kind::Heading(1)),
            ("一、总体情况", Kind::Heading(2)),
            (
                "　　上半年，全市热线共受理群众诉求12,480件，同比增长8.6%，其中咨询类7,206件、投诉举报类3,915件、建议类1,259件，三类合计12,380件。按期办结率98.2%，群众满意率96.5%。",
                Kind::Text,
            ),
            (
                "　　从办理情况看，各承办单位共办结12,251件，尚有229件正在办理；督办件<重点>共XX件，已于6月31日前全部回访。",
                Kind::Text,
            ),
            ("二、各区情况", Kind::Heading(2)),
            ("区", cell(0, 0, 2, 1)),
            ("受理量（件）", cell(0, 1, 1, 2)),
            ("按期办结率", cell(0, 3, 2, 1)),
            ("上半年", cell(1, 1, 1, 1)),
            ("上年同期", cell(1, 2, 1, 1)),
            ("东城区", cell(2, 0, 1, 1)),
            ("4,310", cell(2, 1, 1, 1)),
            ("3,902", cell(2, 2, 1, 1)),
            ("98.9%", cell(2, 3, 1, 1)),
            ("西城区", cell(3, 0, 1, 1)),
            ("8,170", cell(3, 1, 1, 1)),
            ("98.2%", cell(3, 3, 1, 1)),
            ("合计", cell(4, 0, 1, 1)),
            ("12,490", cell(4, 1, 1, 1)),
            ("11,491", cell(4, 2, 1, 1)),
            ("98.4%", cell(4, 3, 1, 1)),
            ("三、下一步工作", Kind::Heading(2)),
            ("　　一是压实责任。二是对逾期件逐件督办，力争年内按期办结率达到99%以上。", Kind::Text),
            ("注：受理量含转办件，不含重复来电。", Kind::Note),
        ]
        .map(|(text, kind)| (text.to_owned(), kind)),
    )
}

/// Where these words stand in a draft.
fn place(draft: &Draft, words: &str) -> Range<usize> {
    let text: String = draft.letters().iter().collect();
    let start = text[..text.find(words).unwrap()].chars().count();
    start..start + words.chars().count()
}

pub(super) fn finding(
    code: &'static str,
    severity: Severity,
    range: Range<usize>,
    said: [&str; 2],
) -> Finding {
    let [zh, en] = said.map(str::to_owned);
    Finding {
        code,
        severity,
        range,
        other: None,
        zh,
        en,
        computed: None,
        expected: None,
        fix: None,
    }
}

pub(super) fn findings(draft: &Draft) -> Vec<Finding> {
    let at = |words| place(draft, words);
    let own = |text: &str| Some(text.to_owned());
    vec![
        Finding {
            other: Some(at("咨询类7,206件、投诉举报类3,915件、建议类1,259件")),
            computed: own("12,480件"),
            expected: own("12,380件"),
            ..finding(
                "SUM",
                Severity::Error,
                at("12,480件"),
                [
                    "分项之和与总数不符，相差100件",
                    "the parts do not add up to the total; 100 are missing",
                ],
            )
        },
        Finding {
            other: Some(at("合计")),
            ..finding(
                "QUAL",
                Severity::Note,
                at("12,480件，同比增长8.6%"),
                [
                    "同比增长未说明上年同期数",
                    "growth is told without the figure of the year before",
                ],
            )
        },
        finding(
            "PH",
            Severity::Error,
            at("XX件"),
            ["占位符没有填写", "a placeholder was not filled in"],
        ),
        Finding {
            expected: own("6月30日"),
            fix: Some(Fix { range: at("31日"), text: "30日".to_owned() }),
            ..finding(
                "DATE",
                Severity::Error,
                at("6月31日"),
                ["6月没有31日", "June has no 31st day"],
            )
        },
        Finding {
            other: Some(at("12,480件")),
            computed: own("12,490"),
            expected: own("12,480"),
            ..finding(
                "SUM",
                Severity::Warning,
                at("12,490"),
                ["表中合计与正文总数不符", "the total of the table is not that of the text"],
            )
        },
        Finding {
            fix: Some(Fix { range: at("，不含重复来电"), text: String::new() }),
            ..finding(
                "QUAL",
                Severity::Note,
                at("不含重复来电"),
                ["口径与正文不一致", "the note says otherwise than the text"],
            )
        },
    ]
}

pub(super) const TITLE: &str = "2026年上半年热线运行情况通报（送审稿）";
