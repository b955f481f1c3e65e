//! The sample files, by name.

use crate::table::{csv_gbk, csv_utf8, xlsx};
use crate::{findings, hotline, tasks};

/// Every sample file with its bytes.
pub(crate) fn all() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("hotline.xlsx", xlsx(&hotline::tickets())),
        ("hotline-gbk.csv", csv_gbk(&hotline::later_tickets())),
        ("hotline-with-errors.xlsx", xlsx(&hotline::bad_tickets())),
        ("tasks.xlsx", xlsx(&tasks::tasks())),
        ("findings.csv", csv_utf8(&findings::findings())),
    ]
}
