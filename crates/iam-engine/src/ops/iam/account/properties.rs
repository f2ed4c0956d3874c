//! Properties and preferences that are kept.

use std::collections::BTreeMap;
use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::{Fields, Slot, Value};

use crate::account::properties::{self, Properties};
use crate::account::token_version::TokenVersion;
use crate::engine::Engine;
use crate::model::iam;

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountProperties.html>
pub(in crate::ops::iam) struct GetAccountProperties;

impl Operation for GetAccountProperties {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::GET_ACCOUNT_PROPERTIES;
    const LIMITS: &'static str = "Shows what was put; what AWS has from the start is not there.";
    type Input = ();
    type Output = Properties;

    fn read(_: &Call, _: Incoming) -> Result<(), Fault> {
        Ok(())
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (): ()) -> Result<Properties, Fault> {
        Ok(engine.records.get(call.account, Properties::NAME)?.unwrap_or_default())
    }

    fn reply(Properties(properties): Properties) -> Outgoing {
        let entries = properties.into_iter().map(|(key, value)| (key, Slot::There(Value::Text(value))));
        Fields::new(Self::SIGNATURE.output).with("Properties", Value::Map(entries.collect())).into()
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutAccountProperties.html>
pub(in crate::ops::iam) struct PutAccountProperties;

impl Operation for PutAccountProperties {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::PUT_ACCOUNT_PROPERTIES;
    const KEPT: &'static [&'static str] = &["Properties"];
    const LIMITS: &'static str =
        "Every namespace and property is taken, 100 at most, and values are not judged.";
    type Input = BTreeMap<String, String>;
    type Output = ();

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let properties = fields.text_map("Properties").unwrap_or_default();
        properties::check(properties.keys().map(String::as_str))?;
        Ok(properties)
    }

    async fn run(engine: &Arc<Engine>, call: &Call, set: Self::Input) -> Result<(), Fault> {
        engine.records.change(call.account, |change| {
            let mut properties: Properties = change.get(Properties::NAME)?.unwrap_or_default();
            properties.set(set.clone())?;
            change.put(&properties)
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_SetSecurityTokenServicePreferences.html>
pub(in crate::ops::iam) struct SetSecurityTokenServicePreferences;

impl Operation for SetSecurityTokenServicePreferences {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::SET_SECURITY_TOKEN_SERVICE_PREFERENCES;
    const KEPT: &'static [&'static str] = &["GlobalEndpointTokenVersion"];
    type Input = TokenVersion;
    type Output = ();

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<TokenVersion, Fault> {
        Ok(TokenVersion::named(fields.required("GlobalEndpointTokenVersion")))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, version: TokenVersion) -> Result<(), Fault> {
        engine.records.change(call.account, |change| change.put(&version))
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}
