//! What a user sets of an alias: read and checked the same way for CreateAlias and UpdateAlias.

use store::Store;

use super::Alias;
use crate::constraint::{self, Constraints};
use crate::error::Error;
use crate::function::Function;
use crate::function_name::{FunctionId, LATEST};
use crate::json::Members;

/// What a request says; what it leaves out stays as it is.
#[derive(Debug)]
pub(crate) struct Given {
    pub(crate) version: Option<String>,
    description: Option<String>,
    /// A second version with its weight; none of it if the configuration is empty.
    routing: Option<Option<(String, f64)>>,
}

impl Given {
    /// Recorded: the words about weights.
    pub(crate) fn read(members: &mut Members, constraints: &mut Constraints) -> Result<Given, Error> {
        let version = members.text("FunctionVersion")?;
        let description = members.text("Description")?;
        constraints.pattern("functionVersion", version.as_deref(), &constraint::VERSION);
        constraints.length("description", description.as_deref(), 0, 256);
        let mut routing = None;
        if let Some(mut config) = members.object("RoutingConfig")? {
            let weights = config.number_map("AdditionalVersionWeights")?.unwrap_or_default();
            for (version, weight) in &weights {
                let shown = format!("{{{version}={weight:?}}}");
                if !version.bytes().all(|b| b.is_ascii_digit()) {
                    let rule = "Map keys must satisfy constraint: [Member must have length less than or equal to \
                                1024, Member must have length greater than or equal to 1, Member must satisfy \
                                regular expression pattern: [0-9]+]";
                    constraints.add("routingConfig.additionalVersionWeights", &shown, rule);
                }
                if !(0.0..=1.0).contains(weight) {
                    let rule = "Map value must satisfy constraint: [Member must have value less than or equal to \
                                1.0, Member must have value greater than or equal to 0.0, Member must not be null]";
                    constraints.add("routingConfig.additionalVersionWeights", &shown, rule);
                }
            }
            if weights.len() > 1 {
                return Err(Error::invalid(
                    "Number of items in AdditionalVersionWeights cannot be greater than 1",
                ));
            }
            routing = Some(weights.into_iter().next());
        }
        Ok(Given { version, description, routing })
    }

    /// Puts what was said into an alias, and checks that what it leads to is there.
    pub(crate) fn apply(self, store: &Store, id: &FunctionId, alias: &mut Alias) -> Result<(), Error> {
        alias.version = self.version.unwrap_or_else(|| alias.version.clone());
        alias.description = self.description.unwrap_or_else(|| alias.description.clone());
        if let Some(second) = self.routing {
            alias.second = second;
        }
        if let Some((second, _)) = &alias.second {
            if alias.version == LATEST {
                return Err(Error::invalid(
                    "$LATEST is not supported for an alias pointing to more than 1 version",
                ));
            }
            if *second == alias.version {
                return Err(Error::invalid(format!(
                    "Invalid function version {second}. Function version {second} is already included in routing \
                     configuration."
                )));
            }
        }
        let versions = [Some(&alias.version), alias.second.as_ref().map(|(second, _)| second)];
        for version in versions.into_iter().flatten() {
            if Function::load(store, id, version)?.is_none() {
                return Err(Error::no_function(id.qualified_arn(version)));
            }
        }
        Ok(())
    }
}
