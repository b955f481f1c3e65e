//! Fixes as tracked changes.

use checker::{Finding, Fix};

use super::make::{docx, draft, lines, p, part, r};
use super::marks::{at, body, found, marked, mended, rejected};

/// That this body with this text replaced is this, reads as mended, and as before if that is rejected.
fn check_fix(before: &str, text: &str, by: &str, after: &str) {
    let bytes = docx(before);
    let with = marked(&bytes, &[mended(found(&bytes, text), by)]);
    assert_eq!(body(&with), after);
    let mended = lines(&bytes).replace(&text.replace('\t', "→"), &by.replace('\t', "→"));
    assert_eq!(lines(&with), mended);
    assert_eq!(draft(&rejected(&with)), draft(&bytes));
}

#[test]
fn fixes_become_tracked_changes() {
    check_fix(
        &p("办结 3 件"),
        "3",
        "2",
        "<w:p><w:r><w:t>办结 </w:t></w:r>[0<del><w:r><w:delText>3</w:delText></w:r></del><ins><w:r><w:t>2</w:t></w:r></ins>0]<w:r><w:t> 件</w:t></w:r></w:p>",
    );
    check_fix(
        "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>甲</w:t></w:r><w:bookmarkStart/><w:r><w:t>乙</w:t><w:tab/></w:r></w:p>",
        "甲乙\t",
        "&丁",
        "<w:p>[0<del><w:r><w:rPr><w:b/></w:rPr><w:delText>甲</w:delText></w:r></del><w:bookmarkStart/><del><w:r><w:delText>乙</w:delText><w:tab/></w:r></del><ins><w:r><w:rPr><w:b/></w:rPr><w:t>&amp;丁</w:t></w:r></ins>0]</w:p>",
    );
    check_fix(
        &p("甲乙"),
        "甲",
        "",
        "<w:p>[0<del><w:r><w:delText>甲</w:delText></w:r></del>0]<w:r><w:t>乙</w:t></w:r></w:p>",
    );
    check_fix(
        "<w:p><w:r><w:t xml:space=\"preserve\"> a </w:t></w:r></w:p>",
        "a",
        "b\tc",
        "<w:p><w:r><w:t> </w:t></w:r>[0<del><w:r><w:delText>a</w:delText></w:r></del><ins><w:r><w:t>b</w:t><w:tab/><w:t>c</w:t></w:r></ins>0]<w:r><w:t> </w:t></w:r></w:p>",
    );
}

#[test]
fn an_insertion_needs_no_deletion() {
    let bytes = docx(&p("甲乙"));
    for (place, after) in [
        (
            0,
            "<w:p><ins><w:r><w:t>新</w:t></w:r></ins>[0<w:r><w:t>甲</w:t></w:r>0]<w:r><w:t>乙</w:t></w:r></w:p>",
        ),
        (
            1,
            "<w:p>[0<w:r><w:t>甲</w:t></w:r><ins><w:r><w:t>新</w:t></w:r></ins>0]<w:r><w:t>乙</w:t></w:r></w:p>",
        ),
        (
            2,
            "<w:p>[0<w:r><w:t>甲</w:t></w:r>0]<w:r><w:t>乙</w:t></w:r><ins><w:r><w:t>新</w:t></w:r></ins></w:p>",
        ),
    ] {
        let fix = Fix { range: place..place, text: "新".to_owned() };
        let with = marked(&bytes, &[Finding { fix: Some(fix), ..at(0..1) }]);
        assert_eq!(body(&with), after);
        assert_eq!(draft(&rejected(&with)), draft(&bytes));
    }
}

#[test]
fn changes_go_around_the_signs_of_comments() {
    let bytes = docx("<w:p><w:r><w:t>甲乙</w:t><w:tab/><w:t>丙</w:t></w:r></w:p>");
    let findings =
        [found(&bytes, "乙"), found(&bytes, "\t"), mended(found(&bytes, "甲乙\t丙"), "丁")];
    let with = marked(&bytes, &findings);
    assert_eq!(
        body(&with),
        "<w:p>[2<del><w:r><w:delText>甲</w:delText></w:r></del>[0<del><w:r><w:delText>乙</w:delText></w:r></del>0][1<del><w:r><w:tab/></w:r></del>1]<del><w:r><w:delText>丙</w:delText></w:r></del><ins><w:r><w:t>丁</w:t></w:r></ins>2]</w:p>"
    );
    assert_eq!(lines(&with), "T 丁");
    assert_eq!(draft(&rejected(&with)), draft(&bytes));
}

#[test]
fn only_ordinary_runs_are_changed() {
    let none = |before: &str, text: &str| {
        let bytes = docx(before);
        let with = marked(&bytes, &[mended(found(&bytes, text), "新")]);
        assert_eq!(draft(&with), draft(&bytes), "{before}");
        assert!(part(&with, "word/comments.xml").contains("建议改为：新"));
    };
    none(&format!("<w:p><w:ins>{}</w:ins></w:p>", r("甲")), "甲");
    none(&format!("<w:p><w:fldSimple>{}</w:fldSimple></w:p>", r("甲")), "甲");
    none(&format!("<w:p>{}<w:hyperlink>{}</w:hyperlink></w:p>", r("甲"), r("乙")), "甲乙");
    none(&(p("甲") + &p("乙")), "甲\n乙");
    none("<w:p><w:r><w:t>甲</w:t><w:drawing/><w:t>乙</w:t></w:r></w:p>", "甲乙");
    // Of two fixes for the same letters the first is made.
    let bytes = docx(&p("甲乙丙"));
    let findings = [
        mended(found(&bytes, "甲乙"), "一"),
        mended(found(&bytes, "乙丙"), "二"),
        mended(found(&bytes, "丙"), "三"),
    ];
    let with = marked(&bytes, &findings);
    assert_eq!(lines(&with), "T 一三");
    assert_eq!(draft(&rejected(&with)), draft(&bytes));
}
