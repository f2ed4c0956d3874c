//! Metadata configurations. What is shown is not what was put: AWS names the tables that it makes. Ours are there at once, by
//! their names alone; nothing is written to them. How they are encrypted is not shown
//! (<https://github.com/hashicorp/terraform-provider-aws>, `bucket_metadata_configuration.go`).
//!
//! Names of tables and namespaces: <https://docs.aws.amazon.com/AmazonS3/latest/userguide/metadata-tables-overview.html>.

use wire::value::Fields;

use super::model::{
    ANNOTATION_TABLE_CONFIGURATION_RESULT, DESTINATION_RESULT, GET_BUCKET_METADATA_CONFIGURATION,
    GET_BUCKET_METADATA_TABLE_CONFIGURATION, INVENTORY_TABLE_CONFIGURATION_RESULT,
    JOURNAL_TABLE_CONFIGURATION_RESULT, METADATA_CONFIGURATION_RESULT, METADATA_TABLE_CONFIGURATION_RESULT,
    S3_TABLES_DESTINATION_RESULT,
};
use super::record::{self, Found};
use super::table::{METADATA, METADATA_TABLE};
use super::{Given, Result, Setting, document, payload};
use crate::error::{Code, Error};

/// A table that is there, and up to date.
const ACTIVE: &str = "ACTIVE";
/// A table that is wanted.
const ENABLED: &str = "ENABLED";
/// The member that holds all others.
const INSIDE: &str = "MetadataConfigurationResult";

/// CreateBucketMetadataConfiguration.
pub(super) fn create(given: &mut Given<'_>) -> Result<()> {
    is_new(given, &METADATA)?;
    let asked = given.fields.clone();
    let destination = Fields::new(&DESTINATION_RESULT)
        .with("TableBucketType", "aws")
        .with("TableBucketArn", managed_bucket(given))
        .with("TableNamespace", format!("b_{}", given.bucket.name));
    let mut inside = Fields::new(&METADATA_CONFIGURATION_RESULT).with("DestinationResult", destination);
    for (name, result) in TABLES {
        if let Some(asked) = asked.fields(name) {
            inside.set(result, table(given, name, asked, None));
        }
    }
    let (shape, _) = payload(GET_BUCKET_METADATA_CONFIGURATION.output)?;
    given.fields = Fields::new(shape).with(INSIDE, inside);
    Ok(())
}

/// The tables of a configuration: what is put, and what is shown.
const TABLES: [(&str, &str); 3] = [
    ("JournalTableConfiguration", "JournalTableConfigurationResult"),
    ("InventoryTableConfiguration", "InventoryTableConfigurationResult"),
    ("AnnotationTableConfiguration", "AnnotationTableConfigurationResult"),
];

/// UpdateBucketMetadataJournalTableConfiguration.
pub(super) fn update_journal(given: &mut Given<'_>) -> Result<()> {
    update(given, "JournalTableConfiguration")
}

/// UpdateBucketMetadataInventoryTableConfiguration.
pub(super) fn update_inventory(given: &mut Given<'_>) -> Result<()> {
    update(given, "InventoryTableConfiguration")
}

/// UpdateBucketMetadataAnnotationTableConfiguration.
pub(super) fn update_annotation(given: &mut Given<'_>) -> Result<()> {
    update(given, "AnnotationTableConfiguration")
}

/// What is there, with another table.
fn update(given: &mut Given<'_>, name: &str) -> Result<()> {
    let Found::Kept(kept) = record::find(given.store, given.bucket, &METADATA, "")? else {
        return Err(Error::not_configured(Code::MetadataConfigurationNotFound, &given.bucket.name));
    };
    let (shape, root) = payload(GET_BUCKET_METADATA_CONFIGURATION.output)?;
    let mut all = document::read(shape, root, kept.document.as_bytes())?;
    let lost = || Error::internal("a metadata configuration without its tables");
    let mut inside = all.fields(INSIDE).cloned().ok_or_else(lost)?;
    let result = TABLES.iter().find(|table| table.0 == name).ok_or_else(lost)?.1;
    let table = table(given, name, &given.fields, inside.fields(result));
    inside.set(result, table);
    all.set(INSIDE, inside);
    given.fields = all;
    Ok(())
}

/// A table as it is shown. `before`: as it was, whose ARN stays.
fn table(given: &Given<'_>, name: &str, asked: &Fields, before: Option<&Fields>) -> Fields {
    let (shape, table) = match name {
        "JournalTableConfiguration" => (&JOURNAL_TABLE_CONFIGURATION_RESULT, "journal"),
        "InventoryTableConfiguration" => (&INVENTORY_TABLE_CONFIGURATION_RESULT, "inventory"),
        _ => (&ANNOTATION_TABLE_CONFIGURATION_RESULT, "annotation"),
    };
    let shown = asked.recast(shape);
    // A journal cannot be switched off.
    let can_be_off = asked.shape().place_of("ConfigurationState").is_some();
    if can_be_off && asked.text("ConfigurationState") != Some(ENABLED) {
        return shown;
    }
    let arn = before.and_then(|before| before.text("TableArn")).map(str::to_owned);
    let arn = arn.unwrap_or_else(|| format!("{}/table/{}", managed_bucket(given), given.entropy.uuid()));
    shown.with("TableStatus", ACTIVE).with("TableName", table).with("TableArn", arn)
}

/// The bucket of tables that AWS keeps for an account.
fn managed_bucket(given: &Given<'_>) -> String {
    let partition = given.cx.call.region.partition();
    format!("arn:{partition}:s3tables:{}:{}:bucket/aws-s3", given.bucket.region, given.bucket.owner())
}

/// CreateBucketMetadataTableConfiguration, the first form of all this.
pub(super) fn create_table(given: &mut Given<'_>) -> Result<()> {
    is_new(given, &METADATA_TABLE)?;
    let destination = given.fields.fields("S3TablesDestination").cloned();
    let destination = destination.ok_or_else(super::rules::malformed)?;
    let arn = format!("{}/table/{}", destination.required("TableBucketArn"), given.entropy.uuid());
    let destination = destination
        .recast(&S3_TABLES_DESTINATION_RESULT)
        .with("TableArn", arn)
        .with("TableNamespace", "aws_s3_metadata");
    let inside =
        Fields::new(&METADATA_TABLE_CONFIGURATION_RESULT).with("S3TablesDestinationResult", destination);
    let (shape, _) = payload(GET_BUCKET_METADATA_TABLE_CONFIGURATION.output)?;
    let inside = Fields::new(shape).with("MetadataTableConfigurationResult", inside);
    given.fields = inside.with("Status", ACTIVE);
    Ok(())
}

/// A bucket has one configuration; a second one is refused, with a code that is our guess.
fn is_new(given: &Given<'_>, setting: &Setting) -> Result<()> {
    match record::find(given.store, given.bucket, setting, "")? {
        Found::Kept(_) => {
            let message = "A metadata configuration already exists for this bucket.";
            Err(Error::saying(Code::InvalidBucketState, message).with("BucketName", &given.bucket.name))
        }
        Found::Deleted | Found::Untouched => Ok(()),
    }
}
