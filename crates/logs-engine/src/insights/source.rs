//! `SOURCE`: a query that says itself over which groups it goes.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Source.html>

/// How many prefixes and accounts it may name.
pub(super) const MOST_PREFIXES: usize = 5;
pub(super) const MOST_ACCOUNTS: usize = 20;

/// The classes that groups are queried of.
const CLASSES: [&str; 2] = ["STANDARD", "INFREQUENT_ACCESS"];

/// What `logGroups` says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Source {
    prefixes: Vec<String>,
    accounts: Vec<String>,
    classes: Vec<String>,
}

impl Source {
    /// Takes what stands behind a keyword. False if it has no such keyword, or not such values.
    pub(super) fn take(&mut self, keyword: &str, values: Vec<String>) -> bool {
        let (place, fits) = match keyword {
            "namePrefix" => (&mut self.prefixes, values.len() <= MOST_PREFIXES),
            "accountIdentifiers" => (&mut self.accounts, values.len() <= MOST_ACCOUNTS),
            "class" => {
                let fits = values.iter().all(|class| CLASSES.contains(&class.as_str()));
                (&mut self.classes, fits)
            }
            _ => return false,
        };
        let fits = fits && place.is_empty() && !values.is_empty();
        *place = values;
        fits
    }

    /// What the names of its groups begin with.
    pub(crate) fn prefixes(&self) -> Vec<&str> {
        if self.prefixes.is_empty() { vec![""] } else { self.prefixes.iter().map(String::as_str).collect() }
    }

    /// Whether groups of an account are meant. All are if none is named, and here that is the caller's own.
    pub(crate) fn means_account(&self, account: &str) -> bool {
        self.accounts.is_empty() || self.accounts.iter().any(|known| known == account)
    }

    /// Whether groups of a class are meant: without a word those of a usual one.
    pub(crate) fn means_class(&self, class: &str, usual: &str) -> bool {
        match self.classes.as_slice() {
            [] => class == usual,
            classes => classes.iter().any(|known| known == class),
        }
    }
}
