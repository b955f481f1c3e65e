//! Tests of whole templates: text in, faults or documents out.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a fixture that does not hold must stop the test"
)]

mod compiling;
mod docx;
mod docx_text;
mod fixture;
mod html;
mod markup;
mod reading;
mod rounding;
mod shipped;
