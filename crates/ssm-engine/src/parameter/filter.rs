//! Which parameters a listing means.
//!
//! <https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ParameterStringFilter.html>

use wire::fault::Fault;
use wire::tag::Tags;
use wire::value::Fields;

use super::{Parameter, name};
use crate::error;

/// A filter: what of a parameter, and which values of it are meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Filter {
    of: Of,
    test: Test,
    values: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Of {
    Name,
    Kind,
    KeyId,
    /// Its hierarchy.
    Path,
    Tier,
    DataType,
    Tag(String),
    /// Only GetParametersByPath knows it, and looks at it itself: it chooses a version.
    Label,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Test {
    Equals,
    BeginsWith,
    Contains,
    Recursive,
    OneLevel,
}

/// What a filter looks at.
pub(crate) struct Seen<'a> {
    /// The name without its first slash.
    pub(crate) path: &'a str,
    pub(crate) kind: &'a str,
    pub(crate) key_id: Option<&'a str>,
    pub(crate) tier: &'a str,
    pub(crate) data_type: &'a str,
    pub(crate) tags: &'a Tags,
}

impl<'a> Seen<'a> {
    /// Of a parameter.
    pub(crate) fn of(path: &'a str, parameter: &'a Parameter) -> Seen<'a> {
        let current = &parameter.current;
        Seen {
            path,
            kind: current.kind.shown(),
            key_id: current.key_id.as_deref(),
            tier: current.tier.shown(),
            data_type: &current.data_type,
            tags: &parameter.tags,
        }
    }
}

/// Whether all filters mean a parameter.
pub(crate) fn all_mean(filters: &[Filter], seen: &Seen<'_>) -> bool {
    filters.iter().all(|filter| filter.means(seen))
}

impl Filter {
    /// Whether it means a parameter: of several values one is enough, and none means that there is one at all.
    fn means(&self, seen: &Seen<'_>) -> bool {
        match &self.of {
            Of::Name => self.means_name(seen.path),
            Of::Path => {
                self.values.iter().any(|path| is_below(seen.path, path, self.test == Test::Recursive))
            }
            Of::Kind => self.means_text(seen.kind),
            Of::KeyId => seen.key_id.is_some_and(|key| self.means_text(key)),
            Of::Tier => self.means_text(seen.tier),
            Of::DataType => self.means_text(seen.data_type),
            Of::Tag(key) => seen.tags.iter().any(|(known, value)| known == key && self.means_text(value)),
            Of::Label => true,
        }
    }

    fn means_text(&self, text: &str) -> bool {
        let is_meant = |value: &String| match self.test {
            Test::BeginsWith => text.starts_with(value.as_str()),
            Test::Contains => text.contains(value.as_str()),
            _ => text == value,
        };
        self.values.is_empty() || self.values.iter().any(is_meant)
    }

    /// A name has a first slash, whether it was made with one or not: <https://github.com/getmoto/moto/pull/3189>.
    fn means_name(&self, path: &str) -> bool {
        let whole = format!("/{path}");
        let is_meant = |value: &String| {
            let bare = value.strip_prefix('/').unwrap_or(value);
            match self.test {
                Test::BeginsWith => path.starts_with(bare),
                Test::Contains => whole.contains(value.as_str()),
                _ => path == bare,
            }
        };
        self.values.iter().any(is_meant)
    }

    /// The names that alone can be meant, if the filter says them: without their first slashes.
    pub(crate) fn names(&self) -> Option<Vec<&str>> {
        let is_of_names = self.of == Of::Name && self.test == Test::Equals;
        is_of_names
            .then(|| self.values.iter().map(|value| value.strip_prefix('/').unwrap_or(value)).collect())
    }

    /// What the names of all that are meant begin with, if the filter says that.
    pub(crate) fn prefix(&self) -> Option<&str> {
        let [value] = self.values.as_slice() else { return None };
        match (&self.of, self.test) {
            (Of::Path, _) => Some(value),
            (Of::Name, Test::BeginsWith) => Some(value.strip_prefix('/').unwrap_or(value)),
            _ => None,
        }
    }

    /// One that means all of a hierarchy.
    pub(crate) fn below(hierarchy: &str, recursive: bool) -> Filter {
        let test = if recursive { Test::Recursive } else { Test::OneLevel };
        Filter { of: Of::Path, test, values: vec![hierarchy.to_owned()] }
    }

    /// Whether it means AWS's own parameters, which are listed only if somebody asks for them.
    pub(crate) fn is_of_public(&self) -> bool {
        let public = name::PUBLIC.strip_prefix('/').unwrap_or(name::PUBLIC);
        let is_public = |value: &String| value.strip_prefix('/').unwrap_or(value).starts_with(public);
        matches!(self.of, Of::Name | Of::Path) && !self.values.is_empty() && self.values.iter().all(is_public)
    }

    /// The labels that it asks for.
    pub(crate) fn labels(&self) -> Option<&[String]> {
        (self.of == Of::Label).then_some(self.values.as_slice())
    }
}

/// Whether a name stands in a hierarchy, which ends with a slash, or is empty for all.
pub(crate) fn is_below(path: &str, hierarchy: &str, recursive: bool) -> bool {
    path.strip_prefix(hierarchy).is_some_and(|rest| !rest.is_empty() && (recursive || !rest.contains('/')))
}

/// For which operation filters are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum For {
    Describe,
    ByPath,
}

/// The filters of a request.
///
/// # Errors
///
/// One cannot be, or there are old ones beside new ones.
pub(crate) fn read(fields: &Fields, operation: For) -> Result<Vec<Filter>, Fault> {
    let mut keys = Vec::new();
    let filters: Vec<Filter> = fields
        .structs("ParameterFilters")
        .map(|given| {
            let filter = one(given, operation)?;
            let key = given.required("Key");
            if keys.contains(&key) {
                return Err(error::filter_twice(key));
            }
            keys.push(key);
            Ok(filter)
        })
        .collect::<Result<_, Fault>>()?;
    if operation == For::ByPath {
        return Ok(filters);
    }
    let old: Vec<Filter> = fields.structs("Filters").map(old).collect::<Result<_, Fault>>()?;
    match (filters.is_empty(), old.is_empty()) {
        (false, false) => Err(error::both_filters()),
        (true, _) => Ok(old),
        (false, true) => Ok(filters),
    }
}

/// A filter of the older kind: names begin with its values, as AWS's console asked for them. That is our guess.
fn old(given: &Fields) -> Result<Filter, Fault> {
    let values: Vec<String> = given.texts("Values").map(str::to_owned).collect();
    let (of, test) = match given.required("Key") {
        "Name" => (Of::Name, Test::BeginsWith),
        "Type" => (Of::Kind, Test::Equals),
        _ => (Of::KeyId, Test::Equals),
    };
    Ok(Filter { of, test, values })
}

fn one(given: &Fields, operation: For) -> Result<Filter, Fault> {
    let key = given.required("Key");
    let of = match (key, operation) {
        ("Name", For::Describe) => Of::Name,
        ("Path", For::Describe) => Of::Path,
        ("Tier", For::Describe) => Of::Tier,
        ("DataType", For::Describe) => Of::DataType,
        ("Type", _) => Of::Kind,
        ("KeyId", _) => Of::KeyId,
        ("Label", For::ByPath) => Of::Label,
        (key, For::Describe) if key.starts_with("tag:") => {
            Of::Tag(key.strip_prefix("tag:").unwrap_or_default().to_owned())
        }
        (key, For::Describe) => return Err(error::wrong_filter_key(key, "Path, Name, Type, KeyId, Tier")),
        (key, For::ByPath) => return Err(error::wrong_filter_key(key, "Type, KeyId")),
    };
    let mut values: Vec<String> = given.texts("Values").map(str::to_owned).collect();
    if values.is_empty() && !matches!(of, Of::Tag(_)) {
        return Err(error::no_filter_values(key));
    }
    let test = option(&of, given.text("Option"))?;
    if of == Of::Path {
        values = values.iter().map(|path| name::hierarchy(path)).collect::<Result<_, Fault>>()?;
    }
    let known: &[&str] = match of {
        _ if test != Test::Equals => return Ok(Filter { of, test, values }),
        Of::Kind => &["String", "StringList", "SecureString"],
        Of::Tier => &["Standard", "Advanced", "Intelligent-Tiering"],
        _ => return Ok(Filter { of, test, values }),
    };
    match values.iter().find(|value| !known.contains(&value.as_str())) {
        Some(wrong) => Err(error::wrong_filter_text(wrong, &known.join(", "))),
        None => Ok(Filter { of, test, values }),
    }
}

fn option(of: &Of, given: Option<&str>) -> Result<Test, Fault> {
    let (valid, tests): (&str, &[(&str, Test)]) = match of {
        // AWS's page on public parameters: it is recursive where nobody says otherwise.
        Of::Path => ("Recursive, OneLevel", &[("Recursive", Test::Recursive), ("OneLevel", Test::OneLevel)]),
        Of::Name => (
            "BeginsWith, Equals, Contains",
            &[("Equals", Test::Equals), ("BeginsWith", Test::BeginsWith), ("Contains", Test::Contains)],
        ),
        Of::Label => ("Equals", &[("Equals", Test::Equals)]),
        _ => ("BeginsWith, Equals", &[("Equals", Test::Equals), ("BeginsWith", Test::BeginsWith)]),
    };
    let found = match given {
        None => tests.first(),
        Some(option) => tests.iter().find(|(name, _)| *name == option),
    };
    found.map(|(_, test)| *test).ok_or_else(|| error::wrong_filter_option(given.unwrap_or_default(), valid))
}
