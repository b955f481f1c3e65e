//! The store from outside: a small trial pack, small organisations, and histories of every shape.

mod figures;
mod histories;
mod journal;
mod matters;
mod opening;
mod oracle;
mod organisation;
mod periods;
mod world;
