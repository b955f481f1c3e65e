//! Where marks stand if they cannot stand at their letters.

use super::make::{docx, docx_with, draft, lines, p, part, r};
use super::marks::{body, check, found, marked, mended, rejected};

#[test]
fn a_list_number_takes_the_first_run() {
    let numbering = "<w:abstractNum w:abstractNumId=\"1\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num>";
    let properties = "<w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr>";
    let item = format!("<w:p>{properties}{}{}</w:p>", r("甲乙"), r("丙"));
    let bytes = docx_with(&item, &[("numbering", numbering)]);
    for text in ["1", "1.\t"] {
        let with = marked(&bytes, &[mended(found(&bytes, text), "2")]);
        let after = format!("<w:p>{properties}[0{}0]{}</w:p>", r("甲乙"), r("丙"));
        assert_eq!(body(&with), after);
        assert!(part(&with, "word/comments.xml").contains("建议改为：2"));
    }
    let with = marked(&bytes, &[found(&bytes, "\t甲")]);
    assert!(body(&with).contains("[0<w:r><w:t>甲</w:t></w:r>0]<w:r><w:t>乙"));
}

#[test]
fn notes_and_text_boxes_are_marked_where_they_hang() {
    let sign = "<w:r><w:footnoteReference w:id=\"1\"/></w:r>";
    let note = format!("<w:footnote w:id=\"1\">{}{}</w:footnote>", p("注一"), p("注二"));
    let bytes = docx_with(&format!("<w:p>{}{sign}</w:p>", r("文")), &[("footnotes", &note)]);
    let with = marked(&bytes, &[found(&bytes, "注二"), found(&bytes, "文\n注")]);
    assert_eq!(body(&with), format!("<w:p>[2{}[0{sign}0]2]</w:p>", r("文")));
    assert_eq!(part(&with, "word/footnotes.xml"), part(&bytes, "word/footnotes.xml"));
    // A note cannot be commented, but it can be changed.
    let with = marked(&bytes, &[mended(found(&bytes, "二"), "2")]);
    assert_eq!(lines(&with), "T 文\nN 注一\nN 注2");
    assert_eq!(draft(&rejected(&with)), draft(&bytes));

    let text_box =
        format!("<w:r><w:pict><w:txbxContent>{}</w:txbxContent></w:pict></w:r>", p("框中"));
    let bytes = docx(&format!("<w:p>{}{text_box}</w:p>", r("前")));
    let with = marked(&bytes, &[mended(found(&bytes, "中"), "内")]);
    assert_eq!(body(&with), format!("<w:p>{}[0{text_box}0]</w:p>", r("前")));
}

#[test]
fn what_cannot_hold_marks_is_marked_around() {
    let control = |properties: &str| {
        format!(
            "<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
            r("甲乙")
        )
    };
    // A figure of our own reports.
    for properties in
        ["<w:dataBinding/><w:text/>", "<w:lock w:val=\"sdtContentLocked\"/>", "<w:date/>"]
    {
        let closed = control(properties);
        check(&format!("<w:p>{closed}</w:p>"), &["乙"], &format!("<w:p>[0{closed}0]</w:p>"));
        let bytes = docx(&format!("<w:p>{}{closed}{}</w:p>", r("前"), r("后")));
        let with =
            marked(&bytes, &[mended(found(&bytes, "甲"), "丙"), mended(found(&bytes, "后"), "末")]);
        assert_eq!(lines(&with), "T 前甲乙末");
    }
    let locked = control("<w:lock w:val=\"sdtLocked\"/>");
    check(
        &format!("<w:p>{locked}</w:p>"),
        &["甲"],
        &format!(
            "<w:p>{}</w:p>",
            locked.replace("<w:r><w:t>甲乙", "[0<w:r><w:t>甲</w:t></w:r>0]<w:r><w:t>乙")
        ),
    );
    let ruby = format!("<w:r><w:ruby><w:rubyBase>{}</w:rubyBase></w:ruby></w:r>", r("台"));
    check(
        &format!("<w:p>{ruby}{}</w:p>", r("账")),
        &["台"],
        &format!("<w:p>[0{ruby}0]{}</w:p>", r("账")),
    );
    let block = format!(
        "<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
        p("甲")
    );
    check(&block, &["甲"], &block.replace("<w:r>", "[0<w:r>").replace("</w:r>", "</w:r>0]"));
    check(
        &format!("<w:p><w:ins>{}</w:ins></w:p>", r("甲")),
        &["甲"],
        &format!("<w:p><w:ins>[0{}0]</ins></w:p>", r("甲")),
    );
}
