//! Vector indexes and SearchVectors. Sentences and scores: recorded on AWS in 2026-08 by the authors of
//! dynamodb-conformance, ExtendDB and Dynoxide, unless a test says otherwise.

use crate::harness::{Value, World, json};

fn index(over: Value) -> Value {
    let mut index = json!({
        "IndexName": "vix", "VectorAttribute": {"AttributeName": "emb"}, "Dimensions": 2,
        "DistanceFunction": "EUCLIDEAN", "Projection": {"ProjectionType": "ALL"},
    });
    for (key, value) in over.as_object().unwrap() {
        index[key] = value.clone();
    }
    index
}

fn vector(numbers: &[&str]) -> Value {
    numbers.iter().map(|number| json!({"N": number})).collect()
}

fn put(world: &World, name: &str, numbers: &[&str], more: Value) {
    let mut item = json!({"pk": {"S": name}, "emb": {"L": vector(numbers)}});
    for (key, value) in more.as_object().unwrap() {
        item[key] = value.clone();
    }
    world.ok("PutItem", json!({"TableName": "tab", "Item": item}));
}

fn search(world: &World, numbers: &[&str], top: u32, more: Value) -> Value {
    world.ok("SearchVectors", request(numbers, top, more))
}

fn request(numbers: &[&str], top: u32, more: Value) -> Value {
    let mut input =
        json!({"TableName": "tab", "IndexName": "vix", "SearchVector": vector(numbers), "TopK": top});
    for (key, value) in more.as_object().unwrap() {
        input[key] = value.clone();
    }
    input
}

fn names(found: &Value) -> Vec<&str> {
    let results = found["SearchResults"].as_array().unwrap();
    results.iter().map(|result| result["Item"]["pk"]["S"].as_str().unwrap()).collect()
}

/// A world with a table `tab` with one vector index.
fn world(over: Value, defs: Value) -> World {
    let world = World::new();
    world.table("tab", "pk S", json!({"defs": defs, "VectorIndexes": [index(over)]}));
    world
}

#[test]
fn the_closest_come_first_and_no_more_than_asked_for() {
    let world = world(json!({}), json!([]));
    for (name, at) in [("far", "9"), ("near", "1.5"), ("nearest", "1"), ("middle", "4")] {
        put(&world, name, &[at, "0"], json!({}));
    }
    let found = search(&world, &["1", "0"], 3, json!({}));
    assert_eq!(names(&found), ["nearest", "near", "middle"]);
    let scores: Vec<f64> =
        found["SearchResults"].as_array().unwrap().iter().map(|r| r["Score"].as_f64().unwrap()).collect();
    assert_eq!(scores, [0.0, 0.5, 3.0]);
    // The vector stays in the index unless it is asked for.
    assert_eq!(found["SearchResults"][0]["Item"], json!({"pk": {"S": "nearest"}}));
    assert_eq!(found.get("ConsumedCapacity"), None);
}

#[test]
fn the_dot_product_ranks_the_highest_first() {
    let world = world(json!({"DistanceFunction": "DOT_PRODUCT"}), json!([]));
    for (name, at) in [("against", "-3"), ("long", "5"), ("short", "1")] {
        put(&world, name, &[at, "0"], json!({}));
    }
    let found = search(&world, &["2", "0"], 10, json!({}));
    assert_eq!(names(&found), ["long", "short", "against"]);
    assert_eq!(found["SearchResults"][2]["Score"], -6.0);
}

/// AWS's guide on filters; an item without the partition attribute is not in the index.
#[test]
fn a_search_stays_within_its_partition_and_filters() {
    let schema = json!([
        {"AttributeName": "tenant", "SearchSchemaElementType": "HASH"},
        {"AttributeName": "color", "SearchSchemaElementType": "INLINE_FILTER"},
    ]);
    let world = world(json!({"SearchSchema": schema}), json!([["tenant", "S"], ["color", "S"]]));
    let of = |tenant: &str, color: &str| json!({"tenant": {"S": tenant}, "color": {"S": color}});
    put(&world, "a1", &["1", "0"], of("a", "red"));
    put(&world, "a2", &["2", "0"], of("a", "blue"));
    put(&world, "b1", &["1", "0"], of("b", "red"));
    put(&world, "bare", &["1", "0"], json!({}));
    put(&world, "plain", &["3", "0"], json!({"tenant": {"S": "a"}}));
    let within = |condition: &str, values: Value| {
        let more = json!({"SearchConditionExpression": condition, "ExpressionAttributeValues": values});
        search(&world, &["1", "0"], 9, more)
    };
    let tenant = json!({":t": {"S": "a"}});
    assert_eq!(names(&within("tenant = :t", tenant.clone())), ["a1", "a2", "plain"]);
    let both = json!({":t": {"S": "a"}, ":c": {"S": "blue"}});
    assert_eq!(names(&within("tenant = :t AND color = :c", both.clone())), ["a2"]);
    // Moved to another partition, and out of the index.
    world.ok(
        "UpdateItem",
        json!({
            "TableName": "tab", "Key": {"pk": {"S": "a2"}}, "UpdateExpression": "SET tenant = :b",
            "ExpressionAttributeValues": {":b": {"S": "b"}},
        }),
    );
    world.ok(
        "UpdateItem",
        json!({
            "TableName": "tab", "Key": {"pk": {"S": "plain"}}, "UpdateExpression": "REMOVE emb",
        }),
    );
    assert_eq!(names(&within("tenant = :t", tenant.clone())), ["a1"]);
    let failed = |condition: &str, values: Value| {
        let more = json!({"SearchConditionExpression": condition, "ExpressionAttributeValues": values});
        world.err("SearchVectors", request(&["1", "0"], 9, more)).replace("ValidationException: ", "")
    };
    let invalid = "Invalid SearchConditionExpression: ";
    assert_eq!(
        failed("tenant < :t", tenant.clone()),
        format!("{invalid}Invalid comparator used in SearchConditionExpression")
    );
    assert_eq!(
        failed("tenant = :t AND tenant = :c", both.clone()),
        format!("{invalid}SearchConditionExpression must only contain one condition per attribute")
    );
    assert_eq!(
        failed("tenant = :t AND color.a = :c", both.clone()),
        format!("{invalid}SearchConditionExpression cannot have conditions on nested attributes")
    );
    assert_eq!(
        failed("tenant = :t AND size = :c", both.clone()),
        format!("{invalid}Attribute name is a reserved keyword; reserved keyword: size")
    );
    assert_eq!(
        failed("tenant = :t AND elsewhere = :c", both),
        "SearchConditionExpression must not contain any attributes that is not in SearchSchema. Invalid attribute: \
         elsewhere"
    );
    assert_eq!(
        failed("tenant = :t", json!({":t": {"N": "1"}})),
        "Type of 'tenant' attribute in SearchConditionExpression (N) does not match type in search schema (S)"
    );
    let hash_missing = "SearchConditionExpression must be provided when SearchSchema has a HASH key";
    assert_eq!(failed("color = :t", tenant), hash_missing);
    assert_eq!(
        world.err("SearchVectors", request(&["1", "0"], 9, json!({}))),
        format!("ValidationException: {hash_missing}")
    );
}

#[test]
fn a_projection_gives_what_the_index_holds_the_vector_too() {
    let world = world(json!({"Projection": {"ProjectionType": "KEYS_ONLY"}}), json!([]));
    put(&world, "a", &["0.1", "16777217"], json!({"note": {"S": "x"}}));
    let found = search(&world, &["1", "0"], 1, json!({"ProjectionExpression": "pk, emb, note"}));
    // 16777217 is the first whole number that 32 bits cannot hold.
    let expected = json!({"pk": {"S": "a"}, "emb": {"L": [{"N": "0.1"}, {"N": "16777216"}]}});
    assert_eq!(found["SearchResults"][0]["Item"], expected);
    let got = world.ok("GetItem", json!({"TableName": "tab", "Key": {"pk": {"S": "a"}}}));
    assert_eq!(got["Item"]["emb"]["L"][1]["N"], "16777217");
}

#[test]
fn a_search_that_does_not_fit_is_refused() {
    let world = world(json!({}), json!([]));
    let failed = |input: Value| world.err("SearchVectors", input).replace("ValidationException: ", "");
    assert_eq!(
        failed(request(&["1"], 1, json!({}))),
        "Input search vector dimension 1 does not match vector index dimension 2"
    );
    let invalid = "Search vector contains invalid values. All values in the search vector must be a 32-bit \
                   floating-point number attribute";
    let wrapped = json!({"SearchVector": [{"L": [{"N": "1"}, {"N": "0"}]}]});
    assert_eq!(failed(request(&[], 1, wrapped)), invalid);
    assert_eq!(failed(request(&["1e39", "0"], 1, json!({}))), invalid);
    assert_eq!(
        failed(request(&["1", "0"], 101, json!({}))),
        "Provided TopK value '101' is out of valid range. The value must be between 1 and 100 inclusive"
    );
    assert_eq!(
        failed(request(&["1", "0"], 0, json!({}))),
        "1 validation error detected: Value '0' at 'topK' failed to satisfy constraint: Member must have value greater \
         than or equal to 1"
    );
    assert_eq!(
        failed(request(&[], 1, json!({}))),
        "1 validation error detected: Value at 'SearchVector' failed to satisfy constraint: Member must have length \
         greater than or equal to 1"
    );
    assert_eq!(
        failed(request(&["1", "0"], 1, json!({"IndexName": "other"}))),
        "The table does not have the specified index: other"
    );
    assert_eq!(
        failed(request(&["1", "0"], 1, json!({"TableName": "none"}))),
        "ResourceNotFoundException: Requested resource not found"
    );
    let condition =
        json!({"SearchConditionExpression": "t = :t", "ExpressionAttributeValues": {":t": {"S": "x"}}});
    assert!(failed(request(&["1", "0"], 1, condition)).ends_with("Invalid attribute: t"));
}

/// The public conformance suite, error-messages/searchVectors, eu-west-2 and us-east-1, 2026-10-09. The column is where
/// the text was read up to.
#[test]
fn a_member_that_is_missing_or_null_is_told_by_its_place() {
    let world = World::new();
    let failed = |body: &str| world.err_text("SearchVectors", body);
    let null = "SerializationException: invalid type: null, expected";
    assert_eq!(failed(r#"{"TableName":null}"#), format!("{null} a string at line 1 column 17"));
    assert_eq!(
        failed(r#"{"TableName":"tab","IndexName":null}"#),
        format!("{null} a string at line 1 column 35")
    );
    assert_eq!(failed(r#"{"SearchVector":null}"#), format!("{null} a sequence at line 1 column 20"));
    assert_eq!(failed("{\n\"TopK\":null}"), format!("{null} i32 at line 2 column 11"));
    let missing = "ValidationException: missing field `TableName` at line 1 column";
    assert_eq!(failed(r#"{"IndexName":"ab","SearchVector":[{"N":"1"}],"TopK":1}"#), format!("{missing} 54"));
}

#[test]
fn neither_query_nor_scan_reads_a_vector_index() {
    let world = world(json!({}), json!([]));
    let condition = json!({":p": {"S": "a"}});
    assert_eq!(
        world.err(
            "Query",
            json!({
                "TableName": "tab", "IndexName": "vix", "KeyConditionExpression": "pk = :p",
                "ExpressionAttributeValues": condition,
            })
        ),
        "ValidationException: Query operation not supported on this index type."
    );
    assert_eq!(
        world.err("Scan", json!({"TableName": "tab", "IndexName": "vix"})),
        "ValidationException: Scan operation not supported on this index type"
    );
}

#[test]
fn a_write_must_fit_the_index() {
    let schema = json!([
        {"AttributeName": "tenant", "SearchSchemaElementType": "HASH"},
        {"AttributeName": "size_", "SearchSchemaElementType": "INLINE_FILTER"},
    ]);
    let world = world(json!({"SearchSchema": schema}), json!([["tenant", "S"], ["size_", "N"]]));
    let failed = |attributes: Value| {
        let mut item = json!({"pk": {"S": "a"}});
        for (key, value) in attributes.as_object().unwrap() {
            item[key] = value.clone();
        }
        let put = world.err("PutItem", json!({"TableName": "tab", "Item": item}));
        let transaction = json!({"TransactItems": [{"Put": {"TableName": "tab", "Item": item}}]});
        let reasons = world.failure("TransactWriteItems", transaction)["CancellationReasons"].clone();
        let message = put.strip_prefix("ValidationException: ").unwrap().to_owned();
        assert_eq!(reasons, json!([{"Code": "ValidationError", "Message": message}]));
        message
    };
    // The public conformance suite, error-messages/vectorWrites; the value out of range as Dynoxide's authors saw it.
    let once = "One or more parameter values were invalid.";
    assert_eq!(
        failed(json!({"emb": {"S": "x"}})),
        format!(
            "{once} Invalid type for parameter emb, Expected: 32-bit floating point number list IndexName: vix"
        )
    );
    assert_eq!(
        failed(json!({"emb": {"L": vector(&["1"])}})),
        format!("{once} Invalid size for parameter emb, Expected: 2, Actual: 1 IndexName: vix")
    );
    assert_eq!(
        failed(json!({"emb": {"L": [{"N": "1"}, {"BOOL": true}]}})),
        format!(
            "{once} Invalid type for parameter emb[1], Expected: 32-bit floating point number, Actual: BOOL. \
             IndexName: vix"
        )
    );
    assert_eq!(
        failed(json!({"emb": {"L": vector(&["1e39", "0"])}})),
        format!(
            "{once} Invalid value for parameter emb[0], Value: 1E+39 is outside valid range [-3.4028235E38, \
             3.4028235E38]. IndexName: vix"
        )
    );
    assert_eq!(
        failed(json!({"size_": {"S": "x"}})),
        format!("{once} Attribute 'size_' type mismatch. Expected: N, Actual: S. IndexName: vix")
    );
    assert_eq!(
        failed(json!({"tenant": {"S": ""}})),
        "One or more parameter values are not valid. A value specified for a secondary index key is not supported. The \
         AttributeValue for a key attribute cannot contain an empty string value. IndexName: vix, IndexKey: tenant"
    );
    assert_eq!(
        failed(json!({"tenant": {"S": "x".repeat(2049)}})),
        "One or more parameter values were invalid: Aggregate size for HASH key attributes exceeds the maximum of 2048 \
         bytes"
    );
}

/// Of an update only what it changes is judged, so what was there before the index stays writable.
#[test]
fn an_index_is_added_to_a_table_with_items_and_removed() {
    let world = World::new();
    world.table("tab", "pk S", json!({}));
    put(&world, "a", &["1", "0"], json!({}));
    put(&world, "short", &["1"], json!({}));
    let update = |what: Value| json!({"TableName": "tab", "VectorIndexUpdates": what});
    world.ok("UpdateTable", update(json!([{"Create": index(json!({}))}])));
    assert_eq!(names(&search(&world, &["1", "0"], 9, json!({}))), ["a"]);
    world.ok(
        "UpdateItem",
        json!({
            "TableName": "tab", "Key": {"pk": {"S": "short"}}, "UpdateExpression": "SET note = :n",
            "ExpressionAttributeValues": {":n": {"S": "x"}},
        }),
    );
    let described = world.ok("DescribeTable", json!({"TableName": "tab"}));
    let shown = &described["Table"]["VectorIndexes"][0];
    assert_eq!(shown["IndexStatus"], "ACTIVE");
    assert_eq!(shown["Dimensions"], 2);
    assert_eq!(shown["DistanceFunction"], "EUCLIDEAN");
    assert_eq!(shown["ItemCount"], 1);
    assert_eq!(shown.get("SearchSchema"), None);
    assert_eq!(shown.get("Backfilling"), None);
    assert_eq!(
        world.err("UpdateTable", update(json!([{"Create": index(json!({}))}]))),
        "ValidationException: Attempting to create an index which already exists"
    );
    let two = json!([{"Create": index(json!({"IndexName": "one"}))}, {"Create": index(json!({"IndexName": "two"}))}]);
    assert_eq!(
        world.err("UpdateTable", update(two)),
        "LimitExceededException: Subscriber limit exceeded: Only 1 online index can be created or deleted \
         simultaneously per table"
    );
    let key = index(json!({"IndexName": "key", "VectorAttribute": {"AttributeName": "pk"}}));
    assert!(world.err("UpdateTable", update(json!([{"Create": key}]))).ends_with(
        "Existing schema: Schema:[SchemaElement: key{pk:S:HASH}] New schema: VectorIndexSchema:[VectorAttribute: \
         key{pk:L:2}]"
    ));
    let provisioned = json!({
        "TableName": "tab", "BillingMode": "PROVISIONED",
        "ProvisionedThroughput": {"ReadCapacityUnits": 1, "WriteCapacityUnits": 1},
    });
    assert_eq!(
        world.err("UpdateTable", provisioned),
        "ValidationException: One or more parameter values were invalid: Vector indexes are only supported for \
         PAY_PER_REQUEST tables"
    );
    world.ok("UpdateTable", update(json!([{"Delete": {"IndexName": "vix"}}])));
    let described = world.ok("DescribeTable", json!({"TableName": "tab"}));
    assert_eq!(described["Table"].get("VectorIndexes"), None);
    assert_eq!(world.stored(store::Space::DdbIndex), 0);
}

#[test]
fn a_definition_that_does_not_fit_is_refused() {
    let world = World::new();
    let failed = |indexes: Value, more: Value| {
        let mut input = json!({
            "TableName": "tab", "BillingMode": "PAY_PER_REQUEST", "VectorIndexes": indexes,
            "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
            "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
        });
        for (key, value) in more.as_object().unwrap() {
            input[key] = value.clone();
        }
        let error = world.err("CreateTable", input);
        error.replace("ValidationException: One or more parameter values were invalid: ", "")
    };
    let none = || json!({});
    let units = json!({
        "BillingMode": "PROVISIONED", "ProvisionedThroughput": {"ReadCapacityUnits": 1, "WriteCapacityUnits": 1},
    });
    assert_eq!(
        failed(json!([index(none())]), units),
        "Vector indexes are only supported for PAY_PER_REQUEST tables"
    );
    let tenant = json!([{"AttributeName": "tenant", "SearchSchemaElementType": "HASH"}]);
    assert_eq!(
        failed(json!([index(json!({"SearchSchema": tenant}))]), none()),
        "One element in SearchSchema is not defined in attribute definitions"
    );
    assert_eq!(
        failed(json!([index(json!({"Dimensions": 4097}))]), none()),
        "Number of dimensions must be between 1 and 4096 inclusive."
    );
    let six = (0..6).map(|n| index(json!({"IndexName": format!("vix-{n}")}))).collect();
    assert_eq!(failed(six, none()), "VectorIndex count exceeds the per-table limit of 5");
    assert_eq!(
        failed(json!([index(none()), index(json!({"IndexName": "vix2", "Dimensions": 4}))]), none()),
        "Conflicting attribute definition for 'emb'. All VectorIndexes on the same vector attribute must use the same \
         dimensions."
    );
    assert_eq!(
        failed(json!([index(json!({"VectorAttribute": {"AttributeName": "pk"}}))]), none()),
        "Conflicting attribute definition for 'pk'. An attribute cannot be defined in AttributeDefinitions when used as \
         a VectorAttribute."
    );
    assert_eq!(
        failed(json!([index(json!({"DistanceFunction": "MANHATTAN"}))]), none()),
        "ValidationException: 1 validation error detected: Value 'MANHATTAN' at \
         'vectorIndexes.1.member.distanceFunction' failed to satisfy constraint: Member must satisfy enum value set: \
         [COSINE, DOT_PRODUCT, EUCLIDEAN]"
    );
}

/// The bytes of writes were measured on AWS by the authors of ExtendDB (us-east-1, 2026-08-13). AWS's own figures of
/// searches do not repeat; that they count each entry looked at, and 1024 bytes at least, is our guess.
#[test]
fn the_bytes_that_indexes_cost_are_told() {
    let world = World::new();
    let schema = json!([{"AttributeName": "tenant", "SearchSchemaElementType": "HASH"}]);
    let long = index(json!({"Dimensions": 1024, "SearchSchema": schema}));
    world.table("tab", "pk S", json!({"defs": [["tenant", "S"]], "VectorIndexes": [long]}));
    let numbers: Vec<&str> = vec!["0.1"; 1024];
    let item = |name: &str, tenant: &str, blob: usize| {
        let mut item = json!({"pk": {"S": name}, "tenant": {"S": tenant}, "emb": {"L": vector(&numbers)}});
        if blob > 0 {
            item["blob"] = json!({"S": "x".repeat(blob)});
        }
        item
    };
    let cost = |item: Value, report: &str| {
        let input = json!({"TableName": "tab", "Item": item, "ReturnConsumedCapacity": report});
        world.ok("PutItem", input)["ConsumedCapacity"].clone()
    };
    let bytes =
        |item: Value| cost(item, "INDEXES")["VectorIndexes"]["vix"]["VectorWriteRequestBytes"].clone();
    assert_eq!(bytes(item("b1", "t1", 0)), 4111.0);
    assert_eq!(bytes(item("b2", "t1", 2000)), 6115.0);
    assert_eq!(bytes(item("mv1", "t1", 0)), 4112.0);
    assert_eq!(bytes(item("mv1", "t9", 0)), 8224.0);
    assert_eq!(cost(item("mv1", "t9", 0), "INDEXES").get("VectorIndexes"), None);
    assert_eq!(cost(item("mv1", "t1", 0), "TOTAL").get("VectorIndexes"), None);
    let more = json!({
        "SearchConditionExpression": "tenant = :t", "ExpressionAttributeValues": {":t": {"S": "t1"}},
        "ReturnConsumedCapacity": "TOTAL",
    });
    let found = search(&world, &numbers, 1, more);
    assert_eq!(found["ConsumedCapacity"], json!({"VectorSearchRequestBytes": f64::from(4111 + 6115 + 4112)}));
}

/// The public conformance suite, vectorSearch/consumedCapacity, eu-west-2 and us-east-1, 2026-10-09: a write counts 4
/// bytes for a component, here of 20 and one; a read counts what the numbers take.
#[test]
fn a_write_is_charged_for_the_vector_as_the_index_holds_it() {
    let world = world(json!({}), json!([]));
    let wide = "12345678901234567890123456789012345678";
    let units = |operation: &str, more: Value| {
        let mut input = json!({"TableName": "tab", "ReturnConsumedCapacity": "TOTAL"});
        for (key, value) in more.as_object().unwrap() {
            input[key] = value.clone();
        }
        world.ok(operation, input)["ConsumedCapacity"]["CapacityUnits"].clone()
    };
    let put = |bytes: usize| {
        let pad = bytes - "pk".len() - "a".len() - "emb".len() - 2 * 4 - "pad".len();
        let item =
            json!({"pk": {"S": "a"}, "emb": {"L": vector(&[wide, wide])}, "pad": {"S": "x".repeat(pad)}});
        units("PutItem", json!({"Item": item}))
    };
    assert_eq!(put(1024), 1.0);
    assert_eq!(put(1025), 2.0);
    assert_eq!(put(4096), 4.0);
    assert_eq!(units("GetItem", json!({"Key": {"pk": {"S": "a"}}, "ConsistentRead": true})), 2.0);
}

/// AWS's guide: a reply has 16 MB at most, and there is no second page; that it is an error is our guess.
#[test]
fn a_reply_does_not_grow_beyond_16_mb() {
    let world = world(json!({}), json!([]));
    for n in 0..45 {
        put(&world, &n.to_string(), &["1", "0"], json!({"blob": {"S": "x".repeat(390_000)}}));
    }
    assert!(world.err("SearchVectors", request(&["1", "0"], 100, json!({}))).contains("16 MB"));
    let narrow = search(&world, &["1", "0"], 100, json!({"ProjectionExpression": "pk"}));
    assert_eq!(names(&narrow).len(), 45);
}

/// Our design: what is in the store is all there is, so a start changes nothing; a deleted table leaves nothing.
#[test]
fn entries_outlive_a_start_and_go_with_their_table() {
    let world = world(json!({}), json!([]));
    put(&world, "a", &["1", "0"], json!({}));
    let again = World::on(world.store.clone(), world.clock.clone());
    assert_eq!(names(&search(&again, &["1", "0"], 9, json!({}))), ["a"]);
    let described = again.ok("DescribeTable", json!({"TableName": "tab"}));
    assert_eq!(described["Table"]["VectorIndexes"][0]["ItemCount"], 1);
    again.ok("DeleteTable", json!({"TableName": "tab"}));
    again.background(|| again.stored(store::Space::DdbIndex) == 0);
}
