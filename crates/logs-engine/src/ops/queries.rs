//! Queries of CloudWatch Logs Insights.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartQuery.html>,
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetQueryResults.html>,
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StopQuery.html>,
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeQueries.html>,
//! <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_ListLogGroupsForQuery.html>

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use super::paging::{Page, Paging};
use crate::engine::Engine;
use crate::error;
use crate::group::name::GroupName;
use crate::insights::{Query, Source};
use crate::model;
use crate::query::{self, Asked, Results};
use crate::records::keys::{self, OfAccount};

pub(super) struct StartQuery;
pub(super) struct GetQueryResults;
pub(super) struct StopQuery;
pub(super) struct DescribeQueries;
pub(super) struct ListLogGroupsForQuery;

/// How many rows of a query a page has: <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetQueryResults.html>.
const MOST_OF_A_PAGE: usize = 10_000;

/// How many queries of an account are kept: the oldest go.
const MOST_KEPT: usize = 1000;

impl Operation for StartQuery {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::START_QUERY;
    const LIMITS: &'static str = "Logs Insights QL: fields, filter, parse, stats, sort, limit, dedup, display, unnest, pattern (which finds patterns in \
         a way of its own), and functions of numbers, texts, structures, addresses and times; what is not understood (diff, \
         filterIndex, join and the like) is a MalformedQueryException. Neither PPL nor SQL.";
    type Input = ((Vec<GroupName>, Option<Source>), Asked);
    type Output = String;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        if let Some(language) = fields.text("queryLanguage").filter(|language| *language != "CWLI") {
            return Err(error::no_language(language));
        }
        let text = fields.required("queryString").to_owned();
        let source = Query::read(&text)?.source().cloned();
        let kinds = ["logGroupName", "logGroupNames", "logGroupIdentifiers"];
        if kinds.iter().filter(|kind| fields.has(kind)).count() + usize::from(source.is_some()) > 1 {
            return Err(error::several_kinds_of_groups());
        }
        let one = fields.text("logGroupName").into_iter();
        let identifiers: Vec<&str> =
            one.chain(fields.texts("logGroupNames")).chain(fields.texts("logGroupIdentifiers")).collect();
        if identifiers.is_empty() && source.is_none() {
            return Err(error::no_group_named());
        }
        let groups = identifiers.into_iter().map(|name| GroupName::identified(name, call));
        let groups = groups.collect::<Result<Vec<_>, _>>()?;
        let time =
            |name: &str| fields.integer(name).and_then(|at| u64::try_from(at).ok()).unwrap_or_default();
        let limit = fields.integer("limit").and_then(|limit| usize::try_from(limit).ok());
        let names = groups.iter().map(|group| group.name.clone()).collect();
        Ok((
            (groups, source),
            Asked::new((names, text), (time("startTime"), time("endTime")), limit, call.now.millis()),
        ))
    }

    async fn run(
        engine: &Arc<Engine>,
        call: &Call,
        ((mut groups, source), mut asked): Self::Input,
    ) -> Result<Self::Output, Fault> {
        if let Some(source) = source {
            groups = engine.groups_of(&source, (call.account, &call.region)).await?;
            asked.groups = groups.iter().map(|group| group.name.clone()).collect();
        }
        let mut finds = false;
        for group in &groups {
            let there = engine.records.group(group);
            let there =
                there.map_err(|_| error::no_group_to_query(&group.name, call.account, &call.request_id))?;
            finds |= asked.may_find(&there, call.now.millis());
        }
        if asked.is_before_insights() {
            return Err(error::before_insights());
        }
        if !finds {
            return Err(error::nothing_of_that_time(asked.text()));
        }
        let (place, id) = ((call.account, &call.region), engine.records.fresh_uuid()?);
        asked.id.clone_from(&id);
        engine.records.change(&["queries"], |change| {
            let all = keys::all_of_account(place, OfAccount::Query);
            let mut kept: Vec<Asked> = change.all_records(&all)?;
            kept.sort_by_key(|query| query.created_ms);
            for old in kept.iter().rev().skip(MOST_KEPT - 1) {
                change.delete(keys::of_account(place, OfAccount::Query, &old.id));
                change.delete(keys::of_account(place, OfAccount::QueryResults, &old.id));
            }
            change.put_record(keys::of_account(place, OfAccount::Query, &id), &asked)
        })?;
        engine.ask(call.account, &call.region, &id);
        Ok(id)
    }

    fn reply(id: String) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).with("queryId", id).into()
    }
}

impl Operation for GetQueryResults {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::GET_QUERY_RESULTS;
    type Input = (String, Paging);
    type Output = (Asked, Results, Option<String>);

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let id = fields.required("queryId").to_owned();
        // None at all would be no page.
        let most =
            fields.integer("maxItems").and_then(|most| usize::try_from(most).ok()).filter(|most| *most > 0);
        let paging =
            Paging::of_size(&fields, most.unwrap_or(MOST_OF_A_PAGE), "logs:GetQueryResults", &[&id])?;
        Ok((id, paging))
    }

    async fn run(
        engine: &Arc<Engine>,
        call: &Call,
        (id, paging): Self::Input,
    ) -> Result<Self::Output, Fault> {
        let place = (call.account, &call.region);
        let asked: Option<Asked> = engine.records.record(&keys::of_account(place, OfAccount::Query, &id))?;
        let asked = asked.ok_or_else(error::no_query)?;
        let results = engine.records.record(&keys::of_account(place, OfAccount::QueryResults, &id))?;
        let mut results: Results = results.unwrap_or_default();
        // A page begins behind so many rows.
        let start = paging.after().and_then(|start| start.parse().ok()).unwrap_or_default();
        let rows: Vec<_> = std::mem::take(&mut results.rows).into_iter().enumerate().skip(start).collect();
        let (rows, token) = paging.page(rows, |(at, _)| (at + 1).to_string()).into_parts();
        results.rows = rows.into_iter().map(|(_, row)| row).collect();
        Ok((asked, results, token))
    }

    fn reply((asked, results, token): Self::Output) -> Outgoing {
        let rows: Vec<Vec<Fields>> = results.rows.iter().map(|row| query::shown(row)).collect();
        Fields::new(Self::SIGNATURE.output)
            .with("nextToken", token)
            .with("queryLanguage", "CWLI")
            .with("results", rows)
            .with("statistics", results.statistics(&asked))
            .with("status", asked.status)
            .into()
    }
}

impl Operation for StopQuery {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::STOP_QUERY;
    type Input = String;
    type Output = ();

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        Ok(fields.required("queryId").to_owned())
    }

    async fn run(engine: &Arc<Engine>, call: &Call, id: Self::Input) -> Result<Self::Output, Fault> {
        let key = keys::of_account((call.account, &call.region), OfAccount::Query, &id);
        engine.records.change(&["queries"], |change| {
            let mut asked: Asked = change.record(&key)?.ok_or_else(error::no_query)?;
            if !asked.is_active() {
                return Err(error::query_ended());
            }
            query::CANCELLED.clone_into(&mut asked.status);
            change.put_record(key.clone(), &asked)
        })
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(Self::SIGNATURE.output).with("success", true).into()
    }
}

impl Operation for DescribeQueries {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::DESCRIBE_QUERIES;
    type Input = (Option<String>, Option<String>, Paging);
    type Output = Page<Asked>;

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let text = |name: &str| fields.text(name).map(str::to_owned);
        let (group, status) = (text("logGroupName"), text("status"));
        let bound = [group.as_deref().unwrap_or_default(), status.as_deref().unwrap_or_default()];
        let paging = Paging::read(&fields, "maxResults", 1000, "logs:DescribeQueries", &bound)?;
        Ok((group, status, paging))
    }

    async fn run(
        engine: &Arc<Engine>,
        call: &Call,
        (group, status, paging): Self::Input,
    ) -> Result<Self::Output, Fault> {
        let all = keys::all_of_account((call.account, &call.region), OfAccount::Query);
        let after = paging.after().map(|id| all.clone().text(id));
        let mut queries = engine.records.below(&all, after.as_ref());
        let mut found = Vec::new();
        while !paging.is_full(&found)
            && let Some((_, query)) = queries.next::<Asked>().await?
        {
            let is_meant = group.as_ref().is_none_or(|group| query.groups.contains(group))
                && status.as_ref().is_none_or(|status| *status == query.status);
            found.extend(is_meant.then_some(query));
        }
        Ok(paging.page(found, |query| query.id.clone()))
    }

    fn reply(page: Page<Asked>) -> Outgoing {
        page.reply(Fields::new(Self::SIGNATURE.output), "queries", |query| query.shown())
    }
}

impl Operation for ListLogGroupsForQuery {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::LIST_LOG_GROUPS_FOR_QUERY;
    type Input = (String, Paging);
    type Output = (Vec<String>, Option<String>);

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let id = fields.required("queryId").to_owned();
        let paging = Paging::read(&fields, "maxResults", 100, "logs:ListLogGroupsForQuery", &[&id])?;
        Ok((id, paging))
    }

    async fn run(
        engine: &Arc<Engine>,
        call: &Call,
        (id, paging): Self::Input,
    ) -> Result<Self::Output, Fault> {
        let key = keys::of_account((call.account, &call.region), OfAccount::Query, &id);
        let asked: Asked = engine.records.record(&key)?.ok_or_else(error::no_query)?;
        let mut groups = asked.groups;
        groups.sort_unstable();
        groups.retain(|group| paging.after().is_none_or(|after| group.as_str() > after));
        Ok(paging.page(groups, String::clone).into_parts())
    }

    fn reply((groups, token): (Vec<String>, Option<String>)) -> Outgoing {
        Fields::new(Self::SIGNATURE.output)
            .with("logGroupIdentifiers", groups)
            .with("nextToken", token)
            .into()
    }
}
