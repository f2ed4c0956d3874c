//! <https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithSAML.html>

use std::sync::Arc;

use base::arn::{AccountId, Arn};
use base::call::{Call, Checks};
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::credentials::federated::{GivenTo, HOUR_S, Vouched};
use crate::credentials::trust::read_role_arn;
use crate::engine::Engine;
use crate::error;
use crate::federation::named::saml_provider;
use crate::federation::saml::{Assertion, Unread};
use crate::federation::told::{Told, is_name};
use crate::identity_provider::saml::SamlProvider;
use crate::model::sts;
use crate::session::asked::Scope;
use crate::session::shown;

pub(super) struct AssumeRoleWithSaml;

/// What is asked for.
pub(super) struct Asked {
    role: Arn,
    account: AccountId,
    provider_arn: String,
    provider: String,
    assertion: Assertion,
    lasts_s: u64,
    scope: Scope,
}

/// What is given, and for what.
pub(super) struct Given {
    given: GivenTo,
    assertion: Assertion,
    qualifier: String,
}

impl Operation for AssumeRoleWithSaml {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &sts::ASSUME_ROLE_WITH_SAML;
    const RESOURCE: &'static [&'static str] = &["RoleArn"];
    const LIMITS: &'static str = "Signatures and issuers of assertions are not held against the provider's metadata, and encrypted ones \
         are not read: with --auth verify all are refused. The role's trust policy is always judged.";
    type Input = Asked;
    type Output = Given;

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Asked, Fault> {
        let (role, account) = read_role_arn(fields.required("RoleArn"))?;
        let provider_arn = fields.required("PrincipalArn").to_owned();
        let (_, provider) = saml_provider(&provider_arn)
            .filter(|(owner, _)| *owner == account)
            .ok_or_else(error::sts::no_role_arn)?;
        let scope = Scope::read(&fields)?;
        let assertion = Assertion::read(fields.required("SAMLAssertion")).map_err(|unread| match unread {
            Unread::NotBase64 => error::sts::saml_not_base64(),
            Unread::NotSaml => error::sts::no_saml(),
        })?;
        let lasts_s = fields.integer("DurationSeconds").and_then(|secs| u64::try_from(secs).ok());
        let lasts_s = lasts_s.unwrap_or(HOUR_S);
        Ok(Asked { role, account, provider_arn, provider, assertion, lasts_s, scope })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, asked: Asked) -> Result<Given, Fault> {
        const ACTION: &str = "sts:AssumeRoleWithSAML";
        let Asked { role, account, provider_arn, provider, assertion, lasts_s, scope } = asked;
        let there: Option<SamlProvider> = engine.records.get(account, &provider)?;
        if there.is_none_or(|there| there.arn != provider_arn) {
            return Err(error::sts::no_saml_provider());
        }
        // Signatures of assertions are not verified here: where proofs are asked for, an assertion proves nothing.
        if call.origin.checks != Checks::Off {
            return Err(error::sts::saml_unproven());
        }
        let now = call.now.secs();
        if [assertion.until_s, assertion.session_until_s].into_iter().flatten().any(|end| end <= now) {
            return Err(error::sts::saml_too_old());
        }
        let session = match assertion.attribute("RoleSessionName") {
            [name, ..] if is_name(name) => name.clone(),
            [_, ..] => return Err(error::sts::saml_bad_session_name()),
            [] => return Err(error::sts::saml_without_session_name()),
        };
        if !assertion.lets(&role.to_string(), &provider_arn) {
            return Err(error::sts::provider_not_authorized(ACTION));
        }
        let told = Told {
            tags: assertion.tags(),
            transitive_tags: assertion.attribute("TransitiveTagKeys").to_vec(),
            source_identity: assertion.attribute("SourceIdentity").first().cloned(),
        };
        let qualifier = assertion.name_qualifier(account.as_str(), &provider);
        let given = engine.give_to(Vouched {
            call,
            role: &role,
            account,
            session,
            action: ACTION,
            providers: vec![provider_arn],
            told: told.judged()?,
            keys: keys(&assertion, &qualifier, &format!("{account}/{provider}")),
            lasts_s,
            until_s: assertion.session_until_s,
            scope,
        })?;
        Ok(Given { given, assertion, qualifier })
    }

    fn reply(Given { given, assertion, qualifier }: Given) -> Outgoing {
        let user =
            Fields::new(&sts::ASSUMED_ROLE_USER).with("AssumedRoleId", given.user_id).with("Arn", given.arn);
        shown::with_credentials(Fields::new(Self::SIGNATURE.output), &given.credentials)
            .with("AssumedRoleUser", user)
            .with("PackedPolicySize", given.shows_size.then(|| shown::utilization(&given.credentials)))
            .with("Subject", assertion.subject)
            .with("SubjectType", assertion.subject_type)
            .with("Issuer", assertion.issuer)
            .with("Audience", assertion.recipient)
            .with("NameQualifier", qualifier)
            .with("SourceIdentity", given.source_identity)
            .into()
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-saml>
fn keys(assertion: &Assertion, qualifier: &str, document: &str) -> Vec<(String, Vec<String>)> {
    let all = [
        ("saml:aud", assertion.recipient.as_str()),
        ("saml:iss", &assertion.issuer),
        ("saml:sub", &assertion.subject),
        ("saml:sub_type", &assertion.subject_type),
        ("saml:namequalifier", qualifier),
        ("saml:doc", document),
    ];
    all.into_iter().map(|(key, value)| (key.to_owned(), vec![value.to_owned()])).collect()
}
