//! Markdown as drafts.

use std::path::Path;

use exchange::draft::read;
use proptest::prelude::*;

use crate::draft_html::shape;

#[track_caller]
fn check(markdown: &str, expected: &str) {
    let draft = read(Path::new("a.md"), markdown.as_bytes()).unwrap();
    assert_eq!(shape(&draft), expected, "{markdown}");
}

#[test]
fn headings_and_paragraphs() {
    check("# 总\n\n文\n\n###### 末\n\n副\n---", "# 总|文|###### 末|## 副");
    check("\u{FEFF}# 总", "# 总");
    check("> 引\n\n---\n\n文", "引|文");
    check("", "");
}

#[test]
fn emphasis_leaves_no_marks() {
    check("受理**12**件，_办结_ `9` 件", "受理12件，办结 9 件");
    check("占**12%**的比例，**“甲”**乙", "占12%的比例，“甲”乙");
    check("[链接](x)与![图](y)及[^1]", "链接与及[^1]");
    check(r"\*\*原样\*\* &lt;&nbsp;&gt; 10~12件，13~15件", "**原样** < > 10~12件，13~15件");
    check("`a**b`", "a**b");
}

#[test]
fn soft_breaks_join_chinese() {
    check("本市受理\n投诉举报，\n办结", "本市受理投诉举报，办结");
    check("a\nb\n一\n12\n件", "a b 一 12 件");
    check("一  \n二\\\n三<br>四<BR/>五<b>六</b>", "一|二|三|四|五六");
}

#[test]
fn lists_have_their_numbers() {
    check("3. 甲\n3. 乙\n\n- 丙\n  1) 子\n  2) 孙\n- 丁", "3. 甲|4. 乙|丙|1. 子|2. 孙|丁");
    check("1. 甲\n\n   续\n2. 乙", "1. 甲|续|2. 乙");
    check("1.\n2. 乙", "2. 乙");
}

#[test]
fn tables_are_cells() {
    check(
        "| 区 | 件数 |\n|---|--:|\n| 甲 | **12** |\n| | 9 |\n\n|a|\n|-|\n|b|",
        "0:0,0 区|0:0,1 件数|0:1,0 甲|0:1,1 12|0:2,1 9|1:0,0 a|1:1,0 b",
    );
}

#[test]
fn footnotes_are_notes() {
    check("受理12件[^a]。\n\n[^a]: 含*转办*\n    件。\n\n文", "受理12件。|^ 含转办件。|文");
}

#[test]
fn code_is_text() {
    check("```\na  b\n**c**\n```\n\n    d", "a b|**c**|d");
}

#[test]
fn web_pages_inside_are_read() {
    check(
        "|a|\n|-|\n\n<table><tr><td>甲</table>\n\n<!-- 注 -->\n\n<div>文</div>",
        "0:0,0 a|1:0,0 甲|文",
    );
    let deep = "<div>".repeat(600);
    check(&deep, &deep);
}

proptest! {
    #[test]
    fn random_texts_never_panic(text in any::<String>()) {
        read(Path::new("a.md"), text.as_bytes()).unwrap();
    }

    #[test]
    fn random_marks_never_panic(pieces in prop::collection::vec(prop::sample::select(&[
        "# ", "\n", "\n\n", "- ", "1. ", "    ", "| a |", "|-|", "**", "_", "`", "```\n", "[^a]", "[^a]: ", "> ",
        "<div>", "<br>", "![", "](", ")", "一", "12", "  \n", "\\", "&amp;", "<!--", "-->", "<table><td>",
    ][..]), 0..60)) {
        read(Path::new("a.md"), pieces.concat().as_bytes()).unwrap();
    }
}
