//! Each rule on sentences that are right and on sentences that are not.

use checker::{Draft, check};

/// What a text is found guilty of: `PH:X` and so on.
fn found(text: &str) -> Vec<String> {
    let draft = Draft::plain(text);
    check(&draft)
        .iter()
        .map(|finding| format!("{}:{}", finding.code, draft.text(finding.range.clone())))
        .collect()
}

fn clean(texts: &[&str]) {
    for text in texts {
        assert_eq!(found(text), [""; 0], "{text}");
    }
}

fn faulty(code: &str, cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(found(text), [format!("{code}:{expected}")], "{text}");
    }
}

#[test]
fn ph_leaves_alone_what_is_filled_in() {
    clean(&[
        "拍摄X线片12万张",
        "面积为3×5米",
        "配备XXL码防护服",
        "采用XML格式上报",
        "是否按时完成？？",
        "等待定期检查结果",
        "二〇〇一年启用",
        "**重点工作**按计划推进",
        "使用C++和x86平台",
        "（待遇保障类）问题已解决",
        "2021年12月31日",
        "见附件[1]、[2]",
    ]);
}

#[test]
fn ph_finds_what_is_not() {
    faulty(
        "PH",
        &[
            ("县级公立医院X所", "X"),
            ("全市共有××家医疗机构", "××"),
            ("会议于XX月召开", "XX"),
            ("受理申请{{ fig }}件", "{{ fig }}"),
            ("完成率【待补充】", "【待补充】"),
            ("负责人：____", "____"),
            ("成文日期：    年  月  日", "年  月  日"),
            ("经费（数据待核）已下达", "（数据待核）"),
            ("接种率#DIV/0!", "#DIV/0!"),
            ("共处罚□□户", "□□"),
            ("建成站点？？个", "？？"),
            ("共处罚**户", "**"),
            ("详见错误!未找到引用源", "错误!未找到引用源"),
        ],
    );
}

#[test]
fn enum_leaves_alone_what_is_in_order() {
    clean(&[
        "一是加强领导；二是压实责任；三是强化督导。",
        "一是加强领导。\n二是压实责任。\n三是强化督导。",
        "主要做了两方面工作：一是加强领导；二是压实责任。",
        "一是推进改革。今后工作：一是抓落实；二是抓督查。",
        "统一是前提，进一步加强领导。",
        "完成三项任务，形成两点意见：一是加强领导；二是压实责任。",
        "排名第一是北区。",
        "一是甲；二是乙；三是丙；四是丁；五是戊；六是己；七是庚；八是辛；九是壬；十是癸；十一是子；十二是丑。",
    ]);
}

#[test]
fn enum_finds_gaps_repetitions_and_wrong_counts() {
    faulty(
        "ENUM",
        &[
            ("一是加强领导；三是强化督导。", "三是"),
            ("一是加强领导；二是压实责任；二是强化督导。", "二是"),
            ("工作中，二是压实责任。", "二是"),
            ("一是加强领导；二是压实责任；四是强化督导。", "四是"),
            ("推广使用平台三是0版本", "三是0"),
            ("主要做了三方面工作：一是加强领导；二是压实责任。", "三"),
            ("抓好四个方面：一是甲；二是乙；三是丙。", "四"),
            ("一是加强领导。\n三是强化督导。", "三是"),
        ],
    );
}
