//! Expressions that were parsed before, by their text: programs send the same few again and again. What is kept has no
//! values; a request of the same form, with the same names and values of the same types, gets it with its own.

use std::collections::HashMap;

use ddb_expr::ast::Condition;
use ddb_expr::kind::Kind;
use ddb_expr::names::{Bind, Form, Placeholders};
use ddb_expr::projection::Projection;
use ddb_expr::update::Update;
use parking_lot::RwLock;

/// Longest text that is kept.
const MAX_TEXT_BYTES: usize = 512;
/// Texts that are kept at most, and forms of one text.
const MAX_TEXTS: usize = 256;
const MAX_FORMS: usize = 4;
/// Bytes of texts, names and placeholders that are kept at most. What they came to takes some ten times as much.
const MAX_BYTES: usize = 128 * 1024;

/// Parsed expressions of all requests.
#[derive(Debug, Default)]
pub(crate) struct Parsed(RwLock<Known>);

#[derive(Debug, Default)]
struct Known {
    of_text: HashMap<Box<str>, Vec<Entry>>,
    /// Bytes of what is kept.
    bytes: usize,
}

#[derive(Debug)]
struct Entry {
    kind: Kind,
    form: Form,
    meaning: Meaning,
}

/// What an expression came to, without values.
#[derive(Debug)]
pub(crate) enum Meaning {
    Condition(Condition),
    Update(Update),
    Projection(Projection),
}

/// What expressions come to.
pub(crate) trait Expression: Bind {
    /// To be kept.
    fn kept(self) -> Meaning;
    /// Back from what is kept.
    fn of(meaning: &Meaning) -> Option<&Self>;
}

impl Expression for Condition {
    fn kept(self) -> Meaning {
        Meaning::Condition(self)
    }

    fn of(meaning: &Meaning) -> Option<&Condition> {
        if let Meaning::Condition(condition) = meaning { Some(condition) } else { None }
    }
}

impl Expression for Update {
    fn kept(self) -> Meaning {
        Meaning::Update(self)
    }

    fn of(meaning: &Meaning) -> Option<&Update> {
        if let Meaning::Update(update) = meaning { Some(update) } else { None }
    }
}

impl Expression for Projection {
    fn kept(self) -> Meaning {
        Meaning::Projection(self)
    }

    fn of(meaning: &Meaning) -> Option<&Projection> {
        if let Meaning::Projection(projection) = meaning { Some(projection) } else { None }
    }
}

impl Parsed {
    /// What an expression comes to: as it was kept, or as `parse` has it.
    pub(super) fn expression<T: Expression>(
        &self,
        kind: Kind,
        text: &str,
        placeholders: &mut Placeholders,
        parse: impl FnOnce(&mut Placeholders) -> Result<T, ddb_expr::Error>,
    ) -> Result<T, ddb_expr::Error> {
        {
            let known = self.0.read();
            let mut entries = known.of_text.get(text).into_iter().flatten();
            let entry = entries.find(|entry| entry.kind == kind && placeholders.fits(&entry.form));
            if let Some((entry, expression)) = entry.and_then(|entry| Some((entry, T::of(&entry.meaning)?))) {
                placeholders.use_as(&entry.form);
                return Ok(expression.bound(placeholders));
            }
        }
        let (parsed, form) = placeholders.with_form(parse)?;
        if let Some(form) = form.filter(|_| text.len() <= MAX_TEXT_BYTES && parsed.is_bindable()) {
            self.0.write().keep(text, Entry { kind, form, meaning: parsed.unbound().kept() });
        }
        Ok(parsed)
    }
}

impl Known {
    /// Keeps one more. Where there is no room all others go: those that are sent again come again.
    fn keep(&mut self, text: &str, entry: Entry) {
        let bytes = text.len() + entry.form.bytes();
        if self.of_text.len() >= MAX_TEXTS || self.bytes + bytes > MAX_BYTES {
            *self = Known::default();
        }
        self.bytes += bytes;
        let forms = self.of_text.entry(text.into()).or_default();
        if forms.len() >= MAX_FORMS {
            forms.clear();
        }
        forms.push(entry);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ddb_expr::condition;
    use ddb_expr::json::item_from_slice;

    fn placeholders(names: &[(&str, &str)], values: &str) -> Placeholders {
        let names =
            names.iter().map(|(key, name)| ((*key).to_owned(), (*name).to_owned())).collect::<Vec<_>>();
        let values = item_from_slice(values.as_bytes()).unwrap();
        Placeholders::new((!names.is_empty()).then_some(names), Some(&values)).unwrap()
    }

    /// What a condition comes to, twice, and in the way of one that is kept nowhere.
    fn check(parsed: &Parsed, text: &str, names: &[(&str, &str)], values: &str) {
        let parse = |known: &mut Placeholders| condition::parse(Kind::Condition, text, known);
        let mut alone = placeholders(names, values);
        let expected = parse(&mut alone);
        for _ in 0..2 {
            let mut known = placeholders(names, values);
            let found = parsed.expression(Kind::Condition, text, &mut known, parse);
            assert_eq!(found, expected, "{text} {values}");
            assert_eq!(known.unused(), alone.unused(), "{text} {values}");
        }
    }

    /// Our promise: nobody sees whether an expression was parsed before.
    #[test]
    fn what_was_parsed_before_means_what_it_means_now() {
        let parsed = Parsed::default();
        let text = "attribute_exists(#a) AND #b.c[1] >= :x OR contains(#a, :y) OR size(#a) IN (:x, :y)";
        for values in [
            r#"{":x":{"N":"1"},":y":{"S":"a"}}"#,
            r#"{":x":{"N":"2"},":y":{"S":"b"}}"#,
            r#"{":x":{"S":"2"},":y":{"S":"b"}}"#,
            r#"{":x":{"BOOL":true},":y":{"S":"b"}}"#,
            r#"{":w":{"N":"2"},":x":{"N":"2"},":y":{"S":"b"}}"#,
            r#"{":x":{"N":"3"},":z":{"S":"b"}}"#,
        ] {
            for names in [[("#a", "one"), ("#b", "two")], [("#a", "two"), ("#b", "two")]] {
                check(&parsed, text, &names, values);
            }
        }
        for values in [r#"{":x":{"N":"1"},":y":{"N":"2"}}"#, r#"{":x":{"N":"2"},":y":{"N":"1"}}"#] {
            check(&parsed, "a BETWEEN :x AND :y", &[], values);
        }
        for values in [r#"{":x":{"S":"N"}}"#, r#"{":x":{"S":"SS"}}"#, r#"{":x":{"S":"no"}}"#] {
            check(&parsed, "attribute_type(a, :x)", &[], values);
        }
    }

    #[test]
    fn what_is_kept_has_a_bound() {
        let parsed = Parsed::default();
        for n in 0..3 * MAX_TEXTS {
            check(&parsed, &format!("a{n} = :x AND {} = :x", "b".repeat(300)), &[], r#"{":x":{"N":"1"}}"#);
            let known = parsed.0.read();
            assert!(known.of_text.len() <= MAX_TEXTS && known.bytes <= MAX_BYTES);
        }
        check(&parsed, &format!("{} = :x", "b".repeat(MAX_TEXT_BYTES)), &[], r#"{":x":{"N":"1"}}"#);
        let known = parsed.0.read();
        assert!(!known.of_text.is_empty() && known.of_text.keys().all(|text| text.len() <= MAX_TEXT_BYTES));
    }
}
