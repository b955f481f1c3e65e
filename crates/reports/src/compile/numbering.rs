//! Numbers of headings as official documents count: 一、（一）1.（1）.

/// Counts headings level by level.
#[derive(Debug, Default)]
pub(crate) struct Numbering {
    counts: [u32; 4],
}

impl Numbering {
    /// The number of the next heading of this level, 1 to 4; deeper levels begin anew.
    pub(crate) fn next(&mut self, level: u8) -> String {
        let index = usize::from(level.clamp(1, 4)) - 1;
        let mut number = 0;
        for (place, count) in self.counts.iter_mut().enumerate() {
            if place == index {
                *count += 1;
                number = *count;
            } else if place > index {
                *count = 0;
            }
        }
        match index {
            0 => format!("{}、", chinese(number)),
            1 => format!("（{}）", chinese(number)),
            2 => format!("{number}."),
            _ => format!("（{number}）"),
        }
    }
}

/// A whole number below one hundred in Chinese, others in digits.
fn chinese(number: u32) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |value: u32| DIGITS.get(value as usize).copied().unwrap_or_default();
    match number {
        1..=9 => digit(number).to_owned(),
        10..=19 => format!("十{}", digit(number % 10)),
        20..=99 => format!("{}十{}", digit(number / 10), digit(number % 10)),
        _ => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deeper_levels_begin_anew() {
        let mut numbering = Numbering::default();
        let levels = [1, 2, 3, 3, 4, 2, 3, 1, 2];
        let numbers: Vec<String> = levels.into_iter().map(|level| numbering.next(level)).collect();
        assert_eq!(numbers.join(" "), "一、 （一） 1. 2. （1） （二） 1. 二、 （一）");
    }

    #[test]
    fn chinese_numerals() {
        let words: Vec<String> = [1, 10, 11, 20, 35, 99].into_iter().map(chinese).collect();
        assert_eq!(words.join(" "), "一 十 十一 二十 三十五 九十九");
    }
}
