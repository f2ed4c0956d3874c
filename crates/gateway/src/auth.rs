//! Who calls: the account, region and key of a request, and whether its signature is right where that is asked.

mod forms;
mod s3_wording;
mod wording;

use std::sync::Arc;

use base::arn::{AccountId, Region};
use base::call::{Call, Caller, Checks, Origin};
use base::clock::Timestamp;
use base::http::{Body, ReadError, Request};
use base::seams::{AccessKeys, KeyOwner, KeyStanding, KnownKey};
use base::service::{Facts, Refusal};
use base::task::{AT_ONCE, apart_if};
use http::header::AUTHORIZATION;
use http::request::Parts;
use sha2::{Digest as _, Sha256};
use sigv4::credentials::Secret;
use sigv4::{Claim, Form, Verified};

use crate::config::{AccessKey, Auth, Settings};
use crate::connection::Peer;
use crate::refusal;
use crate::routing;
use crate::scope::{self, Scope};
use crate::wiring::Emulator;

pub(crate) use forms::Forms;

/// The call that a request makes: the account is the access key's, the region that of the signature, else of the
/// host, else us-east-1.
pub(crate) fn call(
    emulator: &Emulator,
    peer: &Peer,
    parts: &Parts,
    scope: Option<Scope<'_>>,
    request_id: Arc<str>,
) -> Call {
    let now = emulator.clock.now();
    let (account, region, caller) = match scope {
        Some(Scope { access_key, region, .. }) => {
            let session_token = scope::session_token(parts);
            let named = Named { access_key: &access_key, session_token: session_token.as_deref() };
            let (account, caller) = caller(&access_key, Ring::of(emulator).owner(named, now));
            (account, region, caller)
        }
        None => (emulator.settings.account, None, Caller::Anonymous),
    };
    let region = region.or_else(|| routing::region_of_host(parts)).unwrap_or_else(Region::us_east_1);
    let checks = match emulator.settings.auth {
        Auth::Off => Checks::Off,
        Auth::Verify => Checks::Verify,
    };
    let (peer, encrypted, sending) = (peer.address, peer.encrypted, peer.sending.clone());
    let origin = Origin { checks, peer, encrypted, sending, ..Origin::default() };
    Call { account, region, request_id, now, caller, origin, address: address(emulator, parts) }
}

/// An access key, and the session token that came with it.
#[derive(Clone, Copy)]
struct Named<'r> {
    access_key: &'r str,
    session_token: Option<&'r str>,
}

/// The keys that there are: those of the settings, and those that services have made.
#[derive(Clone, Copy)]
struct Ring<'e> {
    listed: &'e [AccessKey],
    default_account: AccountId,
    made: &'e [Arc<dyn AccessKeys>],
}

impl<'e> Ring<'e> {
    fn of(emulator: &'e Emulator) -> Ring<'e> {
        let Settings { access_keys, account, .. } = &emulator.settings;
        Ring { listed: access_keys, default_account: *account, made: &emulator.access_keys }
    }

    /// The owner of an access key: what the service that made it says, else the account that the key itself names, else
    /// the default one.
    fn owner(self, named: Named<'_>, now: Timestamp) -> KeyOwner {
        let made = self.known(named, now).map(|known| known.owner);
        let account = || AccountId::parse(named.access_key).unwrap_or(self.default_account);
        made.unwrap_or_else(|| KeyOwner { account: account(), principal: None })
    }

    /// What the service that made an access key knows of it.
    fn known(self, Named { access_key, session_token }: Named<'_>, now: Timestamp) -> Option<KnownKey> {
        self.made.iter().find_map(|keys| keys.find(access_key, session_token, now))
    }

    /// The secrets of an access key, those of the settings first; or why it may not be used.
    fn secrets(self, service: &Facts, named: Named<'_>, now: Timestamp) -> Result<Vec<Secret>, Refusal> {
        let listed = self.listed.iter().filter(|key| key.id == named.access_key);
        let mut secrets: Vec<Secret> = listed
            .map(|key| Secret { secret: key.secret.clone(), session_token: key.session_token.clone() })
            .collect();
        if let Some(known) = self.known(named, now) {
            match known.standing {
                KeyStanding::Good => secrets.push(Secret {
                    secret: known.secret.to_string(),
                    session_token: known.session_token.map(|token| token.to_string()),
                }),
                KeyStanding::Expired => return Err(wording::expired_session(service, named.session_token)),
                KeyStanding::WrongToken => {
                    let token = named.session_token.map(str::to_owned);
                    return Err(refused(service, named, &sigv4::Error::WrongSessionToken { token }));
                }
                // AWS does not say that it knew the key.
                KeyStanding::Off => {}
            }
        }
        match secrets.is_empty() {
            true => Err(wording::unknown_key(service, named.access_key)),
            false => Ok(secrets),
        }
    }
}

/// What is said of a key whose signature or token is not right. A temporary key without its token is one that nobody knows: so
/// S3 says of it, and of the others' sentences it is one.
fn refused(service: &Facts, named: Named<'_>, error: &sigv4::Error) -> Refusal {
    match error {
        sigv4::Error::WrongSessionToken { token: None } => wording::unknown_key(service, named.access_key),
        other => wording::refusal(service, other),
    }
}

/// Who a key stands for.
fn caller(access_key: &str, owner: KeyOwner) -> (AccountId, Caller) {
    let access_key: Arc<str> = access_key.into();
    let KeyOwner { account, principal } = owner;
    match principal {
        Some(principal) => (account, Caller::Principal { access_key, principal }),
        None => (account, Caller::Key { access_key }),
    }
}

/// Notes that a request was let through, for those who ask when a key or a role was last used.
pub(crate) fn note_use(emulator: &Emulator, service: &Facts, call: &Call) {
    let (Caller::Key { access_key } | Caller::Principal { access_key, .. }) = &call.caller else { return };
    for keys in &emulator.access_keys {
        keys.note_use(access_key, service.name, call.region.as_str(), call.now);
    }
}

/// The address that is handed out: the public host if one is set, else what the caller called us by, else the socket's.
fn address(emulator: &Emulator, parts: &Parts) -> Arc<str> {
    if emulator.settings.public_host.is_some() {
        return emulator.address.clone();
    }
    match routing::authority_of(parts) {
        Some(authority) if !authority.is_empty() && *authority != *emulator.address => authority.into(),
        _ => emulator.address.clone(),
    }
}

/// The step, where nothing is checked: lets a request through, but for a presigned one that is stale.
pub(crate) fn tolerate(service: &Facts, call: &Call, request: Request) -> Result<Request, Refusal> {
    if !service.asks_for_signatures {
        return Ok(request);
    }
    let (mut parts, body) = request.into_parts();
    if let Some(found) = tolerated(service, call, &parts)? {
        parts.extensions.insert::<Verified>(found);
    }
    Ok(Request::from_parts(parts, body))
}

/// The step, where signatures are checked: lets a request through whose signature is right. What it says is left in the
/// request's extensions as [`Verified`]. `form` is the beginning of a form that nobody signed.
pub(crate) async fn prove(
    emulator: &Emulator,
    service: &Facts,
    call: &Call,
    request: Request,
    form: &[u8],
) -> Result<Request, Refusal> {
    if !service.asks_for_signatures {
        return Ok(request);
    }
    let (mut parts, body) = request.into_parts();
    let (found, body) = verified(emulator, service, call, (&parts, form), body).await?;
    if let Some(found) = found {
        parts.extensions.insert::<Verified>(found);
    }
    Ok(Request::from_parts(parts, body))
}

/// Any key is good, as with LocalStack, and a signature that cannot be read is as good as none. Only a presigned URL
/// that is stale is refused: a test that waits for that, or moves the clock, must see it.
///
/// A signature in the head refuses nothing here, and whose it is the call says already, so it is not read again.
fn tolerated(service: &Facts, call: &Call, parts: &Parts) -> Result<Option<Verified>, Refusal> {
    if parts.headers.contains_key(AUTHORIZATION) && call.caller != Caller::Anonymous {
        return Ok(None);
    }
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
    service: &Facts,
    call: &Call,
    (parts, form): (&Parts, &[u8]),
    body: Body,
) -> Result<(Option<Verified>, Body), Refusal> {
    let refuse = |error: sigv4::Error| wording::refusal(service, &error);
    let max_skew = emulator.settings.auth_skew.map(|skew| skew.as_secs());
    // A browser asks for a page with the address that the page was given, which is signed for another method.
    let claim =
        if parts.method == http::Method::OPTIONS { None } else { Claim::of(parts).map_err(refuse)? };
    let Some(claim) = claim.map(|claim| claim.with_max_skew(max_skew)) else {
        return if (service.may_be_unsigned)(parts, form) {
            Ok((None, body))
        } else {
            Err(wording::unsigned(service))
        };
    };
    if let Some(scope) = claim.scope()
        && !service.signing_names.contains(&scope.service.as_str())
    {
        return Err(wording::wrong_service(service));
    }
    let session_token = scope::session_token(parts);
    let named = Named { access_key: claim.access_key(), session_token: session_token.as_deref() };
    let secrets = Ring::of(emulator).secrets(service, named, call.now)?;
    let (hash, body) = if claim.needs_body_hash() {
        let bytes = body.collect(service.body_limit).await.map_err(|cause| unread(service, &cause))?;
        let whole = bytes.clone();
        let hash = apart_if(bytes.len() > AT_ONCE, move || Sha256::digest(&whole)).await;
        (Some(hash.into()), Body::from(bytes))
    } else {
        (None, body)
    };
    let mut first = None;
    for secret in secrets {
        let proved = secret.admits(&claim);
        match proved.and_then(|()| claim.verify(parts, &secret.secret, call.now.secs(), hash.as_ref())) {
            Ok(verified) => return Ok((Some(verified), body)),
            // The client gets the error of the first secret, which is that of the settings.
            Err(error) => first = first.or(Some(error)),
        }
    }
    let said = |error: sigv4::Error| refused(service, named, &error);
    Err(first.map_or_else(|| wording::unknown_key(service, named.access_key), said))
}

fn unread(service: &Facts, cause: &ReadError) -> Refusal {
    match cause {
        ReadError::TooLarge => refusal::body_too_large(service.body_limit as u64),
        // The client will hardly read this: it has gone, or broken its own chunks.
        ReadError::Broken(_) => refusal::broken_body(),
    }
}
