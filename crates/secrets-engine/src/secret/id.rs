//! How requests name a secret: by its name, its ARN, or its ARN without the six characters at its end.
//!
//! <https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot.html#ARN_secretnamehyphen>

use base::arn::Arn;
use base::call::Call;
use wire::fault::Fault;
use wire::value::Fields;

use super::name::{self, SUFFIX, SecretName};
use crate::error;

/// The member that names a secret.
pub(crate) const MEMBER: &str = "SecretId";

/// What a request names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SecretId {
    pub(crate) name: SecretName,
    /// The characters behind the name, where they were given: then they must be right.
    suffix: Option<String>,
}

impl SecretId {
    /// The secret that the member `SecretId` names.
    ///
    /// # Errors
    ///
    /// It is no name, or an ARN of nothing that is here.
    pub(crate) fn asked(fields: &Fields, call: &Call) -> Result<SecretId, Fault> {
        SecretId::read(fields.required(MEMBER), call)
    }

    /// The secret of an id.
    ///
    /// # Errors
    ///
    /// It is no name, or an ARN of nothing that is here.
    pub(crate) fn read(text: &str, call: &Call) -> Result<SecretId, Fault> {
        if !text.starts_with("arn:") {
            name::check(text)?;
            return Ok(SecretId { name: SecretName::of_caller(call, text), suffix: None });
        }
        let arn = Arn::parse(text).ok_or_else(error::no_secret)?;
        SecretId::of_arn(&arn).filter(|id| id.name.region == call.region).ok_or_else(error::no_secret)
    }

    /// The secret of a name, whatever stands behind it in its ARN.
    pub(crate) fn of_name(name: &SecretName) -> SecretId {
        SecretId { name: name.clone(), suffix: None }
    }

    /// The secret of an ARN. What looks like the six characters is taken for them: a name that ends in a hyphen and six
    /// characters is found by its whole ARN only, as on AWS.
    pub(crate) fn of_arn(arn: &Arn) -> Option<SecretId> {
        let (account, region) = arn.owner().filter(|_| arn.service == "secretsmanager")?;
        let name = arn.resource.strip_prefix("secret:")?;
        let whole = name.rsplit_once('-').filter(|(_, end)| is_suffix(end));
        let (name, suffix) = whole.map_or((name, None), |(name, end)| (name, Some(end.to_owned())));
        Some(SecretId { name: SecretName { account, region, name: name.to_owned() }, suffix })
    }

    /// Whether it means the secret of its name that has this suffix.
    pub(crate) fn means(&self, suffix: &str) -> bool {
        self.suffix.as_deref().is_none_or(|own| own == suffix)
    }
}

fn is_suffix(end: &str) -> bool {
    end.len() == SUFFIX && end.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// AWS's page on partial ARNs.
    #[test]
    fn an_arn_is_whole_where_six_characters_stand_behind_a_hyphen() {
        let check = |resource: &str, name: &str, suffix: Option<&str>| {
            let arn = format!("arn:aws:secretsmanager:us-east-1:000000000000:{resource}");
            let id = SecretId::of_arn(&Arn::parse(&arn).unwrap()).unwrap();
            assert_eq!((id.name.name.as_str(), id.suffix.as_deref()), (name, suffix), "{resource}");
        };
        check("secret:a-AbC123", "a", Some("AbC123"));
        check("secret:a", "a", None);
        check("secret:a-b", "a-b", None);
        check("secret:my-secret", "my", Some("secret"));
        check("secret:my-secret-AbC123", "my-secret", Some("AbC123"));
        check("secret:a-Ab_123", "a-Ab_123", None);
        for text in
            ["arn:aws:secretsmanager:us-east-1:000000000000:a", "arn:aws:ssm:us-east-1:000000000000:secret:a"]
        {
            assert_eq!(SecretId::of_arn(&Arn::parse(text).unwrap()), None);
        }
    }
}
