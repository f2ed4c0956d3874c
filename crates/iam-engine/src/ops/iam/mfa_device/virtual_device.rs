//! Virtual MFA devices: <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateVirtualMFADevice.html> and its
//! siblings.

use std::sync::Arc;

use base::call::Call;
use base::entropy::Entropy;
use bytes::Bytes;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::tag::Tags;
use wire::value::{Fields, Value};

use crate::engine::Engine;
use crate::error;
use crate::identity::mfa_device::{self, Enabled, MfaDevice};
use crate::identity::user::User;
use crate::message::page::{Asked, Page};
use crate::message::{name, shown, tags};
use crate::model::iam;
use crate::records::Kind;

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateVirtualMFADevice.html>
pub(crate) struct CreateVirtualMFADevice;

/// Characters of a seed: 320 bits, as AWS gives.
const SEED_CHARS: usize = 64;

/// The alphabet of RFC 3548's base32.
const BASE32: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// A PNG image of one white pixel.
const PNG: &[u8] = &[
    137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0, 58,
    126, 155, 85, 0, 0, 0, 10, 73, 68, 65, 84, 120, 218, 99, 248, 15, 0, 1, 1, 1, 0, 28, 176, 140, 153, 0, 0,
    0, 0, 73, 69, 78, 68, 174, 66, 96, 130,
];

/// What a virtual device is made of.
pub(crate) struct New {
    path: String,
    name: String,
    tags: Tags,
}

impl Operation for CreateVirtualMFADevice {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::CREATE_VIRTUAL_MFA_DEVICE;
    const RESOURCE: &'static [&'static str] = &["VirtualMFADeviceName"];
    const LIMITS: &'static str =
        "QRCodePNG is an image without a code; Base32StringSeed is what a device can be set up with.";
    type Input = New;
    type Output = (MfaDevice, String);

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<New, Fault> {
        Ok(New {
            path: fields.text("Path").unwrap_or(name::ROOT).to_owned(),
            name: fields.required("VirtualMFADeviceName").to_owned(),
            tags: tags::read(&fields)?,
        })
    }

    async fn run(
        engine: &Arc<Engine>,
        call: &Call,
        New { path, name, tags }: New,
    ) -> Result<Self::Output, Fault> {
        let serial = MfaDevice::serial_of(call.region.partition(), call.account, &path, &name);
        if name.len() > mfa_device::LONGEST_NAME || serial.len() > mfa_device::LONGEST_SERIAL {
            return Err(error::user::device_name_too_long());
        }
        let device = MfaDevice { serial, tags, enabled: None };
        engine.records.change(call.account, |change| {
            if change.get::<MfaDevice>(&device.serial)?.is_some() {
                return Err(error::user::device_exists());
            }
            if change.count(Kind::MfaDevice, mfa_device::MOST)? >= mfa_device::MOST {
                return Err(error::limit_exceeded("VirtualMFADevicesPerAccount", mfa_device::MOST));
            }
            change.put(&device)
        })?;
        // Of the host's chance: what is secret does not repeat. It is shown once and kept nowhere.
        Ok((device, Entropy::from_host().text(BASE32, SEED_CHARS)))
    }

    fn reply((device, seed): Self::Output) -> Outgoing {
        let shown = Fields::new(&iam::VIRTUAL_MFA_DEVICE)
            .with("SerialNumber", device.serial)
            .with("Base32StringSeed", Bytes::from(seed))
            .with("QRCodePNG", Bytes::from_static(PNG))
            .with("Tags", shown::tags(&device.tags));
        Fields::new(Self::SIGNATURE.output).with("VirtualMFADevice", shown).into()
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteVirtualMFADevice.html>
pub(crate) struct DeleteVirtualMFADevice;

impl Operation for DeleteVirtualMFADevice {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::DELETE_VIRTUAL_MFA_DEVICE;
    const RESOURCE: &'static [&'static str] = &["SerialNumber"];
    type Input = String;
    type Output = ();

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<String, Fault> {
        Ok(fields.required("SerialNumber").to_owned())
    }

    async fn run(engine: &Arc<Engine>, call: &Call, serial: String) -> Result<(), Fault> {
        engine.records.change(call.account, |change| {
            let device = change.get::<MfaDevice>(&serial)?.filter(MfaDevice::is_virtual);
            let device = device.ok_or_else(|| MfaDevice::missing(&serial))?;
            if device.enabled.is_some() {
                return Err(error::user::device_is_enabled());
            }
            change.remove::<MfaDevice>(&device.serial);
            Ok(())
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListVirtualMFADevices.html>. Neither seeds nor tags are in the list.
pub(crate) struct ListVirtualMFADevices;

/// Which devices a list is to have.
#[derive(Clone, Copy)]
pub(crate) enum Which {
    Any,
    Assigned,
    Unassigned,
}

impl Operation for ListVirtualMFADevices {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::LIST_VIRTUAL_MFA_DEVICES;
    type Input = (Asked, Which);
    type Output = Page<(String, Option<(Enabled, User)>)>;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let asked = Asked::read(call, &fields, "iam:ListVirtualMFADevices", &["AssignmentStatus"])?;
        let which = match fields.text("AssignmentStatus") {
            Some("Assigned") => Which::Assigned,
            Some("Unassigned") => Which::Unassigned,
            _ => Which::Any,
        };
        Ok((asked, which))
    }

    async fn run(
        engine: &Arc<Engine>,
        call: &Call,
        (mut asked, which): Self::Input,
    ) -> Result<Self::Output, Fault> {
        let (records, account) = (&engine.records, call.account);
        let is_meant = |device: &MfaDevice| {
            device.is_virtual()
                && match which {
                    Which::Any => true,
                    Which::Assigned => device.enabled.is_some(),
                    Which::Unassigned => device.enabled.is_none(),
                }
        };
        // Markers hold path and name alone, so that none is longer than `Marker` may be.
        let start = MfaDevice::serial_of(call.region.partition(), account, name::ROOT, "");
        let after = asked.after.as_ref().map(|after| format!("{start}{after}"));
        let devices = records.some(account, after.as_deref(), &mut asked.most, is_meant)?;
        let behind = |device: &MfaDevice| device.serial.get(start.len()..).unwrap_or_default().to_owned();
        asked.page(devices, behind).try_map(|device| {
            let assigned = match device.enabled {
                Some(enabled) => {
                    let user = User::find(records, account, &enabled.user)?;
                    Some((enabled, user))
                }
                None => None,
            };
            Ok((device.serial, assigned))
        })
    }

    fn reply(page: Self::Output) -> Outgoing {
        page.reply(Self::SIGNATURE.output, "VirtualMFADevices", |(serial, assigned)| {
            let mut shown = Fields::new(&iam::VIRTUAL_MFA_DEVICE).with("SerialNumber", serial);
            if let Some((enabled, user)) = assigned {
                shown.set("User", user.shown(true));
                shown.set("EnableDate", shown::time(enabled.at_s));
            }
            Value::Struct(shown)
        })
    }
}
