//! The resource policy of a function: who may invoke it.
//!
//! Kept and shown; nothing here enforces it, as there is no IAM.
//! <https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html>

use std::ops::ControlFlow;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use store::space::Fields;
use store::{Batch, Key, Space, Store};

use crate::error::Error;
use crate::function_name::FunctionId;

/// The longest policy.
const LIMIT: usize = 20_480;

/// The policy of a function, or of one of its versions or aliases.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Policy {
    pub(crate) revision: String,
    pub(crate) statements: Vec<Value>,
}

impl Policy {
    /// `qualifier` is empty for the function itself.
    pub(crate) fn key(id: &FunctionId, qualifier: Option<&str>) -> Key {
        id.key(Space::LambdaPolicy).text(qualifier.unwrap_or_default())
    }

    pub(crate) fn load(
        store: &Store,
        id: &FunctionId,
        qualifier: Option<&str>,
    ) -> Result<Option<Policy>, Error> {
        let record = store.get(Policy::key(id, qualifier).as_bytes())?;
        let decode = |record: bytes::Bytes| {
            serde_json::from_slice(&record).map_err(|cause| Error::damaged("a policy", cause))
        };
        record.map(decode).transpose()
    }

    pub(crate) fn put(
        &self,
        batch: &mut Batch,
        id: &FunctionId,
        qualifier: Option<&str>,
    ) -> Result<(), Error> {
        let len = self.document().len();
        if len > LIMIT {
            return Err(Error::policy_too_long(len, LIMIT));
        }
        batch.put(Policy::key(id, qualifier), serde_json::to_vec(self).map_err(Error::internal)?);
        Ok(())
    }

    /// Every policy of a function, with those of its versions and aliases.
    pub(crate) fn delete_all(store: &Store, id: &FunctionId, batch: &mut Batch) -> Result<(), Error> {
        let mut qualifiers = Vec::new();
        store.scan_prefix(&id.key(Space::LambdaPolicy), &mut |key, _| {
            let mut fields = Fields::of(key);
            let skipped = (fields.account(), fields.region(), fields.text());
            qualifiers.extend(fields.text().filter(|_| skipped.0.is_some()));
            ControlFlow::Continue(())
        })?;
        qualifiers.iter().for_each(|qualifier| batch.delete(Policy::key(id, Some(qualifier))));
        Ok(())
    }

    /// The document as the API shows it: JSON in a string.
    pub(crate) fn document(&self) -> String {
        json!({"Version": "2012-10-17", "Id": "default", "Statement": self.statements}).to_string()
    }

    pub(crate) fn find(&self, statement_id: &str) -> Option<usize> {
        self.statements
            .iter()
            .position(|statement| statement.get("Sid").is_some_and(|sid| sid == statement_id))
    }

    pub(crate) fn check_revision(&self, given: Option<&str>) -> Result<(), Error> {
        match given {
            Some(given) if given != self.revision => Err(Error::old_revision("GetPolicy")),
            _ => Ok(()),
        }
    }
}
