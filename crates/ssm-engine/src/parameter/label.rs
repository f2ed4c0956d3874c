//! Labels: names of versions.
//!
//! <https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-labels.html>

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// How many labels a version may have.
pub(crate) const MOST: usize = 10;

/// How many characters a label may have.
const MOST_CHARACTERS: usize = 100;

/// The labels of a parameter, each with the version that it names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Labels(BTreeMap<String, u64>);

impl Labels {
    /// The version of a label.
    pub(crate) fn version(&self, label: &str) -> Option<u64> {
        self.0.get(label).copied()
    }

    /// The labels of a version.
    pub(crate) fn of(&self, version: u64) -> Vec<String> {
        self.0.iter().filter(|(_, of)| **of == version).map(|(label, _)| label.clone()).collect()
    }

    /// Gives a version a label, which another one may have had.
    pub(crate) fn set(&mut self, label: &str, version: u64) {
        self.0.insert(label.to_owned(), version);
    }

    /// Takes a label from a version; whether it had it.
    pub(crate) fn take(&mut self, label: &str, version: u64) -> bool {
        let has = self.version(label) == Some(version);
        if has {
            self.0.remove(label);
        }
        has
    }

    /// Whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Whether a version may have a label.
pub(crate) fn is_label(label: &str) -> bool {
    let begins_as = |start: &str| label.get(..3).is_some_and(|begin| begin.eq_ignore_ascii_case(start));
    (1..=MOST_CHARACTERS).contains(&label.len())
        && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_".contains(&byte))
        && !label.starts_with(|c: char| c.is_ascii_digit())
        && !begins_as("aws")
        && !begins_as("ssm")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// AWS's page on labels.
    #[test]
    fn what_a_label_may_be() {
        for label in ["a", "Prod", "east-region", "v1.0_b", &"a".repeat(100)] {
            assert!(is_label(label), "{label}");
        }
        for label in ["", "1a", "aws", "AWSCURRENT", "ssm-a", "a b", "a/b", "ä", &"a".repeat(101)] {
            assert!(!is_label(label), "{label}");
        }
    }
}
