//! Destinations for other accounts: kept.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutDestination.html>,
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutDestinationPolicy.html>,
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeDestinations.html>,
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteDestination.html>

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use super::paging::{Page, Paging};
use crate::engine::Engine;
use crate::error;
use crate::group::tag;
use crate::model;
use crate::records::keys::{self, OfAccount};
use wire::tag::Tags;

pub(super) struct PutDestination;
pub(super) struct PutDestinationPolicy;
pub(super) struct DescribeDestinations;
pub(super) struct DeleteDestination;

impl Operation for PutDestination {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::PUT_DESTINATION;
    const KEPT: &'static [&'static str] = &["targetArn", "roleArn"];
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
        let (place, name) = ((call.account, &call.region), asked.required("destinationName"));
        let key = keys::of_account(place, OfAccount::Destination, name);
        let resource = format!("destination:{name}");
        let arn = call.arn("logs", resource.as_str()).to_string();
        engine.records.change(&[name], |change| {
            let before = change.kept(&key, &model::DESTINATION)?;
            let of_before = |member: &str| before.as_ref().and_then(|before| before.text(member));
            let created = before.as_ref().and_then(|before| before.integer("creationTime"));
            let now = i64::try_from(call.now.millis()).unwrap_or(i64::MAX);
            let destination = asked
                .recast(&model::DESTINATION)
                .with("arn", arn.as_str())
                .with("accessPolicy", of_before("accessPolicy"))
                .with("creationTime", created.unwrap_or(now));
            if before.is_none() && !tags.is_empty() {
                change.put_record(keys::of_account(place, OfAccount::Tags, &resource), &tags)?;
            }
            change.keep(key.clone(), &destination);
            Ok(destination)
        })
    }

    fn reply(destination: Fields) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).with("destination", destination).into()
    }
}

impl Operation for PutDestinationPolicy {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::PUT_DESTINATION_POLICY;
    const KEPT: &'static [&'static str] = &["accessPolicy"];
    type Input = (String, String);
    type Output = ();

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let text = |name: &str| fields.required(name).to_owned();
        Ok((text("destinationName"), text("accessPolicy")))
    }

    async fn run(
        engine: &Arc<Engine>,
        call: &Call,
        (name, policy): Self::Input,
    ) -> Result<Self::Output, Fault> {
        let key = keys::of_account((call.account, &call.region), OfAccount::Destination, &name);
        engine.records.change(&[&name], |change| {
            let destination = change.kept(&key, &model::DESTINATION)?.ok_or_else(error::no_destination)?;
            change.keep(key.clone(), &destination.with("accessPolicy", policy.as_str()));
            Ok(())
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}

impl Operation for DescribeDestinations {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::DESCRIBE_DESTINATIONS;
    type Input = (String, Paging);
    type Output = Page<Fields>;

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let prefix = fields.text("DestinationNamePrefix").unwrap_or_default().to_owned();
        let paging = Paging::read(&fields, "limit", 50, "logs:DescribeDestinations", &[&prefix])?;
        Ok((prefix, paging))
    }

    async fn run(
        engine: &Arc<Engine>,
        call: &Call,
        (prefix, paging): Self::Input,
    ) -> Result<Self::Output, Fault> {
        let all = keys::all_of_account((call.account, &call.region), OfAccount::Destination);
        let after = paging.after().map(|name| all.clone().text(name));
        let range = (&all.clone().text_prefix(&prefix), after.as_ref());
        let shape = &model::DESTINATION;
        let found = engine.records.some_kept(range, shape, paging.most() + 1, |_| true).await?;
        Ok(paging.page(found, |destination| destination.required("destinationName").to_owned()))
    }

    fn reply(page: Page<Fields>) -> Outgoing {
        page.reply(Fields::new(Self::SIGNATURE.output), "destinations", |kept| kept)
    }
}

impl Operation for DeleteDestination {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::DELETE_DESTINATION;
    type Input = String;
    type Output = ();

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        Ok(fields.required("destinationName").to_owned())
    }

    async fn run(engine: &Arc<Engine>, call: &Call, name: Self::Input) -> Result<Self::Output, Fault> {
        let place = (call.account, &call.region);
        let key = keys::of_account(place, OfAccount::Destination, &name);
        engine.records.change(&[&name], |change| {
            change.kept(&key, &model::DESTINATION)?.ok_or_else(error::no_destination)?;
            change.delete(keys::of_account(place, OfAccount::Tags, &format!("destination:{name}")));
            change.delete(key.clone());
            Ok(())
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).into()
    }
}
