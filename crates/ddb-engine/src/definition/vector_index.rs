//! What a vector index is, and from a request's members to that: every rule of CreateTable and UpdateTable about them.
//!
//! Sentences: recorded on AWS (dynamodb-conformance, and the authors of ExtendDB, 2026-08), else our guess.
//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_VectorIndex.html>

use base::clock::Timestamp;

use crate::definition::from_members;
use crate::definition::phase;
use crate::definition::schema::Projection;
use crate::definition::schema::{Definition, KeyAttribute, KeySchema};
use crate::error::{Error, Result};
use serde::{Deserialize, Serialize};

use crate::message::shape::{Fields, Kind, Member, Node, Shape};
use crate::message::shape::{Rule::Enum, Rule::LengthMax, Rule::LengthMin, Rule::Min, Rule::NotNull};
use crate::message::shared_members::{INDEX_NAME_RULES, PROJECTION};

/// A vector index.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct VectorIndex {
    /// From the same sequence as the ids of other indexes.
    pub(crate) id: u32,
    pub(crate) name: String,
    /// The attribute that holds the vector.
    pub(crate) attribute: String,
    pub(crate) dimensions: usize,
    pub(crate) distance: Distance,
    /// `SearchSchema`: `HASH` elements, one at most, and `INLINE_FILTER` elements.
    pub(crate) search: KeySchema,
    pub(crate) projection: Projection,
    /// When it is filled, in milliseconds; zero if it was at once.
    #[serde(default)]
    pub(crate) ready_ms: u64,
    /// Whether a job still fills it.
    #[serde(default)]
    pub(crate) filling: bool,
}

impl VectorIndex {
    /// Whether it can be searched.
    pub(crate) fn is_ready(&self, now: Timestamp) -> bool {
        !self.filling && phase::is_over(self.ready_ms, now)
    }
}

/// `DistanceFunction`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Distance {
    /// 0 for the same direction, 2 for the opposite one.
    Cosine,
    /// The length of the difference.
    Euclidean,
    /// The inner product: the more, the closer.
    DotProduct,
}

impl Distance {
    const ALL: [Distance; 3] = [Distance::Cosine, Distance::Euclidean, Distance::DotProduct];

    /// As AWS spells it.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Distance::Cosine => "COSINE",
            Distance::Euclidean => "EUCLIDEAN",
            Distance::DotProduct => "DOT_PRODUCT",
        }
    }

    /// From AWS's spelling.
    pub(super) fn parse(text: &str) -> Option<Distance> {
        Distance::ALL.into_iter().find(|distance| distance.name() == text)
    }
}

/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html#limits-vector-indexes>
const MAX_DIMENSIONS: i64 = 4096;
const MAX_INDEXES: usize = 5;
const MAX_FILTERS: usize = 18;

static ATTRIBUTE: Shape = Shape {
    name: "VectorAttributeDefinition",
    members: &[Member::ruled("AttributeName", Kind::Text, &[NotNull, LengthMin(1), LengthMax(255)])],
};

static SEARCH_ELEMENT_SHAPE: Shape = Shape {
    name: "SearchSchemaElement",
    members: &[
        Member::ruled("AttributeName", Kind::Text, &[NotNull, LengthMin(1), LengthMax(65_535)]),
        Member::ruled("SearchSchemaElementType", Kind::Text, &[NotNull, Enum(&["HASH", "INLINE_FILTER"])]),
    ],
};

static SEARCH_ELEMENT: Member = Member::new("member", Kind::Struct(&SEARCH_ELEMENT_SHAPE));

const DISTANCES: &[&str] =
    &[Distance::Cosine.name(), Distance::DotProduct.name(), Distance::Euclidean.name()];

const MEMBERS: &[Member] = &[
    Member::ruled("IndexName", Kind::Text, INDEX_NAME_RULES),
    Member::ruled("VectorAttribute", Kind::Struct(&ATTRIBUTE), &[NotNull]),
    Member::ruled("SearchSchema", Kind::List(&SEARCH_ELEMENT), &[LengthMin(1)]),
    PROJECTION,
    Member::ruled("Dimensions", Kind::Long, &[NotNull, Min(1)]),
    Member::ruled("DistanceFunction", Kind::Text, &[NotNull, Enum(DISTANCES)]),
];

static INDEX: Shape = Shape { name: "VectorIndex", members: MEMBERS };
static INDEX_ELEMENT: Member = Member::new("member", Kind::Struct(&INDEX));

/// `VectorIndexes`
pub(crate) const VECTOR_INDEXES: Member = Member::new("VectorIndexes", Kind::List(&INDEX_ELEMENT));

static CREATE: Shape = Shape { name: "CreateVectorIndexAction", members: MEMBERS };
static DELETE: Shape = Shape {
    name: "DeleteVectorIndexAction",
    members: &[Member::ruled("IndexName", Kind::Text, INDEX_NAME_RULES)],
};
static UPDATE: Shape = Shape {
    name: "VectorIndexUpdate",
    members: &[Member::new("Create", Kind::Struct(&CREATE)), Member::new("Delete", Kind::Struct(&DELETE))],
};
static UPDATE_ELEMENT: Member = Member::new("member", Kind::Struct(&UPDATE));

/// `VectorIndexUpdates`
pub(crate) const VECTOR_INDEX_UPDATES: Member =
    Member::new("VectorIndexUpdates", Kind::List(&UPDATE_ELEMENT));

/// What is to happen to one vector index.
#[derive(Debug)]
pub(crate) enum VectorAlteration {
    Create(Box<VectorIndex>),
    Delete(String),
}

/// The search schemas of a new table's vector indexes: they use attribute definitions as keys do.
pub(super) fn search_keys(body: &Fields<'_>, attributes: &[KeyAttribute]) -> Result<Vec<KeySchema>> {
    let indexes = body.list("VectorIndexes").iter().filter_map(Node::fields);
    indexes.map(|fields| search_schema(fields, attributes)).collect()
}

/// `VectorIndexes` of a new table. `definition` has everything else.
pub(crate) fn indexes(body: &Fields<'_>, definition: &Definition) -> Result<Vec<VectorIndex>> {
    let nodes = body.list("VectorIndexes");
    if body.has("VectorIndexes") && nodes.is_empty() {
        return Err(Error::invalid("List of VectorIndexes is empty"));
    }
    if !nodes.is_empty() && !definition.billing.on_demand {
        return Err(only_on_demand());
    }
    let mut indexes: Vec<VectorIndex> = Vec::with_capacity(nodes.len());
    for (id, fields) in (definition.next_index..).zip(nodes.iter().filter_map(Node::fields)) {
        let index = VectorIndex { id, ..index(fields, &definition.attributes)? };
        if definition.index(&index.name).is_some() || indexes.iter().any(|known| known.name == index.name) {
            return Err(Error::invalid(format!("Duplicate index name: {}", index.name)));
        }
        check_attribute(&index, &definition.attributes, &indexes)?;
        indexes.push(index);
    }
    if indexes.len() > MAX_INDEXES {
        return Err(Error::invalid(format!(
            "VectorIndex count exceeds the per-table limit of {MAX_INDEXES}"
        )));
    }
    from_members::check_included(&definition.indexes, &indexes)?;
    Ok(indexes)
}

/// `VectorIndexUpdates`. Attributes of a search schema must be defined in the same request.
pub(crate) fn alterations(body: &Fields<'_>, attributes: &[KeyAttribute]) -> Result<Vec<VectorAlteration>> {
    let updates = body.list("VectorIndexUpdates").iter().filter_map(Node::fields);
    updates
        .map(|update| match (update.fields("Create"), update.fields("Delete")) {
            (Some(create), None) => {
                let index = index(create, attributes)?;
                check_attribute(&index, attributes, &[])?;
                Ok(VectorAlteration::Create(Box::new(index)))
            }
            (None, Some(delete)) => Ok(VectorAlteration::Delete(delete.required("IndexName").to_owned())),
            _ => Err(Error::invalid(
                "One of VectorIndexUpdate.Create, VectorIndexUpdate.Delete must not be null",
            )),
        })
        .collect()
}

/// Applies what an update asks for; the ids of the indexes that are gone.
pub(crate) fn alter(definition: &mut Definition, wanted: &[VectorAlteration]) -> Result<Vec<u32>> {
    let mut gone = Vec::new();
    for change in wanted {
        match change {
            VectorAlteration::Create(index) => create(definition, index)?,
            VectorAlteration::Delete(name) => {
                let at = definition.vectors.iter().position(|index| index.name == *name);
                let at = at.ok_or_else(|| Error::no_index_of(name, &definition.name))?;
                let index = definition.vectors.remove(at);
                gone.push(index.id);
                definition.leaving.push_vector(index);
            }
        }
    }
    if !definition.vectors.is_empty() && !definition.billing.on_demand {
        return Err(only_on_demand());
    }
    Ok(gone)
}

fn create(definition: &mut Definition, index: &VectorIndex) -> Result<()> {
    if definition.index(&index.name).is_some() || definition.vector_index(&index.name).is_some() {
        return Err(Error::validation("Attempting to create an index which already exists"));
    }
    if let Some(key) = definition.key.all().find(|key| key.name == index.attribute) {
        return Err(from_members::redefined(
            key,
            definition.key.role_of(key).unwrap_or("HASH"),
            &format!(
                "VectorIndexSchema:[VectorAttribute: key{{{}:L:{}}}]",
                index.attribute, index.dimensions
            ),
        ));
    }
    check_attribute(index, &definition.attributes, &definition.vectors)?;
    for attribute in index.search.all() {
        let role = if index.search.hash.contains(attribute) { "HASH" } else { "INLINE_FILTER" };
        from_members::define_attribute(definition, attribute, role)?;
    }
    let id = definition.next_index;
    definition.next_index += 1;
    definition.vectors.push(VectorIndex { id, filling: true, ..index.clone() });
    if definition.vectors.len() > MAX_INDEXES {
        return Err(Error::limit(format!(
            "Subscriber limit exceeded: Number of vector secondary indexes exceeds per-table limit of {MAX_INDEXES}"
        )));
    }
    from_members::check_included(&definition.indexes, &definition.vectors)
}

fn only_on_demand() -> Error {
    Error::invalid("Vector indexes are only supported for PAY_PER_REQUEST tables")
}

/// One element of `VectorIndexes`, or the `Create` of an update. Its id is given later.
fn index(fields: &Fields<'_>, attributes: &[KeyAttribute]) -> Result<VectorIndex> {
    let dimensions = fields.integer("Dimensions").unwrap_or(0);
    let fitting = usize::try_from(dimensions).ok().filter(|_| dimensions <= MAX_DIMENSIONS);
    let Some(dimensions) = fitting else {
        return Err(Error::invalid(format!(
            "Number of dimensions must be between 1 and {MAX_DIMENSIONS} inclusive."
        )));
    };
    let attribute = fields.fields("VectorAttribute").map_or("", |given| given.required("AttributeName"));
    Ok(VectorIndex {
        id: 0,
        name: fields.required("IndexName").to_owned(),
        attribute: attribute.to_owned(),
        dimensions,
        // The shape has let through no other.
        distance: Distance::parse(fields.required("DistanceFunction")).unwrap_or(Distance::Cosine),
        search: search_schema(fields, attributes)?,
        projection: from_members::projection(fields)?,
        ready_ms: 0,
        filling: false,
    })
}

fn search_schema(fields: &Fields<'_>, attributes: &[KeyAttribute]) -> Result<KeySchema> {
    let mut schema = KeySchema { hash: Vec::new(), range: Vec::new() };
    for element in fields.list("SearchSchema").iter().filter_map(Node::fields) {
        let name = element.required("AttributeName");
        let attribute = attributes.iter().find(|attribute| attribute.name == name).cloned();
        let attribute = attribute.ok_or_else(|| {
            Error::invalid("One element in SearchSchema is not defined in attribute definitions")
        })?;
        if schema.has(name) {
            return Err(Error::invalid(format!("Duplicate attribute in SearchSchema: {name}")));
        }
        let is_hash = element.required("SearchSchemaElementType") == "HASH";
        if is_hash { &mut schema.hash } else { &mut schema.range }.push(attribute);
    }
    if schema.hash.len() > 1 {
        return Err(Error::invalid("SearchSchema can have at most one HASH element"));
    }
    if schema.range.len() > MAX_FILTERS {
        return Err(Error::invalid(format!(
            "SearchSchema can have at most {MAX_FILTERS} INLINE_FILTER elements"
        )));
    }
    Ok(schema)
}

/// The attribute of a vector has no other type, and all indexes on it agree about its length.
fn check_attribute(index: &VectorIndex, attributes: &[KeyAttribute], others: &[VectorIndex]) -> Result<()> {
    let VectorIndex { attribute, dimensions, .. } = index;
    if attributes.iter().any(|known| known.name == *attribute) {
        return Err(Error::invalid(format!(
            "Conflicting attribute definition for '{attribute}'. An attribute cannot be defined in \
             AttributeDefinitions when used as a VectorAttribute."
        )));
    }
    if others.iter().any(|known| known.attribute == *attribute && known.dimensions != *dimensions) {
        return Err(Error::invalid(format!(
            "Conflicting attribute definition for '{attribute}'. All VectorIndexes on the same vector attribute must \
             use the same dimensions."
        )));
    }
    Ok(())
}
