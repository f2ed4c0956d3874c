//! Keys and projections as AWS describes them.

use serde_json::{Value, json};

use crate::definition::schema::{KeyAttribute, KeySchema, Projection};

/// `AttributeDefinitions`, which AWS sorts by name: <https://github.com/aws-controllers-k8s/community/issues/1599>.
pub(crate) fn attributes(attributes: &[KeyAttribute]) -> Value {
    let mut sorted: Vec<&KeyAttribute> = attributes.iter().collect();
    sorted.sort_unstable_by_key(|attribute| &attribute.name);
    sorted
        .into_iter()
        .map(|attribute| json!({"AttributeName": attribute.name, "AttributeType": attribute.kind.name()}))
        .collect()
}

/// `KeySchema`
pub(crate) fn key_schema(key: &KeySchema) -> Value {
    let hash = key.hash.iter().map(|attribute| (attribute, "HASH"));
    let range = key.range.iter().map(|attribute| (attribute, "RANGE"));
    hash.chain(range)
        .map(|(attribute, role)| json!({"AttributeName": attribute.name, "KeyType": role}))
        .collect()
}

/// `Projection`
pub(crate) fn projection(projection: &Projection) -> Value {
    match projection {
        Projection::All => json!({"ProjectionType": "ALL"}),
        Projection::KeysOnly => json!({"ProjectionType": "KEYS_ONLY"}),
        Projection::Include(names) => {
            // AWS sorts them.
            let mut names: Vec<&String> = names.iter().collect();
            names.sort_unstable();
            json!({"ProjectionType": "INCLUDE", "NonKeyAttributes": names})
        }
    }
}
