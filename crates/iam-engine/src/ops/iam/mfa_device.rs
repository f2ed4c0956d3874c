//! MFA devices of users: <https://docs.aws.amazon.com/IAM/latest/APIReference/API_EnableMFADevice.html> and its siblings.

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::{Fields, Value};

use crate::engine::Engine;
use crate::error;
use crate::identity::mfa_device::{self, Enabled, MfaDevice};
use crate::identity::owner::{self, Owner};
use crate::identity::user::User;
use crate::message::page::{Asked, Page};
use crate::message::shown;
use crate::model::iam;

pub(super) mod virtual_device;

/// What is said of codes in the coverage of both operations that take them.
const ANY_CODES: &str = "Any two codes that differ are taken, since nobody holds the device.";

/// A user, the serial number of a device, and whether the two codes may be its.
pub(super) struct Proven {
    user: String,
    serial: String,
}

impl Proven {
    /// # Errors
    ///
    /// The codes are equal: those of a device that follow one another are not.
    fn read(fields: &Fields) -> Result<Proven, Fault> {
        if fields.required("AuthenticationCode1") == fields.required("AuthenticationCode2") {
            return Err(error::user::wrong_code());
        }
        Ok(Proven {
            user: fields.required("UserName").to_owned(),
            serial: fields.required("SerialNumber").to_owned(),
        })
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_EnableMFADevice.html>
pub(super) struct EnableMFADevice;

impl Operation for EnableMFADevice {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::ENABLE_MFA_DEVICE;
    const RESOURCE: &'static [&'static str] = &["UserName"];
    const LIMITS: &'static str = ANY_CODES;
    type Input = Proven;
    type Output = ();

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Proven, Fault> {
        Proven::read(&fields)
    }

    async fn run(engine: &Arc<Engine>, call: &Call, Proven { user, serial }: Proven) -> Result<(), Fault> {
        engine.records.change(call.account, |change| {
            let mut user = User::demand(change, &user)?;
            let mut device = match change.get::<MfaDevice>(&serial)? {
                Some(device) => device,
                None if mfa_device::is_virtual(&serial) => return Err(MfaDevice::missing(&serial)),
                // A device that somebody has bought.
                None => MfaDevice { serial: serial.clone(), tags: Vec::new(), enabled: None },
            };
            if device.enabled.is_some() {
                return Err(error::user::device_in_use());
            }
            if user.belongings.mfa_devices.len() >= mfa_device::MOST_OF_A_USER {
                return Err(error::limit_exceeded("MFADevicesPerUser", mfa_device::MOST_OF_A_USER));
            }
            device.enabled = Some(Enabled { user: user.name.clone(), at_s: call.now.secs() });
            user.belongings.mfa_devices.push(device.serial.clone());
            change.put(&device)?;
            change.put(&user)
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ResyncMFADevice.html>
pub(super) struct ResyncMFADevice;

impl Operation for ResyncMFADevice {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::RESYNC_MFA_DEVICE;
    const RESOURCE: &'static [&'static str] = &["UserName"];
    const LIMITS: &'static str = ANY_CODES;
    type Input = Proven;
    type Output = ();

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Proven, Fault> {
        Proven::read(&fields)
    }

    async fn run(engine: &Arc<Engine>, call: &Call, Proven { user, serial }: Proven) -> Result<(), Fault> {
        let user = User::find(&engine.records, call.account, &user)?;
        if user.belongings.mfa_devices.contains(&serial) {
            Ok(())
        } else {
            Err(error::user::not_enabled(&user.name))
        }
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeactivateMFADevice.html>
pub(super) struct DeactivateMFADevice;

impl Operation for DeactivateMFADevice {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::DEACTIVATE_MFA_DEVICE;
    const RESOURCE: &'static [&'static str] = &["UserName"];
    type Input = (String, String);
    type Output = ();

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        Ok((owner::asked_user(call, &fields)?, fields.required("SerialNumber").to_owned()))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (user, serial): Self::Input) -> Result<(), Fault> {
        engine.records.change(call.account, |change| {
            let mut user = User::demand(change, &user)?;
            let device = change.get::<MfaDevice>(&serial)?;
            let is_its = |device: &MfaDevice| user.belongings.mfa_devices.contains(&device.serial);
            let mut device = device.filter(is_its).ok_or_else(|| error::user::not_enabled(&user.name))?;
            user.belongings.mfa_devices.retain(|held| *held != device.serial);
            change.put(&user)?;
            if device.is_virtual() {
                device.enabled = None;
                change.put(&device)
            } else {
                change.remove::<MfaDevice>(&device.serial);
                Ok(())
            }
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListMFADevices.html>
pub(super) struct ListMFADevices;

impl Operation for ListMFADevices {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::LIST_MFA_DEVICES;
    const RESOURCE: &'static [&'static str] = &["UserName"];
    type Input = (Asked, Option<String>);
    type Output = Page<(String, Enabled)>;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let asked = Asked::read(call, &fields, "iam:ListMFADevices", &["UserName"])?;
        Ok((asked, owner::asked(call, &fields)?))
    }

    async fn run(
        engine: &Arc<Engine>,
        call: &Call,
        (asked, user): Self::Input,
    ) -> Result<Self::Output, Fault> {
        let (records, account) = (&engine.records, call.account);
        let owner = Owner::find(records, account, user.as_deref())?;
        let mut devices = Vec::new();
        for serial in &owner.belongings().mfa_devices {
            let MfaDevice { serial, enabled, .. } = MfaDevice::find(records, account, serial)?;
            devices.extend(enabled.map(|enabled| (serial, enabled)));
        }
        devices.sort_by(|(one, _), (other, _)| one.cmp(other));
        // A place, not a serial number, so that a marker is never longer than `Marker` may be.
        let page = asked.page_of_all(devices.into_iter().enumerate().collect(), |(at, _)| format!("{at:04}"));
        Ok(page.map(|(_, device)| device))
    }

    fn reply(page: Self::Output) -> Outgoing {
        page.reply(Self::SIGNATURE.output, "MFADevices", |(serial, enabled)| {
            let shown = Fields::new(&iam::MFA_DEVICE)
                .with("UserName", enabled.user)
                .with("SerialNumber", serial)
                .with("EnableDate", shown::time(enabled.at_s));
            Value::Struct(shown)
        })
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetMFADevice.html>
pub(super) struct GetMFADevice;

impl Operation for GetMFADevice {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::GET_MFA_DEVICE;
    const RESOURCE: &'static [&'static str] = &["UserName"];
    const LIMITS: &'static str = "Devices have no certifications. On AWS the operation is for FIDO security keys alone; here every device is shown.";
    type Input = (Option<String>, String);
    type Output = MfaDevice;

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let user = fields.text("UserName").map(str::to_owned);
        Ok((user, fields.required("SerialNumber").to_owned()))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (user, serial): Self::Input) -> Result<MfaDevice, Fault> {
        let (records, account) = (&engine.records, call.account);
        if let Some(user) = user {
            let user = User::find(records, account, &user)?;
            if !user.belongings.mfa_devices.contains(&serial) {
                return Err(error::user::not_enabled(&user.name));
            }
        }
        MfaDevice::find(records, account, &serial)
    }

    fn reply(device: MfaDevice) -> Outgoing {
        let mut fields = Fields::new(Self::SIGNATURE.output).with("SerialNumber", device.serial);
        if let Some(enabled) = device.enabled {
            fields.set("UserName", enabled.user);
            fields.set("EnableDate", shown::time(enabled.at_s));
        }
        fields.into()
    }
}
