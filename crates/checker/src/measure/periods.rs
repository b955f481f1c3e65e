//! The periods that a sentence names.

/// The periods that are named: years with their months, quarters, halves.
pub(crate) fn periods(before: &str) -> Vec<String> {
    let letters: Vec<char> = before.chars().collect();
    let mut found = vec![];
    for (at, letter) in letters.iter().enumerate() {
        let is_period =
            matches!(letter, '年' | '月' | '日') || letters.get(at..at + 2) == Some(&['季', '度']);
        let digits = letters.get(..at).unwrap_or_default().iter().rev();
        let number: Vec<char> = digits
            .take_while(|one| one.is_ascii_digit() || "一二三四前-—至".contains(**one))
            .copied()
            .collect();
        if is_period && !number.is_empty() {
            found.push(number.iter().rev().chain([letter]).collect());
        }
    }
    for half in ["上半年", "下半年", "上年", "去年", "同期", "“十三五”", "“十四五”", "今年以来"]
    {
        if before.contains(half) {
            found.push(half.to_owned());
        }
    }
    found.sort();
    found.dedup();
    found
}
