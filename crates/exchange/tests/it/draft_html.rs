//! Web pages as drafts.

use std::path::Path;

use base::{Lang, Say};
use checker::{Draft, Kind};
use exchange::draft::{DraftError, read};
use proptest::prelude::*;

/// The paragraphs of a draft, one a line, each with what it is.
pub(crate) fn shape(draft: &Draft) -> String {
    let lines = draft.paragraphs().map(|paragraph| {
        let text: String = paragraph.letters.iter().collect();
        match paragraph.kind {
            Kind::Text => text,
            Kind::Heading(level) => format!("{} {text}", "#".repeat(level.into())),
            Kind::Note => format!("^ {text}"),
            Kind::Cell(cell) => {
                let spans = match (cell.rows, cell.columns) {
                    (1, 1) => String::new(),
                    (rows, columns) => format!("+{rows}x{columns}"),
                };
                format!("{}:{},{}{spans} {text}", cell.table, cell.row, cell.column)
            }
        }
    });
    lines.collect::<Vec<_>>().join("|")
}

fn try_read(bytes: &[u8]) -> Result<Draft, DraftError> {
    read(Path::new("a.html"), bytes)
}

#[track_caller]
fn check(html: &str, expected: &str) {
    assert_eq!(shape(&try_read(html.as_bytes()).unwrap()), expected, "{html}");
}

#[test]
fn blocks_are_paragraphs_and_inline_elements_join() {
    check("<p>一<p>二<div>三</div>四", "一|二|三|四");
    check("受理<b>12</b>件，<a href=x>办结<i>9</i></a>件", "受理12件，办结9件");
    check("一<br>二<br/>三<hr>四</p>五", "一|二|三|四|五");
    check("<h1>总</h1><h3>分<br>支</h3>文<h6>末</h6>", "# 总|### 分|### 支|文|###### 末");
    check("<h2>甲<h3>乙</h2>丙", "## 甲|### 乙|丙");
    check("<dl><dt>件数<dd>12<dt>比例<dd>3%</dl>", "件数|12|比例|3%");
    check("<blockquote>引<section>节</section></blockquote>", "引|节");
    check("", "");
    check("<p> <p>&nbsp;<p>　<div></div>", "");
}

#[test]
fn white_space_is_what_a_browser_shows() {
    check("<p>  one \n\t two  </p>", "one two");
    check("<p>本市受理\n    投诉举报12件，\r\n办结9件。</p>", "本市受理投诉举报12件，办结9件。");
    check("a\nb 一 二 “甲”\n“乙”", "a b 一 二 “甲”“乙”");
    check("<p>&nbsp;&nbsp;共&nbsp;12&nbsp; 件&nbsp;", "共 12  件");
    check("1&#8203;2\u{FEFF}3&shy;4<wbr>5", "12345");
    check("<b>a </b> <i> b</i>", "a b");
    check("<pre>a  b\nc\td</pre>e  f", "a  b|c d|e f");
    check("<p>　　一、总体</p>", "　　一、总体");
}

#[test]
fn characters_by_name_and_number() {
    check(
        "&lt;p&gt; &amp;amp; &#x4EF6;&#20214; &copy &bogus; &#0;",
        "<p> &amp; 件件 © &bogus; \u{FFFD}",
    );
    check("<p>3 < 5 且 5 > 3 &", "3 < 5 且 5 > 3 &");
}

#[test]
fn what_is_not_shown_is_not_read() {
    check("<head><title>题</title><meta charset=utf-8><style>p{}</style></head><body>文", "文");
    check("甲<script>if (a<b) '<p>1</p>'</script>乙<!-- 注 <p> -->丙", "甲乙丙");
    check("甲<noscript><p>无</p></noscript><template><p>模<td></div></template>乙", "甲乙");
    check(
        "甲<div hidden><p>藏<div>藏</div>藏</div>乙<span hidden>藏<span>藏</span>藏</span>丙",
        "甲乙丙",
    );
    check("甲<p style='color:red; DISPLAY : none'>藏<p>乙", "甲|乙");
    check(
        "甲<svg><title>图</title><path d=''/><text>图</text></svg>乙<select><option>选</select>丙",
        "甲乙丙",
    );
    check("<body style='display:none'>文<iframe>x</iframe>", "文");
    check("甲<del>12</del><ins>13</ins>件", "甲13件");
    check("<div hidden>藏<script>", "");
}

#[test]
fn lists_have_their_numbers() {
    check("<ol><li>甲<li>乙</ol><ul><li>丙</ul>", "1. 甲|2. 乙|丙");
    check("<ol start=9><li>甲<li value=20>乙<li>丙", "9. 甲|20. 乙|21. 丙");
    check("<ol type=a start=26><li>甲<li>乙</ol>", "z. 甲|aa. 乙");
    check("<ol type=A start=0><li>甲<li>乙</ol>", "0. 甲|A. 乙");
    check(
        "<ol type=I start=1999><li>甲</ol><ol type=i start=4000><li>乙</ol>",
        "MCMXCIX. 甲|4000. 乙",
    );
    check(
        "<ol><li><p>甲</p><p>续</p><li>乙<ol type=i><li>子</ol>余<li>丙</ol>",
        "1. 甲|续|2. 乙|i. 子|余|3. 丙",
    );
    check("<ol style='list-style-type: none'><li>甲</ol><ol><li><li>乙</ol>", "甲|2. 乙");
    check(
        "<ol start=9223372036854775807><li>甲<li>乙",
        "9223372036854775807. 甲|9223372036854775807. 乙",
    );
    check("<ol start=99999999999999999999><li>甲", "1. 甲");
}

#[test]
fn tables_are_grids() {
    check(
        "<table><tr><td>甲<td>乙<tr><td>丙<td>丁</table>文",
        "0:0,0 甲|0:0,1 乙|0:1,0 丙|0:1,1 丁|文",
    );
    check(
        "<table><tr><th rowspan=2>甲<th colspan=2>乙<tr><td>丙<td>丁",
        "0:0,0+2x1 甲|0:0,1+1x2 乙|0:1,1 丙|0:1,2 丁",
    );
    check("<table><tr><td></td><td>乙</table><table><td>丙</table>", "0:0,1 乙|1:0,0 丙");
    check(
        "<table><caption>表一</caption><thead><tr><td rowspan=9>甲</thead><tbody><tr><td>乙",
        "表一|0:0,0 甲|0:1,0 乙",
    );
    check(
        "<table><tr><td rowspan=0>甲<td>乙<tr><td>丙<tr><td>丁",
        "0:0,0+3x1 甲|0:0,1 乙|0:1,1 丙|0:2,1 丁",
    );
    check(
        "<table><tr><td colspan=0>甲<td colspan=-3>乙<td colspan=5000>丙",
        "0:0,0 甲|0:0,1 乙|0:0,2+1x1000 丙",
    );
    check("<table><tr><td>甲<p>乙<br>丙", "0:0,0 甲|0:0,0 乙|0:0,0 丙");
    check("<table><tr><td><h2>题</h2><ol><li>项</ol>", "0:0,0 题|0:0,0 1. 项");
    check("<table><tr hidden><td>藏<tr><td style='display:none'>藏<td>甲", "0:0,0 甲");
}

#[test]
fn nested_tables_are_numbered_on() {
    check(
        "<table><tr><td rowspan=3>外<table><caption>名</caption><tr><td>内</table>又<td>邻</table><table><tr><td>后",
        "0:0,0 外|0:0,0 名|1:0,0 内|0:0,0 又|0:0,1 邻|2:0,0 后",
    );
}

#[test]
fn broken_tags_do_no_harm() {
    check("</table></td>甲</div><td>乙</td><tr>丙</p>", "甲|乙|丙");
    check("<table>甲<tr>乙<td>丙</table></table>丁", "甲|乙|0:0,0 丙|丁");
    check("<div><table><tr><td>甲</div>乙</table>丙</div>丁", "0:0,0 甲乙|丙|丁");
    check("<table><thead><div hidden>藏<td>甲", "0:0,0 甲");
    check("<dl><dt hidden>藏<h1>藏</h1><div>藏<dt>甲</dl>", "甲");
    check("<dl><dt hidden>藏<h1>藏<dt>藏</dl>", "");
    check("<del>藏<div>藏</del>藏", "");
    check("甲<p", "甲");
    check("<DIV CLASS=a CLASS=b>甲</DIV><O:P>乙</O:P>", "甲|乙");
    check("<![if !supportLists]>一、<![endif]>总体<?xml?>", "一、总体");
}

#[test]
fn encodings() {
    use encoding_rs::{BIG5, Encoding, GB18030, GBK, UTF_8};
    let cases: [(&str, &'static Encoding, &str); 9] = [
        ("", UTF_8, "办结12件"),
        ("\u{FEFF}", UTF_8, "办结12件"),
        ("", GB18030, "办结12件"),
        ("<meta charset=gb2312>", GBK, "办结12件"),
        ("<meta http-equiv=content-type content='text/html; charset=GBK'>", GBK, "办结12件"),
        ("<META CHARSET = \"Big5\">", BIG5, "辦結12件"),
        // What it says is not true, or nothing at all.
        ("<meta charset=utf-8>", GBK, "办结12件"),
        ("<meta charset=utf-16>", GBK, "办结12件"),
        ("<meta charset=bogus>", GBK, "办结12件"),
    ];
    for (head, encoding, text) in cases {
        let bytes = [head.as_bytes(), &encoding.encode(text).0].concat();
        assert_eq!(shape(&try_read(&bytes).unwrap()), text, "{head}");
    }
    let wide: Vec<u8> = "\u{FEFF}<p>件".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(shape(&try_read(&wide).unwrap()), "件");
}

#[test]
fn too_much_is_refused_in_a_sentence() {
    let deep = |depth: usize| "<div>".repeat(depth);
    assert!(try_read(deep(512).as_bytes()).is_ok());
    assert!(try_read("<b>".repeat(100_000).as_bytes()).is_ok());
    let cases = [
        (deep(513), "“div”的嵌套超过 512 层；未读取该文档"),
        ("<table></table>".repeat(20_001), "文档中的表格超过 20000 个；请拆分后分别校核"),
        ("a".repeat(2_000_001), "文档超过 2000000 字；请拆分后分别校核"),
        (
            format!("<table>{}", "<td colspan=1000>".repeat(3)),
            "有一个表格超过 2000 列；请改正，或从文档中移除该表格",
        ),
    ];
    for (page, expected) in cases {
        assert_eq!(try_read(page.as_bytes()).unwrap_err().say(Lang::Zh), expected);
    }
}

/// Tags and texts that mean something to the reader, in any order.
const PIECES: &[&str] = &[
    "<p>",
    "</p>",
    "<div hidden>",
    "</div>",
    "<span hidden>",
    "</span>",
    "<table>",
    "</table>",
    "<tr>",
    "</tr>",
    "<td rowspan=3>",
    "<td colspan=2>",
    "<th>",
    "</td>",
    "<caption>",
    "<thead>",
    "</thead>",
    "<tbody>",
    "<ol start=-1>",
    "<ol type=a>",
    "</ol>",
    "<li value=0>",
    "</li>",
    "<h1>",
    "</h2>",
    "<pre>",
    "</pre>",
    "<br>",
    "<script>",
    "</script>",
    "<template>",
    "</template>",
    "<svg>",
    "<path/>",
    "</svg>",
    "<!--",
    "-->",
    "&nbsp;",
    "&#xD800;",
    "&lt",
    "一",
    "12",
    " ",
    "\n",
    "<",
    "<dl>",
    "<dt>",
    "<dd>",
    "</dl>",
    "<![CDATA[",
    "]]>",
    "<title>",
];

proptest! {
    #[test]
    fn random_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..500)) {
        let _ = try_read(&bytes);
    }

    #[test]
    fn random_texts_never_panic(text in any::<String>()) {
        try_read(text.as_bytes()).unwrap();
    }

    #[test]
    fn random_tags_never_panic(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..60)) {
        let draft = try_read(pieces.concat().as_bytes()).unwrap();
        for paragraph in draft.paragraphs() {
            let text: String = paragraph.letters.iter().collect();
            prop_assert!(!text.trim().is_empty() && !text.contains('\n'));
        }
    }
}
