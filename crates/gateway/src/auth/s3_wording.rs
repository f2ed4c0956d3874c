//! What S3 says about a signature that it does not believe: codes, sentences and the further elements of its error
//! document. <https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html>

use std::fmt::Write as _;

use base::service::Refusal;
use http::StatusCode;
use sigv4::{Error, Form, Parameter};

use super::wording::{basic, extended};

/// The refusal for an error of a signature.
pub(super) fn refusal(error: &Error) -> Refusal {
    match error {
        Error::SignatureDiffers { .. } => differs(error),
        Error::Skewed { form: Form::Presigned | Form::LegacyPresigned, .. } => {
            denied("Request is not valid yet")
        }
        Error::Skewed { request_secs, server_secs, max_skew_secs, .. } => {
            let message = "The difference between the request time and the current time is too large.";
            Refusal::new(StatusCode::FORBIDDEN, "RequestTimeTooSkewed", message)
                .with("RequestTime", basic(*request_secs))
                .with("ServerTime", extended(*server_secs))
                .with("MaxAllowedSkewMilliseconds", (max_skew_secs * 1000).to_string())
        }
        Error::Expired { expired_secs, server_secs, lifetime_secs } => {
            let refusal = denied("Request has expired");
            let refusal = match lifetime_secs {
                Some(secs) => refusal.with("X-Amz-Expires", secs.to_string()),
                None => refusal,
            };
            refusal.with("Expires", extended(*expired_secs)).with("ServerTime", extended(*server_secs))
        }
        Error::WrongSessionToken { token } => {
            let message = "The provided token is malformed or otherwise invalid.";
            bad("InvalidToken", message).with("Token-0", token.as_deref().unwrap_or_default())
        }
        Error::PayloadDiffers { claimed, computed } => {
            let message = "The provided 'x-amz-content-sha256' header does not match what was computed.";
            bad("XAmzContentSHA256Mismatch", message)
                .with("ClientComputedContentSHA256", claimed)
                .with("S3ComputedContentSHA256", computed)
        }
        Error::HeadersNotSigned { headers } => {
            denied("There were headers present in the request which were not signed")
                .with("HeadersNotSigned", headers.join(", "))
        }
        other => unreadable(other),
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-signing-elements.html>
const OF_VERSION_4A: &str = "AWS4-ECDSA-P256-SHA256";

fn denied(message: &str) -> Refusal {
    Refusal::new(StatusCode::FORBIDDEN, "AccessDenied", message)
}

fn bad(code: &'static str, message: impl Into<String>) -> Refusal {
    Refusal::new(StatusCode::BAD_REQUEST, code, message)
}

fn argument(name: &str, value: &str, message: &str) -> Refusal {
    bad("InvalidArgument", message).with("ArgumentName", name).with("ArgumentValue", value)
}

fn differs(error: &Error) -> Refusal {
    let message = "The request signature we calculated does not match the signature you provided. Check your key \
                   and signing method.";
    let refusal = Refusal::new(StatusCode::FORBIDDEN, "SignatureDoesNotMatch", message);
    let Error::SignatureDiffers { access_key, string_to_sign, signature, canonical_request } = error else {
        return refusal;
    };
    let refusal = refusal
        .with("AWSAccessKeyId", access_key)
        .with("StringToSign", string_to_sign)
        .with("SignatureProvided", signature)
        .with("StringToSignBytes", spaced_hex(string_to_sign));
    match canonical_request {
        Some(text) => refusal.with("CanonicalRequest", text).with("CanonicalRequestBytes", spaced_hex(text)),
        None => refusal,
    }
}

fn spaced_hex(text: &str) -> String {
    text.bytes().enumerate().fold(String::with_capacity(text.len() * 3), |mut hex, (at, byte)| {
        let gap = if at == 0 { "" } else { " " };
        // Writing to a string cannot fail.
        let _ = write!(hex, "{gap}{byte:02x}");
        hex
    })
}

/// Errors of reading: the signature never got as far as being checked.
fn unreadable(error: &Error) -> Refusal {
    match error {
        Error::TwoMechanisms { authorization } => argument(
            "Authorization",
            authorization,
            "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string \
             parameter or the Authorization header should be specified",
        ),
        Error::UnsupportedAuthorization { authorization } => {
            argument("Authorization", authorization, "Unsupported Authorization Type")
        }
        Error::UnsupportedAlgorithm { form: Form::Presigned, .. } => {
            query("X-Amz-Algorithm only supports \"AWS4-HMAC-SHA256 and AWS4-ECDSA-P256-SHA256\"")
        }
        Error::UnsupportedAlgorithm { algorithm, authorization, .. } if algorithm != OF_VERSION_4A => {
            argument("Authorization", authorization, "Unsupported Authorization Type")
        }
        // AWS takes these; the sentence is the one of a region that takes no version 2.
        Error::UnsupportedAlgorithm { .. } => bad(
            "InvalidRequest",
            "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.",
        ),
        Error::Incomplete { form, missing, .. } => incomplete(*form, missing),
        Error::MalformedComponent { form: Form::LegacyHeader, component } => argument(
            "Authorization",
            component,
            "AWS authorization header is invalid.  Expected AwsAccessKeyId:signature",
        ),
        Error::MalformedComponent { component, .. } => {
            header(format!("the authorization component \"{component}\" is malformed."))
        }
        Error::MissingContentSha256 => {
            bad("InvalidRequest", "Missing required header for this request: x-amz-content-sha256")
        }
        Error::MalformedContentSha256 { value } => argument(
            "x-amz-content-sha256",
            value,
            "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, \
             STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER, \
             STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD, STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER or a \
             valid sha256 value.",
        ),
        Error::UnsupportedPayload { .. } => {
            let message = "A header you provided implies functionality that is not implemented";
            Refusal::new(StatusCode::NOT_IMPLEMENTED, "NotImplemented", message)
                .with("Header", "x-amz-content-sha256")
        }
        other => scope_or_time(other),
    }
}

fn scope_or_time(error: &Error) -> Refusal {
    match error {
        // stefansundin/s3verify, issue 1.
        Error::MalformedCredential { form, credential }
            if credential.starts_with('/') && credential.matches('/').count() == 4 =>
        {
            in_credential(*form, "a non-empty Access Key (AKID) must be provided in the credential.")
        }
        Error::MalformedCredential { form, .. } => in_credential(
            *form,
            "the Credential is mal-formed; expecting \"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request\".",
        ),
        Error::MalformedScopeDate { form, date } => in_credential(
            *form,
            &format!(
                "incorrect date format \"{date}\". This date in the credential must be in the format \"yyyyMMdd\"."
            ),
        ),
        Error::MalformedTerminator { form, terminator } => in_credential(
            *form,
            &format!("incorrect terminal \"{terminator}\". This endpoint uses \"aws4_request\"."),
        ),
        Error::ScopeDateDiffers { form, scope_date, request_time } => {
            let day = request_time.get(..8).unwrap_or_default();
            let text = format!(
                "Invalid credential date \"{scope_date}\". This date is not the same as X-Amz-Date: \"{day}\"."
            );
            in_credential(*form, &text)
        }
        Error::MalformedDate { form: Form::Presigned, .. } => {
            query("X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"")
        }
        Error::MalformedDate { .. } => denied(NO_DATE),
        Error::ExpiresNotANumber { form: Form::Presigned, .. } => query("X-Amz-Expires should be a number"),
        Error::ExpiresNotANumber { value, .. } => {
            denied(&format!("Invalid date (should be seconds since epoch): {value}"))
        }
        Error::ExpiresNegative { .. } => query("X-Amz-Expires must be non-negative"),
        Error::ExpiresTooLong { .. } => query(
            "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less \
             than 604800 seconds",
        ),
        // The variants above are all that reading and checking an S3 request gives.
        _ => denied("Access Denied"),
    }
}

const NO_DATE: &str = "AWS authentication requires a valid Date or x-amz-date header";

fn header(what: impl std::fmt::Display) -> Refusal {
    bad("AuthorizationHeaderMalformed", format!("The authorization header is malformed; {what}"))
}

fn query(message: &str) -> Refusal {
    bad("AuthorizationQueryParametersError", message)
}

fn in_credential(form: Form, what: &str) -> Refusal {
    match form {
        Form::Presigned => query(&format!("Error parsing the X-Amz-Credential parameter; {what}")),
        _ => header(what),
    }
}

fn incomplete(form: Form, missing: &[Parameter]) -> Refusal {
    match form {
        Form::Header if missing == [Parameter::Date] => denied(NO_DATE),
        Form::Header => header(
            "the authorization header requires three components: Credential, SignedHeaders, and Signature.",
        ),
        Form::Presigned => query(
            "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, \
             X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.",
        ),
        Form::LegacyHeader => denied(NO_DATE),
        Form::LegacyPresigned => denied(
            "Query-string authentication requires the Signature, Expires and AWSAccessKeyId parameters",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(error: &Error, status: u16, code: &str, message: &str, fields: &[(&str, &str)]) {
        let refused = refusal(error);
        assert_eq!((refused.status.as_u16(), refused.code), (status, code));
        assert_eq!(refused.message, message);
        let shown: Vec<(&str, &str)> =
            refused.fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!(shown, fields);
    }

    /// aws/aws-sdk-js-v3, issue 7006: its fields in their order. Version 2 has no canonical request.
    #[test]
    fn a_signature_that_differs_is_shown_with_what_should_have_been_signed() {
        let message = "The request signature we calculated does not match the signature you provided. Check your key \
                       and signing method.";
        let differs = |canonical_request: Option<&str>| Error::SignatureDiffers {
            access_key: "AKID".into(),
            string_to_sign: "a".into(),
            signature: "s".into(),
            canonical_request: canonical_request.map(str::to_owned),
        };
        let older = [
            ("AWSAccessKeyId", "AKID"),
            ("StringToSign", "a"),
            ("SignatureProvided", "s"),
            ("StringToSignBytes", "61"),
        ];
        check(&differs(None), 403, "SignatureDoesNotMatch", message, &older);
        let newer = [&older[..], &[("CanonicalRequest", "b"), ("CanonicalRequestBytes", "62")]].concat();
        check(&differs(Some("b")), 403, "SignatureDoesNotMatch", message, &newer);
    }

    /// bradleyg/django-s3direct, issue 249, for the headers; stefansundin/s3verify, issue 1, for the key without a name. The
    /// others as AWS's users quote them.
    #[test]
    fn presigned_requests_that_are_refused() {
        let message = "There were headers present in the request which were not signed";
        let headers = vec!["x-amz-acl".to_owned(), "x-amz-meta-a".to_owned()];
        let unsigned = [("HeadersNotSigned", "x-amz-acl, x-amz-meta-a")];
        check(&Error::HeadersNotSigned { headers }, 403, "AccessDenied", message, &unsigned);
        let expired = |lifetime_secs| Error::Expired {
            expired_secs: 1_767_225_600,
            server_secs: 1_767_225_601,
            lifetime_secs,
        };
        let times = [("Expires", "2026-01-01T00:00:00Z"), ("ServerTime", "2026-01-01T00:00:01Z")];
        check(&expired(None), 403, "AccessDenied", "Request has expired", &times);
        let newer = [&[("X-Amz-Expires", "60")], &times[..]].concat();
        check(&expired(Some(60)), 403, "AccessDenied", "Request has expired", &newer);
        let message = "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less \
                       than 604800 seconds";
        let week = Error::ExpiresTooLong { value: "604801".to_owned() };
        check(&week, 400, "AuthorizationQueryParametersError", message, &[]);
        let credential = "/20260101/us-east-1/s3/aws4_request".to_owned();
        let nameless = Error::MalformedCredential { form: Form::Header, credential };
        let message = "The authorization header is malformed; a non-empty Access Key (AKID) must be provided in the \
                       credential.";
        check(&nameless, 400, "AuthorizationHeaderMalformed", message, &[]);
    }

    #[test]
    fn the_bytes_of_what_was_signed_are_shown_in_hex() {
        assert_eq!(spaced_hex("AWS4\n"), "41 57 53 34 0a");
        assert_eq!(spaced_hex(""), "");
    }
}
