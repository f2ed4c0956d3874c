//! Reads expressions.

use super::super::aggregate::{Aggregate, Kind as Aggregating};
use super::super::expression::{Arithmetic, Comparison, Expression, Matcher};
use super::super::function::Function;
use super::super::token::{Kind, Wrong};
use super::super::value::Value;
use super::{MOST_COLUMNS, Reader, Result, compiled};

/// How deep expressions may lie in each other.
const DEEPEST: usize = 32;

impl Reader<'_> {
    pub(super) fn expression_without_aggregates(&mut self) -> Result<Expression> {
        let start = self.at;
        let expression = self.expression()?;
        if expression.has_aggregates() {
            self.at = start;
            return Err(self.wrong());
        }
        Ok(expression)
    }

    pub(super) fn expression(&mut self) -> Result<Expression> {
        if self.depth >= DEEPEST {
            return Err(self.wrong());
        }
        self.depth += 1;
        let expression = self.or();
        self.depth -= 1;
        expression
    }

    fn or(&mut self) -> Result<Expression> {
        let mut all = vec![self.and()?];
        while self.word("or") {
            all.push(self.and()?);
        }
        Ok(one_or(all, Expression::Or))
    }

    fn and(&mut self) -> Result<Expression> {
        let mut all = vec![self.not()?];
        while self.word("and") {
            all.push(self.not()?);
        }
        Ok(one_or(all, Expression::And))
    }

    fn not(&mut self) -> Result<Expression> {
        let mut negations = 0;
        while self.word("not") || self.mark("!") {
            negations += 1;
        }
        let expression = self.comparison()?;
        Ok(if negations % 2 == 1 { Expression::Not(Box::new(expression)) } else { expression })
    }

    fn comparison(&mut self) -> Result<Expression> {
        let one = self.sum()?;
        let is_negated = self.word("not");
        let found = if self.word("like") || (!is_negated && self.mark("=~")) {
            Expression::Like(Box::new(one), self.matcher()?)
        } else if self.word("in") {
            Expression::In(Box::new(one), self.list()?)
        } else if is_negated {
            return Err(self.wrong());
        } else {
            let operators = [
                ("=", Comparison::Equal),
                ("==", Comparison::Equal),
                ("!=", Comparison::NotEqual),
                ("<=", Comparison::LessOrEqual),
                (">=", Comparison::GreaterOrEqual),
                ("<", Comparison::Less),
                (">", Comparison::Greater),
            ];
            match operators.into_iter().find(|(mark, _)| self.mark(mark)) {
                Some((_, operator)) => Expression::Compare(operator, Box::new(one), Box::new(self.sum()?)),
                None => return Ok(one),
            }
        };
        Ok(if is_negated { Expression::Not(Box::new(found)) } else { found })
    }

    fn matcher(&mut self) -> Result<Matcher> {
        let start = self.at;
        let matcher = match self.next() {
            Kind::Text(part) => Some(Matcher::Part(part)),
            Kind::Regex(text, ignores_case) => compiled(&text, ignores_case).map(Matcher::Regex),
            _ => None,
        };
        matcher.ok_or_else(|| {
            self.at = start;
            self.wrong()
        })
    }

    fn list(&mut self) -> Result<Vec<Expression>> {
        self.expect("[")?;
        let mut all = Vec::new();
        while !self.mark("]") {
            if all.len() >= MOST_COLUMNS || (!all.is_empty() && !self.mark(",")) {
                return Err(self.wrong());
            }
            all.push(self.sum()?);
        }
        Ok(all)
    }

    fn sum(&mut self) -> Result<Expression> {
        let mut one = self.product()?;
        loop {
            let operator = if self.mark("+") {
                Arithmetic::Add
            } else if self.mark("-") {
                Arithmetic::Subtract
            } else {
                return Ok(one);
            };
            one = Expression::Calculate(operator, Box::new(one), Box::new(self.product()?));
            self.grow()?;
        }
    }

    fn product(&mut self) -> Result<Expression> {
        let mut one = self.power()?;
        loop {
            let operators =
                [("*", Arithmetic::Multiply), ("/", Arithmetic::Divide), ("%", Arithmetic::Remainder)];
            let Some((_, operator)) = operators.into_iter().find(|(mark, _)| self.mark(mark)) else {
                return Ok(one);
            };
            one = Expression::Calculate(operator, Box::new(one), Box::new(self.power()?));
            self.grow()?;
        }
    }

    /// A long sum lies as deep as it is long: a query has ten thousand characters.
    fn grow(&self) -> Result<()> {
        const MOST_TOKENS: usize = 2048;
        if self.at > MOST_TOKENS { Err(self.wrong()) } else { Ok(()) }
    }

    fn power(&mut self) -> Result<Expression> {
        let one = self.primary()?;
        if self.mark("^") {
            return Ok(Expression::Calculate(Arithmetic::Power, Box::new(one), Box::new(self.primary()?)));
        }
        Ok(one)
    }

    fn primary(&mut self) -> Result<Expression> {
        let wrong = self.wrong();
        match self.next() {
            Kind::Number(number) => Ok(Expression::Constant(Value::Number(number))),
            Kind::Period(ms) => Ok(Expression::Constant(Value::Number(ms as f64))),
            Kind::Text(text) => Ok(Expression::Constant(Value::Text(text))),
            Kind::Name(name) => Ok(Expression::Field(self.path(name)?)),
            Kind::Mark("-") => match self.next() {
                Kind::Number(number) => Ok(Expression::Constant(Value::Number(-number))),
                _ => Err(wrong),
            },
            Kind::Mark("(") => {
                let inside = self.expression()?;
                self.expect(")")?;
                Ok(inside)
            }
            Kind::Word(word) if self.mark("(") => {
                let call = self.call(&word, wrong)?;
                let path = self.path(String::new())?;
                Ok(match path.strip_prefix('.') {
                    Some(path) => Expression::Within(Box::new(call), path.to_owned()),
                    None => call,
                })
            }
            Kind::Word(word) => match word.to_lowercase().as_str() {
                "true" => Ok(Expression::Constant(Value::Boolean(true))),
                "false" => Ok(Expression::Constant(Value::Boolean(false))),
                "and" | "or" | "not" | "by" | "as" | "like" | "in" | "asc" | "desc" => Err(wrong),
                _ => Ok(Expression::Field(self.path(word)?)),
            },
            _ => Err(wrong),
        }
    }

    /// A path that begins so: an index in brackets and a name between backticks belong to it.
    fn path(&mut self, mut path: String) -> Result<String> {
        while self.is_joined() {
            match self.kind() {
                Kind::Mark("[") => {
                    self.next();
                    match self.next() {
                        Kind::Number(at) if at >= 0.0 && at == at.trunc() => path.push_str(&format!(".{at}")),
                        _ => {
                            self.at -= 1;
                            return Err(self.wrong());
                        }
                    }
                    self.expect("]")?;
                }
                Kind::Word(word) if word.starts_with('.') => {
                    path.push_str(word);
                    self.at += 1;
                }
                Kind::Name(name) if path.ends_with('.') => {
                    path.push_str(name);
                    self.at += 1;
                }
                _ => return Ok(path),
            }
        }
        Ok(path)
    }

    /// Whether nothing stands between the token at hand and the one before.
    fn is_joined(&self) -> bool {
        let before = self.at.checked_sub(1).and_then(|before| self.tokens.get(before));
        let here = self.tokens.get(self.at);
        before.zip(here).is_some_and(|(before, here)| before.end == here.start)
    }

    /// What stands behind a name and a parenthesis.
    fn call(&mut self, word: &str, wrong: Wrong) -> Result<Expression> {
        if let Some(kind) = Aggregating::named(word) {
            return self.aggregate(kind, wrong);
        }
        if let Some(number) = self.moment.named(word) {
            let constant = Expression::Constant(Value::Number(number));
            return if self.mark(")") { Ok(constant) } else { Err(wrong) };
        }
        // The second is how it is written where users have tried it, the first how AWS's page has it.
        if ["regexreplace", "regex_replace"].contains(&word.to_lowercase().as_str()) {
            return self.replace(wrong);
        }
        let function = Function::named(word).ok_or_else(|| wrong.clone())?;
        let mut arguments = self.arguments()?;
        // `bin(5m)` is of the time of the event.
        if word.eq_ignore_ascii_case("bin") && arguments.len() == 1 {
            arguments.insert(0, Expression::Field("@timestamp".to_owned()));
        }
        let fits = (function.least..=function.most).contains(&arguments.len());
        if fits { Ok(Expression::Call(function, arguments)) } else { Err(wrong) }
    }

    /// `regexReplace(text, 'expression', by)`
    fn replace(&mut self, wrong: Wrong) -> Result<Expression> {
        let mut arguments = self.arguments()?.into_iter();
        let (text, pattern, by) = (arguments.next(), arguments.next(), arguments.next());
        let regex = match pattern {
            Some(Expression::Constant(Value::Text(pattern))) => compiled(&pattern, false),
            _ => None,
        };
        match (text, regex, by, arguments.next()) {
            (Some(text), Some(regex), Some(by), None) => {
                Ok(Expression::Replace(Box::new(text), regex, Box::new(by)))
            }
            _ => Err(wrong),
        }
    }

    fn arguments(&mut self) -> Result<Vec<Expression>> {
        let mut arguments = Vec::new();
        while !self.mark(")") {
            if arguments.len() >= MOST_COLUMNS || (!arguments.is_empty() && !self.mark(",")) {
                return Err(self.wrong());
            }
            arguments.push(self.expression()?);
        }
        Ok(arguments)
    }

    fn aggregate(&mut self, kind: Aggregating, wrong: Wrong) -> Result<Expression> {
        if kind == Aggregating::Count {
            if self.mark("*") {
                self.expect(")")?;
                return Ok(aggregate(kind, None));
            }
            if self.mark(")") {
                return Ok(aggregate(kind, None));
            }
        }
        let mut arguments = self.arguments()?.into_iter();
        let (of, second, third) = (arguments.next(), arguments.next(), arguments.next());
        let is_nested = of.as_ref().is_none_or(Expression::has_aggregates);
        let percent = match second {
            Some(Expression::Constant(Value::Number(percent))) if (0.0..=100.0).contains(&percent) => {
                Some(percent)
            }
            None => None,
            Some(_) => return Err(wrong),
        };
        let kind = match (kind, percent) {
            (Aggregating::Percentile(_), Some(percent)) => Aggregating::Percentile(percent),
            (Aggregating::Percentile(_), None) | (_, Some(_)) => return Err(wrong),
            (kind, None) => kind,
        };
        if is_nested || third.is_some() { Err(wrong) } else { Ok(aggregate(kind, of)) }
    }
}

fn aggregate(kind: Aggregating, of: Option<Expression>) -> Expression {
    Expression::Aggregate(Box::new(Aggregate { kind, of }))
}

fn one_or(mut all: Vec<Expression>, several: fn(Vec<Expression>) -> Expression) -> Expression {
    match all.len() {
        1 => all.remove(0),
        _ => several(all),
    }
}
