//! Layers: numbered packages that functions lay over each other at `/opt`.
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/chapter-layers.html>

use std::ops::ControlFlow;

use base::arn::{AccountId, Arn, Region};
use base::call::Call;
use base::clock::Timestamp;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Deserialize, Serialize};
use store::{Batch, Key, Space};
use wire::shape::Shape;
use wire::value::Fields;

use crate::error::Error;
use crate::function::iso_time;
use crate::function::policy::Policy;
use crate::kept::{Kept, OfLayer};
use crate::model;
use crate::package::Code;
use crate::records::Records;

pub(crate) mod used;

/// The sub-space of versions in `Space::LambdaOther`: account, region, layer, number.
const VERSIONS: u8 = 5;

/// The sub-space of the last numbers: account, region, layer. Numbers are never used twice.
const LAST: u8 = 6;

/// Whose layer, and which.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LayerId {
    pub(crate) account: AccountId,
    pub(crate) region: Region,
    pub(crate) name: String,
}

/// One version of a layer, as it is stored.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct LayerVersion {
    pub(crate) name: String,
    pub(crate) number: u64,
    pub(crate) code: Code,
    /// Milliseconds since the epoch.
    pub(crate) created: u64,
    pub(crate) description: String,
    pub(crate) license: Option<String>,
    pub(crate) runtimes: Vec<String>,
    pub(crate) architectures: Vec<String>,
    /// Who of other accounts may use it.
    #[serde(default)]
    pub(crate) policy: Policy,
    /// What is kept of where the package came from.
    #[serde(default, skip_serializing_if = "Kept::is_empty")]
    pub(crate) package: Kept<OfLayer>,
}

impl LayerId {
    /// The layer that a request names by `LayerName`: a name, or an ARN. The shape has judged its form.
    pub(crate) fn read(call: &Call, fields: &Fields) -> LayerId {
        LayerId::of_name(call, fields.required("LayerName"))
    }

    /// The layer of a name or an ARN.
    pub(crate) fn of_name(call: &Call, text: &str) -> LayerId {
        LayerId::of_arn(text).unwrap_or_else(|| LayerId {
            account: call.account,
            region: call.region.clone(),
            name: text.to_owned(),
        })
    }

    fn of_arn(text: &str) -> Option<LayerId> {
        let arn = Arn::parse(text).filter(|arn| arn.service == "lambda")?;
        let (account, region) = arn.owner()?;
        let name = arn.resource.strip_prefix("layer:").filter(|name| !name.contains(':'))?;
        Some(LayerId { account, region, name: name.to_owned() })
    }

    /// The version that an ARN names.
    pub(crate) fn of_version_arn(text: &str) -> Option<(LayerId, u64)> {
        let (layer, number) = text.rsplit_once(':')?;
        Some((LayerId::of_arn(layer)?, number.parse().ok()?))
    }

    /// The ARN without a version.
    pub(crate) fn arn(&self) -> Arn {
        Arn::regional("lambda", &self.region, self.account, format!("layer:{}", self.name))
    }

    /// The ARN of a version.
    pub(crate) fn version_arn(&self, number: u64) -> Arn {
        Arn::regional("lambda", &self.region, self.account, format!("layer:{}:{number}", self.name))
    }

    /// Where a version is stored.
    pub(crate) fn key(&self, number: u64) -> Key {
        self.prefix().u64(number)
    }

    fn prefix(&self) -> Key {
        LayerVersion::prefix(self.account, &self.region).text(&self.name)
    }

    /// Where the last number is stored.
    pub(crate) fn last_key(&self) -> Key {
        Key::of(Space::LambdaOther).u8(LAST).account(self.account).region(&self.region).text(&self.name)
    }

    /// The last number that was given; 0 before the first.
    pub(crate) fn last(&self, store: &Records) -> Result<u64, Error> {
        let Some(record) = store.get(self.last_key().as_bytes())? else { return Ok(0) };
        let bytes = <[u8; 8]>::try_from(&record[..]);
        bytes.map(u64::from_be_bytes).map_err(|cause| Error::damaged("a layer", cause))
    }

    /// A version that must be there.
    pub(crate) fn version(&self, store: &Records, number: u64) -> Result<LayerVersion, Error> {
        self.find(store, number)?.ok_or_else(Error::no_layer_version)
    }

    pub(crate) fn find(&self, store: &Records, number: u64) -> Result<Option<LayerVersion>, Error> {
        let record = store.get(self.key(number).as_bytes())?;
        record.map(|record| LayerVersion::decode(&record)).transpose()
    }

    /// All versions, the newest first.
    pub(crate) fn versions(&self, store: &Records) -> Result<Vec<LayerVersion>, Error> {
        let mut versions = LayerVersion::scan(store, &self.prefix())?;
        versions.reverse();
        Ok(versions)
    }
}

/// The number of a request's `VersionNumber`; no version has one that is not positive.
pub(crate) fn number(fields: &Fields) -> u64 {
    fields.integer("VersionNumber").and_then(|number| u64::try_from(number).ok()).unwrap_or(0)
}

impl LayerVersion {
    /// What the keys of all versions of a region's layers begin with.
    pub(crate) fn prefix(account: AccountId, region: &Region) -> Key {
        Key::of(Space::LambdaOther).u8(VERSIONS).account(account).region(region)
    }

    /// Whether an account has any layer here, in any region.
    pub(crate) fn any_of(store: &Records, account: AccountId) -> Result<bool, Error> {
        Ok(store.last(&Key::of(Space::LambdaOther).u8(VERSIONS).account(account))?.is_some())
    }

    /// Every version whose key begins with `prefix`, by layer and number.
    pub(crate) fn scan(store: &Records, prefix: &Key) -> Result<Vec<LayerVersion>, Error> {
        let mut records = Vec::new();
        store.scan_prefix(prefix, &mut |_, record| {
            records.push(record.clone());
            ControlFlow::Continue(())
        })?;
        records.iter().map(|record| LayerVersion::decode(record)).collect()
    }

    fn decode(record: &[u8]) -> Result<LayerVersion, Error> {
        serde_json::from_slice(record).map_err(|cause| Error::damaged("a layer", cause))
    }

    pub(crate) fn put(&self, batch: &mut Batch, id: &LayerId) -> Result<(), Error> {
        batch.put(id.key(self.number), serde_json::to_vec(self).map_err(Error::internal)?);
        Ok(())
    }

    /// Whether it is for a runtime and an architecture: one that names none is for all (our guess).
    pub(crate) fn is_for(&self, runtime: Option<&str>, architecture: Option<&str>) -> bool {
        let has = |list: &[String], asked: Option<&str>| {
            asked.is_none_or(|asked| list.is_empty() || list.iter().any(|one| one == asked))
        };
        has(&self.runtimes, runtime) && has(&self.architectures, architecture)
    }

    /// As a listing shows it: without a description that says nothing.
    pub(crate) fn listed(&self, id: &LayerId) -> Fields {
        let described = Some(self.description.as_str()).filter(|text| !text.is_empty());
        self.shown_as(id, &model::LAYER_VERSIONS_LIST_ITEM).with("Description", described)
    }

    /// As the operations about one version show it.
    pub(crate) fn shown(&self, call: &Call, id: &LayerId, shape: &'static Shape) -> Fields {
        let content = self
            .package
            .shown()
            .with("Location", self.location(call, id))
            .with("CodeSha256", self.code.sha256_base64())
            .with("CodeSize", self.code.blob.len());
        self.shown_as(id, shape)
            .with("Content", content)
            .with("LayerArn", id.arn().to_string())
            .with("Description", self.description.as_str())
    }

    fn shown_as(&self, id: &LayerId, shape: &'static Shape) -> Fields {
        let texts = |list: &[String]| (!list.is_empty()).then(|| list.to_vec());
        Fields::new(shape)
            .with("LayerVersionArn", id.version_arn(self.number).to_string())
            .with("Version", self.number)
            .with("CreatedDate", iso_time(Timestamp::from_millis(self.created)))
            .with("CompatibleArchitectures", texts(&self.architectures))
            .with("CompatibleRuntimes", texts(&self.runtimes))
            .with("LicenseInfo", self.license.as_deref())
    }

    /// Where a caller can fetch the package from the emulator; `download.rs` answers there.
    fn location(&self, call: &Call, id: &LayerId) -> String {
        let arn = id.version_arn(self.number).to_string();
        let arn = utf8_percent_encode(&arn, NON_ALPHANUMERIC);
        let (scheme, address) = (call.origin.scheme(), &call.address);
        format!("{scheme}://{address}/2018-10-31/layers/{arn}/content/{}", self.code.sha256)
    }
}
