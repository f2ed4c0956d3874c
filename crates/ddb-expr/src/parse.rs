//! What the four grammars share: a cursor over tokens, paths and placeholders, and the order in which AWS reports
//! mistakes.
//!
//! AWS reports a syntax error before all else, wherever it stands. So a grammar goes on after any other mistake,
//! notes it here, and at the end reports the one that AWS looks for first.

use crate::error::Error;
use crate::kind::Kind;
use crate::names::{Literal, Placeholders};
use crate::path::{Name, Path, Step};
use crate::reserved::is_reserved;
use crate::token::{Shape, Token, tokens};
use crate::value::MAX_DEPTH;

/// Longest expression, in bytes as sent.
pub(crate) const MAX_EXPRESSION_BYTES: usize = 4096;
/// Most operators and comparators of one expression.
pub(crate) const MAX_OPERATORS: usize = 300;
/// What a mistake is about; each language has its order among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Check {
    Operators,
    Parentheses,
    UnknownFunction,
    MisusedFunction,
    Reserved,
    /// A clause of a condition: its first mistake, found by an order of its own.
    Clause,
    Section,
    Name,
    Value,
    OperandCount,
    Distinct,
    Overlap,
    Conflict,
    Operand,
    FunctionOperand,
}

impl Check {
    /// Is it looked for clause by clause in a condition?
    fn is_of_a_clause(self) -> bool {
        CLAUSE_ORDER.iter().any(|checks| checks.contains(&self))
    }
}

/// The order within a clause.
const CLAUSE_ORDER: [&[Check]; 4] = [
    &[Check::Name, Check::Value],
    &[Check::OperandCount],
    &[Check::Distinct],
    &[Check::Operand, Check::FunctionOperand],
];

pub(crate) struct Parser<'t, 'p> {
    pub(crate) kind: Kind,
    text: &'t str,
    tokens: Vec<Token>,
    at: usize,
    placeholders: &'p mut Placeholders,
    /// Words that are no attribute names in this language.
    keywords: &'static [&'static str],
    mistakes: Vec<(Check, Error)>,
    operators: usize,
    nesting: usize,
}

impl<'t, 'p> Parser<'t, 'p> {
    /// Ready at the first token; refuses empty and overlong texts.
    pub(crate) fn new(
        kind: Kind,
        text: &'t str,
        keywords: &'static [&'static str],
        placeholders: &'p mut Placeholders,
    ) -> Result<Parser<'t, 'p>, Error> {
        if text.len() > MAX_EXPRESSION_BYTES {
            return Err(Error::expression_too_long(kind, text.len()));
        }
        let tokens = tokens(text);
        if tokens.len() == 1 {
            return Err(Error::expression_empty(kind));
        }
        let mistakes = Vec::new();
        Ok(Parser { kind, text, tokens, at: 0, placeholders, keywords, mistakes, operators: 0, nesting: 0 })
    }

    fn token(&self) -> Token {
        let end = Token { shape: Shape::End, start: self.text.len(), end: self.text.len() };
        self.tokens.get(self.at).copied().unwrap_or(end)
    }

    /// What stands at the cursor.
    pub(crate) fn shape(&self) -> Shape {
        self.token().shape
    }

    fn shape_after(&self) -> Shape {
        self.tokens.get(self.at + 1).map_or(Shape::End, |token| token.shape)
    }

    /// The text of the token at the cursor.
    pub(crate) fn text(&self) -> &'t str {
        let token = self.token();
        self.text.get(token.start..token.end).unwrap_or_default()
    }

    pub(crate) fn advance(&mut self) {
        self.at += 1;
    }

    /// Steps over a token of this shape, if it is there.
    pub(crate) fn take(&mut self, shape: Shape) -> bool {
        let there = self.shape() == shape;
        if there {
            self.advance();
        }
        there
    }

    /// Steps over a token of this shape, which must be there.
    pub(crate) fn expect(&mut self, shape: Shape) -> Result<(), Error> {
        if self.take(shape) { Ok(()) } else { Err(self.syntax()) }
    }

    /// Is this keyword at the cursor, in whatever case?
    pub(crate) fn is_keyword(&self, keyword: &str) -> bool {
        self.shape() == Shape::Word && self.text().eq_ignore_ascii_case(keyword)
    }

    /// Steps over a keyword, if it is there.
    pub(crate) fn take_keyword(&mut self, keyword: &str) -> bool {
        let there = self.is_keyword(keyword);
        if there {
            self.advance();
        }
        there
    }

    /// The function's name, if a function begins at the cursor; steps behind its open parenthesis.
    pub(crate) fn take_function(&mut self) -> Option<&'t str> {
        if self.shape() != Shape::Word || self.shape_after() != Shape::Open || self.at_keyword() {
            return None;
        }
        let name = self.text();
        self.at += 2;
        Some(name)
    }

    fn at_keyword(&self) -> bool {
        self.keywords.iter().any(|keyword| self.text().eq_ignore_ascii_case(keyword))
    }

    /// AWS shows the token at fault, and the text from the token before it to the one behind it.
    pub(crate) fn syntax(&self) -> Error {
        let token = self.token();
        let before = self.at.checked_sub(1).and_then(|at| self.tokens.get(at)).unwrap_or(&token);
        let (shown, end) = match token.shape {
            Shape::End => ("<EOF>", before.end),
            _ => match self.tokens.get(self.at + 1) {
                Some(after) if after.shape != Shape::End => (self.text(), after.end),
                _ => (self.text(), token.end),
            },
        };
        Error::syntax(self.kind, shown, self.text.get(before.start..end).unwrap_or_default())
    }

    /// A path, which must begin at the cursor.
    pub(crate) fn path(&mut self) -> Result<Path, Error> {
        let attribute = self.path_name()?;
        let mut path = Path { attribute, steps: Vec::new() };
        self.path_tail(&mut path)?;
        Ok(path)
    }

    /// The steps at the cursor, if any, added to a path.
    pub(crate) fn path_tail(&mut self, path: &mut Path) -> Result<(), Error> {
        loop {
            if self.take(Shape::Dot) {
                let name = self.path_name()?;
                path.steps.push(Step::Key(name));
            } else if self.take(Shape::OpenIndex) {
                let digits = self.text();
                self.expect(Shape::Digits)?;
                self.expect(Shape::CloseIndex)?;
                match digits.parse::<i32>() {
                    Ok(index) => path.steps.push(Step::Index(index.unsigned_abs() as usize)),
                    Err(_) => self.note(Check::Name, Error::index_out_of_range(self.kind, digits)),
                }
            } else {
                break;
            }
        }
        if path.steps.len() >= MAX_DEPTH {
            self.note(Check::Name, Error::path_too_deep(self.kind, path.steps.len() + 1));
        }
        Ok(())
    }

    fn path_name(&mut self) -> Result<Name, Error> {
        let text = self.text();
        match self.shape() {
            Shape::Word if !self.at_keyword() => {
                if is_reserved(text) {
                    self.note(Check::Reserved, Error::reserved_word(self.kind, text));
                }
                self.advance();
                Ok(text.into())
            }
            Shape::Name => {
                let name = self.placeholders.name(text);
                self.advance();
                Ok(name.unwrap_or_else(|| {
                    self.note(Check::Name, Error::name_undefined(self.kind, text));
                    text.into()
                }))
            }
            _ => Err(self.syntax()),
        }
    }

    /// The value of the placeholder at the cursor, which must be one; nothing if it is not defined.
    pub(crate) fn value(&mut self) -> Result<Option<Literal>, Error> {
        let text = self.text();
        self.expect(Shape::Value)?;
        let value = self.placeholders.value(text);
        if value.is_none() {
            self.note(Check::Value, Error::value_undefined(self.kind, text));
        }
        Ok(value)
    }

    /// Notes a mistake. Of each kind the first is enough, and of the clauses the first that is wrong.
    pub(crate) fn note(&mut self, check: Check, error: Error) {
        if self.wants(check) {
            self.mistakes.push((check, error));
        }
    }

    /// Would a mistake of this kind still be noted? So that its sentence, which may be long, need not be made.
    pub(crate) fn wants(&self, check: Check) -> bool {
        let settled = |noted| noted == check || (noted == Check::Clause && check.is_of_a_clause());
        !self.mistakes.iter().any(|(noted, _)| settled(*noted))
    }

    /// Counts an operator or comparator.
    pub(crate) fn count_operator(&mut self) {
        self.operators += 1;
        if self.operators == MAX_OPERATORS + 1 {
            self.note(Check::Operators, Error::too_many_operators(self.kind, self.operators));
        }
    }

    /// Goes one function deeper; `leave` comes back up. Nothing where it is deeper than `most`.
    pub(crate) fn enter(&mut self, most: usize) -> Option<()> {
        self.nesting += 1;
        (self.nesting <= most).then_some(())
    }

    pub(crate) fn leave(&mut self) {
        self.nesting -= 1;
    }

    /// How many mistakes were noted so far; see `end_clause`.
    pub(crate) fn noted(&self) -> usize {
        self.mistakes.len()
    }

    /// Of the mistakes noted since, keeps the first by the order within a clause as the clause's mistake; those that
    /// concern the whole expression stay as they are.
    pub(crate) fn end_clause(&mut self, since: usize) {
        let find = |checks: &&[Check]| {
            let mut clause = self.mistakes.iter().skip(since);
            clause.position(|(check, _)| checks.contains(check)).map(|at| since + at)
        };
        let Some(at) = CLAUSE_ORDER.iter().find_map(find) else { return };
        if let Some((check, _)) = self.mistakes.get_mut(at) {
            *check = Check::Clause;
        }
    }

    /// At the end of the text: the mistake that stands first in `order`, if any was noted.
    pub(crate) fn finish(mut self, order: &[Check]) -> Result<(), Error> {
        if self.shape() != Shape::End {
            return Err(self.syntax());
        }
        if self.mistakes.is_empty() {
            return Ok(());
        }
        let first =
            order.iter().find_map(|wanted| self.mistakes.iter().position(|(check, _)| check == wanted));
        // What no order names is a mistake all the same.
        Err(self.mistakes.swap_remove(first.unwrap_or(0)).1)
    }
}
