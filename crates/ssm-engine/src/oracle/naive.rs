//! A naive engine: a list of versions for each parameter. Its expectations are AWS's pages, read literally.

use std::collections::BTreeMap;

use super::step::{LABELS, NAMES, Said, Step};

/// When worlds begin: 2026-01-01T00:00:00Z.
pub(super) const START_MS: u64 = 1_767_225_600_000;

/// How many versions one may have.
const MOST: usize = 100;

/// How many versions [`Step::PutMany`] makes.
pub(super) const MANY: usize = 40;

/// What PutMany says.
pub(super) const SAYS: &str = "many";

/// A parameter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct One {
    /// The numbers of versions and their values, in order.
    pub(super) versions: Vec<(u64, String)>,
    pub(super) labels: BTreeMap<String, u64>,
    pub(super) expires_s: Option<u64>,
}

/// All that there is.
#[derive(Clone, Debug, Default)]
pub struct Naive {
    pub(super) parameters: BTreeMap<String, One>,
    /// Seconds since the start. A client does not see them.
    pub(super) now_s: u64,
}

impl PartialEq for Naive {
    fn eq(&self, other: &Naive) -> bool {
        let is_same = |((a, this), (b, that)): ((&String, &One), (&String, &One))| {
            a == b && this.versions == that.versions && this.labels == that.labels
        };
        self.parameters.len() == other.parameters.len()
            && self.parameters.iter().zip(&other.parameters).all(is_same)
    }
}

fn refused(code: &str) -> Said {
    Said::Refused(code.to_owned())
}

impl Naive {
    /// Takes a step.
    pub fn take(&mut self, step: &Step) -> Said {
        match step {
            Step::Put { name, value, overwrite, expires_s, .. } => {
                let expires_s = expires_s.map(|secs| self.now_s + u64::from(secs));
                let said = self.put(name_of(*name), &value.to_string(), *overwrite, expires_s);
                self.expire();
                said
            }
            Step::PutMany(name) => {
                let mut said = Said::Done;
                for _ in 0..MANY {
                    said = self.put(name_of(*name), SAYS, true, None);
                }
                said
            }
            Step::Delete(name) => match self.parameters.remove(name_of(*name)) {
                Some(_) => Said::Done,
                None => refused("ParameterNotFound"),
            },
            Step::Label(name, version, label) => self.label(name_of(*name), *version, label_of(*label)),
            Step::Unlabel(name, version, label) => {
                let Some(one) = self.parameters.get_mut(name_of(*name)) else {
                    return refused("ParameterNotFound");
                };
                if !one.versions.iter().any(|(number, _)| number == version) {
                    return refused("ParameterVersionNotFound");
                }
                let label = label_of(*label);
                if one.labels.get(label) == Some(version) {
                    one.labels.remove(label);
                    return Said::Invalid(Vec::new());
                }
                Said::Invalid(vec![label.to_owned()])
            }
            Step::GetVersion(name, version) => self.get(name_of(*name), |_| Some(*version)),
            Step::GetLabel(name, label) => {
                // What begins with a digit and is no number is a label that no version has.
                self.get(name_of(*name), |one| one.labels.get(label_of(*label)).copied())
            }
            Step::ByPath { recursive, .. } => Said::Listed(self.below(*recursive)),
            Step::Advance(secs) => {
                self.now_s += u64::from(*secs);
                self.expire();
                Said::Done
            }
        }
    }

    fn put(&mut self, name: &str, value: &str, overwrite: bool, expires_s: Option<u64>) -> Said {
        let one = self.parameters.entry(name.to_owned()).or_default();
        if !one.versions.is_empty() && !overwrite {
            return refused("ParameterAlreadyExists");
        }
        if one.versions.len() == MOST {
            let oldest = one.versions.first().map(|(number, _)| *number).unwrap_or_default();
            if one.labels.values().any(|number| *number == oldest) {
                return refused("ParameterMaxVersionLimitExceeded");
            }
            one.versions.remove(0);
        }
        let number = one.versions.last().map_or(1, |(number, _)| number + 1);
        one.versions.push((number, value.to_owned()));
        // Policies stay until there are others.
        one.expires_s = expires_s.or(one.expires_s);
        Said::Version(number, value.to_owned())
    }

    fn label(&mut self, name: &str, version: Option<u64>, label: &str) -> Said {
        let Some(one) = self.parameters.get_mut(name) else { return refused("ParameterNotFound") };
        let last = one.versions.last().map(|(number, _)| *number).unwrap_or_default();
        let version = version.unwrap_or(last);
        if !one.versions.iter().any(|(number, _)| *number == version) {
            return refused("ParameterVersionNotFound");
        }
        if label.starts_with(|c: char| c.is_ascii_digit()) {
            return Said::Invalid(vec![label.to_owned()]);
        }
        one.labels.insert(label.to_owned(), version);
        Said::Invalid(Vec::new())
    }

    fn get(&self, name: &str, version: impl Fn(&One) -> Option<u64>) -> Said {
        let Some(one) = self.parameters.get(name) else { return refused("ParameterNotFound") };
        let wanted = version(one);
        match one.versions.iter().find(|(number, _)| Some(*number) == wanted) {
            Some((number, value)) => Said::Version(*number, value.clone()),
            None => refused("ParameterVersionNotFound"),
        }
    }

    fn below(&self, recursive: bool) -> Vec<(String, String)> {
        let is_meant =
            |name: &str| name.strip_prefix("/a/").is_some_and(|rest| recursive || !rest.contains('/'));
        let found = self.parameters.iter().filter(|(name, _)| is_meant(name));
        let value = |one: &One| one.versions.last().map(|(_, value)| value.clone()).unwrap_or_default();
        found.map(|(name, one)| (name.clone(), value(one))).collect()
    }

    fn expire(&mut self) {
        let now_s = self.now_s;
        self.parameters.retain(|_, one| one.expires_s.is_none_or(|at_s| at_s > now_s));
    }
}

pub(super) fn name_of(name: usize) -> &'static str {
    NAMES.get(name).copied().unwrap_or_default()
}

pub(super) fn label_of(label: usize) -> &'static str {
    LABELS.get(label).copied().unwrap_or_default()
}
