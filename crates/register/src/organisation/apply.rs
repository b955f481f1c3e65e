//! One change of a tree.

use base::Key;
use jiff::civil::Date;

use super::{Tree, Unfit};
use crate::event::{UnitChange, UnitDefined};

/// Changes the tree with effect on a day.
///
/// # Errors
///
/// [`Unfit`]; the tree may then be changed in part, so drop it.
pub(super) fn apply(tree: &mut Tree, on: Date, change: &UnitChange) -> Result<(), Unfit> {
    match change {
        UnitChange::Created(unit) => create(tree, on, unit),
        UnitChange::Renamed { unit, zh, en } => {
            if zh.trim().is_empty() || en.trim().is_empty() {
                return Err(Unfit::Nameless { unit: unit.clone() });
            }
            let node = living(tree, unit, on)?;
            node.zh.clone_from(zh);
            node.en.clone_from(en);
            Ok(())
        }
        UnitChange::Moved { unit, under } => place_under(tree, on, unit, under),
        UnitChange::Merged { units, into } => {
            if units.is_empty() {
                return Err(Unfit::Nothing);
            }
            for unit in units {
                place_under(tree, on, unit, into)?;
                let node = living(tree, unit, on)?;
                node.until = Some(on);
                node.merged_into = Some(into.clone());
            }
            Ok(())
        }
        UnitChange::Split { unit, into, ends } => {
            living(tree, unit, on)?;
            if into.is_empty() {
                return Err(Unfit::Nothing);
            }
            into.iter().try_for_each(|new| create(tree, on, new))?;
            if *ends { end(tree, on, unit) } else { Ok(()) }
        }
        UnitChange::Dissolved { unit } => end(tree, on, unit),
    }
}

fn create(tree: &mut Tree, on: Date, unit: &UnitDefined) -> Result<(), Unfit> {
    if tree.has(&unit.key) {
        return Err(Unfit::Exists { unit: unit.key.clone() });
    }
    if unit.zh.trim().is_empty() || unit.en.trim().is_empty() {
        return Err(Unfit::Nameless { unit: unit.key.clone() });
    }
    let Some(parent) = &unit.parent else {
        return Err(Unfit::Authority { unit: unit.key.clone() });
    };
    living(tree, parent, on)?;
    tree.add(unit, Some(on));
    Ok(())
}

fn place_under(tree: &mut Tree, on: Date, unit: &Key, under: &Key) -> Result<(), Unfit> {
    living(tree, under, on)?;
    if tree.is_within(under, unit) {
        return Err(Unfit::Ring { unit: unit.clone(), under: under.clone() });
    }
    let node = living(tree, unit, on)?;
    if node.parent.is_none() {
        return Err(Unfit::Authority { unit: unit.clone() });
    }
    node.parent = Some(under.clone());
    Ok(())
}

fn end(tree: &mut Tree, on: Date, unit: &Key) -> Result<(), Unfit> {
    let below = tree.children(unit).next().cloned();
    if let Some(child) = below {
        return Err(Unfit::HasUnits { unit: unit.clone(), child });
    }
    let node = living(tree, unit, on)?;
    if node.parent.is_none() {
        return Err(Unfit::Authority { unit: unit.clone() });
    }
    node.until = Some(on);
    Ok(())
}

fn living<'a>(tree: &'a mut Tree, unit: &Key, on: Date) -> Result<&'a mut super::Node, Unfit> {
    let Some(node) = tree.units.get_mut(unit) else {
        return Err(Unfit::Unknown { unit: unit.clone() });
    };
    match node.until {
        Some(until) if until <= on => Err(Unfit::Ended { unit: unit.clone(), until }),
        Some(_) | None => Ok(node),
    }
}
