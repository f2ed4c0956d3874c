//! <https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_BatchGetSecretValue.html>

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use super::paging::Paging;
use crate::access;
use crate::engine::Engine;
use crate::error;
use crate::model;
use crate::secret::id::SecretId;
use crate::secret::{content, moment};
use crate::work::read::{Value, Wanted};
use crate::work::select::{Filters, Order};

pub(super) struct BatchGetSecretValue;

/// Values of a page at most.
const MOST: usize = 20;

pub(super) enum Asked {
    Ids(Vec<String>),
    Filters(Filters, Paging),
}

/// The values, what could not be read, and the token of the next page.
pub(super) type Got = (Vec<Value>, Vec<(String, Fault)>, Option<String>);

impl Operation for BatchGetSecretValue {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::BATCH_GET_SECRET_VALUE;
    type Input = Asked;
    type Output = Got;

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Asked, Fault> {
        let ids: Vec<String> = fields.texts("SecretIdList").map(str::to_owned).collect();
        let filters = Filters::given(&fields);
        match (ids.is_empty(), filters.is_empty()) {
            (true, true) | (false, false) => Err(error::ids_and_filters()),
            (false, true) if fields.has("MaxResults") => Err(error::pages_of_ids()),
            (false, true) => Ok(Asked::Ids(ids)),
            (true, false) => {
                let bound = format!("{filters:?}");
                Ok(Asked::Filters(filters, Paging::read(&fields, MOST, "BatchGetSecretValue", &[&bound])?))
            }
        }
    }

    async fn run(engine: &Arc<Engine>, call: &Call, asked: Asked) -> Result<Got, Fault> {
        let (ids, token) = match asked {
            Asked::Ids(ids) => (ids, None),
            Asked::Filters(filters, paging) => {
                let found = engine.select(call, &filters, false, Order::default()).await?;
                let (found, token) = paging.page(found, |found| Order::default().place(found));
                (found.into_iter().map(|found| found.arn_text()).collect(), token)
            }
        };
        let (mut values, mut failed) = (Vec::new(), Vec::new());
        for text in ids {
            match read(engine, call, &text).await {
                Ok(value) => values.push(value),
                Err(fault) if fault.sender => failed.push((text, fault)),
                Err(fault) => return Err(fault),
            }
        }
        Ok((values, failed, token))
    }

    fn reply((values, failed, token): Got) -> Outgoing {
        let value = |Value { arn, name, version, content }: Value| {
            let fields = Fields::new(&model::SECRET_VALUE_ENTRY)
                .with("ARN", arn.to_string())
                .with("Name", name)
                .with("VersionId", version.id)
                .with("VersionStages", (!version.stages.is_empty()).then_some(version.stages))
                .with("CreatedDate", moment(version.created_ms));
            content::shown(fields, content)
        };
        let failure = |(id, fault): (String, Fault)| {
            Fields::new(&model::API_ERROR_TYPE)
                .with("SecretId", id)
                .with("ErrorCode", fault.code.as_ref())
                .with("Message", fault.message)
        };
        Fields::new(Self::SIGNATURE.output)
            .with("SecretValues", values.into_iter().map(value).collect::<Vec<_>>())
            .with("NextToken", token)
            .with("Errors", failed.into_iter().map(failure).collect::<Vec<_>>())
            .into()
    }
}

async fn read(engine: &Engine, call: &Call, text: &str) -> Result<Value, Fault> {
    let id = SecretId::read(text, call)?;
    access::check(engine, call, &id, "GetSecretValue", Vec::new())?;
    engine.read_value(call, &id, &Wanted::default()).await
}
