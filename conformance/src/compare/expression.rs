//! Random expressions over the attributes that random items have, with their placeholders; one in some is wrong.

use fastrand::Rng;
use serde_json::{Map, Value, json};

use super::request::set;

/// Paths, a few of which most items have. `size` and `name` are reserved words.
const PATHS: [&str; 12] = ["a", "b", "n", "s", "m.x", "m.y", "l[0]", "l[1].x", "ss", "#r", "gone", "name"];

/// An expression being written, with what its placeholders stand for.
#[derive(Debug, Default)]
pub(crate) struct Writer {
    names: Map<String, Value>,
    values: Map<String, Value>,
}

impl Writer {
    /// Puts the placeholders into a request, and now and then one that nothing uses.
    pub(crate) fn finish(mut self, rng: &mut Rng, request: &mut Value) {
        if rng.u8(..40) == 0 {
            self.values.insert(":unused".to_owned(), json!({"S": "x"}));
        }
        if !self.names.is_empty() {
            set(request, "ExpressionAttributeNames", self.names.into());
        }
        if !self.values.is_empty() {
            set(request, "ExpressionAttributeValues", self.values.into());
        }
    }

    /// A path, a reserved word or an undefined name now and then.
    pub(crate) fn path(&mut self, rng: &mut Rng) -> String {
        let path = pick(rng, &PATHS);
        if path == "#r" {
            self.names.insert("#r".to_owned(), json!(pick(rng, &["size", "n", "m", "year"])));
        }
        if path == "name" && rng.u8(..4) != 0 { "a".to_owned() } else { path.to_owned() }
    }

    /// A placeholder for a random value.
    pub(crate) fn value(&mut self, rng: &mut Rng) -> String {
        self.given(value(rng, 2))
    }

    /// A placeholder for this value.
    pub(crate) fn given(&mut self, value: Value) -> String {
        let name = format!(":v{}", self.values.len());
        self.values.insert(name.clone(), value);
        name
    }

    /// A condition or filter.
    pub(crate) fn condition(&mut self, rng: &mut Rng, depth: u8) -> String {
        if depth > 0 && rng.u8(..3) == 0 {
            let (left, right) = (self.condition(rng, depth - 1), self.condition(rng, depth - 1));
            return match rng.u8(..4) {
                0 => format!("{left} AND {right}"),
                1 => format!("({left} OR {right})"),
                2 => format!("NOT ({left}) AND {right}"),
                _ => format!("NOT {left}"),
            };
        }
        let path = self.path(rng);
        match rng.u8(..12) {
            0 => format!("attribute_exists({path})"),
            1 => format!("attribute_not_exists({path})"),
            2 => {
                let kind = pick(rng, &["S", "N", "SS", "L", "M", "NULL", "X"]);
                let kind = self.given(json!({ "S": kind }));
                format!("attribute_type({path}, {kind})")
            }
            3 => format!("begins_with({path}, {})", self.value(rng)),
            4 => format!("contains({path}, {})", self.value(rng)),
            5 => format!("size({path}) {} {}", comparator(rng), self.value(rng)),
            6 => format!("{path} IN ({}, {})", self.value(rng), self.value(rng)),
            7 => format!("{path} BETWEEN {} AND {}", self.value(rng), self.value(rng)),
            8 => format!("{} {} {path}", self.value(rng), comparator(rng)),
            9 => format!("{path} {} {}", comparator(rng), self.path(rng)),
            _ => format!("{path} {} {}", comparator(rng), self.value(rng)),
        }
    }

    /// An update of one to three clauses.
    pub(crate) fn update(&mut self, rng: &mut Rng) -> String {
        let mut clauses = Vec::new();
        if rng.u8(..4) != 0 {
            let actions: Vec<String> = (0..rng.u8(1..3)).map(|_| self.set(rng)).collect();
            clauses.push(format!("SET {}", actions.join(", ")));
        }
        if rng.u8(..3) == 0 {
            clauses.push(format!("REMOVE {}", self.path(rng)));
        }
        if rng.u8(..4) == 0 {
            clauses.push(format!("ADD {} {}", self.path(rng), self.value(rng)));
        }
        if rng.u8(..5) == 0 {
            clauses.push(format!("DELETE {} {}", self.path(rng), self.value(rng)));
        }
        clauses.join(" ")
    }

    fn set(&mut self, rng: &mut Rng) -> String {
        let target = self.path(rng);
        match rng.u8(..6) {
            0 => format!("{target} = {} + {}", self.path(rng), self.value(rng)),
            1 => format!("{target} = {} - {}", self.value(rng), self.path(rng)),
            2 => format!("{target} = if_not_exists({}, {})", self.path(rng), self.value(rng)),
            3 => format!("{target} = list_append({}, {})", self.path(rng), self.value(rng)),
            4 => format!("{target} = {}", self.path(rng)),
            _ => format!("{target} = {}", self.value(rng)),
        }
    }

    /// A projection of one to three paths.
    pub(crate) fn projection(&mut self, rng: &mut Rng) -> String {
        let paths: Vec<String> = (0..rng.u8(1..4)).map(|_| self.path(rng)).collect();
        paths.join(", ")
    }
}

fn comparator(rng: &mut Rng) -> &'static str {
    pick(rng, &["=", "<>", "<", "<=", ">", ">="])
}

/// One of several.
pub(crate) fn pick<'a>(rng: &mut Rng, from: &[&'a str]) -> &'a str {
    from.get(rng.usize(..from.len())).copied().unwrap_or_default()
}

/// A number as text: small ones, edges of the range, and one in many that is none.
pub(crate) fn number(rng: &mut Rng) -> String {
    let odd = [
        "1e125",
        "-0",
        "1.50",
        "0.1e-5",
        "1e-130",
        "9.9e130",
        "abc",
        "",
        "007",
        "12345678901234567890123456789012345678",
    ];
    if rng.u8(..8) == 0 { pick(rng, &odd).to_owned() } else { rng.i8(-3..4).to_string() }
}

/// A random attribute value, wrong once in a while.
pub(crate) fn value(rng: &mut Rng, depth: u8) -> Value {
    let kinds = if depth == 0 { 8 } else { 10 };
    match rng.u8(..kinds) {
        0 | 1 => json!({"S": pick(rng, &["", "x", "xy", "y", "é", "x y"])}),
        2 | 3 => json!({"N": number(rng)}),
        4 => json!({"BOOL": rng.bool()}),
        5 => match rng.u8(..12) {
            0 => json!({"NULL": false}),
            1 => json!({}),
            2 => json!({"S": "x", "N": "1"}),
            _ => json!({"NULL": true}),
        },
        6 => match rng.u8(..10) {
            0 => json!({"SS": []}),
            1 => json!({"SS": ["x", "x"]}),
            2 => json!({"NS": ["1", "1.0"]}),
            _ => json!({"SS": ["x", pick(rng, &["y", "z"])]}),
        },
        7 => json!({"NS": ["1", number(rng)]}),
        8 => json!({"L": (0..rng.u8(..3)).map(|_| value(rng, depth - 1)).collect::<Vec<_>>()}),
        _ => json!({"M": {"x": value(rng, depth - 1), "y": value(rng, depth - 1)}}),
    }
}
