//! Members that the shapes of several operations share.

use crate::message::shape::{Kind, Member, Shape, pattern};
use crate::message::shape::{
    Rule, Rule::ControlTableName, Rule::Enum, Rule::EnumAlone, Rule::EnumShown, Rule::LengthMax,
    Rule::LengthMin, Rule::Matches, Rule::Max, Rule::Min, Rule::NotNull, Rule::OlderTableName,
    Rule::TableName, Rule::ValueLength,
};

/// A table's name or ARN, in data operations.
pub(crate) const TABLE_NAME: Member = Member::ruled("TableName", Kind::Text, &[NotNull, TableName]);

/// The same in operations on the older layer of checks.
pub(crate) const OLDER_TABLE_NAME: Member =
    Member::ruled("TableName", Kind::Text, &[NotNull, OlderTableName]);

/// A table's name or ARN, in table operations.
pub(crate) const CONTROL_TABLE_NAME: Member = Member::ruled("TableName", Kind::Text, &[ControlTableName]);

/// A table's name or ARN, where it need not be there.
pub(crate) const OPTIONAL_TABLE_NAME: Member = Member::ruled("TableName", Kind::Text, &[TableName]);

/// `ReturnConsumedCapacity`
pub(crate) const RETURN_CONSUMED_CAPACITY: Member =
    Member::ruled("ReturnConsumedCapacity", Kind::Text, &[Enum(&["INDEXES", "TOTAL", "NONE"])]);

/// `ReturnItemCollectionMetrics`
pub(crate) const RETURN_ITEM_COLLECTION_METRICS: Member =
    Member::ruled("ReturnItemCollectionMetrics", Kind::Text, &[Enum(&["SIZE", "NONE"])]);

const ALL_RETURN_VALUES: &[&str] = &["ALL_NEW", "UPDATED_OLD", "ALL_OLD", "NONE", "UPDATED_NEW"];

/// What the newer layer shows; its last but one is AWS's mistake.
const SHOWN_RETURN_VALUES: &str = "ALL_OLD, UPDATED_OLD, ALL_NEW, UPDATE_NEW, NONE";

/// `ReturnValues`
pub(crate) const RETURN_VALUES: Member =
    Member::ruled("ReturnValues", Kind::Text, &[EnumShown(ALL_RETURN_VALUES, SHOWN_RETURN_VALUES)]);

/// `ReturnValues` of UpdateItem.
pub(crate) const UPDATE_RETURN_VALUES: Member =
    Member::ruled("ReturnValues", Kind::Text, &[EnumAlone(ALL_RETURN_VALUES, SHOWN_RETURN_VALUES)]);

/// `ReturnValuesOnConditionCheckFailure`
pub(crate) const ON_FAILURE: Member =
    Member::ruled("ReturnValuesOnConditionCheckFailure", Kind::Text, &[Enum(&["ALL_OLD", "NONE"])]);

/// `ExpressionAttributeNames`
pub(crate) const NAMES: Member =
    Member::new("ExpressionAttributeNames", Kind::Map("java.lang.String", &TEXT));

/// `ExpressionAttributeValues`
pub(crate) const VALUES: Member = Member::new("ExpressionAttributeValues", Kind::Item);

/// An element that is a text.
pub(crate) static TEXT: Member = Member::new("member", Kind::Text);

/// The rules of a name that is no ARN.
pub(crate) const NAME_RULES: &[Rule] = &[Matches(pattern::NAME), LengthMin(3), LengthMax(255)];

/// The rules of an index's name, and of others that must be there.
pub(crate) const INDEX_NAME_RULES: &[Rule] = &[NotNull, Matches(pattern::NAME), LengthMin(3), LengthMax(255)];

/// `IndexName` where it need not be there.
pub(crate) const OPTIONAL_INDEX_NAME: Member = READ_INDEX_NAME;

/// `GlobalTableName` of version 2017.11.29 of global tables.
pub(crate) const GLOBAL_TABLE_NAME: Member = Member::ruled("GlobalTableName", Kind::Text, INDEX_NAME_RULES);

static REPLICA_REGION_SHAPE: Shape =
    Shape { name: "Replica", members: &[Member::new("RegionName", Kind::Text)] };

/// The elements of `ReplicationGroup`.
pub(crate) static REPLICA_REGION: Member = Member::new("member", Kind::Struct(&REPLICA_REGION_SHAPE));

/// `IndexName` of reads.
pub(crate) const READ_INDEX_NAME: Member = Member::ruled("IndexName", Kind::Text, NAME_RULES);

/// `Select`
pub(crate) const SELECT: Member = Member::ruled(
    "Select",
    Kind::Text,
    &[Enum(&["SPECIFIC_ATTRIBUTES", "COUNT", "ALL_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES"])],
);

/// `ProvisionedThroughput`
pub(crate) static THROUGHPUT: Shape = Shape {
    name: "ProvisionedThroughput",
    members: &[
        Member::ruled("WriteCapacityUnits", Kind::Long, &[NotNull, Min(1)]),
        Member::ruled("ReadCapacityUnits", Kind::Long, &[NotNull, Min(1)]),
    ],
};

/// `ProvisionedThroughput`
pub(crate) const PROVISIONED_THROUGHPUT: Member =
    Member::new("ProvisionedThroughput", Kind::Struct(&THROUGHPUT));

/// `OnDemandThroughput`
pub(crate) static ON_DEMAND: Shape = Shape {
    name: "OnDemandThroughput",
    members: &[
        Member::new("MaxReadRequestUnits", Kind::Long),
        Member::new("MaxWriteRequestUnits", Kind::Long),
    ],
};

/// `OnDemandThroughput`
pub(crate) const ON_DEMAND_THROUGHPUT: Member = Member::new("OnDemandThroughput", Kind::Struct(&ON_DEMAND));

static WARM: Shape = Shape {
    name: "WarmThroughput",
    members: &[Member::new("ReadUnitsPerSecond", Kind::Long), Member::new("WriteUnitsPerSecond", Kind::Long)],
};

/// `WarmThroughput`
pub(crate) const WARM_THROUGHPUT: Member = Member::new("WarmThroughput", Kind::Struct(&WARM));

static ATTRIBUTE_DEFINITION: Shape = Shape {
    name: "AttributeDefinition",
    members: &[
        Member::ruled("AttributeName", Kind::Text, &[NotNull, LengthMin(1), LengthMax(255)]),
        Member::ruled("AttributeType", Kind::Text, &[NotNull, Enum(&["B", "N", "S"])]),
    ],
};

/// The elements of `AttributeDefinitions`.
pub(crate) static ATTRIBUTE_DEFINITION_ELEMENT: Member =
    Member::new("member", Kind::Struct(&ATTRIBUTE_DEFINITION));

static KEY_SCHEMA_ELEMENT_SHAPE: Shape = Shape {
    name: "KeySchemaElement",
    members: &[
        Member::ruled("AttributeName", Kind::Text, &[NotNull, LengthMin(1), LengthMax(255)]),
        Member::ruled("KeyType", Kind::Text, &[NotNull, Enum(&["HASH", "RANGE"])]),
    ],
};

static KEY_SCHEMA_ELEMENT: Member = Member::new("member", Kind::Struct(&KEY_SCHEMA_ELEMENT_SHAPE));

/// `KeySchema` of a table or local index.
pub(crate) const KEY_SCHEMA: Member =
    Member::ruled("KeySchema", Kind::List(&KEY_SCHEMA_ELEMENT), &[NotNull, LengthMin(1), LengthMax(2)]);

/// `KeySchema` of a global index, whose length `key_schema` judges.
const GLOBAL_KEY_SCHEMA: Member =
    Member::ruled("KeySchema", Kind::List(&KEY_SCHEMA_ELEMENT), &[NotNull, LengthMin(1)]);

static NON_KEY_ATTRIBUTE: Member = Member::ruled("member", Kind::Text, &[LengthMin(1), LengthMax(255)]);

static PROJECTION_SHAPE: Shape = Shape {
    name: "Projection",
    members: &[
        Member::ruled("ProjectionType", Kind::Text, &[Enum(&["ALL", "INCLUDE", "KEYS_ONLY"])]),
        Member::ruled("NonKeyAttributes", Kind::List(&NON_KEY_ATTRIBUTE), &[LengthMin(1), LengthMax(20)]),
    ],
};

/// `Projection`
pub(crate) const PROJECTION: Member =
    Member::ruled("Projection", Kind::Struct(&PROJECTION_SHAPE), &[NotNull]);

static LOCAL_INDEX: Shape = Shape {
    name: "LocalSecondaryIndex",
    members: &[Member::ruled("IndexName", Kind::Text, INDEX_NAME_RULES), KEY_SCHEMA, PROJECTION],
};

/// The elements of `LocalSecondaryIndexes`.
pub(crate) static LOCAL_INDEX_ELEMENT: Member = Member::new("member", Kind::Struct(&LOCAL_INDEX));

/// `LocalSecondaryIndexes`
pub(crate) const LOCAL_INDEXES: Member =
    Member::new("LocalSecondaryIndexes", Kind::List(&LOCAL_INDEX_ELEMENT));

const GLOBAL_INDEX_MEMBERS: &[Member] = &[
    Member::ruled("IndexName", Kind::Text, INDEX_NAME_RULES),
    GLOBAL_KEY_SCHEMA,
    PROJECTION,
    PROVISIONED_THROUGHPUT,
    ON_DEMAND_THROUGHPUT,
    WARM_THROUGHPUT,
];

static GLOBAL_INDEX: Shape = Shape { name: "GlobalSecondaryIndex", members: GLOBAL_INDEX_MEMBERS };

/// The elements of `GlobalSecondaryIndexes`.
pub(crate) static GLOBAL_INDEX_ELEMENT: Member = Member::new("member", Kind::Struct(&GLOBAL_INDEX));

/// `GlobalSecondaryIndexes`
pub(crate) const GLOBAL_INDEXES: Member =
    Member::new("GlobalSecondaryIndexes", Kind::List(&GLOBAL_INDEX_ELEMENT));

static CREATE_INDEX: Shape =
    Shape { name: "CreateGlobalSecondaryIndexAction", members: GLOBAL_INDEX_MEMBERS };

static UPDATE_INDEX: Shape = Shape {
    name: "UpdateGlobalSecondaryIndexAction",
    members: &[
        Member::ruled("IndexName", Kind::Text, INDEX_NAME_RULES),
        PROVISIONED_THROUGHPUT,
        ON_DEMAND_THROUGHPUT,
        WARM_THROUGHPUT,
    ],
};

static DELETE_INDEX: Shape = Shape {
    name: "DeleteGlobalSecondaryIndexAction",
    members: &[Member::ruled("IndexName", Kind::Text, INDEX_NAME_RULES)],
};

static INDEX_UPDATE: Shape = Shape {
    name: "GlobalSecondaryIndexUpdate",
    members: &[
        Member::new("Update", Kind::Struct(&UPDATE_INDEX)),
        Member::new("Create", Kind::Struct(&CREATE_INDEX)),
        Member::new("Delete", Kind::Struct(&DELETE_INDEX)),
    ],
};

static INDEX_UPDATE_ELEMENT: Member = Member::new("member", Kind::Struct(&INDEX_UPDATE));

/// `GlobalSecondaryIndexUpdates`
pub(crate) const INDEX_UPDATES: Member =
    Member::new("GlobalSecondaryIndexUpdates", Kind::List(&INDEX_UPDATE_ELEMENT));

static STREAM_SPECIFICATION_SHAPE: Shape = Shape {
    name: "StreamSpecification",
    members: &[
        Member::ruled("StreamEnabled", Kind::Boolean, &[NotNull]),
        Member::ruled(
            "StreamViewType",
            Kind::Text,
            &[Enum(&["NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES", "KEYS_ONLY"])],
        ),
    ],
};

/// `StreamSpecification`
pub(crate) const STREAM_SPECIFICATION: Member =
    Member::new("StreamSpecification", Kind::Struct(&STREAM_SPECIFICATION_SHAPE));

/// `SSESpecification`
pub(crate) static SSE_SHAPE: Shape = Shape {
    name: "SSESpecification",
    members: &[
        Member::new("Enabled", Kind::Boolean),
        Member::ruled("SSEType", Kind::Text, &[Enum(&["AES256", "KMS"])]),
        Member::new("KMSMasterKeyId", Kind::Text),
    ],
};

/// `SSESpecification`
pub(crate) const SSE_SPECIFICATION: Member = Member::new("SSESpecification", Kind::Struct(&SSE_SHAPE));

static TAG_SHAPE: Shape = Shape {
    name: "Tag",
    members: &[
        // The model's constraints are judged in `tags`, which AWS has words of its own for.
        Member::new("Key", Kind::Text),
        Member::new("Value", Kind::Text),
    ],
};

/// The elements of `Tags`.
pub(crate) static TAG: Member = Member::new("member", Kind::Struct(&TAG_SHAPE));

/// `BillingMode`
pub(crate) const BILLING_MODE: Member =
    Member::ruled("BillingMode", Kind::Text, &[Enum(&["PROVISIONED", "PAY_PER_REQUEST"])]);

/// The values of `TableClass`.
pub(crate) const TABLE_CLASS_VALUES: &[&str] = &["STANDARD", "STANDARD_INFREQUENT_ACCESS"];

/// `TableClass`
pub(crate) const TABLE_CLASS: Member = Member::ruled("TableClass", Kind::Text, &[Enum(TABLE_CLASS_VALUES)]);

/// `Limit` of Query and Scan.
pub(crate) const LIMIT: Member = Member::ruled("Limit", Kind::Integer, &[Min(1)]);

/// `TotalSegments` and its kin.
pub(crate) const TOTAL_SEGMENTS: Member =
    Member::ruled("TotalSegments", Kind::Integer, &[Min(1), Max(1_000_000)]);

/// The rule of `RequestItems` of BatchWriteItem.
pub(crate) const UP_TO_25: Rule = ValueLength(1, 25);
