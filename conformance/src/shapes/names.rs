//! The names of the statics of a table. They follow from the whole model, so that one more operation renames nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::model::{Node, Service};

/// The statics of the shapes of a model, by the shape's name.
#[derive(Debug)]
pub(super) struct Names(BTreeMap<String, String>);

impl Names {
    /// Names every shape. Where two would have one name, an operation comes before a shape, then the first in the model.
    pub(super) fn of(service: &Service) -> Names {
        let mut taken: BTreeSet<String> = ["MODEL", "NOTHING"].map(str::to_owned).into();
        taken.extend(service.operations.keys().map(|operation| upper(operation)));
        let mut names = BTreeMap::new();
        for (shape, node) in &service.shapes {
            let plain = upper(shape);
            let numbered = (2..).map(|number| format!("{plain}_{number}"));
            let mut candidates = std::iter::once(plain.clone()).chain(numbered);
            let is_free = |name: &String| statics(node, name).all(|name| !taken.contains(&name));
            let name = candidates.find(is_free).unwrap_or(plain);
            taken.extend(statics(node, &name));
            names.insert(shape.clone(), name);
        }
        Names(names)
    }

    /// The static of a shape.
    pub(super) fn get(&self, shape: &str) -> &str {
        self.0.get(shape).map(String::as_str).unwrap_or_default()
    }
}

/// The statics that a shape may need.
fn statics<'a>(node: &Node, name: &'a str) -> impl Iterator<Item = String> + use<'a> {
    let kind = node.r#type.as_deref().unwrap_or_default();
    let own = matches!(kind, "structure" | "list" | "map").then(|| name.to_owned());
    let flattened = matches!(kind, "list" | "map").then(|| flattened(name));
    let pattern = node.pattern.as_ref().map(|_| pattern(name));
    let values = node.r#enum.as_ref().map(|_| values(name));
    [own, flattened, pattern, values].into_iter().flatten()
}

/// The static of a list or map that is flattened, where the shape itself is not.
pub(super) fn flattened(name: &str) -> String {
    format!("{name}_FLATTENED")
}

/// The static of a shape's pattern.
pub(super) fn pattern(name: &str) -> String {
    format!("{name}_PATTERN")
}

/// The constant of a shape's values.
pub(super) fn values(name: &str) -> String {
    format!("{name}_VALUES")
}

/// AWS's camel case as the name of a static: `AssumeRoleWithSAML` is `ASSUME_ROLE_WITH_SAML`.
pub(super) fn upper(name: &str) -> String {
    let chars: Vec<char> = name.chars().collect();
    let mut out = String::with_capacity(name.len() + 8);
    for (at, char) in chars.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| chars.get(at));
        let behind = chars.get(at + 1);
        let ends_word = before.is_some_and(|before| before.is_ascii_lowercase() || before.is_ascii_digit());
        let ends_letters =
            before.is_some_and(char::is_ascii_uppercase) && behind.is_some_and(char::is_ascii_lowercase);
        if char.is_ascii_uppercase() && (ends_word || ends_letters) {
            out.push('_');
        }
        out.push(if char.is_ascii_alphanumeric() { char.to_ascii_uppercase() } else { '_' });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn camel_case_becomes_the_name_of_a_static() {
        let check = |name, expected: &str| assert_eq!(upper(name), expected);
        check("GetCallerIdentity", "GET_CALLER_IDENTITY");
        check("AssumeRoleWithSAML", "ASSUME_ROLE_WITH_SAML");
        check("SAMLAssertionType", "SAML_ASSERTION_TYPE");
        check("S3Bucket", "S3_BUCKET");
        check("arnType", "ARN_TYPE");
        check("__string", "__STRING");
    }
}
