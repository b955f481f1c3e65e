//! The report opens in an office program as an office would send it out.

use std::process::Command;

use tempfile::TempDir;

use crate::fixture::{path, sample};

fn output(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output();
    let output =
        output.unwrap_or_else(|error| panic!("{program}: {error}; `cargo xtask test` installs it"));
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_docx_becomes_a4_pages_with_every_part() {
    let folder = TempDir::new().unwrap();
    let docx = sample().join("reports/self-assessment.docx");
    let profile = format!("-env:UserInstallation=file://{}/profile", path(folder.path()));
    output(
        "soffice",
        &[
            &profile,
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            path(folder.path()),
            path(&docx),
        ],
    );
    let pdf = folder.path().join("self-assessment.pdf");
    let about = output("pdfinfo", &[path(&pdf)]);
    assert!(about.contains("595.") && about.contains("841."), "{about}");
    let text = output("pdftotext", &["-layout", path(&pdf), "-"]);
    let joined: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    for part in
        ["一、总体情况", "二、主要做法和成效", "三、", "四、", "考评维度", "落实情况", "—1—"]
    {
        assert!(joined.contains(part), "the rendered pages lack {part}");
    }
    for figure in ["5677.91万剂", "5549.10万剂", "207件", "71.5万元", "8260元"] {
        assert!(joined.contains(figure), "the rendered pages lack {figure}");
    }
}
