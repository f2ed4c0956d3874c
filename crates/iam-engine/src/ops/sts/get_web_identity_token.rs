//! <https://docs.aws.amazon.com/STS/latest/APIReference/API_GetWebIdentityToken.html>

use std::sync::Arc;
use std::time::Duration;

use base::call::Call;
use base::clock::Timestamp;
use base::seams::KeyIdentity;
use policy::Principal;
use serde_json::{Map, Value, json};
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::account::outbound::outbound_federation_is_off;
use crate::engine::Engine;
use crate::error;
use crate::federation::jwt;
use crate::federation::keys::Algorithm;
use crate::federation::named::own_issuer;
use crate::message::shown;
use crate::model::sts;
use crate::session::asked::{Scope, calling, calling_session};

pub(super) struct GetWebIdentityToken;

/// How long a token lasts where the request does not say.
const DEFAULT_S: u64 = 300;

/// The longest payload in bytes: AWS has a limit and does not say which.
const MOST_PAYLOAD: usize = 8 << 10;

/// The claim that holds AWS's own.
const NAMESPACE: &str = "https://sts.amazonaws.com/";

/// What is asked for.
pub(super) struct Asked {
    audience: Vec<String>,
    lasts: Duration,
    algorithm: Algorithm,
    tags: Vec<(String, String)>,
}

impl Operation for GetWebIdentityToken {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &sts::GET_WEB_IDENTITY_TOKEN;
    const LIMITS: &'static str = "The issuer is the emulator's own address, which shows its keys. No session acts for a person, so \
         SubjectMode OriginIdentity, and Scope with it, is refused.";
    type Input = Asked;
    type Output = (String, Timestamp);

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Asked, Fault> {
        let given = fields.required("SigningAlgorithm");
        let algorithm = Algorithm::ALL.into_iter().find(|known| known.name() == given);
        // Our guess at the sentences: what is refused, the model says.
        let algorithm = algorithm.ok_or_else(|| {
            error::validation(format!("Invalid signing algorithm {given}. Valid values are RS256 and ES384."))
        })?;
        if fields.text("SubjectMode").is_some_and(|mode| mode != "AWSIdentity") {
            return Err(error::validation(
                "The trusted identity propagation context of the calling session has no aws:OriginIdentity/Subject key.",
            ));
        }
        if fields.has("Scope") {
            return Err(error::validation("Scope can be specified only when SubjectMode is OriginIdentity."));
        }
        let lasts_s = fields.integer("DurationSeconds").and_then(|secs| u64::try_from(secs).ok());
        Ok(Asked {
            audience: fields.texts("Audience").map(str::to_owned).collect(),
            lasts: Duration::from_secs(lasts_s.unwrap_or(DEFAULT_S)),
            algorithm,
            tags: Scope::read(&fields)?.tags,
        })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, asked: Asked) -> Result<Self::Output, Fault> {
        if outbound_federation_is_off(&engine.records, call.account)? {
            return Err(error::sts::outbound_federation_is_off());
        }
        let expires = call.now.plus(asked.lasts);
        if calling_session(call).is_some_and(|session| session.expires < expires) {
            return Err(error::sts::longer_than_the_session());
        }
        let key = engine.token_key(call.account, asked.algorithm).await?;
        let claims = claims(call, &asked, expires, &engine.entropy.uuid());
        let head = json!({ "kid": key.id, "typ": "JWT", "alg": key.algorithm.name() });
        let parts = jwt::to_be_signed(&head, &claims);
        if parts.len() > MOST_PAYLOAD * 4 / 3 {
            return Err(error::sts::payload_too_large());
        }
        let signed = parts.clone();
        let signature = base::task::apart(move || key.sign(signed.as_bytes())).await;
        let signature = signature.map_err(|_| error::damaged("a key", "it signs nothing"))?;
        Ok((jwt::signed(&parts, &signature), expires))
    }

    fn reply((token, expires): Self::Output) -> Outgoing {
        Fields::new(Self::SIGNATURE.output)
            .with("WebIdentityToken", token)
            .with("Expiration", shown::time(expires.secs()))
            .into()
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_outbound_token_claims.html>
fn claims(call: &Call, asked: &Asked, expires: Timestamp, id: &str) -> Value {
    let subject = subject(call);
    let all = |tags: &[(String, String)]| {
        tags.iter().map(|(key, value)| (key.clone(), json!(value))).collect::<Map<String, Value>>()
    };
    let mut own = Map::new();
    own.insert("aws_account".to_owned(), json!(call.account.as_str()));
    own.insert("source_region".to_owned(), json!(call.region.as_str()));
    own.insert("principal_id".to_owned(), json!(subject));
    let principal_tags = calling(call).map(|key| key.tags.as_slice()).unwrap_or_default();
    for (name, tags) in [("principal_tags", principal_tags), ("request_tags", &asked.tags)] {
        if !tags.is_empty() {
            own.insert(name.to_owned(), Value::Object(all(tags)));
        }
    }
    let audience = match asked.audience.as_slice() {
        [one] => json!(one),
        several => json!(several),
    };
    json!({
        "iss": own_issuer(call),
        "aud": audience,
        "sub": subject,
        "iat": call.now.secs(),
        "exp": expires.secs(),
        "jti": id,
        NAMESPACE: own,
    })
}

/// For a role's session, the role.
fn subject(call: &Call) -> String {
    match calling(call).map(|key| &key.identity) {
        Some(KeyIdentity::RoleSession { role, .. }) => role.to_string(),
        _ => Principal::of(call).name(),
    }
}
