//! Pages through the real router, store and commands, on a fixed day.

mod acting;
mod every_page;
mod figures;
mod guard;
mod markup;
mod matters;
mod site;
mod snapshots;
