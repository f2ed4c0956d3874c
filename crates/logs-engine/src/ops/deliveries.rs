//! Deliveries from a source to a destination: kept; nothing is delivered.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateDelivery.html>,
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetDelivery.html>,
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeDeliveries.html>,
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteDelivery.html>,
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_UpdateDeliveryConfiguration.html>

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

pub(super) struct CreateDelivery;
pub(super) struct GetDelivery;
pub(super) struct DescribeDeliveries;
pub(super) struct DeleteDelivery;
pub(super) struct UpdateDeliveryConfiguration;

const DELIVERY: Noun = Noun {
    kind: OfAccount::Delivery,
    shape: &model::DELIVERY,
    name: "id",
    resource: "delivery",
    none: error::no_delivery,
};

impl Operation for CreateDelivery {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::CREATE_DELIVERY;
    const KEPT: &'static [&'static str] =
        &["deliverySourceName", "recordFields", "fieldDelimiter", "s3DeliveryConfiguration"];
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
        let place = (call.account, &call.region);
        let (source, arn) = (asked.required("deliverySourceName"), asked.required("deliveryDestinationArn"));
        // AWS's ids are sixteen letters and digits.
        let id: String = engine.records.fresh_uuid()?.replace('-', "").chars().take(16).collect();
        let resource = DELIVERY.of(place, &id);
        let delivery = engine.records.change(&[source], |change| {
            let key = keys::of_account(place, OfAccount::DeliverySource, source);
            change.kept(&key, &model::DELIVERY_SOURCE)?.ok_or_else(error::no_delivery_source)?;
            let name = arn.rsplit(':').next().unwrap_or_default();
            let key = keys::of_account(place, OfAccount::DeliveryDestination, name);
            let destination = change.kept(&key, &model::DELIVERY_DESTINATION)?;
            let destination = destination.filter(|destination| destination.text("arn") == Some(arn));
            let destination = destination.ok_or_else(error::no_delivery_destination)?;
            let destination_type = destination.text("deliveryDestinationType");
            let all = keys::all_of_account(place, OfAccount::Delivery);
            for other in change.all_kept(&all, &model::DELIVERY)? {
                if other.text("deliverySourceName") != Some(source) {
                    continue;
                }
                if other.text("deliveryDestinationArn") == Some(arn) {
                    return Err(error::delivery_exists());
                }
                if other.text("deliveryDestinationType") == destination_type {
                    return Err(error::delivery_of_type_exists());
                }
            }
            let delivery = asked
                .recast(&model::DELIVERY)
                .with("id", id.as_str())
                .with("arn", call.arn("logs", resource.resource.as_str()).to_string())
                .with("deliveryDestinationType", destination_type);
            resource.keep(change, true, &tags)?;
            change.keep(DELIVERY.key(place, &id), &delivery);
            Ok(delivery)
        })?;
        tagged(engine, &resource, delivery)
    }

    fn reply(delivery: Fields) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).with("delivery", delivery).into()
    }
}

impl Operation for GetDelivery {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::GET_DELIVERY;
    type Input = String;
    type Output = Fields;

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        Ok(fields.required("id").to_owned())
    }

    async fn run(engine: &Arc<Engine>, call: &Call, name: Self::Input) -> Result<Self::Output, Fault> {
        DELIVERY.found(engine, call, &name)?.ok_or_else(error::no_delivery)
    }

    fn reply(kept: Fields) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).with("delivery", kept).into()
    }
}

impl Operation for DescribeDeliveries {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::DESCRIBE_DELIVERIES;
    type Input = Paging;
    type Output = Page<Fields>;

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        Paging::read(&fields, "limit", 50, "logs:DescribeDeliveries", &[])
    }

    async fn run(engine: &Arc<Engine>, call: &Call, paging: Self::Input) -> Result<Self::Output, Fault> {
        DELIVERY.page(engine, call, paging).await
    }

    fn reply(page: Page<Fields>) -> Outgoing {
        page.reply(Fields::new(Self::SIGNATURE.output), "deliveries", |kept| kept)
    }
}

impl Operation for DeleteDelivery {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::DELETE_DELIVERY;
    type Input = String;
    type Output = ();

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        Ok(fields.required("id").to_owned())
    }

    async fn run(engine: &Arc<Engine>, call: &Call, name: Self::Input) -> Result<Self::Output, Fault> {
        DELIVERY.delete(engine, call, &name, &[])
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}

impl Operation for UpdateDeliveryConfiguration {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::UPDATE_DELIVERY_CONFIGURATION;
    const KEPT: &'static [&'static str] = &["recordFields", "fieldDelimiter", "s3DeliveryConfiguration"];
    type Input = Fields;
    type Output = ();

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        Ok(fields)
    }

    async fn run(engine: &Arc<Engine>, call: &Call, asked: Self::Input) -> Result<Self::Output, Fault> {
        let id = asked.required("id");
        let key = keys::of_account((call.account, &call.region), OfAccount::Delivery, id);
        engine.records.change(&[id], |change| {
            let mut delivery = change.kept(&key, &model::DELIVERY)?.ok_or_else(error::no_delivery)?;
            for member in ["recordFields", "fieldDelimiter", "s3DeliveryConfiguration"] {
                if let Some(value) = asked.recast(&model::DELIVERY).get(member) {
                    delivery.set(member, value.clone());
                }
            }
            change.keep(key.clone(), &delivery);
            Ok(())
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}
