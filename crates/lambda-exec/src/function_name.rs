//! The ways to name a function: its name, a partial ARN, a full ARN, each with a version or alias behind it.

use base::arn::{AccountId, Arn, Region};
use base::call::Call;
use store::{Key, Space};
use wire::value::Fields;

use crate::error::Error;

pub(crate) use self::execution_arn::ExecutionArn;

mod execution_arn;

/// The version that changes: what an unqualified name means.
pub(crate) const LATEST: &str = "$LATEST";

/// Whose function, and which.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct FunctionId {
    pub(crate) account: AccountId,
    pub(crate) region: Region,
    pub(crate) name: String,
}

impl FunctionId {
    /// The ARN without version or alias.
    pub(crate) fn arn(&self) -> Arn {
        Arn::regional("lambda", &self.region, self.account, format!("function:{}", self.name))
    }

    /// The ARN of a version or alias.
    pub(crate) fn qualified_arn(&self, qualifier: &str) -> Arn {
        Arn::regional("lambda", &self.region, self.account, format!("function:{}:{qualifier}", self.name))
    }

    /// The ARN as it was asked for.
    pub(crate) fn arn_of(&self, qualifier: Option<&str>) -> Arn {
        qualifier.map_or_else(|| self.arn(), |qualifier| self.qualified_arn(qualifier))
    }

    /// The key of something that a function has, in one of Lambda's spaces.
    pub(crate) fn key(&self, space: Space) -> Key {
        Key::of(space).account(self.account).region(&self.region).text(&self.name)
    }

    /// From an ARN that is well-formed and names a function. The qualifier comes along.
    pub(crate) fn of_arn(arn: &Arn) -> Option<(FunctionId, Option<String>)> {
        let (account, region) = arn.owner()?;
        let name = arn.resource.strip_prefix("function:").filter(|_| arn.service == "lambda")?;
        let (name, qualifier) = match name.split_once(':') {
            Some((name, qualifier)) => (name, Some(qualifier.to_owned())),
            None => (name, None),
        };
        is_word(name).then(|| (FunctionId { account, region, name: name.to_owned() }, qualifier))
    }
}

/// A function as a request names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Named {
    pub(crate) id: FunctionId,
    /// The version or alias, from the name or from the query, as given.
    pub(crate) qualifier: Option<String>,
}

/// The longest name of a function: not in the public model (recorded).
const NAME_LIMIT: usize = 64;

impl Named {
    /// The function that a request names by `FunctionName`, and which of its versions. The shape has judged the form of
    /// the name.
    pub(crate) fn read(call: &Call, fields: &Fields) -> Result<Named, Error> {
        let is_there = fields.shape().place_of("Qualifier").is_some();
        let qualifier = if is_there { fields.text("Qualifier") } else { None };
        Named::resolve(call, fields.required("FunctionName"), qualifier)
    }

    /// The function of a name that satisfies the model's expression, and what is said beside it.
    pub(crate) fn resolve(call: &Call, name: &str, qualifier: Option<&str>) -> Result<Named, Error> {
        let parts = Parts::of(name).unwrap_or_default();
        if parts.name.len() > NAME_LIMIT {
            let must = format!("Member must have length less than or equal to {NAME_LIMIT}");
            return Err(Error::inner_validation("functionName", &format!("'{}'", parts.name), &must));
        }
        if let Some(region) = parts.region.filter(|region| *region != call.region.as_str()) {
            return Err(Error::other_region(region, call.region.as_str()));
        }
        let id = parts.id(call);
        if let (Some(own), Some(asked)) = (parts.qualifier, qualifier)
            && own != asked
        {
            return Err(Error::qualifiers_differ());
        }
        let qualifier = parts.qualifier.or(qualifier).map(str::to_owned);
        Ok(Named { id, qualifier })
    }
}

/// A name taken apart.
#[derive(Debug, Default, PartialEq, Eq)]
struct Parts<'a> {
    region: Option<&'a str>,
    account: Option<&'a str>,
    name: &'a str,
    qualifier: Option<&'a str>,
}

impl FunctionId {
    /// The function of a name that can be read, and which of its versions the name says.
    pub(crate) fn of_name(call: &Call, name: &str) -> Option<(FunctionId, Option<String>)> {
        let parts = Parts::of(name)?;
        Some((parts.id(call), parts.qualifier.map(str::to_owned)))
    }

    /// The function of a name that another function calls; nothing if it is none, or of another account or region.
    pub(crate) fn beside(&self, name: &str) -> Option<(FunctionId, Option<String>)> {
        let parts = Parts::of(name)?;
        let is_beside = parts.region.is_none_or(|region| region == self.region.as_str())
            && parts.account.is_none_or(|account| account == self.account.as_str());
        let id = FunctionId { name: parts.name.to_owned(), ..self.clone() };
        is_beside.then(|| (id, parts.qualifier.map(str::to_owned)))
    }
}

impl<'a> Parts<'a> {
    /// The function, of the caller's account unless the name says another.
    fn id(&self, call: &Call) -> FunctionId {
        let account = self.account.and_then(AccountId::parse).unwrap_or(call.account);
        FunctionId { account, region: call.region.clone(), name: self.name.to_owned() }
    }

    /// Each optional part is taken if something follows it, as the model's expressions do. It takes what the widest of
    /// them does, that of `NamespacedFunctionName`: what an operation takes is its shape's.
    fn of(text: &'a str) -> Option<Parts<'a>> {
        let mut rest = text;
        if let Some(arn) = text.strip_prefix("arn:") {
            let (partition, after) = arn.split_once(":lambda:")?;
            rest = is_partition(partition).then_some(after)?;
        }
        let region = take(&mut rest, is_region);
        let account = take(&mut rest, |part| part.len() == 12 && part.bytes().all(|b| b.is_ascii_digit()));
        take(&mut rest, |part| part == "function");
        let (name, qualifier) = match rest.split_once(':') {
            Some((name, qualifier)) => (name, Some(qualifier)),
            None => (rest, None),
        };
        let is_name = is_word(&name.replace('.', "-"));
        let is_qualifier = qualifier
            .is_none_or(|qualifier| matches!(qualifier, LATEST | "$LATEST.PUBLISHED") || is_word(qualifier));
        (is_name && is_qualifier).then_some(Parts { region, account, name, qualifier })
    }
}

fn take<'a>(rest: &mut &'a str, is: impl Fn(&str) -> bool) -> Option<&'a str> {
    let (part, after) = rest.split_once(':').filter(|(part, _)| is(part))?;
    *rest = after;
    Some(part)
}

/// `(eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}`
fn is_region(text: &str) -> bool {
    let mut parts: Vec<&str> = text.strip_prefix("eusc-").unwrap_or(text).split('-').collect();
    if parts.len() == 4 {
        let middle = parts.remove(1);
        let iso = middle.strip_prefix("iso").is_some_and(|rest| rest.len() <= 1);
        if middle != "gov" && !iso {
            return false;
        }
    }
    let letters = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_lowercase());
    matches!(parts[..], [country, place, number]
        if country.len() == 2 && letters(country) && letters(place)
            && number.len() == 1 && number.bytes().all(|b| b.is_ascii_digit()))
}

/// Letters, digits, hyphens and underscores, at least one.
fn is_word(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

/// `(aws[a-zA-Z-]*)?`
fn is_partition(text: &str) -> bool {
    text.is_empty() || text.starts_with("aws") && text.bytes().all(|b| b.is_ascii_alphabetic() || b == b'-')
}

#[cfg(test)]
mod tests {
    use wire::shape::Shape;

    use super::*;
    use crate::model;

    type Found<'a> = (Option<&'a str>, Option<&'a str>, &'a str, Option<&'a str>);

    /// Whether the expression of `FunctionName` in a shape holds.
    fn holds(shape: &Shape, text: &str) -> bool {
        let member = shape.members.iter().find(|member| member.name == "FunctionName").unwrap();
        member.rules.pattern.unwrap().holds(text)
    }

    /// Region, account, name, qualifier, of what the shape of an operation that changes a function takes.
    fn check(text: &str, expected: Option<Found<'_>>) {
        let parts = Parts::of(text).filter(|_| holds(&model::UPDATE_FUNCTION_CODE_REQUEST, text));
        let found = parts.as_ref().map(|p| (p.region, p.account, p.name, p.qualifier));
        assert_eq!(found, expected, "{text}");
        assert!(expected.is_none() || holds(&model::INVOCATION_REQUEST, text), "{text}");
    }

    /// Authority: botocore's pattern of `FunctionName`, and the examples of
    /// <https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html>.
    #[test]
    fn every_form_of_a_name_is_understood() {
        let (region, account) = (Some("us-west-2"), Some("123456789012"));
        check("my-function", Some((None, None, "my-function", None)));
        check("my-function:v1", Some((None, None, "my-function", Some("v1"))));
        check("123456789012:function:my-function", Some((None, account, "my-function", None)));
        check("123456789012:my-function:2", Some((None, account, "my-function", Some("2"))));
        let arn = "arn:aws:lambda:us-west-2:123456789012:function:my-function";
        check(arn, Some((region, account, "my-function", None)));
        check(&format!("{arn}:$LATEST"), Some((region, account, "my-function", Some(LATEST))));
        check("us-west-2:my-function", Some((region, None, "my-function", None)));
        check("123456789012", Some((None, None, "123456789012", None)));
        check("function", Some((None, None, "function", None)));
        for text in ["", ":", "a b", "invalid:function:name", "arn:aws:s3:::b", "f:$OLD", "f:", "a.b", "ä"] {
            check(text, None);
        }
        assert!(Parts::of("a.b").is_some() && holds(&model::INVOCATION_REQUEST, "a.b"));
    }

    #[test]
    fn a_region_has_the_form_of_the_model() {
        for text in ["us-east-1", "us-gov-west-1", "us-iso-east-1", "us-isob-east-1", "eusc-de-east-1"] {
            assert!(is_region(text), "{text}");
        }
        for text in ["", "us", "us-east", "us-east-11", "us-xxx-east-1", "US-east-1", "function"] {
            assert!(!is_region(text), "{text}");
        }
    }
}
