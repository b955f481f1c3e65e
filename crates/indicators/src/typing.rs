//! What a formula yields, found without evaluating it.

use std::collections::BTreeMap;

use base::UnitOfMeasure;
use register::model::{Catalogue, Name};

use crate::misfit::Misfit;
use crate::subject::{self, Subject};
use crate::{DEPTH_MAX, kind};

/// What a name yields: a number in a unit, or a claim about things counted in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Type {
    Number(UnitOfMeasure),
    Claim(UnitOfMeasure),
}

impl Type {
    pub(crate) fn unit(self) -> UnitOfMeasure {
        match self {
            Type::Number(unit) | Type::Claim(unit) => unit,
        }
    }
}

/// The types of a formula's operands.
#[derive(Debug, Default)]
pub(crate) struct Types(BTreeMap<Name, (Type, IsParameter)>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum IsParameter {
    Yes,
    No,
}

impl Types {
    /// The unit of an operand that must be a number.
    pub(crate) fn number(&self, name: &Name) -> Result<UnitOfMeasure, Misfit> {
        match self.find(name)?.0 {
            Type::Number(unit) => Ok(unit),
            Type::Claim(_) => Err(Misfit::ClaimAsNumber { name: name.clone() }),
        }
    }

    /// The unit of an operand that must count things.
    pub(crate) fn count(&self, name: &Name) -> Result<UnitOfMeasure, Misfit> {
        let unit = self.number(name)?;
        match unit {
            UnitOfMeasure::Yuan | UnitOfMeasure::Point | UnitOfMeasure::Ratio => {
                Err(Misfit::NotACount { name: name.clone(), unit })
            }
            _ => Ok(unit),
        }
    }

    /// Demands that the operand is a parameter without unit.
    pub(crate) fn factor(&self, name: &Name) -> Result<(), Misfit> {
        match self.find(name)? {
            (Type::Number(UnitOfMeasure::Ratio), IsParameter::Yes) => Ok(()),
            (_, IsParameter::No) => Err(Misfit::FactorNotParameter { name: name.clone() }),
            (other, IsParameter::Yes) => {
                Err(Misfit::FactorNotRatio { name: name.clone(), unit: other.unit() })
            }
        }
    }

    fn find(&self, name: &Name) -> Result<(Type, IsParameter), Misfit> {
        let unknown = || Misfit::Unknown { name: name.clone(), possible: vec![] };
        self.0.get(name).copied().ok_or_else(unknown)
    }
}

/// Finds types, each once, and gathers what does not fit on the way.
pub(crate) struct Typing<'a> {
    catalogue: &'a Catalogue,
    /// Types found, with how many indicators lie one on the other below them.
    done: BTreeMap<Name, Option<(Type, usize)>>,
    /// From the name asked for down to the one being looked at.
    path: Vec<Name>,
    /// Where, and what does not fit there.
    pub misfits: Vec<(Name, Misfit)>,
}

impl<'a> Typing<'a> {
    pub(crate) fn new(catalogue: &'a Catalogue) -> Typing<'a> {
        Typing { catalogue, done: BTreeMap::new(), path: vec![], misfits: vec![] }
    }

    /// The type of what the name stands for. `None` if it has none; the reason is then among the
    /// misfits, once, at the place where it arises.
    pub(crate) fn of(&mut self, name: &Name) -> Option<Type> {
        self.with_height(name).map(|(found, _)| found)
    }

    fn with_height(&mut self, name: &Name) -> Option<(Type, usize)> {
        if let Some(known) = self.done.get(name) {
            return *known;
        }
        if let Some(start) = self.path.iter().position(|above| above == name) {
            let mut path = self.path.split_off(start);
            self.path.extend(path.iter().cloned());
            path.push(name.clone());
            self.misfits.push((name.clone(), Misfit::Circle { path }));
            return None;
        }
        let found = match subject::find(self.catalogue, name) {
            // The one who names it reports it.
            Err(_) => return None,
            Ok((_, Subject::Measure(measure))) => Some((Type::Number(measure.unit_of_measure), 0)),
            Ok((_, Subject::Parameter(parameter))) => {
                Some((Type::Number(parameter.unit_of_measure), 0))
            }
            Ok((_, Subject::Indicator(indicator))) => {
                if self.path.len() >= DEPTH_MAX {
                    self.misfits.push((name.clone(), Misfit::TooDeep));
                    return None;
                }
                self.path.push(name.clone());
                let found = self.of_formula(name, kind::of(&indicator.formula).as_ref());
                self.path.pop();
                found
            }
        };
        self.done.insert(name.clone(), found);
        found
    }

    fn of_formula(&mut self, name: &Name, kind: &dyn kind::Kind) -> Option<(Type, usize)> {
        let mut types = Types::default();
        let mut all_known = true;
        let mut height = 1;
        for operand in kind.operands() {
            let subject = match subject::find(self.catalogue, &operand.name) {
                Ok((_, subject)) => subject,
                Err(unknown) => {
                    self.misfits.push((name.clone(), unknown));
                    all_known = false;
                    continue;
                }
            };
            let is_parameter = match subject {
                Subject::Parameter(_) => IsParameter::Yes,
                Subject::Measure(_) | Subject::Indicator(_) => IsParameter::No,
            };
            match self.with_height(&operand.name) {
                Some((found, below)) => {
                    height = height.max(below.saturating_add(1));
                    types.0.insert(operand.name, (found, is_parameter));
                }
                None => all_known = false,
            }
        }
        if !all_known {
            return None;
        }
        // Known from below, a formula may lie too high without the path having grown too long.
        let too_deep = if height > DEPTH_MAX { Err(Misfit::TooDeep) } else { Ok(()) };
        let found = too_deep.and_then(|()| kind.yields(&types));
        found.map_err(|misfit| self.misfits.push((name.clone(), misfit))).ok().map(|f| (f, height))
    }
}

/// The unit in which a measure, indicator or parameter is told. `None` if nothing has this name, or if
/// its definition does not fit together; [`check`](crate::check()) says why.
#[must_use]
pub fn unit_of_measure(catalogue: &Catalogue, name: &Name) -> Option<UnitOfMeasure> {
    Typing::new(catalogue).of(name).map(Type::unit)
}
