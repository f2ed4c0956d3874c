//! What a session is asked for with: policies that limit it, tags, and the size of its token.

use base::arn::Arn;
use base::call::{Call, Caller};
use base::seams::{KeyPrincipal, KeySession};
use policy::{Document, Form, Malformed};
use wire::fault::Fault;
use wire::tag::{self, Tags, WrongTag};
use wire::value::Fields;

use crate::error;
use crate::message::tags;

/// How many managed policies a session can be asked for with.
/// <https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html>
const MOST_POLICY_ARNS: usize = 10;

/// The longest policy of a session in bytes, so that what its token holds can be read again.
const LONGEST_POLICY: usize = 64 << 10;

const LEAST: &str = "MinimumSessionTokenSize";

/// What a session is asked for with.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scope {
    /// The text of its policy.
    pub(crate) policy: Option<String>,
    /// Its managed policies.
    pub(crate) policy_arns: Vec<String>,
    pub(crate) tags: Tags,
    /// The keys of the tags that sessions of the session keep.
    pub(crate) transitive_tags: Vec<String>,
    /// How many characters its token has at least.
    pub(crate) least: usize,
}

impl Scope {
    /// Reads `Policy`, `PolicyArns`, `Tags`, `TransitiveTagKeys` and `MinimumSessionTokenSize`, as far as the request has
    /// such members.
    ///
    /// # Errors
    ///
    /// One is not what it must be.
    pub(crate) fn read(fields: &Fields) -> Result<Scope, Fault> {
        let has = |name: &str| fields.shape().place_of(name).is_some();
        let policy = if has("Policy") { fields.text("Policy").map(str::to_owned) } else { None };
        if let Some(text) = &policy {
            check_policy(text)?;
        }
        let policy_arns = if has("PolicyArns") { policy_arns(fields)? } else { Vec::new() };
        let tags = if has("Tags") { session_tags(fields)? } else { Tags::new() };
        let mut transitive_tags = Vec::new();
        if has("TransitiveTagKeys") {
            transitive_tags.extend(fields.texts("TransitiveTagKeys").map(str::to_owned));
        }
        let least = if has(LEAST) { fields.integer(LEAST) } else { None };
        let least = least.and_then(|least| usize::try_from(least).ok());
        Ok(Scope { policy, policy_arns, tags, transitive_tags, least: least.unwrap_or(0) })
    }

    /// Whether it has anything that a session's packed size is about.
    pub(crate) fn limits_or_tags(&self) -> bool {
        self.policy.is_some() || !self.policy_arns.is_empty() || !self.tags.is_empty()
    }

    /// The same for a session whose caller has one already: its transitive tags go on.
    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_role-chaining>
    ///
    /// # Errors
    ///
    /// A tag would be in the place of one that goes on, or a transitive key has no tag.
    pub(crate) fn chained(mut self, calling: Option<&KeySession>) -> Result<Scope, Fault> {
        let is_in = |keys: &[String], key: &str| keys.iter().any(|known| is_same(known, key));
        let gone_on = calling.map(|session| session.transitive_tags.as_slice()).unwrap_or_default();
        if self.transitive_tags.iter().any(|key| is_in(gone_on, key)) {
            return Err(error::sts::transitive_key_taken());
        }
        let own: Vec<String> = self.tags.iter().map(|(key, _)| key.clone()).collect();
        if self.transitive_tags.iter().any(|key| !is_in(&own, key)) {
            return Err(error::sts::transitive_key_without_tag());
        }
        // AWS's page says that this fails too; that it is the same sentence is our guess.
        if own.iter().any(|key| is_in(gone_on, key)) {
            return Err(error::sts::transitive_key_taken());
        }
        if let Some(session) = calling {
            let kept = session.tags.iter().filter(|(key, _)| is_in(gone_on, key)).cloned();
            self.tags = kept.chain(self.tags).collect();
            self.transitive_tags.splice(0..0, gone_on.iter().cloned());
        }
        Ok(self)
    }

    /// What the session will know of itself, but for what its operation adds.
    pub(crate) fn into_session(self) -> KeySession {
        KeySession {
            tags: self.tags,
            transitive_tags: self.transitive_tags,
            policies: self.policy.into_iter().collect(),
            policy_arns: self.policy_arns,
            ..KeySession::default()
        }
    }
}

/// Keys of tags do not depend on case.
fn is_same(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}

/// A policy that limits a session, judged.
///
/// # Errors
///
/// It is none.
pub(crate) fn check_policy(text: &str) -> Result<(), Fault> {
    // The sentences are IAM's; that STS has them too is our guess.
    let sentence = |malformed: Malformed| match malformed {
        Malformed::NotJson => "This policy contains invalid Json",
        _ => "Syntax errors in policy.",
    };
    let read = match text.len() {
        ..=LONGEST_POLICY => Document::read(text, Form::Identity),
        _ => Err(Malformed::TooLong),
    };
    read.map(drop).map_err(|malformed| error::malformed_policy(sentence(malformed)))
}

fn policy_arns(fields: &Fields) -> Result<Vec<String>, Fault> {
    let arns: Vec<String> =
        fields.structs("PolicyArns").filter_map(|policy| policy.text("arn").map(str::to_owned)).collect();
    if arns.len() > MOST_POLICY_ARNS {
        // As AWS says it of other lists.
        return Err(error::validation(format!(
            "1 validation error detected: Value at 'policyArns' failed to satisfy constraint: Member must have length \
             less than or equal to {MOST_POLICY_ARNS}"
        )));
    }
    let is_policy = |arn: &String| {
        Arn::parse(arn).is_some_and(|arn| arn.service == "iam" && arn.resource.starts_with("policy/"))
    };
    match arns.iter().find(|arn| !is_policy(arn)) {
        Some(other) => Err(error::sts::invalid_arn(other)),
        None => Ok(arns),
    }
}

fn session_tags(fields: &Fields) -> Result<Tags, Fault> {
    let wrong = |wrong: WrongTag| match wrong {
        WrongTag::Twice(_) => error::sts::duplicate_tags(),
        WrongTag::Reserved(key) => {
            error::invalid_parameter_value(format!("Tag keys may not begin with 'aws:': {key}"))
        }
        // The shapes' constraints have judged these before.
        WrongTag::TooMany | WrongTag::KeyLength(_) | WrongTag::ValueLength(_) | WrongTag::Character(_) => {
            error::invalid_parameter_value("The session tags are not valid.")
        }
    };
    let tags = tag::given(fields, "Tags", &tags::LIMITS).map_err(wrong)?.unwrap_or_default();
    tag::check(&tags, &tags::LIMITS).map_err(wrong)?;
    Ok(tags)
}

/// What is known of the key that a call was signed with, if IAM or STS made it.
pub(crate) fn calling(call: &Call) -> Option<&KeyPrincipal> {
    match &call.caller {
        Caller::Principal { principal, .. } => Some(principal),
        _ => None,
    }
}

/// The session that a call was signed in, if it was.
pub(crate) fn calling_session(call: &Call) -> Option<&KeySession> {
    calling(call)?.session.as_ref()
}

/// Whether a request has a code of an MFA device.
///
/// # Errors
///
/// It has one of serial number and code alone.
pub(crate) fn mfa(fields: &Fields) -> Result<bool, Fault> {
    match (fields.text("SerialNumber"), fields.text("TokenCode")) {
        (Some(_), Some(_)) => Ok(true),
        (None, None) => Ok(false),
        _ => Err(error::sts::half_of_mfa()),
    }
}
