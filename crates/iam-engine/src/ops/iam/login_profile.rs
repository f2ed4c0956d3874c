//! Login profiles: <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateLoginProfile.html> and its siblings.

use std::sync::Arc;

use base::call::{Call, Caller};
use base::seams::KeyIdentity;
use policy::{Context, Document, Policies, Principal, Request, decide};
use wire::constraint::{broken_constraint, sentence, words};
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::account::password_policy::PasswordPolicy;
use crate::engine::Engine;
use crate::error;
use crate::identity::login_profile::LoginProfile;
use crate::identity::owner;
use crate::identity::user::User;
use crate::message::name;
use crate::model::iam;
use crate::records::Change;
use crate::simulation::entity::Entity;
use crate::simulation::source;

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateLoginProfile.html>
pub(super) struct CreateLoginProfile;

/// What a login profile is made of.
pub(super) struct New {
    user: String,
    password: String,
    is_to_be_reset: bool,
    max_session_s: Option<u32>,
}

impl Operation for CreateLoginProfile {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::CREATE_LOGIN_PROFILE;
    const RESOURCE: &'static [&'static str] = &["UserName"];
    const KEPT: &'static [&'static str] = &["PasswordResetRequired", "MaxSigninSessionDuration"];
    const LIMITS: &'static str = "There is no console to sign in to with the password.";
    type Input = New;
    type Output = LoginProfile;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<New, Fault> {
        let user = owner::asked_user(call, &fields)?;
        // The model leaves it open for sessions of AssumeRoot alone.
        let Some(password) = fields.text("Password") else {
            return Err(error::validation(sentence(&[broken_constraint("", "password", words::NOT_NULL)])));
        };
        Ok(New {
            user,
            password: password.to_owned(),
            is_to_be_reset: fields.boolean("PasswordResetRequired").unwrap_or_default(),
            max_session_s: max_session_s(&fields),
        })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, new: New) -> Result<LoginProfile, Fault> {
        let master = engine.records.master()?;
        engine.records.change(call.account, |change| {
            let user = User::demand(change, &new.user)?;
            PasswordPolicy::rules_of(policy(change)?.as_ref()).judge(&new.password)?;
            if change.get::<LoginProfile>(&user.name)?.is_some() {
                return Err(LoginProfile::taken(&user.name));
            }
            let mut profile =
                LoginProfile::new(&user.name, &user.id, &new.password, &master, call.now.secs());
            profile.is_to_be_reset = new.is_to_be_reset;
            profile.max_session_s = new.max_session_s;
            change.put(&profile)?;
            Ok(profile)
        })
    }

    fn reply(profile: LoginProfile) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).with("LoginProfile", profile.shown()).into()
    }
}

/// The password policy of the account, if it has one.
fn policy(change: &Change<'_>) -> Result<Option<PasswordPolicy>, Fault> {
    change.get(PasswordPolicy::NAME)
}

fn max_session_s(fields: &Fields) -> Option<u32> {
    fields.integer("MaxSigninSessionDuration").and_then(|given| u32::try_from(given).ok())
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetLoginProfile.html>
pub(super) struct GetLoginProfile;

impl Operation for GetLoginProfile {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::GET_LOGIN_PROFILE;
    const RESOURCE: &'static [&'static str] = &["UserName"];
    type Input = String;
    type Output = LoginProfile;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<String, Fault> {
        owner::asked_user(call, &fields)
    }

    async fn run(engine: &Arc<Engine>, call: &Call, name: String) -> Result<LoginProfile, Fault> {
        let user = User::find(&engine.records, call.account, &name)?;
        let profile = engine.records.get(call.account, &user.name)?;
        profile.ok_or_else(|| LoginProfile::missing(&user.name))
    }

    fn reply(profile: LoginProfile) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).with("LoginProfile", profile.shown()).into()
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateLoginProfile.html>. What the request leaves out stays.
pub(super) struct UpdateLoginProfile;

/// What is to become of a login profile.
pub(super) struct Changed {
    user: String,
    password: Option<String>,
    is_to_be_reset: Option<bool>,
    max_session_s: Option<u32>,
    forgets_max_session: bool,
}

impl Operation for UpdateLoginProfile {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::UPDATE_LOGIN_PROFILE;
    const RESOURCE: &'static [&'static str] = &["UserName"];
    const KEPT: &'static [&'static str] = &["PasswordResetRequired", "MaxSigninSessionDuration"];
    type Input = Changed;
    type Output = ();

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Changed, Fault> {
        let password = fields.text("Password");
        let forgets_max_session = fields.boolean("ResetMaxSigninSessionDuration").unwrap_or_default();
        if forgets_max_session && fields.has("MaxSigninSessionDuration") {
            return Err(error::user::both("MaxSigninSessionDuration", "ResetMaxSigninSessionDuration"));
        }
        Ok(Changed {
            user: fields.required("UserName").to_owned(),
            password: password.map(str::to_owned),
            is_to_be_reset: fields.boolean("PasswordResetRequired"),
            max_session_s: max_session_s(&fields),
            forgets_max_session,
        })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, changed: Changed) -> Result<(), Fault> {
        let master = engine.records.master()?;
        engine.records.change(call.account, |change| {
            let user = User::demand(change, &changed.user)?;
            let profile = change.get::<LoginProfile>(&user.name)?;
            let mut profile = profile.ok_or_else(|| LoginProfile::missing(&user.name))?;
            if let Some(password) = &changed.password {
                PasswordPolicy::rules_of(policy(change)?.as_ref()).judge(password)?;
                profile.set(&user.id, password, &master, call.now.secs());
            }
            profile.is_to_be_reset = changed.is_to_be_reset.unwrap_or(profile.is_to_be_reset);
            profile.max_session_s = match changed.max_session_s {
                None if changed.forgets_max_session => None,
                given => given.or(profile.max_session_s),
            };
            change.put(&profile)
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteLoginProfile.html>
pub(super) struct DeleteLoginProfile;

impl Operation for DeleteLoginProfile {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::DELETE_LOGIN_PROFILE;
    const RESOURCE: &'static [&'static str] = &["UserName"];
    type Input = String;
    type Output = ();

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<String, Fault> {
        owner::asked_user(call, &fields)
    }

    async fn run(engine: &Arc<Engine>, call: &Call, name: String) -> Result<(), Fault> {
        engine.records.change(call.account, |change| {
            let user = User::demand(change, &name)?;
            if change.get::<LoginProfile>(&user.name)?.is_none() {
                return Err(LoginProfile::missing(&user.name));
            }
            change.remove::<LoginProfile>(&user.name);
            Ok(())
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ChangePassword.html>
pub(super) struct ChangePassword;

/// Whether a user's own policies let it change its password, where the account's password policy does not:
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_enable-user-change.html>.
fn may(engine: &Engine, call: &Call, user: &User) -> Result<bool, Fault> {
    let held = source::held(&engine.records, call.account, &Entity::User(user.clone()))?;
    let identity: Vec<&Document> = held.identity.iter().map(|source| &source.document).collect();
    let boundary = held.boundary.as_ref().map(|source| &source.document);
    let principal = Principal::of(call);
    let context = Context::of(call, &principal);
    let request = Request {
        principal: &principal,
        canonical_user: None,
        action: "iam:ChangePassword",
        resource: &user.arn,
        owner: call.account,
        context: &context,
    };
    Ok(decide(&request, &Policies { identity: &identity, boundary, ..Policies::default() }).allowed)
}

/// A user's old password and its new one.
pub(super) struct Passwords {
    user: String,
    old: String,
    new: String,
}

impl Operation for ChangePassword {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::CHANGE_PASSWORD;
    type Input = Passwords;
    type Output = ();

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Passwords, Fault> {
        let Caller::Principal { principal, .. } = &call.caller else {
            return Err(error::user::users_alone());
        };
        let KeyIdentity::User(arn) = &principal.identity else { return Err(error::user::users_alone()) };
        let new = fields.required("NewPassword");
        Ok(Passwords {
            user: name::last(&arn.resource).to_owned(),
            old: fields.required("OldPassword").to_owned(),
            new: new.to_owned(),
        })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, asked: Passwords) -> Result<(), Fault> {
        let master = engine.records.master()?;
        engine.records.change(call.account, |change| {
            let user = User::demand(change, &asked.user)?;
            let policy = policy(change)?;
            if policy.as_ref().is_some_and(|policy| !policy.allows_change) && !may(engine, call, &user)? {
                return Err(error::user::may_not_change_password(&user.arn, &user.name));
            }
            let profile = change.get::<LoginProfile>(&user.name)?;
            let mut profile = profile.ok_or_else(|| LoginProfile::missing(&user.name))?;
            if !profile.is(&user.id, &asked.old, &master) {
                return Err(error::user::wrong_password());
            }
            PasswordPolicy::rules_of(policy.as_ref()).judge(&asked.new)?;
            let remembered = policy.and_then(|policy| policy.reuse_prevention).unwrap_or_default() as usize;
            if profile.was(&user.id, &asked.new, &master, remembered) {
                return Err(error::user::password_used_before());
            }
            profile.set(&user.id, &asked.new, &master, call.now.secs());
            profile.is_to_be_reset = false;
            change.put(&profile)
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}
