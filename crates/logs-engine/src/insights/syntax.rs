//! Reads commands; `expressions` reads what stands in them.

use regex::{Regex, RegexBuilder};

use super::expression::Expression;
use super::parse_command::Parser;
use super::source::Source;
use super::token::{Kind, Token, Wrong, tokens};
use super::{Column, Command, Moment};

mod expressions;

/// How many commands a query may have, and columns a command.
const MOST_COMMANDS: usize = 64;
const MOST_COLUMNS: usize = 256;

/// How large a compiled expression may be, in bytes.
const LARGEST_REGEX: usize = 1 << 20;

type Result<T> = std::result::Result<T, Wrong>;

/// The most rows that `limit` may ask for: <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Limit.html>.
const MOST_ROWS: f64 = 100_000.0;

/// The commands of a query that begins at a moment, and over which groups it goes if it says so.
pub(super) fn read(text: &str, moment: Moment) -> Result<(Option<Source>, Vec<Command>)> {
    let mut reader = Reader { text, tokens: tokens(text)?, at: 0, depth: 0, moment };
    let mut commands = Vec::new();
    let source = reader.source()?;
    // Queries that programs have put together begin so, too.
    if !reader.mark("|") && source.is_some() {
        return Err(reader.wrong());
    }
    loop {
        if commands.len() >= MOST_COMMANDS {
            return Err(reader.wrong());
        }
        let start = reader.at;
        let command = reader.command()?;
        // <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Dedup.html>
        let is_last = commands.iter().any(|command| matches!(command, Command::Dedup(_)));
        if is_last && !matches!(command, Command::Limit(..)) {
            reader.at = start;
            return Err(reader.wrong());
        }
        commands.push(command);
        if reader.takes(&Kind::End) {
            return Ok((source, commands));
        }
        reader.expect("|")?;
    }
}

struct Reader<'t> {
    text: &'t str,
    tokens: Vec<Token>,
    at: usize,
    depth: usize,
    moment: Moment,
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

    /// `SOURCE logGroups(namePrefix: ['a', 'b'])`, if it is there.
    fn source(&mut self) -> Result<Option<Source>> {
        if !self.word("SOURCE") {
            return Ok(None);
        }
        let mut source = Source::default();
        if !self.word("logGroups") {
            return Err(self.wrong());
        }
        self.expect("(")?;
        while !self.mark(")") {
            let start = self.at;
            let keyword = self.name()?;
            self.expect(":")?;
            self.expect("[")?;
            let mut values = Vec::new();
            while !self.mark("]") {
                match self.next() {
                    Kind::Text(value) if values.len() < MOST_COLUMNS => values.push(value),
                    _ => {
                        self.at -= 1;
                        return Err(self.wrong());
                    }
                }
                if self.kind() != &Kind::Mark("]") {
                    self.expect(",")?;
                }
            }
            if !source.take(&keyword, values) {
                self.at = start;
                return Err(self.wrong());
            }
            if self.kind() != &Kind::Mark(")") {
                self.expect(",")?;
            }
        }
        Ok(Some(source))
    }

    fn command(&mut self) -> Result<Command> {
        let Kind::Word(word) = self.next() else {
            self.at -= 1;
            return Err(self.wrong());
        };
        match word.to_lowercase().as_str() {
            "fields" => Ok(Command::Fields(self.columns(false)?)),
            "display" => Ok(Command::Display(self.columns(false)?)),
            "filter" | "where" => Ok(Command::Filter(self.expression_without_aggregates()?)),
            "parse" => self.parse(),
            "unnest" => self.unnest(),
            "pattern" => Ok(Command::Pattern(self.expression_without_aggregates()?)),
            "stats" => {
                let columns = self.columns(true)?;
                let by = if self.word("by") { self.columns(false)? } else { Vec::new() };
                Ok(Command::Stats { columns, by })
            }
            "limit" | "head" => self.limit(),
            "dedup" => Ok(Command::Dedup(self.columns(false)?)),
            "sort" | "order" => self.sort(),
            _ => {
                self.at -= 1;
                Err(self.wrong())
            }
        }
    }

    fn limit(&mut self) -> Result<Command> {
        let is_any = self.word("any");
        match self.next() {
            Kind::Number(number) if (0.0..=MOST_ROWS).contains(&number) && number == number.trunc() => {
                Ok(Command::Limit(number as usize, is_any))
            }
            _ => {
                self.at -= 1;
                Err(self.wrong())
            }
        }
    }

    /// `unnest FIELD into NAME`
    fn unnest(&mut self) -> Result<Command> {
        let of = self.expression_without_aggregates()?;
        if self.word("into") { Ok(Command::Unnest(of, self.name()?)) } else { Err(self.wrong()) }
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

    /// `parse FIELD "a * b" as one, two`; with an expression that has names, or is given them; or of a form that is known.
    fn parse(&mut self) -> Result<Command> {
        let is_form = matches!(self.kind(), Kind::Word(word) if ["logfmt", "csv"].contains(&word.to_lowercase().as_str()));
        let of = match self.kind() {
            Kind::Word(_) | Kind::Name(_) if !is_form => self.expression_without_aggregates()?,
            _ => Expression::Field("@message".to_owned()),
        };
        let start = self.at;
        let kind = self.next();
        let names = self.names()?;
        let is_multi = self.word("multi");
        let parser = match kind {
            Kind::Text(pattern) if !is_multi => Parser::glob(&pattern, names),
            Kind::Regex(text, ignores_case) => {
                compiled(&text, ignores_case).and_then(|regex| Parser::regex(regex, names, is_multi))
            }
            Kind::Word(word) if word.eq_ignore_ascii_case("logfmt") && !is_multi => Parser::logfmt(names),
            Kind::Word(word) if word.eq_ignore_ascii_case("csv") && !is_multi => Parser::csv(names),
            _ => None,
        };
        parser.map(|parser| Command::Parse(of, parser)).ok_or_else(|| {
            self.at = start;
            self.wrong()
        })
    }

    /// `as one, two`, if it is there.
    fn names(&mut self) -> Result<Vec<String>> {
        let mut names = Vec::new();
        if self.word("as") {
            names.push(self.name()?);
            while names.len() < MOST_COLUMNS && self.mark(",") {
                names.push(self.name()?);
            }
        }
        Ok(names)
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
                Expression::Field(name) if !written.contains('[') => name.clone(),
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
}

fn compiled(text: &str, ignores_case: bool) -> Option<Regex> {
    RegexBuilder::new(text).case_insensitive(ignores_case).size_limit(LARGEST_REGEX).build().ok()
}
