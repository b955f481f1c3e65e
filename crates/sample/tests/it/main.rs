//! The sample year through the ordinary decisions, in memory.

mod authority;
mod documents;
mod figures;
mod record;
