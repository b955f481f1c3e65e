//! Tickets of a hotline, in the columns of a Beijing-style export.

use exchange::Cell;
use jiff::civil::Date;

use crate::table::{Table, after, date, text};

const COLUMNS: [&str; 27] = [
    "工单编号",
    "工单类型",
    "问题分类（三级）",
    "标签",
    "标题",
    "主要内容",
    "工单状态",
    "创建时间",
    "来电人",
    "来电人电话/账号",
    "被反映区",
    "被反映街乡镇",
    "处理受理方式",
    "工单性质",
    "办理时限",
    "办结时间",
    "办理结果",
    "回复内容",
    "是否有效回访",
    "是否联系",
    "是否解决",
    "是否满意",
    "废除原因",
    "废除审批",
    "企业名称",
    "村/社区",
    "小区点位",
];

/// What people called about: class, title, content, result.
const TOPICS: [(&str, &str, &str, &str); 12] = [
    (
        "医疗服务->预约挂号->号源",
        "咨询儿科夜间门诊挂号",
        "询问夜间门诊放号时间和退号规则。",
        "已告知放号时间和线上退号办法。",
    ),
    (
        "医疗服务->就诊流程->等候时间",
        "反映超声检查等候较久",
        "预约超声检查排到两周以后，希望提前。",
        "医院增开晚间检查，已为其改期。",
    ),
    (
        "公共卫生->预防接种->接种点",
        "咨询周末接种点",
        "询问周末开放的接种点和所带证件。",
        "已告知就近接种点及开放时间。",
    ),
    (
        "医疗服务->费用->票据",
        "求助补打住院票据",
        "票据遗失，需要补打用于报销。",
        "医院已补打并寄出。",
    ),
    (
        "监督执法->医疗机构->资质",
        "举报无证推拿馆开展诊疗",
        "某推拿馆给顾客扎针，怀疑没有资质。",
        "经现场检查，责令停止诊疗活动。",
    ),
    (
        "公共卫生->饮用水->二次供水",
        "投诉小区水箱未清洗",
        "水有异味，水箱清洗记录没有公示。",
        "督促产权单位清洗消毒并公示。",
    ),
    (
        "医疗服务->服务态度->窗口",
        "投诉窗口解释不耐心",
        "询问转诊手续时窗口人员不耐烦。",
        "当事人已致歉，科室组织了培训。",
    ),
    (
        "医疗服务->互联网诊疗->平台",
        "咨询线上复诊开药",
        "慢性病复诊能否线上开药。",
        "已告知可线上复诊的科室和流程。",
    ),
    (
        "基层卫生->社区服务->家医签约",
        "建议增加家医签约上门次数",
        "希望为行动不便的老人增加上门服务。",
        "社区中心已调整上门安排。",
    ),
    (
        "公共卫生->病媒防制->蚊蝇",
        "求助处理楼道蚊虫",
        "楼下积水，蚊虫较多。",
        "已会同街道清除积水并消杀。",
    ),
    (
        "医疗服务->急救->站点",
        "建议增设急救站点",
        "新建小区距最近的急救站较远。",
        "已纳入站点规划研究。",
    ),
    ("控烟->公共场所->网吧", "举报网吧内吸烟", "网吧内多人吸烟无人劝阻。", "现场检查并责令整改。"),
];

const KINDS: [&str; 12] = [
    "咨询", "投诉", "咨询", "求助", "举报", "投诉", "投诉", "咨询", "建议", "求助", "建议", "控烟",
];
const DISTRICTS: [&str; 6] =
    ["示例东区", "示例西区", "示例南区", "示例北区", "示例湖滨区", "示例山前区"];
const CHANNELS: [&str; 4] = ["电话", "电话", "互联网", "微信"];

/// How a ticket stands in the export.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    InHand,
    /// Closed, with what the call-back said: reached, solved, satisfied.
    CalledBack(&'static str, &'static str, &'static str),
    /// Closed, but nobody could be reached.
    Unreached,
    /// Closed without a call-back, as advice is.
    Plain,
    Voided,
}

/// The first export: 48 tickets of the first weeks of 2022, with real dates.
pub(crate) fn tickets() -> Table {
    let from = date(2022, 1, 4);
    let rows = (0..48).map(|index| ticket(index, after(from, index / 2), standing(index)));
    table("工单明细", rows.collect())
}

/// The next export: 30 tickets of the following weeks, of which the first 12 were in the first
/// export as well, unchanged. Its columns stand in another order.
pub(crate) fn later_tickets() -> Table {
    let from = date(2022, 1, 4);
    let first = (36..66).map(|index| ticket(index, after(from, index / 2), standing(index)));
    let table = table("工单明细", first.take(30).collect());
    let order: Vec<usize> = (0..COLUMNS.len()).rev().collect();
    let reordered = |row: &Vec<Cell>| order.iter().filter_map(|at| row.get(*at).cloned()).collect();
    Table {
        columns: order.iter().filter_map(|at| COLUMNS.get(*at).copied()).collect(),
        rows: table.rows.iter().map(reordered).collect(),
        ..table
    }
}

fn table(sheet: &'static str, rows: Vec<Vec<Cell>>) -> Table {
    Table { sheet, title: None, columns: COLUMNS.to_vec(), rows }
}

fn standing(index: i64) -> Standing {
    match index % 16 {
        1 => Standing::Voided,
        4 | 12 => Standing::InHand,
        6 => Standing::Unreached,
        8 | 15 => Standing::Plain,
        3 => Standing::CalledBack("是", "否", "不满意"),
        9 => Standing::CalledBack("是", "是", "基本满意"),
        13 => Standing::CalledBack("否", "是", "满意"),
        _ => Standing::CalledBack("是", "是", "满意"),
    }
}

fn pick<T: Copy, const N: usize>(of: [T; N], index: i64) -> T {
    let place = usize::try_from(index).unwrap_or_default() % N;
    of.into_iter().nth(place).expect("the place lies within the list")
}

fn ticket(index: i64, created: Date, standing: Standing) -> Vec<Cell> {
    let (class, title, content, result) = pick(TOPICS, index);
    let kind = pick(KINDS, index);
    // Smoking tickets are enforcement: closed with a result, without a call-back.
    let standing = match standing {
        Standing::CalledBack(..) | Standing::Unreached if kind == "控烟" => Standing::Plain,
        standing => standing,
    };
    let status = match standing {
        Standing::InHand => "办理中",
        Standing::Voided => "已废除",
        Standing::CalledBack(..) | Standing::Unreached | Standing::Plain => "已办结",
    };
    let closed = (standing != Standing::InHand).then(|| after(created, 2 + index % 5));
    let (valid, reached, solved, satisfied) = match standing {
        Standing::CalledBack(reached, solved, satisfied) => ("是", reached, solved, satisfied),
        Standing::Unreached => ("否", "否", "否", ""),
        Standing::InHand | Standing::Plain | Standing::Voided => ("", "", "", ""),
    };
    let done = !matches!(standing, Standing::InHand | Standing::Voided);
    let (reason, approval) = if standing == Standing::Voided {
        ("重复来电，并入前单", "值班主任审批〔示例〕")
    } else {
        ("", "")
    };
    let hour = i8::try_from(8 + index % 10).unwrap_or(8);
    let minute = i8::try_from(index * 7 % 60).unwrap_or_default();
    let at = |day: Date, hour: i8| Cell::DateTime(day.at(hour, minute, 0, 0));
    let optional = |cell: &str| if cell.is_empty() { Cell::Empty } else { text(cell) };
    vec![
        text(format!("SL2022{:06}", index + 1)),
        text(kind),
        text(class),
        optional(pick(["七有五性", "", "每月一题", ""], index)),
        text(title),
        text(content),
        text(status),
        at(created, hour),
        text(format!("示例来电人{}", index + 1)),
        text(format!("000-0000-{:04}", index + 1)),
        text(pick(DISTRICTS, index)),
        text(format!("示例{}街道", pick(["一", "二", "三", "四", "五"], index))),
        text(pick(CHANNELS, index)),
        text(pick(["主办", "主办", "主办", "协办"], index)),
        Cell::Date(after(created, 7)),
        closed.map_or(Cell::Empty, |day| at(day, 16)),
        optional(if done { result } else { "" }),
        optional(if done { "已电话答复来电人。" } else { "" }),
        optional(valid),
        optional(reached),
        optional(solved),
        optional(satisfied),
        optional(reason),
        optional(approval),
        Cell::Empty,
        text(format!("示例社区{}", index % 9 + 1)),
        Cell::Empty,
    ]
}

/// Good tickets, and among them one of each kind of bad row.
pub(crate) fn bad_tickets() -> Table {
    let from = date(2022, 3, 1);
    let closed = Standing::CalledBack("是", "是", "满意");
    let numbered = |index: i64| ticket(index, after(from, (index - 200) / 2), closed);
    let mut rows: Vec<Vec<Cell>> = (200..208).map(numbered).collect();
    let mut bad = |index: i64, column: &str, cell: Cell| {
        let mut row = numbered(index);
        let place = COLUMNS.iter().position(|name| *name == column);
        if let Some(place) = place.and_then(|place| row.get_mut(place)) {
            *place = cell;
        }
        rows.push(row);
    };
    bad(212, "工单编号", Cell::Empty);
    bad(213, "工单编号", text("2.02203E+13"));
    bad(214, "工单类型", text("点赞"));
    bad(216, "创建时间", text("二月三十日"));
    bad(217, "创建时间", Cell::Date(date(2099, 1, 1)));
    bad(218, "办结时间", Cell::Date(date(2022, 2, 1)));
    bad(219, "被反映区", text("外省某区"));
    bad(220, "办结时间", Cell::Empty);
    bad(221, "标题", Cell::Error("#N/A".to_owned()));
    bad(200, "标题", text("同一编号，另一内容"));
    bad(222, "工单状态", text("已废除"));
    bad(224, "标题", text("长".repeat(4_001)));
    rows.push(ticket(226, after(from, 13), Standing::InHand));
    table("工单明细", rows)
}
