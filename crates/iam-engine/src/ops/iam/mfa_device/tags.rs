//! The tags of virtual MFA devices: <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags_virtual-mfa.html>.

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::tag::Tags;
use wire::value::{Fields, Value};

use crate::engine::Engine;
use crate::identity::mfa_device::MfaDevice;
use crate::message::page::{Asked, Page};
use crate::message::{shown, tags};
use crate::model::iam;

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagMFADevice.html>
pub(crate) struct TagMFADevice;

impl Operation for TagMFADevice {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::TAG_MFA_DEVICE;
    const RESOURCE: &'static [&'static str] = &["SerialNumber"];
    type Input = (String, Tags);
    type Output = ();

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        Ok((fields.required("SerialNumber").to_owned(), tags::read(&fields)?))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (serial, added): Self::Input) -> Result<(), Fault> {
        engine.records.change(call.account, |change| {
            let mut device = MfaDevice::demand(change, &serial)?;
            tags::merge(&mut device.tags, added)?;
            change.put(&device)
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagMFADevice.html>
pub(crate) struct UntagMFADevice;

impl Operation for UntagMFADevice {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::UNTAG_MFA_DEVICE;
    const RESOURCE: &'static [&'static str] = &["SerialNumber"];
    type Input = (String, Vec<String>);
    type Output = ();

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        Ok((fields.required("SerialNumber").to_owned(), tags::keys(&fields)))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (serial, keys): Self::Input) -> Result<(), Fault> {
        engine.records.change(call.account, |change| {
            let mut device = MfaDevice::demand(change, &serial)?;
            tags::remove(&mut device.tags, &keys);
            change.put(&device)
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListMFADeviceTags.html>
pub(crate) struct ListMFADeviceTags;

impl Operation for ListMFADeviceTags {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::LIST_MFA_DEVICE_TAGS;
    const RESOURCE: &'static [&'static str] = &["SerialNumber"];
    type Input = (Asked, String);
    type Output = Page<(String, String)>;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let asked = Asked::read(call, &fields, "iam:ListMFADeviceTags", &["SerialNumber"])?;
        Ok((asked, fields.required("SerialNumber").to_owned()))
    }

    async fn run(
        engine: &Arc<Engine>,
        call: &Call,
        (asked, serial): Self::Input,
    ) -> Result<Self::Output, Fault> {
        let device = MfaDevice::find(&engine.records, call.account, &serial)?;
        Ok(tags::page(asked, device.tags))
    }

    fn reply(page: Self::Output) -> Outgoing {
        page.reply(Self::SIGNATURE.output, "Tags", |(key, value)| Value::Struct(shown::tag(&key, &value)))
    }
}
