//! All versions of a parameter, a page at a time.
//!
//! <https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameterHistory.html>

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
use crate::parameter::name::Asked;
use crate::parameter::{Version, shown};
use crate::work::find::Reading;

pub(super) struct GetParameterHistory;

/// How many a page has, where nobody says it, and at most.
const MOST: usize = 50;

impl Operation for GetParameterHistory {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::GET_PARAMETER_HISTORY;
    const RESOURCE: &'static [&'static str] = &["Name"];
    type Input = (Asked, bool, Paging);
    type Output = Page<Fields>;

    fn read(call: &Call, Incoming { fields, .. }: Incoming) -> Result<Self::Input, Fault> {
        let paging = Paging::read(&fields, "ssm:GetParameterHistory", &["Name"], MOST)?;
        let asked = Asked::read(call, fields.required("Name"))?;
        Ok((asked, fields.boolean("WithDecryption").unwrap_or_default(), paging))
    }

    async fn run(
        engine: &Arc<Engine>,
        call: &Call,
        (asked, decrypts, paging): Self::Input,
    ) -> Result<Page<Fields>, Fault> {
        // Neither AWS's own parameters nor secrets have one.
        let Asked::Parameter(name, _) = asked else { return Err(error::no_parameter()) };
        let parameter = engine.records.parameter(&name)?.ok_or_else(error::no_parameter)?;
        let labels = engine.records.labels(&name)?;
        let after: u64 = paging.after().and_then(|after| after.parse().ok()).unwrap_or_default();
        let from = parameter.oldest.max(after.saturating_add(1));
        let mut versions = engine.records.older(&name, from, paging.most() + 1)?;
        // One that was made meanwhile belongs to another state.
        versions.retain(|version| version.number < parameter.current.number);
        if from <= parameter.current.number {
            versions.push(parameter.current.clone());
        }
        let more = versions.len() > paging.most();
        versions.truncate(paging.most());
        let last = versions.last().filter(|_| more).map(|version: &Version| version.number.to_string());
        let reading = Reading { account: call.account, decrypts };
        let mut found = Vec::new();
        for version in &versions {
            let value = engine.value(reading, &name, version).await?;
            found.push(shown::history(&parameter.name, version, value, labels.of(version.number)));
        }
        Ok(paging.page(found, last))
    }

    fn reply(page: Page<Fields>) -> Outgoing {
        page.reply(Fields::new(Self::SIGNATURE.output), |shown| shown)
    }
}
