//! Parameters without their values, a page at a time.
//!
//! <https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeParameters.html>

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use super::paging::{Page, Paging};
use crate::engine::Engine;
use crate::model;
use crate::parameter::filter::{self, Filter, For};
use crate::parameter::shown;

pub(super) struct DescribeParameters;

/// What is asked for.
pub(super) struct Input {
    filters: Vec<Filter>,
    /// Only those of other accounts.
    shared: bool,
    paging: Paging,
}

/// How many a page has, where nobody says it, and at most.
const MOST: usize = 50;

impl Operation for DescribeParameters {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::DESCRIBE_PARAMETERS;
    const LIMITS: &'static str =
        "with Shared nothing is listed: AWS lists what Resource Access Manager shares";
    type Input = Input;
    type Output = Page<Fields>;

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Input, Fault> {
        Ok(Input {
            filters: filter::read(&fields, For::Describe)?,
            shared: fields.boolean("Shared").unwrap_or_default(),
            paging: Paging::read(
                &fields,
                "ssm:DescribeParameters",
                &["Filters", "ParameterFilters", "Shared"],
                MOST,
            )?,
        })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, input: Input) -> Result<Page<Fields>, Fault> {
        let Input { filters, shared, paging } = input;
        if shared {
            return Ok(paging.page(Vec::new(), None));
        }
        if filters.iter().any(Filter::is_of_public) {
            let found = super::public::listed(call, &filters, "", true);
            let page = paging
                .page_of_all(found, |shown| shown.name.strip_prefix('/').unwrap_or(&shown.name).to_owned());
            return Ok(page.map(|shown| shown::public_metadata(&shown)));
        }
        let part = engine.list(call, &filters, paging.span()).await?;
        let found = part
            .found
            .iter()
            .map(|listed| shown::metadata(&listed.parameter.name, &listed.name.arn(), &listed.version));
        Ok(paging.page(found.collect(), part.after))
    }

    fn reply(page: Page<Fields>) -> Outgoing {
        page.reply(Fields::new(Self::SIGNATURE.output), |shown| shown)
    }
}
