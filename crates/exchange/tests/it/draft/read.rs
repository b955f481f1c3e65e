//! Paragraphs, runs, changes, fields, headings, notes and text boxes.

use super::make::{check, docx_with, draft, lines, p, r, unzipped, zipped};

#[test]
fn letters_of_paragraphs_are_read_in_order() {
    check(&(p("一") + &p("二")), "T 一\nT 二");
    check("<w:p/><w:p><w:r/></w:p><w:p><w:r><w:t/></w:r></w:p>", "");
    check(&format!("<w:p>{}{}</w:p>", r("办结"), r("率")), "T 办结率");
    check(
        "<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:cr/><w:t>d</w:t><w:noBreakHyphen/><w:t>e</w:t><w:sym w:font=\"Wingdings\" w:char=\"F0FC\"/><w:softHyphen/></w:r></w:p>",
        "T a→b c d-e",
    );
    // The tab stops of a paragraph are no tabs.
    check(
        "<w:p><w:pPr><w:tabs><w:tab w:val=\"left\"/></w:tabs></w:pPr><w:r><w:t>a</w:t></w:r></w:p>",
        "T a",
    );
    check(
        "<w:p><w:r><w:t>&lt;&amp;&#x4E00;&#20108;<![CDATA[<三>]]><!-- no -->四</w:t></w:r></w:p>",
        "T <&一二<三>四",
    );
    check("<w:p><w:r><w:t> a </w:t><w:t xml:space=\"preserve\"> b </w:t></w:r></w:p>", "T a b ");
    check("<w:p xml:space=\"preserve\"><w:r><w:t> a </w:t></w:r></w:p>", "T  a ");
    check("<w:p><w:r><w:t>a\r\nb</w:t></w:r></w:p>", "T a b");
    // Formulas and drawings have elements of the same names in other namespaces.
    check(
        "<w:p><m:oMath xmlns:m=\"m\"><m:r><m:t>x</m:t></m:r></m:oMath><w:r><w:t>y</w:t></w:r></w:p>",
        "T y",
    );
}

#[test]
fn what_holds_runs_does_not_matter() {
    check(&format!("<w:p><w:hyperlink>{}</w:hyperlink></w:p>", r("链接")), "T 链接");
    check(
        &format!("<w:p><w:smartTag><w:smartTag>{}</w:smartTag></w:smartTag></w:p>", r("名")),
        "T 名",
    );
    check(
        &format!(
            "<w:sdt><w:sdtPr><w:alias w:val=\"无\"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
            p("块")
        ),
        "T 块",
    );
    check(
        &format!("<w:p><w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt></w:p>", r("行内")),
        "T 行内",
    );
    check(
        &format!(
            "<w:p><w:r><w:ruby><w:rt>{}</w:rt><w:rubyBase>{}</w:rubyBase></w:ruby></w:r></w:p>",
            r("tái"),
            r("台")
        ),
        "T 台",
    );
}

#[test]
fn changes_count_as_accepted() {
    check(
        &format!(
            "<w:p>{}<w:ins>{}</w:ins><w:del><w:r><w:delText>三</w:delText></w:r></w:del><w:moveFrom>{}</w:moveFrom><w:moveTo>{}</w:moveTo></w:p>",
            r("一"),
            r("二"),
            r("四"),
            r("五")
        ),
        "T 一二五",
    );
    // The end of the first paragraph is deleted, so the second goes on with it.
    let joined = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>一</w:t></w:r></w:p>";
    check(&format!("{joined}{}{}", p("二"), p("三")), "T 一二\nT 三");
    check(&format!("{joined}{joined}{}", p("二")), "T 一一二");
    check(joined, "T 一");
    check(
        &format!("{joined}<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>{}", p("格"), p("后")),
        "T 一\nC0.0.0 格\nT 后",
    );
    // Old properties are not properties.
    check(
        "<w:p><w:pPr><w:pPrChange><w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr></w:pPrChange></w:pPr><w:r><w:t>文</w:t></w:r></w:p>",
        "T 文",
    );
}

#[test]
fn results_of_fields_count_and_instructions_do_not() {
    let field = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let (begin, separate, end) = (field("begin"), field("separate"), field("end"));
    check(
        &format!(
            "<w:p>{begin}<w:r><w:instrText>PAGE</w:instrText></w:r>{separate}{}{end}{}</w:p>",
            r("7"),
            r("页")
        ),
        "T 7页",
    );
    // A field inside of an instruction is not shown.
    check(
        &format!("<w:p>{begin}{begin}{separate}{}{end}{separate}{}{end}</w:p>", r("内"), r("外")),
        "T 外",
    );
    check(
        &format!("<w:p><w:fldSimple w:instr=\"DATE\">{}</w:fldSimple></w:p>", r("今日")),
        "T 今日",
    );
    // One that never ends does not hide the rest.
    check(&format!("<w:p>{begin}{}</w:p>{}", r("藏"), p("见")), "T 见");
    check(&format!("<w:p>{end}{separate}{}</w:p>", r("见")), "T 见");
}

#[test]
fn headings_are_known_by_level_or_style() {
    let styles = concat!(
        "<w:style w:type=\"paragraph\" w:styleId=\"a1\"><w:name w:val=\"heading 1\"/></w:style>",
        "<w:style w:type=\"paragraph\" w:styleId=\"a2\"><w:name w:val=\"标题 2\"/></w:style>",
        "<w:style w:type=\"paragraph\" w:styleId=\"b\"><w:name w:val=\"公文三级\"/><w:pPr><w:outlineLvl w:val=\"2\"/></w:pPr></w:style>",
        "<w:style w:type=\"paragraph\" w:styleId=\"c\"><w:name w:val=\"子\"/><w:basedOn w:val=\"b\"/></w:style>",
        "<w:style w:type=\"paragraph\" w:styleId=\"d\"><w:name w:val=\"正文样\"/><w:basedOn w:val=\"a1\"/><w:pPr><w:outlineLvl w:val=\"9\"/></w:pPr></w:style>",
        "<w:style w:type=\"paragraph\" w:styleId=\"e\"><w:name w:val=\"圈\"/><w:basedOn w:val=\"f\"/></w:style>",
        "<w:style w:type=\"paragraph\" w:styleId=\"f\"><w:name w:val=\"圈二\"/><w:basedOn w:val=\"e\"/></w:style>",
    );
    let of = |properties: &str| {
        let body = format!("<w:p><w:pPr>{properties}</w:pPr>{}</w:p>", r("文"));
        lines(&docx_with(&body, &[("styles", styles)]))
    };
    assert_eq!(of("<w:pStyle w:val=\"a1\"/>"), "H1 文");
    assert_eq!(of("<w:pStyle w:val=\"a2\"/>"), "H2 文");
    assert_eq!(of("<w:pStyle w:val=\"b\"/>"), "H3 文");
    assert_eq!(of("<w:pStyle w:val=\"c\"/>"), "H3 文");
    assert_eq!(of("<w:pStyle w:val=\"d\"/>"), "T 文");
    assert_eq!(of("<w:pStyle w:val=\"e\"/>"), "T 文");
    assert_eq!(of("<w:pStyle w:val=\"none\"/>"), "T 文");
    assert_eq!(of("<w:outlineLvl w:val=\"1\"/>"), "H2 文");
    assert_eq!(of("<w:pStyle w:val=\"a1\"/><w:outlineLvl w:val=\"9\"/>"), "T 文");
}

#[test]
fn notes_follow_the_body_in_the_order_of_their_signs() {
    let sign = |kind: &str, id: u32| format!("<w:r><w:{kind}Reference w:id=\"{id}\"/></w:r>");
    let note =
        |kind: &str, id: u32, text: &str| format!("<w:{kind} w:id=\"{id}\">{}</w:{kind}>", p(text));
    let footnotes = format!(
        "<w:footnote w:type=\"separator\" w:id=\"0\">{}</w:footnote>{}{}{}",
        p("线"),
        note("footnote", 1, "甲注"),
        note("footnote", 2, "乙注"),
        note("footnote", 3, "无号之注")
    );
    let body = format!(
        "<w:p>{}{}{}{}{}</w:p>",
        r("文"),
        sign("footnote", 2),
        sign("endnote", 1),
        sign("footnote", 1),
        sign("footnote", 2)
    );
    let bytes =
        docx_with(&body, &[("footnotes", &footnotes), ("endnotes", &note("endnote", 1, "尾注"))]);
    assert_eq!(lines(&bytes), "T 文\nN 乙注\nN 甲注\nN 尾注");
}

#[test]
fn a_text_box_is_read_once_and_after_its_paragraph() {
    let content = |text: &str| format!("<w:txbxContent>{}</w:txbxContent>", p(text));
    check(
        &format!(
            "<w:p>{}<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing>{}</w:drawing></mc:Choice><mc:Choice><w:drawing>{}</w:drawing></mc:Choice><mc:Fallback><w:pict>{}</w:pict></mc:Fallback></mc:AlternateContent></w:r>{}</w:p>{}",
            r("前"),
            content("框"),
            content("二"),
            content("旧"),
            r("后"),
            p("末")
        ),
        "T 前后\nT 框\nT 末",
    );
    check(&format!("<w:p><w:r><w:pict>{}</w:pict></w:r></w:p>", content("框")), "T 框");
    // A box in a cell is not in the cell; its table is one of its own.
    let inner = format!(
        "<w:txbxContent>{}<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl></w:txbxContent>",
        p("框"),
        p("内")
    );
    check(
        &format!(
            "<w:tbl><w:tr><w:tc><w:p>{}<w:r><w:pict>{inner}</w:pict></w:r></w:p></w:tc></w:tr></w:tbl>",
            r("格")
        ),
        "C0.0.0 格\nT 框\nC1.0.0 内",
    );
}

#[test]
fn other_prefixes_and_the_strict_form_are_read() {
    let parts = |from: &str, to: &str| -> Vec<(String, String)> {
        unzipped(&super::make::docx(&p("文")))
            .into_iter()
            .map(|(name, text)| (name, text.replace(from, to)))
            .collect()
    };
    let strict = parts(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    );
    assert_eq!(lines(&zipped(&strict)), "T 文");
    let mut other = parts("<w:", "<x:");
    for (_, text) in &mut other {
        *text = text.replace("</w:", "</x:").replace("xmlns:w", "xmlns:x");
    }
    assert_eq!(lines(&zipped(&other)), "T 文");
    let mut none = parts("<w:", "<");
    for (_, text) in &mut none {
        *text = text.replace("</w:", "</").replace("xmlns:w", "xmlns");
    }
    assert_eq!(lines(&zipped(&none)), "T 文");
    let mut marked = parts("<w:document", "\u{feff}<?xml version=\"1.0\"?><w:document");
    assert_eq!(lines(&zipped(&marked)), "T 文");
    marked.retain(|part| part.0 != "_rels/.rels");
    assert_eq!(draft(&zipped(&marked)).unwrap().text(0..1), "文");
}
