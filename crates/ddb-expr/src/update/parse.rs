//! The update grammar.

use super::{SetValue, Update};
use crate::condition::function::FUNCTIONS;
use crate::error::Error;
use crate::kind::Kind;
use crate::names::{Literal, Placeholders};
use crate::parse::{Check, MAX_OPERATORS, Parser};
use crate::path::Path;
use crate::projection::check_paths;
use crate::token::Shape;
use crate::value::Type;

const KEYWORDS: [&str; 4] = ["SET", "REMOVE", "ADD", "DELETE"];

const ORDER: [Check; 12] = [
    Check::Operators,
    Check::Reserved,
    Check::UnknownFunction,
    Check::MisusedFunction,
    Check::Section,
    Check::Name,
    Check::Value,
    Check::Overlap,
    Check::Conflict,
    Check::Operand,
    Check::OperandCount,
    Check::FunctionOperand,
];

pub(super) fn parse(text: &str, placeholders: &mut Placeholders) -> Result<Update, Error> {
    let mut parser = Parser::new(Kind::Update, text, &KEYWORDS, placeholders)?;
    let mut update = Update::default();
    // In the order of the text, which is the order in which AWS names two paths that clash.
    let mut targets = Vec::new();
    let mut seen = [false; KEYWORDS.len()];
    while parser.shape() != Shape::End {
        let Some(section) = KEYWORDS.iter().position(|keyword| parser.take_keyword(keyword)) else {
            return Err(parser.syntax());
        };
        if let (Some(seen), Some(keyword)) = (seen.get_mut(section), KEYWORDS.get(section))
            && std::mem::replace(seen, true)
        {
            parser.note(Check::Section, Error::section_repeated(keyword));
        }
        loop {
            targets.push(parser.action(section, &mut update)?);
            if !parser.take(Shape::Comma) {
                break;
            }
        }
    }
    check_paths(&mut parser, targets.iter());
    parser.finish(&ORDER)?;
    Ok(update)
}

impl Parser<'_, '_> {
    /// One action of the section with that place in `KEYWORDS`; the path that it writes to.
    fn action(&mut self, section: usize, update: &mut Update) -> Result<Path, Error> {
        let path = self.path()?;
        match section {
            0 => {
                self.expect(Shape::Equal)?;
                let value = self.set_value()?;
                update.sets.push((path.clone(), value));
            }
            1 => update.removes.push(path.clone()),
            2 => {
                let value = self.set_operand("ADD", |kind| kind == Type::N || kind.is_set())?;
                update.adds.push((path.clone(), value));
            }
            _ => {
                let value = self.set_operand("DELETE", Type::is_set)?;
                update.deletes.push((path.clone(), value));
            }
        }
        Ok(path)
    }

    /// The value of an ADD or DELETE.
    fn set_operand(&mut self, operator: &str, allowed: fn(Type) -> bool) -> Result<Literal, Error> {
        let Some(value) = self.value()? else { return Ok(Literal::null()) };
        if !allowed(value.kind()) {
            self.note(Check::Operand, Error::update_operand_type(operator, value.kind()));
        }
        Ok(value)
    }

    /// An operand or a sum, either maybe in parentheses.
    fn set_value(&mut self) -> Result<SetValue, Error> {
        let mut opened = 0;
        while self.take(Shape::Open) {
            opened += 1;
        }
        let mut value = self.simple_value()?;
        let mut summed = false;
        loop {
            if !summed && matches!(self.shape(), Shape::Plus | Shape::Minus) {
                value = self.sum(value)?;
                summed = true;
            } else if opened > 0 {
                self.expect(Shape::Close)?;
                opened -= 1;
            } else {
                return Ok(value);
            }
        }
    }

    /// A sum, its operator at the cursor.
    fn sum(&mut self, left: SetValue) -> Result<SetValue, Error> {
        let (symbol, join): (_, fn(_, _) -> SetValue) = match self.shape() {
            Shape::Plus => ("+", SetValue::Plus),
            Shape::Minus => ("-", SetValue::Minus),
            _ => return Ok(left),
        };
        self.advance();
        self.count_operator();
        let right = self.operand_value()?;
        self.check_operands(symbol, [&left, &right], Type::N);
        Ok(join(Box::new(left), Box::new(right)))
    }

    /// An operand, maybe in parentheses.
    fn operand_value(&mut self) -> Result<SetValue, Error> {
        let mut opened = 0;
        while self.take(Shape::Open) {
            opened += 1;
        }
        let value = self.simple_value()?;
        for _ in 0..opened {
            self.expect(Shape::Close)?;
        }
        Ok(value)
    }

    fn simple_value(&mut self) -> Result<SetValue, Error> {
        if let Some(name) = self.take_function() {
            self.count_operator();
            return self.set_function(name);
        }
        if self.shape() == Shape::Value {
            // What is not defined is noted, so this null is never set.
            return Ok(SetValue::Value(self.value()?.unwrap_or_else(Literal::null)));
        }
        Ok(SetValue::Path(self.path()?))
    }

    /// A function, its open parenthesis behind us.
    fn set_function(&mut self, name: &str) -> Result<SetValue, Error> {
        self.enter(MAX_OPERATORS)
            .ok_or_else(|| Error::too_many_operators(Kind::Update, MAX_OPERATORS + 1))?;
        let mut operands = vec![self.operand_value()?];
        while self.take(Shape::Comma) {
            operands.push(self.operand_value()?);
        }
        self.leave();
        self.expect(Shape::Close)?;
        let count = operands.len();
        let mut operands = operands.into_iter();
        let first = operands.next().unwrap_or(SetValue::Value(Literal::null()));
        if !matches!(name, "if_not_exists" | "list_append") {
            let error = match FUNCTIONS.iter().any(|(known, _)| *known == name) {
                true => Error::function_of_other_language(Kind::Update, name),
                false => Error::function_unknown(Kind::Update, name),
            };
            self.note(Check::UnknownFunction, error);
            return Ok(first);
        }
        let (2, Some(second)) = (count, operands.next()) else {
            self.note(Check::OperandCount, Error::operand_count(Kind::Update, name, count));
            return Ok(first);
        };
        if name == "list_append" {
            if [&first, &second].into_iter().any(|operand| matches!(operand, SetValue::ListAppend(..))) {
                self.note(Check::MisusedFunction, Error::function_misused(Kind::Update, name));
            }
            self.check_operands(name, [&first, &second], Type::L);
            return Ok(SetValue::ListAppend(Box::new(first), Box::new(second)));
        }
        match first {
            SetValue::Path(path) => Ok(SetValue::IfNotExists(path, Box::new(second))),
            other => {
                self.note(Check::FunctionOperand, Error::needs_path(Kind::Update, name));
                Ok(other)
            }
        }
    }

    /// Values of the request must have the operator's type; what the item holds is seen when the update is applied.
    fn check_operands(&mut self, operator: &str, operands: [&SetValue; 2], wanted: Type) {
        for operand in operands {
            if let SetValue::Value(value) = operand
                && value.kind() != wanted
            {
                let kind = value.kind().name();
                self.note(Check::FunctionOperand, Error::operand_type(Kind::Update, operator, kind));
            }
        }
    }
}
