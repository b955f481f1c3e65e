//! Values as people write them, through the words of a pack.

use base::{Lang, Say};
use register::value::{read_value, show_value};
use register::words::Words;

use crate::fixture::{key, pack};

/// What a field makes of a text: the value shown again, or what is wrong with it.
fn read(field: &str, text: &str) -> (String, String) {
    let pack = pack();
    let words = Words::new(&pack, pack.register(&key("permits")).unwrap());
    let asked = words.path(field).unwrap();
    match read_value(asked, text) {
        Ok(value) => {
            let shown = show_value(asked, &value);
            for lang in Lang::ALL {
                assert_eq!(read_value(asked, &shown.say(lang)), Ok(value.clone()), "{shown:?}");
            }
            (shown.say(Lang::En), shown.say(Lang::Zh))
        }
        Err(wrong) => (wrong.say(Lang::En), wrong.say(Lang::Zh)),
    }
}

fn check(field: &str, text: &str, en: &str, zh: &str) {
    assert_eq!(read(field, text), (en.to_owned(), zh.to_owned()));
}

#[test]
fn values_are_read_and_shown() {
    check("subject", "  道路\r\n占用 ", "道路\n占用", "道路\n占用");
    check("applicant", "公民", "Citizen", "公民");
    check("applicant", "citizen", "Citizen", "公民");
    check("applicant", " CITIZEN ", "Citizen", "公民");
    check("complete", "是", "yes", "是");
    check("pages", "１００", "100", "100");
    check("fee", "1,234.50 元", "1234.5", "1234.5");
    check("due_on", "2021年3月4日", "2021-03-04", "2021-03-04");
    check("lead", "d01", "d01", "d01");
}

#[test]
fn rows_are_read_and_shown() {
    check("fines", "kind=fine amount=50", "Kind=Fine Amount=50", "种类=罚款 金额=50");
    let both = ("Kind=Warning; Kind=Fine Amount=0.5", "种类=警告；种类=罚款 金额=0.5");
    check("fines", "种类=警告；\n 金额=0.5  种类=罚款 ;", both.0, both.1);
    check("fines", "", "", "");
    check(
        "fines",
        "kind=fine amount",
        "row 1 is not written as name=value: \"kind=fine amount\"",
        "第 1 行未写成“名称=值”：“kind=fine amount”",
    );
    check(
        "fines",
        "kind=fine; size=2",
        "row 2, \"size\": no such field; there are \"Kind\", \"Amount\", \"Days\"",
        "第 2 行“size”：没有这个字段；现有字段：“种类”、“金额”、“天数”",
    );
    check(
        "fines",
        "kind=fine; kind=罚款",
        "\"Fine\" stands in row 1 and again in row 2; keep one row of it",
        "“罚款”在第 1 行和第 2 行重复；只能保留一行",
    );
    check("fines", "amount=5", "row 1, \"Kind\": must have a value", "第 1 行“种类”：必须填写");
    check(
        "fines",
        "kind=fine days=31",
        "row 1, \"Days\": 31 lies outside 0 to 30",
        "第 1 行“天数”：31 超出范围，应在 0 至 30 之间",
    );
    let many = "kind=fine;".repeat(501);
    check("fines", &many, "501 rows; at most 500 are kept", "共 501 行，最多 500 行");
}

#[test]
fn what_cannot_be_read_is_told() {
    check("subject", " ", "must have a value", "必须填写");
    check(
        "subject",
        "a\u{1}",
        "a control character stands in it; type the text again or paste it without formatting",
        "含有控制字符；请重新输入，或粘贴时去掉格式",
    );
    check(
        "applicant",
        "个人",
        "\"个人\" is not among the choices; they are \"Citizen\", \"Company\"",
        "“个人”不在可选项中；可选：“公民”、“企业”",
    );
    check("complete", "也许", "\"也许\" is neither yes nor no", "“也许”既不是“是”也不是“否”");
    check(
        "pages",
        "一百",
        "\"一百\" is not a whole number; write digits, like 1200",
        "“一百”不是整数；请只写数字，如 1200",
    );
    check("pages", "0", "0 lies outside 1 to 100", "0 超出范围，应在 1 至 100 之间");
    check(
        "fee",
        "-1",
        "-1 lies outside 0 to 10000000000000",
        "-1 超出范围，应在 0 至 10000000000000 之间",
    );
    check(
        "fee",
        "1.005",
        "\"1.005\" is finer than a fen; write yuan with at most two decimals",
        "“1.005”精确到了分以下；金额最多两位小数",
    );
    check(
        "due_on",
        "三月",
        "\"三月\" is not a day; write it like 2021-12-31",
        "“三月”不是日期；请写成 2021-12-31 这样的形式",
    );
    check(
        "lead",
        "一处",
        "\"一处\" is not the key of a unit; use the key that the organisation list gives it",
        "“一处”不是单位标识；请用组织机构表中的标识",
    );
}
