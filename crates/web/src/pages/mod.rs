//! One file a page.

pub(crate) mod act;
pub(crate) mod bridge;
pub(crate) mod closing;
pub(crate) mod closings;
pub(crate) mod correct;
pub(crate) mod deadlines;
pub(crate) mod download;
pub(crate) mod figure;
pub(crate) mod figures;
pub(crate) mod form;
pub(crate) mod journal;
pub(crate) mod matter;
pub(crate) mod open;
pub(crate) mod organisation;
pub(crate) mod part;
pub(crate) mod register;
pub(crate) mod registers;
pub(crate) mod report;
pub(crate) mod reports;
pub(crate) mod rows;
pub(crate) mod sheet;
pub(crate) mod switch;
