//! Quantities as reports write them: the number, what it counts, and whether it is meant to the last digit.

use checker::Draft;

/// Value, unit and ~ if it is about that, of each quantity of a text.
fn read(text: &str) -> Vec<String> {
    let draft = Draft::plain(text);
    let paragraphs: Vec<_> = draft.paragraphs().collect();
    let all = paragraphs.iter().flat_map(|paragraph| paragraph.quantities);
    let said = all.map(|one| {
        let about = if one.is_about { "~" } else { "" };
        format!("{about}{}{}", one.number.value, one.unit.unwrap_or("?"))
    });
    said.collect()
}

#[test]
fn numbers_with_what_they_count() {
    for (text, expected) in [
        ("受理207件", "207件"),
        ("诊疗5677.91万人次", "56779100人次"),
        ("处罚65户次", "65户次"),
        ("抽检５００批次", "500批次"),
        ("经费1,200万元", "12000000元"),
        ("共 31 件", "31件"),
        ("九千零五人", "9005人"),
        ("合格率98.5%", "197/2%"),
        ("提高4.7个百分点", "47/10个百分点"),
        ("百分之五", "5%"),
        ("收案321 146件", "321146件"),
        ("占三成", "~30%"),
        ("约120家", "~120家"),
        ("120余家", "~120家"),
        ("超过300家", "~300家"),
        ("300家以上", "~300家"),
        ("十余万人次", "~100000人次"),
        ("面积2.5公顷", "5/2公顷"),
        ("增长2倍", "2倍"),
    ] {
        assert_eq!(read(text), [expected], "{text}");
    }
}

#[test]
fn ranges_are_about_and_items_stand_before_their_numbers() {
    assert_eq!(read("建设2-3个基地"), ["~2?", "~3个"]);
    assert_eq!(read("用时15至20分钟"), ["~15?", "~20分钟"]);
    assert_eq!(read("1.13个部门联合印发"), ["13个"]);
    assert_eq!(read("3.5万个"), ["35000个"]);
}

#[test]
fn dates_ordinals_and_document_numbers_count_nothing() {
    for text in ["2021年3月5日", "第3批", "第一剂", "三成立", "京卫医〔2021〕36号"]
    {
        assert_eq!(read(text).iter().filter(|one| !one.ends_with('?')).count(), 0, "{text}");
    }
}
