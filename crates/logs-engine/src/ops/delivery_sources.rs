//! Sources of deliveries: kept.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutDeliverySource.html>,
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetDeliverySource.html>,
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeDeliverySources.html>,
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteDeliverySource.html>

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use wire::tag::Tags;

use super::delivery::{Noun, tagged};
use super::paging::{Page, Paging};
use crate::engine::Engine;
use crate::error;
use crate::group::tag;
use crate::model;
use crate::records::keys::OfAccount;
use base::arn::Arn;

pub(super) struct PutDeliverySource;
pub(super) struct GetDeliverySource;
pub(super) struct DescribeDeliverySources;
pub(super) struct DeleteDeliverySource;

const SOURCE: Noun = Noun {
    kind: OfAccount::DeliverySource,
    shape: &model::DELIVERY_SOURCE,
    name: "name",
    resource: "delivery-source",
    none: error::no_delivery_source,
};

/// The services whose logs AWS delivers so, with the types of their logs: those that the page of PutDeliverySource names under
/// `logType`. Its newer ones may be missing.
const SERVICES: &[(&str, &[&str])] = &[
    ("cloudfront", &["ACCESS_LOGS", "CONNECTION_LOGS"]),
    ("bedrock", &["APPLICATION_LOGS"]),
    ("codewhisperer", &["EVENT_LOGS"]),
    ("mediapackage", &["EGRESS_ACCESS_LOGS", "INGRESS_ACCESS_LOGS"]),
    ("mediatailor", &["AD_DECISION_SERVER_LOGS", "MANIFEST_SERVICE_LOGS", "TRANSCODE_LOGS"]),
    ("sso", &["ERROR_LOGS"]),
    ("qdeveloper", &["EVENT_LOGS"]),
    ("ses", &["APPLICATION_LOG"]),
    (
        "workmail",
        &[
            "ACCESS_CONTROL_LOGS",
            "AUTHENTICATION_LOGS",
            "WORKMAIL_AVAILABILITY_PROVIDER_LOGS",
            "WORKMAIL_MAILBOX_ACCESS_LOGS",
            "WORKMAIL_PERSONAL_ACCESS_TOKEN_LOGS",
        ],
    ),
];

/// The service of a resource whose logs are to be delivered.
///
/// # Errors
///
/// Its logs are not delivered so. The first sentence is recorded.
fn service(resource: &str, log_type: &str) -> Result<String, Fault> {
    let arn = Arn::parse(resource).ok_or_else(error::no_service)?;
    let known = SERVICES.iter().find(|(service, _)| *service == arn.service).ok_or_else(error::no_service)?;
    if known.1.contains(&log_type) { Ok(arn.service) } else { Err(error::wrong_log_type()) }
}

impl Operation for PutDeliverySource {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::PUT_DELIVERY_SOURCE;
    const KEPT: &'static [&'static str] = &["resourceArn", "deliverySourceConfiguration"];
    type Input = (Fields, Tags, String);
    type Output = Fields;

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let tags = tag::given(&fields)?;
        let service = service(fields.required("resourceArn"), fields.required("logType"))?;
        Ok((fields, tags, service))
    }

    async fn run(
        engine: &Arc<Engine>,
        call: &Call,
        (asked, tags, service): Self::Input,
    ) -> Result<Self::Output, Fault> {
        let (place, name) = ((call.account, &call.region), asked.required("name"));
        let (key, resource) = (SOURCE.key(place, name), SOURCE.of(place, name));
        let source = asked
            .recast(&model::DELIVERY_SOURCE)
            .with("arn", call.arn("logs", resource.resource.as_str()).to_string())
            .with("resourceArns", vec![asked.required("resourceArn")])
            .with("service", service)
            .with("status", "ACTIVE");
        engine.records.change(&[name], |change| {
            let before = change.kept(&key, &model::DELIVERY_SOURCE)?;
            if before
                .as_ref()
                .is_some_and(|before| before.texts("resourceArns").ne(source.texts("resourceArns")))
            {
                return Err(error::other_resource());
            }
            resource.keep(change, before.is_none(), &tags)?;
            change.keep(key.clone(), &source);
            Ok(())
        })?;
        tagged(engine, &resource, source)
    }

    fn reply(source: Fields) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).with("deliverySource", source).into()
    }
}

impl Operation for GetDeliverySource {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::GET_DELIVERY_SOURCE;
    type Input = String;
    type Output = Fields;

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        Ok(fields.required("name").to_owned())
    }

    async fn run(engine: &Arc<Engine>, call: &Call, name: Self::Input) -> Result<Self::Output, Fault> {
        SOURCE.found(engine, call, &name)?.ok_or_else(error::no_delivery_source_to_get)
    }

    fn reply(kept: Fields) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).with("deliverySource", kept).into()
    }
}

impl Operation for DescribeDeliverySources {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::DESCRIBE_DELIVERY_SOURCES;
    type Input = Paging;
    type Output = Page<Fields>;

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        Paging::read(&fields, "limit", 50, "logs:DescribeDeliverySources", &[])
    }

    async fn run(engine: &Arc<Engine>, call: &Call, paging: Self::Input) -> Result<Self::Output, Fault> {
        SOURCE.page(engine, call, paging).await
    }

    fn reply(page: Page<Fields>) -> Outgoing {
        page.reply(Fields::new(Self::SIGNATURE.output), "deliverySources", |kept| kept)
    }
}

impl Operation for DeleteDeliverySource {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::DELETE_DELIVERY_SOURCE;
    type Input = String;
    type Output = ();

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        Ok(fields.required("name").to_owned())
    }

    async fn run(engine: &Arc<Engine>, call: &Call, name: Self::Input) -> Result<Self::Output, Fault> {
        SOURCE.delete(engine, call, &name, &[])
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}
