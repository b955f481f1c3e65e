//! Tasks of a year, as an office keeps them: a title above the headers, days as text.

use exchange::Cell;

use crate::table::{Table, text};

const COLUMNS: [&str; 18] = [
    "序号",
    "任务名称",
    "任务类别",
    "任务来源",
    "清单名称",
    "清单序号",
    "牵头处室",
    "配合处室",
    "下达日期",
    "完成时限",
    "目标类型",
    "年度目标",
    "目标值",
    "计量单位",
    "完成情况",
    "报送日期",
    "完成值",
    "佐证材料",
];

/// Name, class, lead, and what is to be reached: how many of what; none is a qualitative goal.
type Task = (&'static str, &'static str, &'static str, Option<Goal>);
type Goal = (u32, &'static str);

const TASKS: [Task; 24] = [
    ("推进基层急救站点标准化建设", "重要民生实事", "卫生应急处", Some((20, "个"))),
    ("创建老年友善医疗机构", "市政府工作报告重点任务", "老龄健康处", Some((30, "家"))),
    ("建设示范性研究型病房", "市级绩效任务", "科技教育处", Some((4, "家"))),
    ("改造提升社区卫生服务中心", "重要民生实事", "基层卫生健康处", Some((12, "个"))),
    ("完善传染病监测哨点布局", "市级绩效任务", "疾病预防控制处", Some((16, "个"))),
    ("健全院前急救调度联动机制", "市政府工作报告重点任务", "卫生应急处", None),
    ("推动检查检验结果互认", "市政府工作报告重点任务", "医政医管处", Some((40, "家"))),
    ("开展家庭医生签约服务质量评估", "市级绩效任务", "基层卫生健康处", Some((16, "个"))),
    ("编制医疗卫生设施专项规划年度计划", "城市总体规划任务", "规划发展处", None),
    ("落实督查件：儿科夜间门诊增设", "专项督查件", "医政医管处", None),
    ("落实督查件：社区心理服务", "专项督查件", "疾病预防控制处", None),
    ("组织医疗机构消防安全检查", "安全生产", "安全保卫处", Some((60, "家"))),
    ("落实督查件：发热门诊设置整改", "专项督查件", "医政医管处", None),
    ("推广电子健康档案便民应用", "市级绩效任务", "信息统计处", Some((16, "个"))),
    ("开展孕产妇健康管理专项行动", "市级绩效任务", "妇幼健康处", None),
    ("组织爱国卫生月活动", "市级绩效任务", "健康促进处", Some((16, "场"))),
    ("加强医疗废物监管", "专项督查件", "法规处", None),
    ("建设区域医疗中心配套设施", "城市总体规划任务", "规划发展处", Some((2, "个"))),
    ("推进托育服务机构备案", "重要民生实事", "妇幼健康处", Some((50, "家"))),
    ("完善公立医院预算绩效管理", "市级绩效任务", "财务处", None),
    ("开展卫生专业人员轮训", "市级绩效任务", "人事处", Some((800, "人次"))),
    ("落实督查件：老年人就医便利", "专项督查件", "老龄健康处", None),
    ("开展应急演练", "安全生产", "卫生应急处", Some((6, "次"))),
    ("提升政务公开质量", "市级绩效任务", "政务公开办公室", None),
];

/// 24 tasks of 2022: some reported done, some under way, some not yet begun.
pub(crate) fn tasks() -> Table {
    let rows = TASKS.iter().enumerate().map(|(index, task)| row(index, task));
    Table {
        sheet: "2022年任务清单",
        title: Some("示例市卫生健康委2022年度重点任务清单"),
        columns: COLUMNS.to_vec(),
        rows: rows.collect(),
    }
}

fn row(index: usize, task: &Task) -> Vec<Cell> {
    let (name, class, lead, goal) = *task;
    let is_done = index % 3 != 2;
    let begun = index % 8 != 7;
    let number = |number: u32| Cell::Number(number.to_string());
    let when = |condition: bool, cell: Cell| if condition { cell } else { Cell::Empty };
    let done = is_done && begun;
    let status = match (begun, done) {
        (false, _) => "未启动",
        (true, true) => "已完成",
        (true, false) => "进行中",
    };
    let goal_text = goal.map_or_else(
        || format!("完成“{name}”年度安排"),
        |(count, unit)| format!("年内完成{count}{unit}"),
    );
    let (count, unit) = goal.unwrap_or_default();
    vec![
        text(format!("SL-RW-2022-{:02}", index + 1)),
        text(name),
        text(class),
        text("示例市2022年任务分解方案"),
        when(class == "重要民生实事", text("重要民生实事清单")),
        when(class == "重要民生实事", number(u32::try_from(index + 1).unwrap_or_default())),
        text(lead),
        text("各相关处室"),
        text(format!("2022年1月{}日", 10 + index % 5)),
        text("2022/12/20"),
        when(begun, text(if goal.is_some() { "量化" } else { "定性" })),
        when(begun, text(goal_text)),
        when(begun && goal.is_some(), number(count)),
        when(begun && goal.is_some(), text(unit)),
        text(status),
        when(done, text(format!("2022.11.{:02}", 1 + index))),
        when(done && goal.is_some(), number(count + u32::try_from(index % 3).unwrap_or_default())),
        when(done, text(format!("见佐证材料第{}号", index + 1))),
    ]
}
