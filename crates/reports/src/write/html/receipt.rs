//! The receipts at the end of a file that stands alone.

use base::exact::decimal;
use base::{Exact, Lang};
use indicators::{Figure, Missing, Outcome, Role};

use super::escape::escaped;
use crate::compile::day_in_words;
use crate::document::{Document, Entry};
use crate::style::exact_text;

pub(super) fn section(document: &Document, out: &mut String) {
    if document.entries.is_empty() {
        return;
    }
    out.push_str("<section class=\"receipts\" aria-labelledby=\"receipts\">\n");
    out.push_str("<h2 id=\"receipts\">数据凭据</h2>\n<p>");
    out.push_str("文中每一数据均链接到此处的凭据。凭据载明所问、所计、取数时点和计算过程。");
    if let Some(known_at) = document.known_at {
        out.push_str(&format!("全部数据取自记录 {known_at} 为止的台账。"));
    }
    out.push_str("</p>\n");
    for entry in &document.entries {
        receipt(entry, out);
    }
    out.push_str("</section>\n");
}

fn receipt(entry: &Entry, out: &mut String) {
    let id = &entry.id;
    out.push_str(&format!("<section class=\"receipt\" id=\"receipt-{id}\">\n"));
    let printed: Vec<String> = entry.printed.iter().map(|text| escaped(text)).collect();
    out.push_str(&format!("<h3>{}：{}</h3>\n", escaped(&entry.words), printed.join("、")));
    out.push_str("<dl>\n");
    line(out, "业务", &entry.pack_words);
    line(out, "单位", &entry.unit_words);
    if !entry.filter_words.is_empty() {
        line(out, "范围", &entry.filter_words.join("；"));
    }
    match &entry.figure {
        None => line(out, "数值", "未取得"),
        Some(figure) => evaluated(entry, figure, out),
    }
    out.push_str("</dl>\n");
    if let Some(figure) = &entry.figure {
        parts(entry, figure, out);
    }
    out.push_str("<p class=\"receipt-back\">见于正文：");
    for (index, claim) in entry.claims.iter().enumerate() {
        out.push_str(&format!("<a href=\"#claim-{}\">第{}处</a> ", claim + 1, index + 1));
    }
    out.push_str("</p>\n</section>\n");
}

fn evaluated(entry: &Entry, figure: &Figure, out: &mut String) {
    let question = &figure.question;
    let unit = figure.unit_of_measure.word(Lang::Zh);
    let value = match figure.outcome {
        Outcome::Number(exact) => format!("{}{unit}", readable(exact)),
        Outcome::Truth { holds, have, of: 0 } => {
            format!("{}（实有 {have}）", if holds { "成立" } else { "不成立" })
        }
        Outcome::Truth { holds, have, of } => {
            format!("{}（{of} 中有 {have}）", if holds { "成立" } else { "不成立" })
        }
        Outcome::Missing(why) => format!("缺报：{}", missing(why)),
    };
    line(out, "精确值", &value);
    let period = match question.from {
        Some(from) => {
            format!("{}至{}", day_in_words(from), day_in_words(question.as_of))
        }
        None => format!("从开始到{}", day_in_words(question.as_of)),
    };
    line(out, "期间", &period);
    line(out, "截止日", &day_in_words(question.as_of));
    line(out, "取数时点", &format!("记录 {}", figure.receipt.known_at));
    line(out, "指标", &question.name.to_string());
    if !entry.formula_words.is_empty() {
        line(out, "计算公式", &entry.formula_words);
    }
    line(out, "定义", &format!("{}，第 {} 版", figure.receipt.formula, figure.receipt.definition));
    for (coverage, register) in figure.receipt.coverage.iter().zip(&entry.coverage_words) {
        let said = format!("{register}应报 {} 份，实报 {} 份", coverage.due, coverage.came);
        line(out, "报送情况", &said);
    }
}

fn parts(entry: &Entry, figure: &Figure, out: &mut String) {
    if figure.receipt.parts.is_empty() {
        return;
    }
    out.push_str("<table>\n<thead><tr><th scope=\"col\">用途</th><th scope=\"col\">名称</th>");
    out.push_str("<th scope=\"col\">数值</th><th scope=\"col\">来源</th></tr></thead>\n<tbody>\n");
    for (part, words) in figure.receipt.parts.iter().zip(&entry.part_words) {
        let value = part.value.map_or_else(|| "缺报".to_owned(), exact_text);
        let source = match (&part.rows, &part.laid_down) {
            (Some(rows), _) => {
                let narrowed = if rows.filter.is_empty() { "" } else { "（按条件筛选）" };
                let from = rows.from.map_or_else(|| "开始".to_owned(), day_in_words);
                format!("{} 台账分录，{from}至{}{narrowed}", rows.measure, day_in_words(rows.as_of))
            }
            (None, Some((since, cite))) => format!("{}起：{cite}", day_in_words(*since)),
            (None, None) => part.name.to_string(),
        };
        out.push_str(&format!(
            "<tr><td>{}</td><th scope=\"row\">{}</th><td class=\"number\">{}{}</td><td>{}</td></tr>\n",
            role(part.role),
            escaped(words),
            escaped(&value),
            part.unit_of_measure.word(Lang::Zh),
            escaped(&source)
        ));
    }
    out.push_str("</tbody>\n</table>\n");
}

/// An exact value; a fraction also as a decimal, which nobody computes in the head.
fn readable(exact: Exact) -> String {
    let text = exact_text(exact);
    if text.contains('/') { format!("{text}（约 {}）", decimal(exact, 6)) } else { text }
}

fn line(out: &mut String, term: &str, said: &str) {
    out.push_str(&format!("<div><dt>{term}</dt><dd>{}</dd></div>\n", escaped(said)));
}

fn role(role: Role) -> &'static str {
    match role {
        Role::Term => "计入",
        Role::Subtracted => "减去",
        Role::Numerator => "分子",
        Role::Denominator => "分母",
        Role::Excluded => "剔除",
        Role::Parameter => "参数",
    }
}

fn missing(why: Missing) -> &'static str {
    match why {
        Missing::NoReport => "应报单位未报送",
        Missing::NothingToDivideBy => "分母为零",
        Missing::NoParameter => "参数在截止日尚无取值",
        Missing::NothingBefore => "上年同期无可比数据",
    }
}
