//! Members that are kept in a record and shown back, and do not act.

use std::fmt;
use std::marker::PhantomData;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use serde_json::Value;
use wire::json::{self, Style};
use wire::shape::Shape;
use wire::value::{Fields, IntoValue, Slot};

use crate::model;

/// The shape in which a record's kept members are shown.
pub(crate) trait Shown {
    /// That of AWS's model.
    const SHAPE: &'static Shape;
}

/// Those of a function.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OfFunction;

impl Shown for OfFunction {
    const SHAPE: &'static Shape = &model::FUNCTION_CONFIGURATION;
}

/// Those of a package.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OfPackage;

impl Shown for OfPackage {
    const SHAPE: &'static Shape = &model::FUNCTION_CODE_LOCATION;
}

/// Those of a layer's package.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OfLayer;

impl Shown for OfLayer {
    const SHAPE: &'static Shape = &model::LAYER_VERSION_CONTENT_OUTPUT;
}

/// Those of a code signing configuration.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OfCodeSigningConfig;

impl Shown for OfCodeSigningConfig {
    const SHAPE: &'static Shape = &model::CODE_SIGNING_CONFIG;
}

/// Those of a capacity provider.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OfCapacityProvider;

impl Shown for OfCapacityProvider {
    const SHAPE: &'static Shape = &model::CAPACITY_PROVIDER;
}

/// How a version scales.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OfScaling;

impl Shown for OfScaling {
    const SHAPE: &'static Shape = &model::FUNCTION_SCALING_CONFIG;
}

/// The rules of a function URL about web pages, which act and are shown as they were given.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OfCors;

impl Shown for OfCors {
    const SHAPE: &'static Shape = &model::CORS;
}

/// Those of an event source mapping.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OfMapping;

impl Shown for OfMapping {
    const SHAPE: &'static Shape = &model::EVENT_SOURCE_MAPPING_CONFIGURATION;
}

/// Kept members, as they are shown.
pub(crate) struct Kept<S>(Fields, PhantomData<S>);

impl<S: Shown> Kept<S> {
    /// What a request says with these members: an operation's `KEPT`, of whose paths the first name counts.
    pub(crate) fn of(request: &Fields, paths: &[&str]) -> Kept<S> {
        let mut kept = Fields::new(request.shape());
        for (at, member) in request.shape().members.iter().enumerate() {
            if paths.iter().any(|path| path.split(['.', '=', '!']).next() == Some(member.name)) {
                kept.put(at, request.slot(member.name).clone());
            }
        }
        Kept(kept.recast(S::SHAPE), PhantomData)
    }

    /// The same with another value of a member.
    pub(crate) fn with(self, member: &str, value: impl IntoValue) -> Kept<S> {
        Kept(self.0.with(member, value), PhantomData)
    }

    /// The same without a member, which acts and is kept by itself.
    pub(crate) fn without(mut self, member: &str) -> Kept<S> {
        self.0.take(member);
        self
    }

    /// What holds after a request: its members over those before. One that says nothing is taken away.
    pub(crate) fn over(self, before: Kept<S>) -> Kept<S> {
        let mut now = before.0;
        for (at, slot) in self.0.slots().iter().enumerate() {
            match slot.value() {
                Some(value) if value.says_something() => now.put(at, slot.clone()),
                Some(_) => now.put(at, Slot::Absent),
                None => {}
            }
        }
        Kept(now, PhantomData)
    }

    /// Whether nothing is kept.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.slots().iter().all(|slot| slot.value().is_none())
    }

    /// A kept structure.
    pub(crate) fn fields(&self, member: &str) -> Option<&Fields> {
        self.0.fields(member)
    }

    /// The reply so far: what is kept.
    pub(crate) fn shown(&self) -> Fields {
        self.0.clone()
    }
}

impl<S: Shown> Default for Kept<S> {
    fn default() -> Kept<S> {
        Kept(Fields::new(S::SHAPE), PhantomData)
    }
}

impl<S> Clone for Kept<S> {
    fn clone(&self) -> Kept<S> {
        Kept(self.0.clone(), PhantomData)
    }
}

impl<S> PartialEq for Kept<S> {
    fn eq(&self, other: &Kept<S>) -> bool {
        self.0 == other.0
    }
}

impl<S> fmt::Debug for Kept<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// In a record they stand as the API shows them.
impl<S> Serialize for Kept<S> {
    fn serialize<T: Serializer>(&self, serializer: T) -> Result<T::Ok, T::Error> {
        let json = json::write(&self.0, Style { writes_empty: true });
        let tree: Value = serde_json::from_slice(&json).map_err(serde::ser::Error::custom)?;
        tree.serialize(serializer)
    }
}

impl<'de, S: Shown> Deserialize<'de> for Kept<S> {
    fn deserialize<T: Deserializer<'de>>(deserializer: T) -> Result<Kept<S>, T::Error> {
        let json = Value::deserialize(deserializer)?.to_string();
        let unread = |cause| de::Error::custom(format!("{cause:?}"));
        Ok(Kept(json::read(S::SHAPE, json.as_bytes()).map_err(unread)?, PhantomData))
    }
}

#[cfg(test)]
mod tests;
