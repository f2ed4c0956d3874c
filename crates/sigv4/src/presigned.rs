//! SigV4 in the query: presigned URLs.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html>

use http::request::Parts;

use crate::claim::{Claim, Form, Scope, Valid, header_names};
use crate::header::{ALGORITHM, text};
use crate::query::{get, pieces};
use crate::{Error, Parameter, Payload, SESSION_TOKENS, date};

const FORM: Form = Form::Presigned;

/// Whether a query carries a SigV4 signature, or part of one.
pub(crate) fn is_signed(query: &str) -> bool {
    pieces(query).any(|(name, _)| matches!(name, "X-Amz-Algorithm" | "X-Amz-Credential" | "X-Amz-Signature"))
}

/// Reads the `X-Amz-` parameters of a query.
pub(crate) fn read(parts: &Parts, query: &str) -> Result<Claim, Error> {
    let (mut found, mut missing) = (Vec::with_capacity(6), Vec::new());
    for (name, parameter) in [
        ("X-Amz-Algorithm", Parameter::Algorithm),
        ("X-Amz-Credential", Parameter::Credential),
        ("X-Amz-Signature", Parameter::Signature),
        ("X-Amz-Date", Parameter::Date),
        ("X-Amz-SignedHeaders", Parameter::SignedHeaders),
        ("X-Amz-Expires", Parameter::Expires),
    ] {
        match get(query, name).filter(|value| !value.is_empty()) {
            Some(value) => found.push(value.into_owned()),
            None => missing.push(parameter),
        }
    }
    let Ok([algorithm, credential, signature, date, signed_headers, expires]) =
        <[String; 6]>::try_from(found)
    else {
        return Err(Error::Incomplete { form: FORM, missing, authorization: String::new() });
    };
    if algorithm != ALGORITHM {
        return Err(Error::UnsupportedAlgorithm { form: FORM, algorithm, authorization: String::new() });
    }
    let (access_key, scope) = Scope::parse(FORM, &credential)?;
    let from_secs = date::parse_basic(&date).ok_or(Error::MalformedDate { form: FORM, date })?;
    let lifetime_secs = lifetime(expires)?;
    Ok(Claim {
        form: FORM,
        access_key,
        payload: payload(parts, query, &scope)?,
        scope: Some(scope),
        session_token: ["X-Amz-Security-Token", "X-Amz-S3session-Token"]
            .iter()
            .find_map(|name| get(query, name))
            .map(std::borrow::Cow::into_owned)
            .or_else(|| SESSION_TOKENS.iter().find_map(|name| text(parts, name.as_str()))),
        signature,
        signed_headers: header_names(&signed_headers),
        valid: Valid::For { from_secs, lifetime_secs },
        max_skew_secs: None,
    })
}

/// `X-Amz-Expires`. Zero is a number and not negative: such a URL is simply past its time.
fn lifetime(value: String) -> Result<u64, Error> {
    match value.parse::<i128>() {
        Err(_) => Err(Error::ExpiresNotANumber { form: FORM, value }),
        Ok(secs) if secs < 0 => Err(Error::ExpiresNegative { value }),
        Ok(secs) => match u64::try_from(secs) {
            Ok(secs) if secs <= Claim::MAX_LIFETIME_SECS => Ok(secs),
            _ => Err(Error::ExpiresTooLong { value }),
        },
    }
}

/// The header if there is one, the parameter that some clients move it to, and else S3 takes any body.
fn payload(parts: &Parts, query: &str, scope: &Scope) -> Result<Payload, Error> {
    let said = match Payload::of(parts)? {
        Payload::Absent => {
            get(query, "X-Amz-Content-Sha256").map(|value| Payload::parse(&value)).transpose()?
        }
        said => Some(said),
    };
    Ok(said.unwrap_or(if scope.is_s3() { Payload::Unsigned } else { Payload::Absent }))
}
