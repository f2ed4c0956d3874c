//! Outbound web identity federation:
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_outbound.html>.

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::account::outbound::Outbound;
use crate::engine::Engine;
use crate::error;
use crate::federation::named::own_issuer;
use crate::model::iam;
use crate::records::Records;

/// Whether it was enabled.
fn is_on(found: Option<Outbound>) -> bool {
    found == Some(Outbound::Enabled)
}

/// Sets what was not set so.
fn set(records: &Records, call: &Call, to: Outbound, otherwise: fn() -> Fault) -> Result<(), Fault> {
    records.change(call.account, |change| {
        if is_on(change.get(Outbound::NAME)?) == is_on(Some(to)) {
            return Err(otherwise());
        }
        change.put(&to)
    })
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_EnableOutboundWebIdentityFederation.html>
pub(in crate::ops::iam) struct EnableOutboundWebIdentityFederation;

impl Operation for EnableOutboundWebIdentityFederation {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::ENABLE_OUTBOUND_WEB_IDENTITY_FEDERATION;
    const LIMITS: &'static str =
        "The issuer is this server itself; until it was disabled STS gives tokens without it.";
    type Input = ();
    type Output = String;

    fn read(_: &Call, _: Incoming) -> Result<(), Fault> {
        Ok(())
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (): ()) -> Result<String, Fault> {
        set(&engine.records, call, Outbound::Enabled, error::account::outbound_is_on)?;
        Ok(own_issuer(call))
    }

    fn reply(issuer: String) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).with("IssuerIdentifier", issuer).into()
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DisableOutboundWebIdentityFederation.html>
pub(in crate::ops::iam) struct DisableOutboundWebIdentityFederation;

impl Operation for DisableOutboundWebIdentityFederation {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::DISABLE_OUTBOUND_WEB_IDENTITY_FEDERATION;
    type Input = ();
    type Output = ();

    fn read(_: &Call, _: Incoming) -> Result<(), Fault> {
        Ok(())
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (): ()) -> Result<(), Fault> {
        set(&engine.records, call, Outbound::Disabled, error::account::outbound_is_off)
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetOutboundWebIdentityFederationInfo.html>
pub(in crate::ops::iam) struct GetOutboundWebIdentityFederationInfo;

impl Operation for GetOutboundWebIdentityFederationInfo {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &iam::GET_OUTBOUND_WEB_IDENTITY_FEDERATION_INFO;
    type Input = ();
    type Output = String;

    fn read(_: &Call, _: Incoming) -> Result<(), Fault> {
        Ok(())
    }

    async fn run(engine: &Arc<Engine>, call: &Call, (): ()) -> Result<String, Fault> {
        let found = engine.records.get(call.account, Outbound::NAME)?;
        if is_on(found) { Ok(own_issuer(call)) } else { Err(error::account::outbound_is_off()) }
    }

    fn reply(issuer: String) -> Outgoing {
        Fields::new(Self::SIGNATURE.output)
            .with("IssuerIdentifier", issuer)
            .with("JwtVendingEnabled", true)
            .into()
    }
}
