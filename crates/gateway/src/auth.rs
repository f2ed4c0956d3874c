//! Who calls: the account, region and key of a request, and whether its signature is right where that is asked.

mod s3_wording;
mod wording;

use std::sync::Arc;

use base::arn::{AccountId, Region};
use base::call::{Call, Caller, Checks, Origin};
use base::http::{Body, ReadError, Request};
use http::request::Parts;
use sha2::{Digest as _, Sha256};
use sigv4::credentials::Secret;
use sigv4::{Claim, Form, Verified};

use crate::config::{AccessKey, Auth};
use crate::connection::Peer;
use crate::refusal::{self, Refusal};
use crate::scope::Scope;
use crate::service_of::{self, Service};
use crate::wiring::Emulator;

/// The call that a request makes: the account is the access key's, the region that of the signature, else of the
/// host, else us-east-1.
pub(crate) fn call(emulator: &Emulator, parts: &Parts, scope: Option<Scope>, request_id: Arc<str>) -> Call {
    let now = emulator.clock.now();
    let (account, region, caller) = match scope {
        Some(Scope { access_key, region, .. }) => {
            (AccessKey::account_of(&access_key), region, Caller::Key { access_key })
        }
        None => (AccountId::DEFAULT, None, Caller::Anonymous),
    };
    let region = region.or_else(|| service_of::region_of_host(parts)).unwrap_or_else(Region::us_east_1);
    let checks = match emulator.settings.auth {
        Auth::Off => Checks::Off,
        Auth::Verify => Checks::Verify,
    };
    let peer = parts.extensions.get::<Peer>().map(|Peer(address)| *address);
    let origin = Origin { checks, peer, encrypted: false };
    Call { account, region, request_id, now, caller, origin, address: address(emulator, parts) }
}

/// The address that is handed out: the public host if one is set, else what the caller called us by, else the socket's.
fn address(emulator: &Emulator, parts: &Parts) -> Arc<str> {
    if emulator.settings.public_host.is_some() {
        return emulator.address.clone();
    }
    match service_of::authority_of(parts) {
        Some(authority) if !authority.is_empty() => authority.into(),
        _ => emulator.address.clone(),
    }
}

/// The step: lets a request through, its signature checked if the settings ask for that. What the signature says is
/// left in the request's extensions as [`Verified`].
pub(crate) async fn prove(
    emulator: &Emulator,
    service: Service,
    call: &Call,
    request: Request,
) -> Result<Request, Refusal> {
    // A function's own setting says who may call its URL, and nothing else can be reached there.
    if service == Service::FunctionUrl {
        return Ok(request);
    }
    let (mut parts, body) = request.into_parts();
    let (found, body) = match emulator.settings.auth {
        Auth::Off => (tolerated(service, call, &parts)?, body),
        Auth::Verify => verified(emulator, service, call, &parts, body).await?,
    };
    if let Some(found) = found {
        parts.extensions.insert::<Verified>(found);
    }
    Ok(Request::from_parts(parts, body))
}

/// Any key is good, as with LocalStack, and a signature that cannot be read is as good as none. Only a presigned URL
/// that is stale is refused: a test that waits for that, or moves the clock, must see it.
fn tolerated(service: Service, call: &Call, parts: &Parts) -> Result<Option<Verified>, Refusal> {
    match Claim::of(parts) {
        Ok(Some(claim)) => {
            let presigned = matches!(claim.form(), Form::Presigned | Form::LegacyPresigned);
            match claim.timely(call.now.secs()) {
                Err(stale @ sigv4::Error::Expired { .. }) if presigned => {
                    Err(wording::refusal(service, &stale))
                }
                _ => Ok(Some(claim.unchecked())),
            }
        }
        Err(lifetime @ (sigv4::Error::ExpiresNegative { .. } | sigv4::Error::ExpiresTooLong { .. })) => {
            Err(wording::refusal(service, &lifetime))
        }
        Ok(None) | Err(_) => Ok(None),
    }
}

async fn verified(
    emulator: &Emulator,
    service: Service,
    call: &Call,
    parts: &Parts,
    body: Body,
) -> Result<(Option<Verified>, Body), Refusal> {
    let refuse = |error: sigv4::Error| wording::refusal(service, &error);
    let max_skew = emulator.settings.auth_skew.map(|skew| skew.as_secs());
    let Some(claim) = Claim::of(parts).map_err(refuse)?.map(|claim| claim.with_max_skew(max_skew)) else {
        return if may_be_anonymous(service, parts) {
            Ok((None, body))
        } else {
            Err(wording::unsigned(service))
        };
    };
    if let Some(scope) = claim.scope()
        && service_of::by_signing_name(&scope.service) != Ok(service.signed_as())
    {
        return Err(wording::wrong_service(service));
    }
    let secrets = secrets(emulator, &claim);
    if secrets.is_empty() {
        return Err(wording::unknown_key(service, claim.access_key()));
    }
    let (hash, body) = if claim.needs_body_hash() {
        let bytes = body.collect(body_limit(service)).await.map_err(|cause| unread(service, &cause))?;
        (Some(Sha256::digest(&bytes).into()), Body::from(bytes))
    } else {
        (None, body)
    };
    let mut refused = None;
    for secret in secrets {
        let proved = secret.admits(&claim);
        match proved.and_then(|()| claim.verify(parts, &secret.secret, call.now.secs(), hash.as_ref())) {
            Ok(verified) => return Ok((Some(verified), body)),
            // Told is what the first secret says: the one of the settings.
            Err(error) => refused = refused.or(Some(error)),
        }
    }
    Err(refused.map_or_else(|| wording::unknown_key(service, claim.access_key()), refuse))
}

/// The secrets that may belong to an access key: that of the settings, and where the key is an account's, that of its
/// functions, with the session token of the environment that the request's own one names.
fn secrets(emulator: &Emulator, claim: &Claim) -> Vec<Secret> {
    let access_key = claim.access_key();
    let session_token = claim.session_token().unwrap_or_default();
    let known = emulator.settings.access_keys.iter().filter(|key| key.id == access_key);
    let known =
        known.map(|key| Secret { secret: key.secret.clone(), session_token: key.session_token.clone() });
    let of_functions = AccountId::parse(access_key).map(|_| Secret {
        secret: emulator.functions_secret.expose().to_owned(),
        session_token: Some(emulator.functions_secret.session_token_like(session_token)),
    });
    known.chain(of_functions).collect()
}

/// What may come without a signature even where signatures are verified: a browser's form upload, which carries its
/// proof in the form.
fn may_be_anonymous(service: Service, parts: &Parts) -> bool {
    let form = || {
        let kind = parts.headers.get(http::header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        parts.method == http::Method::POST && kind.is_some_and(|kind| kind.starts_with("multipart/form-data"))
    };
    match service {
        Service::S3 => form(),
        // Never asked of a function URL.
        Service::DynamoDb | Service::DynamoDbStreams | Service::Lambda | Service::FunctionUrl => false,
    }
}

/// The longest body that is collected, here to be hashed: the longest that the service takes,
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html>; for Lambda a package of
/// 50 MB in base64, <https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html>.
pub(crate) fn body_limit(service: Service) -> usize {
    match service {
        Service::DynamoDb | Service::DynamoDbStreams => 16 << 20,
        Service::Lambda | Service::FunctionUrl | Service::S3 => 70_167_211,
    }
}

fn unread(service: Service, cause: &ReadError) -> Refusal {
    match cause {
        ReadError::TooLarge => refusal::body_too_large(body_limit(service) as u64),
        // The client will hardly read this: it has gone, or broken its own chunks.
        ReadError::Broken(_) => refusal::broken_body(),
    }
}
