//! The sentences of STS. Those marked "recorded" were answered by AWS; "seen" ones stand in its users' reports.

use std::fmt::Display;

use wire::fault::Fault;

use super::{access_denied, validation};
use crate::model::sts;

/// Recorded: "arn:a:a::aaaaaaaaaa: is invalid".
pub(crate) fn invalid_arn(given: &str) -> Fault {
    validation(format!("{given} is invalid"))
}

/// Seen of ARNs that are no role's: <https://github.com/oktadev/okta-aws-cli-assume-role/issues/307>.
pub(crate) fn no_role_arn() -> Fault {
    validation("Request ARN is invalid")
}

/// Who may not do something with a role.
pub(crate) fn not_authorized(who: &str, action: &str, resource: impl Display) -> Fault {
    access_denied(format!("User: {who} is not authorized to perform: {action} on resource: {resource}"))
}

/// Whom an identity provider's word does not help. Seen: "Not authorized to perform sts:AssumeRoleWithWebIdentity".
pub(crate) fn provider_not_authorized(action: &str) -> Fault {
    access_denied(format!("Not authorized to perform {action}"))
}

/// A managed policy that a session is asked for with and that is not there. Our guess at the code; the words are IAM's of
/// policies that are to be attached.
pub(crate) fn no_session_policy(arn: &str) -> Fault {
    validation(format!("Policy {arn} does not exist or is not attachable."))
}

/// Seen: <https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_saml.html>.
pub(crate) fn longer_than_the_role_s() -> Fault {
    validation("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.")
}

/// Seen of role chaining.
pub(crate) fn longer_than_a_chain_s() -> Fault {
    validation(
        "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining",
    )
}

/// A session's policies and tags are too long together. AWS's model says that the sentence has both sizes; its words are
/// our guess.
pub(crate) fn packed_policy_too_large(size: usize, most: usize) -> Fault {
    let message =
        format!("The session token size of {size} bytes exceeds the maximum allowed size of {most} bytes.");
    Fault::of(&sts::PACKED_POLICY_TOO_LARGE_EXCEPTION, message)
}

/// Recorded.
pub(crate) fn transitive_key_without_tag() -> Fault {
    super::invalid_parameter_value("The specified transitive tag key must be included in the requested tags.")
}

/// Recorded.
pub(crate) fn transitive_key_taken() -> Fault {
    super::invalid_parameter_value(
        "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from \
         the calling session.",
    )
}

/// Recorded.
pub(crate) fn duplicate_tags() -> Fault {
    super::invalid_parameter_value(
        "Duplicate tag keys found. Please note that Tag keys are case insensitive.",
    )
}

/// Seen of MFA: one of serial number and code without the other.
pub(crate) fn half_of_mfa() -> Fault {
    access_denied(
        "MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.",
    )
}

/// Seen: "Cannot call GetSessionToken with session credentials".
pub(crate) fn with_session_credentials(operation: &str) -> Fault {
    access_denied(format!("Cannot call {operation} with session credentials"))
}

/// In the words of AWS's model.
pub(crate) fn expired_trade_in() -> Fault {
    let message = "The trade-in token provided in the request has expired and can no longer be exchanged for credentials.";
    Fault::of(&sts::EXPIRED_TRADE_IN_TOKEN_EXCEPTION, message)
}

/// Seen: "Message is not valid".
pub(crate) fn invalid_authorization_message() -> Fault {
    Fault::of(&sts::INVALID_AUTHORIZATION_MESSAGE_EXCEPTION, "Message is not valid")
}

/// In the words of AWS's model.
pub(crate) fn no_session() -> Fault {
    let message = "The request was rejected because the session used to call GetScopedCredentials is not a valid session.";
    Fault::of(&sts::INVALID_SUBJECT_CREDENTIALS_EXCEPTION, message)
}

/// In the words of AWS's model.
pub(crate) fn session_too_short() -> Fault {
    let message =
        "The requested DurationSeconds is greater than the remaining lifetime of the calling session.";
    Fault::of(&sts::INSUFFICIENT_SESSION_LIFETIME_EXCEPTION, message)
}

/// In the words of AWS's model.
pub(crate) fn outbound_federation_is_off() -> Fault {
    let message = "The outbound web identity federation feature is not enabled for this account.";
    Fault::of(&sts::OUTBOUND_WEB_IDENTITY_FEDERATION_DISABLED_EXCEPTION, message)
}

/// In the words of AWS's model.
pub(crate) fn longer_than_the_session() -> Fault {
    let message =
        "The requested token duration would extend the session beyond its original expiration time.";
    Fault::of(&sts::SESSION_DURATION_ESCALATION_EXCEPTION, message)
}

/// In the words of AWS's model.
pub(crate) fn payload_too_large() -> Fault {
    let message = "The requested token payload size exceeds the maximum allowed size.";
    Fault::of(&sts::JWT_PAYLOAD_SIZE_EXCEEDED_EXCEPTION, message)
}

/// A token or an assertion that is not taken, in a sentence of its own.
pub(crate) fn invalid_token(message: impl Into<String>) -> Fault {
    Fault::of(&sts::INVALID_IDENTITY_TOKEN_EXCEPTION, message)
}

/// Seen.
pub(crate) fn no_jwt() -> Fault {
    invalid_token(
        "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)",
    )
}

/// Seen: <https://github.com/mozilla-iam/mozilla-aws-cli/issues/127>.
pub(crate) fn no_oidc_provider(issuer: &str) -> Fault {
    invalid_token(format!("No OpenIDConnect provider found in your account for {issuer}"))
}

/// Seen: <https://github.com/awslabs/amazon-eks-irsa-cfn/pull/18>.
pub(crate) fn wrong_audience() -> Fault {
    invalid_token("Incorrect token audience")
}

/// Our guess at the sentence, after one seen of providers that are there:
/// <https://github.com/dbeaver/cloudbeaver/issues/3112>.
pub(crate) fn no_saml_provider() -> Fault {
    invalid_token("Specified provider doesn't exist")
}

/// Seen of `aud`: <https://github.com/aws/aws-sdk-ruby/issues/2698>.
pub(crate) fn missing_claim(name: &str) -> Fault {
    invalid_token(format!("Missing a required claim: {name}"))
}

/// Seen, of a provider whose keys do not fit:
/// <https://github.com/aws/aws-sdk-js-v3/issues/3052>.
pub(crate) fn no_verification_key() -> Fault {
    invalid_token(
        "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity \
         documentation for requirements",
    )
}

/// Seen: <https://github.com/aws/aws-sdk-java-v2/issues/5709>.
pub(crate) fn expired_token(now_s: u64, expired_s: u64) -> Fault {
    let message = format!(
        "Token expired: current date/time {now_s} must be before the expiration date/time {expired_s}"
    );
    Fault::of(&sts::EXPIRED_TOKEN_EXCEPTION, message)
}

/// Our guess at the sentence: tokens that only their issuer can read cannot be asked about here.
pub(crate) fn provider_out_of_reach(name: &str) -> Fault {
    let message = format!("The identity provider {name} could not be reached to verify the token.");
    Fault::of(&sts::IDP_COMMUNICATION_ERROR_EXCEPTION, message)
}

/// Seen.
pub(crate) fn saml_not_base64() -> Fault {
    invalid_token("Invalid base64 SAMLResponse")
}

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_saml.html>
pub(crate) fn no_saml() -> Fault {
    invalid_token("Your request included an invalid SAML response")
}

/// The same page.
pub(crate) fn saml_unproven() -> Fault {
    invalid_token("Response signature invalid")
}

/// The same page.
pub(crate) fn saml_without_session_name() -> Fault {
    invalid_token("RoleSessionName is required in AuthnResponse")
}

/// The same page.
pub(crate) fn saml_bad_session_name() -> Fault {
    invalid_token("RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}")
}

/// The same page.
pub(crate) fn bad_source_identity() -> Fault {
    invalid_token("Source Identity must match [a-zA-Z_0-9+=,.@-]{2,64} and not begin with \"aws:\"")
}

/// Seen of assertions that are too old.
pub(crate) fn saml_too_old() -> Fault {
    Fault::of(&sts::EXPIRED_TOKEN_EXCEPTION, "Token must be redeemed within 5 minutes of issuance")
}

/// Our guess at the sentence.
pub(crate) fn no_access_key() -> Fault {
    validation("The access key ID provided is not valid.")
}

/// <https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html>, as the gateway words it.
pub(crate) fn unsigned() -> Fault {
    Fault::sender("MissingAuthenticationToken", "Request is missing Authentication Token").status(403)
}
