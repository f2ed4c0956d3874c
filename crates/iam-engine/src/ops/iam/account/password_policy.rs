//! The password policy: <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html>.

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::account::password_policy::PasswordPolicy;
use crate::engine::Engine;
use crate::error;
use crate::model::iam;

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountPasswordPolicy.html>
pub(in crate::ops::iam) struct GetAccountPasswordPolicy;

impl Operation for GetAccountPasswordPolicy {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::GET_ACCOUNT_PASSWORD_POLICY;
    type Input = ();
    type Output = PasswordPolicy;

    fn read(_: &Call, _: Incoming) -> Result<(), Fault> {
        Ok(())
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (): ()) -> Result<PasswordPolicy, Fault> {
        PasswordPolicy::find(&engine.records, call.account)
    }

    fn reply(policy: PasswordPolicy) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).with("PasswordPolicy", policy.shown()).into()
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccountPasswordPolicy.html>: what is not said is as it is
/// without a policy.
pub(in crate::ops::iam) struct UpdateAccountPasswordPolicy;

impl Operation for UpdateAccountPasswordPolicy {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::UPDATE_ACCOUNT_PASSWORD_POLICY;
    const KEPT: &'static [&'static str] = &["HardExpiry"];
    const LIMITS: &'static str = "There is no console to sign in to, so passwords that are too old are taken by ChangePassword \
                                  all the same.";
    type Input = PasswordPolicy;
    type Output = ();

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<PasswordPolicy, Fault> {
        Ok(PasswordPolicy::read(&fields))
    }

    async fn run(engine: &Arc<Engine>, call: &Call, policy: PasswordPolicy) -> Result<(), Fault> {
        engine.records.change(call.account, |change| change.put(&policy))
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteAccountPasswordPolicy.html>
pub(in crate::ops::iam) struct DeleteAccountPasswordPolicy;

impl Operation for DeleteAccountPasswordPolicy {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::DELETE_ACCOUNT_PASSWORD_POLICY;
    type Input = ();
    type Output = ();

    fn read(_: &Call, _: Incoming) -> Result<(), Fault> {
        Ok(())
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (): ()) -> Result<(), Fault> {
        engine.records.change(call.account, |change| {
            if change.get::<PasswordPolicy>(PasswordPolicy::NAME)?.is_none() {
                return Err(error::account::no_password_policy(call.account));
            }
            change.remove::<PasswordPolicy>(PasswordPolicy::NAME);
            Ok(())
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}
