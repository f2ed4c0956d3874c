//! Types, tiers and values.

use std::fmt;

use serde::{Deserialize, Serialize};
use wire::fault::Fault;

use crate::error;

/// The type of a parameter. The order is part of the format on disk: only add.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Kind {
    Text,
    List,
    Secure,
}

impl Kind {
    /// Of AWS's spelling.
    pub(crate) fn read(text: &str) -> Option<Kind> {
        [Kind::Text, Kind::List, Kind::Secure].into_iter().find(|kind| kind.shown() == text)
    }

    /// AWS's spelling.
    pub(crate) fn shown(self) -> &'static str {
        match self {
            Kind::Text => "String",
            Kind::List => "StringList",
            Kind::Secure => "SecureString",
        }
    }
}

/// The tier that a parameter has. The order is part of the format on disk: only add.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Tier {
    Standard,
    Advanced,
}

impl Tier {
    /// AWS's spelling.
    pub(crate) fn shown(self) -> &'static str {
        match self {
            Tier::Standard => "Standard",
            Tier::Advanced => "Advanced",
        }
    }

    /// How many parameters of it an account may have in a region:
    /// <https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html>.
    pub(crate) fn most(self) -> u64 {
        match self {
            Tier::Standard => 10_000,
            Tier::Advanced => 100_000,
        }
    }

    /// How many characters a value of it may have.
    pub(crate) fn most_characters(self) -> usize {
        match self {
            Tier::Standard => 4096,
            Tier::Advanced => 8192,
        }
    }
}

/// The tier that is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AskedTier {
    /// This one.
    Just(Tier),
    /// The advanced one where it is needed.
    Intelligent,
}

impl AskedTier {
    /// Of AWS's spelling.
    pub(crate) fn read(text: &str) -> Option<AskedTier> {
        match text {
            "Standard" => Some(AskedTier::Just(Tier::Standard)),
            "Advanced" => Some(AskedTier::Just(Tier::Advanced)),
            "Intelligent-Tiering" => Some(AskedTier::Intelligent),
            _ => None,
        }
    }
}

/// A value as it is kept. The order is part of the format on disk: only add.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Value {
    Plain(String),
    /// A ciphertext of KMS's, bound to the parameter's ARN.
    Sealed(Vec<u8>),
}

impl fmt::Debug for Value {
    /// Never shows the value: it would come into logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Plain(text) => write!(f, "Plain({} bytes)", text.len()),
            Value::Sealed(bytes) => write!(f, "Sealed({} bytes)", bytes.len()),
        }
    }
}

/// Judges a value of any type.
///
/// # Errors
///
/// It is a reference to another parameter, or looks like one.
pub(crate) fn check_value(value: &str) -> Result<(), Fault> {
    let behind = value.split_once("{{").map(|(_, behind)| behind);
    if behind.is_some_and(|behind| behind.contains("}}")) { Err(error::nested_value()) } else { Ok(()) }
}
