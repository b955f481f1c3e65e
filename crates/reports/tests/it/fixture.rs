//! A line of work, a template and figures that can be checked in the head.

use std::collections::BTreeMap;

use base::dims::Filter;
use base::{Exact, Key, UnitOfMeasure, exact};
use indicators::{Coverage, Figure, Missing, Outcome, Part, Receipt, Role, unit_of_measure};
use jiff::civil::date;
use register::model::{
    Catalogue, Counts, Field, FieldKind, Formula, Indicator, Kind, Measure, Name, Pack, Register,
    State, Texts,
};
use reports::{Compiled, FigureId, Template};

pub(crate) const REPORT: &str = r#"
title: 示例市卫生健康委员会2021年度自查报告
issuer: 示例市卫生健康委员会
issued_on: 2022-01-14
to: 示例市人民政府
period: { from: 2021-01-01, to: 2021-12-31 }
unit: commission
units: { commission: 委本级, tcm_bureau: 示例市中医管理局 }
figures:
  received: { name: foi.received }
  citizens: { name: foi.received, where: { applicant: citizen } }
  early: { name: foi.received, as_of: 2021-12-20 }
  on_time: { name: foi.on_time, style: percent }
  all_on_time: { name: foi.all_on_time }
  none_late: { name: foi.none_late }
  growth: { name: foi.growth, style: yoy, decimals: 2 }
  fees: { name: foi.fees, unit: tcm_bureau, style: money }
tables:
  selfcheck:
    columns:
      - { key: dimension, title: 考评维度, width: 20, merge: yes }
      - { key: content, title: 自查内容, width: 30 }
      - { key: result, title: 落实情况, width: 50 }
    rows:
      - dimension: 政务公开
        content: 依申请公开
        result: |
          1.受理{{ fig("received") }}，
          {{ all("all_on_time") }}按期答复。

          2.收费{{ fig("fees") }}。
      - dimension: 政务公开
        content: 时限
        result: '截至{{ as_of("early") }}受理{{ fig("early") }}，{{ zero("none_late") }}逾期。'
      - dimension: 接诉即办
        content: 响应
        result: 按期率{{ fig("on_time") }}
"#;

pub(crate) const BODY: &str = r#"# 总体情况

全年受理**申请{{ fig("received") }}**，其中公民{{ fig("citizens") }}，
{{ fig("growth") }}，{{ each("all_on_time") }}已答复。

## 主要做法

一是规范办理。

{{ attachment("自查表") }}

{{ table("selfcheck") }}
"#;

pub(crate) fn files(report: &str, body: &str) -> BTreeMap<String, String> {
    let file = |name: &str, text: &str| (name.to_owned(), text.to_owned());
    BTreeMap::from([file("report.yaml", report), file("body.md", body)])
}

pub(crate) fn template() -> Template {
    read(REPORT, BODY)
}

#[track_caller]
pub(crate) fn read(report: &str, body: &str) -> Template {
    let (template, faults) = Template::read(&files(report, body));
    assert!(faults.is_empty(), "{faults:#?}");
    template.unwrap()
}

fn name(key: &'static str) -> Name {
    Name::new(Key::literal("foi"), Key::literal(key))
}

fn field(key: &'static str, kind: FieldKind) -> Field {
    Field { key: Key::literal(key), kind, dimension: true, personal: false }
}

fn measure(key: &'static str, counts: Counts, unit_of_measure: UnitOfMeasure) -> Measure {
    Measure {
        key: Key::literal(key),
        register: Key::literal("foi"),
        counts,
        filter: Filter::new(),
        unit_of_measure,
        penalty_money: false,
    }
}

fn indicator(key: &'static str, formula: Formula) -> Indicator {
    Indicator {
        key: Key::literal(key),
        formula,
        better: None,
        target: None,
        assessed: false,
        may_exceed: None,
        excludes: vec![],
    }
}

/// 依申请公开 with little in it.
pub(crate) fn catalogue() -> Catalogue {
    let key = Key::literal;
    let flow = |state: &'static str| Counts::FlowInto(vec![key(state)]);
    let zh = [
        ("name", "依申请公开"),
        ("registers.foi", "依申请公开台账"),
        ("registers.foi.fields.applicant", "申请人"),
        ("registers.foi.fields.applicant.citizen", "公民"),
        ("measures.received", "受理申请"),
        ("measures.answered", "已答复"),
        ("measures.answered_on_time", "按期答复"),
        ("measures.fees", "收费"),
        ("indicators.on_time", "按期答复率"),
        ("indicators.all_on_time", "全部按期答复"),
        ("indicators.none_late", "未发生逾期答复"),
        ("indicators.growth", "受理申请同比"),
        ("indicators.gap", "按期答复率之差"),
    ];
    let register = Register {
        key: key("foi"),
        kind: Kind::Case,
        number_prefix: "XX".to_owned(),
        fields: vec![field("applicant", FieldKind::Choice(vec![key("citizen"), key("company")]))],
        states: vec![State { key: key("received"), open: true }],
        steps: vec![],
        title: None,
        due: None,
        warn_days: None,
        due_in: vec![],
        clocks: vec![],
        caps: vec![],
        subject: None,
        import: None,
    };
    let share = Formula::Share { part: name("answered_on_time"), whole: name("answered") };
    let all = Formula::All { of: name("answered"), are: name("answered_on_time") };
    Catalogue {
        packs: vec![Pack {
            key: key("foi"),
            version: 3,
            effective_from: date(2021, 1, 1),
            source: String::new(),
            registers: vec![register],
            roles: BTreeMap::new(),
            parameters: vec![],
            measures: vec![
                measure("received", flow("received"), UnitOfMeasure::Item),
                measure("answered", flow("answered"), UnitOfMeasure::Item),
                measure("answered_on_time", flow("answered"), UnitOfMeasure::Item),
                measure("answered_late", flow("answered"), UnitOfMeasure::Item),
                measure("fees", Counts::SumOf("fee".to_owned()), UnitOfMeasure::Yuan),
            ],
            indicators: vec![
                indicator("on_time", share),
                indicator("all_on_time", all),
                indicator("none_late", Formula::None { of: name("answered_late") }),
                indicator("growth", Formula::Change { of: name("received") }),
                indicator(
                    "gap",
                    Formula::Difference { of: name("on_time"), less: name("on_time") },
                ),
            ],
            texts: Texts {
                zh: zh.map(|(path, word)| (path.to_owned(), word.to_owned())).into(),
                en: BTreeMap::new(),
            },
        }],
    }
}

/// The answer to a question of the template, as known at record 900.
pub(crate) fn answer(template: &Template, id: &str, outcome: Outcome) -> (FigureId, Figure) {
    let questions = template.questions();
    let (id, question) = questions.into_iter().find(|(known, _)| known.as_str() == id).unwrap();
    let unit_of_measure = unit_of_measure(&catalogue(), &question.name).unwrap();
    let part = |role, key, value| Part {
        role,
        name: name(key),
        value: Some(exact::whole(value)),
        unit_of_measure: UnitOfMeasure::Item,
        rows: None,
        laid_down: None,
    };
    let receipt = Receipt {
        definition: 3,
        formula: "foi.answered_on_time / foi.answered".to_owned(),
        parts: vec![
            part(Role::Numerator, "answered_on_time", 49),
            part(Role::Denominator, "answered", 50),
        ],
        coverage: vec![Coverage {
            register: Key::literal("foi"),
            from: question.from,
            to: question.as_of,
            due: 12,
            came: 12,
        }],
        known_at: 900,
        trees: vec![],
    };
    (id, Figure { question, outcome, unit_of_measure, receipt })
}

pub(crate) fn number(value: i64) -> Outcome {
    Outcome::Number(exact::whole(value))
}

pub(crate) fn ratio(numerator: i128, denominator: i128) -> Outcome {
    Outcome::Number(Exact::new(numerator, denominator))
}

pub(crate) fn truth(have: i64, of: i64) -> Outcome {
    Outcome::Truth { holds: have == of, have, of }
}

pub(crate) fn figures(template: &Template) -> BTreeMap<FigureId, Figure> {
    let outcomes = [
        ("received", number(207)),
        ("citizens", number(150)),
        ("early", number(200)),
        ("on_time", ratio(49, 50)),
        ("all_on_time", truth(50, 50)),
        ("none_late", truth(0, 0)),
        ("growth", ratio(-3809, 10_000)),
        ("fees", number(715_000)),
    ];
    outcomes.into_iter().map(|(id, outcome)| answer(template, id, outcome)).collect()
}

pub(crate) fn compiled() -> Compiled {
    let template = template();
    template.compile(&catalogue(), &figures(&template))
}

/// The fixture with another outcome for one figure.
pub(crate) fn compiled_with(id: &str, outcome: Outcome) -> Compiled {
    let template = template();
    let mut figures = figures(&template);
    figures.extend([answer(&template, id, outcome)]);
    template.compile(&catalogue(), &figures)
}

pub(crate) const NO_REPORT: Outcome = Outcome::Missing(Missing::NoReport);

/// The files of a folder as text, by name.
pub(crate) fn files_in(folder: &std::path::Path) -> BTreeMap<String, String> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{folder:?}: {error}"));
    entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, std::fs::read_to_string(&path).unwrap())
        })
        .collect()
}
