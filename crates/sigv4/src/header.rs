//! SigV4 in the `Authorization` header.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-auth-using-authorization-header.html>

use http::request::Parts;

use crate::claim::{Claim, Form, Scope, Valid, header_names};
use crate::{Error, Parameter, Payload, SESSION_TOKENS, date};

/// The one algorithm there is.
pub(crate) const ALGORITHM: &str = "AWS4-HMAC-SHA256";

/// Reads `AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…` and the headers that go with it.
pub(crate) fn read(parts: &Parts, authorization: &str) -> Result<Claim, Error> {
    let form = Form::Header;
    let (algorithm, rest) = authorization.split_once(' ').unwrap_or((authorization, ""));
    if !algorithm.starts_with("AWS") {
        return Err(Error::UnsupportedAuthorization { authorization: authorization.to_owned() });
    }
    if algorithm != ALGORITHM {
        let (algorithm, authorization) = (algorithm.to_owned(), authorization.to_owned());
        return Err(Error::UnsupportedAlgorithm { form, algorithm, authorization });
    }
    let [credential, signed_headers, signature] = components(rest)?;
    let date = request_date(parts);
    let missing: Vec<Parameter> = [
        (Parameter::Credential, credential.is_none()),
        (Parameter::Signature, signature.is_none()),
        (Parameter::SignedHeaders, signed_headers.is_none()),
        (Parameter::Date, date.is_none()),
    ]
    .into_iter()
    .filter_map(|(parameter, missing)| missing.then_some(parameter))
    .collect();
    let (Some(credential), Some(signed_headers), Some(signature), Some(date)) =
        (credential, signed_headers, signature, date)
    else {
        return Err(Error::Incomplete { form, missing, authorization: authorization.to_owned() });
    };
    let (access_key, scope) = Scope::parse(form, credential)?;
    let at_secs = date::parse_header(&date).ok_or(Error::MalformedDate { form, date })?;
    Ok(Claim {
        form,
        access_key,
        scope: Some(scope),
        session_token: SESSION_TOKENS.iter().find_map(|name| text(parts, name.as_str())),
        payload: Payload::of(parts)?,
        signature: signature.to_owned(),
        signed_headers: header_names(signed_headers),
        valid: Valid::Around { at_secs },
        max_skew_secs: None,
    })
}

/// `Credential`, `SignedHeaders` and `Signature`. Commas and spaces both separate; AWS takes either.
fn components(rest: &str) -> Result<[Option<&str>; 3], Error> {
    let malformed = |part: &str| Error::MalformedComponent { form: Form::Header, component: part.to_owned() };
    let (mut credential, mut signed_headers, mut signature) = (None, None, None);
    for part in rest.split([',', ' ', '\t']).filter(|part| !part.is_empty()) {
        let (name, value) = part.split_once('=').ok_or_else(|| malformed(part))?;
        let slot = match name {
            "Credential" => &mut credential,
            "SignedHeaders" => &mut signed_headers,
            "Signature" => &mut signature,
            _ => continue,
        };
        if slot.replace(value).is_some() {
            return Err(malformed(part));
        }
    }
    // An empty value is as good as none.
    Ok([credential, signed_headers, signature].map(|value| value.filter(|value| !value.is_empty())))
}

/// `x-amz-date`, else `date`.
pub(crate) fn request_date(parts: &Parts) -> Option<String> {
    text(parts, "x-amz-date").or_else(|| text(parts, "date"))
}

/// A header's first value as text.
pub(crate) fn text(parts: &Parts, name: &str) -> Option<String> {
    parts.headers.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()).trim().to_owned())
}
