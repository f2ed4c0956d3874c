//! The ways to name a function: its name, a partial ARN, a full ARN, each with a version or alias behind it.

use base::arn::{AccountId, Arn, Region};
use base::call::Call;
use store::{Key, Space};

use crate::constraint::{self, Constraints, Pattern};
use crate::error::Error;

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
        constraint::is_word(name).then(|| (FunctionId { account, region, name: name.to_owned() }, qualifier))
    }
}

/// A function as a request names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Named {
    pub(crate) id: FunctionId,
    /// The version or alias, from the name or from the query, as given.
    pub(crate) qualifier: Option<String>,
}

/// Which operation asks: its name for a refusal, and how it lets functions be named.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Naming {
    pub(crate) operation: &'static str,
    pub(crate) namespaced: bool,
}

/// botocore's `FunctionName`: operations that change a function.
const PLAIN: Pattern = Pattern {
    text: r"(arn:(aws[a-zA-Z-]*)?:lambda:)?((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\$LATEST|[a-zA-Z0-9-_]+))?",
    fits: |text| Parts::of(text, false).is_some(),
};

/// botocore's `NamespacedFunctionName`: operations that read or run one.
const NAMESPACED: Pattern = Pattern {
    text: r"(arn:(aws[a-zA-Z-]*)?:lambda:)?((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_\.]+)(:(\$LATEST(\.PUBLISHED)?|[a-zA-Z0-9-_]+))?",
    fits: |text| Parts::of(text, true).is_some(),
};

/// The longest name of a function: not in the public model (recorded).
const NAME_LIMIT: usize = 64;

impl Naming {
    /// For an operation whose model says `FunctionName`.
    pub(crate) const fn plain(operation: &'static str) -> Naming {
        Naming { operation, namespaced: false }
    }

    /// For an operation whose model says `NamespacedFunctionName`.
    pub(crate) const fn namespaced(operation: &'static str) -> Naming {
        Naming { operation, namespaced: true }
    }

    /// Checks the form of a name and a qualifier against the model.
    pub(crate) fn check(self, constraints: &mut Constraints, name: &str, qualifier: Option<&str>) {
        let (pattern, limit) = if self.namespaced { (&NAMESPACED, 256) } else { (&PLAIN, 140) };
        if name.chars().count() > limit {
            constraints.length("functionName", Some(name), 1, limit);
        } else {
            constraints.pattern("functionName", Some(name), pattern);
        }
        constraints.length("qualifier", qualifier, 1, 128);
        constraints.pattern("qualifier", qualifier, &constraint::QUALIFIER);
    }

    /// Reads a name that passed [`Naming::check`], and what the query says beside it.
    pub(crate) fn resolve(self, call: &Call, name: &str, qualifier: Option<&str>) -> Result<Named, Error> {
        let parts = Parts::of(name, self.namespaced).unwrap_or_default();
        if parts.name.len() > NAME_LIMIT {
            let rule = format!("Member must have length less than or equal to {NAME_LIMIT}");
            return Err(Error::inner_validation(constraint::sentence("functionName", parts.name, rule)));
        }
        if let Some(region) = parts.region.filter(|region| *region != call.region.as_str()) {
            return Err(Error::other_region(region, call.region.as_str()));
        }
        let id =
            FunctionId { account: call.account, region: call.region.clone(), name: parts.name.to_owned() };
        let account = parts.account.and_then(AccountId::parse).unwrap_or(call.account);
        if account != call.account {
            return Err(Error::other_account(call, self.operation, &FunctionId { account, ..id }));
        }
        if let (Some(own), Some(asked)) = (parts.qualifier, qualifier)
            && own != asked
        {
            return Err(Error::qualifiers_differ());
        }
        let qualifier = parts.qualifier.or(qualifier).map(str::to_owned);
        Ok(Named { id, qualifier })
    }

    /// [`Naming::check`] and [`Naming::resolve`] for an operation that has no other constraints.
    pub(crate) fn read(self, call: &Call, name: &str, qualifier: Option<&str>) -> Result<Named, Error> {
        let mut constraints = Constraints::default();
        self.check(&mut constraints, name, qualifier);
        constraints.result()?;
        self.resolve(call, name, qualifier)
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

impl<'a> Parts<'a> {
    /// Each optional part is taken if something follows it, as the model's expression does.
    fn of(text: &'a str, namespaced: bool) -> Option<Parts<'a>> {
        let mut rest = text;
        if let Some(arn) = text.strip_prefix("arn:") {
            let (partition, after) = arn.split_once(":lambda:")?;
            rest = constraint::is_partition(partition).then_some(after)?;
        }
        let region = take(&mut rest, is_region);
        let account = take(&mut rest, |part| part.len() == 12 && part.bytes().all(|b| b.is_ascii_digit()));
        take(&mut rest, |part| part == "function");
        let (name, qualifier) = match rest.split_once(':') {
            Some((name, qualifier)) => (name, Some(qualifier)),
            None => (rest, None),
        };
        let is_name = constraint::is_word(name) || namespaced && constraint::is_word(&name.replace('.', "-"));
        let is_qualifier = qualifier.is_none_or(|qualifier| {
            qualifier == LATEST
                || constraint::is_word(qualifier)
                || namespaced && qualifier == "$LATEST.PUBLISHED"
        });
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

#[cfg(test)]
mod tests {
    use super::*;

    type Found<'a> = (Option<&'a str>, Option<&'a str>, &'a str, Option<&'a str>);

    /// Region, account, name, qualifier.
    fn check(text: &str, expected: Option<Found<'_>>) {
        let parts = Parts::of(text, false);
        let found = parts.as_ref().map(|p| (p.region, p.account, p.name, p.qualifier));
        assert_eq!(found, expected, "{text}");
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
        assert!(Parts::of("a.b", true).is_some());
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
