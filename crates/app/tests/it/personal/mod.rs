//! Personal data: kept beside the journal, shown to those who may see them, erased for good.

mod erasing;
mod keeping;
mod office;
