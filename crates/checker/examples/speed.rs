//! How long checking takes, and how it grows with the text:
//!
//! ```text
//! cargo xtask bench check [FILE]
//! ```
//!
//! Without a file, sentences of the kind that every rule looks at.

#![expect(clippy::print_stdout, reason = "an example speaks to the terminal")]

use std::time::Instant;

use checker::{Draft, check};

const SENTENCES: &str = "全年受理申请207件，其中公民185件，占89.4%；覆盖率由90.5%提高到95.2%，提高4.7个百分点。\
东区12件、西区13件，合计25件。主要做了三方面工作：一是加强领导；二是压实责任；三是强化督导。\
2021年3月5日至10日，抽检样品四百五十批，合格率98.5%，参加人员十万余人次。\n";

/// Characters of the texts that are checked.
const SIZES: [usize; 3] = [10_000, 100_000, 1_000_000];
/// How often; the median counts.
const TIMES: usize = 7;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let text = match std::env::args().nth(1) {
        Some(file) => std::fs::read_to_string(file)?,
        None => SENTENCES.to_owned(),
    };
    for size in SIZES {
        let draft = Draft::plain(&text.chars().cycle().take(size).collect::<String>());
        let mut times = vec![];
        let mut found = 0;
        for _ in 0..TIMES {
            let begun = Instant::now();
            found = check(&draft).len();
            times.push(begun.elapsed().as_secs_f64() * 1_000.0);
        }
        times.sort_by(f64::total_cmp);
        let median = times.get(TIMES / 2).copied().unwrap_or_default();
        println!("{size:>9} characters: {median:>8.1} ms, {found} findings");
    }
    Ok(())
}
