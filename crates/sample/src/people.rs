//! The people of the sample authority. None of them exists, and their names say so.

use register::event::PersonDefined;

use crate::key;
use crate::org::{AUTHORITY, COMMISSION, DISTRICTS, TCM_BUREAU, district};

/// Breaks tasks down and assigns them.
pub(crate) const PLANNER: &str = "jia_yi";
/// Reviews submitted tasks.
pub(crate) const TASK_REVIEWER: &str = "yi_er";
/// Watches over tasks and warns.
pub(crate) const SUPERVISOR: &str = "bing_san";
/// Approves amendments of tasks.
pub(crate) const TASK_APPROVER: &str = "ding_si";
/// Records findings and follows them up.
pub(crate) const RECORDER: &str = "wu_wu";
/// Reviews the rectification of findings.
pub(crate) const FINDING_REVIEWER: &str = "ji_liu";
/// Enters what the Party committee has decided.
pub(crate) const COMMITTEE: &str = "geng_qi";
/// Looks back at what was signed off.
pub(crate) const INSPECTOR: &str = "xin_ba";
/// Takes in tickets and dispatches them.
pub(crate) const COORDINATORS: [&str; 2] = ["ren_jiu", "gui_shi"];
/// Calls back, apart from those who handled.
pub(crate) const CALLERS: [&str; 2] = ["caller_1", "caller_2"];
/// Approves the voiding of tickets.
pub(crate) const VOID_APPROVER: &str = "void_approver";
/// Handles applications for disclosure.
pub(crate) const DISCLOSURE_HANDLERS: [&str; 2] = ["disclosure_1", "disclosure_2"];
/// Reviews replies to applications.
pub(crate) const DISCLOSURE_REVIEWER: &str = "disclosure_3";
/// Heads the disclosure office and grants extensions.
pub(crate) const DISCLOSURE_HEAD: &str = "disclosure_4";
/// Takes in suggestions and proposals, and enters the opinion on the reply.
pub(crate) const PROPOSAL_REGISTRAR: &str = "proposals_1";
/// Draft replies to them.
pub(crate) const PROPOSAL_HANDLERS: [&str; 2] = ["proposals_2", "proposals_3"];
/// Signs the replies.
pub(crate) const PROPOSAL_SIGNER: &str = "proposals_4";
/// Reviews penalties legally.
pub(crate) const LEGAL_REVIEWER: &str = "legal_1";
/// Decides on penalties.
pub(crate) const DECIDER: &str = "decider_1";
/// Lead the work on tasks and findings.
pub(crate) const LEADS: [&str; 6] = ["lead_1", "lead_2", "lead_3", "lead_4", "lead_5", "lead_6"];

/// People of the bureau of traditional Chinese medicine, in the roles the commission has above.
pub(crate) const TCM_WORKER: &str = "tcm_1";
/// Reviews there what the worker did.
pub(crate) const TCM_REVIEWER: &str = "tcm_2";
/// Decides there.
pub(crate) const TCM_HEAD: &str = "tcm_3";
/// Calls back and coordinates tickets there.
pub(crate) const TCM_CALLER: &str = "tcm_4";

/// The person who reports for a district.
pub(crate) fn reporter(district: &str) -> String {
    format!("{district}_reporter")
}

/// The person who handles tickets and cases of a district.
pub(crate) fn handler(district: &str) -> String {
    format!("{district}_handler")
}

/// Everyone who acts in the sample year, with roles such that nobody approves what he did himself.
#[must_use]
pub fn people() -> Vec<PersonDefined> {
    let mut people = officials();
    people.extend(bureau());
    for (place, _) in DISTRICTS.iter().enumerate() {
        let unit = district(place + 1);
        let number = place + 1;
        let reports = ["vaccination.reporter", "penalties.statistician"];
        let handles = ["hotline.handler", "penalties.officer"];
        people.push(person(&reporter(&unit), &format!("示例填报员{number:02}"), &unit, &reports));
        people.push(person(&handler(&unit), &format!("示例承办员{number:02}"), &unit, &handles));
    }
    people
}

fn officials() -> Vec<PersonDefined> {
    let at = |id: &str, name: &str, unit: &str, role: &str| person(id, name, unit, &[role]);
    let mut officials = vec![
        at(PLANNER, "甲一", COMMISSION, "tasks.planner"),
        at(TASK_REVIEWER, "乙二", COMMISSION, "tasks.reviewer"),
        at(SUPERVISOR, "丙三", COMMISSION, "tasks.supervisor"),
        at(TASK_APPROVER, "丁四", COMMISSION, "tasks.approver"),
        at(RECORDER, "戊五", COMMISSION, "findings.recorder"),
        at(FINDING_REVIEWER, "己六", COMMISSION, "findings.reviewer"),
        at(COMMITTEE, "庚七", COMMISSION, "findings.committee"),
        at(INSPECTOR, "辛八", COMMISSION, "findings.inspector"),
        // Tickets go to the bureau and come back from it, so the whole authority is in their sight.
        at("ren_jiu", "壬九", AUTHORITY, "hotline.coordinator"),
        at("gui_shi", "癸十", AUTHORITY, "hotline.coordinator"),
        at("caller_1", "示例回访员一", AUTHORITY, "hotline.caller"),
        at("caller_2", "示例回访员二", AUTHORITY, "hotline.caller"),
        at(VOID_APPROVER, "示例废除审批人", AUTHORITY, "hotline.approver"),
        at("disclosure_1", "示例公开员一", COMMISSION, "disclosure.handler"),
        at("disclosure_2", "示例公开员二", COMMISSION, "disclosure.handler"),
        at(DISCLOSURE_REVIEWER, "示例公开审核人", COMMISSION, "disclosure.reviewer"),
        at(DISCLOSURE_HEAD, "示例公开负责人", COMMISSION, "disclosure.head"),
        at(PROPOSAL_REGISTRAR, "示例提案登记人", COMMISSION, "proposals.registrar"),
        at("proposals_2", "示例提案承办员一", COMMISSION, "proposals.handler"),
        at("proposals_3", "示例提案承办员二", COMMISSION, "proposals.handler"),
        at(PROPOSAL_SIGNER, "示例提案签发人", COMMISSION, "proposals.signer"),
        at(LEGAL_REVIEWER, "示例法制审核人", COMMISSION, "penalties.legal_reviewer"),
        at(DECIDER, "示例处罚决定人", COMMISSION, "penalties.decider"),
    ];
    officials.extend(LEADS.iter().enumerate().map(|(place, id)| {
        let name = format!("示例牵头人{:02}", place + 1);
        person(id, &name, COMMISSION, &["tasks.lead", "findings.lead"])
    }));
    officials
}

fn bureau() -> Vec<PersonDefined> {
    let worker = [
        "tasks.lead",
        "findings.lead",
        "hotline.handler",
        "disclosure.handler",
        "penalties.officer",
        "proposals.handler",
    ];
    let reviewer = [
        "tasks.reviewer",
        "findings.reviewer",
        "disclosure.reviewer",
        "penalties.legal_reviewer",
        "proposals.registrar",
    ];
    let head = [
        "tasks.planner",
        "findings.recorder",
        "findings.committee",
        "disclosure.head",
        "penalties.decider",
        "proposals.signer",
    ];
    let caller = ["hotline.coordinator", "hotline.caller"];
    vec![
        person(TCM_WORKER, "示例中医员一", TCM_BUREAU, &worker),
        person(TCM_REVIEWER, "示例中医员二", TCM_BUREAU, &reviewer),
        person(TCM_HEAD, "示例中医员三", TCM_BUREAU, &head),
        person(TCM_CALLER, "示例中医员四", TCM_BUREAU, &caller),
    ]
}

fn person(id: &str, name: &str, unit: &str, roles: &[&str]) -> PersonDefined {
    PersonDefined {
        id: key(id),
        name: name.to_owned(),
        unit: key(unit),
        roles: roles.iter().map(|role| (*role).to_owned()).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::organisation;
    use std::collections::BTreeSet;

    #[test]
    fn everyone_has_one_id_and_a_unit_that_exists() {
        let units: BTreeSet<_> = organisation().into_iter().map(|unit| unit.key).collect();
        let mut seen = BTreeSet::new();
        for person in people() {
            assert!(units.contains(&person.unit), "{}", person.id);
            assert!(seen.insert(person.id.clone()), "{}", person.id);
        }
    }
}
