//! What a parameter is called: its name and ARN, and how requests name it and one of its versions.
//!
//! <https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-su-create.html#sysman-parameter-name-constraints>

use base::arn::{AccountId, Arn, Region};
use base::call::Call;
use store::space::Fields as KeyFields;
use store::{Key, Space};
use wire::fault::Fault;

use crate::error;

/// A parameter by where it is and its name without a first slash, as its ARN has it. So `a` and `/a` are one, as AWS's page says.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct ParameterName {
    pub(crate) account: AccountId,
    pub(crate) region: Region,
    pub(crate) path: String,
}

/// What stands before the name in an ARN's resource.
const RESOURCE: &str = "parameter/";

/// The most characters of a name with the ARN before it.
const MOST_CHARACTERS: usize = 1011;

/// How many levels a hierarchy may have.
const MOST_LEVELS: usize = 15;

/// Below which path AWS's own parameters are.
pub(crate) const PUBLIC: &str = "/aws/service/";

/// Below which path Secrets Manager's secrets are.
pub(crate) const SECRETS: &str = "/aws/reference/secretsmanager/";

impl ParameterName {
    /// A parameter of the caller's, by a name with or without a first slash.
    pub(crate) fn of(call: &Call, name: &str) -> ParameterName {
        let path = name.strip_prefix('/').unwrap_or(name).to_owned();
        ParameterName { account: call.account, region: call.region.clone(), path }
    }

    /// Its ARN.
    pub(crate) fn arn(&self) -> String {
        Arn::regional_text("ssm", &self.region, self.account, &[RESOURCE, &self.path])
    }

    /// The key of its record.
    pub(crate) fn key(&self) -> Key {
        ParameterName::all(self.account, &self.region).text(&self.path)
    }

    /// What the keys of all parameters of an account and region begin with.
    pub(crate) fn all(account: AccountId, region: &Region) -> Key {
        Key::of(Space::SsmParameter).account(account).region(region)
    }

    /// The parameter of a key.
    pub(crate) fn of_key(key: &[u8]) -> Option<ParameterName> {
        ParameterName::of_fields(&mut KeyFields::of(key))
    }

    /// The parameter that the next fields of a key name.
    pub(crate) fn of_fields(fields: &mut KeyFields<'_>) -> Option<ParameterName> {
        Some(ParameterName { account: fields.account()?, region: fields.region()?, path: fields.text()? })
    }
}

/// Which version of a parameter is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Selector {
    /// The last one.
    Latest,
    /// By its number.
    Version(u64),
    /// By a label.
    Label(String),
}

impl Selector {
    /// What stands behind a colon. A label does not begin with a digit.
    fn of(text: &str) -> Selector {
        text.parse().map_or_else(|_| Selector::Label(text.to_owned()), Selector::Version)
    }

    /// As replies show it.
    pub(crate) fn shown(&self) -> Option<String> {
        match self {
            Selector::Latest => None,
            Selector::Version(number) => Some(format!(":{number}")),
            Selector::Label(label) => Some(format!(":{label}")),
        }
    }
}

/// What a request names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Asked {
    /// A parameter.
    Parameter(ParameterName, Selector),
    /// One of AWS's own, by its name with the first slash.
    Public(String, Selector),
    /// A secret of Secrets Manager, by its name or ARN, and what stands behind the colon.
    Secret(String, Option<String>),
}

impl Asked {
    /// Of a name, an ARN, either of them with a version or a label behind a colon.
    ///
    /// # Errors
    ///
    /// It cannot be one.
    pub(crate) fn read(call: &Call, text: &str) -> Result<Asked, Fault> {
        let text = text.trim();
        if text.starts_with("arn:") {
            return Asked::of_arn(call, text);
        }
        if let Some(secret) = text.strip_prefix(SECRETS) {
            return Ok(Asked::of_secret(secret));
        }
        let (name, selector) = parted(text);
        check(name)?;
        if name.starts_with(PUBLIC) {
            return Ok(Asked::Public(name.to_owned(), selector));
        }
        Ok(Asked::Parameter(ParameterName::of(call, name), selector))
    }

    fn of_arn(call: &Call, text: &str) -> Result<Asked, Fault> {
        let arn = Arn::parse(text).filter(|arn| arn.service == "ssm").ok_or_else(error::wrong_name)?;
        let resource = arn.resource.strip_prefix(RESOURCE).ok_or_else(error::wrong_name)?;
        let (path, selector) = parted(resource);
        let name = format!("/{path}");
        check(&name)?;
        if arn.account.is_empty() && name.starts_with(PUBLIC) && arn.region == call.region.as_str() {
            return Ok(Asked::Public(name, selector));
        }
        let (account, region) = arn.owner().ok_or_else(error::wrong_name)?;
        // What other regions have is not seen from this one.
        if region != call.region {
            return Err(error::no_parameter());
        }
        Ok(Asked::Parameter(ParameterName { account, region, path: path.to_owned() }, selector))
    }

    fn of_secret(text: &str) -> Asked {
        // An ARN has six colons of its own.
        let own = if text.starts_with("arn:") { 7 } else { 1 };
        let at = text.match_indices(':').nth(own - 1).map(|(at, _)| at);
        match at.and_then(|at| Some((text.get(..at)?, text.get(at + 1..)?))) {
            Some((secret, selector)) => Asked::Secret(secret.to_owned(), Some(selector.to_owned())),
            None => Asked::Secret(text.to_owned(), None),
        }
    }
}

fn parted(text: &str) -> (&str, Selector) {
    match text.split_once(':') {
        Some((name, selector)) => (name, Selector::of(selector)),
        None => (text, Selector::Latest),
    }
}

/// Judges a name that a request asks for.
fn check(name: &str) -> Result<(), Fault> {
    let levels = name.strip_prefix('/').unwrap_or(name);
    let is_whole = levels.split('/').all(|level| !level.is_empty() && level.chars().all(is_of_name));
    let is_qualified = name.starts_with('/') || !levels.contains('/');
    if is_whole && is_qualified && !has_prefix(levels, "ssm") { Ok(()) } else { Err(error::wrong_name()) }
}

/// The name of a parameter that a request changes: no ARN, and no version.
///
/// # Errors
///
/// It cannot be one, or is AWS's.
pub(crate) fn own(call: &Call, text: &str) -> Result<ParameterName, Fault> {
    let name = text.trim();
    let is_qualified = name.starts_with('/') || !name.contains('/');
    if !is_qualified && name.chars().all(|c| is_of_name(c) || c == '/') {
        return Err(error::not_qualified());
    }
    check(name)?;
    let own = ParameterName::of(call, name);
    if has_prefix(&own.path, "aws") {
        return Err(error::reserved_name(name));
    }
    Ok(own)
}

/// The same of a parameter that may be made.
///
/// # Errors
///
/// It has too many levels or characters, too.
pub(crate) fn new(call: &Call, text: &str) -> Result<ParameterName, Fault> {
    let name = own(call, text)?;
    if name.path.split('/').count() > MOST_LEVELS {
        return Err(error::too_deep());
    }
    if name.arn().len() > MOST_CHARACTERS {
        return Err(error::name_too_long(MOST_CHARACTERS));
    }
    Ok(name)
}

/// A hierarchy, without its first slash and with one at its end; nothing for the root.
///
/// # Errors
///
/// It cannot be one.
pub(crate) fn hierarchy(text: &str) -> Result<String, Fault> {
    let text = text.trim();
    let path = text.strip_prefix('/').ok_or_else(error::wrong_path)?;
    let path = path.strip_suffix('/').unwrap_or(path);
    if path.is_empty() {
        return if text == "/" { Ok(String::new()) } else { Err(error::wrong_path()) };
    }
    let is_whole = path.split('/').all(|level| !level.is_empty() && level.chars().all(is_of_name));
    let is_public = format!("/{path}/").starts_with(PUBLIC);
    let is_reserved = has_prefix(path, "ssm") || (has_prefix(path, "aws") && !is_public);
    if !is_whole || is_reserved || path.split('/').count() > MOST_LEVELS {
        return Err(error::wrong_path());
    }
    Ok(format!("{path}/"))
}

fn has_prefix(name: &str, prefix: &str) -> bool {
    name.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
}

fn is_of_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_')
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::call::{Caller, Origin};
    use base::clock::Timestamp;

    fn call() -> Call {
        Call {
            account: AccountId::DEFAULT,
            region: Region::us_east_1(),
            request_id: "".into(),
            now: Timestamp::from_millis(0),
            caller: Caller::Anonymous,
            address: "".into(),
            origin: Origin::default(),
        }
    }

    /// The rules are AWS's page on names; the sentences have their sources where they stand.
    #[test]
    fn names_of_new_parameters() {
        let check = |name: &str, expected: Result<&str, &str>| {
            let judged = new(&call(), name).map(|name| name.path).map_err(|fault| fault.message);
            let judged = judged.as_deref().map_err(String::as_str);
            match expected {
                Ok(path) => assert_eq!(judged, Ok(path), "{name}"),
                Err(start) => assert!(judged.unwrap_err().starts_with(start), "{name}: {judged:?}"),
            }
        };
        check("a", Ok("a"));
        check("/a", Ok("a"));
        check("  /a/b.c-d_e/F1 ", Ok("a/b.c-d_e/F1"));
        check("a/b", Err("Parameter name must be a fully qualified name."));
        for name in
            ["", "/", "//a", "/a/", "/a//b", "/a b", "ä", "a:1", "ssm", "SSMx", "/ssm/a", "arn:aws:ssm:x"]
        {
            check(name, Err("Parameter name: can't be prefixed with \"ssm\""));
        }
        for name in ["aws", "/aws/test", "AWSx", "/aws/service/list/ecs"] {
            check(name, Err("No access to reserved parameter name: "));
        }
        check(&"/a".repeat(15), Ok(&"a/".repeat(15)[..29]));
        check(&"/a".repeat(16), Err("A hierarchy can have a maximum of 15 levels."));
        // The ARN before it has 45 characters, as in the example of AWS's page.
        assert_eq!(new(&call(), "a").unwrap().arn().len(), 46);
        check(&"a".repeat(966), Ok(&"a".repeat(966)));
        check(&"a".repeat(967), Err("Parameter name is too long"));
    }

    #[test]
    fn what_requests_name() {
        let read = |text: &str| Asked::read(&call(), text);
        let own =
            |path: &str, selector: Selector| Asked::Parameter(ParameterName::of(&call(), path), selector);
        assert_eq!(read("/a/b"), Ok(own("a/b", Selector::Latest)));
        assert_eq!(read("/a/b:3"), Ok(own("a/b", Selector::Version(3))));
        assert_eq!(read("a:prod"), Ok(own("a", Selector::Label("prod".to_owned()))));
        assert_eq!(read("arn:aws:ssm:us-east-1:000000000000:parameter/a/b:3"), read("/a/b:3"));
        let public = "/aws/service/list/ecs".to_owned();
        assert_eq!(read(&public), Ok(Asked::Public(public.clone(), Selector::Latest)));
        assert_eq!(read(&format!("arn:aws:ssm:us-east-1::parameter{public}")), read(&public));
        let secret =
            |id: &str, selector: Option<&str>| Ok(Asked::Secret(id.to_owned(), selector.map(str::to_owned)));
        assert_eq!(read("/aws/reference/secretsmanager/a/b"), secret("a/b", None));
        assert_eq!(read("/aws/reference/secretsmanager/a:AWSCURRENT"), secret("a", Some("AWSCURRENT")));
        let arn = "arn:aws:secretsmanager:us-east-1:000000000000:secret:a-AbCdEf";
        assert_eq!(read(&format!("/aws/reference/secretsmanager/{arn}")), secret(arn, None));
        assert_eq!(read(&format!("/aws/reference/secretsmanager/{arn}:x")), secret(arn, Some("x")));
        for text in ["xxx/yyy", "{test}-test", "arn:aws:s3:::a", "arn:aws:ssm:us-east-1:0:parameter/a"] {
            assert!(read(text).is_err(), "{text}");
        }
    }

    #[test]
    fn hierarchies() {
        for (text, expected) in [("/", ""), ("/a", "a/"), ("/a/b/", "a/b/"), ("/aws/service", "aws/service/")]
        {
            assert_eq!(hierarchy(text).unwrap(), expected);
        }
        for text in ["", "a", "//", "/a//b", "/a b", "/ssm/a", "/aws/a", "/AWS", &"/a".repeat(16)] {
            assert!(hierarchy(text).is_err(), "{text}");
        }
    }
}
