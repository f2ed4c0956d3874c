//! SearchVectors, through the SDK's own routing.

use aws_sdk_dynamodb::types::{
    AttributeValue, BillingMode, KeyType, Projection, ProjectionType, ScalarAttributeType,
    VectorAttributeDefinition, VectorDistanceFunction, VectorIndex,
};

use crate::fixture::{attribute, key, n, s, start};

#[tokio::test]
async fn the_closest_items_are_found() {
    let (_server, sdk) = start();
    let index = VectorIndex::builder()
        .index_name("near")
        .vector_attribute(VectorAttributeDefinition::builder().attribute_name("at").build().unwrap())
        .dimensions(2)
        .distance_function(VectorDistanceFunction::Euclidean)
        .projection(Projection::builder().projection_type(ProjectionType::All).build());
    sdk.dynamodb
        .create_table()
        .table_name("places")
        .attribute_definitions(attribute("pk", ScalarAttributeType::S))
        .key_schema(key("pk", KeyType::Hash))
        .billing_mode(BillingMode::PayPerRequest)
        .vector_indexes(index.build().unwrap())
        .send()
        .await
        .unwrap();
    for (name, x) in [("here", 1), ("there", 5), ("nowhere", 100)] {
        let at = AttributeValue::L(vec![n(x), n(0)]);
        let put = sdk.dynamodb.put_item().table_name("places").item("pk", s(name)).item("at", at);
        put.send().await.unwrap();
    }
    let search = sdk.dynamodb.search_vectors().table_name("places").index_name("near").top_k(2);
    let found = search.search_vector(n(2)).search_vector(n(0)).send().await.unwrap();
    let results: Vec<_> = found
        .search_results()
        .iter()
        .map(|result| (result.item().unwrap()["pk"].clone(), result.score()))
        .collect();
    assert_eq!(results, [(s("here"), 1.0), (s("there"), 3.0)]);
}
