//! Kinds of rule that a step may carry.
/// placeholder until the kinds exist
#[derive(Clone, Debug)]
pub struct Rule;
