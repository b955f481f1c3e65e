//! The lists in which tasks come: who sets them, how many there are, and how long they run.

use jiff::civil::{Date, date};

use crate::topics::topic;

/// A list of tasks of one class and how it runs through the year.
pub(crate) struct List {
    pub(crate) class: &'static str,
    /// The plan or special action that the tasks belong to.
    pub(crate) programme: Option<&'static str>,
    pub(crate) document: &'static str,
    pub(crate) tasks: usize,
    /// Numbers under which the tasks stand in the superior's list, if it numbers them.
    pub(crate) numbers: &'static [i64],
    /// When tasks of the list come in, and how many days they are given.
    pub(crate) comes_in: (Date, Date),
    pub(crate) days_given: (i64, i64),
    /// Progress reports on the way.
    pub(crate) reports: (i64, i64),
    pub(crate) bureau: bool,
}

/// What tasks of a list are called.
pub(crate) fn title(class: &str, number: usize) -> String {
    let (subject, _) = topic(number);
    match class {
        "performance" => format!("绩效任务：推进{subject}"),
        "report" => format!("政府工作报告任务：加强{subject}"),
        "livelihood" => format!("民生实事：改善{subject}"),
        "supervision" => format!("关于{subject}的专项督查件（第{}号）", number + 1),
        "plan" => "医疗卫生设施专项规划编制".to_owned(),
        "safety" => format!("安全生产专项整治：{subject}"),
        _ => format!("重点工作：{subject}"),
    }
}

/// Numbers of the 29 tasks in the government work report, as 001-L65 lists them.
const REPORT_NUMBERS: [i64; 29] = [
    14, 71, 79, 86, 87, 92, 101, 123, 130, 165, 199, 206, 207, 211, 213, 217, 233, 237, 239, 264,
    265, 266, 267, 272, 273, 274, 276, 277, 278,
];
/// Numbers of the nine livelihood items, as 001-L65 lists them.
const LIVELIHOOD_NUMBERS: [i64; 9] = [2, 4, 5, 12, 19, 22, 27, 28, 31];

/// Shorthand: a list of the commission whose tasks run to the end of the year.
const fn yearly(class: &'static str, document: &'static str, tasks: usize) -> List {
    List {
        class,
        programme: None,
        document,
        tasks,
        numbers: &[],
        comes_in: (date(2021, 1, 18), date(2021, 2, 26)),
        days_given: (300, 330),
        reports: (2, 4),
        bureau: false,
    }
}

/// Shorthand: the tasks of a plan or special action.
const fn programme(programme: &'static str, document: &'static str, tasks: usize) -> List {
    List { programme: Some(programme), reports: (0, 2), ..yearly("other", document, tasks) }
}

/// Every list with its size. The sizes are published; see `published.tsv`.
pub(crate) fn lists() -> Vec<List> {
    let of_bureau = |list: List| List { bureau: true, ..list };
    vec![
        yearly("performance", "年度市级绩效任务书", 21),
        List {
            numbers: &REPORT_NUMBERS,
            ..yearly("report", "市政府工作报告重点任务清单", REPORT_NUMBERS.len())
        },
        List {
            numbers: &LIVELIHOOD_NUMBERS,
            ..yearly("livelihood", "重要民生实事清单", LIVELIHOOD_NUMBERS.len())
        },
        List {
            comes_in: (date(2021, 1, 5), date(2021, 12, 3)),
            days_given: (15, 30),
            reports: (0, 0),
            ..yearly("supervision", "督查室交办单", 968)
        },
        yearly("plan", "城市总体规划实施任务清单", 1),
        yearly("safety", "安全生产专项整治任务清单", 17),
        programme("winter_games", "冬奥会医疗保障重点任务清单", 32),
        programme("emergency_system", "公共卫生应急管理体系建设实施方案", 42),
        programme("better_services", "改善医疗服务行动计划", 20),
        programme("licence_reform", "证照分离改革措施清单", 25),
        programme("international_services", "国际医疗服务改革实施方案", 10),
        programme("hotline_mechanism", "接诉即办工作机制", 10),
        programme("partner_support", "结对帮扶措施清单", 53),
        of_bureau(yearly("report", "市政府重点工作清单", 1)),
        of_bureau(yearly("performance", "年度绩效任务书", 18)),
        of_bureau(yearly("other", "卫生健康委重点工作任务清单", 14)),
    ]
}
