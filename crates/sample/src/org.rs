//! The organisation of the sample authority: a municipal health commission that does not exist.

use register::event::UnitDefined;

/// The root of the tree.
pub(crate) const AUTHORITY: &str = "authority";
/// The commission proper with its districts and institutions: municipal figures are asked for here.
pub(crate) const COMMISSION: &str = "commission";
/// The bureau of traditional Chinese medicine, which keeps its own books beside the commission.
pub(crate) const TCM_BUREAU: &str = "tcm_bureau";

/// Divisions of the commission: key, Chinese, English.
pub(crate) const DIVISIONS: [(&str, &str, &str); 22] = [
    ("general_office", "办公室", "General Office"),
    ("performance_office", "绩效管理办公室", "Performance Office"),
    ("supervision_office", "督查室", "Supervision Office"),
    ("proposals_office", "建议提案办理组", "Proposals Office"),
    ("disclosure_office", "政务公开办公室", "Disclosure Office"),
    ("hotline_office", "接诉即办办公室", "Hotline Office"),
    ("party_office", "机关党委", "Party Office"),
    ("rectification_office", "整改工作办公室", "Rectification Office"),
    ("law_division", "法规处", "Law Division"),
    ("planning_division", "规划发展处", "Planning Division"),
    ("emergency_division", "卫生应急处", "Emergency Response Division"),
    ("disease_division", "疾病预防控制处", "Disease Control Division"),
    ("medical_division", "医政医管处", "Medical Administration Division"),
    ("primary_division", "基层卫生健康处", "Primary Care Division"),
    ("ageing_division", "老龄健康处", "Healthy Ageing Division"),
    ("maternal_division", "妇幼健康处", "Maternal and Child Health Division"),
    ("promotion_division", "健康促进处", "Health Promotion Division"),
    ("science_division", "科技教育处", "Science and Education Division"),
    ("personnel_division", "人事处", "Personnel Division"),
    ("finance_division", "财务处", "Finance Division"),
    ("information_division", "信息统计处", "Information Division"),
    ("safety_division", "安全保卫处", "Safety Division"),
];

/// The 16 districts: Chinese, English, and how many of a thousand residents live there.
pub(crate) const DISTRICTS: [(&str, &str, u64); 16] = [
    ("示例东区", "East District", 33),
    ("示例西区", "West District", 50),
    ("示例南区", "South District", 92),
    ("示例北区", "North District", 143),
    ("示例中区", "Centre District", 158),
    ("示例东南区", "South-East District", 26),
    ("示例西南区", "South-West District", 60),
    ("示例东北区", "North-East District", 84),
    ("示例西北区", "North-West District", 104),
    ("示例新城区", "New Town District", 91),
    ("示例河畔区", "Riverside District", 60),
    ("示例湖滨区", "Lakeside District", 18),
    ("示例山前区", "Foothill District", 20),
    ("示例山后区", "Upland District", 21),
    ("示例林间区", "Woodland District", 24),
    ("示例田园区", "Meadow District", 16),
];

/// Institutions under the commission: key, Chinese, English.
const INSTITUTIONS: [(&str, &str, &str); 10] = [
    ("hospital_1", "示例市第一医院", "First Sample Hospital"),
    ("hospital_2", "示例市第二医院", "Second Sample Hospital"),
    ("hospital_3", "示例市第三医院", "Third Sample Hospital"),
    ("children_hospital", "示例市儿童医院", "Sample Children's Hospital"),
    ("maternity_hospital", "示例市妇幼保健院", "Sample Maternity Hospital"),
    ("infection_hospital", "示例市传染病医院", "Sample Infectious Disease Hospital"),
    ("emergency_centre", "示例市急救中心", "Sample Emergency Centre"),
    ("disease_centre", "示例市疾病预防控制中心", "Sample Disease Control Centre"),
    ("inspection_institute", "示例市卫生监督所", "Sample Health Inspection Institute"),
    ("blood_centre", "示例市血液中心", "Sample Blood Centre"),
];

/// The key of a district, counted from one: `d01`.
pub(crate) fn district(number: usize) -> String {
    format!("d{number:02}")
}

/// The keys of the 16 districts with their share of residents in thousandths.
pub(crate) fn districts() -> Vec<(String, u64)> {
    let numbered = DISTRICTS.iter().enumerate();
    numbered.map(|(place, (_, _, residents))| (district(place + 1), *residents)).collect()
}

/// Every unit of the sample authority 示例市卫生健康委, parents before children.
#[must_use]
pub fn organisation() -> Vec<UnitDefined> {
    let mut units = vec![
        unit(AUTHORITY, "authority", None, ("示例市卫生健康委", "Sample City Health Commission")),
        unit(
            COMMISSION,
            "bureau",
            Some(AUTHORITY),
            ("委本级、各区及委属单位", "Commission, districts and institutions"),
        ),
        unit(
            TCM_BUREAU,
            "bureau",
            Some(AUTHORITY),
            ("示例市中医管理局", "Sample City Bureau of Traditional Chinese Medicine"),
        ),
    ];
    units.extend(
        DIVISIONS.iter().map(|(key, zh, en)| unit(key, "division", Some(COMMISSION), (zh, en))),
    );
    units.extend(DISTRICTS.iter().enumerate().map(|(place, (zh, en, _))| {
        unit(&district(place + 1), "district", Some(COMMISSION), (zh, en))
    }));
    units.extend(
        INSTITUTIONS
            .iter()
            .map(|(key, zh, en)| unit(key, "institution", Some(COMMISSION), (zh, en))),
    );
    units.push(unit(
        "tcm_hospital",
        "institution",
        Some(TCM_BUREAU),
        ("示例市中医医院", "Sample Hospital of Traditional Chinese Medicine"),
    ));
    units
}

fn unit(key: &str, kind: &str, parent: Option<&str>, words: (&str, &str)) -> UnitDefined {
    UnitDefined {
        key: crate::key(key),
        kind: crate::key(kind),
        parent: parent.map(crate::key),
        zh: words.0.to_owned(),
        en: words.1.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::Key;
    use std::collections::BTreeSet;

    #[test]
    fn parents_come_before_their_children() {
        let mut seen: BTreeSet<Key> = BTreeSet::new();
        for unit in organisation() {
            assert!(unit.parent.is_none_or(|parent| seen.contains(&parent)), "{}", unit.key);
            assert!(seen.insert(unit.key), "every unit once");
        }
    }

    #[test]
    fn residents_sum_to_a_thousand() {
        assert_eq!(districts().iter().map(|(_, residents)| residents).sum::<u64>(), 1_000);
        assert_eq!(districts().first().map(|(key, _)| key.as_str()), Some("d01"));
    }
}
