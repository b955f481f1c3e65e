//! When things were written down: most on their day, some late, all in the order of their matter.

use base::Key;
use jiff::civil::{Date, DateTime, Time};
use jiff::{SignedDuration, Timestamp};
use register::decide::{Act, What};

use crate::calendar::{RECORDED_BY, plus};
use crate::draw::Draw;
use crate::story::{Story, Telling, Told};

/// An act as somebody submits it at an instant.
#[derive(Clone, Debug, PartialEq)]
pub struct Planned {
    /// When it is written down.
    pub at: Timestamp,
    /// Who writes it: the id of one of [`people`](crate::people()).
    pub actor: Key,
    /// What is submitted.
    pub act: Act,
}

/// An act of a story, with the instant at which it is recorded.
struct Timed {
    at: Timestamp,
    story: usize,
    told: usize,
}

/// All stories as one stream of acts in the order in which they were written down.
///
/// `after` is the last sequence number before the first act: reversals name what they take back by
/// sequence number.
pub(crate) fn plan(draw: &mut Draw, stories: &[Story], after: u64) -> Vec<Planned> {
    let mut timed: Vec<Timed> = vec![];
    for (place, story) in stories.iter().enumerate() {
        timed.extend(recorded(draw, place, story));
    }
    timed.sort_by_key(|timed| (timed.at, timed.story, timed.told));
    let sequences = Sequences::of(stories, &timed, after);
    timed.iter().filter_map(|timed| planned(stories, timed, &sequences)).collect()
}

/// When each act of a story is recorded.
///
/// An act is late by itself or because an earlier one of its matter was. Altogether about 90 % are
/// recorded on their day, 8 % within a week, 2 % within six weeks.
fn recorded(draw: &mut Draw, place: usize, story: &Story) -> Vec<Timed> {
    let mut earliest = Timestamp::MIN;
    let mut timed = vec![];
    for (index, told) in story.told.iter().enumerate() {
        let late_days = told.late_days.unwrap_or_else(|| match draw.below(100) {
            0..95 => 0,
            95..99 => draw.between(1, 7),
            _ => draw.between(8, 40),
        });
        let day = plus(told.on, late_days).min(RECORDED_BY).max(told.on);
        let minute = SignedDuration::from_mins(draw.between(8 * 60 + 30, 17 * 60 + 20));
        let pause = SignedDuration::from_secs(draw.between(60, 900));
        let drawn = instant(day).saturating_add(minute).unwrap_or(Timestamp::MAX);
        let at = drawn.max(earliest);
        earliest = at.saturating_add(pause).unwrap_or(Timestamp::MAX);
        timed.push(Timed { at, story: place, told: index });
    }
    timed
}

/// Midnight at which a civil day begins where the sample authority works, eight hours ahead of UTC.
fn instant(day: Date) -> Timestamp {
    let midnight = DateTime::from_parts(day, Time::midnight());
    let there = jiff::tz::offset(8).to_timestamp(midnight);
    there.expect("the sample year lies well within the range of timestamps")
}

/// The civil day of an instant where the sample authority works.
#[must_use]
pub fn day_of(at: Timestamp) -> Date {
    jiff::tz::offset(8).to_datetime(at).date()
}

/// The sequence number that each act of each story gets.
struct Sequences(Vec<Vec<u64>>);

impl Sequences {
    fn of(stories: &[Story], timed: &[Timed], after: u64) -> Sequences {
        let mut all: Vec<Vec<u64>> =
            stories.iter().map(|story| vec![0; story.told.len()]).collect();
        for (sequence, timed) in (after + 1..).zip(timed) {
            let slot = all.get_mut(timed.story).and_then(|story| story.get_mut(timed.told));
            *slot.expect("every timed act is in its story") = sequence;
        }
        Sequences(all)
    }

    fn get(&self, story: usize, told: usize) -> Option<u64> {
        self.0.get(story)?.get(told).copied()
    }
}

fn planned(stories: &[Story], timed: &Timed, sequences: &Sequences) -> Option<Planned> {
    let story = stories.get(timed.story)?;
    let told: &Told = story.told.get(timed.told)?;
    let what = match &told.what {
        Telling::Step { step, unit, set } => {
            What::Step { step: step.clone(), unit: unit.clone(), set: set.clone() }
        }
        Telling::Note(text) => What::Note(text.clone()),
        Telling::Reverse { told, reason } => {
            What::Reverse { of: sequences.get(timed.story, *told)?, reason: reason.clone() }
        }
    };
    let act = Act {
        register: story.register.clone(),
        number: Some(story.number.clone()),
        what,
        effective_on: told.on,
        basis: told.basis.clone(),
    };
    Some(Planned { at: timed.at, actor: told.actor.clone(), act })
}
