//! The stretches of days on which the clocks of matters ran: those that go on, and those that are over.
//!
//! They are cut where lights are posted, so that a list of what was late on a day is the figure of that
//! day. A stretch that is over is kept only if it was ever near its deadline or stood still; the others
//! are on no list of any day.

use std::collections::BTreeMap;

use base::day;
use register::Matter;
use register::event::{Happened, Place};

use super::matters::PlaceIds;
use super::{At, Projector};
use crate::deadlines::{WEEK, scale};
use crate::record::packing::{Packed, Timed, timed};
use crate::record::signed;
use crate::sql::{Column, Conn, Insert, Row, Value, query};
use crate::{StoreError, journal};

/// Rows to be written.
#[derive(Debug, Default)]
pub(super) struct PendingDeadlines {
    touched: BTreeMap<i64, Touched>,
}

/// What records have done to the clocks of a matter.
#[derive(Debug)]
struct Touched {
    register: u32,
    start: Start,
    cuts: Vec<Cut>,
}

/// What the cuts begin with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Start {
    /// No clock ran.
    Nothing,
    /// What has been written.
    Written,
    /// The matter's whole history is told again: what has been written is taken away.
    Anew,
}

/// From this day on these clocks run here, and no others.
#[derive(Debug)]
struct Cut {
    day: i32,
    unit: i64,
    now: Vec<Timed>,
}

impl PendingDeadlines {
    /// Takes a step that follows upon what was taken before.
    pub(super) fn take(
        &mut self,
        at: At,
        packed: &Packed<'_>,
        (before, after): (Option<PlaceIds>, Option<PlaceIds>),
    ) {
        let (were, are) = packed.deadlines();
        let unit = |place: Option<PlaceIds>| place.map(|place| place.unit);
        let stays = unit(before) == unit(after);
        if (were.is_empty() && are.is_empty()) || (were == are && stays) {
            return;
        }
        let start = if were.is_empty() { Start::Nothing } else { Start::Written };
        let fresh = || Touched { register: packed.register, start, cuts: vec![] };
        let touched = self.touched.entry(at.matter).or_insert_with(fresh);
        let unit = unit(after).unwrap_or_default();
        touched.cuts.push(Cut { day: at.day, unit, now: are.to_vec() });
    }

    pub(super) async fn flush(&mut self, conn: &mut Conn) -> Result<(), StoreError> {
        let (mut running, mut over): (Vec<[Value<'_>; 8]>, Vec<[Value<'_>; 10]>) = (vec![], vec![]);
        for (matter, touched) in std::mem::take(&mut self.touched) {
            let mut stretches = touched.begin(conn, matter).await?;
            touched.cuts.iter().for_each(|cut| stretches.cut(cut));
            let register = touched.register;
            running.extend(stretches.running.iter().map(|one| one.row(matter, register)));
            let shown = stretches.over.iter().filter_map(|(one, until)| one.shown(*until));
            over.extend(shown.map(|shown| shown.row(matter, register)));
        }
        DEADLINE.rows(conn, &running).await?;
        DEADLINE_PAST.rows(conn, &over).await
    }
}

impl Touched {
    async fn begin(&self, conn: &mut Conn, matter: i64) -> Result<Stretches, StoreError> {
        let mut stretches = Stretches::default();
        if self.start == Start::Nothing {
            return Ok(stretches);
        }
        let written = query(
            "DELETE FROM deadline WHERE matter = $1 \
             RETURNING clock, yellow_day, red_day, red_second, unit, from_day",
        );
        let written = written.bind(matter).fetch_all(&mut *conn).await?;
        if self.start == Start::Anew {
            query("DELETE FROM deadline_past WHERE matter = $1").bind(matter).execute(conn).await?;
        } else {
            stretches.running = written.iter().map(Running::read).collect::<Result<_, _>>()?;
        }
        Ok(stretches)
    }
}

/// The clocks of a matter through time.
#[derive(Debug, Default)]
struct Stretches {
    running: Vec<Running>,
    /// Each with the day on which it was no more.
    over: Vec<(Running, i32)>,
}

/// A clock that shows the same at the same unit.
#[derive(Clone, Copy, Debug)]
struct Running {
    timed: Timed,
    unit: i64,
    from: i32,
}

impl Stretches {
    fn cut(&mut self, Cut { day, unit, now }: &Cut) {
        let goes_on = |one: &Running| one.unit == *unit && now.contains(&one.timed);
        let (mut running, over): (Vec<Running>, Vec<Running>) =
            std::mem::take(&mut self.running).into_iter().partition(goes_on);
        self.over.extend(over.into_iter().filter(|one| one.from < *day).map(|one| (one, *day)));
        for timed in now {
            if !running.iter().any(|one| one.timed.clock == timed.clock) {
                running.push(Running { timed: *timed, unit: *unit, from: *day });
            }
        }
        self.running = running;
    }
}

impl Running {
    fn read(row: &Row) -> Result<Running, StoreError> {
        let second: Option<i64> = row.try_get(3)?;
        let second = second.map(u32::try_from).transpose();
        Ok(Running {
            timed: Timed {
                clock: row.try_get(0)?,
                yellow: row.try_get(1)?,
                red: row.try_get(2)?,
                second: second.map_err(|_| StoreError::damaged("a second before midnight"))?,
            },
            unit: row.try_get(4)?,
            from: row.try_get(5)?,
        })
    }

    /// The part of it on which some list shows it, if there is any.
    fn shown(self, until: i32) -> Option<Shown> {
        let Timed { yellow, red, .. } = self.timed;
        // Due within a week at the latest from the day on which its last day is the sixth to come.
        let near = red.map(|red| red.saturating_sub(WEEK));
        let listed = near.map_or(self.from, |near| yellow.map_or(near, |yellow| yellow.min(near)));
        let from = self.from.max(listed);
        (from < until).then_some(Shown { running: Running { from, ..self }, until })
    }

    fn row(&self, matter: i64, register: u32) -> [Value<'static>; 8] {
        let Running { timed: Timed { clock, red, yellow, second }, unit, from } = *self;
        let second = second.map(i64::from);
        [
            matter.into(),
            clock.into(),
            register.into(),
            unit.into(),
            from.into(),
            yellow.into(),
            red.into(),
            second.into(),
        ]
    }
}

/// A stretch that is over, as far as lists of its days show it.
#[derive(Clone, Copy, Debug)]
struct Shown {
    running: Running,
    until: i32,
}

impl Shown {
    fn row(self, matter: i64, register: u32) -> [Value<'static>; 10] {
        let Shown { running, until } = self;
        let scale = scale(until.saturating_sub(running.from));
        let [matter, clock, register, unit, from, yellow, red, second] =
            running.row(matter, register);
        [matter, clock, register, unit, scale.into(), from, until.into(), yellow, red, second]
    }
}

const DEADLINE: Insert<8> = Insert {
    table: "deadline",
    columns: [
        ("matter", Column::Integer),
        ("clock", Column::Integer),
        ("register", Column::Integer),
        ("unit", Column::Integer),
        ("from_day", Column::Integer),
        ("yellow_day", Column::Integer),
        ("red_day", Column::Integer),
        ("red_second", Column::Integer),
    ],
    then: "",
};

const DEADLINE_PAST: Insert<10> = Insert {
    table: "deadline_past",
    columns: [
        ("matter", Column::Integer),
        ("clock", Column::Integer),
        ("register", Column::Integer),
        ("unit", Column::Integer),
        ("scale", Column::Integer),
        ("from_day", Column::Integer),
        ("until_day", Column::Integer),
        ("yellow_day", Column::Integer),
        ("red_day", Column::Integer),
        ("red_second", Column::Integer),
    ],
    then: "",
};

impl Projector {
    /// Tells the clocks of a matter from its whole history: corrections change days that are past.
    pub(super) fn tell_deadlines(&mut self, id: i64, matter: &Matter) -> Result<(), StoreError> {
        let ends = |happened: &Happened| {
            let event = &happened.event;
            let runs = |place: &Place| !place.deadlines.is_empty();
            event.before.iter().chain(&event.after).any(runs)
        };
        if !matter.history.iter().chain(matter.rightly()).any(ends) {
            return Ok(());
        }
        let mut cuts = vec![];
        for happened in matter.traced() {
            let after = happened.event.after.as_ref();
            let unit = after.map(|place| self.organisation.id(&place.unit)).transpose()?;
            cuts.push(Cut {
                day: day::number(happened.effective_on),
                unit: unit.unwrap_or_default(),
                now: timed(after, &mut self.dictionary),
            });
        }
        let register = self.dictionary.symbol(&matter.register);
        self.deadlines.touched.insert(id, Touched { register, start: Start::Anew, cuts });
        Ok(())
    }
}

/// Tells the clocks of all matters from the journal, for a database that kept those of the day alone.
pub(crate) async fn tell_all(conn: &mut Conn) -> Result<(), StoreError> {
    let mut projector = Projector::load(conn).await?;
    query("DELETE FROM deadline").execute(&mut *conn).await?;
    query("DELETE FROM deadline_past").execute(&mut *conn).await?;
    let mut after = 0;
    loop {
        let rows = query("SELECT id, last_sequence FROM matter WHERE id > $1 ORDER BY id LIMIT $2");
        let rows = rows.bind(after).bind(TOLD).fetch_all(&mut *conn).await?;
        let Some(last) = rows.last() else { return Ok(()) };
        after = last.try_get(0)?;
        let latest = rows.iter().map(|row| row.try_get(1)).collect::<Result<Vec<i64>, _>>()?;
        let mut all = journal::histories(conn, &projector.dictionary, &latest).await?;
        let of = |one: &Happened| (one.event.register.clone(), one.event.number.clone());
        all.sort_by_cached_key(|one| (of(one), one.sequence));
        for history in all.chunk_by(|a, b| of(a) == of(b)) {
            let id = history.first().map(|first| signed(first.sequence)).unwrap_or_default();
            let Some(matter) = Matter::fold(history.to_vec()) else { continue };
            projector.tell_deadlines(id, &matter)?;
        }
        projector.deadlines.flush(conn).await?;
    }
}

/// Matters told at a time.
const TOLD: i64 = 512;
