//! Queries of Insights as trees of their own: they print themselves, and make their rows in a naive way.

use std::collections::BTreeMap;
use std::fmt;

use base::dice::Dice;

/// The fields of an event: texts, or whole numbers.
pub(super) type Fields = BTreeMap<&'static str, Field>;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Number(i64),
    Text(&'static str),
}

impl Field {
    fn text(self) -> String {
        match self {
            Field::Number(number) => number.to_string(),
            Field::Text(text) => text.to_owned(),
        }
    }

    /// As numbers if both are numbers, else as texts.
    fn is_less(self, other: Field) -> bool {
        match (self, other) {
            (Field::Number(one), Field::Number(two)) => one < two,
            (one, two) => one.text() < two.text(),
        }
    }

    fn number(self) -> Option<i64> {
        match self {
            Field::Number(number) => Some(number),
            Field::Text(_) => None,
        }
    }
}

const NAMES: [&str; 3] = ["a", "b", "c"];
const TEXTS: [&str; 4] = ["x", "xy", "yx", ""];

/// Fields that bytes choose.
pub(super) fn fields(dice: &mut Dice<'_>) -> Fields {
    let mut fields = Fields::new();
    for name in NAMES {
        match dice.below(3) {
            0 => {}
            1 => {
                fields.insert(name, Field::Number(dice.below(4) as i64));
            }
            _ => {
                fields.insert(name, Field::Text(dice.pick(&TEXTS)));
            }
        }
    }
    fields
}

/// The message that has these fields.
pub(super) fn message(fields: &Fields) -> String {
    let member = |(name, field): (&&str, &Field)| match field {
        Field::Number(number) => format!("\"{name}\":{number}"),
        Field::Text(text) => format!("\"{name}\":\"{text}\""),
    };
    format!("{{{}}}", fields.iter().map(member).collect::<Vec<_>>().join(","))
}

/// A filter, and what is made of what it lets through.
#[derive(Debug)]
pub(super) struct Question {
    filter: Condition,
    shape: Shape,
}

#[derive(Debug)]
enum Shape {
    /// The field of each, the first so many of those in the order of another.
    List(&'static str, &'static str, bool, usize),
    /// How many there are of each value of a field, and their sum of another.
    Count(&'static str, &'static str),
}

#[derive(Debug)]
enum Condition {
    Equal(&'static str, Field, bool),
    Less(&'static str, i64),
    Like(&'static str, &'static str),
    In(&'static str, Vec<Field>),
    Present(&'static str),
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Not(Box<Condition>),
}

impl Question {
    pub(super) fn chosen(dice: &mut Dice<'_>) -> Question {
        let filter = Condition::chosen(dice, 3);
        let (one, two) = (dice.pick(&NAMES), dice.pick(&NAMES));
        let shape = if dice.flip() {
            Shape::List(one, two, dice.flip(), dice.below(6))
        } else {
            Shape::Count(one, two)
        };
        Question { filter, shape }
    }

    /// Its rows, the newest event first.
    pub(super) fn rows(&self, events: &[Fields]) -> Vec<Vec<(String, String)>> {
        let kept: Vec<&Fields> = events.iter().filter(|event| self.filter.holds(event)).collect();
        match self.shape {
            Shape::List(shown, by, descending, most) => {
                let mut kept = kept;
                // One after another is put behind all that do not come after it.
                let mut sorted: Vec<&Fields> = Vec::new();
                for event in kept.drain(..) {
                    let comes_before = |other: &&Fields| {
                        let order = order(event.get(by), other.get(by));
                        if descending { order.is_gt() } else { order.is_lt() }
                    };
                    let at = sorted.iter().position(comes_before).unwrap_or(sorted.len());
                    sorted.insert(at, event);
                }
                sorted.truncate(most);
                let row = |event: &&Fields| {
                    event.get(shown).map(|field| (shown.to_owned(), field.text())).into_iter().collect()
                };
                sorted.iter().map(row).collect()
            }
            Shape::Count(by, summed) => {
                let mut groups: Vec<(Option<String>, u64, i64)> = Vec::new();
                for event in kept {
                    let key = event.get(by).map(|field| field.text());
                    let at = groups.iter().position(|(known, ..)| *known == key).unwrap_or_else(|| {
                        groups.push((key, 0, 0));
                        groups.len() - 1
                    });
                    if let Some((_, count, sum)) = groups.get_mut(at) {
                        *count += 1;
                        *sum += event.get(summed).and_then(|field| field.number()).unwrap_or_default();
                    }
                }
                let row = |(key, count, sum): (Option<String>, u64, i64)| {
                    let mut row: Vec<(String, String)> =
                        key.map(|key| (by.to_owned(), key)).into_iter().collect();
                    row.push(("n".to_owned(), count.to_string()));
                    row.push(("s".to_owned(), sum.to_string()));
                    row
                };
                groups.into_iter().map(row).collect()
            }
        }
    }
}

/// What is missing comes first, then texts, then numbers. The texts have no digits in them.
fn order(one: Option<&Field>, two: Option<&Field>) -> std::cmp::Ordering {
    match (one, two) {
        (Some(Field::Number(one)), Some(Field::Number(two))) => one.cmp(two),
        (Some(Field::Text(one)), Some(Field::Text(two))) => one.cmp(two),
        (Some(one), Some(two)) => one.number().is_some().cmp(&two.number().is_some()),
        (one, two) => one.is_some().cmp(&two.is_some()),
    }
}

impl Condition {
    fn chosen(dice: &mut Dice<'_>, depth: u8) -> Condition {
        let name = dice.pick(&NAMES);
        let field = |dice: &mut Dice<'_>| {
            if dice.flip() { Field::Number(dice.below(4) as i64) } else { Field::Text(dice.pick(&TEXTS)) }
        };
        match dice.below(if depth == 0 { 5 } else { 8 }) {
            0 => Condition::Equal(name, field(dice), dice.flip()),
            1 => Condition::Less(name, dice.below(4) as i64),
            2 => Condition::Like(name, dice.pick(&TEXTS)),
            3 => Condition::In(name, (0..dice.below(3)).map(|_| field(dice)).collect()),
            4 => Condition::Present(name),
            5 => Condition::All((0..=dice.below(2)).map(|_| Condition::chosen(dice, depth - 1)).collect()),
            6 => Condition::Any((0..=dice.below(2)).map(|_| Condition::chosen(dice, depth - 1)).collect()),
            _ => Condition::Not(Box::new(Condition::chosen(dice, depth - 1))),
        }
    }

    fn holds(&self, event: &Fields) -> bool {
        let is_equal =
            |name: &str, field: &Field| event.get(name).is_some_and(|found| found.text() == field.text());
        match self {
            Condition::Equal(name, field, is_wanted) => is_equal(name, field) == *is_wanted,
            Condition::Less(name, than) => {
                let field = Field::Number(*than);
                event.get(name).is_some_and(|found| found.is_less(field))
            }
            Condition::Like(name, part) => event.get(name).is_some_and(|found| found.text().contains(part)),
            Condition::In(name, all) => all.iter().any(|field| is_equal(name, field)),
            Condition::Present(name) => event.contains_key(name),
            Condition::All(all) => !all.iter().any(|one| !one.holds(event)),
            Condition::Any(all) => all.iter().any(|one| one.holds(event)),
            Condition::Not(one) => !one.holds(event),
        }
    }
}

impl fmt::Display for Question {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.shape {
            Shape::List(shown, by, descending, most) => {
                let order = if descending { "desc" } else { "asc" };
                write!(f, "filter {} | sort {by} {order} | limit {most} | display {shown}", self.filter)
            }
            Shape::Count(by, summed) => {
                write!(f, "filter {} | stats count(*) as n, sum({summed}) as s by {by}", self.filter)
            }
        }
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Field::Number(number) => write!(f, "{number}"),
            Field::Text(text) => write!(f, "'{text}'"),
        }
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let joined = |all: &[Condition], mark: &str| {
            all.iter().map(|one| format!("({one})")).collect::<Vec<_>>().join(mark)
        };
        match self {
            Condition::Equal(name, field, true) => write!(f, "{name} = {field}"),
            Condition::Equal(name, field, false) => write!(f, "{name} != {field}"),
            Condition::Less(name, than) => write!(f, "{name} < {than}"),
            Condition::Like(name, part) => write!(f, "{name} like '{part}'"),
            Condition::In(name, all) => {
                let all: Vec<String> = all.iter().map(Field::to_string).collect();
                write!(f, "{name} in [{}]", all.join(", "))
            }
            Condition::Present(name) => write!(f, "ispresent({name})"),
            Condition::All(all) => f.write_str(&joined(all, " and ")),
            Condition::Any(all) => f.write_str(&joined(all, " or ")),
            Condition::Not(one) => write!(f, "not ({one})"),
        }
    }
}
