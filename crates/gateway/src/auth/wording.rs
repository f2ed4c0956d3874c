//! What a refused caller gets: AWS's codes and sentences. The sentences of the JSON services are those of AWS's
//! common front, <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/CommonErrors.html>; S3 has its own,
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html>.

use base::service::{Facts, Refusal, SignatureWords};
use http::StatusCode;
use sigv4::{Error, Form, Parameter};
use time::OffsetDateTime;
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;

/// A signature that is not believed.
pub(super) fn refusal(service: &Facts, error: &Error) -> Refusal {
    // Some services take what is no signature of version 4 for none at all.
    let is_none = match error {
        Error::UnsupportedAuthorization { .. } => true,
        Error::UnsupportedAlgorithm { algorithm, .. } => !algorithm.starts_with("AWS4-"),
        _ => false,
    };
    match service.signature_words {
        SignatureWords::S3 => super::s3_wording::refusal(error),
        SignatureWords::Json { only_version_4: true, .. } if is_none => unsigned(service),
        SignatureWords::Json { status, .. } => {
            let (code, message) = json(error);
            Refusal::new(status, code, message)
        }
        SignatureWords::Query => {
            let (code, message) = json(error);
            Refusal::new(StatusCode::FORBIDDEN, of_query(code), message)
        }
    }
}

/// A request without a signature where one is needed.
pub(super) fn unsigned(service: &Facts) -> Refusal {
    match service.signature_words {
        SignatureWords::S3 => Refusal::new(StatusCode::FORBIDDEN, "AccessDenied", "Access Denied"),
        SignatureWords::Json { status, unsigned, .. } => Refusal::new(status, MISSING, unsigned),
        SignatureWords::Query => {
            Refusal::new(StatusCode::FORBIDDEN, of_query(MISSING), "Request is missing Authentication Token")
        }
    }
}

/// An access key that the settings do not list.
pub(super) fn unknown_key(service: &Facts, access_key: &str) -> Refusal {
    match service.signature_words {
        SignatureWords::S3 => {
            let message = "The AWS Access Key Id you provided does not exist in our records.";
            Refusal::new(StatusCode::FORBIDDEN, "InvalidAccessKeyId", message)
                .with("AWSAccessKeyId", access_key)
        }
        SignatureWords::Json { status, .. } => Refusal::new(status, UNRECOGNIZED, INVALID_TOKEN),
        SignatureWords::Query => Refusal::new(StatusCode::FORBIDDEN, of_query(UNRECOGNIZED), INVALID_TOKEN),
    }
}

/// A session that has ended. <https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html>, and the common errors
/// of the others.
pub(super) fn expired_session(service: &Facts, session_token: Option<&str>) -> Refusal {
    match service.signature_words {
        SignatureWords::S3 => {
            Refusal::new(StatusCode::BAD_REQUEST, "ExpiredToken", "The provided token has expired.")
                .with("Token-0", session_token.unwrap_or_default())
        }
        SignatureWords::Json { status, .. } => Refusal::new(status, "ExpiredTokenException", EXPIRED_TOKEN),
        SignatureWords::Query => Refusal::new(StatusCode::FORBIDDEN, "ExpiredToken", EXPIRED_TOKEN),
    }
}

/// A signature made for another service.
pub(super) fn wrong_service(service: &Facts) -> Refusal {
    let name = service.signed_as();
    let message = format!("Credential should be scoped to correct service: '{name}'. ");
    match service.signature_words {
        SignatureWords::S3 => {
            let message = format!(
                "The authorization header is malformed; incorrect service. This endpoint belongs to \"{name}\"."
            );
            Refusal::new(StatusCode::BAD_REQUEST, "AuthorizationHeaderMalformed", message)
        }
        SignatureWords::Json { status, .. } => Refusal::new(status, INVALID_SIGNATURE, message),
        SignatureWords::Query => Refusal::new(StatusCode::FORBIDDEN, of_query(INVALID_SIGNATURE), message),
    }
}

/// The query protocol's name for a code of the JSON protocols:
/// <https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html>
fn of_query(code: &'static str) -> &'static str {
    match code {
        MISSING => "MissingAuthenticationToken",
        UNRECOGNIZED => "InvalidClientTokenId",
        INVALID_SIGNATURE => "SignatureDoesNotMatch",
        INCOMPLETE => "IncompleteSignature",
        other => other,
    }
}

const MISSING: &str = "MissingAuthenticationTokenException";
const UNRECOGNIZED: &str = "UnrecognizedClientException";
const INVALID_TOKEN: &str = "The security token included in the request is invalid.";
const EXPIRED_TOKEN: &str = "The security token included in the request is expired";
const INVALID_SIGNATURE: &str = "InvalidSignatureException";
const INCOMPLETE: &str = "IncompleteSignatureException";
const DIFFERS: &str = "The request signature we calculated does not match the signature you provided. Check your \
                       AWS Secret Access Key and signing method. Consult the service documentation for details.";

fn json(error: &Error) -> (&'static str, String) {
    match error {
        Error::SignatureDiffers { .. } | Error::PayloadDiffers { .. } => {
            (INVALID_SIGNATURE, DIFFERS.to_owned())
        }
        Error::Skewed { request_secs, server_secs, max_skew_secs, .. } => {
            (INVALID_SIGNATURE, skewed(*request_secs, *server_secs, *max_skew_secs))
        }
        Error::Expired { expired_secs, server_secs, .. } => {
            let (end, now) = (basic(*expired_secs), basic(*server_secs));
            (INVALID_SIGNATURE, format!("Signature expired: {end} is now earlier than {now}"))
        }
        Error::WrongSessionToken { .. } => (UNRECOGNIZED, INVALID_TOKEN.to_owned()),
        Error::TwoMechanisms { .. } => {
            let message =
                "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.";
            (INVALID_SIGNATURE, message.to_owned())
        }
        Error::Incomplete { form: Form::Presigned, missing, .. } => (INCOMPLETE, incomplete_query(missing)),
        Error::Incomplete { missing, authorization, .. } => (INCOMPLETE, incomplete(missing, authorization)),
        Error::UnsupportedAuthorization { authorization } => {
            (INCOMPLETE, incomplete(&IN_HEADER, authorization))
        }
        Error::UnsupportedAlgorithm { algorithm, .. } => {
            (INCOMPLETE, format!("Unsupported AWS 'algorithm': '{algorithm}'. "))
        }
        Error::MalformedComponent { component, .. } => (
            INCOMPLETE,
            format!(
                "'{component}' not a valid key=value pair (missing equal-sign) in Authorization header: '{component}'."
            ),
        ),
        Error::HeadersNotSigned { .. } => {
            let message = "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.";
            (INVALID_SIGNATURE, message.to_owned())
        }
        other => dates(other),
    }
}

fn dates(error: &Error) -> (&'static str, String) {
    match error {
        Error::MalformedCredential { credential, .. } => (
            INCOMPLETE,
            format!(
                "Credential must have exactly 5 slash-delimited elements, e.g. \
                 keyid/date/region/service/term, got '{credential}'"
            ),
        ),
        Error::MalformedTerminator { .. } => (
            INVALID_SIGNATURE,
            "Credential should be scoped with a valid terminator: 'aws4_request'. ".to_owned(),
        ),
        Error::MalformedScopeDate { date, .. } => (
            INVALID_SIGNATURE,
            format!(
                "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '{date}'."
            ),
        ),
        Error::ScopeDateDiffers { scope_date, request_time, .. } => (
            INVALID_SIGNATURE,
            format!(
                "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: \
                 '{scope_date}' != '{}', from '{request_time}'.",
                request_time.get(..8).unwrap_or_default()
            ),
        ),
        Error::MalformedDate { date, .. } => (
            INCOMPLETE,
            format!(
                "Date must be in ISO-8601 'basic format'. Got '{date}'. See http://en.wikipedia.org/wiki/ISO_8601"
            ),
        ),
        // S3's sentences; that other services say the same is our guess.
        Error::ExpiresNegative { .. } => (INCOMPLETE, "X-Amz-Expires must be non-negative".to_owned()),
        Error::ExpiresTooLong { .. } => {
            let message = "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be \
                           less than 604800 seconds";
            (INCOMPLETE, message.to_owned())
        }
        // What is left concerns payload words, which these services hardly ever see. Our words.
        other => (INCOMPLETE, format!("The signature cannot be used: {other}")),
    }
}

/// What a header must carry, in the order in which AWS lists what is missing.
const IN_HEADER: [Parameter; 4] =
    [Parameter::Credential, Parameter::Signature, Parameter::SignedHeaders, Parameter::Date];

fn incomplete(missing: &[Parameter], authorization: &str) -> String {
    let mut message = String::new();
    for parameter in missing {
        message += match parameter {
            Parameter::Credential => "Authorization header requires 'Credential' parameter. ",
            Parameter::Signature => "Authorization header requires 'Signature' parameter. ",
            Parameter::SignedHeaders => "Authorization header requires 'SignedHeaders' parameter. ",
            Parameter::Date => {
                "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. "
            }
            Parameter::Algorithm => "AWS query-string parameters must include 'X-Amz-Algorithm'. ",
            Parameter::Expires => "AWS query-string parameters must include 'X-Amz-Expires'. ",
        };
    }
    if authorization.is_empty() { message } else { format!("{message}Authorization={authorization}") }
}

/// The same of a query, which needs no lifetime here. Recorded on AWS by dynalite.
fn incomplete_query(missing: &[Parameter]) -> String {
    let names = [
        (Parameter::Algorithm, "X-Amz-Algorithm"),
        (Parameter::Credential, "X-Amz-Credential"),
        (Parameter::Signature, "X-Amz-Signature"),
        (Parameter::SignedHeaders, "X-Amz-SignedHeaders"),
        (Parameter::Date, "X-Amz-Date"),
    ];
    let names = names.iter().filter(|(parameter, _)| missing.contains(parameter));
    let each = names.map(|(_, name)| format!("AWS query-string parameters must include '{name}'. "));
    format!("{}Re-examine the query-string parameters.", each.collect::<String>())
}

fn skewed(request_secs: u64, server_secs: u64, skew_secs: u64) -> String {
    let (request, server, minutes) = (basic(request_secs), basic(server_secs), skew_secs / 60);
    if request_secs < server_secs {
        let edge = basic(server_secs.saturating_sub(skew_secs));
        format!("Signature expired: {request} is now earlier than {edge} ({server} - {minutes} min.)")
    } else {
        let edge = basic(server_secs.saturating_add(skew_secs));
        format!("Signature not yet current: {request} is still later than {edge} ({server} + {minutes} min.)")
    }
}

/// `20260101T000000Z`
pub(super) fn basic(secs: u64) -> String {
    let format = format_description!("[year][month][day]T[hour][minute][second]Z");
    written(secs, format)
}

/// `2026-01-01T00:00:00Z`
pub(super) fn extended(secs: u64) -> String {
    let format = format_description!("[year]-[month]-[day]T[hour]:[minute]:[second]Z");
    written(secs, format)
}

fn written(secs: u64, format: &[BorrowedFormatItem<'_>]) -> String {
    i64::try_from(secs)
        .ok()
        .and_then(|secs| OffsetDateTime::from_unix_timestamp(secs).ok()?.format(format).ok())
        .unwrap_or_else(|| secs.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(error: &Error, code: &str, message: &str) {
        let refused = refusal(&ddb_engine::DYNAMODB, error);
        assert_eq!((refused.status, refused.code), (StatusCode::BAD_REQUEST, code));
        assert_eq!(refused.message, message);
    }

    /// No words of ours about our own types: found with a presigned address of STS.
    #[test]
    fn a_lifetime_that_is_too_long_is_said_to_be() {
        let error = Error::ExpiresTooLong { value: "700000".to_owned() };
        let message = "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less \
                       than 604800 seconds";
        check(&error, INCOMPLETE, message);
    }

    /// Sentences as AWS's users quote them from DynamoDB and Lambda.
    #[test]
    fn a_json_service_says_what_is_wrong_with_the_time() {
        let skewed = |request_secs| Error::Skewed {
            form: Form::Header,
            request_secs,
            server_secs: 1_767_227_400,
            max_skew_secs: 900,
        };
        check(
            &skewed(1_767_225_600),
            INVALID_SIGNATURE,
            "Signature expired: 20260101T000000Z is now earlier than 20260101T001500Z (20260101T003000Z - 15 min.)",
        );
        check(
            &skewed(1_767_229_200),
            INVALID_SIGNATURE,
            "Signature not yet current: 20260101T010000Z is still later than 20260101T004500Z \
             (20260101T003000Z + 15 min.)",
        );
    }

    #[test]
    fn a_json_service_lists_all_that_is_missing() {
        let bearer = Error::UnsupportedAuthorization { authorization: "Bearer x".to_owned() };
        let refused = refusal(&lambda_exec::LAMBDA, &bearer);
        assert_eq!((refused.status, refused.code), (StatusCode::FORBIDDEN, INCOMPLETE));
        assert_eq!(
            refused.message,
            "Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' \
             parameter. Authorization header requires 'SignedHeaders' parameter. Authorization header requires \
             existence of either a 'X-Amz-Date' or a 'Date' header. Authorization=Bearer x"
        );
        check(&bearer, "MissingAuthenticationTokenException", "Request is missing Authentication Token");
        check(
            &Error::Incomplete {
                form: Form::Presigned,
                missing: vec![Parameter::Expires, Parameter::SignedHeaders, Parameter::Credential],
                authorization: String::new(),
            },
            INCOMPLETE,
            "AWS query-string parameters must include 'X-Amz-Credential'. AWS query-string parameters must include \
             'X-Amz-SignedHeaders'. Re-examine the query-string parameters.",
        );
    }
}
