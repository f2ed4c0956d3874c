//! Reads commands and expressions.

use regex::{Regex, RegexBuilder};

use super::aggregate::{Aggregate, Kind as Aggregating};
use super::expression::{Arithmetic, Comparison, Expression, Matcher};
use super::function::Function;
use super::parse_command::Parser;
use super::token::{Kind, Token, Wrong, tokens};
use super::value::Value;
use super::{Column, Command};

/// How deep expressions may lie in each other.
const DEEPEST: usize = 32;

/// How many commands a query may have, and columns a command.
const MOST_COMMANDS: usize = 64;
const MOST_COLUMNS: usize = 256;

/// How large a compiled expression may be, in bytes.
const LARGEST_REGEX: usize = 1 << 20;

type Result<T> = std::result::Result<T, Wrong>;

/// The commands of a query.
pub(super) fn read(text: &str) -> Result<Vec<Command>> {
    let mut reader = Reader { text, tokens: tokens(text)?, at: 0, depth: 0 };
    let mut commands = Vec::new();
    loop {
        if commands.len() >= MOST_COMMANDS {
            return Err(reader.wrong());
        }
        commands.push(reader.command()?);
        if reader.takes(&Kind::End) {
            return Ok(commands);
        }
        reader.expect("|")?;
    }
}

struct Reader<'t> {
    text: &'t str,
    tokens: Vec<Token>,
    at: usize,
    depth: usize,
}

impl Reader<'_> {
    fn kind(&self) -> &Kind {
        self.tokens.get(self.at).map_or(&Kind::End, |token| &token.kind)
    }

    fn next(&mut self) -> Kind {
        let kind = self.kind().clone();
        self.at += 1;
        kind
    }

    /// The token at hand is not understood.
    fn wrong(&self) -> Wrong {
        let token = self.tokens.get(self.at).or(self.tokens.last());
        let (start, end) = token.map_or((0, 0), |token| (token.start, token.end));
        let found = self.text.get(start..end).unwrap_or_default();
        Wrong { found: if found.is_empty() { "<EOF>" } else { found }.to_owned(), at: start }
    }

    fn takes(&mut self, kind: &Kind) -> bool {
        let is_it = self.kind() == kind;
        self.at += usize::from(is_it);
        is_it
    }

    fn mark(&mut self, mark: &'static str) -> bool {
        self.takes(&Kind::Mark(mark))
    }

    fn expect(&mut self, mark: &'static str) -> Result<()> {
        if self.mark(mark) { Ok(()) } else { Err(self.wrong()) }
    }

    /// Takes a keyword, in whatever case.
    fn word(&mut self, word: &str) -> bool {
        let is_it = matches!(self.kind(), Kind::Word(found) if found.eq_ignore_ascii_case(word));
        self.at += usize::from(is_it);
        is_it
    }

    fn name(&mut self) -> Result<String> {
        match self.kind() {
            Kind::Word(name) | Kind::Name(name) => {
                let name = name.clone();
                self.at += 1;
                Ok(name)
            }
            _ => Err(self.wrong()),
        }
    }

    fn command(&mut self) -> Result<Command> {
        let Kind::Word(word) = self.kind() else { return Err(self.wrong()) };
        let word = word.to_lowercase();
        let known =
            ["fields", "display", "filter", "parse", "stats", "sort", "order", "limit", "head", "dedup"];
        if !known.contains(&word.as_str()) {
            return Err(self.wrong());
        }
        self.at += 1;
        match word.as_str() {
            "fields" => Ok(Command::Fields(self.columns(false)?)),
            "display" => Ok(Command::Display(self.columns(false)?)),
            "filter" => Ok(Command::Filter(self.expression_without_aggregates()?)),
            "parse" => self.parse(),
            "stats" => {
                let columns = self.columns(true)?;
                let by = if self.word("by") { self.columns(false)? } else { Vec::new() };
                Ok(Command::Stats { columns, by })
            }
            "limit" | "head" => match self.next() {
                Kind::Number(number) if number >= 0.0 && number == number.trunc() => {
                    Ok(Command::Limit(number as usize))
                }
                _ => {
                    self.at -= 1;
                    Err(self.wrong())
                }
            },
            "dedup" => Ok(Command::Dedup(self.columns(false)?)),
            _ => self.sort(),
        }
    }

    fn sort(&mut self) -> Result<Command> {
        let mut all = Vec::new();
        loop {
            let expression = self.expression_without_aggregates()?;
            let descending = self.word("desc");
            if !descending {
                self.word("asc");
            }
            all.push((expression, descending));
            if !self.mark(",") || all.len() >= MOST_COLUMNS {
                return Ok(Command::Sort(all));
            }
        }
    }

    /// `parse FIELD "a * b" as one, two`, or with an expression that has names.
    fn parse(&mut self) -> Result<Command> {
        let of = match self.kind() {
            Kind::Word(_) | Kind::Name(_) => Expression::Field(self.name()?),
            _ => Expression::Field("@message".to_owned()),
        };
        let start = self.at;
        let parser = match self.next() {
            Kind::Text(pattern) => {
                let mut names = Vec::new();
                if self.word("as") {
                    names.push(self.name()?);
                    while self.mark(",") {
                        names.push(self.name()?);
                    }
                }
                Parser::glob(&pattern, names)
            }
            Kind::Regex(text, ignores_case) => {
                compiled(&text, ignores_case).map(Parser::Regex).filter(|parser| !parser.names().is_empty())
            }
            _ => None,
        };
        parser.map(|parser| Command::Parse(of, parser)).ok_or_else(|| {
            self.at = start;
            self.wrong()
        })
    }

    /// Expressions, each with its name behind `as`, or as it is written.
    fn columns(&mut self, of_many: bool) -> Result<Vec<Column>> {
        let mut columns = Vec::new();
        loop {
            let start = self.at;
            let expression = self.expression()?;
            if expression.has_aggregates() != of_many {
                self.at = start;
                return Err(self.wrong());
            }
            let written = self.written(start);
            let name = match &expression {
                _ if self.word("as") => self.name()?,
                Expression::Field(name) => name.clone(),
                _ => written,
            };
            columns.push(Column { name, expression });
            // A comma between fields may be left out.
            let goes_on = self.mark(",") || (!of_many && self.is_name_ahead());
            if !goes_on || columns.len() >= MOST_COLUMNS {
                return Ok(columns);
            }
        }
    }

    fn is_name_ahead(&self) -> bool {
        matches!(self.kind(), Kind::Name(_))
            || matches!(self.kind(), Kind::Word(word) if !word.eq_ignore_ascii_case("by"))
    }

    fn written(&self, start: usize) -> String {
        let from = self.tokens.get(start).map_or(0, |token| token.start);
        let to = self.tokens.get(self.at.saturating_sub(1)).map_or(from, |token| token.end);
        self.text.get(from..to).unwrap_or_default().to_owned()
    }

    fn expression_without_aggregates(&mut self) -> Result<Expression> {
        let start = self.at;
        let expression = self.expression()?;
        if expression.has_aggregates() {
            self.at = start;
            return Err(self.wrong());
        }
        Ok(expression)
    }

    fn expression(&mut self) -> Result<Expression> {
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
        while self.word("not") {
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
            Kind::Name(name) => Ok(Expression::Field(name)),
            Kind::Mark("-") => match self.next() {
                Kind::Number(number) => Ok(Expression::Constant(Value::Number(-number))),
                _ => Err(wrong),
            },
            Kind::Mark("(") => {
                let inside = self.expression()?;
                self.expect(")")?;
                Ok(inside)
            }
            Kind::Word(word) if self.mark("(") => self.call(&word, wrong),
            Kind::Word(word) => match word.to_lowercase().as_str() {
                "true" => Ok(Expression::Constant(Value::Boolean(true))),
                "false" => Ok(Expression::Constant(Value::Boolean(false))),
                "and" | "or" | "not" | "by" | "as" | "like" | "in" | "asc" | "desc" => Err(wrong),
                _ => Ok(Expression::Field(word)),
            },
            _ => Err(wrong),
        }
    }

    /// What stands behind a name and a parenthesis.
    fn call(&mut self, word: &str, wrong: Wrong) -> Result<Expression> {
        if let Some(kind) = Aggregating::named(word) {
            return self.aggregate(kind, wrong);
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

fn compiled(text: &str, ignores_case: bool) -> Option<Regex> {
    RegexBuilder::new(text).case_insensitive(ignores_case).size_limit(LARGEST_REGEX).build().ok()
}
