//! The measures of GB/T 9704-2012, in twips (1/1440 inch, 1/20 point).

/// A4.
pub(super) const PAGE_WIDTH: u32 = 11_906;
pub(super) const PAGE_HEIGHT: u32 = 16_838;
/// 天头 37 mm.
pub(super) const TOP: u32 = 2_098;
/// 35 mm: what 版心 of 225 mm leaves.
pub(super) const BOTTOM: u32 = 1_984;
/// 订口 28 mm.
pub(super) const LEFT: u32 = 1_588;
/// 26 mm: what 版心 of 156 mm leaves.
pub(super) const RIGHT: u32 = 1_474;
/// The page number stands 7 mm below 版心, measured at its dashes.
pub(super) const FOOTER: u32 = 1_440;
/// 版心 is 156 mm wide.
pub(super) const TEXT_WIDTH: u32 = PAGE_WIDTH - LEFT - RIGHT;

/// 22 lines to a page: 28.95 points.
pub(super) const LINE: u32 = 579;
/// 28 characters to a line take 15.75 points each: 三号 of 16 points, a quarter point closer.
///
/// A grid of lines and characters would say the same to Word, but LibreOffice reckons such a grid
/// from 10.5 points and sets 18 characters.
pub(super) const CLOSER: &str = "-5";
/// One character of 三号.
pub(super) const CHARACTER: u32 = 320;

/// Sizes in half points.
pub(super) const SIZE_3: &str = "32";
pub(super) const SIZE_2: &str = "44";
pub(super) const SIZE_4: &str = "28";
/// 小四 in tables.
pub(super) const SIZE_SMALL_4: &str = "24";

/// Line of a title of 二号 and of 小四 in tables.
pub(super) const TITLE_LINE: u32 = 640;
pub(super) const TABLE_LINE: u32 = 340;

/// 发文机关标志 begins 35 mm below the top of 版心, less what its line leaves free above the characters.
pub(super) const MARK_BEFORE: u32 = 1_893;
/// The red line stands 4 mm below 发文字号.
pub(super) const RED_LINE: u32 = 227;
pub(super) const RED: &str = "FF0000";
