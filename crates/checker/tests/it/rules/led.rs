//! Against the ledger.

use checker::{Draft, Fact, against};

fn facts() -> Vec<Fact> {
    let fact = |text: &str| Fact {
        text: text.to_owned(),
        name: "自查报告".to_owned(),
        year: "2021年".to_owned(),
    };
    [
        "全年受理政府信息公开申请207件。",
        "全市建成院前医疗急救设施344个。",
        "市中医管理局受理政府信息公开申请6件。",
        "登记工单2480件。",
        "全程接种率达98.59%。",
    ]
    .map(fact)
    .to_vec()
}

fn found(text: &str) -> Vec<String> {
    let draft = Draft::plain(text);
    against(&draft, &facts()).iter().map(|finding| draft.text(finding.range.clone())).collect()
}

#[test]
fn what_agrees_or_is_not_in_the_ledger_is_left_alone() {
    for text in [
        "2021年受理政府信息公开申请207件。",
        "受理政府信息公开申请200余件。",
        "2020年受理政府信息公开申请236件。",
        "去年受理政府信息公开申请236件。",
        "市中医管理局受理政府信息公开申请6件。",
        "全程接种率98.6%。",
        "登记工单近2500件。",
        "登记投诉240件。",
        "计划建成院前医疗急救设施350个。",
    ] {
        assert_eq!(found(text), [""; 0], "{text}");
    }
}

#[test]
fn what_the_ledger_contradicts_is_found() {
    for (text, wrong) in [
        ("2021年受理政府信息公开申请208件。", "208件"),
        ("收到政府信息公开申请270件。", "270件"),
        ("全市建成院前医疗急救设施326个。", "326个"),
        ("院前医疗急救设施近300个。", "300个"),
        ("市中医管理局受理政府信息公开申请9件。", "9件"),
        ("2021年登记工单2840件。", "2840件"),
        ("全程接种率达95.8%。", "95.8%"),
        ("登记工单3000余件。", "3000余件"),
    ] {
        assert_eq!(found(text), [wrong], "{text}");
    }
}
