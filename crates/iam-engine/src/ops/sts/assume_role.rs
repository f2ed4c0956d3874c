//! <https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html>

use std::sync::Arc;
use std::time::Duration;

use base::arn::{AccountId, Arn};
use base::call::Call;
use base::seams::{Credentials, KeySession};
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error;
use crate::message::{name, shown};
use crate::model::sts;
use crate::session::token::Who;

pub(super) struct AssumeRole;

/// What is asked for.
pub(super) struct Asked {
    role: Arn,
    account: AccountId,
    session: String,
    lasts: Duration,
}

/// What is given.
pub(super) struct Given {
    credentials: Credentials,
    user_id: String,
    arn: String,
}

impl Operation for AssumeRole {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &sts::ASSUME_ROLE;
    const RESOURCE: &'static [&'static str] = &["RoleArn"];
    type Input = Asked;
    type Output = Given;

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Asked, Fault> {
        let given = fields.required("RoleArn");
        // Recorded: "nothing-valid-in-here is invalid".
        let invalid = || error::validation(format!("{given} is invalid"));
        let role = Arn::parse(given).ok_or_else(invalid)?;
        let account = AccountId::parse(&role.account).ok_or_else(invalid)?;
        let secs = fields.integer("DurationSeconds").and_then(|secs| u64::try_from(secs).ok());
        Ok(Asked {
            role,
            account,
            session: fields.required("RoleSessionName").to_owned(),
            lasts: Duration::from_secs(secs.unwrap_or(3600)),
        })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, asked: Asked) -> Result<Given, Fault> {
        let Asked { role: arn, account, session, lasts } = asked;
        let denied = || {
            let who = policy::Principal::of(call).name();
            error::access_denied(format!(
                "User: {who} is not authorized to perform: sts:AssumeRole on resource: {arn}"
            ))
        };
        let role = engine.role_of(&arn)?.ok_or_else(denied)?;
        let user_id = format!("{}:{session}", role.id);
        let assumed = format!(
            "arn:{}:sts::{account}:assumed-role/{}/{session}",
            arn.partition,
            name::last(&arn.resource)
        );
        let who = Who::Role { arn: arn.to_string(), id: role.id, session, is_made: true };
        let facts = KeySession { issued: call.now, expires: call.now.plus(lasts), ..KeySession::default() };
        let credentials = engine.give((account, &arn.partition), who, facts)?;
        Ok(Given { credentials, user_id, arn: assumed })
    }

    fn reply(Given { credentials, user_id, arn }: Given) -> Outgoing {
        let user = Fields::new(&sts::ASSUMED_ROLE_USER).with("AssumedRoleId", user_id).with("Arn", arn);
        Fields::new(Self::SIGNATURE.output)
            .with("Credentials", credentials_shown(&credentials))
            .with("AssumedRoleUser", user)
            .into()
    }
}

/// Credentials as replies show them.
fn credentials_shown(credentials: &Credentials) -> Fields {
    Fields::new(&sts::CREDENTIALS)
        .with("AccessKeyId", credentials.access_key.as_str())
        .with("SecretAccessKey", credentials.secret.as_str())
        .with("SessionToken", credentials.session_token.as_str())
        .with("Expiration", shown::time(credentials.expires.secs()))
}
