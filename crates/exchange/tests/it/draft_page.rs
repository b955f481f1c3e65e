//! A draft as a page with what was found in it.

use std::ops::Range;

use base::Lang;
use checker::{Cell, Draft, Finding, Fix, Kind, Severity};
use exchange::draft::page::page;
use proptest::prelude::*;

mod report;

use report::{TITLE, finding, findings, report};

#[test]
fn a_report() {
    let draft = report();
    insta::assert_snapshot!(body(&page(TITLE, &draft, &findings(&draft), Lang::Zh)));
}

#[test]
fn a_report_in_english() {
    let draft = report();
    let page = page(TITLE, &draft, &findings(&draft)[..2], Lang::En);
    insta::assert_snapshot!(body(&page).split("<main").next().unwrap());
    assert!(
        page.starts_with("<!DOCTYPE html>\n<html lang=\"en\">")
            && page.contains("<main lang=\"zh-CN\">")
    );
}

/// A page without its style, which changes for other reasons.
fn body(page: &str) -> &str {
    page.split_once("</style>\n").unwrap().1
}

#[track_caller]
fn check(draft: &Draft, findings: &[Finding], expected: &str) {
    let page = page("t", draft, findings, Lang::En);
    let main = page.split_once("<main>\n").unwrap().1.split_once("</main>").unwrap().0;
    assert_eq!(main, expected);
}

fn plain(severity: Severity, range: Range<usize>) -> Finding {
    finding("X", severity, range, ["", ""])
}

#[test]
fn nothing_found() {
    let draft = Draft::plain("文");
    for (lang, said) in
        [(Lang::Zh, "校核结果：未发现问题。"), (Lang::En, "Result of the check: nothing found.")]
    {
        let page = page("", &draft, &[], lang);
        assert!(page.contains(said) && !page.contains("<aside"), "{page}");
    }
}

#[test]
fn marks_that_overlap_are_split() {
    let found = [plain(Severity::Note, 1..4), plain(Severity::Error, 2..6)];
    check(
        &Draft::plain("abcdefg"),
        &found,
        "<p>a<mark class=\"note\" id=\"m-1\" aria-describedby=\"s-1\">b</mark>\
         <mark class=\"error\" id=\"m-2\" aria-describedby=\"s-1 s-2\">cd</mark>\
         <a class=\"ref note\" href=\"#f-1\" aria-label=\"finding 1, note\">1</a>\
         <mark class=\"error\" aria-describedby=\"s-2\">ef</mark>\
         <a class=\"ref error\" href=\"#f-2\" aria-label=\"finding 2, error\">2</a>g</p>\n",
    );
}

#[test]
fn marks_of_the_same_letters_have_a_name_each() {
    let found = [plain(Severity::Note, 0..1), plain(Severity::Warning, 0..1)];
    check(
        &Draft::plain("a"),
        &found,
        "<p><mark class=\"warning\" id=\"m-1\" aria-describedby=\"s-1 s-2\"><span id=\"m-2\"></span>a</mark>\
         <a class=\"ref note\" href=\"#f-1\" aria-label=\"finding 1, note\">1</a>\
         <a class=\"ref warning\" href=\"#f-2\" aria-label=\"finding 2, warning\">2</a></p>\n",
    );
}

#[test]
fn a_mark_goes_on_in_the_next_paragraph() {
    check(
        &Draft::plain("ab\n\ncd"),
        &[plain(Severity::Error, 1..5)],
        "<p>a<mark class=\"error\" id=\"m-1\" aria-describedby=\"s-1\">b</mark></p>\n\
         <p><mark class=\"error\" aria-describedby=\"s-1\">c</mark>\
         <a class=\"ref error\" href=\"#f-1\" aria-label=\"finding 1, error\">1</a>d</p>\n",
    );
}

#[test]
fn what_is_nowhere_in_the_text_is_told_without_a_link() {
    let draft = Draft::plain("a\n\nb");
    for range in [1..2, 9..12, usize::MAX..usize::MAX] {
        let page = page("t", &draft, &[plain(Severity::Error, range)], Lang::En);
        assert!(
            page.contains("<span class=\"number\">1</span>") && !page.contains("#m-1"),
            "{page}"
        );
    }
    let page = page("t", &draft, &[plain(Severity::Error, 0..0)], Lang::En);
    assert!(page.contains("href=\"#m-1\">a</a>"), "{page}");
}

#[test]
fn everything_is_escaped() {
    let evil = "<script>alert('&\"')</script>\u{1}";
    let draft = Draft::of([(evil.to_owned(), Kind::Text), (evil.to_owned(), Kind::Note)]);
    let found = Finding {
        computed: Some(evil.to_owned()),
        expected: Some(evil.to_owned()),
        fix: Some(Fix { range: 0..20, text: evil.to_owned() }),
        ..finding("X", Severity::Error, 3..9, [evil, evil])
    };
    for lang in Lang::ALL {
        let page = page(evil, &draft, std::slice::from_ref(&found), lang);
        assert!(!page.contains("<script") && !page.contains('\u{1}'), "{page}");
    }
}

#[test]
fn rows_and_columns_without_text_are_left_out() {
    let cell =
        |table, row, column, rows, columns| Kind::Cell(Cell { table, row, column, rows, columns });
    let part = |text: &str, kind| (text.to_owned(), kind);
    let draft = Draft::of([
        part("a", cell(0, 1, 1, 4, 1)),
        part("b", cell(0, 1, 7, 1, 900)),
        part("c", cell(0, 4, 8, 1, 1)),
        part("c2", cell(0, 4, 8, 1, 1)),
        part("12%", cell(0, usize::MAX, 8, usize::MAX, usize::MAX)),
        part("d", cell(1, 0, 0, 1, 1)),
    ]);
    check(
        &draft,
        &[],
        "<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"Table 1\"><table>\n<tr><td rowspan=\"2\">a</td><td colspan=\"2\">b</td></tr>\n\
         <tr><td></td><td><p>c</p><p>c2</p></td></tr>\n\
         <tr><td colspan=\"2\"></td><td class=\"figure\">12%</td></tr>\n</table></div>\n\
         <div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"Table 2\"><table>\n<tr><td>d</td></tr>\n</table></div>\n",
    );
}

fn any_kind() -> impl Strategy<Value = Kind> {
    let place = || prop_oneof![0..4_usize, any::<usize>()];
    prop_oneof![
        Just(Kind::Text),
        Just(Kind::Note),
        any::<u8>().prop_map(Kind::Heading),
        (place(), place(), place(), place(), place()).prop_map(
            |(table, row, column, rows, columns)| {
                Kind::Cell(Cell { table, row, column, rows, columns })
            }
        ),
    ]
}

fn any_finding() -> impl Strategy<Value = Finding> {
    let range = || (0..60_usize, 0..30_usize).prop_map(|(start, length)| start..start + length);
    let severity = prop::sample::select(&[Severity::Note, Severity::Warning, Severity::Error][..]);
    (severity, range(), prop::option::of(range()), any::<String>(), prop::option::of(range()))
        .prop_map(|(severity, range, other, said, fix)| Finding {
            other,
            fix: fix.map(|range| Fix { range, text: said.clone() }),
            ..finding("X", severity, range, [&said, &said])
        })
}

proptest! {
    #[test]
    fn any_draft_has_a_page(
        parts in prop::collection::vec((".{0,12}", any_kind()), 0..12),
        findings in prop::collection::vec(any_finding(), 0..8),
        title in any::<String>(),
    ) {
        let draft = Draft::of(parts);
        let page = page(&title, &draft, &findings, Lang::Zh);
        prop_assert_eq!(page.matches("<mark").count(), page.matches("</mark>").count());
        let main = page.split_once("<main").unwrap().1;
        for number in 1..=findings.len() {
            for letter in ["m", "o"] {
                let link = format!("href=\"#{letter}-{number}\"");
                let name = format!(" id=\"{letter}-{number}\"");
                prop_assert_eq!(main.matches(&name).count(), usize::from(page.contains(&link)), "{}", page);
            }
        }
    }
}
