//! `not_by`: whoever took certain steps of the matter cannot take this one (Doer ≠ approver).

use std::sync::Arc;

use base::Key;

use super::{Case, Judge, KindOfRule};
use crate::matter::Matter;
use crate::pack::shape::{Doc, Kind, Shape, Word};
use crate::told::Told;

pub(super) const KIND: KindOfRule = KindOfRule {
    shape: Kind {
        key: "not_by",
        doc: Doc(
            "办理人须不同于本事项这些步骤的办理人；已冲销的步骤不计",
            "The person who takes the step must differ from everyone who took these steps of the \
              same matter. Steps that were reversed do not count.",
        ),
        head: Some(Shape::OneOrMany(&Shape::Word(Word::Reference(Doc("步骤", "step"))))),
        entries: &[],
    },
    read: |reader, node| Some(Arc::new(NotBy(reader.steps(node)?))),
};

#[derive(Debug)]
struct NotBy(Vec<Key>);

impl NotBy {
    /// The first of the steps that the actor has taken.
    fn taken(&self, matter: Option<&Matter>, actor: &Key) -> Option<&Key> {
        let matter = matter?;
        self.0.iter().find(|step| matter.takers_of(step).any(|taker| taker == actor))
    }
}

impl Judge for NotBy {
    fn judge(&self, case: &Case<'_>) -> Result<(), Told> {
        let Some(step) = self.taken(case.matter, case.actor) else { return Ok(()) };
        let (step, actor) = (case.words.step(step), case.actor);
        Err(Told::new(
            format!("本事项的“{}”由 {actor} 办理，这一步须由他人办理", step.zh),
            format!(
                "{actor} took \"{}\" of this matter, so somebody else must take this step",
                step.en
            ),
        ))
    }

    fn admits(&self, matter: Option<&Matter>, actor: &Key) -> bool {
        self.taken(matter, actor).is_none()
    }
}
