//! A question unfolded: every operand down to measures and parameters, each with its span.

use std::collections::BTreeSet;

use base::dims::Filter;
use base::{Span, UnitOfMeasure};
use jiff::civil::Date;
use register::model::{Catalogue, Indicator, Kind as RegisterKind, Measure, Name, Parameter};

use crate::dimension;
use crate::error::IndicatorError;
use crate::kind::{self, Kind, Operand, measure};
use crate::misfit::Misfit;
use crate::policy::Trees;
use crate::question::{Ask, Question};
use crate::subject::{self, Subject};
use crate::typing::Typing;
use crate::{DEPTH_MAX, OPERANDS_MAX};

/// A name with everything it draws on, for one span.
pub(crate) struct Node<'a> {
    pub name: Name,
    pub unit_of_measure: UnitOfMeasure,
    pub content: Content<'a>,
}

pub(crate) enum Content<'a> {
    Measure(Box<Measured<'a>>),
    /// A parameter, with the day whose value counts.
    Parameter(&'a Parameter, Date),
    Formula(Box<Unfolded<'a>>),
}

/// A measure with the balances that answer it.
pub(crate) struct Measured<'a> {
    pub measure: &'a Measure,
    /// The trees of the organisation in which its subtree is found.
    pub trees: Trees,
    pub tally: Ask,
    /// For a count register: which reports were due.
    pub coverage: Option<Ask>,
    pub filter: Filter,
    pub from: Option<Date>,
    pub as_of: Date,
}

/// An indicator with its operands.
pub(crate) struct Unfolded<'a> {
    pub indicator: &'a Indicator,
    pub kind: Box<dyn Kind + 'a>,
    pub as_of: Date,
    pub operands: Vec<(Operand, Node<'a>)>,
    /// Measures counted apart.
    pub excluded: Vec<Node<'a>>,
}

/// A question with everything it draws on: what there is to ask for, and what is to be done with it.
pub struct Plan<'a> {
    pub(crate) catalogue: &'a Catalogue,
    pub(crate) question: &'a Question,
    pub(crate) node: Node<'a>,
}

impl<'a> Plan<'a> {
    /// Unfolds a question.
    ///
    /// # Errors
    ///
    /// [`IndicatorError`] if nothing has the name, its definition does not fit together, the period is
    /// reversed or missing, or the filter would narrow nothing.
    pub fn of(
        catalogue: &'a Catalogue,
        question: &'a Question,
    ) -> Result<Plan<'a>, IndicatorError> {
        Ok(Plan { catalogue, question, node: unfold(catalogue, question)? })
    }

    /// Which balances does the question need?
    ///
    /// Sorted, each once. Measures that a formula counts apart and reports due of count registers are
    /// asked for as well.
    #[must_use]
    pub fn asks(&self) -> BTreeSet<&Ask> {
        let mut asks = BTreeSet::new();
        gather(&self.node, &mut asks);
        asks
    }
}

/// Which balances does a question need? As [`Plan::asks`].
///
/// # Errors
///
/// As [`Plan::of`].
pub fn asks(catalogue: &Catalogue, question: &Question) -> Result<Vec<Ask>, IndicatorError> {
    Ok(Plan::of(catalogue, question)?.asks().into_iter().cloned().collect())
}

fn gather<'n>(node: &'n Node<'_>, asks: &mut BTreeSet<&'n Ask>) {
    match &node.content {
        Content::Measure(measured) => {
            asks.insert(&measured.tally);
            asks.extend(&measured.coverage);
        }
        Content::Parameter(..) => {}
        Content::Formula(formula) => {
            let operands = formula.operands.iter().map(|(_, node)| node);
            operands.chain(&formula.excluded).for_each(|node| gather(node, asks));
        }
    }
}

/// Unfolds a question, having checked the definitions it rests on.
pub(crate) fn unfold<'a>(
    catalogue: &'a Catalogue,
    question: &Question,
) -> Result<Node<'a>, IndicatorError> {
    let name = &question.name;
    if let Err(Misfit::Unknown { name, possible }) = subject::find(catalogue, name) {
        return Err(IndicatorError::Unknown { name, possible });
    }
    let mut typing = Typing::new(catalogue);
    if typing.of(name).is_none() {
        let (at, misfit) = typing.misfits.into_iter().next().unwrap_or_else(|| {
            (name.clone(), Misfit::Unknown { name: name.clone(), possible: vec![] })
        });
        return Err(IndicatorError::Definition { name: at, misfit: Box::new(misfit) });
    }
    if let Some(from) = question.from.filter(|from| *from > question.as_of) {
        return Err(IndicatorError::Period { name: name.clone(), from, as_of: question.as_of });
    }
    dimension::admit(catalogue, name, &question.filter)?;
    let mut unfolding = Unfolding { catalogue, question, typing, nodes: 0 };
    unfolding.node(name, Frame { from: question.from, as_of: question.as_of, depth: 0 })
}

/// The span a node is unfolded for, and how deep it lies.
#[derive(Clone, Copy)]
struct Frame {
    from: Option<Date>,
    as_of: Date,
    depth: usize,
}

struct Unfolding<'a, 'q> {
    catalogue: &'a Catalogue,
    question: &'q Question,
    typing: Typing<'a>,
    nodes: usize,
}

impl<'a> Unfolding<'a, '_> {
    fn node(&mut self, name: &Name, frame: Frame) -> Result<Node<'a>, IndicatorError> {
        self.nodes = self.nodes.saturating_add(1);
        if self.nodes > OPERANDS_MAX || frame.depth > DEPTH_MAX {
            return Err(IndicatorError::TooWide { name: self.question.name.clone() });
        }
        let misfit = |misfit| definition(name, misfit);
        let (_, subject) = subject::find(self.catalogue, name).map_err(misfit)?;
        let content = match subject {
            Subject::Measure(measure) => {
                Content::Measure(Box::new(self.measured(name, measure, frame)?))
            }
            Subject::Parameter(parameter) => Content::Parameter(parameter, frame.as_of),
            Subject::Indicator(indicator) => {
                Content::Formula(Box::new(self.unfolded(name, indicator, frame)?))
            }
        };
        // A measure has a type of its own; everything else was typed from the top.
        let found = self.typing.of(name).ok_or_else(|| misfit(Misfit::TooDeep))?;
        Ok(Node { name: name.clone(), unit_of_measure: found.unit(), content })
    }

    fn unfolded(
        &mut self,
        name: &Name,
        indicator: &'a Indicator,
        frame: Frame,
    ) -> Result<Unfolded<'a>, IndicatorError> {
        let kind = kind::of(&indicator.formula);
        let inner = Frame { depth: frame.depth.saturating_add(1), ..frame };
        let mut operands = vec![];
        for operand in kind.operands() {
            let span = if operand.year_before { year_before(name, inner)? } else { inner };
            let node = self.node(&operand.name, span)?;
            operands.push((operand, node));
        }
        let excluded = indicator.excludes.iter().map(|excluded| self.node(excluded, inner));
        let excluded = excluded.collect::<Result<_, _>>()?;
        Ok(Unfolded { indicator, kind, as_of: frame.as_of, operands, excluded })
    }

    fn measured(
        &self,
        name: &Name,
        measure: &'a Measure,
        frame: Frame,
    ) -> Result<Measured<'a>, IndicatorError> {
        let Some((_, register)) = self.catalogue.register(&measure.register) else {
            let possible = registers(self.catalogue);
            let register = measure.register.clone();
            return Err(definition(name, Misfit::UnknownRegister { register, possible }));
        };
        let Question { unit, known_at, filter: asked, tree, .. } = self.question;
        let (unit, known_at) = (unit.clone(), *known_at);
        let carries =
            || dimension::carries(&dimension::of_counts(register, &measure.counts), asked);
        let filter = if !asked.is_empty() && carries() {
            measure.filter.clone().and(asked)
        } else {
            measure.filter.clone()
        };
        let stock = measure::is_stock(measure);
        let from = if stock { None } else { frame.from };
        let trees = if stock { tree.of_stock(frame.as_of) } else { tree.of_flow() };
        let coverage = match register.kind {
            RegisterKind::Case | RegisterKind::Stock(_) => None,
            RegisterKind::Count { .. } => {
                let (register, unit) = (register.key.clone(), unit.clone());
                let to = frame.as_of;
                Some(Ask::Coverage { register, unit, from, to, known_at, trees: tree.of_flow() })
            }
        };
        let accounts = measure::accounts(measure);
        let to = frame.as_of;
        let tally =
            Ask::Tally { accounts, unit, filter: filter.clone(), from, to, known_at, trees };
        Ok(Measured { measure, trees, tally, coverage, filter, from, as_of: to })
    }
}

/// The same span one year before. A change needs a beginning, or the spans could not be equal.
fn year_before(name: &Name, frame: Frame) -> Result<Frame, IndicatorError> {
    let needs_from = || IndicatorError::NeedsFrom { name: name.clone() };
    let from = frame.from.ok_or_else(needs_from)?;
    let before = Span::new(from, frame.as_of).ok().and_then(Span::year_before);
    let before = before.ok_or_else(needs_from)?;
    Ok(Frame { from: Some(before.from()), as_of: before.to(), ..frame })
}

fn definition(name: &Name, misfit: Misfit) -> IndicatorError {
    IndicatorError::Definition { name: name.clone(), misfit: Box::new(misfit) }
}

/// The registers of all packs.
pub(crate) fn registers(catalogue: &Catalogue) -> Vec<base::Key> {
    let registers = catalogue.packs.iter().flat_map(|pack| &pack.registers);
    registers.map(|register| register.key.clone()).collect()
}
