//! Shares that must not be exceeded.

use std::collections::BTreeMap;

use base::{Value, exact};
use ledger::pool::is_within;

use super::settling::{Settling, shown};
use super::{DrawRefused, Group, OverCap, PoolState, Request, Totals};
use crate::model::{Cap, Over, Register};
use crate::words::Words;

impl Settling<'_> {
    /// The totals as they become; refused if a share is exceeded that was not, or is exceeded further.
    pub(super) fn within_caps(&self) -> Result<BTreeMap<Group, Totals>, DrawRefused> {
        let mut totals: BTreeMap<Group, Totals> = BTreeMap::new();
        for (id, after) in &self.changed {
            let Some(register) = self.stock(id) else { continue };
            for cap in &register.caps {
                if let Some(before) = self.pools.get(id) {
                    self.add(
                        &mut totals,
                        (register, cap),
                        before,
                        (Totals::of(cap, before), Totals::default()),
                    );
                }
                self.add(
                    &mut totals,
                    (register, cap),
                    after,
                    (Totals::default(), Totals::of(cap, after)),
                );
            }
        }
        for (group, after) in &totals {
            let before = self.pools.totals.get(group).copied().unwrap_or_default();
            let worse = after.part > before.part || after.whole < before.whole;
            let register = self.request.words.pack.register(&group.register);
            let cap = register.and_then(|register| {
                Some((register, register.caps.iter().find(|cap| cap.key == group.cap)?))
            });
            if let Some((register, cap)) = cap.filter(|_| worse) {
                self.judge(register, cap, *after)?;
            }
        }
        Ok(totals)
    }

    fn add(
        &self,
        totals: &mut BTreeMap<Group, Totals>,
        (register, cap): (&Register, &Cap),
        pool: &PoolState,
        (before, after): (Totals, Totals),
    ) {
        let Some(group) = Group::of(register, cap, pool) else { return };
        let known = || self.pools.totals.get(&group).copied().unwrap_or_default();
        let present = totals.get(&group).copied().unwrap_or_else(known);
        totals.insert(group, present.changed(before, after));
    }

    fn judge(&self, register: &Register, cap: &Cap, totals: Totals) -> Result<(), DrawRefused> {
        let Request { words, event, effective_on, .. } = self.request;
        let parameter = words.pack.parameter(&cap.limit);
        let Some(limit) = parameter.and_then(|parameter| parameter.on(*effective_on)) else {
            return Ok(());
        };
        if is_within(totals.part, totals.whole, limit.value) {
            return Ok(());
        }
        let ask = match &cap.over {
            Over::Refuse => None,
            Over::Ask { reason } => match event.set.get(reason) {
                Some(Value::Text(reason)) if !reason.trim().is_empty() => return Ok(()),
                Some(_) | None => Some(words.field(reason)),
            },
        };
        let percent = exact::decimal(limit.value * exact::whole(100), 4);
        let percent = percent.trim_end_matches('0').trim_end_matches('.');
        Err(DrawRefused::OverCap(Box::new(OverCap {
            cap: Words::new(words.pack, register).cap(&cap.key),
            part: shown(register, totals.part),
            whole: shown(register, totals.whole),
            limit: format!("{percent}%"),
            cite: cap.cite.clone(),
            limit_cite: limit.cite.clone(),
            ask,
        })))
    }
}
