//! Service-specific credentials of users: <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_service-specific-creds.html>.

use base::clock::Timestamp;
use base::entropy::Entropy;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde::{Deserialize, Serialize};
use wire::value::Fields;

use crate::message::{shown, status};
use crate::model::iam;
use crate::records::{Kind, Record};

/// How many a user may have for each service, from the operation's page:
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateServiceSpecificCredential.html>
pub(crate) const MOST: usize = 2;

/// Bytes of what is secret.
const SECRET_BYTES: usize = 33;

/// The services that take such credentials, and how: by user name and password, or by an API key.
const SERVICES: [(&str, Form); 4] = [
    ("codecommit.amazonaws.com", Form::Password),
    ("cassandra.amazonaws.com", Form::Password),
    ("bedrock.amazonaws.com", Form::ApiKey),
    ("logs.amazonaws.com", Form::ApiKey),
];

/// What a credential is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// A user name and a password.
    Password,
    /// An API key, which may end.
    ApiKey,
}

/// A credential. What is secret of it is shown once, and kept nowhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ServiceCredential {
    /// `ACCA…`
    pub(crate) id: String,
    /// The name of the user.
    pub(crate) user: String,
    pub(crate) service: String,
    /// The name that the service knows it by.
    pub(crate) alias: String,
    pub(crate) is_active: bool,
    /// Seconds since 1970: IAM's times have no fraction.
    pub(crate) created_s: u64,
    pub(crate) expires_s: Option<u64>,
}

impl Record for ServiceCredential {
    const KIND: Kind = Kind::ServiceSpecificCredential;

    fn name(&self) -> &str {
        &self.id
    }
}

/// How a service takes credentials, if it does.
pub(crate) fn form_of(service: &str) -> Option<Form> {
    SERVICES.into_iter().find(|(known, _)| *known == service).map(|(_, form)| form)
}

/// The names of a user's credentials for a service: the second has a number.
pub(crate) fn aliases(user: &str, account: &str) -> [String; MOST] {
    [format!("{user}-at-{account}"), format!("{user}+1-at-{account}")]
}

/// A new secret, of the host's chance: it does not repeat.
fn new_secret() -> String {
    let mut bytes = [0; SECRET_BYTES];
    Entropy::from_host().fill(&mut bytes);
    BASE64_STANDARD.encode(bytes)
}

impl ServiceCredential {
    fn form(&self) -> Form {
        form_of(&self.service).unwrap_or(Form::Password)
    }

    fn status(&self, now: Timestamp) -> &'static str {
        if self.expires_s.is_some_and(|expires_s| expires_s <= now.secs()) {
            return "Expired";
        }
        status::shown(self.is_active)
    }

    /// As replies show it with a new secret.
    pub(crate) fn shown_with_a_secret(&self, now: Timestamp) -> Fields {
        let fields = Fields::new(&iam::SERVICE_SPECIFIC_CREDENTIAL);
        let secret = new_secret();
        let fields = match self.form() {
            Form::Password => fields.with("ServicePassword", secret),
            // As Bedrock's keys are: a mark, then name and secret.
            Form::ApiKey => {
                let key = BASE64_STANDARD.encode(format!("{}:{secret}", self.alias));
                fields.with("ServiceCredentialSecret", format!("ABSK{key}"))
            }
        };
        self.show(fields, now)
    }

    /// As lists show it.
    pub(crate) fn shown_in_a_list(&self, now: Timestamp) -> Fields {
        self.show(Fields::new(&iam::SERVICE_SPECIFIC_CREDENTIAL_METADATA), now)
    }

    fn show(&self, fields: Fields, now: Timestamp) -> Fields {
        let fields = match self.form() {
            Form::Password => fields.with("ServiceUserName", self.alias.as_str()),
            Form::ApiKey => fields.with("ServiceCredentialAlias", self.alias.as_str()),
        };
        fields
            .with("UserName", self.user.as_str())
            .with("Status", self.status(now))
            .with("CreateDate", shown::time(self.created_s))
            .with("ExpirationDate", self.expires_s.map(shown::time))
            .with("ServiceSpecificCredentialId", self.id.as_str())
            .with("ServiceName", self.service.as_str())
    }
}
