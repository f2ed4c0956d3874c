//! Destinations of deliveries, and their policies: kept.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutDeliveryDestination.html>,
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetDeliveryDestination.html>,
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeDeliveryDestinations.html>,
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteDeliveryDestination.html>,
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutDeliveryDestinationPolicy.html>,
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetDeliveryDestinationPolicy.html>,
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteDeliveryDestinationPolicy.html>

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
use crate::records::keys::{self, OfAccount};
use base::arn::Arn;

pub(super) struct PutDeliveryDestination;
pub(super) struct GetDeliveryDestination;
pub(super) struct DescribeDeliveryDestinations;
pub(super) struct DeleteDeliveryDestination;
pub(super) struct PutDeliveryDestinationPolicy;
pub(super) struct GetDeliveryDestinationPolicy;
pub(super) struct DeleteDeliveryDestinationPolicy;

const DESTINATION: Noun = Noun {
    kind: OfAccount::DeliveryDestination,
    shape: &model::DELIVERY_DESTINATION,
    name: "name",
    resource: "delivery-destination",
    none: error::no_delivery_destination,
};

/// The type of a destination, by the resource that it is.
fn type_of(asked: &Fields) -> String {
    let configuration = asked.fields("deliveryDestinationConfiguration");
    let resource = configuration.and_then(|configuration| configuration.text("destinationResourceArn"));
    let by_arn = match resource.and_then(Arn::parse).map(|arn| arn.service).as_deref() {
        Some("s3") => "S3",
        Some("firehose") => "FH",
        None => "XRAY",
        Some(_) => "CWL",
    };
    asked.text("deliveryDestinationType").unwrap_or(by_arn).to_owned()
}

impl Operation for PutDeliveryDestination {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::PUT_DELIVERY_DESTINATION;
    const KEPT: &'static [&'static str] = &["deliveryDestinationConfiguration", "outputFormat", "roleArn"];
    type Input = (Fields, Tags);
    type Output = Fields;

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let tags = tag::given(&fields)?;
        Ok((fields, tags))
    }

    async fn run(
        engine: &Arc<Engine>,
        call: &Call,
        (asked, tags): Self::Input,
    ) -> Result<Self::Output, Fault> {
        let (place, name) = ((call.account, &call.region), asked.required("name"));
        let (key, resource) = (DESTINATION.key(place, name), DESTINATION.of(place, name));
        let destination = asked
            .recast(&model::DELIVERY_DESTINATION)
            .with("arn", call.arn("logs", resource.resource.as_str()).to_string())
            .with("deliveryDestinationType", type_of(&asked));
        engine.records.change(&[name], |change| {
            let before = change.kept(&key, &model::DELIVERY_DESTINATION)?;
            let format = asked.text("outputFormat");
            let is_other = |before: &Fields| format.is_some() && before.text("outputFormat") != format;
            resource.keep(change, before.is_none(), &tags)?;
            if before.as_ref().is_some_and(is_other) {
                return Err(error::other_format());
            }
            change.keep(key.clone(), &destination);
            Ok(())
        })?;
        tagged(engine, &resource, destination)
    }

    fn reply(kept: Fields) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).with("deliveryDestination", kept).into()
    }
}

impl Operation for GetDeliveryDestination {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::GET_DELIVERY_DESTINATION;
    type Input = String;
    type Output = Fields;

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        Ok(fields.required("name").to_owned())
    }

    async fn run(engine: &Arc<Engine>, call: &Call, name: Self::Input) -> Result<Self::Output, Fault> {
        DESTINATION.found(engine, call, &name)?.ok_or_else(error::no_delivery_destination)
    }

    fn reply(kept: Fields) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).with("deliveryDestination", kept).into()
    }
}

impl Operation for DescribeDeliveryDestinations {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::DESCRIBE_DELIVERY_DESTINATIONS;
    type Input = Paging;
    type Output = Page<Fields>;

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        Paging::read(&fields, "limit", 50, "logs:DescribeDeliveryDestinations", &[])
    }

    async fn run(engine: &Arc<Engine>, call: &Call, paging: Self::Input) -> Result<Self::Output, Fault> {
        DESTINATION.page(engine, call, paging).await
    }

    fn reply(page: Page<Fields>) -> Outgoing {
        page.reply(Fields::new(Self::SIGNATURE.output), "deliveryDestinations", |kept| kept)
    }
}

impl Operation for DeleteDeliveryDestination {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::DELETE_DELIVERY_DESTINATION;
    type Input = String;
    type Output = ();

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        Ok(fields.required("name").to_owned())
    }

    async fn run(engine: &Arc<Engine>, call: &Call, name: Self::Input) -> Result<Self::Output, Fault> {
        DESTINATION.delete(engine, call, &name, &[OfAccount::DeliveryDestinationPolicy])
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}

impl Operation for PutDeliveryDestinationPolicy {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::PUT_DELIVERY_DESTINATION_POLICY;
    const KEPT: &'static [&'static str] = &["deliveryDestinationPolicy"];
    type Input = (String, Fields);
    type Output = Fields;

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let policy = fields.recast(&model::POLICY);
        Ok((fields.required("deliveryDestinationName").to_owned(), policy))
    }

    async fn run(
        engine: &Arc<Engine>,
        call: &Call,
        (name, policy): Self::Input,
    ) -> Result<Self::Output, Fault> {
        let place = (call.account, &call.region);
        let destination = DESTINATION.key(place, &name);
        engine.records.change(&[&name], |change| {
            let found = change.kept(&destination, &model::DELIVERY_DESTINATION)?;
            found.ok_or_else(error::no_delivery_destination)?;
            change.keep(keys::of_account(place, OfAccount::DeliveryDestinationPolicy, &name), &policy);
            Ok(())
        })?;
        Ok(policy)
    }

    fn reply(policy: Fields) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).with("policy", policy).into()
    }
}

impl Operation for GetDeliveryDestinationPolicy {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::GET_DELIVERY_DESTINATION_POLICY;
    type Input = String;
    type Output = Fields;

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        Ok(fields.required("deliveryDestinationName").to_owned())
    }

    async fn run(engine: &Arc<Engine>, call: &Call, name: Self::Input) -> Result<Self::Output, Fault> {
        let place = (call.account, &call.region);
        let destination = DESTINATION.key(place, &name);
        let found = engine.records.kept(&destination, &model::DELIVERY_DESTINATION)?;
        found.ok_or_else(error::no_delivery_destination)?;
        let key = keys::of_account(place, OfAccount::DeliveryDestinationPolicy, &name);
        Ok(engine.records.kept(&key, &model::POLICY)?.unwrap_or_else(|| Fields::new(&model::POLICY)))
    }

    fn reply(policy: Fields) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).with("policy", policy).into()
    }
}

impl Operation for DeleteDeliveryDestinationPolicy {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::DELETE_DELIVERY_DESTINATION_POLICY;
    type Input = String;
    type Output = ();

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        Ok(fields.required("deliveryDestinationName").to_owned())
    }

    async fn run(engine: &Arc<Engine>, call: &Call, name: Self::Input) -> Result<Self::Output, Fault> {
        let place = (call.account, &call.region);
        let destination = DESTINATION.key(place, &name);
        engine.records.change(&[&name], |change| {
            let found = change.kept(&destination, &model::DELIVERY_DESTINATION)?;
            found.ok_or_else(error::no_delivery_destination)?;
            change.delete(keys::of_account(place, OfAccount::DeliveryDestinationPolicy, &name));
            Ok(())
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}
