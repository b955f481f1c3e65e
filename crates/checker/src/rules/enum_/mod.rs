//! ENUM: what is counted off. A gap, a repetition or a wrong beginning is an error: 一是…三是 in sentences, 一、 （一） 1. （1） ① 第一，
//! at the beginnings of paragraphs, （一） （1） ① within them. A mark that an automatic replacement has garbled is an error (三是0版本 for 3.0版本). A number of
//! things that is not how many are listed right there is a warning: 三方面：一是…二是…; 东城、西城、怀柔 4 个区; 29 项（第 14、71、… 项）.

mod listed;
mod order;
mod points;

use super::About;
use crate::{Draft, Finding};

pub(super) const CODE: &str = "ENUM";

pub(super) const ABOUT: About = About {
    code: CODE,
    name: ("序号与列举", "enumerations"),
    zh: "“一是……三是”、段首“一、（一）1.（1）①第一”、段内“（一）（1）①”缺号、重号、倒退为错误；被自动替换弄坏的（三是0版本）为错误；说好的个数与列出的不同为警告，如“三方面：一是……二是……”“东城、西城、怀柔4个区”。",
    source: include_str!("mod.rs"),
};

pub(super) fn find(draft: &Draft) -> Vec<Finding> {
    let mut found = points::find(draft);
    found.extend(order::find(draft));
    found.extend(listed::find(draft));
    found
}
