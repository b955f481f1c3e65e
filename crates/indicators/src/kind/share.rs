//! Share: a part over its whole, both of one unit. 响应率 = 已联系 / 有效回访.

use base::UnitOfMeasure;
use register::model::Name;

use super::{Kind, Operand, Scale, operand, same_unit};
use crate::figure::{Outcome, Role};
use crate::misfit::Misfit;
use crate::typing::{Type, Types};
use crate::values::{Stop, Values};

pub(super) struct Share<'a> {
    pub part: &'a Name,
    pub whole: &'a Name,
}

impl Kind for Share<'_> {
    fn operands(&self) -> Vec<Operand> {
        vec![operand(Role::Numerator, self.part), operand(Role::Denominator, self.whole)]
    }

    fn yields(&self, types: &Types) -> Result<Type, Misfit> {
        let differ = |part, whole| Misfit::ShareOfDifferent { part, whole };
        same_unit(types, [self.part, self.whole], differ)?;
        Ok(Type::Number(UnitOfMeasure::Ratio))
    }

    fn compute(&self, values: &Values) -> Result<Outcome, Stop> {
        let share = values.over(values.number(self.part)?, values.number(self.whole)?)?;
        Ok(Outcome::Number(share))
    }

    fn text(&self, word: &dyn Fn(&Name) -> String) -> String {
        format!("{} / {}", word(self.part), word(self.whole))
    }

    fn scale(&self) -> Scale {
        Scale::Share
    }
}
