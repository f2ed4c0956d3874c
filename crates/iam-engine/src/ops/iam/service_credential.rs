//! Service-specific credentials:
//! <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateServiceSpecificCredential.html> and its siblings.

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::{Fields, Value};

use crate::engine::Engine;
use crate::error;
use crate::identity::owner;
use crate::identity::service_credential::{self, Form, ServiceCredential};
use crate::identity::user::User;
use crate::message::page::{Asked, Page};
use crate::message::{id, status};
use crate::model::iam;
use crate::ops::iam::listed;
use crate::records::Change;

const DAY_S: u64 = 86_400;

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateServiceSpecificCredential.html>
pub(super) struct CreateServiceSpecificCredential;

/// What a credential is made of.
pub(super) struct New {
    user: String,
    service: String,
    age_days: Option<u64>,
}

impl Operation for CreateServiceSpecificCredential {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::CREATE_SERVICE_SPECIFIC_CREDENTIAL;
    const RESOURCE: &'static [&'static str] = &["UserName"];
    const LIMITS: &'static str = "None of the services that take such credentials asks for them here.";
    type Input = New;
    type Output = Fields;

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<New, Fault> {
        let age_days = fields.integer("CredentialAgeDays").and_then(|days| u64::try_from(days).ok());
        Ok(New {
            user: fields.required("UserName").to_owned(),
            service: fields.required("ServiceName").to_owned(),
            age_days,
        })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, new: New) -> Result<Fields, Fault> {
        engine.records.change(call.account, |change| {
            let mut user = User::demand(change, &new.user)?;
            let form = service_credential::form_of(&new.service);
            let form = form.ok_or_else(|| error::user::no_credentials_for(&new.service))?;
            if form == Form::Password && new.age_days.is_some() {
                return Err(error::user::not_for("CredentialAgeDays", &new.service));
            }
            let credential = ServiceCredential {
                id: id::new(id::Prefix::ServiceSpecificCredential, &engine.entropy),
                alias: free_alias(change, &user, &new.service, call.account.as_str())?,
                user: user.name.clone(),
                service: new.service.clone(),
                is_active: true,
                created_s: call.now.secs(),
                expires_s: new
                    .age_days
                    .map(|days| call.now.secs().saturating_add(days.saturating_mul(DAY_S))),
            };
            user.belongings.service_credentials.push(credential.id.clone());
            change.put(&user)?;
            change.put(&credential)?;
            Ok(credential.shown_with_a_secret(call.now))
        })
    }

    fn reply(credential: Fields) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).with("ServiceSpecificCredential", credential).into()
    }
}

/// The first name that no other credential of the user has for the service.
///
/// # Errors
///
/// All are taken. The name of the quota is our guess.
fn free_alias(change: &Change<'_>, user: &User, service: &str, account: &str) -> Result<String, Fault> {
    let mut taken = Vec::new();
    for id in &user.belongings.service_credentials {
        let held = change.get::<ServiceCredential>(id)?.filter(|held| held.service == service);
        taken.extend(held.map(|held| held.alias));
    }
    let free =
        service_credential::aliases(&user.name, account).into_iter().find(|alias| !taken.contains(alias));
    match free {
        Some(alias) if taken.len() < service_credential::MOST => Ok(alias),
        _ => Err(error::limit_exceeded("ServiceSpecificCredentialsPerUser", service_credential::MOST)),
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListServiceSpecificCredentials.html>
pub(super) struct ListServiceSpecificCredentials;

/// Which credentials a list is to have.
pub(super) struct Meant {
    /// The user's; nothing if all users' are meant.
    user: Option<String>,
    service: Option<String>,
}

impl Meant {
    fn takes(&self, held: &ServiceCredential) -> bool {
        self.service.as_ref().is_none_or(|name| held.service == *name)
    }
}

impl Operation for ListServiceSpecificCredentials {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::LIST_SERVICE_SPECIFIC_CREDENTIALS;
    const RESOURCE: &'static [&'static str] = &["UserName"];
    type Input = (Asked, Meant);
    type Output = Page<Fields>;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let bound = ["UserName", "ServiceName"];
        let asked = Asked::read(call, &fields, "iam:ListServiceSpecificCredentials", &bound)?;
        let of_all = fields.boolean("AllUsers").unwrap_or_default();
        if of_all && fields.has("UserName") {
            return Err(error::user::both("UserName", "AllUsers"));
        }
        let service = fields.text("ServiceName").map(str::to_owned);
        if let Some(service) = service.as_deref().filter(|name| service_credential::form_of(name).is_none()) {
            return Err(error::user::no_credentials_for(service));
        }
        let user = if of_all { None } else { Some(owner::asked_user(call, &fields)?) };
        Ok((asked, Meant { user, service }))
    }

    async fn run(
        engine: &Arc<Engine>,
        call: &Call,
        (asked, meant): Self::Input,
    ) -> Result<Self::Output, Fault> {
        let (records, account) = (&engine.records, call.account);
        let page = match meant.user.clone() {
            Some(user) => {
                let user = User::find(records, account, &user)?;
                let mut held = Vec::new();
                for id in &user.belongings.service_credentials {
                    held.extend(
                        records.get::<ServiceCredential>(account, id)?.filter(|held| meant.takes(held)),
                    );
                }
                asked.page_of_all(held, |held| held.id.clone())
            }
            None => {
                listed::page(engine, call, asked, move |held: &ServiceCredential| meant.takes(held)).await?
            }
        };
        Ok(page.map(|held| held.shown_in_a_list(call.now)))
    }

    fn reply(page: Self::Output) -> Outgoing {
        page.reply(Self::SIGNATURE.output, "ServiceSpecificCredentials", Value::Struct)
    }
}

/// A credential by its id, and the user that it must be of; nothing if the root user asks and names none.
type Asking = (Option<String>, String);

fn asking(call: &Call, fields: &Fields) -> Result<Asking, Fault> {
    Ok((owner::asked(call, fields)?, fields.required("ServiceSpecificCredentialId").to_owned()))
}

/// The credential that is asked for.
///
/// # Errors
///
/// There is none, or it is another user's.
fn demand(change: &Change<'_>, (user, id): &Asking) -> Result<ServiceCredential, Fault> {
    let mut found = change.get::<ServiceCredential>(id)?;
    if let Some(user) = user {
        let user = User::demand(change, user)?;
        found = found.filter(|found| user.belongings.service_credentials.contains(&found.id));
    }
    found.filter(|found| found.id == *id).ok_or_else(|| error::user::no_credential(id))
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ResetServiceSpecificCredential.html>
pub(super) struct ResetServiceSpecificCredential;

impl Operation for ResetServiceSpecificCredential {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::RESET_SERVICE_SPECIFIC_CREDENTIAL;
    const RESOURCE: &'static [&'static str] = &["UserName"];
    type Input = Asking;
    type Output = Fields;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Asking, Fault> {
        asking(call, &fields)
    }

    async fn run(engine: &Arc<Engine>, call: &Call, asking: Asking) -> Result<Fields, Fault> {
        let found = engine.records.change(call.account, |change| demand(change, &asking))?;
        Ok(found.shown_with_a_secret(call.now))
    }

    fn reply(credential: Fields) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).with("ServiceSpecificCredential", credential).into()
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateServiceSpecificCredential.html>
pub(super) struct UpdateServiceSpecificCredential;

impl Operation for UpdateServiceSpecificCredential {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::UPDATE_SERVICE_SPECIFIC_CREDENTIAL;
    const RESOURCE: &'static [&'static str] = &["UserName"];
    type Input = (Asking, bool);
    type Output = ();

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        Ok((asking(call, &fields)?, status::read(&fields)?))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (asking, is_active): Self::Input) -> Result<(), Fault> {
        engine.records.change(call.account, |change| {
            let credential = demand(change, &asking)?;
            change.put(&ServiceCredential { is_active, ..credential })
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteServiceSpecificCredential.html>
pub(super) struct DeleteServiceSpecificCredential;

impl Operation for DeleteServiceSpecificCredential {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::DELETE_SERVICE_SPECIFIC_CREDENTIAL;
    const RESOURCE: &'static [&'static str] = &["UserName"];
    type Input = Asking;
    type Output = ();

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Asking, Fault> {
        asking(call, &fields)
    }

    async fn run(engine: &Arc<Engine>, call: &Call, asking: Asking) -> Result<(), Fault> {
        engine.records.change(call.account, |change| {
            let credential = demand(change, &asking)?;
            let mut user = User::demand(change, &credential.user)?;
            user.belongings.service_credentials.retain(|held| *held != credential.id);
            change.remove::<ServiceCredential>(&credential.id);
            change.put(&user)
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}
