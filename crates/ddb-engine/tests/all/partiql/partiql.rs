//! ExecuteStatement. Batches and transactions of statements are in `partiql_batches`.
//!
//! Where no other authority is named, a behaviour was recorded on AWS in summer and autumn 2026: the folders
//! `tier2/partiql` and `tier3/error-messages` of github.com/paritysuite/dynamodb-conformance, and the PartiQL tests of
//! github.com/floci-io/floci. The rules of grammar and literals are tested in `ddb-expr/src/partiql/tests.rs`.

use crate::harness::{Value, World, json};
use crate::partiql_batches::batch;

/// Tables "two" (pk S, sk S), "one" (pk S) and "idx", which has indexes.
pub(crate) fn world() -> World {
    let world = World::new();
    world.table("two", "pk S, sk S", json!({}));
    world.table("one", "pk S", json!({}));
    let index = |name: &str, keys: [(&str, &str); 2], projection: Value| {
        let keys = keys.iter().filter(|(key, _)| !key.is_empty());
        let schema: Vec<Value> =
            keys.map(|(key, role)| json!({"AttributeName": key, "KeyType": role})).collect();
        json!({"IndexName": name, "KeySchema": schema, "Projection": projection})
    };
    world.table(
        "idx",
        "pk S, sk S",
        json!({"defs": [["g", "S"], ["l", "S"]],
            "GlobalSecondaryIndexes": [
                index("gsi", [("g", "HASH"), ("", "")], json!({"ProjectionType": "INCLUDE", "NonKeyAttributes": ["p"]})),
                index("many", [("g", "HASH"), ("l", "RANGE")], json!({"ProjectionType": "ALL"}))],
            "LocalSecondaryIndexes": [index("lsi", [("pk", "HASH"), ("l", "RANGE")], json!({"ProjectionType": "KEYS_ONLY"}))]}),
    );
    for (sk, g, l) in [("1", "a", "l1"), ("2", "b", "l2"), ("3", "", ""), ("4", "a", "l4")] {
        let mut item = json!({"pk": {"S": "p"}, "sk": {"S": sk}, "p": {"S": format!("p{sk}")}, "n": {"S": format!("n{sk}")}});
        if !g.is_empty() {
            item["g"] = json!({"S": g});
            item["l"] = json!({"S": l});
        }
        world.ok("PutItem", json!({"TableName": "idx", "Item": item}));
    }
    world
}

pub(crate) fn run(world: &World, statement: &str) -> Value {
    world.ok("ExecuteStatement", json!({"Statement": statement}))
}

fn refused(world: &World, statement: &str) -> String {
    world.err("ExecuteStatement", json!({"Statement": statement}))
}

#[track_caller]
pub(crate) fn invalid(world: &World, statement: &str, expected: &str) {
    assert_eq!(refused(world, statement), format!("ValidationException: {expected}"), "{statement}");
}

fn put(world: &World, pk: &str, sk: &str) {
    world.ok("PutItem", json!({"TableName": "two", "Item": {"pk": {"S": pk}, "sk": {"S": sk}, "flag": {"S": format!("f{sk}")}}}));
}

/// The values of one attribute in the items of a reply.
fn values<'v>(reply: &'v Value, name: &str) -> Vec<&'v str> {
    reply["Items"].as_array().unwrap().iter().map(|item| item[name]["S"].as_str().unwrap()).collect()
}

/// The sort keys that a WHERE of table "two" finds, in order of the reply.
fn found(world: &World, filter: &str) -> Vec<String> {
    let reply = run(world, &format!("SELECT sk FROM two WHERE {filter}"));
    values(&reply, "sk").into_iter().map(str::to_owned).collect()
}

pub(crate) fn get(world: &World, table: &str, key: Value) -> Value {
    world.ok("GetItem", json!({"TableName": table, "Key": key}))["Item"].clone()
}

#[test]
fn statements_write_and_read_one_item() {
    let world = world();
    let insert = "INSERT INTO one VALUE {'pk': 'a', 'data': 'x', 'm': {'nested': [1, 'b']}}";
    assert_eq!(run(&world, insert), json!({"Items": []}));
    assert_eq!(refused(&world, insert), "DuplicateItemException: Duplicate primary key exists in table");
    let reply = run(&world, "SELECT m.nested[1], data, nope FROM \"one\" WHERE pk = 'a'");
    assert_eq!(reply, json!({"Items": [{"nested[1]": {"S": "b"}, "data": {"S": "x"}}]}));
    assert_eq!(
        run(&world, "UPDATE one SET data = 'y' REMOVE m SET n = 1 WHERE pk = 'a'"),
        json!({"Items": []})
    );
    assert_eq!(
        get(&world, "one", json!({"pk": {"S": "a"}})),
        json!({"pk": {"S": "a"}, "data": {"S": "y"}, "n": {"N": "1"}})
    );
    run(&world, "FROM one WHERE pk = 'a' SET n = n + 1");
    assert_eq!(get(&world, "one", json!({"pk": {"S": "a"}}))["n"], json!({"N": "2"}));
    assert_eq!(run(&world, "DELETE FROM one WHERE pk = 'a'"), json!({"Items": []}));
    assert_eq!(run(&world, "SELECT * FROM one WHERE pk = 'a'"), json!({"Items": []}));
    let reply = world.ok(
        "ExecuteStatement",
        json!({"Statement": "INSERT INTO one VALUE {'pk': ?, 'b': ?}", "Parameters": [{"S": "p"}, {"B": "AQ=="}],
            "ReturnConsumedCapacity": "TOTAL"}),
    );
    assert_eq!(reply, json!({"Items": [], "ConsumedCapacity": {"TableName": "one", "CapacityUnits": 1.0}}));
    // Model: Items is there for reads and writes.
    assert_eq!(run(&world, "DELETE FROM one WHERE pk = 'none'"), json!({"Items": []}));
}

#[test]
fn what_else_a_write_says_is_a_condition() {
    let world = world();
    run(&world, "INSERT INTO one VALUE {'pk': 'a', 'name2': 'alpha'}");
    let failed = "ConditionalCheckFailedException: The conditional request failed";
    assert_eq!(refused(&world, "DELETE FROM one WHERE pk = 'a' AND name2 = 'beta'"), failed);
    assert_eq!(
        refused(&world, "UPDATE one SET n = 1 WHERE pk = 'a' AND attribute_not_exists(name2)"),
        failed
    );
    assert_eq!(refused(&world, "UPDATE one SET n = 1 WHERE pk = 'none'"), failed);
    assert_eq!(
        refused(&world, "UPDATE one SET n = 1 WHERE pk = 'none' AND attribute_not_exists(pk)"),
        failed
    );
    assert_eq!(run(&world, "DELETE FROM one WHERE pk = 'none' AND name2 = 'x'"), json!({"Items": []}));
    // Model: ReturnValuesOnConditionCheckFailure.
    let failure = world.failure(
        "ExecuteStatement",
        json!({"Statement": "UPDATE one SET n = 1 WHERE pk = 'a' AND n = 2", "ReturnValuesOnConditionCheckFailure": "ALL_OLD"}),
    );
    assert_eq!(failure["Item"], json!({"pk": {"S": "a"}, "name2": {"S": "alpha"}}));
    let no_key = "Where clause does not contain a mandatory equality on all key attributes";
    for statement in [
        "DELETE FROM one WHERE name2 = 'alpha'",
        "UPDATE one SET n = 1",
        "FROM one SET n = 1",
        "DELETE FROM two WHERE pk = 'a'",
        "DELETE FROM one WHERE pk = 'a' OR pk = 'b'",
    ] {
        invalid(&world, statement, no_key);
    }
    invalid(
        &world,
        "DELETE FROM one WHERE pk = 'a' AND pk = 'b'",
        "Multiple conditions on same key pk. Only single item Update/Insert/Delete are supported",
    );
    run(&world, "UPDATE one SET n = 1 WHERE pk = 'a' AND pk = 'a'");
    invalid(
        &world,
        "UPDATE one SET pk = 'b' WHERE pk = 'a'",
        "One or more parameter values were invalid: Cannot update attribute pk. This attribute is part of the key",
    );
    invalid(
        &world,
        "UPDATE one SET l[0] = 'x' WHERE pk = 'a'",
        "The document path provided in the update expression is invalid for update",
    );
    invalid(
        &world,
        "INSERT INTO two VALUE {'pk': 'a'}",
        "One or more parameter values were invalid: Missing the key sk in the item",
    );
    for statement in [
        "SELECT * FROM none WHERE pk = 'a'",
        "FROM none WHERE pk = 'x' SET c = 1",
        "INSERT INTO none VALUE {'pk': 'x'}",
    ] {
        assert_eq!(refused(&world, statement), "ResourceNotFoundException: Requested resource not found");
    }
    assert_eq!(get(&world, "one", json!({"pk": {"S": "a"}}))["n"], json!({"N": "1"}));
}

#[test]
fn returning_gives_the_item_or_what_changed() {
    let world = world();
    let item = json!({"pk": {"S": "a"}, "keep": {"S": "k"}, "m": {"M": {"sub": {"S": "old"}, "sib": {"S": "s"}}}, "l": {"L": [{"S": "a"}, {"S": "b"}, {"S": "c"}]}});
    let check = |statement: &str, expected: Value| {
        world.ok("PutItem", json!({"TableName": "one", "Item": item}));
        assert_eq!(run(&world, statement), json!({"Items": expected}), "{statement}");
    };
    check("DELETE FROM one WHERE pk = 'a' RETURNING ALL OLD *", json!([item]));
    check("DELETE FROM one WHERE pk = 'none' RETURNING ALL OLD *", json!([]));
    let update = |action: &str, what: &str| format!("UPDATE one {action} WHERE pk = 'a' RETURNING {what} *");
    check(&update("SET keep = 'n'", "MODIFIED OLD"), json!([{"keep": {"S": "k"}}]));
    check(&update("SET keep = 'n'", "MODIFIED NEW"), json!([{"keep": {"S": "n"}}]));
    check(&update("SET keep = 'n'", "ALL OLD"), json!([item]));
    let mut new = item.clone();
    new["keep"] = json!({"S": "n"});
    check(&update("SET keep = 'n'", "ALL NEW"), json!([new]));
    check(&update("SET m.sub = 'new'", "MODIFIED NEW"), json!([{"m": {"M": {"sub": {"S": "new"}}}}]));
    check(&update("REMOVE keep", "MODIFIED NEW"), json!([]));
    check(&update("SET fresh = 1", "MODIFIED OLD"), json!([]));
    check(
        &update("SET l[2] = 'y', l[0] = 'x'", "MODIFIED NEW"),
        json!([{"l": {"L": [{"S": "x"}, {"S": "y"}]}}]),
    );
    check(&update("SET l[5] = 'y'", "MODIFIED NEW"), json!([]));
    check(&update("REMOVE l[1]", "MODIFIED NEW"), json!([{"l": {"L": [{"S": "c"}]}}]));
}

#[test]
fn a_where_with_the_partition_key_reads_partitions() {
    let world = world();
    for (pk, sk) in [("o", "1"), ("o", "2"), ("o", "3"), ("p", "1"), ("p", "2"), ("q", "1")] {
        put(&world, pk, sk);
    }
    let check = |filter: &str, expected: &[&str]| assert_eq!(found(&world, filter), expected, "{filter}");
    check("pk = 'o' AND sk > '1'", &["2", "3"]);
    check("'2' <= sk AND pk = 'o' AND flag <> 'f3'", &["2"]);
    check("pk = 'o' AND sk BETWEEN '2' AND '9'", &["2", "3"]);
    check("pk = 'o' AND begins_with(sk, '3')", &["3"]);
    check("pk = 'o' AND sk IN ['1', '3']", &["1", "3"]);
    check("pk = 'o' AND (sk < '2' OR sk > '2' OR sk = '2')", &["1", "2", "3"]);
    check("pk = 'o' AND sk = '1' AND sk > '0'", &["1"]);
    check("pk = 'o' AND sk > '0' AND sk <> '1'", &["2", "3"]);
    check("pk = 'o' AND pk = 'p'", &[]);
    check("pk IN ['q', 'p'] AND sk = '1'", &["1", "1"]);
    check("pk = 'q' OR pk = 'p' AND flag = 'f2'", &["2", "1"]);
    check("pk = 'q' OR sk = '3'", &["1", "3"]);
    // A negated condition on the sort key is no range: the partition is read once, by the whole clause.
    check("pk = 'o' AND NOT sk = '1' OR pk = 'o' AND sk = '2'", &["2", "3"]);
    check("pk = 'o' OR pk = 'o' AND NOT sk = '1'", &["1", "2", "3"]);
    let overlapping = "Overlapping conditions with range keys are not supported in where clause";
    for filter in [
        "pk IN ['o', 'o']",
        "pk = 'o' OR pk = 'o'",
        "pk = 'o' AND (sk > '0' OR sk < '5')",
        "pk = 'o' AND (sk = '1' OR flag = 'two')",
        "(pk = 'o' AND flag = 'one') OR (pk = 'o' AND flag = 'two')",
        "pk = 'o' AND x <> '1' OR pk = 'o' AND sk = '2'",
    ] {
        invalid(&world, &format!("SELECT * FROM two WHERE {filter}"), overlapping);
    }
    let list = |count: usize| (0..count).map(|n| format!("'v{n}'")).collect::<Vec<_>>().join(",");
    let too_many = "Too many decomposed read operations for a given query.";
    for filter in [
        format!("pk IN [{}]", list(51)),
        format!("pk = 'o' AND sk IN [{}]", list(51)),
        format!("pk IN [{}] AND sk IN ['1', '2']", list(26)),
    ] {
        invalid(&world, &format!("SELECT * FROM two WHERE {filter}"), too_many);
    }
    check(&format!("pk IN [{}] AND flag IN [{}]", list(50), list(100)), &[]);
    check(&format!("pk IN [{}] OR flag = 'none'", list(51)), &[]);
    for (filter, key) in [("pk = 1 OR pk = 'o'", "pk"), ("pk = 'o' AND sk IN ['1', 2]", "sk")] {
        let sentence =
            format!("Key attribute's data type should match its data type in table's schema: Key {key}");
        invalid(&world, &format!("SELECT * FROM two WHERE {filter}"), &sentence);
    }
    check("pk > 1", &[]);
}

#[test]
fn order_by_goes_by_the_key() {
    let world = world();
    for pk in ["o", "p"] {
        ["1", "2", "3"].into_iter().for_each(|sk| put(&world, pk, sk));
    }
    let check = |rest: &str, expected: &[&str]| {
        let reply = run(&world, &format!("SELECT pk, sk FROM two WHERE {rest}"));
        let rows: Vec<String> = values(&reply, "pk")
            .iter()
            .zip(values(&reply, "sk"))
            .map(|(pk, sk)| format!("{pk}{sk}"))
            .collect();
        assert_eq!(rows, expected, "{rest}");
    };
    check("pk = 'o' ORDER BY sk DESC", &["o3", "o2", "o1"]);
    check("pk = 'o' ORDER BY sk", &["o1", "o2", "o3"]);
    check("pk = 'o' ORDER BY pk ASC", &["o3", "o2", "o1"]);
    check("pk IN ['o', 'p'] ORDER BY pk DESC, sk ASC", &["p1", "p2", "p3", "o1", "o2", "o3"]);
    check("pk = 'o' AND sk IN ['1', '3'] ORDER BY sk DESC", &["o3", "o1"]);
    let select = "SELECT sk FROM two ";
    for (rest, sentence) in [
        ("ORDER BY sk", "Must have WHERE clause in the statement when using ORDER BY clause."),
        (
            "WHERE pk = 'o' ORDER BY Total",
            "Attribute Total in ORDER BY clause must be part of the primary key",
        ),
        (
            "WHERE pk > 'a' ORDER BY sk",
            "Must have at least one non-optional hash key condition in WHERE clause when using ORDER BY clause.",
        ),
        (
            "WHERE pk IN ['o', 'p'] ORDER BY sk",
            "Must have hash key in ORDER BY clause when more than one hash key condition specified in WHERE clause.",
        ),
    ] {
        invalid(&world, &format!("{select}{rest}"), sentence);
    }
}

#[test]
fn pages_go_on_where_the_token_says() {
    let world = world();
    for pk in ["o", "p"] {
        ["1", "2", "3"].into_iter().for_each(|sk| put(&world, pk, sk));
    }
    let statement = "SELECT pk, sk FROM two WHERE pk IN ['o', 'p'] ORDER BY pk DESC";
    let page = |token: &Value| {
        let mut input = json!({"Statement": statement, "Limit": 2});
        if !token.is_null() {
            input["NextToken"] = token.clone();
        }
        world.ok("ExecuteStatement", input)
    };
    let first = page(&Value::Null);
    assert_eq!(values(&first, "sk"), ["3", "2"]);
    assert_eq!(first["LastEvaluatedKey"], json!({"pk": {"S": "p"}, "sk": {"S": "2"}}));
    let second = page(&first["NextToken"]);
    assert_eq!((values(&second, "pk"), values(&second, "sk")), (vec!["p", "o"], vec!["1", "3"]));
    let third = page(&second["NextToken"]);
    assert_eq!(values(&third, "sk"), ["2", "1"]);
    // Limit counts what is looked at: a page that ends with the last item says that there may be more.
    let end = page(&third["NextToken"]);
    assert_eq!(end, json!({"Items": []}));
    let with = |statement: &str, token: Value| {
        world.err("ExecuteStatement", json!({"Statement": statement, "NextToken": token}))
    };
    let mismatch = "ValidationException: NextToken does not match request";
    assert_eq!(with("SELECT pk FROM two", first["NextToken"].clone()), mismatch);
    assert_eq!(with("DELETE FROM two WHERE pk = 'o' AND sk = '1'", first["NextToken"].clone()), mismatch);
    assert_eq!(with(statement, json!("garbage")), "ValidationException: Invalid NextToken");
    // A changed Limit is accepted.
    let rest = world.ok("ExecuteStatement", json!({"Statement": statement, "NextToken": first["NextToken"]}));
    assert_eq!(rest["Items"].as_array().unwrap().len(), 4);
    assert!(rest.get("NextToken").is_none());
    assert_eq!(
        world.err("ExecuteStatement", json!({"Statement": statement, "Limit": 0})),
        "ValidationException: 1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1"
    );
}

/// Model: a page ends after 1 MB. Developer guide, "PartiQL … operators": an IN is answered in pages of ten.
#[test]
fn pages_end_by_their_size() {
    let world = world();
    for n in 0..30 {
        let item = json!({"pk": {"S": format!("k{n:02}")}, "x": {"S": "x".repeat(60_000)}});
        world.ok("PutItem", json!({"TableName": "one", "Item": item}));
    }
    let (mut token, mut pages) = (Value::Null, Vec::new());
    loop {
        let mut input = json!({"Statement": "SELECT pk FROM one"});
        if !token.is_null() {
            input["NextToken"] = token;
        }
        let page = world.ok("ExecuteStatement", input);
        pages.push(page["Items"].as_array().unwrap().len());
        token = page["NextToken"].clone();
        if token.is_null() {
            break;
        }
    }
    assert_eq!(pages, [18, 12]);
    let list = (0..25).map(|n| format!("'k{n:02}'")).collect::<Vec<_>>().join(",");
    let statement = format!("SELECT pk FROM one WHERE pk IN [{list}]");
    let first = run(&world, &statement);
    assert_eq!(first["Items"].as_array().unwrap().len(), 10);
    let second =
        world.ok("ExecuteStatement", json!({"Statement": statement, "NextToken": first["NextToken"]}));
    assert_eq!(values(&second, "pk")[0], "k10");
}

#[test]
fn an_index_gives_what_it_holds() {
    let world = world();
    let check = |statement: &str, expected: &[&str]| {
        let reply = run(&world, statement);
        let mut found = values(&reply, "sk");
        found.sort_unstable();
        assert_eq!(found, expected, "{statement}");
    };
    check("SELECT sk FROM \"idx\".\"gsi\" WHERE g = 'a'", &["1", "4"]);
    check("SELECT sk FROM \"idx\".\"gsi\" WHERE pk = 'p'", &["1", "2", "4"]);
    check("SELECT sk FROM \"idx\".\"gsi\" WHERE g = 'a' AND p = 'p4'", &["4"]);
    assert_eq!(
        run(&world, "SELECT * FROM \"idx\".\"lsi\" WHERE pk = 'p' AND l = 'l2'")["Items"],
        json!([{"pk": {"S": "p"}, "sk": {"S": "2"}, "l": {"S": "l2"}}])
    );
    let reply = world.ok("ExecuteStatement", json!({"Statement": "SELECT n FROM \"idx\".\"lsi\" WHERE pk = 'p'", "ReturnConsumedCapacity": "INDEXES"}));
    assert_eq!(values(&reply, "n"), ["n1", "n2", "n4"]);
    assert_eq!(
        reply["ConsumedCapacity"],
        json!({"TableName": "idx", "CapacityUnits": 2.0, "Table": {"CapacityUnits": 1.5},
            "LocalSecondaryIndexes": {"lsi": {"CapacityUnits": 0.5}}})
    );
    // Without its key an index is scanned, and the filter sees only what it holds.
    check("SELECT sk FROM \"idx\".\"gsi\" WHERE n = 'n1'", &[]);
    check("SELECT sk FROM \"idx\".\"lsi\" WHERE n = 'n1'", &[]);
    check("SELECT sk FROM \"idx\".\"gsi\" WHERE NOT n = 'n1'", &["1", "2", "4"]);
    check("SELECT sk FROM \"idx\".\"gsi\" WHERE (g = 'a' AND n = 'n1') OR (g = 'b')", &["2"]);
    assert!(
        run(&world, "SELECT sk, n FROM \"idx\".\"lsi\" WHERE n = 'n1'")["Items"]
            .as_array()
            .unwrap()
            .is_empty()
    );
    let unheld = "One or more parameter values were invalid: Secondary index gsi does not project one or more filter attributes: [n]";
    for filter in [
        "g = 'a' AND n = 'n1'",
        "g IN ['a', 'b'] AND n = 'n1'",
        "g = 'a' AND NOT (n = 'n1' OR p = 'x')",
        "g = 'a' AND n IS MISSING",
    ] {
        invalid(&world, &format!("SELECT pk FROM \"idx\".\"gsi\" WHERE {filter}"), unheld);
    }
    invalid(
        &world,
        "SELECT pk FROM \"idx\".\"lsi\" WHERE pk = 'p' AND l BETWEEN 'a' AND 'z' AND n = 'n1'",
        &unheld.replace("gsi", "lsi"),
    );
    invalid(
        &world,
        "SELECT n, other FROM \"idx\".\"gsi\"",
        "One or more parameter values were invalid: Global secondary index gsi does not project [n, other]",
    );
    invalid(
        &world,
        "SELECT * FROM \"idx\".\"none\" WHERE pk = 'p'",
        "The table does not have the specified index",
    );
    assert_eq!(
        world.err(
            "ExecuteStatement",
            json!({"Statement": "SELECT * FROM \"idx\".\"gsi\" WHERE g = 'a'", "ConsistentRead": true})
        ),
        "ValidationException: Strongly consistent read is not supported on Global Secondary Indexes"
    );
}

#[test]
fn parameters_are_looked_at_first() {
    let world = world();
    let with = |statement: &str, parameters: Value| {
        world.err("ExecuteStatement", json!({"Statement": statement, "Parameters": parameters}))
    };
    let duplicates = "ValidationException: One or more parameter values were invalid: Input collection [a, a] contains duplicates.";
    assert_eq!(with("UPDATE one SET WHERE", json!([{"SS": ["a", "a"]}])), duplicates);
    assert_eq!(
        with("SELECT * FROM one WHERE pk = ?", json!([{"N": "abc"}])),
        "ValidationException: The parameter cannot be converted to a numeric value: abc"
    );
    // Of one parameter the first fault in the order of its text (the public conformance suite, 2026-10-09).
    let deep = (0..40).fold(json!({"S": "leaf"}), |inner, _| json!({"M": {"n": inner}}));
    assert_eq!(
        with("SELECT * FROM one WHERE pk = ?", json!([{"L": [{"N": "abc"}, deep]}])),
        "ValidationException: The parameter cannot be converted to a numeric value: abc"
    );
    let too_deep = "ValidationException: Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit";
    assert_eq!(with("SELECT * FROM one WHERE pk = ?", json!([{"L": [deep, {"N": "abc"}]}])), too_deep);
    for (number, sentence) in [
        ("1e99999999999", "The parameter cannot be converted to a numeric value: 1e99999999999"),
        (
            "1e2147483647",
            "Number underflow. Attempting to store a number with magnitude smaller than supported range",
        ),
        ("", "The parameter cannot be converted to a numeric value"),
    ] {
        let update = "UPDATE one SET n = ? WHERE pk = 'a'";
        let whole = format!("ValidationException: {sentence}");
        assert_eq!(with(update, json!([{"L": [{"N": "1"}, {"N": number}]}])), whole);
        let member = json!([{"Statement": update, "Parameters": [{"N": number}]}]);
        assert_eq!(world.err("ExecuteTransaction", json!({"TransactStatements": member})), whole);
        let reply = world.ok("BatchExecuteStatement", json!({"Statements": member}));
        assert_eq!(reply["Responses"], json!([{"Error": {"Code": "ValidationError", "Message": sentence}}]));
    }
    let empty = "One or more parameter values were invalid: An string set  may not be empty";
    assert_eq!(
        with("SELECT * FROM one WHERE pk = ?", json!([{"SS": []}])),
        format!("ValidationException: {empty}")
    );
    let batch =
        json!({"Statements": [{"Statement": "SELECT * FROM one WHERE pk = ?", "Parameters": [{"SS": []}]}]});
    let reply = world.ok("BatchExecuteStatement", batch);
    assert_eq!(reply["Responses"], json!([{"Error": {"Code": "ValidationError", "Message": empty}}]));
    let count = "ValidationException: Number of parameters in request and statement don't match.";
    assert_eq!(with("SELECT * FROM one WHERE pk = ? AND n = ?", json!([{"S": "a"}])), count);
    // Our guess, from the sentence: DynamoDB Local takes more than there are.
    assert_eq!(with("SELECT * FROM one WHERE pk = ?", json!([{"S": "a"}, {"S": "b"}])), count);
    // Model.
    assert!(with("SELECT * FROM one", json!([])).contains("at 'parameters' failed to satisfy constraint"));
    let long = format!("SELECT * FROM one WHERE pk = '{}'", "x".repeat(8192));
    assert!(refused(&world, &long).ends_with("Member must have length less than or equal to 8192"));
}

#[test]
fn an_index_whose_key_has_several_parts_is_not_read() {
    let world = world();
    let key = |name: &str| json!({"AttributeName": name, "KeyType": "HASH"});
    let index = json!({"IndexName": "gsi", "Projection": {"ProjectionType": "ALL"}, "KeySchema": [key("h1"), key("h2")]});
    world.table(
        "multi",
        "id S",
        json!({"defs": [["h1", "S"], ["h2", "S"]], "GlobalSecondaryIndexes": [index]}),
    );
    let several = "PartiQL statements cannot be executed on tables with multi-attribute HASH keys or multi-attribute RANGE keys.";
    for statement in [
        "SELECT * FROM \"multi\".\"gsi\" WHERE h1 = 'a'",
        "SELECT * FROM \"multi\".\"gsi\"",
        "SELECT COUNT(*) FROM \"multi\".\"gsi\"",
    ] {
        invalid(&world, statement, several);
        assert_eq!(
            batch(&world, &[statement]),
            json!([{"Error": {"Code": "ValidationError", "Message": several}}])
        );
    }
    invalid(
        &world,
        "SELECT * FROM \"multi\".\"gsi\" WHERE",
        "Statement wasn't well formed, can't be processed: Unexpected term",
    );
    run(&world, "INSERT INTO multi VALUE {'id': 'a'}");
    assert_eq!(run(&world, "SELECT * FROM multi WHERE id = 'a'")["Items"], json!([{"id": {"S": "a"}}]));
}
