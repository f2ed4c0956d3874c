//! Makes a parameter, or a version of one.
//!
//! <https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html>

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use crate::engine::Engine;
use crate::model;
use crate::parameter::kind::{AskedTier, Kind, Tier};
use crate::parameter::{name, policy, tag};
use crate::work::put::{self, Draft};

pub(super) struct PutParameter;

impl Operation for PutParameter {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::PUT_PARAMETER;
    const LIMITS: &'static str = "notifications of policies are kept and sent to nobody; of an image only the form of its id is \
                                  judged; an AllowedPattern that looks around or back is refused";
    type Input = Draft;
    type Output = (u64, Tier);

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Draft, Fault> {
        let text = |member: &str| fields.text(member).map(str::to_owned);
        let draft = Draft {
            name: name::new(call, fields.required("Name"))?,
            given: fields.required("Name").trim().to_owned(),
            value: fields.required("Value").to_owned(),
            kind: fields.text("Type").and_then(Kind::read),
            description: text("Description"),
            allowed_pattern: text("AllowedPattern"),
            key_id: text("KeyId"),
            overwrite: fields.boolean("Overwrite").unwrap_or_default(),
            tags: tag::given(&fields)?,
            tier: fields.text("Tier").and_then(AskedTier::read),
            policies: fields.text("Policies").map(policy::read).transpose()?,
            data_type: text("DataType"),
        };
        put::check(&draft)?;
        Ok(draft)
    }

    async fn run(engine: &Arc<Engine>, call: &Call, draft: Draft) -> Result<(u64, Tier), Fault> {
        engine.put(call, &draft).await
    }

    fn reply((version, tier): (u64, Tier)) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).with("Version", version).with("Tier", tier.shown()).into()
    }
}
