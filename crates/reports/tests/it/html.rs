//! The `.html`: every figure a `<data>` that opens its receipt.

use std::collections::BTreeSet;

use reports::write::{Receipts, html, html_page};

use crate::fixture::{NO_REPORT, compiled, compiled_with, ratio};
use crate::markup::Element;

/// HTML as XML: our own void elements are closed.
fn parsed(html: &str) -> Element {
    let mut text = html.replace("<br>", "<br/>").replace("<!DOCTYPE html>", "");
    for void in ["<meta ", "<col "] {
        let mut closed = String::new();
        let mut rest = text.as_str();
        while let Some((before, after)) = rest.split_once(void) {
            let (inside, tail) = after.split_once('>').unwrap();
            closed.push_str(&format!("{before}{void}{inside}/>"));
            rest = tail;
        }
        closed.push_str(rest);
        text = closed;
    }
    Element::read(text.trim())
}

fn ids(page: &Element) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    for id in page.all().iter().filter_map(|element| element.attribute("id")) {
        assert!(ids.insert(id.to_owned()), "{id} twice");
    }
    ids
}

#[test]
fn a_page_for_itself_has_a_receipt_for_every_figure() {
    let compiled = compiled();
    let page = parsed(&html_page(&compiled.document));
    let ids = ids(&page);
    let figures = page.named("data");
    assert_eq!(figures.len(), compiled.claims.len());
    for (figure, claim) in figures.iter().zip(&compiled.claims) {
        assert_eq!(figure.attribute("data-figure"), Some(claim.figure.as_str()));
        assert_eq!(figure.text, claim.text);
    }
    for link in page.named("a") {
        let target = link.attribute("href").unwrap().strip_prefix('#').unwrap();
        assert!(ids.contains(target), "{target}");
    }
    assert_eq!(page.named("script").len() + page.named("link").len() + page.named("img").len(), 0);
}

#[test]
fn in_a_site_the_caller_says_where_receipts_are() {
    let compiled = compiled();
    let address = |id: &reports::FigureId| format!("/reports/self-assessment/figures/{id}");
    let article = parsed(&html(&compiled.document, &Receipts::At(&address)));
    let links: Vec<&str> =
        article.named("a").iter().filter_map(|link| link.attribute("href")).collect();
    assert_eq!(links[0], "/reports/self-assessment/figures/received");
    assert_eq!(links.len(), compiled.claims.len());
    insta::assert_snapshot!(html(&compiled.document, &Receipts::At(&address)));
}

#[test]
fn headings_and_tables_say_what_they_are() {
    let page = parsed(&html_page(&compiled().document));
    let headings: Vec<String> = page
        .all()
        .iter()
        .filter(|element| ["h1", "h2", "h3"].contains(&element.name.as_str()))
        .map(|heading| format!("{} {}", heading.name, heading.whole_text()))
        .take(4)
        .collect();
    assert_eq!(
        headings.join("|"),
        "h1 示例市卫生健康委员会2021年度自查报告|h2 一、总体情况|h3 （一）主要做法|h2 自查表"
    );
    let groups: Vec<&Element> = page
        .named("th")
        .into_iter()
        .filter(|cell| cell.attribute("scope") == Some("rowgroup"))
        .collect();
    assert_eq!(groups.len(), 1);
    assert_eq!(groups[0].attribute("rowspan"), Some("2"));
    let bodies: Vec<usize> =
        page.named("tbody").iter().map(|body| body.named("tr").len()).take(2).collect();
    assert_eq!(bodies, [2, 1]);
}

#[test]
fn a_receipt_says_how_the_figure_came_about() {
    let page = parsed(&html_page(&compiled().document));
    let receipt = |id: &str| {
        let sections = page.named("section");
        let section = sections.into_iter().find(|one| one.attribute("id") == Some(id)).unwrap();
        let lines: Vec<String> = section
            .all()
            .iter()
            .filter(|element| ["dt", "dd", "td", "th", "h3"].contains(&element.name.as_str()))
            .map(|element| element.whole_text())
            .collect();
        lines.join(" ")
    };
    assert_eq!(
        receipt("receipt-on_time"),
        "按期答复率：98% 业务 依申请公开 单位 委本级 精确值 0.98 \
         期间 2021年1月1日至2021年12月31日 截止日 2021年12月31日 取数时点 记录 900 \
         指标 foi.on_time 计算公式 按期答复 / 已答复 \
         定义 foi.answered_on_time / foi.answered，第 3 版 \
         报送情况 依申请公开台账应报 12 份，实报 12 份 用途 名称 数值 来源 \
         分子 按期答复 49件 foi.answered_on_time 分母 已答复 50件 foi.answered"
    );
    assert!(receipt("receipt-citizens").contains("单位 委本级 范围 申请人：公民 精确值 150件"));
}

#[test]
fn a_fraction_is_also_told_as_a_decimal() {
    let page = html_page(&compiled_with("on_time", ratio(2, 3)).document);
    assert!(page.contains("2/3（约 0.666667）"));
    assert!(page.contains("value=\"2/3\" data-figure=\"on_time\">67%</data>"));
}

#[test]
fn what_is_missing_has_no_value() {
    let compiled = compiled_with("citizens", NO_REPORT);
    let page = html_page(&compiled.document);
    let said = "value=\"\" data-figure=\"citizens\">【数据缺报】</data>";
    assert!(page.contains(said));
    assert!(page.contains("缺报：应报单位未报送"));
}
