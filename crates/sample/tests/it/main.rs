//! The sample year through the ordinary decisions, in memory.

mod authority;
mod figures;
mod record;
