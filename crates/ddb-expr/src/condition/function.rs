//! The functions of the condition grammar, and what each takes.

use super::parse::{Term, What};
use crate::ast::Condition;
use crate::codec::ValueRef;
use crate::error::Error;
use crate::parse::{Check, Parser};
use crate::path::Path;
use crate::value::Type;

/// The functions that are conditions, and how many operands each takes; `size` is an operand.
pub(crate) const FUNCTIONS: [(&str, usize); 6] = [
    ("attribute_exists", 1),
    ("attribute_not_exists", 1),
    ("attribute_type", 2),
    ("begins_with", 2),
    ("contains", 2),
    ("size", 1),
];

/// Deepest nesting of functions that is followed. No function but `size` is an operand and `size` takes no size, so
/// two levels are all that can be right.
const MAX_NESTING: usize = 16;

impl Parser<'_, '_> {
    /// A function, its open parenthesis behind us.
    pub(super) fn function(&mut self, name: &str) -> Result<What, Error> {
        let known = FUNCTIONS.into_iter().find(|(known, _)| *known == name);
        if self.enter(MAX_NESTING).is_none() {
            // The outer functions are as wrong as this one, whatever else follows.
            return Err(match known {
                Some((name, _)) => Error::operand_type(self.kind, name, "N"),
                None => Error::function_unknown(self.kind, name),
            });
        }
        let operands = self.operands()?;
        self.leave();
        let Some((name, count)) = known else {
            let error = match name {
                "if_not_exists" | "list_append" => Error::function_of_other_language(self.kind, name),
                _ => Error::function_unknown(self.kind, name),
            };
            self.note(Check::UnknownFunction, error);
            return Ok(What::Function("", Condition::And(Vec::new())));
        };
        if operands.len() != count {
            self.note(Check::OperandCount, Error::operand_count(self.kind, name, operands.len()));
        }
        let mut operands = operands.into_iter();
        let first = operands.next().unwrap_or(Term::Unknown);
        let second = operands.next().unwrap_or(Term::Unknown);
        if count == 2 {
            self.distinct(name, &first, std::slice::from_ref(&second));
        }
        if name == "size" {
            if let Some(kind @ (Type::N | Type::Bool | Type::Null)) = first.kind() {
                self.note(Check::Operand, Error::operand_type(self.kind, name, kind.name()));
            }
            return Ok(What::Operand(Term::Size(Box::new(first))));
        }
        Ok(What::Function(name, self.test(name, first, second)))
    }

    /// The condition that a function is.
    fn test(&mut self, name: &str, first: Term, second: Term) -> Condition {
        match name {
            "attribute_exists" | "attribute_not_exists" => {
                let path = match first {
                    Term::Path(path) => path,
                    Term::Unknown => Path::attribute(""),
                    Term::Value(_) | Term::Size(_) => {
                        self.note(Check::Operand, Error::needs_path(self.kind, name));
                        Path::attribute("")
                    }
                };
                if name == "attribute_exists" { Condition::Exists(path) } else { Condition::NotExists(path) }
            }
            "attribute_type" => Condition::HasType(first.operand(), self.type_name(&second)),
            "begins_with" => {
                for operand in [&first, &second] {
                    if let Some(kind) = operand.kind().filter(|kind| !matches!(kind, Type::S | Type::B)) {
                        self.note(Check::Operand, Error::operand_type(self.kind, name, kind.name()));
                    }
                }
                Condition::BeginsWith(first.operand(), second.operand())
            }
            _ => Condition::Contains(first.operand(), second.operand()),
        }
    }

    /// The type that `attribute_type` asks for; it must be given as a string.
    fn type_name(&mut self, operand: &Term) -> Type {
        const ANY: &str = "{NS,SS,L,BS,N,M,B,BOOL,NULL,S}";
        match operand {
            Term::Value(literal) => match literal.view() {
                ValueRef::S(name) => {
                    return Type::of_name(name).unwrap_or_else(|| {
                        self.note(Check::Operand, Error::type_name_unknown(self.kind, name));
                        Type::Null
                    });
                }
                other => {
                    let kind = other.kind().name();
                    self.note(Check::Operand, Error::operand_type(self.kind, "attribute_type", kind));
                }
            },
            Term::Size(_) => self.note(Check::Operand, Error::operand_type(self.kind, "attribute_type", "N")),
            Term::Path(_) => self.note(Check::Operand, Error::operand_type(self.kind, "attribute_type", ANY)),
            Term::Unknown => {}
        }
        Type::Null
    }
}
