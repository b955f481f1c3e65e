//! Totals, shares and growth in tables.

use super::{clean, faulty};

const RATES: &str = "区|任务数|完成数|完成率\n东区|120|108|90%\n西区|80|76|95%\n南区|50|50|100%\n北区|40|30|75%\n中区|20|18|90%\n";
const YEARS: &str = "项目|2020年|2021年|增减数|增长率%\n甲|100|120|20|20.0\n乙|200|190|-10|-5.0\n丙|50|75|25|50.0\n丁|10|15|5|50.0\n戊|40|44|4|10.0\n";
const SHARES: &str =
    "类别|件数|占比\n甲|50|12.5%\n乙|30|7.5%\n丙|120|30%\n丁|40|10%\n戊|160|40%\n合计|400|100%\n";
const SUMS: &str = "单位|检查|处罚\n甲|12|3\n乙|13|4\n合计|25|7\n";

#[test]
fn leaves_alone_what_adds_up_or_is_not_understood() {
    clean(&[
        RATES,
        YEARS,
        SHARES,
        SUMS,
        "单位|检查|处罚\n合计|25|7\n甲|12|3\n乙|13|4\n",
        "单位|小计|一季度|二季度\n甲|25|12|13\n乙|9|4|5\n",
        "单位|检查\n甲|12\n乙|13\n小计|25\n丙|5\n合计|30\n",
        "单位|人数|评分\n甲|12|90\n乙|13|80\n合计|999|70\n",
        "区|得分|排名\n东区|95|1\n西区|90|2\n南区|85|3\n",
        "年龄|人数|接种率\n3-11岁|1436|85.6%\n12-17岁|724|97.5%\n18岁以上|20000|103.7%\n",
    ]);
}

#[test]
fn finds_totals_shares_and_changes_that_do_not_fit() {
    for (code, table, from, to, wrong) in [
        ("SUM", SUMS, "合计|25|7", "合计|25|8", "8"),
        ("SUM", SUMS, "合计|25|7", "合计|52|7", "52"),
        ("PCT", RATES, "|75%", "|57%", "57"),
        ("PCT", RATES, "|100%", "|90%", "90"),
        ("PCT", SHARES, "|10%", "|19%", "19"),
        ("PCT", SHARES, "|12.5%", "|15.2%", "15.2"),
        ("YOY", YEARS, "|20.0\n", "|30.0\n", "30.0"),
        ("YOY", YEARS, "|4|10.0", "|6|10.0", "6"),
    ] {
        faulty(code, &[(&table.replacen(from, to, 1), wrong)]);
    }
}
