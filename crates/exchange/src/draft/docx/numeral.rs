//! How a list writes its numbers (ECMA-376 Part 1, 17.18.59).

/// A number in a format of lists; in digits where the format ends or is not known.
pub(super) fn numeral(format: &str, number: u32) -> String {
    let written = match format {
        "none" | "bullet" => Some(String::new()),
        "decimalZero" => Some(format!("{number:02}")),
        "decimalFullWidth" | "decimalFullWidth2" => Some(digits(number, "０１２３４５６７８９")),
        "numberInDash" => Some(format!("- {number} -")),
        "ordinal" => Some(ordinal(number)),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => nth(&circled(), number),
        "decimalEnclosedParen" => range('⑴', 20, number),
        "decimalEnclosedFullstop" => range('⒈', 20, number),
        "ideographEnclosedCircle" => range('㊀', 10, number),
        "upperRoman" => roman(number),
        "lowerRoman" => roman(number).map(|text| text.to_ascii_lowercase()),
        "upperLetter" => letters(number),
        "lowerLetter" => letters(number).map(|text| text.to_ascii_lowercase()),
        "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" => {
            Some(digits(number, "〇一二三四五六七八九"))
        }
        // Tens have their word only below a hundred.
        "chineseCounting" | "taiwaneseCounting" if number >= 100 => {
            Some(digits(number, "〇一二三四五六七八九"))
        }
        "chineseCounting"
        | "taiwaneseCounting"
        | "chineseCountingThousand"
        | "taiwaneseCountingThousand" => counted(number, &CHINESE),
        "japaneseCounting" | "koreanDigital2" => counted(number, &JAPANESE),
        "chineseLegalSimplified" => counted(number, &LEGAL),
        "ideographLegalTraditional" | "japaneseLegal" => counted(number, &LEGAL_TRADITIONAL),
        "ideographTraditional" => nth("甲乙丙丁戊己庚辛壬癸", number),
        "ideographZodiac" => nth("子丑寅卯辰巳午未申酉戌亥", number),
        _ => None,
    };
    written.unwrap_or_else(|| number.to_string())
}

/// How a language counts to 9,999.
struct Counting {
    digits: &'static str,
    /// Ten, hundred, thousand.
    places: [&'static str; 3],
    /// What stands for the places that are skipped inside of a number.
    gap: &'static str,
    /// Whether 一 stands before ten, and before hundred and thousand.
    one_ten: bool,
    one_hundred: bool,
}

const CHINESE: Counting = Counting {
    digits: "〇一二三四五六七八九",
    places: ["十", "百", "千"],
    gap: "零",
    one_ten: false,
    one_hundred: true,
};
const JAPANESE: Counting = Counting { gap: "", one_hundred: false, ..CHINESE };
const LEGAL: Counting = Counting {
    digits: "零壹贰叁肆伍陆柒捌玖",
    places: ["拾", "佰", "仟"],
    gap: "零",
    one_ten: true,
    one_hundred: true,
};
const LEGAL_TRADITIONAL: Counting = Counting { digits: "零壹貳參肆伍陸柒捌玖", ..LEGAL };

fn counted(number: u32, by: &Counting) -> Option<String> {
    let digit = |value: u32| by.digits.chars().nth(usize::try_from(value).ok()?);
    if number == 0 {
        return digit(0).map(String::from);
    }
    if number > 9_999 {
        return None;
    }
    let (mut text, mut is_gap) = (String::new(), false);
    for (unit, place) in [(1_000, 2), (100, 1), (10, 0)] {
        let value = number / unit % 10;
        if value == 0 {
            is_gap = !text.is_empty();
            continue;
        }
        if std::mem::take(&mut is_gap) {
            text.push_str(by.gap);
        }
        // Ten alone is 十; inside of a larger number it is 一十 where a hundred is 一百.
        let has_one = if place == 0 {
            by.one_ten || (by.one_hundred && !text.is_empty())
        } else {
            by.one_hundred
        };
        if value > 1 || has_one {
            text.extend(digit(value));
        }
        text.push_str(by.places.get(place)?);
    }
    if !number.is_multiple_of(10) {
        if is_gap {
            text.push_str(by.gap);
        }
        text.extend(digit(number % 10));
    }
    Some(text)
}

fn digits(number: u32, glyphs: &str) -> String {
    let value = |digit: char| digit.to_digit(10).and_then(|value| usize::try_from(value).ok());
    number.to_string().chars().filter_map(|digit| glyphs.chars().nth(value(digit)?)).collect()
}

fn nth(glyphs: &str, number: u32) -> Option<String> {
    let at = usize::try_from(number.checked_sub(1)?).ok()?;
    glyphs.chars().nth(at).map(String::from)
}

/// ① to ㊿, which stand in three places.
fn circled() -> String {
    ('①'..='⑳').chain('㉑'..='㉟').chain('㊱'..='㊿').collect()
}

fn range(first: char, count: u32, number: u32) -> Option<String> {
    let at = number.checked_sub(1).filter(|at| *at < count)?;
    char::from_u32(u32::from(first) + at).map(String::from)
}

/// A to Z, then AA to ZZ with the same letter twice, and so on; thirty times at most.
fn letters(number: u32) -> Option<String> {
    let at = number.checked_sub(1).filter(|at| *at < 26 * 30)?;
    let letter = char::from_u32(u32::from('A') + at % 26)?;
    Some(std::iter::repeat_n(letter, usize::try_from(at / 26 + 1).ok()?).collect())
}

fn roman(number: u32) -> Option<String> {
    const VALUES: [(u32, &str); 13] = [
        (1_000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if number == 0 || number > 3_999 {
        return None;
    }
    let (mut text, mut left) = (String::new(), number);
    for (value, letters) in VALUES {
        while left >= value {
            text.push_str(letters);
            left -= value;
        }
    }
    Some(text)
}

fn ordinal(number: u32) -> String {
    let ending = match (number % 10, number % 100) {
        (1, tens) if tens != 11 => "st",
        (2, tens) if tens != 12 => "nd",
        (3, tens) if tens != 13 => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

#[cfg(test)]
mod tests {
    use super::numeral;

    fn check(format: &str, numbers: &[u32], expected: &str) {
        let written: Vec<String> = numbers.iter().map(|number| numeral(format, *number)).collect();
        assert_eq!(written.join(" "), expected, "{format}");
    }

    #[test]
    fn numbers_are_written_as_their_format_says() {
        check("decimal", &[0, 1, 12, 4_000_000_000], "0 1 12 4000000000");
        check("decimalZero", &[1, 12, 123], "01 12 123");
        check("decimalFullWidth", &[10], "１０");
        check("decimalEnclosedCircle", &[1, 10, 20, 21, 35, 36, 50, 51], "① ⑩ ⑳ ㉑ ㉟ ㊱ ㊿ 51");
        check("decimalEnclosedParen", &[1, 20, 21], "⑴ ⒇ 21");
        check("upperLetter", &[1, 26, 27, 53, 781], "A Z AA AAA 781");
        check("lowerLetter", &[2, 28], "b bb");
        check("upperRoman", &[1, 4, 9, 1994, 4000], "I IV IX MCMXCIV 4000");
        check("lowerRoman", &[3], "iii");
        check(
            "chineseCounting",
            &[1, 10, 11, 20, 21, 99, 100, 101],
            "一 十 十一 二十 二十一 九十九 一〇〇 一〇一",
        );
        check(
            "chineseCountingThousand",
            &[10, 12, 100, 101, 110, 111, 1001, 1010, 2300],
            "十 十二 一百 一百零一 一百一十 一百一十一 一千零一 一千零一十 二千三百",
        );
        check("japaneseCounting", &[10, 100, 101, 111, 230], "十 百 百一 百十一 二百三十");
        check("ideographDigital", &[1, 10, 25], "一 一〇 二五");
        check("chineseLegalSimplified", &[1, 10, 15], "壹 壹拾 壹拾伍");
        check("ideographTraditional", &[1, 10, 11], "甲 癸 11");
        check("ordinal", &[1, 2, 3, 4, 11, 12, 13, 21], "1st 2nd 3rd 4th 11th 12th 13th 21st");
        check("none", &[1], "");
        check("bullet", &[1], "");
        check("klingon", &[7], "7");
    }
}
