//! Expressions and items made of bytes by the grammars: unlike random text, all of them mean something, and few names
//! and values make them meet.

use std::collections::BTreeSet;

use crate::ast::{Comparator, Condition, Operand};
use crate::codec::encode;
use crate::names::Literal;
use crate::number::Number;
use crate::path::{Name, Path, Step};
use crate::update::{SetValue, Update};
use crate::value::{Item, Type, Value};

/// How deep conditions, right sides and values nest.
const MAX_NESTING: u8 = 3;
const NAMES: [&str; 4] = ["a", "b", "c", "d"];
const TEXTS: [&str; 4] = ["a", "ab", "", "é"];

/// Choices made by bytes; zero for ever once there are none left.
#[derive(Debug)]
pub(super) struct Grammar<'a>(pub(super) &'a [u8]);

impl Grammar<'_> {
    /// A number below `sides`.
    fn below(&mut self, sides: u8) -> u8 {
        let Some((first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        first % sides.max(1)
    }

    fn one_of<T: Copy>(&mut self, choices: &[T], otherwise: T) -> T {
        let at = usize::from(self.below(u8::try_from(choices.len()).unwrap_or(u8::MAX)));
        choices.get(at).copied().unwrap_or(otherwise)
    }

    fn name(&mut self) -> Name {
        Name::from(self.one_of(&NAMES, "a"))
    }

    fn text(&mut self) -> String {
        self.one_of(&TEXTS, "").to_owned()
    }

    fn number(&mut self) -> Number {
        let text = self.one_of(
            &["0", "1", "2", "-1.5", "9.9e125", "1e-130", "99999999999999999999999999999999999999"],
            "0",
        );
        Number::parse(text).unwrap_or(Number::ZERO)
    }

    pub(super) fn path(&mut self) -> Path {
        let attribute = self.name();
        let steps = (0..self.below(3)).map(|_| match self.below(2) {
            0 => Step::Key(self.name()),
            _ => Step::Index(usize::from(self.below(5))),
        });
        let steps = steps.collect();
        Path { attribute, steps }
    }

    fn value(&mut self, nesting: u8) -> Value {
        let kinds = if nesting == 0 { 8 } else { 12 };
        match self.below(kinds) {
            0 | 1 => Value::N(self.number()),
            2 => Value::string(self.text()),
            3 => Value::Bool(self.below(2) == 1),
            4 => Value::Null,
            5 => Value::B(self.text().into_bytes().into()),
            6 => Value::Ss(self.some(|grammar| grammar.text()).into_iter().collect()),
            7 => Value::Ns(self.some(Grammar::number).into_iter().collect::<BTreeSet<_>>()),
            8 | 9 => {
                let count = self.below(4);
                Value::L((0..count).map(|_| self.value(nesting - 1)).collect())
            }
            _ => Value::M(self.item_of(nesting - 1)),
        }
    }

    /// One to three.
    fn some<T>(&mut self, mut make: impl FnMut(&mut Self) -> T) -> Vec<T> {
        (0..=self.below(3)).map(|_| make(self)).collect()
    }

    fn item_of(&mut self, nesting: u8) -> Item {
        let count = self.below(5);
        (0..count).map(|_| (self.name().to_string(), self.value(nesting))).collect()
    }

    pub(super) fn item(&mut self) -> Item {
        self.item_of(MAX_NESTING)
    }

    fn literal(&mut self) -> Literal {
        let item = encode(&Item::from_iter([("v", self.value(2))]));
        item.view().get("v").map_or_else(Literal::null, Literal::of)
    }

    fn operand(&mut self) -> Operand {
        match self.below(7) {
            0..=2 => Operand::Path(self.path()),
            3..=5 => Operand::Value(self.literal()),
            _ => Operand::Size(Box::new(Operand::Path(self.path()))),
        }
    }

    pub(super) fn condition(&mut self) -> Condition {
        self.condition_of(MAX_NESTING)
    }

    fn condition_of(&mut self, nesting: u8) -> Condition {
        use Comparator::{Equal, Greater, GreaterOrEqual, Less, LessOrEqual, NotEqual};
        let kinds = if nesting == 0 { 10 } else { 13 };
        match self.below(kinds) {
            0..=2 => {
                let comparators = [Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual];
                Condition::Compare(self.one_of(&comparators, Equal), self.operand(), self.operand())
            }
            3 => Condition::Between(self.operand(), self.operand(), self.operand()),
            4 => Condition::In(self.operand(), self.some(Grammar::operand)),
            5 => Condition::Exists(self.path()),
            6 => Condition::NotExists(self.path()),
            7 => Condition::HasType(self.operand(), self.one_of(&Type::ALL, Type::S)),
            8 => Condition::BeginsWith(self.operand(), self.operand()),
            9 => Condition::Contains(self.operand(), self.operand()),
            10 => Condition::Not(Box::new(self.condition_of(nesting - 1))),
            11 => Condition::And(self.several(nesting)),
            _ => Condition::Or(self.several(nesting)),
        }
    }

    fn several(&mut self, nesting: u8) -> Vec<Condition> {
        (0..2 + self.below(2)).map(|_| self.condition_of(nesting - 1)).collect()
    }

    /// One of which parser and rules may still refuse something: paths that overlap, operands of a wrong type.
    pub(super) fn update(&mut self) -> Update {
        let mut update = Update::default();
        for _ in 0..=self.below(4) {
            let path = self.path();
            match self.below(5) {
                0 | 1 => update.sets.push((path, self.set_value())),
                2 => update.removes.push(path),
                3 => update.adds.push((path, self.literal())),
                _ => update.deletes.push((path, self.literal())),
            }
        }
        update
    }

    fn set_value(&mut self) -> SetValue {
        match self.below(6) {
            0 | 1 => self.set_operand(),
            2 => SetValue::Plus(Box::new(self.set_operand()), Box::new(self.set_operand())),
            3 => SetValue::Minus(Box::new(self.set_operand()), Box::new(self.set_operand())),
            4 => SetValue::IfNotExists(self.path(), Box::new(self.set_operand())),
            _ => SetValue::ListAppend(Box::new(self.set_operand()), Box::new(self.set_operand())),
        }
    }

    fn set_operand(&mut self) -> SetValue {
        match self.below(2) {
            0 => SetValue::Path(self.path()),
            _ => SetValue::Value(self.literal()),
        }
    }
}
