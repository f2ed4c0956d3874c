//! A new version of a parameter, or the first one.
//!
//! What is decided is pure: from what is asked for, and from what there is. As a secure string is encrypted by another engine, which
//! takes its time, it is decided before, and again with the state in which it lands; if that asks for another key, all begins anew.

use base::call::Call;
use wire::fault::Fault;
use wire::tag::Tags;

use crate::engine::{Engine, who};
use crate::error;
use crate::parameter::kind::{self, AskedTier, Kind, Tier, Value};
use crate::parameter::name::ParameterName;
use crate::parameter::policy::Policy;
use crate::parameter::{MOST_VERSIONS, Parameter, Version, data_type, pattern};
use crate::records::{Change, MOST_TRIES, Records, Tally, keys};
use crate::seal::OWN_KEY;
use crate::setting::{DEFAULT_TIER, Set};

/// What PutParameter asks for. What is not there stays as it is.
pub(crate) struct Draft {
    pub(crate) name: ParameterName,
    /// The name as it was given.
    pub(crate) given: String,
    pub(crate) value: String,
    pub(crate) kind: Option<Kind>,
    pub(crate) description: Option<String>,
    pub(crate) allowed_pattern: Option<String>,
    pub(crate) key_id: Option<String>,
    pub(crate) overwrite: bool,
    pub(crate) tags: Tags,
    pub(crate) tier: Option<AskedTier>,
    pub(crate) policies: Option<Vec<Policy>>,
    pub(crate) data_type: Option<String>,
}

/// What there is.
#[derive(Clone, Debug, PartialEq, Eq)]
struct State {
    before: Option<Parameter>,
    default_tier: AskedTier,
    tally: Tally,
}

/// Who makes the version, and when.
struct Made {
    by: String,
    at_ms: u64,
}

impl Engine {
    /// Makes a version: its number and tier.
    ///
    /// # Errors
    ///
    /// It cannot be, or there is a parameter that it must not overwrite.
    pub(crate) async fn put(&self, call: &Call, draft: &Draft) -> Result<(u64, Tier), Fault> {
        let made = Made { by: who(call), at_ms: call.now.millis() };
        let place = (draft.name.account, &draft.name.region);
        for _ in 0..MOST_TRIES {
            let state = self.records.state(&draft.name)?;
            let version = draft.decide(&state, &made)?;
            let sealed = match &version.key_id {
                Some(key) => Some((key.clone(), self.keys.seal(&draft.name, key, &draft.value).await?)),
                None => None,
            };
            let done = self.records.change(place, |change| {
                let state = change.state(&draft.name)?;
                let mut version = draft.decide(&state, &made)?;
                match (&version.key_id, &sealed) {
                    (None, _) => {}
                    (Some(key), Some((with, sealed))) if key == with => {
                        version.value = Value::Sealed(sealed.clone())
                    }
                    (Some(_), _) => return Ok(None),
                }
                let said = (version.number, version.tier);
                // AWS says that it is there, and it never comes.
                if !data_type::is_published(&version.data_type, &draft.value) {
                    return Ok(Some(said));
                }
                draft.write(change, state.before.as_ref(), version)?;
                Ok(Some(said))
            })?;
            if let Some(said) = done {
                if draft.policies.is_some() {
                    self.expiry.wake();
                }
                return Ok(said);
            }
        }
        Err(error::overtaken())
    }
}

impl Records {
    fn state(&self, name: &ParameterName) -> Result<State, Fault> {
        let place = (name.account, &name.region);
        let tally = self.record(&keys::tally(place))?.unwrap_or_default();
        let set = self.record(&keys::other(place, keys::Other::ServiceSetting, DEFAULT_TIER.id))?;
        Ok(State { before: self.parameter(name)?, default_tier: default_tier(set.as_ref()), tally })
    }
}

impl Change {
    fn state(&self, name: &ParameterName) -> Result<State, Fault> {
        let place = (name.account, &name.region);
        let set = self.record(&keys::other(place, keys::Other::ServiceSetting, DEFAULT_TIER.id))?;
        let (before, tally) = (self.parameter(name)?, self.tally(place)?);
        Ok(State { before, default_tier: default_tier(set.as_ref()), tally })
    }
}

fn default_tier(set: Option<&Set>) -> AskedTier {
    AskedTier::read(DEFAULT_TIER.value(set)).unwrap_or(AskedTier::Just(Tier::Standard))
}

impl Draft {
    /// The version that is to be, its value as it was given.
    fn decide(&self, state: &State, made: &Made) -> Result<Version, Fault> {
        let before = state.before.as_ref();
        if before.is_some() && !self.overwrite {
            return Err(error::parameter_exists());
        }
        let last = before.map(|before| &before.current);
        // AWS's page says that a type stays; its answers to Terraform, which changes types in place, say otherwise (decision 0068).
        let kind = self.kind.or(last.map(|last| last.kind)).ok_or_else(error::no_type)?;
        let key_id = self.key(kind, last)?;
        let given = |given: &Option<String>, last: Option<&String>| match given {
            Some(text) => Some(text.clone()).filter(|text| !text.is_empty()),
            None => last.cloned(),
        };
        let allowed_pattern =
            given(&self.allowed_pattern, last.and_then(|last| last.allowed_pattern.as_ref()));
        if let Some(allowed) = &allowed_pattern {
            pattern::check(allowed, &self.value)?;
        }
        let data_type = given(&self.data_type, last.map(|last| &last.data_type));
        let data_type = data_type.unwrap_or_else(|| data_type::TEXT.to_owned());
        data_type::check(&data_type, kind, &self.value)?;
        let policies = match &self.policies {
            Some(policies) => policies.clone(),
            None => last.map(|last| last.policies.clone()).unwrap_or_default(),
        };
        let tier = self.tier(state, &policies, &data_type)?;
        Ok(Version {
            number: last.map_or(1, |last| last.number + 1),
            kind,
            value: Value::Plain(self.value.clone()),
            description: given(&self.description, last.and_then(|last| last.description.as_ref())),
            allowed_pattern,
            key_id,
            tier,
            policies,
            data_type,
            modified_ms: made.at_ms,
            modified_by: made.by.clone(),
        })
    }

    /// The key of a secure string: the one before, where none is named.
    fn key(&self, kind: Kind, last: Option<&Version>) -> Result<Option<String>, Fault> {
        if kind != Kind::Secure {
            return if self.key_id.is_some() { Err(error::key_of_plain()) } else { Ok(None) };
        }
        let before = last.and_then(|last| last.key_id.clone());
        Ok(self.key_id.clone().or(before).or_else(|| Some(OWN_KEY.to_owned())))
    }

    /// The tier that it gets: <https://docs.aws.amazon.com/systems-manager/latest/userguide/ps-default-tier.html>.
    fn tier(&self, state: &State, policies: &[Policy], data_type: &str) -> Result<Tier, Fault> {
        let before = state.before.as_ref().map(|before| before.current.tier);
        let characters = self.value.chars().count();
        let needs = if characters > Tier::Standard.most_characters() {
            Err(error::too_long_for_standard())
        } else if !policies.is_empty() {
            Err(error::needs_advanced("Parameter policies"))
        } else if data_type::needs_advanced(data_type) {
            Err(error::needs_advanced(&format!("The data type {data_type}")))
        } else {
            Ok(())
        };
        let is_full = |tier: Tier| before != Some(tier) && state.tally.of(tier) >= tier.most();
        let tier = match (before, self.tier, self.tier.unwrap_or(state.default_tier)) {
            (Some(Tier::Advanced), Some(AskedTier::Just(Tier::Standard)), _) => {
                return Err(error::downgrade());
            }
            (Some(Tier::Advanced), _, _) | (_, _, AskedTier::Just(Tier::Advanced)) => Tier::Advanced,
            (_, _, AskedTier::Intelligent) if needs.is_err() || is_full(Tier::Standard) => Tier::Advanced,
            _ => {
                needs?;
                Tier::Standard
            }
        };
        if characters > tier.most_characters() {
            return Err(error::too_long_for_advanced());
        }
        if is_full(tier) {
            return Err(match tier {
                Tier::Standard => error::too_many_standard(tier.most()),
                Tier::Advanced => error::too_many_advanced(tier.most()),
            });
        }
        Ok(tier)
    }

    /// Writes the version as the last one; the one before becomes an older one, and the oldest goes if there are too many.
    fn write(&self, change: &mut Change, before: Option<&Parameter>, version: Version) -> Result<(), Fault> {
        let mut parameter = Parameter {
            name: before.map_or_else(|| self.given.clone(), |before| before.name.clone()),
            tags: before.map_or_else(|| self.tags.clone(), |before| before.tags.clone()),
            oldest: before.map_or(version.number, |before| before.oldest),
            expires_ms: version.policies.iter().find_map(|policy| policy.expires_ms),
            current: version,
        };
        if let Some(before) = before {
            change.put_older(&self.name, &before.current)?;
        }
        if parameter.current.number - parameter.oldest >= MOST_VERSIONS {
            if !change.labels(&self.name)?.of(parameter.oldest).is_empty() {
                return Err(error::oldest_has_label(&parameter.name, parameter.oldest));
            }
            change.delete(keys::version(&self.name, parameter.oldest));
            parameter.oldest += 1;
        }
        change.put_parameter(&self.name, before, &parameter)
    }
}

/// Judges what needs no state of a value and its members.
///
/// # Errors
///
/// The value cannot be, or there are tags for a parameter that may be there.
pub(crate) fn check(draft: &Draft) -> Result<(), Fault> {
    if draft.overwrite && !draft.tags.is_empty() {
        return Err(error::tags_and_overwrite());
    }
    kind::check_value(&draft.value)
}
