//! Tokens and a cursor among them: what the grammars of statements and of expressions share.

use super::keyword::is_keyword;
use super::token::{Shape, Token, tokens};
use crate::error::Error;
use crate::parse::MAX_OPERATORS;

/// Deepest nesting of parentheses, literals, functions and negations that is read. Values end at 32 levels and no
/// condition of 300 operators needs more; our guess.
const MAX_NESTING: usize = 200;

/// Reads tokens from the left.
pub(super) struct Parser<'t> {
    text: &'t str,
    tokens: Vec<Token>,
    at: usize,
    nesting: usize,
    operators: usize,
    parameters: usize,
}

/// A piece of text that cannot stand where it does.
pub(super) fn malformed(what: &str) -> Error {
    Error::not_well_formed(what)
}

impl<'t> Parser<'t> {
    pub(super) fn new(text: &'t str) -> Result<Parser<'t>, Error> {
        let tokens = tokens(text).ok_or_else(|| malformed(""))?;
        Ok(Parser { text, tokens, at: 0, nesting: 0, operators: 0, parameters: 0 })
    }

    /// How many `?` there were so far.
    pub(super) fn parameters(&self) -> usize {
        self.parameters
    }

    pub(super) fn token(&self) -> Token {
        let end = Token { shape: Shape::End, start: self.text.len(), end: self.text.len() };
        self.tokens.get(self.at).copied().unwrap_or(end)
    }

    pub(super) fn shape(&self) -> Shape {
        self.token().shape
    }

    /// Steps over a word, an open parenthesis and a second word, if all are there.
    pub(super) fn take_call_of(&mut self, first: &str, second: &str) -> bool {
        let (_, inner) = self.ahead(2);
        let there =
            self.is_word(first) && self.ahead(1).0 == Shape::Open && inner.eq_ignore_ascii_case(second);
        if there {
            self.at += 3;
        }
        there
    }

    /// The text of the token at the cursor, quotes and all.
    pub(super) fn text(&self) -> &'t str {
        let token = self.token();
        self.text.get(token.start..token.end).unwrap_or_default()
    }

    /// Shape and text of the token so many behind the cursor.
    pub(super) fn ahead(&self, by: usize) -> (Shape, &'t str) {
        let token = self.tokens.get(self.at + by);
        let text = token.and_then(|token| self.text.get(token.start..token.end)).unwrap_or_default();
        (token.map_or(Shape::End, |token| token.shape), text)
    }

    pub(super) fn advance(&mut self) {
        self.at += 1;
    }

    /// The number of the `?` at the cursor; steps over it.
    pub(super) fn parameter(&mut self) -> usize {
        self.at += 1;
        self.parameters += 1;
        self.parameters - 1
    }

    pub(super) fn take(&mut self, shape: Shape) -> bool {
        let there = self.shape() == shape;
        if there {
            self.advance();
        }
        there
    }

    /// Steps over a token that must be there; `name` is the parser's for it.
    pub(super) fn expect(&mut self, shape: Shape, name: &str) -> Result<(), Error> {
        if self.take(shape) { Ok(()) } else { Err(malformed(&format!("Expected {name}"))) }
    }

    pub(super) fn is_word(&self, word: &str) -> bool {
        self.shape() == Shape::Word && self.text().eq_ignore_ascii_case(word)
    }

    pub(super) fn take_word(&mut self, word: &str) -> bool {
        let there = self.is_word(word);
        if there {
            self.advance();
        }
        there
    }

    /// The name at the cursor, quoted or no keyword; nothing if none is there.
    pub(super) fn take_name(&mut self) -> Option<String> {
        let text = self.text();
        let name = match self.shape() {
            Shape::Word if !is_keyword(text) => text.to_owned(),
            Shape::Quoted => unquoted(text, '"'),
            _ => return None,
        };
        self.advance();
        Some(name)
    }

    /// Goes one level deeper; `leave` comes back up.
    pub(super) fn enter(&mut self) -> Result<(), Error> {
        self.nesting += 1;
        if self.nesting > MAX_NESTING { Err(malformed("")) } else { Ok(()) }
    }

    pub(super) fn leave(&mut self) {
        self.nesting -= 1;
    }

    pub(super) fn count_operator(&mut self) -> Result<(), Error> {
        self.operators += 1;
        if self.operators > MAX_OPERATORS {
            return Err(Error::too_many_operators(crate::Kind::Statement, self.operators));
        }
        Ok(())
    }
}

/// The text within quotes, in which a quote is written twice.
pub(super) fn unquoted(text: &str, quote: char) -> String {
    let inner = text.get(1..text.len().saturating_sub(1)).unwrap_or_default();
    if quote == '"' { inner.replace("\"\"", "\"") } else { inner.replace("''", "'") }
}
