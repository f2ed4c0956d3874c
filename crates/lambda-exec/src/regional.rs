//! Resources of a region that functions refer to and that only are kept: code signing configurations, as signatures are not
//! checked, and capacity providers, as there are no instances.
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/configuration-codesigning.html>,
//! <https://docs.aws.amazon.com/lambda/latest/dg/lambda-managed-instances-capacity-providers.html>

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;
use std::ops::ControlFlow;

use base::arn::{AccountId, Arn, Region};
use base::call::Call;
use base::clock::Timestamp;
use serde::{Deserialize, Serialize};
use store::{Batch, Key, Space};
use wire::value::Fields;

use crate::error::Error;
use crate::function::{Function, iso_time};
use crate::kept::{Kept, OfCapacityProvider, OfCodeSigningConfig, Shown};
use crate::records::Records;

/// What tells one kind of them from another.
pub(crate) trait Kind: Shown + Clone + fmt::Debug + 'static {
    /// The sub-space of its records in `Space::LambdaOther`: account, region, name.
    const SUBSPACE: u8;
    /// What stands before the name in ARNs.
    const NOUN: &'static str;
    /// The member that is the ARN.
    const ARN: &'static str;
    /// What AWS says of one that is not there.
    fn missing(arn: String) -> Error;
    /// The ARN of the one that a function has.
    fn of_function(function: &Function) -> Option<String>;
}

impl Kind for OfCodeSigningConfig {
    const SUBSPACE: u8 = 11;
    const NOUN: &'static str = "code-signing-config";
    const ARN: &'static str = "CodeSigningConfigArn";

    fn missing(arn: String) -> Error {
        Error::no_code_signing_config(&arn)
    }

    fn of_function(function: &Function) -> Option<String> {
        function.code_signing_config.clone()
    }
}

impl Kind for OfCapacityProvider {
    const SUBSPACE: u8 = 12;
    const NOUN: &'static str = "capacity-provider";
    const ARN: &'static str = "CapacityProviderArn";

    fn missing(arn: String) -> Error {
        Error::no_capacity_provider(&arn)
    }

    fn of_function(function: &Function) -> Option<String> {
        let config = function.settings.kept.fields("CapacityProviderConfig")?;
        let instances = config.fields("LambdaManagedInstancesCapacityProviderConfig")?;
        instances.text("CapacityProviderArn").map(str::to_owned)
    }
}

/// Whose, and which.
#[derive(Clone, Debug)]
pub(crate) struct Id<K> {
    account: AccountId,
    region: Region,
    pub(crate) name: String,
    kind: PhantomData<K>,
}

/// One of them, as it is stored.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(bound = "K: Kind")]
pub(crate) struct Regional<K: Kind> {
    pub(crate) name: String,
    /// Milliseconds since the epoch.
    pub(crate) last_modified: u64,
    pub(crate) config: Kept<K>,
    pub(crate) tags: BTreeMap<String, String>,
}

impl<K: Kind> Id<K> {
    /// The one that a request names, by its name or its ARN.
    pub(crate) fn read(call: &Call, text: &str) -> Id<K> {
        let own = || Id::new(call.account, call.region.clone(), text);
        Arn::parse(text).and_then(|arn| Id::of_arn(&arn)).unwrap_or_else(own)
    }

    /// The one of an ARN.
    pub(crate) fn of_arn(arn: &Arn) -> Option<Id<K>> {
        let (account, region) = arn.owner()?;
        let name = arn.resource.strip_prefix(K::NOUN)?.strip_prefix(':')?;
        Some(Id::new(account, region, name))
    }

    fn new(account: AccountId, region: Region, name: &str) -> Id<K> {
        Id { account, region, name: name.to_owned(), kind: PhantomData }
    }

    /// Refuses one of another account or region: nobody has any there (our guess).
    pub(crate) fn check_owner(&self, call: &Call) -> Result<(), Error> {
        let is_own = (self.account, &self.region) == (call.account, &call.region);
        if is_own { Ok(()) } else { Err(K::missing(self.arn())) }
    }

    /// Its ARN.
    pub(crate) fn arn(&self) -> String {
        let resource = format!("{}:{}", K::NOUN, self.name);
        Arn::regional("lambda", &self.region, self.account, resource).to_string()
    }

    /// Where it is stored.
    pub(crate) fn key(&self) -> Key {
        Regional::<K>::prefix(self.account, &self.region).text(&self.name)
    }

    pub(crate) fn load(&self, store: &Records) -> Result<Option<Regional<K>>, Error> {
        let record = store.get(self.key().as_bytes())?;
        record.map(|record| Regional::decode(&record)).transpose()
    }

    /// One that must be there, or AWS's error.
    pub(crate) fn existing(&self, store: &Records) -> Result<Regional<K>, Error> {
        self.load(store)?.ok_or_else(|| K::missing(self.arn()))
    }

    /// The versions of functions of the account and region that have it, each with its own ARN.
    pub(crate) fn users(&self, store: &Records) -> Result<Vec<Function>, Error> {
        let (prefix, arn) =
            (Key::of(Space::LambdaFunction).account(self.account).region(&self.region), self.arn());
        let mut functions = Function::scan(store, &prefix)?;
        functions.retain(|function| K::of_function(function).as_ref() == Some(&arn));
        Ok(functions)
    }

    /// Adds to a batch that it is no more. Refused while functions have it.
    pub(crate) fn delete(&self, store: &Records, batch: &mut Batch) -> Result<Regional<K>, Error> {
        let there = self.existing(store)?;
        if !self.users(store)?.is_empty() {
            return Err(Error::in_use(&self.arn()));
        }
        batch.delete(self.key());
        Ok(there)
    }
}

impl<K: Kind> Regional<K> {
    /// A new one.
    pub(crate) fn new(id: &Id<K>, config: Kept<K>, tags: BTreeMap<String, String>, now: Timestamp) -> Self {
        Regional { name: id.name.clone(), last_modified: now.millis(), config, tags }
    }

    /// The same with other members.
    pub(crate) fn with(mut self, given: Kept<K>, now: Timestamp) -> Self {
        self.config = given.over(self.config);
        self.last_modified = now.millis();
        self
    }

    /// What the keys of all of a region begin with.
    fn prefix(account: AccountId, region: &Region) -> Key {
        Key::of(Space::LambdaOther).u8(K::SUBSPACE).account(account).region(region)
    }

    /// All of the caller's in its region, by name.
    pub(crate) fn all(store: &Records, call: &Call) -> Result<Vec<Regional<K>>, Error> {
        let mut records = Vec::new();
        store.scan_prefix(&Regional::<K>::prefix(call.account, &call.region), &mut |_, record| {
            records.push(record.clone());
            ControlFlow::Continue(())
        })?;
        records.iter().map(|record| Regional::decode(record)).collect()
    }

    fn decode(record: &[u8]) -> Result<Regional<K>, Error> {
        serde_json::from_slice(record).map_err(|cause| Error::damaged(K::NOUN, cause))
    }

    pub(crate) fn put(&self, batch: &mut Batch, id: &Id<K>) -> Result<(), Error> {
        batch.put(id.key(), serde_json::to_vec(self).map_err(Error::internal)?);
        Ok(())
    }

    /// As the API shows it, but for what only its kind has.
    pub(crate) fn shown(&self, id: &Id<K>) -> Fields {
        let modified = iso_time(Timestamp::from_millis(self.last_modified));
        self.config.shown().with(K::ARN, id.arn()).with("LastModified", modified)
    }
}
