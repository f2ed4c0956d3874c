//! Looking for the fields of a rule in an event.
//!
//! A field is looked for below every element of the arrays on its way, and two fields that pass through one array must
//! be found in the same element of it: event-ruler's README calls that array-consistent. So an event matches if an
//! element can be chosen of each array such that every field holds in what is left.
//!
//! event-ruler chooses as it goes through the fields in the order of their paths: the first field that is found within
//! an array chooses the element. A field that must be missing is looked for in the chosen element, or in all of them if
//! nothing is chosen yet. The same comes out here, from the event's root downward, without trying every choice: fields
//! part ways at objects, and at an array its elements are tried one by one.

use serde_json::{Map, Value};

use crate::compile::{Field, Rule};
use crate::test::Test;
use crate::{MAX_EVENT_DEPTH, MAX_STEPS};

/// Whether one of the rules holds for an event.
pub(crate) fn matches(rules: &[Rule], event: &Value) -> bool {
    let mut walk = Walk { steps: MAX_STEPS, depth: MAX_EVENT_DEPTH };
    event.is_object()
        && rules.iter().any(|rule| walk.all(event, &rule.iter().map(Wanted::of).collect::<Vec<_>>()))
}

/// A field on its way down.
#[derive(Clone, Copy)]
struct Wanted<'p> {
    field: &'p Field,
    /// What is left of its path; none if the value is here.
    rest: Option<&'p str>,
    role: Role,
}

/// What a field is looked for here. It is narrowed only where an event has two ways to one path, `{"a": {"b": 1},
/// "a.b": 2}`.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Role {
    /// A value that passes, or nothing if it may be missing.
    Any,
    /// A value that passes.
    Value,
    /// Nothing.
    Nothing,
}

impl<'p> Wanted<'p> {
    fn of(field: &'p Field) -> Wanted<'p> {
        Wanted { field, rest: Some(&field.path), role: Role::Any }
    }

    fn may_be_absent(self) -> bool {
        match self.role {
            Role::Any => self.field.may_be_absent(),
            Role::Value => false,
            Role::Nothing => true,
        }
    }

    /// The members of an object that may lead to the field.
    fn ways<'e>(self, object: &'e Map<String, Value>) -> impl Iterator<Item = Way<'p, 'e>> + use<'p, 'e> {
        let rest = self.rest.unwrap_or_default();
        let through = rest
            .match_indices('.')
            .filter_map(move |(dot, _)| Some((rest.get(..dot)?, Some(rest.get(dot + 1..)?))));
        let ends = self.rest.map(|rest| (rest, None));
        let lead = move |(name, rest): (&'p str, Option<&'p str>)| {
            Some(Way { name, value: object.get(name)?, wanted: Wanted { rest, ..self } })
        };
        through.chain(ends).filter_map(lead)
    }
}

/// A member of an object by which a field goes on.
struct Way<'p, 'e> {
    name: &'p str,
    value: &'e Value,
    wanted: Wanted<'p>,
}

impl<'p, 'e> Way<'p, 'e> {
    fn looked_for(&self, role: Role) -> Way<'p, 'e> {
        Way { name: self.name, value: self.value, wanted: Wanted { role, ..self.wanted } }
    }
}

struct Walk {
    steps: u64,
    /// Levels that are left.
    depth: usize,
}

impl Walk {
    /// Counts work; no when there has been enough.
    fn step(&mut self, work: usize) -> bool {
        let work = u64::try_from(work).unwrap_or(u64::MAX);
        self.steps = self.steps.saturating_sub(work);
        self.steps > 0
    }

    /// Goes down one level; no at the bottom.
    fn below(&mut self, look: impl FnOnce(&mut Walk) -> bool) -> bool {
        if self.depth == 0 {
            return false;
        }
        self.depth -= 1;
        let found = look(self);
        self.depth += 1;
        found
    }

    /// Whether all fields hold for what is here. They are in the order of their paths.
    fn all(&mut self, value: &Value, wanted: &[Wanted<'_>]) -> bool {
        if !self.step(1) {
            return false;
        }
        match value {
            Value::Object(object) => self.below(|walk| walk.object(object, wanted)),
            Value::Array(items) => self.below(|walk| walk.array(items, wanted)),
            leaf => wanted.iter().all(|wanted| match wanted.rest {
                Some(_) => wanted.may_be_absent(),
                None => self.leaf(leaf, *wanted),
            }),
        }
    }

    fn leaf(&mut self, value: &Value, wanted: Wanted<'_>) -> bool {
        let tests = &wanted.field.tests;
        self.step(tests.len())
            && wanted.role != Role::Nothing
            && tests.iter().any(|test: &Test| test.holds(value))
    }

    fn object(&mut self, object: &Map<String, Value>, wanted: &[Wanted<'_>]) -> bool {
        self.part(object, wanted, &mut Vec::new())
    }

    /// Decides of each field by which member it goes on, then looks into the members.
    fn part<'p, 'e>(
        &mut self,
        object: &'e Map<String, Value>,
        mut wanted: &[Wanted<'p>],
        taken: &mut Vec<Way<'p, 'e>>,
    ) -> bool {
        while let Some((first, others)) = wanted.split_first() {
            if !self.step(1) {
                return false;
            }
            let mut ways: Vec<Way<'p, 'e>> = first.ways(object).collect();
            if ways.len() > 1 && first.role != Role::Nothing {
                return self.below(|walk| walk.choose(object, &ways, others, taken));
            }
            if ways.is_empty() && !first.may_be_absent() {
                return false;
            }
            taken.append(&mut ways);
            wanted = others;
        }
        self.members(taken)
    }

    /// A field that several members may lead to is found by one of them, or missing behind all.
    fn choose<'p, 'e>(
        &mut self,
        object: &'e Map<String, Value>,
        ways: &[Way<'p, 'e>],
        others: &[Wanted<'p>],
        taken: &mut Vec<Way<'p, 'e>>,
    ) -> bool {
        let mark = taken.len();
        for way in ways {
            taken.push(way.looked_for(Role::Value));
            let found = self.part(object, others, taken);
            taken.truncate(mark);
            if found {
                return true;
            }
        }
        taken.extend(ways.iter().map(|way| way.looked_for(Role::Nothing)));
        ways.iter().all(|way| way.wanted.may_be_absent()) && self.part(object, others, taken)
    }

    /// Looks into each member for the fields that go on by it.
    fn members(&mut self, taken: &[Way<'_, '_>]) -> bool {
        taken.iter().enumerate().all(|(at, way)| {
            let earlier = taken.iter().take(at).any(|other| other.name == way.name);
            let together = taken.iter().skip(at).filter(|other| other.name == way.name);
            earlier || self.all(way.value, &together.map(|other| other.wanted).collect::<Vec<_>>())
        })
    }

    fn array(&mut self, items: &[Value], wanted: &[Wanted<'_>]) -> bool {
        let mut wanted = wanted;
        while let Some((first, others)) = wanted.split_first() {
            let within: Vec<&Value> = items.iter().filter(|item| self.is_within(item, *first)).collect();
            if !within.is_empty() {
                // The field is somewhere in here, so it cannot count as missing.
                return first.role != Role::Nothing && self.elements(items, &within, wanted);
            }
            if !first.may_be_absent() {
                return false;
            }
            wanted = others;
        }
        true
    }

    /// Of those elements that have a value for the first field, one passes.
    fn elements(&mut self, items: &[Value], within: &[&Value], wanted: &[Wanted<'_>]) -> bool {
        let Some((first, others)) = wanted.split_first() else { return true };
        let (nested, plain): (Vec<&Value>, Vec<&Value>) =
            within.iter().partition(|item| item.is_object() || item.is_array());
        // A plain value chooses no element for the fields behind.
        (plain.iter().any(|item| self.leaf(item, *first)) && self.array(items, others))
            || nested.iter().any(|item| self.all(item, wanted))
    }

    /// Whether there is any value for a field in what is here.
    fn is_within(&mut self, value: &Value, wanted: Wanted<'_>) -> bool {
        if !self.step(1) {
            return false;
        }
        match value {
            Value::Object(object) => {
                self.below(|walk| wanted.ways(object).any(|way| walk.is_within(way.value, way.wanted)))
            }
            Value::Array(items) => self.below(|walk| items.iter().any(|item| walk.is_within(item, wanted))),
            _ => wanted.rest.is_none(),
        }
    }
}
