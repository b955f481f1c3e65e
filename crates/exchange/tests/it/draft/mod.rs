//! Word documents as drafts, and what comes back.

mod fixes;
mod hostile;
mod lists;
mod make;
mod marks;
mod never_panics;
mod places;
mod read;
mod tables;
mod text;
