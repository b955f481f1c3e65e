//! What the sample authority works on, in words of its own: topics for titles, and who leads them.

/// A topic and the division that leads it.
pub(crate) type Topic = (&'static str, &'static str);

/// Topics of tasks, proposals and supervision items.
pub(crate) const TOPICS: [Topic; 40] = [
    ("院前急救网络", "emergency_division"),
    ("急救呼叫统一调度", "emergency_division"),
    ("公共场所急救设备", "emergency_division"),
    ("卫生应急演练", "emergency_division"),
    ("传染病监测预警", "disease_division"),
    ("发热门诊规范化", "disease_division"),
    ("疫苗接种组织", "disease_division"),
    ("慢性病综合防控", "disease_division"),
    ("学校卫生", "disease_division"),
    ("非急诊预约就诊", "medical_division"),
    ("医疗质量控制", "medical_division"),
    ("检查检验结果互认", "medical_division"),
    ("合理用药", "medical_division"),
    ("互联网诊疗监管", "medical_division"),
    ("医院周边交通治理", "medical_division"),
    ("医务社会工作", "medical_division"),
    ("家庭医生签约", "primary_division"),
    ("社区卫生服务标准化", "primary_division"),
    ("村级卫生服务补齐", "primary_division"),
    ("紧密型医联体", "primary_division"),
    ("基层转诊号源", "primary_division"),
    ("老年友善服务", "ageing_division"),
    ("医养结合", "ageing_division"),
    ("安宁疗护", "ageing_division"),
    ("母婴安全", "maternal_division"),
    ("托育机构规范", "maternal_division"),
    ("儿童早期发展", "maternal_division"),
    ("出生缺陷防治", "maternal_division"),
    ("无烟环境", "promotion_division"),
    ("健康素养提升", "promotion_division"),
    ("爱国卫生", "promotion_division"),
    ("医学科技创新", "science_division"),
    ("研究型病房", "science_division"),
    ("全科医生培养", "personnel_division"),
    ("乡村医生队伍", "personnel_division"),
    ("医疗资源布局", "planning_division"),
    ("区域协同", "planning_division"),
    ("信息互联互通", "information_division"),
    ("医院安全秩序", "safety_division"),
    ("卫生法规标准", "law_division"),
];

/// A topic by number, round and round.
pub(crate) fn topic(number: usize) -> Topic {
    *TOPICS.iter().cycle().nth(number % TOPICS.len()).expect("there are topics")
}

/// A quantified goal: what is counted, its title, who leads, target and result, and the word it is counted in.
pub(crate) struct Goal {
    pub(crate) subject: &'static str,
    pub(crate) title: &'static str,
    pub(crate) lead: &'static str,
    pub(crate) target: i64,
    pub(crate) achieved: i64,
    pub(crate) word: &'static str,
}

const fn goal(
    (subject, word): (&'static str, &'static str),
    title: &'static str,
    lead: &'static str,
    (target, achieved): (i64, i64),
) -> Goal {
    Goal { subject, title, lead, target, achieved, word }
}

/// The goals whose results the published documents state.
///
/// Where a document states a goal as well, the target is the document's (325 stations, 100
/// institutions, 10 wards, 10 centres); all other targets are the sample's own.
pub(crate) const GOALS: [Goal; 20] = [
    goal(("prehospital_stations", "个"), "院前医疗急救设施建设", "emergency_division", (325, 344)),
    goal(
        ("age_friendly_institutions", "家"),
        "老年友善医疗机构创建",
        "ageing_division",
        (100, 218),
    ),
    goal(("research_wards", "家"), "研究型病房启动建设", "science_division", (10, 10)),
    goal(("community_centres", "个"), "社区卫生服务中心新建改建", "primary_division", (10, 10)),
    goal(("sentinel_posts", "个"), "发热筛查哨点建设", "disease_division", (48, 48)),
    goal(("village_clinics", "个"), "无医疗机构行政村补建村卫生室", "primary_division", (650, 650)),
    goal(("fever_clinics", "家"), "发热门诊改造验收开诊", "disease_division", (85, 88)),
    goal(("internet_hospitals", "家"), "互联网医院建设", "medical_division", (30, 32)),
    goal(("online_care_institutions", "家"), "互联网诊疗服务拓展", "medical_division", (120, 131)),
    goal(("shared_result_institutions", "家"), "检验结果互认扩围", "medical_division", (450, 485)),
    goal(
        ("shared_image_institutions", "家"),
        "影像检查资料共享扩围",
        "medical_division",
        (220, 239),
    ),
    goal(("childcare_institutions", "家"), "托育机构备案", "maternal_division", (100, 102)),
    goal(
        ("ageing_standard_centres", "家"),
        "老年健康服务规范化建设",
        "ageing_division",
        (240, 240),
    ),
    goal(("combined_care_institutions", "家"), "医养结合机构发展", "ageing_division", (200, 200)),
    goal(("police_rooms", "家"), "二级以上医院警务室设立", "safety_division", (277, 277)),
    goal(("converted_doctors", "名"), "全科医学转岗培训", "personnel_division", (350, 352)),
    goal(("local_standards", "项"), "卫生健康地方标准制订", "law_division", (18, 18)),
    goal(("drills", "次"), "卫生应急演练", "emergency_division", (1_600, 1_851)),
    goal(("drill_attendances", "人次"), "卫生应急演练参与", "emergency_division", (30_000, 35_000)),
    goal(("newborns_screened", "名"), "新生儿疾病筛查", "maternal_division", (140_000, 141_368)),
];
