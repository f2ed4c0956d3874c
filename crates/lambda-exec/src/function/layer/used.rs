//! The layers of a function: judged when they are set, and kept as long as a version of the function has them, though the
//! layer's own version may be deleted.
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/adding-layers.html>

use std::collections::HashMap;

use base::call::Call;
use serde::{Deserialize, Serialize};
use store::Blob;
use wire::value::Fields;

use crate::error::Error;
use crate::function::Configured;
use crate::function::configured::Given;
use crate::function::layer::{LayerId, LayerVersion};
use crate::model;
use crate::package::{Code, UNZIPPED_LIMIT};
use crate::records::Records;

/// How many layers a function may have.
const LIMIT: usize = 5;

/// What judges whether a caller may use a version, which may not be there.
pub(crate) type Admits = fn(&Call, &LayerId, u64, Option<&LayerVersion>) -> Result<(), Error>;

/// What judges the layers that a request names.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Judge {
    pub(crate) admits: Admits,
    /// Whether a layer is taken that only AWS has.
    pub(crate) takes_absent: bool,
}

/// A layer's version that a function has. Each version of the function has a reference to its package.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Used {
    /// The ARN of the layer's version.
    arn: String,
    /// Nothing of a layer that only AWS has: there is nothing of it here to run.
    pub(crate) code: Option<Code>,
}

impl Used {
    /// As a function's configuration shows it.
    pub(crate) fn shown(&self) -> Fields {
        let size = self.blob().map_or(0, |blob| blob.len());
        Fields::new(&model::LAYER).with("Arn", self.arn.as_str()).with("CodeSize", size)
    }

    /// Whether it is AWS's extension for parameters and secrets, whoever publishes it in a region.
    pub(crate) fn is_parameters_extension(&self) -> bool {
        self.arn.contains(":layer:AWS-Parameters-and-Secrets-Lambda-Extension")
    }

    /// The blob of its package.
    pub(crate) fn blob(&self) -> Option<Blob> {
        self.code.as_ref().map(|code| code.blob)
    }
}

/// What can be said of a function's layers by their ARNs alone.
pub(crate) fn check(arns: &[String]) -> Result<(), Error> {
    if arns.len() > LIMIT {
        return Err(Error::too_many_layers(LIMIT));
    }
    let mut layers = HashMap::new();
    for arn in arns {
        let layer = arn.rsplit_once(':').map_or(arn.as_str(), |(layer, _)| layer);
        if let Some(other) = layers.insert(layer, arn) {
            return Err(Error::same_layer_twice(other, arn));
        }
    }
    Ok(())
}

impl Given {
    /// The layers that a request names, if it names any.
    pub(crate) fn find_layers(
        &self,
        records: &Records,
        call: &Call,
        judge: Judge,
    ) -> Result<Option<Vec<Used>>, Error> {
        let find = |arn: &String| find(records, call, arn, judge);
        self.layers.as_ref().map(|arns| arns.iter().map(find).collect()).transpose()
    }
}

impl Configured {
    /// Takes the layers that a request names, and judges them with all that the function has. `code`: its package.
    pub(crate) fn take_layers(&mut self, given: Option<Vec<Used>>, code: &Code) -> Result<(), Error> {
        let Some(layers) = given else { return Ok(()) };
        self.layers = layers;
        self.check_unzipped(code)
    }

    /// Refuses a package that is too large beside its layers.
    pub(crate) fn check_unzipped(&self, code: &Code) -> Result<(), Error> {
        let layers: u64 = self.layer_codes().iter().map(|code| code.unzipped).sum();
        let size = layers.saturating_add(code.unzipped);
        if layers > 0 && size > UNZIPPED_LIMIT {
            return Err(Error::too_large_with_layers(size, UNZIPPED_LIMIT));
        }
        Ok(())
    }

    /// The packages of its layers, the lowest first.
    pub(crate) fn layer_codes(&self) -> Vec<&Code> {
        self.layers.iter().filter_map(|layer| layer.code.as_ref()).collect()
    }
}

/// The version that an ARN names, if the caller may use it.
fn find(records: &Records, call: &Call, arn: &str, judge: Judge) -> Result<Used, Error> {
    let Some((id, number)) = LayerId::of_version_arn(arn) else { return Err(Error::no_such_layer(arn)) };
    if id.region != call.region {
        return Err(Error::layer_of_another_region(call.region.as_str()));
    }
    let version = id.find(records, number)?;
    let arn = arn.to_owned();
    // Templates name layers that AWS and others publish: Powertools', those of observers. An account that has none here is
    // such a publisher's.
    if judge.takes_absent && id.account != call.account && !LayerVersion::any_of(records, id.account)? {
        let used = Used { arn, code: None };
        if !used.is_parameters_extension() {
            tracing::warn!(layer = used.arn, "the layer is not here: the function runs without it");
        }
        return Ok(used);
    }
    (judge.admits)(call, &id, number, version.as_ref())?;
    let code = Some(version.ok_or_else(|| Error::no_such_layer(&arn))?.code);
    Ok(Used { arn, code })
}

#[cfg(test)]
mod tests {
    use store::Store;

    use super::*;
    use base::entropy::Entropy;

    /// AWS's guide: 250 MB unpacked for a function with all its layers. The sentence is recorded, see `error.rs`.
    #[tokio::test]
    async fn a_package_and_its_layers_have_a_limit_together() {
        let staged = Store::in_memory(Entropy::seeded(1)).stage().finish().await.unwrap();
        let blob: Blob = staged.blob();
        let code = |unzipped| Code { blob, sha256: String::new(), unzipped, folder: None };
        let fields = Fields::new(&model::UPDATE_FUNCTION_CONFIGURATION_REQUEST);
        let mut settings = Given::read(&fields, &[]).unwrap().over(None);
        let layer = |unzipped| Used { arn: String::new(), code: Some(code(unzipped)) };
        settings.layers = vec![layer(100_000_000), layer(100_000_000)];
        settings.check_unzipped(&code(62_144_000)).unwrap();
        let refused = settings.check_unzipped(&code(62_144_001)).unwrap_err();
        assert!(refused.message.ends_with("The actual size is 262144001 bytes."), "{}", refused.message);
        settings.layers.clear();
        settings.check_unzipped(&code(1)).unwrap();
    }
}
