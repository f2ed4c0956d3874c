//! What an account sets for itself in a region.
//!
//! <https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetServiceSetting.html>,
//! <https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_UpdateServiceSetting.html>,
//! <https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ResetServiceSetting.html>

use std::sync::Arc;

use base::call::Call;
use store::Key;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::{Engine, who};
use crate::model;
use crate::records::keys::{self, Other};
use crate::setting::{self, Set, Setting};

pub(super) struct GetServiceSetting;
pub(super) struct UpdateServiceSetting;
pub(super) struct ResetServiceSetting;

fn named(call: &Call, fields: &Fields) -> Result<&'static Setting, Fault> {
    setting::named(call, fields.required("SettingId"))
}

fn key(call: &Call, setting: &Setting) -> Key {
    keys::other((call.account, &call.region), Other::ServiceSetting, setting.id)
}

impl Operation for GetServiceSetting {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::GET_SERVICE_SETTING;
    type Input = &'static Setting;
    type Output = Fields;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        named(call, &fields)
    }

    async fn run(engine: &Arc<Engine>, call: &Call, setting: Self::Input) -> Result<Fields, Fault> {
        let set: Option<Set> = engine.records.record(&key(call, setting))?;
        Ok(setting.shown(call.account, &call.region, set.as_ref()))
    }

    fn reply(setting: Fields) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).with("ServiceSetting", setting).into()
    }
}

impl Operation for UpdateServiceSetting {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::UPDATE_SERVICE_SETTING;
    const KEPT: &'static [&'static str] = &["SettingId!=*/parameter-store/default-parameter-tier"];
    type Input = (&'static Setting, String);
    type Output = ();

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let setting = named(call, &fields)?;
        let value = fields.required("SettingValue");
        setting.check(value)?;
        Ok((setting, value.to_owned()))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (setting, value): Self::Input) -> Result<(), Fault> {
        let set = Set { value, modified_ms: call.now.millis(), modified_by: who(call) };
        let place = (call.account, &call.region);
        engine.records.change(place, |change| change.put_record(key(call, setting), &set))
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}

impl Operation for ResetServiceSetting {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::RESET_SERVICE_SETTING;
    type Input = &'static Setting;
    type Output = Fields;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        named(call, &fields)
    }

    async fn run(engine: &Arc<Engine>, call: &Call, setting: Self::Input) -> Result<Fields, Fault> {
        let place = (call.account, &call.region);
        engine.records.change(place, |change| {
            change.delete(key(call, setting));
            Ok(())
        })?;
        Ok(setting.shown(call.account, &call.region, None))
    }

    fn reply(setting: Fields) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).with("ServiceSetting", setting).into()
    }
}
