//! Units of an authority in memory are reorganised.

use base::{Ctx, Key};
use jiff::civil::Date;
use register::decide::{Act, What};
use register::event::{Reorganised, UnitChange};

use crate::book::{Book, Unable};

impl Book {
    /// Reorganises units with effect on a day, and moves the open matters of merged units with them: all
    /// of it, or nothing. Answers the sequence number of the reorganisation.
    ///
    /// # Errors
    ///
    /// [`Unable`]; nothing has happened then.
    pub fn reorganise(&mut self, ctx: &Ctx, on: Date, what: &Reorganised) -> Result<u64, Unable> {
        let before = self.clone();
        let done = self.reorganised(ctx, on, what);
        if done.is_err() {
            *self = before;
        }
        done
    }

    fn reorganised(&mut self, ctx: &Ctx, on: Date, what: &Reorganised) -> Result<u64, Unable> {
        self.units.through_time().check(on, what)?;
        let sequence = self.head().saturating_add(1);
        self.units.reorganise(sequence, on, what);
        for change in &what.changes {
            if let UnitChange::Merged { units, into } = change {
                for (register, number) in self.open_at(units) {
                    let what = What::Reassign { to: into.clone(), reason: "merged".to_owned() };
                    let number = Some(number);
                    let basis = String::new();
                    self.act(ctx, &Act { register, number, what, effective_on: on, basis })?;
                }
            }
        }
        let tree = self.units.latest();
        for matter in self.matters() {
            if let Some((_, register)) = self.catalogue().register(&matter.register) {
                tree.admits(register, matter)?;
            }
        }
        Ok(sequence)
    }

    fn open_at(&self, units: &[Key]) -> Vec<(Key, String)> {
        let open = self.matters().filter(|matter| {
            let Some(place) = &matter.place else { return false };
            let register = self.catalogue().register(&matter.register);
            let state = register.and_then(|(_, register)| {
                register.states.iter().find(|state| state.key == place.state)
            });
            units.contains(&place.unit) && state.is_some_and(|state| state.open)
        });
        open.map(|matter| (matter.register.clone(), matter.number.clone())).collect()
    }
}
