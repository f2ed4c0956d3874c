//! Encryption at rest with a KMS key. There is no KMS here: a key is a name. Texts: measured on AWS by the authors of
//! ack-api-quirks, 2026-10.
//!
//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_SSESpecification.html>

use base::arn::Arn;

use crate::definition::owner::Owner;
use crate::definition::schema::Sse;
use crate::error::{Error, Result};
use crate::message::shape::Fields;

impl Sse {
    /// `SSESpecification`: nothing for the encryption that AWS gives every table.
    pub(crate) fn wanted(owner: &Owner, fields: &Fields<'_>) -> Result<Option<Sse>> {
        let (kind, key) = (fields.text("SSEType"), fields.text("KMSMasterKeyId"));
        let wrong = match (fields.boolean("Enabled") == Some(true), kind, key) {
            (false, Some(_), _) => "SSEType can not be specified if Enabled is false",
            (false, None, Some(_)) => "KMSMasterKeyId can not be specified if Enabled is false",
            (false, None, None) => return Ok(None),
            (true, Some("AES256"), _) => "SSEType AES256 is not supported",
            (true, None, Some(_)) => "SSEType KMS is required if KMSMasterKeyId is specified",
            (true, ..) => return Ok(Some(Sse::of(owner, key))),
        };
        Err(Error::invalid(wrong))
    }

    /// Refuses an update that changes nothing.
    pub(crate) fn check_change(before: Option<&Sse>, after: Option<&Sse>) -> Result<()> {
        Err(Error::invalid(match (before, after) {
            (None, None) => "Table is already encrypted by default",
            (Some(before), Some(after)) if before.key == after.key => {
                "Table is already encrypted with given KMSMasterKeyId. Use KMSMasterKeyId parameter if you want to \
                 change Master Key"
            }
            _ => return Ok(()),
        }))
    }

    /// AWS's own key for DynamoDB in a region.
    pub(crate) fn managed(owner: &Owner) -> Sse {
        Sse { key: Arn::regional("kms", &owner.1, owner.0, "alias/aws/dynamodb").to_string() }
    }

    /// The key that a request names by its id, ARN or alias, or AWS's own for DynamoDB.
    pub(crate) fn of(owner: &Owner, id: Option<&str>) -> Sse {
        let Some(id) = id else { return Sse::managed(owner) };
        if id.starts_with("arn:") {
            return Sse { key: id.to_owned() };
        }
        let resource = if id.starts_with("alias/") { id.to_owned() } else { format!("key/{id}") };
        Sse { key: Arn::regional("kms", &owner.1, owner.0, resource).to_string() }
    }

    /// Whether it is AWS's own key.
    pub(crate) fn is_managed(&self) -> bool {
        self.key.ends_with(":alias/aws/dynamodb")
    }
}
