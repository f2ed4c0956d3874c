//! <https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html>

use std::sync::Arc;

use base::arn::{AccountId, Arn};
use base::call::{Call, Checks};
use serde_json::Value;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::credentials::federated::{GivenTo, HOUR_S, Vouched};
use crate::credentials::trust::read_role_arn;
use crate::engine::Engine;
use crate::error;
use crate::federation::jwt::{self, Jwt};
use crate::federation::named::{self, Issuer};
use crate::federation::told::Told;
use crate::identity_provider::oidc::OidcProvider;
use crate::model::sts;
use crate::session::asked::Scope;
use crate::session::shown;

pub(super) struct AssumeRoleWithWebIdentity;

/// How many claims can be asked by policies.
const MOST_CLAIMS: usize = 64;

/// Where a token has session tags: <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_adding-assume-role-idp>.
const TAGS: &str = "https://aws.amazon.com/tags";

const SOURCE_IDENTITY: &str = "https://aws.amazon.com/source_identity";

/// What is asked for.
pub(super) struct Asked {
    role: Arn,
    account: AccountId,
    session: String,
    token: Jwt,
    lasts_s: u64,
    scope: Scope,
}

/// What is given, and for what.
pub(super) struct Given {
    given: GivenTo,
    subject: String,
    audience: String,
    issuer: String,
}

impl Operation for AssumeRoleWithWebIdentity {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &sts::ASSUME_ROLE_WITH_WEB_IDENTITY;
    const RESOURCE: &'static [&'static str] = &["RoleArn"];
    const LIMITS: &'static str = "Signatures of tokens are not verified, but for those of GetWebIdentityToken: no provider's keys are \
         fetched, and with --auth verify such tokens are refused. Those tokens need no OpenID Connect provider in the account, whose URL could not be this server's without TLS. \
         The role's trust policy is always judged. Access tokens of www.amazon.com and graph.facebook.com are refused, as \
         only their issuers can read them.";
    type Input = Asked;
    type Output = Given;

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Asked, Fault> {
        let (role, account) = read_role_arn(fields.required("RoleArn"))?;
        let scope = Scope::read(&fields)?;
        if let Some(name) = fields.text("ProviderId") {
            return Err(error::sts::provider_out_of_reach(name));
        }
        let token = Jwt::read(fields.required("WebIdentityToken")).ok_or_else(error::sts::no_jwt)?;
        let lasts_s = fields.integer("DurationSeconds").and_then(|secs| u64::try_from(secs).ok());
        Ok(Asked {
            role,
            account,
            session: fields.required("RoleSessionName").to_owned(),
            token,
            lasts_s: lasts_s.unwrap_or(HOUR_S),
            scope,
        })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, asked: Asked) -> Result<Given, Fault> {
        let Asked { role, account, session, token, lasts_s, scope } = asked;
        let demanded = |name: &'static str| token.text(name).ok_or_else(|| error::sts::missing_claim(name));
        let (issuer, subject) = (demanded("iss")?.to_owned(), demanded("sub")?.to_owned());
        let audiences = token.texts("aud");
        let audience = audiences.first().cloned().ok_or_else(|| error::sts::missing_claim("aud"))?;
        let expires = token.secs("exp").ok_or_else(|| error::sts::missing_claim("exp"))?;
        let known = Issuer::of(&issuer, &role.partition, account);
        let own = named::own_account(&issuer);
        match provider(engine, account, &known)? {
            Some(provider) if !is_for(&token, &provider.client_ids) => {
                return Err(error::sts::wrong_audience());
            }
            None if !known.is_known && own.is_none() => return Err(error::sts::no_oidc_provider(&issuer)),
            _ => {}
        }
        // Nobody's keys are fetched here: where proofs are asked for, a token that our own key did not sign proves nothing.
        let is_proven = match own {
            Some(own) => engine.has_signed(own, &token)?,
            None => call.origin.checks == Checks::Off,
        };
        if !is_proven {
            return Err(error::sts::no_verification_key());
        }
        if expires <= call.now.secs() {
            return Err(error::sts::expired_token(call.now.secs(), expires));
        }
        let Issuer { names, named, .. } = known;
        let given = engine.give_to(Vouched {
            call,
            role: &role,
            account,
            session,
            action: "sts:AssumeRoleWithWebIdentity",
            providers: named,
            told: told(&token)?,
            keys: names.iter().flat_map(|name| keys(name, &token)).collect(),
            lasts_s,
            until_s: None,
            scope,
        })?;
        Ok(Given { given, subject, audience, issuer })
    }

    fn reply(Given { given, subject, audience, issuer }: Given) -> Outgoing {
        let user =
            Fields::new(&sts::ASSUMED_ROLE_USER).with("AssumedRoleId", given.user_id).with("Arn", given.arn);
        shown::with_credentials(Fields::new(Self::SIGNATURE.output), &given.credentials)
            .with("SubjectFromWebIdentityToken", subject)
            .with("AssumedRoleUser", user)
            .with("PackedPolicySize", given.shows_size.then(|| shown::utilization(&given.credentials)))
            .with("Provider", issuer)
            .with("Audience", audience)
            .with("SourceIdentity", given.source_identity)
            .into()
    }
}

/// The account's record of the provider of an issuer. AWS knows some providers without one.
fn provider(engine: &Engine, account: AccountId, issuer: &Issuer) -> Result<Option<OidcProvider>, Fault> {
    for name in &issuer.names {
        if let Some(found) = engine.records.get(account, name)? {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

/// Whether a token is for one of a provider's clients. The party that it was issued to counts too, as for the key `aud` of
/// policies: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif>.
fn is_for(token: &Jwt, clients: &[String]) -> bool {
    let party = token.text("azp").map(str::to_owned);
    token.texts("aud").into_iter().chain(party).any(|audience| clients.contains(&audience))
}

/// The keys that policies ask of a token: `PROVIDER:sub` and so on.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif>
fn keys(name: &str, token: &Jwt) -> Vec<(String, Vec<String>)> {
    let claims = token.claims.iter().filter(|(_, value)| !matches!(value, Value::Object(_) | Value::Null));
    claims.take(MOST_CLAIMS).map(|(claim, value)| (format!("{name}:{claim}"), jwt::texts(value))).collect()
}

/// The session tags and the source identity that a token has.
fn told(token: &Jwt) -> Result<Told, Fault> {
    let of = |name: &str| token.claims.get(TAGS).and_then(|tags| tags.get(name));
    let mut tags = Vec::new();
    for (key, value) in of("principal_tags").and_then(Value::as_object).into_iter().flatten() {
        tags.push((key.clone(), jwt::texts(value).into_iter().next().unwrap_or_default()));
    }
    let transitive_tags = of("transitive_tag_keys").map(jwt::texts).unwrap_or_default();
    let source_identity = token.text(SOURCE_IDENTITY).map(str::to_owned);
    Told { tags, transitive_tags, source_identity }.judged()
}
