//! Metadata configurations: AWS names tables that it makes, so what is shown is not what was put. Pages: API_CreateBucketMetadataConfiguration,
//! API_GetBucketMetadataConfiguration and the three updates; names of tables:
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/metadata-tables-overview.html>; MetadataConfigurationNotFound as
//! Terraform's provider knows it.

use crate::tests::World;
use crate::tests::bucket::settings::example;

#[tokio::test]
async fn tables_are_named_and_changed_one_by_one() {
    let world = World::with_bucket().await;
    let uri = "/bkt?metadataConfiguration";
    world.get(uri).await.refused(404, "MetadataConfigurationNotFound");
    let put = example("CreateBucketMetadataConfiguration");
    for change in ["metadataJournalTable", "metadataInventoryTable", "metadataAnnotationTable"] {
        let operation = format!("UpdateBucketM{}Configuration", change.strip_prefix('m').unwrap());
        let refused = world.send("PUT", &format!("/bkt?{change}"), &[], example(&operation)).await;
        refused.refused(404, "MetadataConfigurationNotFound");
    }
    world.send("POST", uri, &[], put.clone()).await.expect(200);
    world.send("POST", uri, &[], put).await.refused(409, "InvalidBucketState");
    let shown = world.get(uri).await.expect(200);
    assert!(shown.text().contains("<GetBucketMetadataConfigurationResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><MetadataConfigurationResult><DestinationResult><TableBucketType>aws</TableBucketType><TableBucketArn>arn:aws:s3tables:us-east-1:000000000000:bucket/aws-s3</TableBucketArn><TableNamespace>b_bkt</TableNamespace></DestinationResult>"));
    assert_eq!(shown.elements("TableName"), ["journal"]);
    assert_eq!(shown.elements("TableStatus"), ["ACTIVE"]);
    assert_eq!(shown.elements("ConfigurationState"), ["DISABLED"]);
    assert_eq!(shown.element("Days"), "10");
    let arn = shown.element("TableArn");
    assert!(arn.starts_with("arn:aws:s3tables:us-east-1:000000000000:bucket/aws-s3/table/"), "{arn}");

    let inventory = example("UpdateBucketMetadataInventoryTableConfiguration");
    world.put("/bkt?metadataInventoryTable", inventory).await;
    let off = example("UpdateBucketMetadataJournalTableConfiguration");
    world.put("/bkt?metadataJournalTable", off).await;
    world
        .put("/bkt?metadataAnnotationTable", example("UpdateBucketMetadataAnnotationTableConfiguration"))
        .await;
    let shown = world.get(uri).await.expect(200);
    assert_eq!(shown.elements("TableName"), ["journal", "inventory", "annotation"]);
    assert_eq!((shown.element("Expiration").as_str(), shown.element("Days").as_str()), ("DISABLED", ""));
    assert_eq!(shown.element("TableArn"), arn);
    world
        .send("PUT", "/bkt?metadataJournalTable", &[], "<JournalTableConfiguration/>")
        .await
        .refused(400, "MalformedXML");

    world.delete(uri).await.expect(204);
    world.delete(uri).await.refused(404, "MetadataConfigurationNotFound");
    world.get(uri).await.refused(404, "MetadataConfigurationNotFound");
}

/// API_CreateBucketMetadataTableConfiguration, API_GetBucketMetadataTableConfiguration: the namespace is always
/// `aws_s3_metadata`.
#[tokio::test]
async fn the_first_form() {
    let world = World::with_bucket().await;
    let uri = "/bkt?metadataTable";
    world.get(uri).await.refused(404, "MetadataConfigurationNotFound");
    world.send("POST", uri, &[], example("CreateBucketMetadataTableConfiguration")).await.expect(200);
    let shown = world.get(uri).await.expect(200);
    assert_eq!(shown.element("TableBucketArn"), "arn:aws:s3tables:us-east-1:111122223333:bucket/tables");
    assert_eq!((shown.element("TableName"), shown.element("Status")), ("t".into(), "ACTIVE".into()));
    assert_eq!(shown.element("TableNamespace"), "aws_s3_metadata");
    world.delete(uri).await.expect(204);
    world.delete(uri).await.refused(404, "MetadataConfigurationNotFound");
}
