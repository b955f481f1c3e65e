//! What the measurements of commands have printed, as lines of the table. They are examples of `app`,
//! where the sequencer and the pools are; here their goals are.

use crate::table::{Goal, Line, plain};

/// Reads what `interactive` printed.
#[must_use]
pub fn interactive(text: &str) -> Vec<Line> {
    let mut lines = vec![];
    let (mut on, mut at_64, mut chain) = ("SQLite", 0.0, 0.0);
    for line in text.lines() {
        if line.starts_with("PostgreSQL") {
            on = "PostgreSQL";
        }
        if let Some(rate) =
            line.strip_prefix("bare chain under an advisory lock, 64 clients (pgbench):")
        {
            chain = number(rate);
        }
        if let Some(ratio) =
            line.strip_prefix("sequencer at 64 clients / bare chain under an advisory lock:")
        {
            lines.push(Line {
                what: "Commands of 64 clients, PostgreSQL".to_owned(),
                ours: format!("{} a second", plain(at_64)),
                peer: format!("a chain under an advisory lock, {} a second", plain(chain)),
                ratio: Some(number(ratio)),
                goal: Goal::Least(20.0),
            });
        }
        let words: Vec<&str> = line.split_whitespace().collect();
        let [clients, rate, _, p99, _, alone, _, ratio, rest @ ..] = words.as_slice() else {
            continue;
        };
        if *clients == "64" {
            at_64 = number(rate);
        }
        match (on, *clients) {
            ("SQLite", "64") => lines.push(Line {
                what: "Commands of 64 clients, SQLite FULL".to_owned(),
                ours: format!("{} a second", plain(number(rate))),
                peer: format!("a transaction for each, {} a second", plain(number(alone))),
                ratio: Some(number(ratio)),
                goal: Goal::Least(5.0),
            }),
            ("SQLite", "16") => lines.push(Line {
                what: "Slowest hundredth of commands, 16 clients".to_owned(),
                ours: (*p99).to_owned(),
                peer: "slowest hundredth of bare fdatasync".to_owned(),
                ratio: rest.first().map(|ratio| number(ratio)),
                goal: Goal::Most(10.0),
            }),
            _ => {}
        }
    }
    lines
}

/// Reads what `bookings` printed.
#[must_use]
pub fn bookings(text: &str) -> Vec<Line> {
    let after = |start: &str| {
        let line = text.lines().find(|line| line.starts_with(start))?;
        line.strip_prefix(start)
    };
    let mut lines = vec![];
    if let (Some(oversold), Some(first)) = (after("pools oversold:"), text.lines().next()) {
        lines.push(Line {
            what: "Pools oversold".to_owned(),
            ours: format!("{:.0}", number(oversold)),
            peer: first.to_owned(),
            ratio: Some(number(oversold)),
            goal: Goal::Most(0.0),
        });
    }
    if let (Some(ours), Some(peer)) =
        (after("ours:"), after("row CHECK, one transaction a request:"))
    {
        let rate = ours.split(", ").nth(2).unwrap_or_default();
        let ratio = peer.rsplit_once("ratio").map(|(_, ratio)| number(ratio));
        lines.push(Line {
            what: "Bookings".to_owned(),
            ours: rate.to_owned(),
            peer: format!("a row with a CHECK, {} a second", plain(number(peer))),
            ratio,
            goal: Goal::Least(10.0),
        });
    }
    lines
}

/// The number that a text begins with.
fn number(text: &str) -> f64 {
    let text = text.trim_start();
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    text.get(..end).and_then(|digits| digits.parse().ok()).unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const INTERACTIVE: &str = "\
4 KiB appended and made durable (fdatasync): 1200 a second, p50 500µs, p99 4.10ms

SQLite, synchronous=FULL
clients   commands/s        p50        p99   batch   one by one/s        p99   ratio   p99 / fdatasync p99
      1          900     1.00ms     4.00ms     1.0            880     4.10ms     1.0     1.0
     16         9000     1.50ms     9.10ms    12.0           1000    20.00ms     9.0     2.2
     64        12000     4.20ms    20.10ms    50.0           1000    80.00ms    12.0     4.9

PostgreSQL, synchronous_commit=on
bare chain under an advisory lock, 64 clients (pgbench): 230 a second
     64         9200     6.20ms    20.10ms    50.0            300    80.00ms    30.7
sequencer at 64 clients / bare chain under an advisory lock: 40.0
";

    #[test]
    fn the_table_of_commands_is_read() {
        let lines = interactive(INTERACTIVE);
        let told: Vec<(&str, Option<bool>)> =
            lines.iter().map(|line| (&*line.what, line.goal.is_met(line.ratio))).collect();
        assert_eq!(
            told,
            [
                ("Slowest hundredth of commands, 16 clients", Some(true)),
                ("Commands of 64 clients, SQLite FULL", Some(true)),
                ("Commands of 64 clients, PostgreSQL", Some(true)),
            ]
        );
        assert_eq!(lines[2].ours, "9,200 a second");
    }

    #[test]
    fn the_lines_of_bookings_are_read() {
        let lines = bookings(
            "1000 requests of 64 clients for 10 pools of 60 places\n\
             ours: 1800 acts, 400 refused, 8000 a second, 40.1 to a transaction\n\
             pools oversold: 0; pools that differ from what the clients were told: 0\n\
             row CHECK, one transaction a request: 500 a second; ratio 16.0\n",
        );
        assert_eq!(lines.len(), 2);
        assert_eq!(lines[0].goal.is_met(lines[0].ratio), Some(true));
        assert_eq!((lines[1].ours.as_str(), lines[1].ratio), ("8000 a second", Some(16.0)));
    }
}
