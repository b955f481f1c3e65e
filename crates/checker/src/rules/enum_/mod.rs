//! ENUM: what is counted off. 一是…二是…三是 in sentences; 一、 （一） 1. ① 第一 at the beginnings of paragraphs; and numbers of
//! things that are listed right there (5 个区 after four names).

mod listed;
mod order;
mod points;

use crate::{Draft, Finding};

pub(super) const CODE: &str = "ENUM";

pub(super) fn find(draft: &Draft) -> Vec<Finding> {
    let mut found = points::find(draft);
    found.extend(order::find(draft));
    found.extend(listed::find(draft));
    found
}
