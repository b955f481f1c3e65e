//! The report opens in an office program as an office would send it out.

use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use crate::fixture::{path, sample, taizhang};

fn output(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output();
    let output =
        output.unwrap_or_else(|error| panic!("{program}: {error}; `cargo xtask test` installs it"));
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The pages that an office program makes of a document, as text without blanks.
fn rendered(docx: &Path) -> String {
    let folder = TempDir::new().unwrap();
    let out = path(folder.path());
    let profile = format!("-env:UserInstallation=file://{out}/profile");
    let to = ["--headless", "--convert-to", "pdf", "--outdir", out, path(docx)];
    output("soffice", &[&[profile.as_str()], to.as_slice()].concat());
    let name = docx.with_extension("pdf");
    let pdf = folder.path().join(name.file_name().unwrap());
    let about = output("pdfinfo", &[path(&pdf)]);
    assert!(about.contains("595.") && about.contains("841."), "{about}");
    let text = output("pdftotext", &["-layout", path(&pdf), "-"]);
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn the_docx_becomes_a4_pages_with_every_part() {
    let joined = rendered(&sample().join("reports/self-assessment.docx"));
    for part in
        ["一、总体情况", "二、主要做法和成效", "三、", "四、", "考评维度", "落实情况", "—1—"]
    {
        assert!(joined.contains(part), "the rendered pages lack {part}");
    }
    for figure in ["5677.91万剂", "5549.10万剂", "207件", "71.5万元", "8260元"] {
        assert!(joined.contains(figure), "the rendered pages lack {figure}");
    }
}

#[test]
fn a_derivation_sheet_becomes_a4_pages() {
    let folder = TempDir::new().unwrap();
    let docx = folder.path().join("sheet.docx");
    let file = path(&docx);
    // The last request of the year is in hand: nobody has answered it.
    let dir = path(sample());
    let done =
        taizhang(&["deadline", "disclosure", "XXGK-2021-0207", "--docx", file, "--dir", dir]);
    assert!(done.ok, "{}", done.text);
    let joined = rendered(&docx);
    for part in
        ["时限说明", "XXGK-2021-0207", "一、答复期限（法定）", "依据：条例第三十条", "元旦", "—1—"]
    {
        assert!(joined.contains(part), "the rendered pages lack {part}: {joined}");
    }
}
