//! Who signed a form: the gateway for S3. A form's signature stands in the body, where the gateway does not look, so the
//! engine that reads the body asks.

use std::fmt;

use crate::arn::{AccountId, Region};
use crate::call::Caller;
use crate::clock::Timestamp;
use crate::service::{Facts, Refusal};

/// The signature of a form, in its fields' own words.
#[derive(Clone, Copy, Debug)]
pub struct FormSignature<'f> {
    /// What is signed: the policy as it was sent.
    pub policy: &'f str,
    /// The signature.
    pub signature: &'f str,
    /// The session token of temporary credentials.
    pub session_token: Option<&'f str>,
    /// Who signs, and how.
    pub signer: FormSigner<'f>,
}

/// How a form names its signer.
#[derive(Clone, Copy, Debug)]
pub enum FormSigner<'f> {
    /// Signature Version 2.
    Version2 {
        /// The access key id.
        access_key: &'f str,
    },
    /// Signature Version 4.
    Version4 {
        /// `AWS4-HMAC-SHA256`.
        algorithm: &'f str,
        /// `key/date/region/service/aws4_request`.
        credential: &'f str,
        /// `yyyymmddThhmmssZ`.
        date: &'f str,
    },
}

impl<'f> FormSigner<'f> {
    /// The access key id, or as much of a credential as can be read.
    pub fn access_key(&self) -> &'f str {
        match self {
            FormSigner::Version2 { access_key } => access_key,
            FormSigner::Version4 { credential, .. } => credential.split('/').next().unwrap_or_default(),
        }
    }
}

/// In whose name a form was signed.
#[derive(Clone, Debug)]
pub struct FormCaller {
    /// The account whose state the form sees.
    pub account: AccountId,
    /// The region that it was signed for; nothing in version 2.
    pub region: Option<Region>,
    /// Who it is.
    pub caller: Caller,
}

/// What knows whose a form is.
pub trait FormSigners: Send + Sync + fmt::Debug {
    /// The signer of a form that came to this service. Where signatures are verified the form's is right then; where they
    /// are not, any will do.
    ///
    /// # Errors
    /// What the service's front says of a key that it does not know and of a signature that it does not believe.
    fn caller_of(
        &self,
        service: &Facts,
        form: &FormSignature<'_>,
        now: Timestamp,
    ) -> Result<FormCaller, Refusal>;
}
