//! A naive Secrets Manager: a secret is a map of versions and one of labels, and whoever wants to know something looks at both.

use std::collections::BTreeMap;

use super::step::{CURRENT, PREVIOUS, SECRETS, Said, Step};

/// When sequences begin, in milliseconds since 1970: 2026-01-01.
pub(crate) const START_MS: u64 = 1_767_225_600_000;

const DAY_MS: u64 = 24 * 60 * 60 * 1000;

const NOT_FOUND: &str = "ResourceNotFoundException";
const EXISTS: &str = "ResourceExistsException";
const REQUEST: &str = "InvalidRequestException";
const PARAMETER: &str = "InvalidParameterException";

/// A secret.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Secret {
    pub(crate) deletes_ms: Option<u64>,
    /// What is secret, by the token of its version.
    pub(crate) values: BTreeMap<u8, u8>,
    /// Which version has a label.
    pub(crate) labels: BTreeMap<u8, u8>,
    /// Whether there is a replica in the other region, or only was to be.
    pub(crate) replica: Option<bool>,
}

/// What stands at the number of a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Entry {
    Own(Secret),
    /// It shows what is in the other region.
    Replica,
}

/// All that there is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Naive {
    pub(crate) now_ms: u64,
    pub(crate) entries: BTreeMap<usize, Entry>,
}

impl Default for Naive {
    fn default() -> Naive {
        Naive { now_ms: START_MS, entries: BTreeMap::new() }
    }
}

/// The number of the same name in the other region.
pub(crate) fn other(secret: usize) -> usize {
    secret ^ 1
}

impl Naive {
    /// Whether something stands there.
    pub(crate) fn has(&self, secret: usize) -> bool {
        self.entries.contains_key(&secret)
    }

    /// The version that has a label.
    pub(crate) fn holder(&self, secret: usize, stage: u8) -> Option<u8> {
        match self.entries.get(&secret)? {
            Entry::Own(secret) => secret.labels.get(&stage).copied(),
            Entry::Replica => None,
        }
    }

    /// Takes a step.
    pub fn take(&mut self, step: &Step) -> Said {
        let said = match step {
            Step::Create(secret, value, token) => self.create(*secret, *value, *token),
            Step::Put { secret, value, token, stages } => {
                self.put(*secret, *value, *token, stages.as_deref())
            }
            Step::Update(secret, value, token) => self.put(*secret, *value, *token, None),
            Step::Key(secret, _) => self.live(*secret).map(|_| Said::Done),
            Step::Stage { secret, stage, from, to } => self.stage(*secret, *stage, *from, *to),
            Step::Delete(secret, days) => self.delete(*secret, *days),
            Step::Restore(secret) => self.own(*secret).map(|secret| {
                secret.deletes_ms = None;
                Said::Done
            }),
            Step::Replicate(secret) => self.replicate(*secret),
            Step::Unreplicate(secret) => self.unreplicate(*secret),
            Step::Promote(secret) => self.promote(*secret),
            Step::Get(secret, version, stage) => self.get(*secret, *version, *stage),
            Step::Advance(days) => {
                self.now_ms += days * DAY_MS;
                let now_ms = self.now_ms;
                let is_over = |entry: &Entry| match entry {
                    Entry::Own(secret) => secret.deletes_ms.is_some_and(|at_ms| at_ms <= now_ms),
                    Entry::Replica => false,
                };
                self.entries.retain(|_, entry| !is_over(entry));
                Ok(Said::Done)
            }
        };
        said.unwrap_or_else(Said::refused)
    }

    fn own(&mut self, secret: usize) -> Result<&mut Secret, &'static str> {
        match self.entries.get_mut(&secret) {
            Some(Entry::Own(secret)) => Ok(secret),
            Some(Entry::Replica) => Err(PARAMETER),
            None => Err(NOT_FOUND),
        }
    }

    fn live(&mut self, secret: usize) -> Result<&mut Secret, &'static str> {
        let secret = self.own(secret)?;
        if secret.deletes_ms.is_some() { Err(REQUEST) } else { Ok(secret) }
    }

    fn create(&mut self, number: usize, value: Option<u8>, token: u8) -> Result<Said, &'static str> {
        let said = |value: Option<u8>| value.map_or(Said::Done, |_| Said::Version(token));
        match self.entries.get(&number) {
            Some(Entry::Own(secret)) if secret.deletes_ms.is_some() => Err(REQUEST),
            Some(Entry::Own(secret)) if value.is_some() && secret.values.get(&token).copied() == value => {
                Ok(said(value))
            }
            Some(_) => Err(EXISTS),
            None => {
                let mut secret = Secret::default();
                if let Some(value) = value {
                    secret.values.insert(token, value);
                    secret.labels.insert(CURRENT, token);
                }
                self.entries.insert(number, Entry::Own(secret));
                Ok(said(value))
            }
        }
    }

    fn put(
        &mut self,
        secret: usize,
        value: u8,
        token: u8,
        stages: Option<&[u8]>,
    ) -> Result<Said, &'static str> {
        let secret = self.live(secret)?;
        match secret.values.get(&token) {
            Some(held) if *held == value => return Ok(Said::Version(token)),
            Some(_) => return Err(EXISTS),
            None => {}
        }
        // A label that is named twice is named once.
        let mut named: Vec<u8> = Vec::new();
        for stage in stages.unwrap_or(&[CURRENT]) {
            if !named.contains(stage) {
                named.push(*stage);
            }
        }
        if secret.values.is_empty() {
            named.push(CURRENT);
        }
        secret.values.insert(token, value);
        named.into_iter().for_each(|stage| secret.label(stage, token));
        Ok(Said::Version(token))
    }

    fn stage(
        &mut self,
        secret: usize,
        stage: u8,
        from: Option<u8>,
        to: Option<u8>,
    ) -> Result<Said, &'static str> {
        let secret = self.live(secret)?;
        if [from, to].into_iter().flatten().any(|token| !secret.values.contains_key(&token)) {
            return Err(NOT_FOUND);
        }
        let holder = secret.labels.get(&stage).copied();
        match (from, to) {
            (Some(_), _) if from != holder => Err(PARAMETER),
            (None, None) => Err(PARAMETER),
            (None, Some(to)) if holder.is_some_and(|holder| holder != to) => Err(PARAMETER),
            (_, Some(to)) => {
                secret.label(stage, to);
                Ok(Said::Done)
            }
            (Some(_), None) if stage == CURRENT => Err(PARAMETER),
            (Some(_), None) => {
                secret.labels.remove(&stage);
                Ok(Said::Done)
            }
        }
    }

    fn delete(&mut self, number: usize, days: Option<u64>) -> Result<Said, &'static str> {
        let now_ms = self.now_ms;
        if days.is_none() && !self.has(number) {
            return Ok(Said::Done);
        }
        let secret = self.own(number)?;
        if days.is_some() && secret.deletes_ms.is_some() {
            return Err(REQUEST);
        }
        if secret.replica.is_some() {
            return Err(PARAMETER);
        }
        match days {
            Some(days) => secret.deletes_ms = Some(now_ms + days * DAY_MS),
            None => {
                self.entries.remove(&number);
            }
        }
        Ok(Said::Done)
    }

    fn replicate(&mut self, number: usize) -> Result<Said, &'static str> {
        self.live(number)?;
        let there = self.entries.entry(other(number)).or_insert(Entry::Replica);
        let is_there = *there == Entry::Replica;
        self.own(number)?.replica = Some(is_there);
        Ok(Said::Done)
    }

    fn unreplicate(&mut self, number: usize) -> Result<Said, &'static str> {
        match self.live(number)?.replica.take() {
            None => return Err(PARAMETER),
            Some(true) => {
                self.entries.remove(&other(number));
            }
            Some(false) => {}
        }
        Ok(Said::Done)
    }

    fn promote(&mut self, number: usize) -> Result<Said, &'static str> {
        match self.entries.get(&number) {
            None => return Err(NOT_FOUND),
            Some(Entry::Own(secret)) if secret.deletes_ms.is_some() => return Err(REQUEST),
            Some(Entry::Own(_)) => return Err(PARAMETER),
            Some(Entry::Replica) => {}
        }
        let primary = self.own(other(number))?;
        primary.replica = None;
        let own = primary.clone();
        self.entries.insert(number, Entry::Own(own));
        Ok(Said::Done)
    }

    fn get(&mut self, number: usize, version: Option<u8>, stage: Option<u8>) -> Result<Said, &'static str> {
        let number = if self.entries.get(&number) == Some(&Entry::Replica) { other(number) } else { number };
        let secret = self.live(number)?;
        let token = match (version, stage) {
            (Some(token), stage) => {
                let is_there = secret.values.contains_key(&token);
                if !is_there {
                    return Err(NOT_FOUND);
                }
                if stage.is_some_and(|stage| secret.labels.get(&stage) != Some(&token)) {
                    return Err(REQUEST);
                }
                token
            }
            (None, stage) => *secret.labels.get(&stage.unwrap_or(CURRENT)).ok_or(NOT_FOUND)?,
        };
        let stages =
            secret.labels.iter().filter(|(_, held)| **held == token).map(|(stage, _)| *stage).collect();
        let value = *secret.values.get(&token).ok_or(NOT_FOUND)?;
        Ok(Said::Value(value, token, stages))
    }

    /// All numbers of secrets.
    pub(crate) fn numbers() -> impl Iterator<Item = usize> {
        0..SECRETS
    }
}

impl Secret {
    fn label(&mut self, stage: u8, token: u8) {
        let before = self.labels.insert(stage, token).filter(|before| *before != token);
        if let Some(before) = before.filter(|_| stage == CURRENT) {
            self.labels.insert(PREVIOUS, before);
        }
    }
}
