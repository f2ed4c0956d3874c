//! Queries that are kept under a name.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutQueryDefinition.html>,
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeQueryDefinitions.html>,
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteQueryDefinition.html>

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use super::paging::{Page, Paging};
use crate::engine::Engine;
use crate::error;
use crate::model;
use crate::records::keys::{self, OfAccount};

pub(super) struct PutQueryDefinition;
pub(super) struct DescribeQueryDefinitions;
pub(super) struct DeleteQueryDefinition;

impl Operation for PutQueryDefinition {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::PUT_QUERY_DEFINITION;
    const KEPT: &'static [&'static str] = &["clientToken"];
    type Input = Fields;
    type Output = String;

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        Ok(fields)
    }

    async fn run(engine: &Arc<Engine>, call: &Call, asked: Self::Input) -> Result<Self::Output, Fault> {
        let given = asked.text("queryDefinitionId").map(str::to_owned);
        let id = match &given {
            Some(id) => id.clone(),
            None => engine.records.fresh_uuid()?,
        };
        let key = keys::of_account((call.account, &call.region), OfAccount::QueryDefinition, &id);
        let definition = asked
            .recast(&model::QUERY_DEFINITION)
            .with("queryDefinitionId", id.as_str())
            .with("queryLanguage", asked.text("queryLanguage").unwrap_or("CWLI"))
            .with("lastModified", call.now.millis());
        engine.records.change(&[&id], |change| {
            if given.is_some() && change.kept(&key, &model::QUERY_DEFINITION)?.is_none() {
                return Err(error::no_query_definition());
            }
            change.keep(key.clone(), &definition);
            Ok(())
        })?;
        Ok(id)
    }

    fn reply(id: String) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).with("queryDefinitionId", id).into()
    }
}

impl Operation for DescribeQueryDefinitions {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::DESCRIBE_QUERY_DEFINITIONS;
    type Input = (String, Paging);
    type Output = Page<Fields>;

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let prefix = fields.text("queryDefinitionNamePrefix").unwrap_or_default().to_owned();
        let paging = Paging::read(&fields, "maxResults", 1000, "logs:DescribeQueryDefinitions", &[&prefix])?;
        Ok((prefix, paging))
    }

    async fn run(
        engine: &Arc<Engine>,
        call: &Call,
        (prefix, paging): Self::Input,
    ) -> Result<Self::Output, Fault> {
        let all = keys::all_of_account((call.account, &call.region), OfAccount::QueryDefinition);
        let after = paging.after().map(|id| all.clone().text(id));
        let (range, shape) = ((&all, after.as_ref()), &model::QUERY_DEFINITION);
        let is_meant = |definition: &Fields| definition.required("name").starts_with(&prefix);
        let found = engine.records.some_kept(range, shape, paging.most() + 1, is_meant).await?;
        Ok(paging.page(found, |definition| definition.required("queryDefinitionId").to_owned()))
    }

    fn reply(page: Page<Fields>) -> Outgoing {
        page.reply(Fields::new(Self::SIGNATURE.output), "queryDefinitions", |kept| kept)
    }
}

impl Operation for DeleteQueryDefinition {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::DELETE_QUERY_DEFINITION;
    type Input = String;
    type Output = ();

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        Ok(fields.required("queryDefinitionId").to_owned())
    }

    async fn run(engine: &Arc<Engine>, call: &Call, id: Self::Input) -> Result<Self::Output, Fault> {
        let key = keys::of_account((call.account, &call.region), OfAccount::QueryDefinition, &id);
        engine.records.change(&[&id], |change| {
            change.kept(&key, &model::QUERY_DEFINITION)?.ok_or_else(error::no_query_definition)?;
            change.delete(key.clone());
            Ok(())
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).with("success", true).into()
    }
}
