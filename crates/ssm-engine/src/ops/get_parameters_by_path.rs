//! The parameters of a hierarchy with their values, a page at a time.
//!
//! <https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParametersByPath.html>

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
use crate::parameter::name::{self, PUBLIC};
use crate::parameter::shown::Shown;
use crate::work::find::Reading;

pub(super) struct GetParametersByPath;

/// What is asked for.
pub(super) struct Input {
    hierarchy: String,
    recursive: bool,
    filters: Vec<Filter>,
    decrypts: bool,
    paging: Paging,
}

/// How many a page has, where nobody says it, and at most.
const MOST: usize = 10;

impl Operation for GetParametersByPath {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::GET_PARAMETERS_BY_PATH;
    const LIMITS: &'static str =
        "of AWS's public parameters there are some; the ids of images that they have are made up";
    type Input = Input;
    type Output = Page<Shown>;

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Input, Fault> {
        Ok(Input {
            hierarchy: name::hierarchy(fields.required("Path"))?,
            recursive: fields.boolean("Recursive").unwrap_or_default(),
            filters: filter::read(&fields, For::ByPath)?,
            decrypts: fields.boolean("WithDecryption").unwrap_or_default(),
            paging: Paging::read(
                &fields,
                "ssm:GetParametersByPath",
                &["Path", "Recursive", "ParameterFilters"],
                MOST,
            )?,
        })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, input: Input) -> Result<Page<Shown>, Fault> {
        let Input { hierarchy, recursive, filters, decrypts, paging } = input;
        if format!("/{hierarchy}").starts_with(PUBLIC) {
            return Ok(paging
                .page_of_all(super::public::listed(call, &filters, &hierarchy, recursive), |shown| {
                    shown.name.strip_prefix('/').unwrap_or(&shown.name).to_owned()
                }));
        }
        let mut filters = filters;
        filters.push(Filter::below(&hierarchy, recursive));
        let part = engine.list(call, &filters, paging.span()).await?;
        let reading = Reading { account: call.account, decrypts };
        let mut found = Vec::new();
        for listed in &part.found {
            found.push(engine.shown(reading, &listed.name, &listed.parameter, &listed.version).await?);
        }
        Ok(paging.page(found, part.after))
    }

    fn reply(page: Page<Shown>) -> Outgoing {
        page.reply(Fields::new(Self::SIGNATURE.output), Shown::parameter)
    }
}
