//! Patterns and events made of bytes: few names and values, so that they meet, and every operator.

use serde_json::{Map, Value, json};

/// How deep patterns and events nest.
const MAX_NESTING: u8 = 3;
const NAMES: [&str; 5] = ["a", "b", "a.b", "c", "b.c"];
const TEXTS: [&str; 8] = ["x", "xy", "X", "", "yx", "10.0.0.1", "::1", "xyx"];
const NUMBERS: [&str; 6] = ["0", "1", "1.0", "-2.5", "6000000000", "9007199254740993"];

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

    fn one_of(&mut self, choices: &[&'static str]) -> &'static str {
        let at = usize::from(self.below(u8::try_from(choices.len()).unwrap_or(u8::MAX)));
        choices.get(at).copied().unwrap_or_default()
    }

    fn name(&mut self) -> String {
        self.one_of(&NAMES).to_owned()
    }

    fn text(&mut self) -> Value {
        json!(self.one_of(&TEXTS))
    }

    fn number(&mut self) -> Value {
        serde_json::from_str(self.one_of(&NUMBERS)).unwrap_or(Value::Null)
    }

    pub(super) fn pattern(&mut self) -> Value {
        Value::Object(self.fields(MAX_NESTING))
    }

    fn fields(&mut self, nesting: u8) -> Map<String, Value> {
        let mut fields = Map::new();
        for _ in 0..=self.below(3) {
            match self.below(6) {
                0 if nesting > 0 => {
                    let ways = (0..2 + self.below(2)).map(|_| Value::Object(self.fields(nesting - 1)));
                    fields.insert("$or".to_owned(), ways.collect());
                }
                1 | 2 if nesting > 0 => {
                    fields.insert(self.name(), Value::Object(self.fields(nesting - 1)));
                }
                _ => {
                    let tests = (0..=self.below(2)).map(|_| self.test()).collect();
                    fields.insert(self.name(), tests);
                }
            }
        }
        fields
    }

    fn test(&mut self) -> Value {
        match self.below(15) {
            0 | 1 => json!({"exists": false}),
            2 => json!({"exists": true}),
            3 => json!({"prefix": self.text()}),
            4 => json!({"suffix": self.text()}),
            5 => json!({"prefix": {"equals-ignore-case": self.text()}}),
            6 => json!({"suffix": {"equals-ignore-case": self.text()}}),
            7 => json!({"equals-ignore-case": self.text()}),
            8 => json!({"wildcard": self.one_of(&["*", "x*", "*x", "x*x", "*y*", "*x*y*", "x"])}),
            9 => json!({"numeric": [self.one_of(&["=", "<", "<=", ">", ">="]), self.number()]}),
            10 => {
                json!({"numeric": [self.one_of(&[">", ">="]), -3, self.one_of(&["<", "<="]), self.number()]})
            }
            11 => json!({"cidr": self.one_of(&["10.0.0.0/8", "10.0.0.0/31", "::/64"])}),
            12 => json!({"anything-but": self.but()}),
            13 => self.number(),
            _ => self.plain(),
        }
    }

    fn but(&mut self) -> Value {
        match self.below(6) {
            0 => self.text(),
            1 => json!([self.text(), self.text()]),
            2 => json!([self.number(), self.number()]),
            3 => json!({"prefix": [self.text(), self.text()]}),
            4 => json!({self.one_of(&["prefix", "suffix", "equals-ignore-case"]): self.text()}),
            _ => json!({"wildcard": self.one_of(&["x*", "*x", "*y*"])}),
        }
    }

    pub(super) fn event(&mut self) -> Value {
        self.object(MAX_NESTING)
    }

    fn object(&mut self, nesting: u8) -> Value {
        let mut object = Map::new();
        for _ in 0..=self.below(4) {
            object.insert(self.name(), self.value(nesting));
        }
        Value::Object(object)
    }

    fn value(&mut self, nesting: u8) -> Value {
        match self.below(6) {
            0 | 1 if nesting > 0 => self.object(nesting - 1),
            2 | 3 if nesting > 0 => (0..self.below(4)).map(|_| self.value(nesting - 1)).collect(),
            4 => self.number(),
            _ => self.plain(),
        }
    }

    fn plain(&mut self) -> Value {
        match self.below(8) {
            0 => Value::Null,
            1 => json!(true),
            2 => json!(false),
            _ => self.text(),
        }
    }
}
