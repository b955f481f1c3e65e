//! The organisation: an authority, 16 districts, and their institutions, 3,000 units in all.

use base::Key;
use register::event::UnitDefined;

use super::draw::Draw;

/// All units.
pub const UNITS: u16 = 3_000;
/// Districts below the authority.
pub const DISTRICTS: u16 = 16;
/// The first district with its institutions: the subtree that questions are asked about.
pub const SUBTREE: u16 = 500;
/// Places of the table from which a unit is drawn.
const PLACES: usize = 1 << 16;

/// The tree, numbered in the order of a walk through it: a subtree is a run of numbers, as the nested
/// sets of the peers want it.
#[derive(Debug)]
pub struct Tree {
    keys: Vec<Key>,
    /// For each unit, its district; the authority is its own.
    district: Vec<u16>,
    /// Each institution as often as its share of all work asks for.
    drawn: Vec<u16>,
    /// First and one past the last institution, by district.
    below: Vec<(u16, u16)>,
}

impl Tree {
    /// The tree of this seed: who is big and who is small is drawn.
    #[must_use]
    pub fn new(seed: u64) -> Tree {
        let mut tree = Tree { keys: vec![], district: vec![], drawn: vec![], below: vec![] };
        tree.keys.push(key("authority"));
        tree.district.push(0);
        let mut left = UNITS - 1 - SUBTREE;
        for number in 1..=DISTRICTS {
            let districts_left = DISTRICTS - number;
            let size = match number {
                1 => SUBTREE,
                DISTRICTS => left,
                // The others fall in size, as districts do, around an equal share.
                _ => left / (districts_left + 1) + districts_left * 4,
            };
            left -= if number == 1 { 0 } else { size };
            let district = tree.count();
            tree.keys.push(key(&format!("d{number:02}")));
            tree.district.push(district);
            tree.below.push((district + 1, district + size));
            for institution in 1..size {
                tree.keys.push(key(&format!("d{number:02}_{institution:03}")));
                tree.district.push(district);
            }
        }
        tree.drawn = skewed(&tree, &mut Draw::new(seed ^ 0x7EEE));
        tree
    }

    fn count(&self) -> u16 {
        u16::try_from(self.keys.len()).unwrap_or(u16::MAX)
    }

    /// The definitions that the journal records.
    #[must_use]
    pub fn units(&self) -> Vec<UnitDefined> {
        let unit = |(number, unit): (usize, &Key)| {
            let above = self.district.get(number).copied().unwrap_or(0);
            let is_district = usize::from(above) == number;
            let (kind, parent) = match (number, is_district) {
                (0, _) => ("authority", None),
                (_, true) => ("district", Some(self.key(0).clone())),
                (_, false) => ("institution", Some(self.key(above).clone())),
            };
            let (zh, en) = (format!("示例单位{number}"), format!("Sample unit {number}"));
            UnitDefined { key: unit.clone(), kind: Key::literal(kind), parent, zh, en }
        };
        self.keys.iter().enumerate().map(unit).collect()
    }

    /// The key of a unit.
    #[must_use]
    pub fn key(&self, unit: u16) -> &Key {
        self.keys.get(usize::from(unit)).expect("units are numbered below their count")
    }

    /// First and last number of the subtree that questions are asked about, and its key.
    #[must_use]
    pub fn subtree(&self) -> (u16, u16, &Key) {
        (1, SUBTREE, self.key(1))
    }

    /// Any institution, the big ones more often.
    pub(crate) fn institution(&self, draw: &mut Draw) -> u16 {
        let place = usize::try_from(draw.next() % PLACES as u64).unwrap_or(0);
        self.drawn.get(place).copied().unwrap_or(2)
    }

    /// The district above a unit.
    pub(crate) fn district(&self, unit: u16) -> u16 {
        self.district.get(usize::from(unit)).copied().unwrap_or(1)
    }

    /// Which of the districts a unit belongs to, from 1; 0 for the authority.
    #[must_use]
    pub fn district_number(&self, unit: u16) -> usize {
        let district = self.district(unit);
        let place = self.below.iter().position(|(first, _)| *first == district + 1);
        place.map_or(0, |place| place + 1)
    }

    /// A hospital of the unit's district: every eighth institution is one.
    pub(crate) fn hospital(&self, near: u16, draw: &mut Draw) -> u16 {
        let district = self.district(near);
        let (first, end) =
            self.below.iter().copied().find(|(first, _)| *first == district + 1).unwrap_or((2, 10));
        let eighths = u32::from(end - first) / 8;
        first + u16::try_from(draw.below(eighths) * 8).unwrap_or(0)
    }
}

/// Sizes fall with the rank like 1 / (rank + 20)^0.8, and ranks are dealt at random.
fn skewed(tree: &Tree, draw: &mut Draw) -> Vec<u16> {
    let is_institution = |unit: &u16| *unit != 0 && tree.district(*unit) != *unit;
    let mut ranked: Vec<u16> = (0..tree.count()).filter(is_institution).collect();
    for last in (1..ranked.len()).rev() {
        let other = draw.below(u32::try_from(last + 1).unwrap_or(1));
        ranked.swap(last, usize::try_from(other).unwrap_or(0));
    }
    let share = |rank: usize| 1.0 / f64::from(u32::try_from(rank + 20).unwrap_or(20)).powf(0.8);
    let all: f64 = (0..ranked.len()).map(share).sum();
    let mut drawn = Vec::with_capacity(PLACES);
    let mut reached = 0.0;
    for (rank, unit) in ranked.iter().enumerate() {
        reached += share(rank) / all;
        drawn.push(*unit);
        while to_f64(drawn.len()) < reached * to_f64(PLACES) && drawn.len() < PLACES {
            drawn.push(*unit);
        }
    }
    drawn.resize(PLACES, 2);
    drawn
}

#[expect(clippy::cast_precision_loss, reason = "counts below a hundred thousand")]
fn to_f64(count: usize) -> f64 {
    count as f64
}

fn key(text: &str) -> Key {
    Key::new(text).expect("the keys of the tree are well-formed")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_thousand_units_and_a_first_district_of_five_hundred() {
        let tree = Tree::new(1);
        assert_eq!(tree.units().len(), usize::from(UNITS));
        let mine = |unit: &UnitDefined| unit.parent.as_ref() == Some(tree.key(1));
        assert_eq!(tree.units().iter().filter(|unit| mine(unit)).count(), 499);
        assert_eq!(tree.key(501).as_str(), "d02");
    }

    #[test]
    fn work_is_skewed_and_everybody_has_some() {
        let tree = Tree::new(1);
        let mut draw = Draw::new(2);
        let mut seen = vec![0_u32; usize::from(UNITS)];
        for _ in 0..1_000_000 {
            seen[usize::from(tree.institution(&mut draw))] += 1;
        }
        let institutions: Vec<u32> = (0..UNITS)
            .filter(|unit| *unit != 0 && tree.district(*unit) != *unit)
            .map(|unit| seen[usize::from(unit)])
            .collect();
        assert_eq!(institutions.len(), 2_983);
        assert!(institutions.iter().all(|count| *count > 0));
        assert!(institutions.iter().max().unwrap() > &(10 * institutions.iter().min().unwrap()));
    }
}
