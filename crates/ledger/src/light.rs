//! Lights: what a clock of a matter shows as its deadline comes near and passes.

/// A light of a clock. A matter that still has time shows none of these: it is green.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Light {
    /// The deadline is near.
    Yellow,
    /// The deadline has passed.
    Red,
    /// The clock stands still: somebody else has the matter, and their time does not count.
    Grey,
}

impl Light {
    /// All of them.
    pub const ALL: [Light; 3] = [Light::Yellow, Light::Red, Light::Grey];

    /// Its name in packs and accounts.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Light::Yellow => "yellow",
            Light::Red => "red",
            Light::Grey => "grey",
        }
    }

    /// The light of this name.
    #[must_use]
    pub fn of_key(key: &str) -> Option<Light> {
        Light::ALL.into_iter().find(|light| light.key() == key)
    }
}

/// From when on a clock shows what, if nothing more happens. Days, or their numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Times<D> {
    /// The first day of yellow, if it warns at all.
    pub yellow: Option<D>,
    /// The first day of red; `None` if the clock stands still.
    pub red: Option<D>,
}

/// A light that turns, told by its ends; `None` is green, or no clock at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn<D> {
    /// The day it turns on, which may lie ahead.
    pub day: D,
    /// What it showed.
    pub from: Option<Light>,
    /// What it shows.
    pub to: Option<Light>,
    /// 1, or −1 if a turn is taken back.
    pub amount: i64,
}

impl<D: Copy + Ord> Times<D> {
    /// Both turns, in order. A warning that would come no earlier than red never comes.
    fn turns(self) -> impl Iterator<Item = (D, Option<Light>, Light)> {
        let yellow = self.yellow.zip(self.red).filter(|(yellow, red)| yellow < red);
        let before_red = yellow.map(|_| Light::Yellow);
        let yellow = yellow.map(|(day, _)| (day, None, Light::Yellow));
        let red = self.red.map(|day| (day, before_red, Light::Red));
        yellow.into_iter().chain(red)
    }

    /// What it shows on a day.
    #[must_use]
    pub fn on(self, day: D) -> Option<Light> {
        if self.red.is_none() {
            return Some(Light::Grey);
        }
        self.turns().take_while(|(from, ..)| *from <= day).last().map(|(.., light)| light)
    }

    fn after(self, day: D) -> impl Iterator<Item = (D, Option<Light>, Light)> {
        self.turns().filter(move |(from, ..)| *from > day)
    }
}

/// The turns of a clock that shows other times from `day` on, or at another place: first those at the
/// place where it was, then those where it is.
///
/// What an event does not change by itself is posted ahead: a matter that is opened turns red on the
/// day after its deadline, and when it is closed before, that turn is taken back on its own day. So the
/// balance of a light is right on every day, also on those on which nothing happens.
///
/// A light that stays on while the matter changes its place has not been entered again: its new place
/// has one less taken out, not one more put in, as it is with states.
pub fn turns<D: Copy + Ord>(
    day: D,
    before: Option<Times<D>>,
    after: Option<Times<D>>,
) -> (Vec<Turn<D>>, Vec<Turn<D>>) {
    let shows = |times: Option<Times<D>>| times.and_then(|times| times.on(day));
    let (was, is) = (shows(before), shows(after));
    let (mut left, mut entered) = (vec![], vec![]);
    if was.is_some() {
        left.push(Turn { day, from: was, to: None, amount: 1 });
    }
    if is.is_some() {
        entered.push(if was == is {
            Turn { day, from: is, to: None, amount: -1 }
        } else {
            Turn { day, from: None, to: is, amount: 1 }
        });
    }
    let ahead = |times: Times<D>, amount| {
        times.after(day).map(move |(day, from, to)| Turn { day, from, to: Some(to), amount })
    };
    left.extend(before.into_iter().flat_map(|times| ahead(times, -1)));
    entered.extend(after.into_iter().flat_map(|times| ahead(times, 1)));
    (left, entered)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Yellow from day 7, red from day 10.
    const TIMES: Times<i32> = Times { yellow: Some(7), red: Some(10) };

    /// The day's change of the stock of yellow and of red, and how many came into red.
    fn balance(turns: &[Turn<i32>], until: i32) -> (i64, i64, i64) {
        let mut sum = (0, 0, 0);
        for turn in turns.iter().filter(|turn| turn.day <= until) {
            let of =
                |light| i64::from(turn.to == Some(light)) - i64::from(turn.from == Some(light));
            sum.0 += of(Light::Yellow) * turn.amount;
            sum.1 += of(Light::Red) * turn.amount;
            sum.2 += i64::from(turn.to == Some(Light::Red)) * turn.amount;
        }
        sum
    }

    type Shown = Option<Times<i32>>;

    /// A day on which the times become others.
    fn all(changes: &[(i32, Shown, Shown)]) -> Vec<Turn<i32>> {
        let each = changes.iter().map(|(day, before, after)| turns(*day, *before, *after));
        each.flat_map(|(left, entered)| left.into_iter().chain(entered)).collect()
    }

    #[test]
    fn a_light_turns_without_anything_happening() {
        let opened = all(&[(1, None, Some(TIMES))]);
        let seen = [6, 7, 9, 10, 99].map(|day| balance(&opened, day));
        assert_eq!(seen, [(0, 0, 0), (1, 0, 0), (1, 0, 0), (0, 1, 1), (0, 1, 1)]);
    }

    #[test]
    fn closed_in_time_it_never_turns_red_and_closed_late_it_did() {
        let in_time = all(&[(1, None, Some(TIMES)), (8, Some(TIMES), None)]);
        assert_eq!([7, 8, 10, 99].map(|day| balance(&in_time, day).0), [1, 0, 0, 0]);
        assert_eq!([7, 8, 10, 99].map(|day| balance(&in_time, day).2), [0, 0, 0, 0]);
        let late = all(&[(1, None, Some(TIMES)), (12, Some(TIMES), None)]);
        assert_eq!([9, 10, 11, 12].map(|day| balance(&late, day).1), [0, 1, 1, 0]);
        assert_eq!(balance(&late, 99), (0, 0, 1), "it came into red once");
    }

    #[test]
    fn an_extension_takes_the_turns_back_and_a_move_enters_nothing_again() {
        let extended = Times { yellow: None, red: Some(20) };
        let moved = all(&[(1, None, Some(TIMES)), (11, Some(TIMES), Some(extended))]);
        assert_eq!([10, 11, 19, 20].map(|day| balance(&moved, day).1), [1, 0, 0, 1]);
        let elsewhere = all(&[(1, None, Some(TIMES)), (11, Some(TIMES), Some(TIMES))]);
        assert_eq!([10, 11, 99].map(|day| balance(&elsewhere, day)), [(0, 1, 1); 3]);
    }

    #[test]
    fn a_clock_that_stands_still_turns_nothing() {
        let stands = Times { yellow: None, red: None };
        let seen = all(&[(1, None, Some(TIMES)), (8, Some(TIMES), Some(stands))]);
        assert_eq!(
            [6, 7, 8, 10, 99].map(|day| balance(&seen, day)),
            [(0, 0, 0), (1, 0, 0), (0, 0, 0), (0, 0, 0), (0, 0, 0)]
        );
        assert_eq!(stands.on(99), Some(Light::Grey));
    }

    #[test]
    fn a_warning_not_before_red_never_comes() {
        let times = Times { yellow: Some(10), red: Some(10) };
        assert_eq!([9, 10].map(|day| times.on(day)), [None, Some(Light::Red)]);
        assert_eq!(
            [6, 7, 9, 10].map(|day| TIMES.on(day)).map(|light| light.map(Light::key)),
            [None, Some("yellow"), Some("yellow"), Some("red")]
        );
    }
}
