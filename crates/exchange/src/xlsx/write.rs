//! Complaints as a workbook: one sheet of them, one of summary.

use std::io::{self, BufWriter, Write};
use std::path::Path;

use base::Lang;
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, XlsxError,
};

use crate::complaints::{COLUMNS, Complaint, folder, unnamed_in};

/// The most rows that fit on a sheet under its header.
const ROWS_MAX: u32 = 1_048_575;

/// A workbook that is being written; its rows wait in a temporary file.
pub(crate) struct XlsxSheet {
    workbook: Workbook,
    lang: Lang,
    rows: u32,
    top: Format,
    wrapped: Format,
}

impl std::fmt::Debug for XlsxSheet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("XlsxSheet").field("rows", &self.rows).finish_non_exhaustive()
    }
}

impl XlsxSheet {
    pub(crate) fn begin(folder: &Path, lang: Lang) -> io::Result<XlsxSheet> {
        let top = Format::new().set_align(FormatAlign::Top);
        let wrapped = top.clone().set_text_wrap();
        let workbook = begun(folder, lang).map_err(broken)?;
        Ok(XlsxSheet { workbook, lang, rows: 0, top, wrapped })
    }

    pub(crate) fn push(&mut self, complaint: &Complaint) -> io::Result<()> {
        if self.rows == ROWS_MAX {
            return Ok(());
        }
        self.rows += 1;
        self.write(complaint).map_err(broken)
    }

    fn write(&mut self, complaint: &Complaint) -> Result<(), XlsxError> {
        let (top, wrapped, line) = (&self.top, &self.wrapped, self.rows);
        let row = u32::try_from(complaint.row).unwrap_or(u32::MAX);
        let sheet = self.workbook.worksheet_from_index(0)?;
        sheet.write_string_with_format(line, 0, &complaint.sheet, top)?;
        sheet.write_number_with_format(line, 1, row, top)?;
        sheet.write_string_with_format(line, 2, &complaint.column, top)?;
        sheet.write_string_with_format(line, 3, complaint.shown(), wrapped)?;
        sheet.write_string_with_format(line, 4, &complaint.reason, wrapped)?;
        Ok(())
    }

    pub(crate) fn finish(mut self, path: &Path, summary: &[(String, String)]) -> io::Result<()> {
        self.summarise(summary).map_err(broken)?;
        let mut file = unnamed_in(folder(path))?;
        self.workbook.save_to_writer(BufWriter::new(file.as_file_mut())).map_err(broken)?;
        file.as_file_mut().flush()?;
        file.persist(path)?;
        Ok(())
    }

    fn summarise(&mut self, summary: &[(String, String)]) -> Result<(), XlsxError> {
        self.workbook.worksheet_from_index(0)?.autofilter(0, 0, self.rows, 4)?;
        let sheet = self.workbook.add_worksheet();
        sheet.set_name(self.lang.pick("汇总", "Summary"))?;
        sheet.set_column_width(0, 34)?.set_column_width(1, 60)?;
        for (line, (name, value)) in (0_u32..).zip(summary) {
            sheet.write_string_with_format(line, 0, name, &Format::new().set_bold())?;
            sheet.write_string_with_format(line, 1, value, &self.wrapped)?;
        }
        Ok(())
    }
}

fn begun(folder: &Path, lang: Lang) -> Result<Workbook, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_tempdir(folder)?;
    // A fixed day: the same complaints make the same bytes.
    let day = ExcelDateTime::from_ymd(2021, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&day));
    let heading = Format::new()
        .set_bold()
        .set_background_color(Color::RGB(0x001F_4E79))
        .set_font_color(Color::White)
        .set_align(FormatAlign::VerticalCenter)
        .set_border(FormatBorder::Thin);
    let sheet = workbook.add_worksheet_with_constant_memory()?;
    sheet.set_name(lang.pick("需要改正", "To correct"))?;
    sheet.set_freeze_panes(1, 0)?;
    for (index, (zh, en, width)) in (0_u16..).zip(COLUMNS) {
        sheet.set_column_width(index, width)?;
        sheet.write_string_with_format(0, index, lang.pick(zh, en), &heading)?;
    }
    Ok(workbook)
}

fn broken(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(source) => source,
        other => io::Error::other(other),
    }
}
