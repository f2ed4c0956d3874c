//! Members that Query and Scan share: `Select`, `Limit`, `ExclusiveStartKey`, filters.

use ddb_expr::codec::EncodedItem;
use ddb_expr::condition::Condition;

use crate::definition::schema::{Index, KeySchema};
use crate::error::{Error, Result};
use crate::item::capacity::Report;
use crate::item::key;
use crate::item::reply::ConsumedCapacity;
use crate::memory::catalog::Table;
use crate::message::shape::Fields;
use crate::message::value::ItemText;
use crate::read::page::{PageRequest, QueryPage, Select};

/// The members that need no reading.
pub(crate) fn request(body: &Fields<'_>) -> PageRequest {
    PageRequest {
        table: body.required("TableName").to_owned(),
        index: body.text("IndexName").map(str::to_owned),
        select: None,
        limit: body.integer("Limit").and_then(|limit| usize::try_from(limit).ok()),
        start: None,
        consistent: body.boolean("ConsistentRead").unwrap_or(false),
        filter: None,
        filter_member: if body.has("FilterExpression") { "Filter Expression" } else { "QueryFilter" },
        projection: None,
        report: Report::of(body),
    }
}

/// `Select`, which must fit the projection and the index.
pub(crate) fn of(body: &Fields<'_>) -> Result<Option<Select>> {
    let given = body.text("Select");
    let member = if body.has("AttributesToGet") { "AttributesToGet" } else { "ProjectionExpression" };
    let projects = body.has(member);
    let clash = |what: &str| {
        Err(Error::validation(format!("Cannot specify the {member} when choosing to get {what}")))
    };
    match given {
        None => Ok(projects.then_some(Select::Specific)),
        Some("ALL_ATTRIBUTES") if projects => clash("ALL_ATTRIBUTES"),
        Some("ALL_PROJECTED_ATTRIBUTES") if projects => clash("ALL_PROJECTED_ATTRIBUTES"),
        Some("COUNT") if projects => clash("only the Count"),
        Some("ALL_ATTRIBUTES") => Ok(Some(Select::AllAttributes)),
        Some("ALL_PROJECTED_ATTRIBUTES") if !body.has("IndexName") => Err(Error::validation(
            "ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName",
        )),
        Some("ALL_PROJECTED_ATTRIBUTES") => Ok(Some(Select::AllProjected)),
        Some("COUNT") => Ok(Some(Select::Count)),
        Some(_) if !projects => Err(Error::validation(
            "Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES",
        )),
        Some(_) => Ok(Some(Select::Specific)),
    }
}

/// `ExclusiveStartKey`, its values checked.
pub(crate) fn start(start: ItemText) -> Result<EncodedItem> {
    start.item().map_err(|error| {
        let bare = ["contains duplicates", "number set", "numeric value", "significant digits", "magnitude"];
        if bare.iter().any(|part| error.message().contains(part)) {
            return error;
        }
        Error::validation(format!("The provided starting key is invalid: {}", error.message()))
    })
}

/// Neither filter nor projection may look into a key.
pub(crate) fn check_paths(table: &Table, request: &PageRequest) -> Result<()> {
    if let Some(projection) = &request.projection {
        key::check_projection(&table.definition, projection)?;
    }
    request.filter.as_ref().map_or(Ok(()), |filter| key::check_condition(&table.definition, filter))
}

/// A filter of a query may not look at the keys that the query is made by.
pub(crate) fn check_filter(schema: &KeySchema, request: &PageRequest) -> Result<()> {
    let names = request.filter.as_ref().map(Condition::top_level_names).unwrap_or_default();
    match schema.all().find(|attribute| names.contains(&attribute.name.as_str())) {
        None => Ok(()),
        Some(attribute) => Err(Error::validation(format!(
            "{} can only contain non-primary key attributes: Primary key attribute: {}",
            request.filter_member, attribute.name
        ))),
    }
}

/// A query of an index filters by what the index holds; a scan is not held to that. The sentence names no kind of
/// index. DynamoDB Local says so, and what AppSync's users see of DynamoDB.
pub(crate) fn check_filter_held(table: &Table, index: Option<&Index>, request: &PageRequest) -> Result<()> {
    let Some(index) = index else { return Ok(()) };
    let names = request.filter.as_ref().map(Condition::top_level_names).unwrap_or_default();
    let missing: Vec<&str> =
        names.into_iter().filter(|name| !index.holds(&table.definition.key, name)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    Err(Error::invalid(format!(
        "Secondary index {} does not project one or more filter attributes: [{}]",
        index.name,
        missing.join(", ")
    )))
}

/// `ConsumedCapacity`, if it is asked for, of the table as the request names it.
pub(crate) fn consumed(table: &str, page: &QueryPage, report: Report) -> Option<ConsumedCapacity> {
    (report != Report::None).then(|| ConsumedCapacity {
        table: table.to_owned(),
        consumed: page.consumed.clone(),
        report,
    })
}
