//! What a character is worth in a numeral.

/// A character of a numeral.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Glyph {
    /// `0` to `9`, also in full width.
    Digit(i128),
    /// 一 to 九, in every way they are written.
    Han(i128),
    /// 零, 〇.
    Zero,
    /// 十, 百, 千: counted within a group.
    Small(i128),
    /// 万, 亿, 兆: what a group is counted in.
    Big(i128),
    /// 余, 多, 几: there are some more.
    Vague,
}

impl Glyph {
    pub(super) fn of(character: char) -> Option<Glyph> {
        Some(match character {
            '0'..='9' | '０'..='９' => Glyph::Digit(digit(character)?),
            '一' | '壹' => Glyph::Han(1),
            '二' | '两' | '兩' | '贰' | '貳' | '倆' => Glyph::Han(2),
            '三' | '叁' | '參' => Glyph::Han(3),
            '四' | '肆' => Glyph::Han(4),
            '五' | '伍' => Glyph::Han(5),
            '六' | '陆' | '陸' => Glyph::Han(6),
            '七' | '柒' => Glyph::Han(7),
            '八' | '捌' => Glyph::Han(8),
            '九' | '玖' => Glyph::Han(9),
            '零' | '〇' => Glyph::Zero,
            '十' | '拾' => Glyph::Small(10),
            '百' | '佰' => Glyph::Small(100),
            '千' | '仟' => Glyph::Small(1_000),
            '万' | '萬' => Glyph::Big(10_000),
            '亿' | '億' => Glyph::Big(100_000_000),
            '兆' => Glyph::Big(1_000_000_000_000),
            '余' | '餘' | '多' | '几' | '幾' => Glyph::Vague,
            _ => return None,
        })
    }

    /// 一 to 九 and 零: what may stand after 点.
    pub(super) fn place(character: char) -> Option<i128> {
        match Glyph::of(character)? {
            Glyph::Han(_) if matches!(character, '两' | '兩' | '倆') => None,
            Glyph::Han(value) => Some(value),
            Glyph::Zero => Some(0),
            Glyph::Digit(_) | Glyph::Small(_) | Glyph::Big(_) | Glyph::Vague => None,
        }
    }
}

/// The value of `7` or `７`.
pub(super) fn digit(character: char) -> Option<i128> {
    let plain = match character {
        '０'..='９' => char::from_u32(u32::from(character) - u32::from('０') + u32::from('0'))?,
        _ => character,
    };
    plain.to_digit(10).map(i128::from)
}

pub(super) fn is_point(character: char) -> bool {
    matches!(character, '.' | '．')
}

pub(super) fn is_minus(character: char) -> bool {
    matches!(character, '-' | '－' | '−')
}

pub(super) fn is_slash(character: char) -> bool {
    matches!(character, '/' | '／')
}

/// The minus that is a word.
pub(super) fn is_minus_word(character: char) -> bool {
    matches!(character, '负' | '負')
}

pub(super) fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\u{3000}' | '\u{a0}' | '\t')
}
