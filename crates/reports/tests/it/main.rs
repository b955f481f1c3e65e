//! Tests of whole templates: text in, faults or documents out.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a fixture that does not hold must stop the test"
)]

mod compiling;
mod docx;
mod fixture;
mod html;
mod reading;
mod rounding;
mod shipped;
