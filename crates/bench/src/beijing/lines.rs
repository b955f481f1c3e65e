//! The five lines of work, as tables: registers, states, steps, and the numbers that peers know them by.

use super::draw::Draw;

/// A line of work: one register of the pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// Doses: booked, then given or cancelled. The bulk.
    Doses,
    /// Inspections of a district: planned, made, judged.
    Inspections,
    /// Hotline tickets: received by a district, dispatched to an institution, closed there.
    Tickets,
    /// Referrals: asked for by an institution, taken by a hospital or refused.
    Referrals,
    /// Tasks of hospitals: assigned, then done or dropped.
    Errands,
}

/// All lines.
pub const LINES: [Line; 5] =
    [Line::Doses, Line::Inspections, Line::Tickets, Line::Referrals, Line::Errands];

/// What is fixed about a line.
#[derive(Debug)]
pub struct Fixed {
    /// The register's key.
    pub register: &'static str,
    /// How its numbers begin.
    pub prefix: &'static str,
    /// Of a thousand events, how many are of this line.
    pub share: u32,
    /// Events of a matter on average, times a thousand: two or three, and the mistakes.
    pub events: u32,
    /// Its states in the order of their accounts; the first is where matters begin.
    pub states: &'static [&'static str],
    /// The step that leads to each state.
    pub steps: &'static [&'static str],
    /// Peers number the accounts of a line from here: outside, transit, then the states, then the two of
    /// the days until closing.
    pub first_account: u8,
    /// The values of its dimension, with the name of the dimension; empty without one.
    pub dimension: (&'static str, &'static [&'static str]),
    /// Peers number the dimensions of a line from here.
    pub first_dims: u8,
    /// Days from one step to the next: at least, at most.
    pub days: (i32, i32),
    /// What its matters are called.
    pub subjects: &'static [&'static str],
}

impl Line {
    /// What is fixed about it.
    #[must_use]
    pub fn fixed(self) -> &'static Fixed {
        match self {
            Line::Doses => &DOSES,
            Line::Inspections => &INSPECTIONS,
            Line::Tickets => &TICKETS,
            Line::Referrals => &REFERRALS,
            Line::Errands => &ERRANDS,
        }
    }

    /// Where a matter goes from a state; `None` if it has ended.
    pub(crate) fn next(self, state: u8, draw: &mut Draw) -> Option<u8> {
        let (usual, otherwise, per_mille) = match (self, state) {
            (Line::Doses, 0) => (1, 2, 930),
            (Line::Inspections, 0) | (Line::Tickets, 0) => (1, 1, 1_000),
            (Line::Inspections, 1) => (2, 3, 850),
            (Line::Tickets, 1) => (2, 2, 1_000),
            (Line::Referrals, 0) => (1, 2, 900),
            (Line::Errands, 0) => (1, 2, 950),
            _ => return None,
        };
        Some(if draw.per_mille(per_mille) { usual } else { otherwise })
    }

    /// The account of a state, by its place among the states, as peers number it.
    #[must_use]
    pub fn account(self, state: u8) -> u8 {
        self.fixed().first_account + 2 + state
    }

    /// The account of a state by name, as peers number it.
    #[must_use]
    pub fn account_of(self, state: &str) -> Option<u8> {
        let place = self.fixed().states.iter().position(|known| *known == state)?;
        Some(self.account(u8::try_from(place).ok()?))
    }

    /// Where new matters come from.
    #[must_use]
    pub fn outside(self) -> u8 {
        self.fixed().first_account
    }

    /// Between two units.
    #[must_use]
    pub fn transit(self) -> u8 {
        self.fixed().first_account + 1
    }

    /// Where amounts come from, and where they are posted.
    #[must_use]
    pub fn amounts(self) -> (u8, u8) {
        let states = u8::try_from(self.fixed().states.len()).unwrap_or(0);
        (self.account(states), self.account(states + 1))
    }
}

static DOSES: Fixed = Fixed {
    register: "doses",
    prefix: "JZ",
    share: 860,
    events: 2_005,
    states: &["booked", "given", "cancelled"],
    steps: &["book", "give", "cancel"],
    first_account: 1,
    dimension: ("programme", &["planned", "voluntary"]),
    first_dims: 1,
    days: (0, 14),
    subjects: &["麻腮风一剂", "百白破三剂", "乙肝疫苗", "流感疫苗", "水痘二剂", "脊灰疫苗"],
};

static INSPECTIONS: Fixed = Fixed {
    register: "inspections",
    prefix: "JC",
    share: 50,
    events: 3_005,
    states: &["planned", "inspected", "passed", "ordered"],
    steps: &["plan", "inspect", "pass", "order"],
    first_account: 11,
    dimension: ("", &[]),
    first_dims: 0,
    days: (1, 20),
    subjects: &["公共场所", "生活饮用水", "医疗机构", "学校卫生"],
};

static TICKETS: Fixed = Fixed {
    register: "tickets",
    prefix: "GD",
    share: 40,
    events: 3_005,
    states: &["received", "dispatched", "closed"],
    steps: &["receive", "dispatch", "close"],
    first_account: 21,
    dimension: ("kind", &["consult", "help", "complaint"]),
    first_dims: 3,
    days: (0, 10),
    subjects: &["就诊预约", "收费问题", "疫苗咨询", "服务态度"],
};

static REFERRALS: Fixed = Fixed {
    register: "referrals",
    prefix: "ZZ",
    share: 30,
    events: 2_005,
    states: &["asked", "taken", "refused"],
    steps: &["ask", "take", "refuse"],
    first_account: 31,
    dimension: ("", &[]),
    first_dims: 0,
    days: (0, 5),
    subjects: &["上转专科", "急诊转诊", "康复下转"],
};

static ERRANDS: Fixed = Fixed {
    register: "errands",
    prefix: "RW",
    share: 20,
    events: 2_005,
    states: &["assigned", "done", "dropped"],
    steps: &["assign", "finish", "drop"],
    first_account: 41,
    dimension: ("", &[]),
    first_dims: 0,
    days: (5, 90),
    subjects: &["专项整治", "统计调查", "应急演练"],
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_make_a_thousand_and_accounts_do_not_overlap() {
        assert_eq!(LINES.iter().map(|line| line.fixed().share).sum::<u32>(), 1_000);
        for two in LINES.windows(2) {
            assert!(two[0].amounts().1 < two[1].outside());
        }
        assert_eq!(Line::Doses.account_of("given"), Some(4));
    }
}
