//! Versions of a secret, and their staging labels.
//!
//! <https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html#term_version>

use serde::{Deserialize, Serialize};
use wire::fault::Fault;

use super::{DAY_MS, Secret};
use crate::error;

/// The version that is meant where none is named.
pub(crate) const CURRENT: &str = "AWSCURRENT";
/// The one that was it before.
pub(crate) const PREVIOUS: &str = "AWSPREVIOUS";
/// The one that is made by a rotation.
pub(crate) const PENDING: &str = "AWSPENDING";

/// Labels of a version at most: <https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html>.
const MOST_LABELS: usize = 20;

/// Beyond so many versions those without labels go, the oldest first, unless they are younger than a day.
/// <https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html#term_version>
const MOST_VERSIONS: usize = 100;

/// Beyond so many the young go too: our bound. AWS's is one of its rates.
const MOST_YOUNG: usize = 500;

/// A version.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Version {
    pub(crate) id: String,
    /// Its staging labels, in the order in which they came.
    pub(crate) stages: Vec<String>,
    pub(crate) created_ms: u64,
    /// The day of its last reading, counted from 1970.
    pub(crate) accessed_day: Option<u64>,
    /// The key that encrypts it, as the secret names it.
    pub(crate) kms_key: Option<String>,
    /// A digest of what is secret; nothing as long as a rotation has not said what it is.
    pub(crate) digest: Option<[u8; 32]>,
}

impl Version {
    /// Whether it has a label.
    pub(crate) fn has(&self, stage: &str) -> bool {
        self.stages.iter().any(|own| own == stage)
    }
}

impl Secret {
    /// The version of an id.
    pub(crate) fn version(&self, id: &str) -> Option<&Version> {
        self.versions.iter().find(|version| version.id == id)
    }

    /// The same, to be changed.
    pub(crate) fn version_mut(&mut self, id: &str) -> Option<&mut Version> {
        self.versions.iter_mut().find(|version| version.id == id)
    }

    /// The version that has a label.
    pub(crate) fn staged(&self, stage: &str) -> Option<&Version> {
        self.versions.iter().find(|version| version.has(stage))
    }

    /// Whether a rotation has begun whose version is not the current one.
    pub(crate) fn rotation_is_incomplete(&self) -> bool {
        self.staged(PENDING).is_some_and(|version| !version.has(CURRENT))
    }

    /// Gives a version these labels, which leave the versions that had them. Where `AWSCURRENT` moves, the version that had it
    /// becomes `AWSPREVIOUS`.
    ///
    /// # Errors
    ///
    /// The version would have too many labels.
    pub(crate) fn stage(&mut self, id: &str, stages: &[String]) -> Result<(), Fault> {
        for stage in stages {
            let held = self.staged(stage).map(|version| version.id.clone());
            if held.as_deref() == Some(id) {
                continue;
            }
            if let Some(held) = &held {
                self.unstage(held, stage);
            }
            self.label(id, stage)?;
            if let Some(before) = held.filter(|_| stage == CURRENT) {
                if let Some(previous) = self.staged(PREVIOUS).map(|version| version.id.clone()) {
                    self.unstage(&previous, PREVIOUS);
                }
                self.label(&before, PREVIOUS)?;
            }
        }
        Ok(())
    }

    fn label(&mut self, id: &str, stage: &str) -> Result<(), Fault> {
        let Some(version) = self.version_mut(id) else { return Ok(()) };
        if version.stages.len() >= MOST_LABELS {
            return Err(error::too_much("A version of a secret can't have more than 20 staging labels."));
        }
        version.stages.push(stage.to_owned());
        Ok(())
    }

    /// Takes a label from a version.
    pub(crate) fn unstage(&mut self, id: &str, stage: &str) {
        if let Some(version) = self.version_mut(id) {
            version.stages.retain(|own| own != stage);
        }
    }

    /// Takes away versions without labels, where there are too many: their ids.
    ///
    /// # Errors
    ///
    /// Too many have labels.
    pub(crate) fn deprecate(&mut self, now_ms: u64) -> Result<Vec<String>, Fault> {
        let mut gone = Vec::new();
        while self.versions.len() > MOST_VERSIONS {
            let any_age = self.versions.len() > MOST_YOUNG;
            let is_old = |version: &Version| any_age || version.created_ms.saturating_add(DAY_MS) <= now_ms;
            let goes = self.versions.iter().position(|version| version.stages.is_empty() && is_old(version));
            match goes {
                Some(at) => gone.push(self.versions.remove(at).id),
                None if any_age => {
                    return Err(error::too_much("The secret has too many versions with staging labels."));
                }
                None => break,
            }
        }
        Ok(gone)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret(versions: &[(&str, &[&str])]) -> Secret {
        let version = |(id, stages): &(&str, &[&str])| Version {
            id: (*id).to_owned(),
            stages: stages.iter().map(|stage| (*stage).to_owned()).collect(),
            ..Version::default()
        };
        Secret { versions: versions.iter().map(version).collect(), ..Secret::default() }
    }

    fn labels(secret: &Secret) -> Vec<(&str, String)> {
        secret.versions.iter().map(|version| (version.id.as_str(), version.stages.join(" "))).collect()
    }

    /// AWS's pages of PutSecretValue and UpdateSecretVersionStage.
    #[test]
    fn a_label_is_at_one_version_and_the_previous_follows_the_current() {
        let mut held = secret(&[("a", &[PREVIOUS]), ("b", &[CURRENT, "mine"]), ("c", &[PENDING])]);
        held.stage("c", &[CURRENT.to_owned(), "mine".to_owned()]).unwrap();
        let expected =
            [("a", String::new()), ("b", PREVIOUS.to_owned()), ("c", format!("{PENDING} {CURRENT} mine"))];
        assert_eq!(labels(&held), expected);
        // Back again: they change places.
        held.stage("b", &[CURRENT.to_owned()]).unwrap();
        assert_eq!(held.staged(PREVIOUS).unwrap().id, "c");
        assert_eq!(held.staged(CURRENT).unwrap().id, "b");
        let many: Vec<String> = (0..20).map(|number| number.to_string()).collect();
        assert!(held.stage("a", &many).is_ok());
        assert!(held.stage("a", &["more".to_owned()]).is_err());
    }

    /// AWS's page on versions; that none goes before there are more than a hundred.
    #[test]
    fn versions_without_labels_go_where_there_are_more_than_a_hundred() {
        let mut held = Secret::default();
        for number in 0..103_u64 {
            let stages = if number == 1 { vec!["mine".to_owned()] } else { Vec::new() };
            held.versions.push(Version {
                id: number.to_string(),
                stages,
                created_ms: number,
                ..Version::default()
            });
        }
        assert_eq!(held.deprecate(1000).unwrap(), [] as [&str; 0], "younger than a day");
        assert_eq!(held.deprecate(DAY_MS + 2).unwrap(), ["0", "2"]);
        assert_eq!(held.deprecate(DAY_MS + 1000).unwrap(), ["3"]);
        assert_eq!(held.versions.len(), 100);
    }
}
