//! The condition grammar. Parentheses and NOT are kept in a list of open expressions; only functions recurse.
//!
//! A parenthesis may open a condition or an operand, and a function may be either until it is known what follows; so
//! the productions return a `Node`, and a caller that needs one or the other asks for it.

use crate::ast::{Comparator, Condition, Operand};
use crate::condition::MAX_IN_OPERANDS;
use crate::error::Error;
use crate::kind::Kind;
use crate::names::{Literal, Placeholders};
use crate::parse::{Check, Parser};
use crate::path::Path;
use crate::token::Shape;
use crate::value::Type;

const KEYWORDS: [&str; 5] = ["BETWEEN", "IN", "AND", "OR", "NOT"];

/// AWS reports mistakes about the whole expression first, then those of its first wrong clause.
const ORDER: [Check; 6] = [
    Check::Operators,
    Check::Parentheses,
    Check::UnknownFunction,
    Check::MisusedFunction,
    Check::Reserved,
    Check::Clause,
];

pub(super) fn parse(kind: Kind, text: &str, placeholders: &mut Placeholders) -> Result<Condition, Error> {
    let mut parser = Parser::new(kind, text, &KEYWORDS, placeholders)?;
    let node = parser.expression()?;
    let condition = parser.condition(node)?;
    parser.finish(&ORDER)?;
    // Nothing was noted, so nothing is undefined or unknown.
    Ok(condition)
}

/// What a piece of the text turned out to be.
struct Node {
    what: What,
    /// Stands in parentheses of its own.
    enclosed: bool,
    /// The mistakes noted before it began: later ones are its own, and its clause's.
    since: usize,
}

pub(super) enum What {
    Condition(Condition),
    Operand(Term),
    /// A function that is a condition, or would be if it were used rightly.
    Function(&'static str, Condition),
}

/// An operand as far as it is known: what was noted as a mistake leaves no value.
#[derive(Clone)]
pub(super) enum Term {
    Path(Path),
    Value(Literal),
    Size(Box<Term>),
    Unknown,
}

impl Term {
    /// The type that it has whatever the item: that of a value, and a number for a size.
    pub(super) fn kind(&self) -> Option<Type> {
        match self {
            Term::Value(literal) => Some(literal.kind()),
            Term::Size(_) => Some(Type::N),
            Term::Path(_) | Term::Unknown => None,
        }
    }

    pub(super) fn operand(self) -> Operand {
        match self {
            Term::Path(path) => Operand::Path(path),
            Term::Value(literal) => Operand::Value(literal),
            Term::Size(inner) => Operand::Size(Box::new(inner.operand())),
            // A mistake was noted, so this is never judged.
            Term::Unknown => Operand::Path(Path::attribute("")),
        }
    }
}

/// An expression that is open: the whole, or one in parentheses. Held on the heap and not on the stack, so that no
/// nesting can exhaust it.
#[derive(Default)]
struct Open {
    /// Conditions joined by OR so far.
    any: Vec<Condition>,
    /// Conditions joined by AND since the last OR.
    all: Vec<Condition>,
    /// Is the next condition negated?
    negated: bool,
    /// Was NOT, AND or OR seen?
    joined: bool,
}

impl Open {
    fn push(&mut self, condition: Condition) {
        let negated = std::mem::take(&mut self.negated);
        self.all.push(if negated { Condition::Not(Box::new(condition)) } else { condition });
    }

    /// An OR, or the end: what AND joined is one condition.
    fn close_all(&mut self) {
        let all = std::mem::take(&mut self.all);
        self.any.push(join(all, Condition::And));
    }
}

fn join(mut conditions: Vec<Condition>, by: fn(Vec<Condition>) -> Condition) -> Condition {
    match (conditions.len(), conditions.pop()) {
        (1, Some(only)) => only,
        (_, last) => {
            conditions.extend(last);
            by(conditions)
        }
    }
}

impl Parser<'_, '_> {
    /// The whole expression.
    fn expression(&mut self) -> Result<Node, Error> {
        let mut outer: Vec<Open> = Vec::new();
        let mut open = Open::default();
        loop {
            if self.take_keyword("NOT") {
                self.count_operator();
                open.negated = !open.negated;
                open.joined = true;
                continue;
            }
            if self.take(Shape::Open) {
                outer.push(std::mem::take(&mut open));
                continue;
            }
            let since = self.noted();
            let what = self.simple()?;
            let mut node = self.clause(Node { what, enclosed: false, since })?;
            while !self.join(&mut open, &mut node)? {
                // The innermost expression ends here.
                let inner = self.end(std::mem::take(&mut open), node)?;
                let Some(around) = outer.pop() else { return Ok(inner) };
                open = around;
                self.expect(Shape::Close)?;
                let enclosed = self.enclose(inner)?;
                node = self.clause(enclosed)?;
            }
        }
    }

    /// Adds the node to the open expression if AND or OR follows, and steps over that.
    fn join(&mut self, open: &mut Open, node: &mut Node) -> Result<bool, Error> {
        let or = self.is_keyword("OR");
        if !or && !self.is_keyword("AND") {
            return Ok(false);
        }
        let nothing = Node { what: What::Operand(Term::Unknown), enclosed: false, since: 0 };
        let condition = self.condition(std::mem::replace(node, nothing))?;
        self.advance();
        self.count_operator();
        open.joined = true;
        open.push(condition);
        if or {
            open.close_all();
        }
        Ok(true)
    }

    /// The open expression with its last node.
    fn end(&mut self, mut open: Open, node: Node) -> Result<Node, Error> {
        if !open.joined {
            return Ok(node);
        }
        let since = node.since;
        let condition = self.condition(node)?;
        open.push(condition);
        open.close_all();
        Ok(Node { what: What::Condition(join(open.any, Condition::Or)), enclosed: false, since })
    }

    /// A node behind whose closing parenthesis we are.
    fn enclose(&mut self, inner: Node) -> Result<Node, Error> {
        if inner.enclosed {
            self.note(Check::Parentheses, Error::redundant_parentheses(self.kind));
        }
        let mut node = Node { enclosed: true, ..inner };
        if let What::Operand(Term::Path(path)) = &mut node.what {
            self.path_tail(path)?;
        }
        Ok(node)
    }

    /// The condition that is needed here; an operand alone is a syntax error.
    fn condition(&mut self, node: Node) -> Result<Condition, Error> {
        match node.what {
            What::Condition(condition) | What::Function(_, condition) => Ok(condition),
            What::Operand(Term::Size(_)) => {
                self.note(Check::MisusedFunction, Error::function_misused(self.kind, "size"));
                Ok(Condition::And(Vec::new()))
            }
            What::Operand(_) => Err(self.syntax()),
        }
    }

    /// A comparison, if one follows the node; else the node.
    fn clause(&mut self, node: Node) -> Result<Node, Error> {
        let since = node.since;
        let Some(comparison) = self.comparison() else {
            if matches!(node.what, What::Function(..)) {
                self.end_clause(since);
            }
            return Ok(node);
        };
        if matches!(node.what, What::Condition(_)) {
            return Err(self.syntax());
        }
        let left = self.term(node);
        self.advance();
        self.count_operator();
        let condition = match comparison {
            Comparison::With(comparator) => self.compare(comparator, left)?,
            Comparison::Between => self.between(left)?,
            Comparison::In => self.in_list(left)?,
        };
        self.end_clause(since);
        Ok(Node { what: What::Condition(condition), enclosed: false, since })
    }

    fn comparison(&self) -> Option<Comparison> {
        Some(match self.shape() {
            Shape::Equal => Comparison::With(Comparator::Equal),
            Shape::NotEqual => Comparison::With(Comparator::NotEqual),
            Shape::Less => Comparison::With(Comparator::Less),
            Shape::LessOrEqual => Comparison::With(Comparator::LessOrEqual),
            Shape::Greater => Comparison::With(Comparator::Greater),
            Shape::GreaterOrEqual => Comparison::With(Comparator::GreaterOrEqual),
            _ if self.is_keyword("BETWEEN") => Comparison::Between,
            _ if self.is_keyword("IN") => Comparison::In,
            _ => return None,
        })
    }

    fn compare(&mut self, comparator: Comparator, left: Term) -> Result<Condition, Error> {
        let right = self.operand()?;
        self.distinct(comparator.symbol(), &left, std::slice::from_ref(&right));
        if comparator.needs_order() {
            self.ordered(comparator.symbol(), &[&left, &right]);
        }
        Ok(Condition::Compare(comparator, left.operand(), right.operand()))
    }

    fn between(&mut self, operand: Term) -> Result<Condition, Error> {
        let low = self.operand()?;
        if !self.take_keyword("AND") {
            return Err(self.syntax());
        }
        let high = self.operand()?;
        self.ordered("BETWEEN", &[&operand, &low, &high]);
        if let (Term::Value(low), Term::Value(high)) = (&low, &high)
            && self.wants(Check::Operand)
        {
            let (from, to) = (low.view(), high.view());
            if from.kind() != to.kind() {
                self.note(Check::Operand, Error::between_types_differ(self.kind, from, to));
            } else if from.compare(to).is_some_and(|order| order.is_gt()) {
                self.note(Check::Operand, Error::between_bounds_reversed(self.kind, from, to));
            }
        }
        Ok(Condition::Between(operand.operand(), low.operand(), high.operand()))
    }

    fn in_list(&mut self, operand: Term) -> Result<Condition, Error> {
        self.expect(Shape::Open)?;
        let list = self.operands()?;
        if list.len() > MAX_IN_OPERANDS {
            self.note(Check::OperandCount, Error::too_many_in_operands(self.kind, list.len()));
        }
        self.distinct("IN", &operand, &list);
        Ok(Condition::In(operand.operand(), list.into_iter().map(Term::operand).collect()))
    }

    /// An operand, which must stand here. A function that is a condition is noted as misused.
    fn operand(&mut self) -> Result<Term, Error> {
        let node = self.operand_node()?;
        Ok(self.term(node))
    }

    fn operand_node(&mut self) -> Result<Node, Error> {
        let mut opened = 0;
        while self.take(Shape::Open) {
            opened += 1;
        }
        let since = self.noted();
        let mut node = Node { what: self.simple()?, enclosed: false, since };
        for _ in 0..opened {
            self.expect(Shape::Close)?;
            node = self.enclose(node)?;
        }
        Ok(node)
    }

    fn term(&mut self, node: Node) -> Term {
        match node.what {
            What::Operand(term) => term,
            What::Function(name, _) => {
                if !name.is_empty() {
                    self.note(Check::MisusedFunction, Error::function_misused(self.kind, name));
                }
                Term::Unknown
            }
            What::Condition(_) => Term::Unknown,
        }
    }

    /// A function, value or path.
    fn simple(&mut self) -> Result<What, Error> {
        if let Some(name) = self.take_function() {
            return self.function(name);
        }
        if self.shape() == Shape::Value {
            return Ok(What::Operand(self.value()?.map_or(Term::Unknown, Term::Value)));
        }
        Ok(What::Operand(Term::Path(self.path()?)))
    }

    /// Operands between commas, and the parenthesis that ends them.
    pub(super) fn operands(&mut self) -> Result<Vec<Term>, Error> {
        let mut list = vec![self.operand()?];
        while self.take(Shape::Comma) {
            list.push(self.operand()?);
        }
        self.expect(Shape::Close)?;
        Ok(list)
    }

    /// The first operand may not be the same path as another.
    pub(super) fn distinct(&mut self, operator: &str, first: &Term, others: &[Term]) {
        if let Term::Path(path) = first
            && others.iter().any(|other| matches!(other, Term::Path(other) if other == path))
        {
            self.note(Check::Distinct, Error::operands_not_distinct(self.kind, operator, path));
        }
    }

    /// Values that are put in order must have one.
    fn ordered(&mut self, operator: &str, operands: &[&Term]) {
        for operand in operands {
            if let Some(kind) = operand.kind().filter(|kind| !kind.is_ordered()) {
                self.note(Check::Operand, Error::operand_type(self.kind, operator, kind.name()));
            }
        }
    }
}

/// What follows the first operand of a comparison.
enum Comparison {
    With(Comparator),
    Between,
    In,
}
