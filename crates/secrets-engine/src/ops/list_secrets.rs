//! <https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_ListSecrets.html>

use std::sync::Arc;

use base::call::Call;
use wire::fault::Fault;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::Signature;
use wire::value::Fields;

use super::paging::Paging;
use super::shown;
use crate::engine::Engine;
use crate::model;
use crate::records::Found;
use crate::work::select::{Filters, Order};

pub(super) struct ListSecrets;

/// Secrets of a page at most.
const MOST: usize = 100;

pub(super) struct Asked {
    filters: Filters,
    with_deleted: bool,
    order: Order,
    paging: Paging,
}

impl Operation for ListSecrets {
    type Language = Modelled<Engine>;
    type Error = Fault;
    const SIGNATURE: &'static Signature = &model::LIST_SECRETS;
    type Input = Asked;
    /// The secrets, and the token of the next page.
    type Output = (Vec<Found>, Option<String>);

    fn read(_: &Call, Incoming { fields, .. }: Incoming) -> Result<Asked, Fault> {
        let (filters, order) = (Filters::given(&fields), Order::given(&fields));
        let with_deleted = fields.boolean("IncludePlannedDeletion").unwrap_or(false);
        let bound = format!("{filters:?} {order:?} {with_deleted}");
        let paging = Paging::read(&fields, MOST, "ListSecrets", &[&bound])?;
        Ok(Asked { filters, with_deleted, order, paging })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, asked: Asked) -> Result<Self::Output, Fault> {
        let Asked { filters, with_deleted, order, paging } = asked;
        let all = engine.select(call, &filters, with_deleted, order).await?;
        let place = |found: &Found| order.place(found);
        Ok(if order.is_descending { paging.page_back(all, place) } else { paging.page(all, place) })
    }

    fn reply((found, token): Self::Output) -> Outgoing {
        let entry = |found: &Found| {
            shown::secret(Fields::new(&model::SECRET_LIST_ENTRY), found, "SecretVersionsToStages")
        };
        Fields::new(Self::SIGNATURE.output)
            .with("SecretList", found.iter().map(entry).collect::<Vec<_>>())
            .with("NextToken", token)
            .into()
    }
}
