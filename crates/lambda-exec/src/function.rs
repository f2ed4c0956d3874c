//! A function: one record for each of its versions, what they say of themselves, and how they are found.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use base::call::Call;
use base::clock::Timestamp;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use store::{Batch, Blob, Key, Space};
use time::OffsetDateTime;
use time::macros::format_description;
use wire::shape::Shape;
use wire::value::{Fields, IntoValue};

use crate::error::Error;
use crate::function::alias::Alias;
use crate::function::image::{ImageCode, ImageConfig};
use crate::function::layer::used::Used;
use crate::function_name::{FunctionId, LATEST};
use crate::kept::{Kept, OfFunction, OfPackage};
use crate::model;
use crate::package::Code;
use crate::records::Records;

pub(crate) mod alias;
pub(crate) mod code_source;
pub(crate) mod configured;
pub(crate) mod durable_config;
pub(crate) mod event_invoke_config;
pub(crate) mod image;
pub(crate) mod layer;
pub(crate) mod policy;
pub(crate) mod provisioned;
pub(crate) mod publish;
pub(crate) mod reserved;
mod runtime;
pub(crate) mod scaling;
pub(crate) mod url_config;

/// The variable and the tag by which a function asks for an executor: ours, not AWS's.
const EXECUTOR_VARIABLE: &str = "RUSTSTACK_EXECUTOR";
const EXECUTOR_TAG: &str = "ruststack:executor";

/// One version of a function, as it is stored.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Function {
    pub(crate) name: String,
    /// `$LATEST` or a number.
    pub(crate) version: String,
    pub(crate) settings: Configured,
    /// The package; an empty one where the function has an image.
    pub(crate) code: Code,
    /// Its image, if it is of package type Image.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) image: Option<ImageCode>,
    pub(crate) architecture: String,
    /// Milliseconds since the epoch.
    pub(crate) last_modified: u64,
    /// Changes with every write.
    pub(crate) revision: String,
    pub(crate) state: State,
    /// How the last update went; nothing while the function is being created.
    pub(crate) update: Option<Update>,
    /// What there is to say about how it runs on this host.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) remark: Option<String>,
    /// What is kept of where the package came from.
    #[serde(default, skip_serializing_if = "Kept::is_empty")]
    pub(crate) package: Kept<OfPackage>,
    /// Kept and shown: signatures are not checked. On `$LATEST` only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) code_signing_config: Option<String>,
    /// Tags of the function; on `$LATEST` only.
    #[serde(default)]
    pub(crate) tags: BTreeMap<String, String>,
    /// The number of the last published version; on `$LATEST` only. Numbers are never used twice.
    #[serde(default)]
    pub(crate) published: u64,
    /// The description at that time; on `$LATEST` only.
    #[serde(default)]
    pub(crate) described: Option<String>,
    /// Whether it may run in a loop; on `$LATEST` only.
    #[serde(default)]
    pub(crate) allows_loops: bool,
    /// Kept and shown: when its runtime is updated, and to which version. Nothing is AWS's default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) runtime_updates: Option<(String, Option<String>)>,
}

/// What a user sets with CreateFunction and UpdateFunctionConfiguration.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Configured {
    pub(crate) runtime: String,
    pub(crate) role: String,
    pub(crate) handler: String,
    pub(crate) description: String,
    pub(crate) timeout_secs: u32,
    pub(crate) memory_mib: u32,
    /// How much room `/tmp` must have. It has what the host's disk has; that it has no more is not enforced.
    pub(crate) storage_mib: u32,
    pub(crate) environment: Option<BTreeMap<String, String>>,
    /// Another log group than the function's own. Functions get its name in their environment.
    #[serde(default)]
    pub(crate) log_group: Option<String>,
    /// In the order in which they lie over each other, the last one above.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) layers: Vec<Used>,
    /// What is said over its image.
    #[serde(default, skip_serializing_if = "ImageConfig::is_empty")]
    pub(crate) image_config: ImageConfig,
    /// What does not act.
    #[serde(default, skip_serializing_if = "Kept::is_empty")]
    pub(crate) kept: Kept<OfFunction>,
}

/// Whether a version can be invoked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) enum State {
    Pending,
    Active,
    Failed { code: String, reason: String },
}

/// How an update went.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) enum Update {
    InProgress,
    Successful,
    Failed { code: String, reason: String },
}

impl State {
    pub(crate) fn as_str(&self) -> &'static str {
        match self {
            State::Pending => "Pending",
            State::Active => "Active",
            State::Failed { .. } => "Failed",
        }
    }
}

impl Function {
    /// Where the version of a function is stored.
    pub(crate) fn key(id: &FunctionId, version: &str) -> Key {
        id.key(Space::LambdaFunction).text(version)
    }

    pub(crate) fn load(store: &Records, id: &FunctionId, version: &str) -> Result<Option<Function>, Error> {
        let record = store.get(Function::key(id, version).as_bytes())?;
        record.map(|record| Function::decode(&record)).transpose()
    }

    /// `$LATEST` of a function that must be there.
    pub(crate) fn latest(store: &Records, id: &FunctionId) -> Result<Function, Error> {
        Function::load(store, id, LATEST)?.ok_or_else(|| Error::no_function(id.arn()))
    }

    /// The version that a qualifier means, aliases followed. `pick` is a number in 0..1 that decides where an
    /// alias with two versions leads.
    pub(crate) fn find(
        store: &Records,
        id: &FunctionId,
        qualifier: Option<&str>,
        pick: impl FnOnce() -> f64,
    ) -> Result<Function, Error> {
        let missing = || Error::no_function(id.arn_of(qualifier));
        let version = match qualifier {
            None | Some(LATEST) => LATEST.to_owned(),
            Some(number) if number.bytes().all(|b| b.is_ascii_digit()) => number.to_owned(),
            Some(name) => Alias::load(store, id, name)?.ok_or_else(missing)?.choose(pick),
        };
        Function::load(store, id, &version)?.ok_or_else(missing)
    }

    pub(crate) fn decode(record: &[u8]) -> Result<Function, Error> {
        serde_json::from_slice(record).map_err(|cause| Error::damaged("a function", cause))
    }

    pub(crate) fn encode(&self) -> Result<Vec<u8>, Error> {
        serde_json::to_vec(self).map_err(Error::internal)
    }

    /// All versions of a function, `$LATEST` first, then by number.
    pub(crate) fn versions(store: &Records, id: &FunctionId) -> Result<Vec<Function>, Error> {
        let mut versions = Function::scan(store, &id.key(Space::LambdaFunction))?;
        versions.sort_by_key(|function| function.version.parse::<u64>().unwrap_or(0));
        Ok(versions)
    }

    /// Every version whose key begins with `prefix`, in order of function names.
    pub(crate) fn scan(store: &Records, prefix: &Key) -> Result<Vec<Function>, Error> {
        let mut records = Vec::new();
        store.scan_prefix(prefix, &mut |_, record| {
            records.push(record.clone());
            ControlFlow::Continue(())
        })?;
        records.iter().map(|record| Function::decode(record)).collect()
    }

    /// Adds to a batch that one more version has this one's package and layers.
    pub(crate) fn link(&self, batch: &mut Batch) {
        self.blobs().for_each(|blob| batch.link(blob));
    }

    /// Adds to a batch that this version has its package and layers no more.
    pub(crate) fn unlink(&self, batch: &mut Batch) {
        self.blobs().for_each(|blob| batch.unlink(blob));
    }

    fn blobs(&self) -> impl Iterator<Item = Blob> {
        std::iter::once(self.code.blob).chain(self.settings.layers.iter().filter_map(Used::blob))
    }

    /// Whether nothing is under way: it may be updated, and an invocation need not wait.
    pub(crate) fn is_settled(&self) -> bool {
        self.state != State::Pending && self.update != Some(Update::InProgress)
    }

    /// Why it may not be updated now, if so.
    pub(crate) fn check_settled(&self, id: &FunctionId) -> Result<(), Error> {
        if self.state == State::Pending {
            return Err(Error::in_state(self.state.as_str()));
        }
        if self.update == Some(Update::InProgress) {
            return Err(Error::update_in_progress(id.arn()));
        }
        Ok(())
    }

    /// Refuses a revision that is not the present one.
    pub(crate) fn check_revision(&self, given: Option<&str>) -> Result<(), Error> {
        match given {
            Some(given) if given != self.revision => Err(Error::old_revision("GetFunction/GetAlias")),
            _ => Ok(()),
        }
    }

    /// The version that is published from this one.
    pub(crate) fn published_as(
        &self,
        number: u64,
        description: Option<String>,
        revision: String,
    ) -> Function {
        let mut published = self.clone();
        published.version = number.to_string();
        published.revision = revision;
        // A version runs as it did when it was published.
        published.tags.retain(|key, _| key == EXECUTOR_TAG);
        (published.published, published.described) = (0, None);
        published.code_signing_config = None;
        (published.allows_loops, published.runtime_updates) = (false, None);
        if let Some(description) = description {
            published.settings.description = description;
        }
        published
    }

    /// The executor that its user asks for, by a variable or else by a tag.
    pub(crate) fn way(&self) -> Option<&str> {
        let variables = self.settings.environment.as_ref();
        let way = variables.and_then(|variables| variables.get(EXECUTOR_VARIABLE));
        way.or_else(|| self.tags.get(EXECUTOR_TAG)).map(String::as_str)
    }

    /// `CodeSha256`: base64 of a package's, hexadecimal of an image's.
    pub(crate) fn code_sha256(&self) -> String {
        self.image.as_ref().map_or_else(|| self.code.sha256_base64(), ImageCode::sha256)
    }

    /// Where its log is said to go.
    pub(crate) fn log_group(&self) -> String {
        let own = || format!("/aws/lambda/{}", self.name);
        self.settings.log_group.clone().unwrap_or_else(own)
    }

    /// `FunctionConfiguration` of the API. The ARN carries the version if `qualifier` is given.
    pub(crate) fn configuration(&self, id: &FunctionId, qualifier: Option<&str>) -> Fields {
        let settings = &self.settings;
        // AWS shows none that holds nothing: Terraform would plan to remove it for ever
        // (hashicorp/terraform-provider-aws#43780).
        let environment = settings.environment.clone().filter(|variables| !variables.is_empty());
        let environment = environment.map(|given| part(&model::ENVIRONMENT_RESPONSE, "Variables", given));
        // A function of package type Image has neither runtime nor handler.
        let given = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let runtime = given(&settings.runtime)
            .map(|_| part(&model::RUNTIME_VERSION_CONFIG, "RuntimeVersionArn", self.runtime_version(id)));
        let mut shown = self
            .kept(id)
            .with("FunctionName", self.name.as_str())
            .with("FunctionArn", id.arn_of(qualifier).to_string())
            .with("Runtime", given(&settings.runtime))
            .with("Role", settings.role.as_str())
            .with("Handler", given(&settings.handler))
            .with("CodeSize", self.code.blob.len())
            .with("Description", settings.description.as_str())
            .with("Timeout", settings.timeout_secs)
            .with("MemorySize", settings.memory_mib)
            .with("LastModified", iso_time(Timestamp::from_millis(self.last_modified)))
            .with("CodeSha256", self.code_sha256())
            .with("Version", self.version.as_str())
            .with("Environment", environment)
            .with("Layers", self.layers())
            .with("RevisionId", self.revision.as_str())
            .with("PackageType", if self.image.is_some() { "Image" } else { "Zip" })
            .with("ImageConfigResponse", settings.image_config.shown())
            .with("Architectures", vec![self.architecture.as_str()])
            .with("EphemeralStorage", part(&model::EPHEMERAL_STORAGE, "Size", settings.storage_mib))
            .with("RuntimeVersionConfig", runtime);
        self.show_state(&mut shown);
        shown
    }

    fn layers(&self) -> Option<Vec<Fields>> {
        let layers: Vec<Fields> = self.settings.layers.iter().map(Used::shown).collect();
        (!layers.is_empty()).then_some(layers)
    }

    /// The members that are kept, with AWS's defaults, and what AWS adds when it shows them.
    fn kept(&self, id: &FunctionId) -> Fields {
        let kept = &self.settings.kept;
        let vpc = kept.fields("VpcConfig").map(|vpc| {
            let ipv6 = vpc.boolean("Ipv6AllowedForDualStack").unwrap_or(false);
            vpc.clone().with("VpcId", vpc_of(id)).with("Ipv6AllowedForDualStack", ipv6)
        });
        let pass = || part(&model::TRACING_CONFIG_RESPONSE, "Mode", "PassThrough");
        let snap_start = kept.fields("SnapStart").and_then(|snap| snap.text("ApplyOn")).unwrap_or("None");
        let is_on = snap_start == "PublishedVersions" && self.version != LATEST;
        let snap_start = part(&model::SNAP_START_RESPONSE, "ApplyOn", snap_start)
            .with("OptimizationStatus", if is_on { "On" } else { "Off" });
        let text = || part(&model::LOGGING_CONFIG, "LogFormat", "Text");
        let logging = kept.fields("LoggingConfig").cloned().unwrap_or_else(text);
        kept.shown()
            .with("VpcConfig", vpc)
            .with("TracingConfig", kept.fields("TracingConfig").cloned().unwrap_or_else(pass))
            .with("SnapStart", snap_start)
            .with("LoggingConfig", logging.with("LogGroup", self.log_group()))
    }

    /// Where a caller can fetch this version's package from the emulator; `download.rs` answers there.
    pub(crate) fn code_location(&self, call: &Call, id: &FunctionId) -> String {
        if let Some(folder) = &self.code.folder {
            return format!("file://{}", folder.display());
        }
        let arn = id.qualified_arn(&self.version).to_string();
        let arn = utf8_percent_encode(&arn, NON_ALPHANUMERIC);
        let (scheme, address) = (call.origin.scheme(), &call.address);
        format!("{scheme}://{address}/2015-03-31/functions/{arn}/code/{}", self.code.sha256)
    }

    /// The words of a function in the making and in an update are recorded, the code `Creating` included.
    fn show_state(&self, shown: &mut Fields) {
        let mut show = |name: &str, text: &str| shown.set(name, text);
        show("State", self.state.as_str());
        match &self.state {
            // On AWS there is nothing to say here.
            State::Active => self.remark.iter().for_each(|remark| show("StateReason", remark)),
            State::Pending => {
                show("StateReason", "The function is being created.");
                show("StateReasonCode", "Creating");
            }
            State::Failed { code, reason } => {
                show("StateReason", reason);
                show("StateReasonCode", code);
            }
        }
        match &self.update {
            None => {}
            Some(Update::Successful) => show("LastUpdateStatus", "Successful"),
            Some(Update::InProgress) => {
                show("LastUpdateStatus", "InProgress");
                show("LastUpdateStatusReason", "The function is being created.");
                show("LastUpdateStatusReasonCode", "Creating");
            }
            Some(Update::Failed { code, reason }) => {
                show("LastUpdateStatus", "Failed");
                show("LastUpdateStatusReason", reason);
                show("LastUpdateStatusReasonCode", code);
            }
        }
    }

    /// AWS shows 64 hexadecimal digits that name the runtime's build. Ours has none: the runtime's name, padded.
    fn runtime_version(&self, id: &FunctionId) -> String {
        let digits = hex::encode(&self.settings.runtime);
        format!("arn:{}:lambda:{}::runtime:{digits:0<64}", id.region.partition(), id.region)
    }
}

/// A structure with one member.
fn part(shape: &'static Shape, member: &str, value: impl IntoValue) -> Fields {
    Fields::new(shape).with(member, value)
}

/// The VPC in which all subnets of an account and region are taken to lie. Our guess: there is no EC2 to ask, and AWS
/// shows the one that the subnets belong to.
fn vpc_of(id: &FunctionId) -> String {
    let digits = hex::encode(Sha256::digest(format!("{}/{}", id.account, id.region)));
    format!("vpc-{}", digits.get(..17).unwrap_or_default())
}

/// `2026-11-24T06:35:40.123+0000`, as Lambda writes times in configurations.
pub(crate) fn iso_time(at: Timestamp) -> String {
    let format =
        format_description!("[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:3]+0000");
    let nanos = i128::from(at.millis()) * 1_000_000;
    let time = OffsetDateTime::from_unix_timestamp_nanos(nanos).unwrap_or(OffsetDateTime::UNIX_EPOCH);
    time.format(&format).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Authority: recorded `LastModified` values of AWS.
    #[test]
    fn a_time_is_written_as_lambda_writes_it() {
        assert_eq!(iso_time(Timestamp::from_millis(1_670_254_262_007)), "2022-12-05T15:31:02.007+0000");
        assert_eq!(iso_time(Timestamp::from_millis(u64::MAX)), "1970-01-01T00:00:00.000+0000");
    }
}
