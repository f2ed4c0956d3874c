//! What a condition means, whichever language said so: the expression languages here, the legacy filters and PartiQL
//! when they come. Judged in `condition/judge.rs`.

use crate::names::Literal;
use crate::path::Path;
use crate::value::Type;

/// Something that holds for an item or does not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// All of them hold.
    And(Vec<Condition>),
    /// One of them holds.
    Or(Vec<Condition>),
    /// It does not hold.
    Not(Box<Condition>),
    /// `left = right` and its like.
    Compare(Comparator, Operand, Operand),
    /// `operand BETWEEN low AND high`, both included.
    Between(Operand, Operand, Operand),
    /// `operand IN (…)`
    In(Operand, Vec<Operand>),
    /// `attribute_exists(path)`
    Exists(Path),
    /// `attribute_not_exists(path)`
    NotExists(Path),
    /// `attribute_type(operand, :type)`
    HasType(Operand, Type),
    /// `begins_with(operand, prefix)`
    BeginsWith(Operand, Operand),
    /// `contains(operand, part)`
    Contains(Operand, Operand),
}

/// What a condition compares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Operand {
    /// A value of the item.
    Path(Path),
    /// A value of the request.
    Value(Literal),
    /// `size(operand)`
    Size(Box<Operand>),
}

/// The six comparators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparator {
    /// `=`
    Equal,
    /// `<>`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

impl Comparator {
    /// As written.
    pub const fn symbol(self) -> &'static str {
        match self {
            Comparator::Equal => "=",
            Comparator::NotEqual => "<>",
            Comparator::Less => "<",
            Comparator::LessOrEqual => "<=",
            Comparator::Greater => ">",
            Comparator::GreaterOrEqual => ">=",
        }
    }

    /// Does it ask for an order, which only strings, numbers and binaries have?
    pub const fn needs_order(self) -> bool {
        !matches!(self, Comparator::Equal | Comparator::NotEqual)
    }

    /// The comparator that says the same with its sides swapped.
    pub const fn swapped(self) -> Comparator {
        match self {
            Comparator::Less => Comparator::Greater,
            Comparator::LessOrEqual => Comparator::GreaterOrEqual,
            Comparator::Greater => Comparator::Less,
            Comparator::GreaterOrEqual => Comparator::LessOrEqual,
            same => same,
        }
    }
}

impl Condition {
    /// Calls `see` with every path that it mentions, in order.
    pub fn for_each_path<'a>(&'a self, see: &mut dyn FnMut(&'a Path)) {
        match self {
            Condition::And(all) | Condition::Or(all) => all.iter().for_each(|one| one.for_each_path(see)),
            Condition::Not(inner) => inner.for_each_path(see),
            Condition::Exists(path) | Condition::NotExists(path) => see(path),
            Condition::HasType(operand, _) => operand.for_each_path(see),
            Condition::Compare(_, left, right)
            | Condition::BeginsWith(left, right)
            | Condition::Contains(left, right) => {
                left.for_each_path(see);
                right.for_each_path(see);
            }
            Condition::Between(operand, low, high) => {
                [operand, low, high].into_iter().for_each(|operand| operand.for_each_path(see));
            }
            Condition::In(operand, list) => {
                operand.for_each_path(see);
                list.iter().for_each(|operand| operand.for_each_path(see));
            }
        }
    }

    /// The top-level attributes that it mentions, in order, with repetitions.
    pub fn top_level_names(&self) -> Vec<&str> {
        let mut names = Vec::new();
        self.for_each_path(&mut |path| names.push(path.attribute.as_str()));
        names
    }
}

impl Operand {
    fn for_each_path<'a>(&'a self, see: &mut dyn FnMut(&'a Path)) {
        match self {
            Operand::Path(path) => see(path),
            Operand::Value(_) => {}
            Operand::Size(inner) => inner.for_each_path(see),
        }
    }
}
