//! Signing certificates: <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UploadSigningCertificate.html> and its
//! siblings. Who names no user means itself, or the root user.

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::{Fields, Value};

use crate::engine::Engine;
use crate::error;
use crate::identity::owner::{self, Owner};
use crate::identity::signing_certificate::{self, SigningCertificate};
use crate::message::page::{Asked, Page};
use crate::message::status;
use crate::model::iam;

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UploadSigningCertificate.html>
pub(super) struct UploadSigningCertificate;

impl Operation for UploadSigningCertificate {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::UPLOAD_SIGNING_CERTIFICATE;
    const RESOURCE: &'static [&'static str] = &["UserName"];
    const LIMITS: &'static str =
        "Of a certificate the outline is judged, not what it says; nothing is verified by it.";
    type Input = (Option<String>, String);
    type Output = Fields;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        Ok((owner::asked(call, &fields)?, fields.required("CertificateBody").to_owned()))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (user, body): Self::Input) -> Result<Fields, Fault> {
        engine.records.change(call.account, |change| {
            let mut owner = Owner::demand(change, user.as_deref())?;
            let id = signing_certificate::id_of(&body)?;
            if change.get::<SigningCertificate>(&id)?.is_some() {
                return Err(error::user::duplicate_certificate());
            }
            if owner.belongings().signing_certificates.len() >= signing_certificate::MOST {
                return Err(error::limit_exceeded("SigningCertificatesPerUser", signing_certificate::MOST));
            }
            let certificate =
                SigningCertificate { id, body: body.clone(), is_active: true, uploaded_s: call.now.secs() };
            owner.belongings_mut().signing_certificates.push(certificate.id.clone());
            owner.put(change)?;
            change.put(&certificate)?;
            Ok(certificate.shown(owner.name()))
        })
    }

    fn reply(certificate: Fields) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).with("Certificate", certificate).into()
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListSigningCertificates.html>
pub(super) struct ListSigningCertificates;

impl Operation for ListSigningCertificates {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::LIST_SIGNING_CERTIFICATES;
    const RESOURCE: &'static [&'static str] = &["UserName"];
    type Input = (Asked, Option<String>);
    type Output = Page<Fields>;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let asked = Asked::read(call, &fields, "iam:ListSigningCertificates", &["UserName"])?;
        Ok((asked, owner::asked(call, &fields)?))
    }

    async fn run(
        engine: &Arc<Engine>,
        call: &Call,
        (asked, user): Self::Input,
    ) -> Result<Self::Output, Fault> {
        let owner = Owner::find(&engine.records, call.account, user.as_deref())?;
        let page = asked.page_of_all(owner.belongings().signing_certificates.clone(), String::clone);
        page.try_map(|id| {
            let found = engine.records.get::<SigningCertificate>(call.account, &id)?;
            Ok(found.ok_or_else(|| SigningCertificate::missing(&id))?.shown(owner.name()))
        })
    }

    fn reply(page: Self::Output) -> Outgoing {
        page.reply(Self::SIGNATURE.output, "Certificates", Value::Struct)
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateSigningCertificate.html>
pub(super) struct UpdateSigningCertificate;

impl Operation for UpdateSigningCertificate {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::UPDATE_SIGNING_CERTIFICATE;
    const RESOURCE: &'static [&'static str] = &["UserName"];
    type Input = (Option<String>, String, bool);
    type Output = ();

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let id = fields.required("CertificateId").to_owned();
        Ok((owner::asked(call, &fields)?, id, status::read(&fields)?))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (user, id, is_active): Self::Input) -> Result<(), Fault> {
        engine.records.change(call.account, |change| {
            let owner = Owner::demand(change, user.as_deref())?;
            let held = &owner.belongings().signing_certificates;
            let certificate = SigningCertificate::demand(change, held, &id)?;
            change.put(&SigningCertificate { is_active, ..certificate })
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteSigningCertificate.html>
pub(super) struct DeleteSigningCertificate;

impl Operation for DeleteSigningCertificate {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::DELETE_SIGNING_CERTIFICATE;
    const RESOURCE: &'static [&'static str] = &["UserName"];
    type Input = (Option<String>, String);
    type Output = ();

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        Ok((owner::asked(call, &fields)?, fields.required("CertificateId").to_owned()))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (user, id): Self::Input) -> Result<(), Fault> {
        engine.records.change(call.account, |change| {
            let mut owner = Owner::demand(change, user.as_deref())?;
            let held = &owner.belongings().signing_certificates;
            let certificate = SigningCertificate::demand(change, held, &id)?;
            owner.belongings_mut().signing_certificates.retain(|held| *held != certificate.id);
            change.remove::<SigningCertificate>(&certificate.id);
            owner.put(change)
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}
