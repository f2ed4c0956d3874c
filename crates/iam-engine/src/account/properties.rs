//! Properties of an account: pairs that switch features of IAM. They are kept, whatever they are about.
//!
//! <https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutAccountProperties.html>

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use wire::fault::Fault;

use crate::error::account as error;
use crate::records::{Kind, Record};

/// How many an account has at most. Ours: AWS's page has no number.
pub(crate) const MOST: usize = 100;

/// The properties of an account.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Properties(pub(crate) BTreeMap<String, String>);

impl Record for Properties {
    const KIND: Kind = Kind::Account;

    fn name(&self) -> &str {
        Properties::NAME
    }
}

impl Properties {
    /// By which they are found.
    pub(crate) const NAME: &'static str = "properties";

    /// Sets properties over those of the same keys.
    ///
    /// # Errors
    ///
    /// There would be too many.
    pub(crate) fn set(&mut self, set: BTreeMap<String, String>) -> Result<(), Fault> {
        self.0.extend(set);
        if self.0.len() > MOST { Err(error::too_many_properties(MOST)) } else { Ok(()) }
    }
}

/// Judges the keys of a request: each is `Namespace/PropertyName`, and all are of one namespace.
///
/// # Errors
///
/// One is not, or of another.
pub(crate) fn check<'k>(keys: impl Iterator<Item = &'k str>) -> Result<(), Fault> {
    let mut namespace = None;
    for key in keys {
        let parts = key.split_once('/').filter(|(space, name)| !space.is_empty() && !name.is_empty());
        let (space, _) =
            parts.filter(|(_, name)| !name.contains('/')).ok_or_else(|| error::property_key(key))?;
        if *namespace.get_or_insert(space) != space {
            return Err(error::property_namespaces());
        }
    }
    Ok(())
}
