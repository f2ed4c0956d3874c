//! The grammar of expressions: operators by their precedence, terms, paths, literals.
//!
//! The sentences are those of PartiQL's first reference parser, which DynamoDB shows.

use super::cursor::{Parser, malformed, unquoted};
use super::keyword::{is_function, is_keyword, is_operator, is_type};
use super::syntax::{Expr, Step, What};
use super::token::{Shape, Token};
use crate::ast::Comparator;
use crate::error::Error;

/// How tightly an operator binds.
const OR: u8 = 1;
const AND: u8 = 2;
const NOT: u8 = 3;
const COMPARISON: u8 = 4;
const CONCAT: u8 = 5;
const SUM: u8 = 6;
const PRODUCT: u8 = 7;

#[derive(Clone, Copy)]
enum Infix {
    Or,
    And,
    Compare(Comparator),
    Between,
    In,
    Is,
    Like,
    Plus,
    Minus,
    Other(&'static str, u8),
}

impl Infix {
    fn binds(self) -> u8 {
        match self {
            Infix::Or => OR,
            Infix::And => AND,
            Infix::Compare(_) | Infix::Between | Infix::In | Infix::Is | Infix::Like => COMPARISON,
            Infix::Plus | Infix::Minus => SUM,
            Infix::Other(_, binds) => binds,
        }
    }
}

impl Parser<'_> {
    /// A whole expression.
    pub(super) fn expression(&mut self) -> Result<Expr, Error> {
        self.infix(OR)
    }

    /// Operands joined by operators that bind at least so tightly.
    fn infix(&mut self, least: u8) -> Result<Expr, Error> {
        self.enter()?;
        let mut left = self.prefix()?;
        loop {
            let negated = self.is_word("NOT");
            let Some(operator) = self.operator(negated) else { break };
            if operator.binds() < least {
                break;
            }
            self.advance();
            if negated {
                self.advance();
            }
            self.count_operator()?;
            if self.shape() == Shape::End {
                return Err(malformed("Missing right-hand side expression of infix operator"));
            }
            left = self.joined(left, operator)?;
            if negated {
                left = Expr { start: left.start, end: left.end, what: What::Not(Box::new(left)) };
            }
        }
        self.leave();
        Ok(left)
    }

    /// The operator at the cursor, or behind the NOT there.
    fn operator(&self, negated: bool) -> Option<Infix> {
        let (shape, word) = self.ahead(usize::from(negated));
        let is = |keyword: &str| shape == Shape::Word && word.eq_ignore_ascii_case(keyword);
        let found = match shape {
            Shape::Equal => Infix::Compare(Comparator::Equal),
            Shape::NotEqual => Infix::Compare(Comparator::NotEqual),
            Shape::Less => Infix::Compare(Comparator::Less),
            Shape::LessOrEqual => Infix::Compare(Comparator::LessOrEqual),
            Shape::Greater => Infix::Compare(Comparator::Greater),
            Shape::GreaterOrEqual => Infix::Compare(Comparator::GreaterOrEqual),
            Shape::Plus => Infix::Plus,
            Shape::Minus => Infix::Minus,
            Shape::Star => Infix::Other("*", PRODUCT),
            Shape::Slash => Infix::Other("/", PRODUCT),
            Shape::Percent => Infix::Other("%", PRODUCT),
            Shape::Concat => Infix::Other("||", CONCAT),
            _ if is("OR") => Infix::Or,
            _ if is("AND") => Infix::And,
            _ if is("BETWEEN") => Infix::Between,
            _ if is("IN") => Infix::In,
            _ if is("IS") => Infix::Is,
            _ if is("LIKE") => Infix::Like,
            _ if is("UNION") => Infix::Other("UNION", OR),
            _ if is("INTERSECT") => Infix::Other("INTERSECT", OR),
            _ if is("EXCEPT") => Infix::Other("EXCEPT", OR),
            _ => return None,
        };
        let may_be_negated = matches!(found, Infix::Between | Infix::In | Infix::Like);
        (!negated || may_be_negated).then_some(found)
    }

    /// What an operator makes of the operand on its left and what follows.
    fn joined(&mut self, left: Expr, operator: Infix) -> Result<Expr, Error> {
        let (start, end) = (left.start, left.end);
        let what = match operator {
            Infix::Or => match left.what {
                What::Or(mut all) => {
                    all.push(self.infix(AND)?);
                    What::Or(all)
                }
                what => What::Or(vec![Expr { what, start, end }, self.infix(AND)?]),
            },
            Infix::And => match left.what {
                What::And(mut all) => {
                    all.push(self.infix(NOT)?);
                    What::And(all)
                }
                what => What::And(vec![Expr { what, start, end }, self.infix(NOT)?]),
            },
            Infix::Compare(comparator) => {
                What::Compare(comparator, Box::new(left), Box::new(self.infix(CONCAT)?))
            }
            Infix::Between => {
                let low = self.infix(CONCAT)?;
                if !self.take_word("AND") {
                    return Err(malformed("Expected AND keyword"));
                }
                What::Between(Box::new(left), Box::new(low), Box::new(self.infix(CONCAT)?))
            }
            Infix::In => What::In(Box::new(left), Box::new(self.in_list()?)),
            Infix::Is => {
                let negated = self.take_word("NOT");
                let what = What::Is(Box::new(left), self.type_name()?);
                if negated { What::Not(Box::new(Expr { what, start, end })) } else { what }
            }
            Infix::Like => {
                self.infix(CONCAT)?;
                if self.take_word("ESCAPE") {
                    self.infix(CONCAT)?;
                }
                What::Other("LIKE")
            }
            Infix::Plus => What::Plus(Box::new(left), Box::new(self.infix(PRODUCT)?)),
            Infix::Minus => What::Minus(Box::new(left), Box::new(self.infix(PRODUCT)?)),
            Infix::Other(name, binds) => {
                self.infix(binds + 1)?;
                What::Other(name)
            }
        };
        Ok(Expr { what, start, end })
    }

    /// Behind IN: a list in whatever brackets.
    fn in_list(&mut self) -> Result<Expr, Error> {
        let token = self.token();
        if !self.take(Shape::Open) {
            return self.infix(CONCAT);
        }
        let list = self.list(Shape::Close, "RIGHT_PAREN")?;
        Ok(Expr { what: What::List(list), start: token.start, end: token.end })
    }

    /// The name of a type, in capitals; what it is of is read over.
    fn type_name(&mut self) -> Result<String, Error> {
        if self.shape() != Shape::Word || !is_type(self.text()) {
            return Err(malformed("Expected type name"));
        }
        let name = self.text().to_ascii_uppercase();
        self.advance();
        let second = match name.as_str() {
            "DOUBLE" => Some("PRECISION"),
            "CHARACTER" | "CHAR" => Some("VARYING"),
            _ => None,
        };
        if let Some(second) = second
            && !self.take_word(second)
            && name == "DOUBLE"
        {
            return Err(malformed("Expected type name"));
        }
        if self.take(Shape::Open) {
            self.list(Shape::Close, "RIGHT_PAREN")?;
        }
        Ok(name)
    }

    /// A term, maybe behind signs or NOT.
    fn prefix(&mut self) -> Result<Expr, Error> {
        let Token { start, end, .. } = self.token();
        if self.take_word("NOT") {
            self.count_operator()?;
            let inner = self.infix(NOT)?;
            return Ok(Expr { what: What::Not(Box::new(inner)), start, end });
        }
        let (mut signed, mut negative) = (false, false);
        while let Shape::Plus | Shape::Minus = self.shape() {
            negative ^= self.shape() == Shape::Minus;
            signed = true;
            self.advance();
        }
        let mut term = self.term()?;
        if signed {
            match &mut term.what {
                What::Number(_, sign) => *sign = negative,
                what => *what = What::Other(if negative { "-" } else { "+" }),
            }
        }
        Ok(term)
    }

    fn term(&mut self) -> Result<Expr, Error> {
        let Token { shape, start, end } = self.token();
        let text = self.text();
        let what = match shape {
            Shape::Word => return self.word(),
            Shape::Quoted => return self.path(),
            Shape::Open => {
                self.advance();
                let inner = self.expression()?;
                self.expect(Shape::Close, "RIGHT_PAREN")?;
                return Ok(inner);
            }
            Shape::Equal
            | Shape::NotEqual
            | Shape::Less
            | Shape::LessOrEqual
            | Shape::Greater
            | Shape::GreaterOrEqual
            | Shape::Star
            | Shape::Slash
            | Shape::Percent
            | Shape::Concat => return Err(malformed("Unexpected operator")),
            Shape::Text => What::Text(unquoted(text, '\'')),
            Shape::Number => What::Number(text.to_owned(), false),
            Shape::Parameter => return Ok(Expr { what: What::Parameter(self.parameter()), start, end }),
            Shape::OpenList => {
                self.advance();
                let list = self.list(Shape::CloseList, "RIGHT_BRACKET")?;
                return Ok(Expr { what: What::List(list), start, end });
            }
            Shape::OpenBag => {
                self.advance();
                let bag = self.list(Shape::CloseBag, "RIGHT_DOUBLE_ANGLE_BRACKET")?;
                return Ok(Expr { what: What::Bag(bag), start, end });
            }
            Shape::OpenMap => {
                self.advance();
                return Ok(Expr { what: What::Map(self.map()?), start, end });
            }
            _ => return Err(malformed("Unexpected term")),
        };
        self.advance();
        Ok(Expr { what, start, end })
    }

    /// A term that begins with a word.
    fn word(&mut self) -> Result<Expr, Error> {
        let Token { start, end, .. } = self.token();
        let word = self.text();
        let constant = match word.to_ascii_lowercase().as_str() {
            "true" => Some(What::Boolean(true)),
            "false" => Some(What::Boolean(false)),
            "null" => Some(What::Null),
            "missing" => Some(What::Missing),
            _ => None,
        };
        if let Some(what) = constant {
            self.advance();
            return Ok(Expr { what, start, end });
        }
        if self.ahead(1).0 == Shape::Open && (!is_keyword(word) || is_function(word)) {
            self.advance();
            self.advance();
            let name = word.to_ascii_lowercase();
            if name == "count" && self.take(Shape::Star) {
                self.expect(Shape::Close, "RIGHT_PAREN")?;
                return Ok(Expr { what: What::Call(name, Vec::new()), start, end });
            }
            self.enter()?;
            let operands = self.list(Shape::Close, "RIGHT_PAREN")?;
            self.leave();
            return Ok(Expr { what: What::Call(name, operands), start, end });
        }
        if is_operator(word) {
            return Err(malformed("Unexpected operator"));
        }
        if word.eq_ignore_ascii_case("from") {
            // The parser takes it for the beginning of an update, which then lacks its action.
            return Err(malformed("Expected data manipulation"));
        }
        if is_keyword(word) {
            return Err(malformed("Unexpected keyword"));
        }
        self.path()
    }

    /// A path, its name at the cursor.
    fn path(&mut self) -> Result<Expr, Error> {
        let Token { start, end, .. } = self.token();
        let name = self.take_name().ok_or_else(|| malformed("Unexpected term"))?;
        let steps = self.steps()?;
        Ok(Expr { what: What::Path(name, steps), start, end })
    }

    /// A path where only that may stand: what an action writes to.
    pub(super) fn simple_path(&mut self) -> Result<Expr, Error> {
        let Token { start, end, .. } = self.token();
        let name = self.take_name().ok_or_else(|| malformed("Expected identifier for simple path"))?;
        let steps = self.steps()?;
        Ok(Expr { what: What::Path(name, steps), start, end })
    }

    fn steps(&mut self) -> Result<Vec<Step>, Error> {
        let mut steps = Vec::new();
        loop {
            if self.take(Shape::Dot) {
                let name = self.take_name().ok_or_else(|| malformed("Invalid path dot component"))?;
                steps.push(Step::Name(name));
            } else if self.take(Shape::OpenList) {
                self.enter()?;
                steps.push(Step::Element(self.expression()?));
                self.leave();
                self.expect(Shape::CloseList, "RIGHT_BRACKET")?;
            } else {
                return Ok(steps);
            }
        }
    }

    /// Expressions between commas up to a bracket, which is named `name`. May be none.
    fn list(&mut self, close: Shape, name: &str) -> Result<Vec<Expr>, Error> {
        let mut list = Vec::new();
        if self.take(close) {
            return Ok(list);
        }
        loop {
            list.push(self.expression()?);
            if !self.take(Shape::Comma) {
                self.expect(close, name)?;
                return Ok(list);
            }
        }
    }

    /// The pairs of a map, its brace behind us.
    fn map(&mut self) -> Result<Vec<(Expr, Expr)>, Error> {
        let mut map = Vec::new();
        if self.take(Shape::CloseMap) {
            return Ok(map);
        }
        loop {
            let key = self.expression()?;
            self.expect(Shape::Colon, "COLON")?;
            map.push((key, self.expression()?));
            if !self.take(Shape::Comma) {
                self.expect(Shape::CloseMap, "RIGHT_CURLY")?;
                return Ok(map);
            }
        }
    }
}
