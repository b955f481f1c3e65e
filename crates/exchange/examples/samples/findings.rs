//! Findings of an inspection and how far their rectification has come.

use exchange::Cell;

use crate::table::{Table, after, date, text};

const COLUMNS: [&str; 17] = [
    "问题编号",
    "问题来源",
    "来源文件",
    "问题分类",
    "具体问题",
    "具体表现",
    "反馈日期",
    "认领日期",
    "牵头处室",
    "配合处室",
    "整改目标",
    "整改措施",
    "完成时限",
    "整改状态",
    "自评日期",
    "进展情况",
    "佐证材料",
];

/// Problem, how it shows, lead, measure.
const FINDINGS: [(&str, &str, &str, &str); 20] = [
    ("年度计划分解不够细", "部分任务没有季度节点", "规划发展处", "逐项补充季度节点并公示"),
    ("会议纪要归档不及时", "个别纪要超过一个月归档", "办公室", "建立归档时限提醒"),
    ("固定资产盘点有遗漏", "两处库房未纳入盘点", "财务处", "开展全面盘点并更新台账"),
    ("培训记录不完整", "签到与考核结果对不上", "人事处", "统一培训登记表"),
    ("社区服务回访率偏低", "部分中心未按季度回访", "基层卫生健康处", "按月通报回访情况"),
    ("公开栏目更新滞后", "两个栏目超过半年未更新", "政务公开办公室", "明确栏目责任人和更新周期"),
    ("应急物资轮换不及时", "部分物资临近有效期", "卫生应急处", "建立效期预警"),
    ("合同审查留痕不足", "少数合同缺审查意见", "法规处", "补齐意见并上线流转"),
    ("科研经费结题慢", "三个项目逾期未结题", "科技教育处", "逐项约谈并限期结题"),
    ("信息系统账号清理不及时", "离岗人员账号未停用", "信息统计处", "按月核对人员与账号"),
    ("老年友善标识不统一", "部分机构标识不清", "老龄健康处", "统一标识式样"),
    ("督办反馈质量不高", "反馈只写进度不写结果", "督查室", "制定反馈要点"),
    ("党费收缴台账不规范", "更正处未签章", "机关党委", "重新核对并规范更正"),
    ("妇幼项目数据复核不足", "个别区数据前后不一致", "妇幼健康处", "每季度交叉复核"),
    ("控烟宣传覆盖不全", "部分场所未张贴标识", "健康促进处", "补齐标识并抽查"),
    ("医疗质量抽查覆盖面不够", "民营机构抽查较少", "医政医管处", "调整抽查比例"),
    ("监测报告时效不稳定", "节假日报告偶有延迟", "疾病预防控制处", "落实节假日双人值守"),
    ("消防演练记录简单", "缺少问题和改进", "安全保卫处", "统一演练记录格式"),
    ("绩效自评佐证不足", "部分指标只有文字说明", "绩效管理办公室", "按指标列出佐证清单"),
    ("整改销号把关不严", "个别事项先销号后补材料", "整改工作办公室", "先审材料再上会"),
];

/// 20 findings of 2022: declared done, under way, claimed, not yet claimed.
pub(crate) fn findings() -> Table {
    let rows = FINDINGS.iter().enumerate().map(|(index, finding)| row(index, finding));
    Table { sheet: "问题清单", title: None, columns: COLUMNS.to_vec(), rows: rows.collect() }
}

fn row(index: usize, finding: &(&str, &str, &str, &str)) -> Vec<Cell> {
    let (problem, manifestation, lead, measure) = *finding;
    let (status, stage) = match index % 5 {
        0 | 1 => ("已完成", 3),
        2 => ("正在整改", 2),
        3 => ("已认领", 1),
        _ => ("未认领", 0),
    };
    let at_stage = |least: u32, cell: Cell| if stage >= least { cell } else { Cell::Empty };
    let found = date(2022, 3, 24);
    let offset = i64::try_from(index).unwrap_or_default();
    vec![
        text(format!("SL-WT-{:03}", index + 1)),
        text(["巡视反馈", "审计", "自查", "考评"].get(index % 4).copied().unwrap_or_default()),
        text("〔示例〕2022年第3号反馈意见"),
        text(["制度执行", "业务管理", "内部控制"].get(index % 3).copied().unwrap_or_default()),
        text(problem),
        text(format!("{manifestation}，涉及“{lead}”等处室")),
        Cell::Date(found),
        at_stage(1, Cell::Date(after(found, 5))),
        at_stage(1, text(lead)),
        at_stage(1, text("各相关处室")),
        at_stage(1, text("年底前整改到位，形成长效机制")),
        at_stage(1, text(measure)),
        at_stage(1, Cell::Date(date(2022, 9, 30))),
        text(status),
        at_stage(3, Cell::Date(after(date(2022, 7, 1), offset))),
        at_stage(2, text(format!("已落实：{measure}"))),
        at_stage(3, text(format!("佐证第{}号，含照片,清单", index + 1))),
    ]
}
