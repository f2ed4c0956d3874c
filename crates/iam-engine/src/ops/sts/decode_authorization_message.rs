//! <https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html>

use std::sync::Arc;

use base::call::Call;
use serde_json::Value;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::error;
use crate::model::sts;
use crate::session::sealed::{self, Purpose};

pub(super) struct DecodeAuthorizationMessage;

impl Operation for DecodeAuthorizationMessage {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &sts::DECODE_AUTHORIZATION_MESSAGE;
    const LIMITS: &'static str =
        "No operation answers with an encoded message yet; those of AWS itself cannot be decoded here.";
    type Input = String;
    type Output = String;

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<String, Fault> {
        Ok(fields.required("EncodedMessage").to_owned())
    }

    async fn run(engine: &Arc<Engine>, _: &Call, message: String) -> Result<String, Fault> {
        let master = engine.records.master_if_made()?;
        let opened = master
            .and_then(|master| sealed::open::<Value>(&master, Purpose::AuthorizationMessage, message.trim()));
        opened.map(|message| message.to_string()).ok_or_else(error::sts::invalid_authorization_message)
    }

    fn reply(message: String) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).with("DecodedMessage", message).into()
    }
}
