//! What the Markdown of a template may consist of, checked where it is written.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag};

use super::CellText;
use crate::fault::{Faults, Place, Unreadable};

/// The Markdown we read: with tables, and nothing else beyond the common core.
pub(crate) fn markdown(text: &str) -> Parser<'_> {
    Parser::new_ext(text, Options::ENABLE_TABLES)
}

/// Checks the body: headings in order and unnumbered, and nothing that has no place in 公文.
pub(super) fn check(body: &str, faults: &mut Faults) {
    let mut before = 0;
    let mut in_heading = false;
    for (event, range) in markdown(body).into_offset_iter() {
        let at = Place::of_byte(body, range.start);
        if let Some(wrong) = unfitting(&event) {
            faults.add(at, wrong);
        }
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                let found = depth(level);
                if found > LEVELS {
                    faults.add(at, Unreadable::TooDeep(found));
                } else if found > before + 1 {
                    faults.add(at, Unreadable::LevelSkipped { before, found });
                }
                before = found.min(LEVELS);
                in_heading = true;
            }
            Event::Text(text) if in_heading => {
                if let Some(typed) = typed_numbering(&text) {
                    faults.add(at, Unreadable::TypedNumbering(typed));
                }
                in_heading = false;
            }
            _ => in_heading = false,
        }
    }
}

/// Checks the cells of tables, which hold paragraphs and nothing more.
pub(crate) fn check_cell(cell: &CellText, faults: &mut Faults) {
    for event in markdown(&cell.text) {
        if let Some(wrong) = unfitting(&event) {
            faults.add(cell.at, wrong);
        }
        if matches!(event, Event::Start(Tag::Heading { .. } | Tag::Table(_))) {
            faults.add(
                cell.at,
                Unreadable::Unfitting(
                    "a heading or table in a cell",
                    "write paragraphs",
                    "单元格内的标题或表格",
                    "请写成段落",
                ),
            );
        }
    }
}

/// Levels of headings in 公文: 一、（一）1.（1）.
const LEVELS: u8 = 4;

pub(crate) fn depth(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

fn unfitting(event: &Event<'_>) -> Option<Unreadable> {
    let (what, remedy, zh, zh_remedy) = match event {
        Event::Start(Tag::List(None)) => (
            "a bullet list",
            "write 一是…二是… or number it",
            "项目符号",
            "请写“一是……二是……”或编号",
        ),
        Event::Start(Tag::BlockQuote(_)) => {
            ("a block quote", "write a paragraph", "引用块", "请写成段落")
        }
        Event::Start(Tag::CodeBlock(_)) | Event::Code(_) => {
            ("program code", "take out the indent or the back ticks", "代码", "请去掉缩进或反引号")
        }
        Event::Start(Tag::HtmlBlock) | Event::Html(_) | Event::InlineHtml(_) => {
            ("HTML", "write text", "HTML 标记", "请写文字")
        }
        Event::Start(Tag::Link { .. }) => {
            ("a link", "name the document in 《》", "超链接", "请以《》写明文件名称")
        }
        Event::Start(Tag::Image { .. }) => ("a picture", "describe it", "图片", "请用文字说明"),
        Event::Start(Tag::Emphasis) => {
            ("italic type", "use ** ** for bold", "斜体", "请用 ** ** 加粗")
        }
        Event::Rule => ("a rule", "begin a heading instead", "分隔线", "请另起标题"),
        _ => return None,
    };
    Some(Unreadable::Unfitting(what, remedy, zh, zh_remedy))
}

/// A number typed at the beginning of a heading: 一、 （二） 3. (4).
fn typed_numbering(text: &str) -> Option<String> {
    let text = text.trim_start();
    let (opening, rest) = match text.strip_prefix(['（', '(']) {
        Some(rest) => (1, rest),
        None => (0, text),
    };
    let numeral = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let length = rest.chars().take_while(|c| numeral(*c)).count();
    let closing: &[char] = if opening == 1 { &['）', ')'] } else { &['、', '.', '．'] };
    let next = rest.chars().nth(length)?;
    (length > 0 && closing.contains(&next))
        .then(|| text.chars().take(opening + length + 1).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_body(body: &str, expected: &str) {
        let mut faults = Faults::in_file("b");
        check(body, &mut faults);
        let shown: Vec<String> = faults.found.iter().map(ToString::to_string).collect();
        assert_eq!(shown.join("\n"), expected);
    }

    #[test]
    fn an_official_document_is_headings_paragraphs_and_tables() {
        check_body("# 总体情况\n\n受理{{ fig(\"a\") }}。\n\n## 其一\n\n|a|b|\n|-|-|\n|1|2|\n", "");
        check_body(
            "# 甲\n\n- 一\n",
            "b:3:1: a bullet list has no place in an official document; write 一是…二是… or number it",
        );
        check_body(
            "甲*乙*",
            "b:1:2: italic type has no place in an official document; use ** ** for bold",
        );
    }

    #[test]
    fn headings_go_down_one_level_at_a_time_and_are_not_numbered_by_hand() {
        check_body("## 甲", "b:1:1: a heading of level 2 follows one of level 0; use level 1");
        check_body(
            "# 甲\n### 乙",
            "b:2:1: a heading of level 3 follows one of level 1; use level 2",
        );
        for (heading, typed) in [("一、甲", "一、"), ("（十二）甲", "（十二）"), ("3.甲", "3.")]
        {
            let fault = "headings are numbered by the program; take";
            check_body(
                &format!("# {heading}"),
                &format!("b:1:3: {fault} \"{typed}\" out of the heading"),
            );
        }
        check_body("# 一体推进\n# 2021年情况", "");
    }
}
