//! Reports as data: a template asks for figures and says them in words; compiling gives a document
//! in which every figure is still a figure, and writers make files of it.
//!
//! A template has two files. `report.yaml` declares what is asked and how it is printed; `body.md` is
//! Markdown in which `{{ fig("received") }}` prints a figure in its style, `{{ all("done") }}` prints
//! 全部 where that holds, `{{ zero("relapses") }}` prints 未发生 where there is none, and
//! `{{ table("selfcheck") }}` lays out a declared table. Nothing here does I/O or reads a clock: same
//! input, same bytes.

mod compile;
pub mod document;
pub mod fault;
pub mod sheet;
pub mod style;
mod template;
pub mod write;
mod yaml;

pub use compile::{Compiled, MISSING, UNFOUNDED};
pub use document::{Claim, Document};
pub use fault::{Fault, Place};
pub use template::{BODY_FILE, FigureId, Head, Letterhead, REPORT_FILE, Template};
