//! Several commands: all of them, or none.

use base::Ctx;
use register::decide::Act;
use store::New;

use super::Deciding;
use crate::{AppError, Command, Done};

/// What became of commands that are carried out together: the records and the answers, or the place of
/// the one that was refused.
pub(crate) type Together = Result<(Vec<New>, Vec<Done>), (usize, AppError)>;

impl Deciding<'_, '_> {
    /// What acts become: all of them, or none and the place of the one that is refused.
    pub(crate) async fn decide_together(
        &mut self,
        ctx: &Ctx,
        acts: &[Act],
    ) -> Result<Result<Vec<New>, (usize, AppError)>, AppError> {
        let commands = acts.iter().map(|act| (ctx.clone(), Command::new(act.clone())));
        let decided = self.carry_out_together(&commands.collect::<Vec<_>>()).await?;
        Ok(decided.map(|(records, _)| records))
    }

    /// What commands become: all of them, or none and the place of the one that is refused. Holds
    /// given up on the way are given up again by whoever comes next.
    pub(crate) async fn carry_out_together(
        &mut self,
        commands: &[(Ctx, Command)],
    ) -> Result<Together, AppError> {
        let (way, next_sequence) = (self.known.way_back(), self.next_sequence);
        let asked = self.asked.clone();
        let (mut records, mut done) = (vec![], Vec::with_capacity(commands.len()));
        for (index, (ctx, command)) in commands.iter().enumerate() {
            let decided = self.carry_out(ctx, command).await;
            records.append(&mut self.ahead);
            match decided {
                Ok((new, one)) => {
                    records.extend(new);
                    done.push(one);
                }
                Err(error) => {
                    self.known.go_back(way);
                    (self.next_sequence, self.asked) = (next_sequence, asked);
                    return if error.is_of_the_act() {
                        Ok(Err((index, error)))
                    } else {
                        Err(error)
                    };
                }
            }
        }
        self.known.go_on();
        Ok(Ok((records, done)))
    }
}
