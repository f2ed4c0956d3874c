//! A table as a map, and what writes do to it, written for plainness: every item cloned, every rule spelt out.

use std::collections::BTreeMap;

use serde_json::{Value, json};

/// An item, its key included.
pub(super) type Item = BTreeMap<String, Value>;

/// Partition keys; one has the byte that ends texts in the store.
pub(super) const PARTITIONS: &[&str] = &["a", "b", "c\u{0}"];

/// A key: of few, so that writes meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    pub(super) pk: &'static str,
    pub(super) sk: i64,
}

impl Key {
    pub(super) fn item(self) -> Item {
        Item::from([
            ("pk".to_owned(), json!({"S": self.pk})),
            ("sk".to_owned(), json!({"N": self.sk.to_string()})),
        ])
    }
}

/// An expression and what it means, on an item that may be missing.
#[derive(Clone, Copy, Debug)]
pub(super) struct Condition {
    pub(super) text: &'static str,
    /// `ExpressionAttributeValues`
    pub(super) values: &'static str,
    pub(super) holds: fn(&Item) -> bool,
}

fn number(item: &Item, name: &str) -> Option<i64> {
    item.get(name)?.get("N")?.as_str()?.parse().ok()
}

fn text<'a>(item: &'a Item, name: &str) -> Option<&'a str> {
    item.get(name)?.get("S")?.as_str()
}

fn set<'a>(item: &'a Item, name: &str) -> Vec<&'a str> {
    let set = item.get(name).and_then(|set| set.get("SS")).and_then(Value::as_array);
    set.into_iter().flatten().filter_map(Value::as_str).collect()
}

/// Conditions of writes. A missing item is one without attributes. Their values begin with `:c`, so that none is that
/// of an update beside them.
pub(super) const CONDITIONS: &[Condition] = &[
    Condition { text: "attribute_exists(pk)", values: "null", holds: |item| item.contains_key("pk") },
    Condition { text: "attribute_not_exists(pk)", values: "null", holds: |item| !item.contains_key("pk") },
    Condition { text: "attribute_exists(g)", values: "null", holds: |item| item.contains_key("g") },
    Condition {
        text: "n > :cn OR NOT attribute_type(n, :ctype)",
        values: r#"{":cn": {"N": "1"}, ":ctype": {"S": "N"}}"#,
        holds: |item| number(item, "n").is_none_or(|n| n > 1),
    },
    Condition {
        text: "g BETWEEN :cx AND :cy AND contains(s, :ca)",
        values: r#"{":cx": {"S": "x"}, ":cy": {"S": "xx"}, ":ca": {"S": "a"}}"#,
        holds: |item| text(item, "g") == Some("x") && set(item, "s").contains(&"a"),
    },
    Condition {
        text: "size(s) = :cn AND NOT (sk IN (:cn, :cm) OR m.a < :cn)",
        values: r#"{":cn": {"N": "2"}, ":cm": {"N": "-1"}}"#,
        holds: |item| {
            let map = item.get("m").and_then(|map| map.get("M")?.get("a")?.get("N")?.as_str()?.parse().ok());
            set(item, "s").len() == 2
                && !matches!(number(item, "sk"), Some(2 | -1))
                && map.is_none_or(|a: i64| a >= 2)
        },
    },
];

/// Filters: conditions on attributes that are in no key.
pub(super) const FILTERS: &[Condition] = &[
    Condition {
        text: "contains(s, :a)",
        values: r#"{":a": {"S": "a"}}"#,
        holds: |item| set(item, "s").contains(&"a"),
    },
    Condition {
        text: "attribute_not_exists(m.a)",
        values: "null",
        holds: |item| item.get("m").is_none_or(|map| map.get("M").and_then(|map| map.get("a")).is_none()),
    },
];

/// An update and what it means. `apply` gives nothing where AWS refuses.
#[derive(Clone, Copy, Debug)]
pub(super) struct Update {
    pub(super) text: &'static str,
    /// `ExpressionAttributeValues`
    pub(super) values: &'static str,
    pub(super) apply: fn(&Item, &mut Item) -> Option<()>,
}

fn put(item: &mut Item, name: &str, value: Value) {
    item.insert(name.to_owned(), value);
}

fn put_number(item: &mut Item, name: &str, value: i64) {
    put(item, name, json!({"N": value.to_string()}));
}

fn put_set(item: &mut Item, name: &str, mut elements: Vec<&str>) {
    elements.sort_unstable();
    elements.dedup();
    if elements.is_empty() {
        item.remove(name);
    } else {
        put(item, name, json!({"SS": elements}));
    }
}

/// Right sides read the item as it was, the first argument.
pub(super) const UPDATES: &[Update] = &[
    Update {
        text: "SET g = :x REMOVE n",
        values: r#"{":x": {"S": "x"}}"#,
        apply: |_, new| {
            put(new, "g", json!({"S": "x"}));
            new.remove("n");
            Some(())
        },
    },
    Update {
        text: "SET g = :y",
        values: r#"{":y": {"S": "y"}}"#,
        apply: |_, new| {
            put(new, "g", json!({"S": "y"}));
            Some(())
        },
    },
    Update {
        text: "ADD n :one, s :a",
        values: r#"{":one": {"N": "1"}, ":a": {"SS": ["b", "a"]}}"#,
        apply: |old, new| {
            put_number(new, "n", number(old, "n").unwrap_or(0) + 1);
            let mut elements = set(old, "s");
            elements.extend(["a", "b"]);
            put_set(new, "s", elements);
            Some(())
        },
    },
    Update {
        text: "SET n = if_not_exists(n, :zero) - :two DELETE s :b",
        values: r#"{":zero": {"N": "0"}, ":two": {"N": "2"}, ":b": {"SS": ["b"]}}"#,
        apply: |old, new| {
            put_number(new, "n", number(old, "n").unwrap_or(0) - 2);
            put_set(new, "s", set(old, "s").into_iter().filter(|element| *element != "b").collect());
            Some(())
        },
    },
    Update {
        text: "SET n = n + n",
        values: "null",
        apply: |old, new| {
            put_number(new, "n", number(old, "n")?.checked_mul(2)?);
            Some(())
        },
    },
    Update {
        text: "SET m.a = n, m.b = :one REMOVE g",
        values: r#"{":one": {"N": "1"}}"#,
        apply: |old, new| {
            let n = old.get("n")?.clone();
            let map = new.get_mut("m")?.get_mut("M")?;
            let map = map.as_object_mut()?;
            map.insert("a".to_owned(), n);
            map.insert("b".to_owned(), json!({"N": "1"}));
            new.remove("g");
            Some(())
        },
    },
    Update {
        text: "SET m = if_not_exists(m, :m) REMOVE s",
        values: r#"{":m": {"M": {}}}"#,
        apply: |old, new| {
            put(new, "m", old.get("m").cloned().unwrap_or_else(|| json!({"M": {}})));
            new.remove("s");
            Some(())
        },
    },
    Update {
        text: "REMOVE g, m.b",
        values: "null",
        apply: |old, new| {
            // Where there was no item there is nothing to remove; else the map must be there.
            if old.contains_key("pk") {
                new.get_mut("m")?.get_mut("M")?.as_object_mut()?.remove("b");
            }
            new.remove("g");
            Some(())
        },
    },
];

/// What is done to one item.
#[derive(Clone, Debug)]
pub(super) enum Action {
    /// The whole item.
    Put(Item),
    Delete,
    Update(Update),
    Check,
}

/// A write of one item.
#[derive(Clone, Debug)]
pub(super) struct Write {
    pub(super) key: Key,
    pub(super) action: Action,
    pub(super) condition: Option<Condition>,
}

/// What a write comes to.
#[derive(Debug, PartialEq)]
pub(super) enum Outcome {
    Becomes(Option<Item>),
    ConditionFails,
    Refused,
}

/// What a stream record says.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Change {
    pub(super) key: Key,
    pub(super) before: Option<Item>,
    pub(super) after: Option<Item>,
}

/// The table, and all that happened to it.
#[derive(Debug, Default)]
pub(super) struct Table {
    pub(super) items: BTreeMap<Key, Item>,
    pub(super) changes: Vec<Change>,
}

impl Table {
    /// What a write would come to now.
    pub(super) fn outcome(&self, write: &Write) -> Outcome {
        let before = self.items.get(&write.key);
        let none = Item::new();
        let judged = before.unwrap_or(&none);
        if write.condition.is_some_and(|condition| !(condition.holds)(judged)) {
            return Outcome::ConditionFails;
        }
        match &write.action {
            Action::Put(item) => Outcome::Becomes(Some(item.clone())),
            Action::Delete => Outcome::Becomes(None),
            Action::Check => Outcome::Becomes(before.cloned()),
            Action::Update(update) => {
                let mut after = before.cloned().unwrap_or_else(|| write.key.item());
                match (update.apply)(judged, &mut after) {
                    // What only takes away makes no item.
                    Some(()) if before.is_none() && update.text.starts_with("REMOVE") => {
                        Outcome::Becomes(None)
                    }
                    Some(()) => Outcome::Becomes(Some(after)),
                    None => Outcome::Refused,
                }
            }
        }
    }

    /// Carries a write out that becomes this, and notes the change if there is one.
    pub(super) fn set(&mut self, key: Key, after: Option<Item>) {
        let before = match &after {
            Some(after) => self.items.insert(key, after.clone()),
            None => self.items.remove(&key),
        };
        if before != after {
            self.changes.push(Change { key, before, after });
        }
    }
}
