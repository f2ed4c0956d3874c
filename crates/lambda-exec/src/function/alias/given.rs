//! What a user sets of an alias: read and checked the same way for CreateAlias and UpdateAlias.

use wire::value::{Fields, Value};

use super::Alias;
use crate::error::Error;
use crate::function::Function;
use crate::function_name::{FunctionId, LATEST};
use crate::records::Records;

/// What a request says; what it leaves out stays as it is.
#[derive(Clone, Debug)]
pub(crate) struct Given {
    version: Option<String>,
    description: Option<String>,
    /// A second version with its weight; none of it if the configuration is empty.
    routing: Option<Option<(String, f64)>>,
}

impl Given {
    /// Recorded: the words about weights.
    pub(crate) fn read(fields: &Fields) -> Result<Given, Error> {
        let text = |name| fields.text(name).map(str::to_owned);
        let mut routing = None;
        if let Some(config) = fields.fields("RoutingConfig") {
            let weights = config.map("AdditionalVersionWeights");
            if weights.len() > 1 {
                return Err(Error::invalid(
                    "Number of items in AdditionalVersionWeights cannot be greater than 1",
                ));
            }
            routing = Some(weights.first().and_then(|(version, weight)| match weight.value() {
                Some(Value::Double(weight)) => Some((version.clone(), *weight)),
                _ => None,
            }));
        }
        Ok(Given { version: text("FunctionVersion"), description: text("Description"), routing })
    }

    /// Puts what was said into an alias, and checks that what it leads to is there.
    pub(crate) fn apply(self, store: &Records, id: &FunctionId, alias: &mut Alias) -> Result<(), Error> {
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
