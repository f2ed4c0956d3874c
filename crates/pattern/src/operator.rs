//! The tests of a field: `[…]`, from its first value to its bracket.
//!
//! What is asked of which token, in which order, is what AWS's errors show: each stands where the reader is by then.

use std::ops::Bound;

use crate::address::{self, Cidr};
use crate::dialect::Dialect;
use crate::error::Fault;
use crate::number::Literal;
use crate::test::{Range, Test, fold};
use crate::token::{Token, Tokens};
use crate::wildcard::Wildcard;

/// Wildcards of one field that a value can be in at once. AWS refuses more of some measure that it does not publish:
/// "Rule is too complex". A rule with six was seen to be accepted and one with eight refused (reports of users, 2026),
/// so this is our guess.
const MAX_STARS: usize = 7;

/// Names that event-ruler keeps for operators: no field within an `$or` has one.
pub(crate) const RESERVED: [&str; 24] = [
    "exactly",
    "equals-ignore-case",
    "prefix",
    "suffix",
    "anything-but",
    "exists",
    "wildcard",
    "numeric",
    "cidr",
    "=",
    "<",
    "<=",
    ">",
    ">=",
    "regex",
    "not-wildcard",
    "not-equals-ignore-case",
    "date-after",
    "date-on-or-after",
    "date-before",
    "date-on-or-before",
    "in-date-range",
    "ip-address-in-range",
    "ip-address-not-in-range",
];

const ONE_KEY: &str = "Only one key allowed in match expression";
const NO_COMPARISON: &str = "Too many elements in numeric expression";
const NO_TEXT_IN_LIST: &str =
    "Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported.";

/// Reads tests for a dialect.
#[derive(Debug)]
pub(crate) struct Operators<'t, 'a> {
    pub(crate) tokens: &'t mut Tokens<'a>,
    pub(crate) dialect: &'t Dialect,
}

impl<'a> Operators<'_, 'a> {
    /// The tests of a field, behind the opening bracket.
    pub(crate) fn tests(&mut self) -> Result<Vec<Test>, Fault> {
        let mut tests = Vec::new();
        loop {
            tests.push(match self.tokens.next()? {
                Token::EndArray => break,
                Token::StartObject => self.operator()?,
                Token::Text => literal(self.tokens.text()?),
                Token::Number(digits) => Test::Number(Literal::of(digits)),
                Token::Flag(flag) => Test::Flag(flag),
                Token::Null => Test::Null,
                _ => return Err(self.fault("Match value must be String, number, true, false, or null")),
            });
        }
        if tests.is_empty() {
            return Err(self.fault("Empty arrays are not allowed"));
        }
        check_wildcards(&tests)?;
        Ok(tests)
    }

    fn operator(&mut self) -> Result<Test, Fault> {
        let Token::Name(name) = self.tokens.next()? else {
            return Err(self.fault("Match expression name not found"));
        };
        let test = match name.as_str() {
            "exactly" => Test::Text(self.text("exact")?),
            "prefix" => self.affix("prefix", Test::Prefix, Test::PrefixIgnoringCase)?,
            "suffix" => self.affix("suffix", Test::Suffix, Test::SuffixIgnoringCase)?,
            "equals-ignore-case" => Test::IgnoringCase(fold(&self.text("equals-ignore-case")?)),
            "wildcard" if self.dialect.wildcard => {
                let text = self.text("wildcard")?;
                Test::Wildcard(self.wildcard(&text)?)
            }
            "exists" => match self.tokens.next()? {
                Token::Flag(true) => Test::Present,
                Token::Flag(false) => Test::Absent,
                _ => return Err(self.fault("exists match pattern must be either true or false.")),
            },
            // AWS says "prefix" here.
            "cidr" => Test::Cidr(Cidr::parse(&self.text("prefix")?).map_err(Fault::Reason)?),
            "numeric" => self.numeric()?,
            "anything-but" => self.anything_but()?,
            name => return Err(self.fault(&format!("Unrecognized match type {name}"))),
        };
        let more = if matches!(name.as_str(), "numeric" | "anything-but") { NO_COMPARISON } else { ONE_KEY };
        self.close(more)?;
        Ok(test)
    }

    /// The text that an operator takes.
    fn text(&mut self, operator: &str) -> Result<String, Fault> {
        match self.tokens.next()? {
            Token::Text => self.tokens.text(),
            _ => Err(self.fault(&format!("{operator} match pattern must be a string"))),
        }
    }

    /// `"…"`, or `{"equals-ignore-case": "…"}`.
    fn affix(
        &mut self,
        operator: &str,
        plain: fn(String) -> Test,
        ignoring_case: fn(String) -> Test,
    ) -> Result<Test, Fault> {
        match self.tokens.next()? {
            Token::Text => Ok(plain(self.tokens.text()?)),
            Token::StartObject if self.dialect.affix_ignoring_case => {
                let title = if operator == "prefix" { "Prefix" } else { "Suffix" };
                let Token::Name(name) = self.tokens.next()? else {
                    return Err(self.fault(&format!("{title} expression name not found")));
                };
                if name != "equals-ignore-case" {
                    return Err(self.fault(&format!("Unsupported {operator} pattern: {name}")));
                }
                let text = self.text("equals-ignore-case")?;
                self.close(ONE_KEY)?;
                Ok(ignoring_case(fold(&text)))
            }
            _ => Err(self.fault(&format!("{operator} match pattern must be a string"))),
        }
    }

    fn wildcard(&self, text: &str) -> Result<Wildcard, Fault> {
        Wildcard::parse(text).map_err(|what| self.fault(&what))
    }

    /// `5`, `"a"`, `["a", "b"]`, or one of these but for numbers within `{"prefix": …}` and the like.
    fn anything_but(&mut self) -> Result<Test, Fault> {
        let mut token = self.tokens.next()?;
        if token != Token::StartObject {
            return self.plain_anything_but(&token);
        }
        let Token::Name(operator) = self.tokens.next()? else {
            return Err(self.fault("Anything-But expression name not found"));
        };
        if !self.dialect.anything_but.contains(&operator.as_str()) {
            return Err(self.fault(&format!("Unsupported anything-but pattern: {operator}")));
        }
        token = self.tokens.next()?;
        let mut tests = Vec::new();
        match token {
            _ if !self.dialect.anything_but_lists && token != Token::Text => {
                return Err(self.fault(&format!("{operator} match pattern must be a string")));
            }
            Token::StartArray => loop {
                match self.tokens.next()? {
                    Token::EndArray => break,
                    token => {
                        let test = self.but(&operator, &token).map_err(|fault| self.tokens.again(fault));
                        tests.push(test?);
                    }
                }
            },
            Token::Text | Token::Number(_) => tests.push(self.but(&operator, &token)?),
            _ => return Err(self.no_anything_but()),
        }
        self.close(NO_COMPARISON)?;
        Ok(Test::AnythingBut(tests))
    }

    /// One text of `{"anything-but": {operator: …}}`.
    fn but(&mut self, operator: &str, token: &Token<'a>) -> Result<Test, Fault> {
        if *token != Token::Text {
            return Err(self.fault(match operator {
                "equals-ignore-case" => NO_TEXT_IN_LIST,
                "wildcard" => "wildcard match pattern must be a string",
                _ => "prefix/suffix match pattern must be a string",
            }));
        }
        let text = self.tokens.text()?;
        Ok(match operator {
            "equals-ignore-case" => Test::IgnoringCase(fold(&text)),
            "wildcard" => Test::Wildcard(self.wildcard(&text)?),
            _ if text.is_empty() => return Err(self.fault("Null prefix/suffix not allowed")),
            "prefix" => Test::Prefix(text),
            _ => Test::Suffix(text),
        })
    }

    fn no_anything_but(&self) -> Fault {
        self.fault("Value of anything-but must be an array or single string/number value.")
    }

    fn plain_anything_but(&mut self, token: &Token<'a>) -> Result<Test, Fault> {
        let mut tests = Vec::new();
        match token {
            Token::Text => tests.push(Test::Text(self.tokens.text()?)),
            Token::Number(digits) => tests.push(self.but_number(digits)?),
            Token::StartArray => self.but_list(&mut tests)?,
            _ => return Err(self.no_anything_but()),
        }
        Ok(Test::AnythingBut(tests))
    }

    fn but_list(&mut self, tests: &mut Vec<Test>) -> Result<(), Fault> {
        let mut texts = 0;
        loop {
            let test = match self.tokens.next()? {
                Token::EndArray => break,
                Token::Text => {
                    texts += 1;
                    Test::Text(self.tokens.text()?)
                }
                Token::Number(digits) => self.but_number(digits)?,
                _ => {
                    let what = "Inside anything but list, start|null|boolean is not supported.";
                    return Err(self.tokens.again(self.fault(what)));
                }
            };
            tests.push(test);
        }
        if tests.is_empty() || (texts != 0 && texts != tests.len()) {
            return Err(self.fault(
                "Inside anything but list, either all values are number or string, mixed type is not supported",
            ));
        }
        Ok(())
    }

    fn but_number(&self, digits: &str) -> Result<Test, Fault> {
        self.comparable(digits)?;
        Ok(Test::Number(Literal::of(digits)))
    }

    /// `["=", 1]`, `[">", 0]`, `[">=", 0, "<", 5]`
    fn numeric(&mut self) -> Result<Test, Fault> {
        if self.tokens.next()? != Token::StartArray {
            return Err(self.fault("Value of numeric must be an array."));
        }
        let token = self.tokens.next()?;
        if token != Token::Text {
            return Err(self.fault(&format!("Invalid member in numeric match: {}", Tokens::spelled(&token))));
        }
        let operator = self.tokens.text()?;
        // The operand is read before the operator is judged.
        let operand = self.tokens.next()?;
        let name = match operator.as_str() {
            "=" => "equals",
            "<" | "<=" | ">" | ">=" => operator.as_str(),
            _ => return Err(self.fault(&format!("Unrecognized numeric range operator: {operator}"))),
        };
        let Token::Number(operand) = operand else {
            return Err(self.fault(&format!("Value of {name} must be numeric")));
        };
        let token = self.tokens.next()?;
        if token != Token::EndArray {
            return match operator.as_str() {
                ">" | ">=" => self.second_bound(&operator, operand, &token),
                _ => Err(self.fault(NO_COMPARISON)),
            };
        }
        let number = self.comparable(operand)?;
        Ok(self.range(match operator.as_str() {
            "=" => (Bound::Included(number), Bound::Included(number)),
            "<" => (Bound::Unbounded, Bound::Excluded(number)),
            "<=" => (Bound::Unbounded, Bound::Included(number)),
            _ => (lower(&operator, number), Bound::Unbounded),
        }))
    }

    /// Behind `[">", 0` there is something more.
    fn second_bound(&mut self, first: &str, bottom: &str, token: &Token<'a>) -> Result<Test, Fault> {
        if *token != Token::Text {
            return Err(self.fault(&format!("Bad value in numeric range: {}", Tokens::spelled(token))));
        }
        let operator = self.tokens.text()?;
        if operator != "<" && operator != "<=" {
            return Err(self.fault(&format!("Bad numeric range operator: {operator}")));
        }
        let Token::Number(top) = self.tokens.next()? else {
            return Err(self.fault(&format!("Value of {operator} must be numeric")));
        };
        if self.tokens.next()? != Token::EndArray {
            return Err(self.fault("Too many terms in numeric range expression"));
        }
        let (bottom, top) = (self.comparable(bottom)?, self.comparable(top)?);
        if bottom >= top {
            return Err(self.fault("Bottom must be less than top"));
        }
        let upper = if operator == "<" { Bound::Excluded(top) } else { Bound::Included(top) };
        Ok(self.range((lower(first, bottom), upper)))
    }

    fn range(&self, bounds: (Bound<f64>, Bound<f64>)) -> Test {
        Test::Numeric(Range { bounds, greatest: self.dialect.greatest.number })
    }

    /// A number that the dialect compares.
    fn comparable(&self, digits: &str) -> Result<f64, Fault> {
        let number = Literal::of(digits).value();
        let greatest = &self.dialect.greatest;
        if number.abs() <= greatest.number {
            return Ok(number);
        }
        let most = greatest.java;
        Err(self.fault(&format!("Value must be between -{most} and {most}, inclusive")))
    }

    /// The brace behind an operator's value.
    fn close(&mut self, otherwise: &str) -> Result<(), Fault> {
        match self.tokens.next()? {
            Token::EndObject => Ok(()),
            _ => Err(self.fault(otherwise)),
        }
    }

    fn fault(&self, what: &str) -> Fault {
        self.tokens.fault(what)
    }
}

/// A text among the tests. An address is one however it is written.
fn literal(text: String) -> Test {
    match address::parse(&text) {
        Some(address) => Test::Address(address),
        None => Test::Text(text),
    }
}

fn lower(operator: &str, number: f64) -> Bound<f64> {
    if operator == ">" { Bound::Excluded(number) } else { Bound::Included(number) }
}

/// Refuses wildcards of which too many can be under way in one value.
fn check_wildcards(tests: &[Test]) -> Result<(), Fault> {
    let within = |test: &'_ Test| match test {
        Test::AnythingBut(tests) => tests.clone(),
        test => vec![test.clone()],
    };
    let wildcards: Vec<Wildcard> = tests
        .iter()
        .flat_map(within)
        .filter_map(|test| match test {
            Test::Wildcard(wildcard) => Some(wildcard),
            _ => None,
        })
        .collect();
    let at_once = |one: &Wildcard| -> usize {
        wildcards.iter().filter(|other| other.meets(one)).map(Wildcard::stars).sum()
    };
    if wildcards.iter().any(|one| at_once(one) > MAX_STARS) {
        // Recorded on AWS, without a position.
        return Err(Fault::Reason(
            "Rule is too complex - try using fewer wildcard characters or fewer repeating character sequences \
             after a wildcard character"
                .to_owned(),
        ));
    }
    Ok(())
}
