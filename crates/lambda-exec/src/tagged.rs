//! Resources that have tags: functions, event source mappings, code signing configurations and capacity
//! providers.

use std::collections::BTreeMap;

use base::arn::Arn;
use base::call::Call;
use store::{Batch, Space};

use crate::engine::Engine;
use crate::error::Error;
use crate::function::Function;
use crate::function_name::{FunctionId, LATEST};
use crate::kept::{OfCapacityProvider, OfCodeSigningConfig};
use crate::mapping::MappingId;
use crate::records::Records;
use crate::regional::{Id, Regional};
use crate::tags;

/// What an ARN of a tag operation names.
#[derive(Debug)]
pub(crate) enum Tagged {
    Function(FunctionId),
    Mapping(MappingId),
    CodeSigningConfig(Id<OfCodeSigningConfig>),
    CapacityProvider(Id<OfCapacityProvider>),
}

impl Tagged {
    /// Reads the ARN in a path. Only the caller's own account and region have anything.
    pub(crate) fn read(call: &Call, text: &str) -> Result<Tagged, Error> {
        let invalid = || Error::invalid(format!("The resource ARN '{text}' is not one that can be tagged."));
        let arn = Arn::parse(text).ok_or_else(invalid)?;
        if arn.owner() != Some((call.account, call.region.clone())) {
            return Err(Error::no_function(text));
        }
        if let Some((id, qualifier)) = FunctionId::of_arn(&arn) {
            return match qualifier {
                None => Ok(Tagged::Function(id)),
                // Recorded.
                Some(_) => Err(Error::invalid(
                    "Tags on function aliases and versions are not supported. Please specify a function ARN.",
                )),
            };
        }
        if let Some(id) = Id::of_arn(&arn) {
            return Ok(Tagged::CodeSigningConfig(id));
        }
        if let Some(id) = Id::of_arn(&arn) {
            return Ok(Tagged::CapacityProvider(id));
        }
        let uuid = arn.resource.strip_prefix("event-source-mapping:").ok_or_else(invalid)?.to_owned();
        Ok(Tagged::Mapping(MappingId { account: call.account, region: call.region.clone(), uuid }))
    }

    /// The tags.
    pub(crate) fn tags(&self, store: &Records) -> Result<BTreeMap<String, String>, Error> {
        match self {
            Tagged::Function(id) => Ok(Function::latest(store, id)?.tags),
            Tagged::Mapping(id) => {
                let mapping = id.load(store)?;
                Ok(mapping.ok_or_else(|| Error::no_mapping_to_tag(id.arn()))?.tags)
            }
            Tagged::CodeSigningConfig(id) => Ok(id.existing(store)?.tags),
            Tagged::CapacityProvider(id) => Ok(id.existing(store)?.tags),
        }
    }

    /// Changes the tags. A change of a function's tags is a change of the function: its revision moves on.
    pub(crate) fn change(
        &self,
        engine: &Engine,
        change: impl Fn(&mut BTreeMap<String, String>) + Send,
    ) -> Result<(), Error> {
        let key = match self {
            Tagged::Function(id) => id.key(Space::LambdaFunction),
            Tagged::Mapping(id) => id.key(),
            Tagged::CodeSigningConfig(id) => id.key(),
            Tagged::CapacityProvider(id) => id.key(),
        };
        engine.store.change(&key, |records| {
            let mut tags = self.tags(records)?;
            change(&mut tags);
            tags::check(&tags)?;
            let mut batch = Batch::new();
            match self {
                Tagged::Function(id) => {
                    let mut function = Function::latest(records, id)?;
                    // A preparation under way recognises its function by the revision.
                    if function.is_settled() {
                        function.revision = engine.entropy.uuid();
                    }
                    function.tags = tags;
                    batch.put(Function::key(id, LATEST), function.encode()?);
                }
                Tagged::Mapping(id) => {
                    if let Some(mut mapping) = id.load(records)? {
                        mapping.tags = tags;
                        batch.put(id.key(), mapping.encode()?);
                    }
                }
                Tagged::CodeSigningConfig(id) => {
                    Regional { tags, ..id.existing(records)? }.put(&mut batch, id)?;
                }
                Tagged::CapacityProvider(id) => {
                    Regional { tags, ..id.existing(records)? }.put(&mut batch, id)?;
                }
            }
            Ok((batch, ()))
        })
    }
}
