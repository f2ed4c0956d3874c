//! SET and REMOVE.

use super::compile::{Compiler, operation};
use super::syntax::{Action, Expr, What};
use crate::Kind;
use crate::error::Error;
use crate::path::{Path, Relation};
use crate::update::{SetValue, Update};
use crate::value::Type;

impl Compiler<'_> {
    /// What a list of actions does. No path may touch another.
    pub(super) fn update(&self, actions: &[Action]) -> Result<Update, Error> {
        let mut update = Update::default();
        let mut targets: Vec<Path> = Vec::with_capacity(actions.len());
        for action in actions {
            let target = match action {
                Action::Remove(path) => {
                    let path = self.path(path)?;
                    update.removes.push(path.clone());
                    path
                }
                Action::Set(path, value) => {
                    let path = self.path(path)?;
                    self.set(&path, value, &mut update)?;
                    path
                }
            };
            for earlier in &targets {
                match earlier.relation(&target) {
                    Relation::Apart => {}
                    Relation::Overlap => return Err(Error::paths_overlap(Kind::Statement, earlier, &target)),
                    Relation::Conflict => {
                        return Err(Error::paths_conflict(Kind::Statement, earlier, &target));
                    }
                }
            }
            targets.push(target);
        }
        Ok(update)
    }

    fn set(&self, path: &Path, value: &Expr, update: &mut Update) -> Result<(), Error> {
        let What::Call(name, operands) = &value.what else {
            update.sets.push((path.clone(), self.set_value(value)?));
            return Ok(());
        };
        let changes = match name.as_str() {
            "set_add" => &mut update.adds,
            "set_delete" => &mut update.deletes,
            _ => {
                update.sets.push((path.clone(), self.set_value(value)?));
                return Ok(());
            }
        };
        let function = name.to_ascii_uppercase();
        let [first, second] = operands.as_slice() else {
            return Err(Error::set_function_count(&function, self.place(value)));
        };
        if !matches!(first.what, What::Path(..)) || self.path(first)? != *path {
            return Err(Error::set_function_target(&function, self.place(value)));
        }
        let set = match &second.what {
            What::Path(..) => return Err(Error::set_function_value(&function, self.place(first))),
            _ => self.constant(second)?,
        };
        if !set.kind().is_set() {
            return Err(Error::set_function_value(&function, self.place(first)));
        }
        changes.push((path.clone(), set));
        Ok(())
    }

    fn set_value(&self, value: &Expr) -> Result<SetValue, Error> {
        match &value.what {
            What::Path(..) => Ok(SetValue::Path(self.path(value)?)),
            What::Plus(left, right) => {
                let (left, right) = self.operands("+", left, right, Type::N)?;
                Ok(SetValue::Plus(Box::new(left), Box::new(right)))
            }
            What::Minus(left, right) => {
                let (left, right) = self.operands("-", left, right, Type::N)?;
                Ok(SetValue::Minus(Box::new(left), Box::new(right)))
            }
            What::Call(name, operands) if name == "list_append" => {
                let [first, second] = operands.as_slice() else {
                    return Err(Error::operand_count(Kind::Statement, name, operands.len()));
                };
                let (first, second) = self.operands(name, first, second, Type::L)?;
                Ok(SetValue::ListAppend(Box::new(first), Box::new(second)))
            }
            What::Call(name, _) => Err(Error::statement_function_unknown(name, self.place(value))),
            What::Not(_)
            | What::And(_)
            | What::Or(_)
            | What::Compare(..)
            | What::Between(..)
            | What::In(..)
            | What::Is(..)
            | What::Other(_) => Err(Error::operation_unsupported(operation(&value.what))),
            _ => Ok(SetValue::Value(self.constant(value)?)),
        }
    }

    /// Both operands; those that are values have the type that the operator wants.
    fn operands(
        &self,
        operator: &str,
        left: &Expr,
        right: &Expr,
        wanted: Type,
    ) -> Result<(SetValue, SetValue), Error> {
        let (left, right) = (self.set_value(left)?, self.set_value(right)?);
        for operand in [&left, &right] {
            if let SetValue::Value(value) = operand
                && value.kind() != wanted
            {
                return Err(Error::operand_type(Kind::Statement, operator, value.kind().name()));
            }
        }
        Ok((left, right))
    }
}
