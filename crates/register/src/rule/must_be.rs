//! `must_be`: fields must hold given values for the step to be taken.

use std::sync::Arc;

use super::{Case, Judge, KindOfRule};
use crate::condition::Condition;
use crate::pack::shape::{CONDITION, Doc, Kind, Shape};
use crate::told::Told;

pub(super) const KIND: KindOfRule = KindOfRule {
    shape: Kind {
        key: "must_be",
        doc: Doc(
            "这些选项或是否字段须为所写的值（或其中之一）；是否写作 yes、no",
            "The named choice or flag fields must hold the given value (or one of a list of values) \
              when the step is taken; flags are written `yes` and `no`.",
        ),
        head: Some(Shape::Names(&CONDITION)),
        entries: &[],
    },
    read: |reader, node| Some(Arc::new(MustBe(reader.condition(node)?))),
};

#[derive(Debug)]
struct MustBe(Condition);

impl Judge for MustBe {
    fn judge(&self, case: &Case<'_>) -> Result<(), Told> {
        self.0.broken(case.words, case.fields).map_or(Ok(()), Err)
    }
}
