//! From what the crate `sqlparser` read to what is judged. What this SQL does not have is refused here.

use sqlparser::ast::{
    AccessExpr, BinaryOperator, DataType, Expr as Read, Function as ReadCall, FunctionArg, FunctionArgExpr,
    FunctionArguments, Ident, InTarget, ObjectNamePart, Subscript, TrimWhereField, UnaryOperator,
    Value as ReadValue,
};

use super::{AggregateCall, Case, Expr, Operator, State, Step};
use crate::aggregate::Aggregate;
use crate::dialect::ION;
use crate::error::{Code, Error, Result, refuse};
use crate::function::{Function, Trimmed};
use crate::moment::{Moment, Part};
use crate::value::{Number, Type, Value};

/// How deep expressions may stand in one another.
const MAX_DEPTH: usize = 64;

/// Takes expressions over, and collects their aggregates.
#[derive(Debug)]
pub(crate) struct Converter<'a> {
    /// The name that the record has.
    pub(crate) alias: &'a str,
    /// Those of the select list so far.
    pub(crate) aggregates: &'a mut Vec<AggregateCall>,
    /// Whether there may be one here: in the select list, but not inside another.
    pub(crate) may_aggregate: bool,
    pub(crate) depth: usize,
}

impl Converter<'_> {
    /// Takes one over.
    pub(crate) fn expr(&mut self, read: Read) -> Result<Expr> {
        if self.depth == MAX_DEPTH {
            return Err(Code::ParseUnsupportedSyntax.saying("The SQL expression is nested too deeply."));
        }
        self.depth += 1;
        let done = self.any(read);
        self.depth -= 1;
        done
    }

    fn boxed(&mut self, read: Read) -> Result<Box<Expr>> {
        self.expr(read).map(Box::new)
    }

    fn any(&mut self, read: Read) -> Result<Expr> {
        match read {
            Read::Nested(inner) => self.expr(*inner),
            Read::Value(value) => literal(value.value),
            Read::Identifier(name) => self.path(vec![name], Vec::new()),
            Read::CompoundIdentifier(names) => self.path(names, Vec::new()),
            Read::CompoundFieldAccess { root, access_chain } => self.access(*root, access_chain),
            read @ Read::BinaryOp { .. } => self.chain(read),
            Read::UnaryOp { op, expr } => self.unary(op, *expr),
            Read::Function(call) => self.call(call),
            other => self.predicate(other),
        }
    }

    fn predicate(&mut self, read: Read) -> Result<Expr> {
        match read {
            Read::IsNull(of) => Ok(Expr::Is(self.boxed(*of)?, State::Null, false)),
            Read::IsNotNull(of) => Ok(Expr::Is(self.boxed(*of)?, State::Null, true)),
            Read::IsTrue(of) => Ok(Expr::Is(self.boxed(*of)?, State::True, false)),
            Read::IsNotTrue(of) => Ok(Expr::Is(self.boxed(*of)?, State::True, true)),
            Read::IsFalse(of) => Ok(Expr::Is(self.boxed(*of)?, State::False, false)),
            Read::IsNotFalse(of) => Ok(Expr::Is(self.boxed(*of)?, State::False, true)),
            // `dialect` says so for MISSING.
            Read::IsUnknown(of) => Ok(Expr::Is(self.boxed(*of)?, State::Missing, false)),
            Read::IsNotUnknown(of) => Ok(Expr::Is(self.boxed(*of)?, State::Missing, true)),
            Read::Between { expr, negated, low, high } => {
                let between = Expr::Between(self.boxed(*expr)?, self.boxed(*low)?, self.boxed(*high)?);
                Ok(negate(between, negated))
            }
            Read::In { expr, target: InTarget::List(list), negated, .. } => {
                let value = self.boxed(*expr)?;
                let list: Result<Vec<Expr>> = list.into_iter().map(|each| self.expr(each)).collect();
                Ok(negate(Expr::In(value, list?), negated))
            }
            Read::Like { negated, any: false, expr, pattern, escape_char } => {
                let escape = escape_char.map(|escape| self.boxed(*escape)).transpose()?;
                Ok(negate(Expr::Like(self.boxed(*expr)?, self.boxed(*pattern)?, escape), negated))
            }
            other => self.special(other),
        }
    }

    /// What looks like a call and has a grammar of its own.
    fn special(&mut self, read: Read) -> Result<Expr> {
        match read {
            Read::Case { operand, conditions, else_result, .. } => {
                let operand = operand.map(|operand| self.boxed(*operand)).transpose()?;
                let mut branches = Vec::new();
                for branch in conditions {
                    branches.push((self.expr(branch.condition)?, self.expr(branch.result)?));
                }
                let otherwise = else_result.map(|otherwise| self.boxed(*otherwise)).transpose()?;
                Ok(Expr::Case(Case { operand, branches, otherwise }))
            }
            Read::Cast { expr, data_type, .. } => Ok(Expr::Cast(self.boxed(*expr)?, type_of(&data_type)?)),
            Read::Extract { field, expr, .. } => {
                let part = Part::of(&field.to_string()).ok_or(Code::ParseExpectedDatePart)?;
                Ok(Expr::Call(Function::Extract(part), vec![self.expr(*expr)?]))
            }
            Read::Substring { expr, substring_from, substring_for, .. } => {
                let mut arguments = vec![self.expr(*expr)?];
                let from = substring_from.ok_or(Code::EvaluatorInvalidArguments)?;
                arguments.push(self.expr(*from)?);
                if let Some(count) = substring_for {
                    arguments.push(self.expr(*count)?);
                }
                Ok(Expr::Call(Function::Substring, arguments))
            }
            Read::Trim { trim_where, trim_what, expr, trim_characters: None } => {
                let trimmed = match trim_where {
                    None | Some(TrimWhereField::Both) => Trimmed::Both,
                    Some(TrimWhereField::Leading) => Trimmed::Leading,
                    Some(TrimWhereField::Trailing) => Trimmed::Trailing,
                };
                let mut arguments = vec![self.expr(*expr)?];
                if let Some(what) = trim_what {
                    arguments.push(self.expr(*what)?);
                }
                Ok(Expr::Call(Function::Trim(trimmed), arguments))
            }
            Read::Ceil { .. } | Read::Floor { .. } | Read::Position { .. } | Read::Overlay { .. } => {
                refuse(Code::UnsupportedFunction)
            }
            Read::Exists { .. } | Read::Subquery(_) | Read::In { .. } => refuse(Code::ParseUnsupportedSelect),
            _ => refuse(Code::ParseUnsupportedSyntax),
        }
    }

    /// Operators, those of the left side first. The left side is no recursion: it may be long.
    fn chain(&mut self, read: Read) -> Result<Expr> {
        let mut rest = Vec::new();
        let mut first = read;
        while let Read::BinaryOp { left, op, right } = first {
            rest.push((operator(&op)?, self.expr(*right)?));
            first = *left;
        }
        rest.reverse();
        Ok(Expr::Chain(self.boxed(first)?, rest))
    }

    fn unary(&mut self, operator: UnaryOperator, of: Read) -> Result<Expr> {
        match operator {
            UnaryOperator::Not => Ok(Expr::Not(self.boxed(of)?)),
            UnaryOperator::Plus => self.expr(of),
            UnaryOperator::Minus => match self.expr(of)? {
                Expr::Literal(Value::Int(int)) => Ok(Expr::Literal(Value::Int(-int))),
                Expr::Literal(Value::Float(float)) => Ok(Expr::Literal(Value::Float(-float))),
                other => Ok(Expr::Negative(Box::new(other))),
            },
            _ => refuse(Code::ParseUnknownOperator),
        }
    }

    fn access(&mut self, root: Read, chain: Vec<AccessExpr>) -> Result<Expr> {
        let names = match root {
            Read::Identifier(name) => vec![name],
            Read::CompoundIdentifier(names) => names,
            _ => return refuse(Code::ParseInvalidPathComponent),
        };
        let mut steps = Vec::new();
        for access in chain {
            steps.push(match access {
                AccessExpr::Dot(Read::Identifier(name)) => field(name),
                AccessExpr::Subscript(Subscript::Index { index: Read::Value(value) }) => match value.value {
                    ReadValue::Number(digits, _) => {
                        Step::Index(digits.parse().map_err(|_| Error::from(Code::ParseInvalidPathComponent))?)
                    }
                    ReadValue::SingleQuotedString(name) => Step::Field { name, is_quoted: true },
                    _ => return refuse(Code::ParseInvalidPathComponent),
                },
                _ => return refuse(Code::ParseInvalidPathComponent),
            });
        }
        self.path(names, steps)
    }

    fn path(&self, names: Vec<Ident>, behind: Vec<Step>) -> Result<Expr> {
        if let ([name], true) = (names.as_slice(), behind.is_empty()) {
            if name.quote_style == Some(ION) {
                return ion(&name.value);
            }
            if name.quote_style.is_none() && name.value.eq_ignore_ascii_case("missing") {
                return Ok(Expr::Literal(Value::Missing));
            }
        }
        let mut steps: Vec<Step> = names.into_iter().map(field).chain(behind).collect();
        if steps.first().is_some_and(|first| first.is(self.alias)) {
            steps.remove(0);
        }
        Ok(Expr::Path(steps))
    }

    fn call(&mut self, call: ReadCall) -> Result<Expr> {
        let [ObjectNamePart::Identifier(name)] = call.name.0.as_slice() else {
            return refuse(Code::UnsupportedFunction);
        };
        let name = name.value.clone();
        if call.over.is_some() || call.filter.is_some() || !call.within_group.is_empty() {
            return refuse(Code::UnsupportedSqlStructure);
        }
        let arguments = match call.args {
            FunctionArguments::None => Vec::new(),
            FunctionArguments::List(list)
                if list.duplicate_treatment.is_none() && list.clauses.is_empty() =>
            {
                list.args
            }
            _ => return refuse(Code::UnsupportedSqlStructure),
        };
        if let Some(kind) = Aggregate::of(&name) {
            return self.aggregate(kind, arguments);
        }
        let function = Function::of(&name).ok_or_else(|| unsupported(&name))?;
        let mut converted = Vec::new();
        for argument in arguments {
            let FunctionArg::Unnamed(FunctionArgExpr::Expr(expr)) = argument else {
                return refuse(Code::ParseUnsupportedCallWithStar);
            };
            // The first argument of these is the name of a part of a date.
            converted.push(match expr {
                Read::Identifier(part) if converted.is_empty() && function.begins_with_part() => {
                    Expr::Literal(Value::Text(part.value))
                }
                expr => self.expr(expr)?,
            });
        }
        function.with(converted)
    }

    fn aggregate(&mut self, kind: Aggregate, arguments: Vec<FunctionArg>) -> Result<Expr> {
        let mut arguments = arguments.into_iter();
        let (Some(FunctionArg::Unnamed(argument)), None) = (arguments.next(), arguments.next()) else {
            return refuse(Code::ParseNonUnaryAgregateFunctionCall);
        };
        if !std::mem::replace(&mut self.may_aggregate, false) {
            return refuse(Code::UnsupportedSqlStructure);
        }
        let of = match argument {
            FunctionArgExpr::Wildcard if kind == Aggregate::Count => None,
            FunctionArgExpr::Expr(expr) => Some(self.expr(expr)?),
            _ => return refuse(Code::ParseUnsupportedCallWithStar),
        };
        self.may_aggregate = true;
        let number = self.aggregates.len();
        self.aggregates.push(AggregateCall { kind, of });
        Ok(Expr::Aggregate(number))
    }
}

fn unsupported(name: &str) -> Error {
    Code::UnsupportedFunction.saying(format!("Encountered an unsupported SQL function: {name}."))
}

fn negate(expr: Expr, is_negated: bool) -> Expr {
    if is_negated { Expr::Not(Box::new(expr)) } else { expr }
}

fn field(name: Ident) -> Step {
    Step::Field { is_quoted: name.quote_style.is_some(), name: name.value }
}

/// A literal of Ion's: a timestamp or a number.
fn ion(text: &str) -> Result<Expr> {
    let moment = Moment::read(text).map(Value::Moment);
    let value = moment.or_else(|| Number::read(text).map(Value::from));
    value.map(Expr::Literal).ok_or_else(|| Code::ValueParseFailure.into())
}

fn literal(value: ReadValue) -> Result<Expr> {
    Ok(Expr::Literal(match value {
        ReadValue::Number(digits, _) => {
            Number::read(&digits).map(Value::from).ok_or(Code::ParseExpectedNumber)?
        }
        ReadValue::SingleQuotedString(text) => Value::Text(text),
        ReadValue::Boolean(truth) => Value::Bool(truth),
        ReadValue::Null => Value::Null,
        _ => return refuse(Code::ParseUnexpectedToken),
    }))
}

fn operator(read: &BinaryOperator) -> Result<Operator> {
    Ok(match read {
        BinaryOperator::Plus => Operator::Plus,
        BinaryOperator::Minus => Operator::Minus,
        BinaryOperator::Multiply => Operator::Times,
        BinaryOperator::Divide => Operator::Divide,
        BinaryOperator::Modulo => Operator::Modulo,
        BinaryOperator::StringConcat => Operator::Concat,
        BinaryOperator::Eq => Operator::Equal,
        BinaryOperator::NotEq => Operator::NotEqual,
        BinaryOperator::Lt => Operator::Less,
        BinaryOperator::LtEq => Operator::LessOrEqual,
        BinaryOperator::Gt => Operator::Greater,
        BinaryOperator::GtEq => Operator::GreaterOrEqual,
        BinaryOperator::And => Operator::And,
        BinaryOperator::Or => Operator::Or,
        _ => return refuse(Code::ParseUnknownOperator),
    })
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference-data-types.html>
fn type_of(read: &DataType) -> Result<Type> {
    Ok(match read {
        DataType::Bool | DataType::Boolean => Type::Bool,
        DataType::Int(_) | DataType::Integer(_) | DataType::BigInt(_) | DataType::SmallInt(_) => Type::Int,
        DataType::String(_) | DataType::Varchar(_) | DataType::Char(_) | DataType::Text => Type::Text,
        DataType::Float(_) | DataType::Double(_) | DataType::DoublePrecision | DataType::Real => Type::Float,
        DataType::Decimal(_) | DataType::Numeric(_) | DataType::Dec(_) => Type::Decimal,
        DataType::Timestamp(..) => Type::Moment,
        _ => return refuse(Code::ParseExpectedTypeName),
    })
}
