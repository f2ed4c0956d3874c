//! The table of STS's operations that are built.

use base::call::{Call, Caller, Checks};
use http::request::Parts;
use wire::fault::Fault;
use wire::operation::{Modelled, Row};
use wire::value::Fields;

use crate::engine::Engine;
use crate::error;

mod assume_role;
mod assume_role_with_saml;
mod assume_role_with_web_identity;
mod assume_root;
mod decode_authorization_message;
mod get_access_key_info;
mod get_caller_identity;
mod get_delegated_access_token;
mod get_federation_token;
mod get_scoped_credentials;
mod get_session_token;
mod get_web_identity_token;

/// The operations that are here. What AWS has besides stands in `model/sts.rs`, and is refused by name.
pub(crate) static ROWS: &[Row<Modelled<Engine>>] = &[
    Row::of::<assume_role::AssumeRole>(),
    Row::of::<assume_role_with_saml::AssumeRoleWithSaml>(),
    Row::of::<assume_role_with_web_identity::AssumeRoleWithWebIdentity>(),
    Row::of::<assume_root::AssumeRoot>(),
    Row::of::<decode_authorization_message::DecodeAuthorizationMessage>(),
    Row::of::<get_access_key_info::GetAccessKeyInfo>(),
    Row::of::<get_caller_identity::GetCallerIdentity>(),
    Row::of::<get_delegated_access_token::GetDelegatedAccessToken>(),
    Row::of::<get_federation_token::GetFederationToken>(),
    Row::of::<get_scoped_credentials::GetScopedCredentials>(),
    Row::of::<get_session_token::GetSessionToken>(),
    Row::of::<get_web_identity_token::GetWebIdentityToken>(),
];

/// The operations whose proof is a document of an identity provider, not a signature.
const UNSIGNED: [&str; 2] = ["AssumeRoleWithSAML", "AssumeRoleWithWebIdentity"];

/// Whether a request may name one of [`UNSIGNED`], in its query or at the beginning of its form. What it really names, of
/// several actions and behind that beginning, [`who_signed`] judges.
pub(crate) fn may_be_unsigned(parts: &Parts, form: &[u8]) -> bool {
    let query = parts.uri.query().unwrap_or_default().as_bytes();
    let mut pairs = query.split(|byte| *byte == b'&').chain(form.split(|byte| *byte == b'&'));
    pairs
        .find_map(|pair| pair.strip_prefix(b"Action="))
        .is_some_and(|action| UNSIGNED.iter().any(|unsigned| unsigned.as_bytes() == action))
}

/// Refuses who did not sign, where signatures are verified, all but [`UNSIGNED`].
///
/// # Errors
///
/// The caller must sign.
pub(crate) fn who_signed(
    _: &Engine,
    call: &Call,
    row: &Row<Modelled<Engine>>,
    _: &Fields,
) -> Result<(), Fault> {
    let is_proven = call.caller != Caller::Anonymous || call.origin.checks == Checks::Off;
    if is_proven || UNSIGNED.contains(&row.signature.name) { Ok(()) } else { Err(error::sts::unsigned()) }
}
