//! Several acts, all or none, as one line of a case.

use super::parse::{ActLine, Line, Said};

/// Puts the lines between `together` and `done` or `refused` into one.
pub(super) fn together(lines: Vec<Line>) -> Vec<Line> {
    let mut put: Vec<Line> = vec![];
    let mut open: Option<(usize, Vec<ActLine>)> = None;
    for Line { number, said } in lines {
        match (said, open.take()) {
            (Ok(Said::Begin), None) => open = Some((number, vec![])),
            (Ok(Said::Act(act)), Some((begun, mut acts))) => {
                acts.push(act);
                open = Some((begun, acts));
            }
            (Ok(Said::End { refused }), Some((_, acts))) => {
                put.push(Line { number, said: Ok(Said::Together { acts, refused }) });
            }
            (Ok(Said::Begin | Said::End { .. }), _) => {
                let shape = "`together`, acts, and `done` or `refused : text`".to_owned();
                put.push(Line { number, said: Err(shape) });
            }
            (Err(shape), _) => put.push(Line { number, said: Err(shape) }),
            (said, None) => put.push(Line { number, said }),
            (Ok(_), Some((begun, _))) => {
                let shape = "only acts between `together` and its end".to_owned();
                put.push(Line { number: begun, said: Err(shape) });
            }
        }
    }
    if let Some((begun, _)) = open {
        let shape = "`done` or `refused : text` after `together`".to_owned();
        put.push(Line { number: begun, said: Err(shape) });
    }
    put
}
