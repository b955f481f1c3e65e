//! Pages through the real router, store and commands, on a fixed day.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests may fail like the tests themselves"
)]

mod acting;
mod closings;
mod corrections;
mod deadlines;
mod every_page;
mod figures;
mod forms;
mod guard;
mod markup;
mod matters;
mod personal;
mod pools;
mod site;
mod snapshots;
