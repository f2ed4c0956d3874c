//! From a request's members to a table's definition: every rule of CreateTable and UpdateTable that needs no state.
//!
//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html>

use std::collections::{BTreeMap, HashSet};

use base::call::Call;

use crate::definition::owner::owner_of;
use crate::definition::phase::{Leaving, Phase};
use crate::definition::recovery::Recovery;
use crate::definition::regional::Regional;
use crate::definition::scaling::{Scaling, ScalingRequest, Site};
use crate::definition::schema::{
    Billing, Definition, Index, KeyAttribute, KeySchema, Projection, Scope, Sse, Throughput, View,
};
use crate::definition::vector_index::VectorIndex;
use crate::definition::{key_schema, vector_index};
use crate::error::{Error, Result};
use crate::message::shape::{Fields, Node};

/// Units that a table or index may be given at most.
const MAX_UNITS: u64 = 1_000_000_000_000;
const MAX_LOCAL_INDEXES: usize = 5;
const MAX_GLOBAL_INDEXES: usize = 20;
/// Attributes that all INCLUDE projections of a table may name together.
const MAX_INCLUDED: usize = 100;

/// `ProvisionedThroughput`
pub(crate) fn throughput(fields: &Fields<'_>) -> Result<Throughput> {
    let units = unchecked_throughput(fields);
    check_units(&units)?;
    Ok(units)
}

/// The same where it is judged only once the table is known.
pub(crate) fn unchecked_throughput(fields: &Fields<'_>) -> Throughput {
    let units = |name: &str| fields.integer(name).and_then(|units| u64::try_from(units).ok()).unwrap_or(0);
    Throughput {
        read: units("ReadCapacityUnits"),
        write: units("WriteCapacityUnits"),
        ..Throughput::default()
    }
}

/// The units that a table or index may be given at most.
pub(crate) fn check_units(units: &Throughput) -> Result<()> {
    for (name, units) in [("ReadCapacityUnits", units.read), ("WriteCapacityUnits", units.write)] {
        if units > MAX_UNITS {
            return Err(Error::validation(format!("Given value {units} for {name} is out of bounds")));
        }
    }
    Ok(())
}

/// The same for an index that there is not, checked before that: dynalite's tests, recorded on AWS.
pub(crate) fn check_units_of_none(units: &Throughput) -> Result<()> {
    if units.read.max(units.write) <= MAX_UNITS {
        return Ok(());
    }
    Err(Error::validation(
        "This operation cannot be performed with given input values. Please contact DynamoDB service team for more \
         info: Action Blocked: IndexUpdate",
    ))
}

/// `BillingMode` and `ProvisionedThroughput` of a new table.
pub(super) fn billing(body: &Fields<'_>, now_ms: u64) -> Result<Billing> {
    let on_demand = body.text("BillingMode") == Some("PAY_PER_REQUEST");
    let given = body.fields("ProvisionedThroughput");
    let throughput = match (on_demand, given) {
        (true, Some(_)) => {
            return Err(Error::invalid(
                "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST",
            ));
        }
        (true, None) => Throughput::default(),
        (false, Some(given)) => throughput(given)?,
        (false, None) => {
            return Err(Error::invalid(
                "ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED",
            ));
        }
    };
    let scaling =
        Scaling::default().with(ScalingRequest::of(body), Site::new_table(on_demand, None), &throughput)?;
    Ok(Billing { on_demand, on_demand_since_ms: on_demand.then_some(now_ms), throughput, scaling })
}

/// The table that CreateTable or the `TableCreationParameters` of an import describe, ids and times still to come.
pub(crate) fn new_table(call: &Call, fields: &Fields<'_>) -> Result<Definition> {
    let billing = billing(fields, call.now.millis())?;
    let attributes = key_schema::attributes(fields)?;
    let key = key_schema::of_table(fields, &attributes)?;
    let indexes = indexes(fields, &attributes, &key, billing.on_demand)?;
    let sse = fields
        .fields("SSESpecification")
        .map(|given| Sse::wanted(&owner_of(call), given))
        .transpose()?
        .flatten();
    Ok(Definition {
        version: 0,
        id: 0,
        uuid: String::new(),
        name: fields.required("TableName").to_owned(),
        created_ms: 0,
        attributes,
        key,
        next_index: u32::try_from(indexes.len()).unwrap_or(u32::MAX).saturating_add(1),
        indexes,
        vectors: Vec::new(),
        phase: Phase::default(),
        leaving: Leaving::default(),
        billing,
        stream_label: None,
        stream: None,
        deletion_protection: false,
        table_class: None,
        sse,
        tags: BTreeMap::new(),
        ttl: None,
        expiry: None,
        ttl_changed_ms: None,
        recovery: Recovery::default(),
        filling: false,
        restored: None,
        group: None,
        regional: Regional::default(),
    })
}

/// `Projection`
pub(crate) fn projection(fields: &Fields<'_>) -> Result<Projection> {
    let Some(given) = fields.fields("Projection") else {
        return Err(Error::invalid("Unknown ProjectionType: null"));
    };
    let kind = given.text("ProjectionType").ok_or_else(|| Error::invalid("Unknown ProjectionType: null"))?;
    let names: Vec<String> =
        given.list("NonKeyAttributes").iter().filter_map(Node::text).map(str::to_owned).collect();
    if given.has("NonKeyAttributes") && kind != "INCLUDE" {
        return Err(Error::invalid(format!("ProjectionType is {kind}, but NonKeyAttributes is specified")));
    }
    let mut seen = HashSet::with_capacity(names.len());
    if let Some(repeated) = names.iter().find(|name| !seen.insert(name.as_str())) {
        return Err(Error::invalid(format!("Duplicate element in NonKeyAttributes: {repeated}")));
    }
    match kind {
        "ALL" => Ok(Projection::All),
        "KEYS_ONLY" => Ok(Projection::KeysOnly),
        _ if names.is_empty() => {
            Err(Error::invalid("ProjectionType is INCLUDE, but NonKeyAttributes is not specified"))
        }
        _ => Ok(Projection::Include(names)),
    }
}

/// A global index as a request describes it: what it may be given depends on how its table is billed.
#[derive(Clone, Debug)]
pub(crate) struct GlobalIndex {
    index: Index,
    throughput: Option<Throughput>,
    scaling: ScalingRequest,
}

impl GlobalIndex {
    /// The index's name.
    pub(crate) fn name(&self) -> &str {
        &self.index.name
    }

    /// The key that it is to have.
    pub(crate) fn key(&self) -> &KeySchema {
        &self.index.key
    }

    /// The index, on a new table billed so: it has throughput of its own exactly if its table is provisioned.
    fn on_new_table(&self, on_demand: bool) -> Result<Index> {
        let name = &self.index.name;
        match (&self.throughput, on_demand) {
            (Some(_), true) => Err(Error::invalid(format!(
                "ProvisionedThroughput should not be specified for index: {name} when BillingMode is PAY_PER_REQUEST"
            ))),
            (None, false) => {
                Err(Error::invalid(format!("ProvisionedThroughput is not specified for index: {name}")))
            }
            _ => self.built(Site::new_table(on_demand, Some(name))),
        }
    }

    /// The same on a table that is there. AWS has other words for it.
    pub(crate) fn on_present_table(&self, on_demand: bool) -> Result<Index> {
        let name = &self.index.name;
        match (&self.throughput, on_demand) {
            (Some(_), true) => Err(Error::invalid(format!(
                "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified for index: {name} when BillingMode \
                 is PAY_PER_REQUEST"
            ))),
            (None, false) => Err(Error::invalid(format!(
                "Both ReadCapacityUnits and WriteCapacityUnits must be specified for index: {name}"
            ))),
            _ => self.built(Site::present_table(on_demand, Some(name))),
        }
    }

    fn built(&self, site: Site<'_>) -> Result<Index> {
        let mut index = self.index.clone();
        index.throughput = self.throughput.unwrap_or_default();
        index.scaling = index.scaling.with(self.scaling, site, &index.throughput)?;
        Ok(index)
    }
}

/// One element of `GlobalSecondaryIndexes`, or the `Create` of an update; its key is known.
pub(crate) fn global_index(fields: &Fields<'_>, key: KeySchema) -> Result<GlobalIndex> {
    let projection = projection(fields)?;
    let name = fields.required("IndexName").to_owned();
    let given = fields.fields("ProvisionedThroughput").map(throughput).transpose()?;
    Ok(GlobalIndex {
        index: index(name, Scope::Global, key, projection),
        throughput: given,
        scaling: ScalingRequest::of(fields),
    })
}

fn index(name: String, scope: Scope, key: KeySchema, projection: Projection) -> Index {
    let (throughput, scaling) = (Throughput::default(), Scaling::default());
    Index { id: 0, name, scope, key, projection, throughput, scaling, ready_ms: 0, filling: false }
}

fn local_index(fields: &Fields<'_>, key: KeySchema, table: &KeySchema) -> Result<Index> {
    let name = fields.required("IndexName");
    if key.range.is_empty() {
        return Err(Error::invalid(format!("Index KeySchema does not have a range key for index: {name}")));
    }
    if key.hash != table.hash {
        let first = |key: &KeySchema| key.hash.first().map_or_else(String::new, |first| first.name.clone());
        return Err(Error::invalid(format!(
            "Index KeySchema does not have the same leading hash key as table KeySchema for index: {name}. index \
             hash key: {}, table hash key: {}",
            first(&key),
            first(table)
        )));
    }
    Ok(index(name.to_owned(), Scope::Local, key, projection(fields)?))
}

/// All indexes of a new table. AWS looks at all keys, and whether they use every attribute, before anything else
/// about an index.
pub(super) fn indexes(
    body: &Fields<'_>,
    attributes: &[KeyAttribute],
    table: &KeySchema,
    on_demand: bool,
) -> Result<Vec<Index>> {
    // An import's table has no local ones.
    let takes_local = body.declares("LocalSecondaryIndexes");
    let local = if takes_local { body.list("LocalSecondaryIndexes") } else { &[] };
    let global = body.list("GlobalSecondaryIndexes");
    if takes_local && body.has("LocalSecondaryIndexes") {
        if local.is_empty() {
            return Err(Error::invalid("List of LocalSecondaryIndexes is empty"));
        }
        if table.range.is_empty() {
            return Err(Error::invalid(
                "Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex",
            ));
        }
    }
    if body.has("GlobalSecondaryIndexes") && global.is_empty() {
        return Err(Error::invalid("List of GlobalSecondaryIndexes is empty"));
    }
    let keyed = |nodes: &'_ [Node<'_>], key: fn(&Fields<'_>, &[KeyAttribute]) -> Result<KeySchema>| {
        let keys = nodes.iter().filter_map(Node::fields).map(|fields| key(fields, attributes));
        keys.collect::<Result<Vec<KeySchema>>>()
    };
    let local_keys = keyed(local, key_schema::of_local_index)?;
    let global_keys = keyed(global, key_schema::of_global_index)?;
    let search_keys = vector_index::search_keys(body, attributes)?;
    let keys: Vec<&KeySchema> = local_keys.iter().chain(&global_keys).chain(&search_keys).collect();
    key_schema::check_attributes_used(attributes, table, &keys)?;
    let mut indexes: Vec<Index> = Vec::new();
    for (fields, key) in local.iter().filter_map(Node::fields).zip(local_keys) {
        add(&mut indexes, local_index(fields, key, table)?)?;
    }
    if local.len() > MAX_LOCAL_INDEXES {
        return Err(Error::invalid("Number of LocalSecondaryIndexes exceeds per-table limit of 5"));
    }
    for (fields, key) in global.iter().filter_map(Node::fields).zip(global_keys) {
        add(&mut indexes, global_index(fields, key)?.on_new_table(on_demand)?)?;
    }
    if global.len() > MAX_GLOBAL_INDEXES {
        return Err(Error::invalid("GlobalSecondaryIndex count exceeds the per-table limit of 20"));
    }
    check_included(&indexes, &[])?;
    for (id, index) in (1..).zip(&mut indexes) {
        index.id = id;
    }
    Ok(indexes)
}

fn add(indexes: &mut Vec<Index>, index: Index) -> Result<()> {
    if indexes.iter().any(|known| known.name == index.name) {
        return Err(Error::invalid(format!("Duplicate index name: {}", index.name)));
    }
    indexes.push(index);
    Ok(())
}

/// A table that is there takes no more global indexes than a new one; AWS says it in other words.
pub(crate) fn check_one_more(indexes: &[Index], vectors: &[VectorIndex]) -> Result<()> {
    if indexes.iter().filter(|index| index.scope == Scope::Global).count() > MAX_GLOBAL_INDEXES {
        return Err(Error::limit(
            "Subscriber limit exceeded: Number of global secondary indexes exceeds per-table limit of 20",
        ));
    }
    check_included(indexes, vectors)
}

/// The limit on what all indexes of a table include together: of a vector index its vector and its filters too. The
/// wording is our guess.
pub(super) fn check_included(indexes: &[Index], vectors: &[VectorIndex]) -> Result<()> {
    let count = |projection: &Projection| match projection {
        Projection::Include(names) => names.len(),
        _ => 0,
    };
    let of_vectors = vectors.iter().map(|index| count(&index.projection) + 1 + index.search.range.len());
    let included: usize = indexes.iter().map(|index| count(&index.projection)).chain(of_vectors).sum();
    if included > MAX_INCLUDED {
        return Err(Error::invalid(format!(
            "NonKeyAttributes count exceeds the per-table limit of {MAX_INCLUDED}. Number of NonKeyAttributes: {included}"
        )));
    }
    Ok(())
}

/// Adds what the key of a new index uses to the attribute definitions of a table. The sentence is that of a vector index
/// on a key attribute, recorded by the public conformance suite, vectorSearch, 2026-08; that the new schema is shown in the
/// form of the existing one is our guess.
pub(crate) fn define_attribute(
    definition: &mut Definition,
    attribute: &KeyAttribute,
    role: &str,
) -> Result<()> {
    let Some(known) = definition.attributes.iter().find(|known| known.name == attribute.name) else {
        definition.attributes.push(attribute.clone());
        return Ok(());
    };
    if known.kind == attribute.kind {
        return Ok(());
    }
    let indexes = definition.indexes.iter().map(|index| &index.key);
    let vectors = definition.vectors.iter().map(|index| &index.search);
    let schemas = std::iter::once(&definition.key).chain(indexes).chain(vectors);
    let known_role = schemas.into_iter().find_map(|schema| schema.role_of(known)).unwrap_or(role);
    Err(redefined(known, known_role, &schema_element(attribute, role)))
}

/// A key attribute that is to have another type, or to be a vector.
pub(super) fn redefined(known: &KeyAttribute, role: &str, new: &str) -> Error {
    Error::invalid(format!(
        "Attributes cannot be redefined. Please check that your attribute has the same type as previously defined. \
         Existing schema: {} New schema: {new}",
        schema_element(known, role)
    ))
}

fn schema_element(attribute: &KeyAttribute, role: &str) -> String {
    format!("Schema:[SchemaElement: key{{{}:{}:{role}}}]", attribute.name, attribute.kind.name())
}

/// `StreamSpecification` of a new table: the view if a stream is wanted, nothing if none is.
pub(crate) fn new_stream_view(fields: &Fields<'_>) -> Result<Option<View>> {
    if fields.boolean("StreamEnabled") == Some(false) && fields.has("StreamViewType") {
        return Err(Error::invalid(
            "Table is being created with a stream disabled, UpdateViewType should not be specified",
        ));
    }
    stream_view(fields)
}

/// The same of a table that is there.
pub(crate) fn stream_view(fields: &Fields<'_>) -> Result<Option<View>> {
    let enabled = fields.boolean("StreamEnabled").unwrap_or(false);
    match (enabled, fields.text("StreamViewType").and_then(View::parse)) {
        (true, Some(view)) => Ok(Some(view)),
        (false, None) => Ok(None),
        (true, None) => Err(Error::invalid(
            "StreamSpecification.StreamViewType must be specified when StreamEnabled is true",
        )),
        (false, Some(_)) => Err(Error::invalid(
            "StreamSpecification.StreamViewType cannot be specified when StreamEnabled is false",
        )),
    }
}
