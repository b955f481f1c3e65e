//! The years that come with the program.

use std::sync::LazyLock;

use super::{Calendar, read};

/// `calendars/`, as the State Council arranged them.
const FILES: [&str; 8] = [
    include_str!("../../../../calendars/2019.yaml"),
    include_str!("../../../../calendars/2020.yaml"),
    include_str!("../../../../calendars/2021.yaml"),
    include_str!("../../../../calendars/2022.yaml"),
    include_str!("../../../../calendars/2023.yaml"),
    include_str!("../../../../calendars/2024.yaml"),
    include_str!("../../../../calendars/2025.yaml"),
    include_str!("../../../../calendars/2026.yaml"),
];

static SHIPPED: LazyLock<Calendar> =
    LazyLock::new(|| Calendar::of(FILES.iter().filter_map(|text| read("", text).year)));

/// The calendar of 2019 to 2026.
#[must_use]
pub fn shipped() -> &'static Calendar {
    &SHIPPED
}
