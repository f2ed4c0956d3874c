//! Server certificates: <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UploadServerCertificate.html> and its
//! siblings.

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::tag::Tags;
use wire::value::{Fields, Value};

use crate::certificate::server::{self, ServerCertificate, Texts};
use crate::engine::Engine;
use crate::error;
use crate::message::page::{Asked, Page};
use crate::message::{id, name, shown, tags};
use crate::model::iam;
use crate::ops::iam::listed;
use crate::records::Kind;

/// The member that names the certificate.
const NAME: &str = "ServerCertificateName";

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UploadServerCertificate.html>
pub(super) struct UploadServerCertificate;

/// What is uploaded.
pub(super) struct New {
    path: String,
    texts: Texts,
    expires_s: u64,
    tags: Tags,
}

impl Operation for UploadServerCertificate {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::UPLOAD_SERVER_CERTIFICATE;
    const RESOURCE: &'static [&'static str] = &[NAME];
    const LIMITS: &'static str = "Signatures of certificates are not checked, and keys are compared for RSA and elliptic \
                                  curves only.";
    type Input = New;
    type Output = ServerCertificate;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<New, Fault> {
        let texts = Texts {
            name: fields.required(NAME).to_owned(),
            body: fields.required("CertificateBody").to_owned(),
            chain: fields.text("CertificateChain").map(str::to_owned),
            private_key: fields.required("PrivateKey").to_owned(),
        };
        Ok(New {
            path: fields.text("Path").unwrap_or(name::ROOT).to_owned(),
            tags: tags::read(&fields)?,
            expires_s: server::check(&texts, call.now.secs())?,
            texts,
        })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, new: New) -> Result<ServerCertificate, Fault> {
        let New { path, texts, expires_s, tags } = new;
        let certificate = ServerCertificate {
            arn: name::arn(call, server::KIND, &path, &texts.name),
            id: id::new(id::Prefix::ServerCertificate, &engine.entropy),
            name: texts.name.clone(),
            path,
            uploaded_s: call.now.secs(),
            expires_s,
            tags,
        };
        engine.records.change(call.account, |change| {
            if change.get::<ServerCertificate>(&certificate.name)?.is_some() {
                return Err(error::certificate::exists(&certificate.name));
            }
            if change.count(Kind::ServerCertificate, server::MOST)? >= server::MOST {
                return Err(error::limit_exceeded("ServerCertificatesPerAccount", server::MOST));
            }
            change.put(&texts)?;
            change.put(&certificate)
        })?;
        Ok(certificate)
    }

    fn reply(certificate: ServerCertificate) -> Outgoing {
        Fields::new(Self::SIGNATURE.output)
            .with("ServerCertificateMetadata", certificate.metadata())
            .with("Tags", shown::tags(&certificate.tags))
            .into()
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetServerCertificate.html>
pub(super) struct GetServerCertificate;

impl Operation for GetServerCertificate {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::GET_SERVER_CERTIFICATE;
    const RESOURCE: &'static [&'static str] = &[NAME];
    type Input = String;
    type Output = (ServerCertificate, Texts);

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<String, Fault> {
        Ok(fields.required(NAME).to_owned())
    }

    async fn run(engine: &Arc<Engine>, call: &Call, name: String) -> Result<Self::Output, Fault> {
        let certificate = ServerCertificate::find(&engine.records, call.account, &name)?;
        let texts: Option<Texts> = engine.records.get(call.account, &certificate.name)?;
        // Between the two it may have been deleted.
        let texts = texts.ok_or_else(|| error::certificate::missing(&name))?;
        Ok((certificate, texts))
    }

    fn reply((certificate, texts): Self::Output) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).with("ServerCertificate", certificate.shown(texts)).into()
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListServerCertificates.html>
pub(super) struct ListServerCertificates;

impl Operation for ListServerCertificates {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::LIST_SERVER_CERTIFICATES;
    type Input = (Asked, String);
    type Output = Page<ServerCertificate>;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let asked = Asked::read(call, &fields, "iam:ListServerCertificates", &["PathPrefix"])?;
        Ok((asked, fields.text("PathPrefix").unwrap_or(name::ROOT).to_owned()))
    }

    async fn run(
        engine: &Arc<Engine>,
        call: &Call,
        (asked, prefix): Self::Input,
    ) -> Result<Self::Output, Fault> {
        let is_meant = move |certificate: &ServerCertificate| certificate.path.starts_with(&prefix);
        listed::page(engine, call, asked, is_meant).await
    }

    fn reply(page: Page<ServerCertificate>) -> Outgoing {
        page.reply(Self::SIGNATURE.output, "ServerCertificateMetadataList", |certificate| {
            Value::Struct(certificate.metadata())
        })
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateServerCertificate.html>
pub(super) struct UpdateServerCertificate;

/// What is asked for.
pub(super) struct Renaming {
    name: String,
    new_name: Option<String>,
    new_path: Option<String>,
}

impl Operation for UpdateServerCertificate {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::UPDATE_SERVER_CERTIFICATE;
    const RESOURCE: &'static [&'static str] = &[NAME];
    type Input = Renaming;
    type Output = ();

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Renaming, Fault> {
        Ok(Renaming {
            name: fields.required(NAME).to_owned(),
            new_name: fields.text("NewServerCertificateName").map(str::to_owned),
            new_path: fields.text("NewPath").map(str::to_owned),
        })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, asked: Renaming) -> Result<(), Fault> {
        let Renaming { name, new_name, new_path } = asked;
        engine.records.change(call.account, |change| {
            let mut certificate = ServerCertificate::demand(change, &name)?;
            let texts: Option<Texts> = change.get(&certificate.name)?;
            let mut texts = texts.ok_or_else(|| error::certificate::missing(&name))?;
            if let Some(new_name) = new_name.clone() {
                // It may take its own name in another spelling.
                let is_own = new_name.to_lowercase() == certificate.name.to_lowercase();
                if !is_own && change.get::<ServerCertificate>(&new_name)?.is_some() {
                    return Err(error::certificate::exists(&new_name));
                }
                change.remove::<ServerCertificate>(&certificate.name);
                change.remove::<Texts>(&certificate.name);
                certificate.name.clone_from(&new_name);
                texts.name = new_name;
            }
            certificate.path = new_path.clone().unwrap_or(certificate.path);
            certificate.arn = name::arn(call, server::KIND, &certificate.path, &certificate.name);
            change.put(&texts)?;
            change.put(&certificate)
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteServerCertificate.html>
pub(super) struct DeleteServerCertificate;

impl Operation for DeleteServerCertificate {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::DELETE_SERVER_CERTIFICATE;
    const RESOURCE: &'static [&'static str] = &[NAME];
    type Input = String;
    type Output = ();

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<String, Fault> {
        Ok(fields.required(NAME).to_owned())
    }

    async fn run(engine: &Arc<Engine>, call: &Call, name: String) -> Result<(), Fault> {
        engine.records.change(call.account, |change| {
            let certificate = ServerCertificate::demand(change, &name)?;
            change.remove::<Texts>(&certificate.name);
            change.remove::<ServerCertificate>(&certificate.name);
            Ok(())
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}
