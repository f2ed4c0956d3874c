//! BatchExecuteStatement and ExecuteTransaction. Where no other authority is named, recorded on AWS as the statements of
//! `partiql` are.

use crate::harness::{Value, World, json};
use crate::partiql::{get, invalid, run, world};

pub(crate) fn batch(world: &World, statements: &[&str]) -> Value {
    let statements: Vec<Value> = statements.iter().map(|statement| json!({"Statement": statement})).collect();
    world.ok("BatchExecuteStatement", json!({"Statements": statements}))["Responses"].clone()
}

#[test]
fn a_batch_answers_each_statement_apart() {
    let world = world();
    assert_eq!(
        batch(
            &world,
            &["INSERT INTO one VALUE {'pk': 'a', 'd': 1}", "INSERT INTO two VALUE {'pk': 'a', 'sk': 'b'}"]
        ),
        json!([{"TableName": "one"}, {"TableName": "two"}])
    );
    let needs_key =
        "Select statements within BatchExecuteStatement must specify the primary key in the where clause.";
    let error = |code: &str, message: &str| json!({"Error": {"Code": code, "Message": message}});
    let of_table = |mut response: Value, table: &str| {
        response["TableName"] = json!(table);
        response
    };
    assert_eq!(
        batch(
            &world,
            &[
                "SELECT d FROM one WHERE pk = 'a'",
                "SELECT * FROM one WHERE pk = 'none'",
                "SELECT * FROM one WHERE d = 1",
                "SELECT * FROM two WHERE pk = 'a'",
                "SELECT * FROM \"idx\".\"gsi\" WHERE pk = 'p' AND sk = '1' AND g = 'a'",
                "SELECT * FROM two WHERE pk = 'a' AND sk = 'b' AND d = 1",
                "SELECT sk FROM two WHERE pk IN ['a'] AND sk = 'b'",
                "SLECT * FROM one WHERE pk = 'a'",
                "SELECT * FROM none WHERE pk = 'a'",
            ]
        ),
        json!([
            {"TableName": "one", "Item": {"d": {"N": "1"}}},
            {"TableName": "one"},
            error("ValidationError", needs_key),
            error("ValidationError", needs_key),
            error("ValidationError", needs_key),
            error("ValidationError", needs_key),
            {"TableName": "two", "Item": {"sk": {"S": "b"}}},
            error("ValidationError", "Statement wasn't well formed, can't be processed: Expected data manipulation"),
            of_table(error("ResourceNotFound", "Requested resource not found"), "none"),
        ])
    );
    assert_eq!(
        batch(
            &world,
            &[
                "INSERT INTO one VALUE {'pk': 'a'}",
                "UPDATE two SET d = 1 WHERE pk = 'a' AND sk = 'b' AND d = 1",
                "UPDATE one SET d = 1 WHERE pk = 'b'",
                "DELETE FROM one WHERE pk = 'c' RETURNING MODIFIED OLD *",
                "EXISTS(SELECT * FROM one WHERE pk = 'a' AND d = 1)",
            ]
        ),
        json!([
            of_table(error("DuplicateItem", "Duplicate primary key exists in table"), "one"),
            of_table(error("ConditionalCheckFailed", "The conditional request failed"), "two"),
            of_table(error("ConditionalCheckFailed", "The conditional request failed"), "one"),
            error(
                "ValidationError",
                "Invalid returning clause: RETURNING MODIFIED OLD *. Only RETURNING ALL OLD * is allowed in DELETE statements."
            ),
            error("ValidationError", "EXISTS can only be used in ExecuteTransaction write requests."),
        ])
    );
    assert_eq!(
        batch(&world, &["UPDATE one SET d = 2 WHERE pk = 'a' RETURNING MODIFIED NEW *"]),
        json!([{"TableName": "one", "Item": {"d": {"N": "2"}}}])
    );
    assert_eq!(
        batch(&world, &["UPDATE one REMOVE d WHERE pk = 'a' RETURNING MODIFIED NEW *"]),
        json!([{"TableName": "one"}])
    );
    // Model: the item comes with the error of its statement.
    let shown = world.ok("BatchExecuteStatement", json!({"Statements": [{"Statement": "DELETE FROM one WHERE pk = 'a' AND d = 9", "ReturnValuesOnConditionCheckFailure": "ALL_OLD"}]}));
    assert_eq!(shown["Responses"][0]["Error"]["Item"], json!({"pk": {"S": "a"}}));
    let refused = |statements: Value| world.err("BatchExecuteStatement", json!({"Statements": statements}));
    // github.com/nubo-db/dynoxide, recorded on AWS.
    assert_eq!(
        refused(
            json!([{"Statement": "SELECT * FROM one WHERE pk = 'a'"}, {"Statement": "DELETE FROM one WHERE pk = 'b'"}])
        ),
        "ValidationException: Read and write requests together in the same batch is not supported."
    );
    assert_eq!(
        refused(
            json!([{"Statement": "UPDATE one SET d = 1 WHERE pk = 'b'"}, {"Statement": "DELETE FROM one WHERE pk = 'b'"}])
        ),
        "ValidationException: Provided list of item keys contains duplicates"
    );
    // Model.
    assert!(refused(json!([])).ends_with(
        "at 'statements' failed to satisfy constraint: Member must have length greater than or equal to 1"
    ));
    let many = vec![json!({"Statement": "SELECT * FROM one"}); 26];
    assert!(refused(json!(many)).ends_with("Member must have length less than or equal to 25"));
    let select = |consistent: bool, pk: &str| json!({"Statement": format!("SELECT * FROM one WHERE pk = '{pk}'"), "ConsistentRead": consistent});
    let reply = world.ok(
        "BatchExecuteStatement",
        json!({"Statements": [select(true, "a"), select(false, "b")], "ReturnConsumedCapacity": "TOTAL"}),
    );
    assert_eq!(reply["ConsumedCapacity"], json!([{"TableName": "one", "CapacityUnits": 1.5}]));
}

/// Developer guide, "Read and write operations": a write whose condition does not hold costs what the item there is worth,
/// one unit at least. That it is in the sum and in no part of it, that an INSERT costs by the larger of both items, and
/// that a table of which nothing succeeded is not shown: measured on AWS by the authors of dynoxide, 2026.
#[test]
fn what_a_batch_attempted_is_in_the_sum() {
    let world = world();
    let item = |pk: &str, bytes: usize| json!({"pk": {"S": pk}, "blob": {"S": "x".repeat(bytes)}});
    world.ok("PutItem", json!({"TableName": "one", "Item": item("small", 1)}));
    world.ok("PutItem", json!({"TableName": "one", "Item": item("large", 2100)}));
    let insert = |table: &str, pk: &str, bytes: usize| json!({"Statement": format!("INSERT INTO \"{table}\" VALUE {{'pk': '{pk}', 'blob': '{}'}}", "x".repeat(bytes))});
    let update =
        |pk: &str| json!({"Statement": format!("UPDATE \"one\" SET v = 1 WHERE pk = '{pk}' AND v = 2")});
    let cost = |statements: Value| {
        let input = json!({"Statements": statements, "ReturnConsumedCapacity": "INDEXES"});
        world.ok("BatchExecuteStatement", input).get("ConsumedCapacity").cloned()
    };
    let of_one = |sum: f64, table: f64| {
        Some(json!([{"TableName": "one", "CapacityUnits": sum, "Table": {"CapacityUnits": table}}]))
    };
    assert_eq!(cost(json!([insert("one", "a", 1), insert("one", "small", 2100)])), of_one(4.0, 1.0));
    assert_eq!(cost(json!([insert("one", "b", 1), insert("one", "large", 1)])), of_one(4.0, 1.0));
    assert_eq!(cost(json!([insert("one", "c", 1), update("large"), update("nobody")])), of_one(5.0, 1.0));
    assert_eq!(cost(json!([insert("one", "a", 1), update("large")])), None);
    // What is refused before its condition is judged costs nothing: our guess.
    assert_eq!(cost(json!([insert("one", "d", 1), {"Statement": "nonsense"}])), of_one(1.0, 1.0));
}

fn transaction(statements: &[&str]) -> Value {
    let statements: Vec<Value> = statements.iter().map(|statement| json!({"Statement": statement})).collect();
    json!({"TransactStatements": statements})
}

#[test]
fn a_transaction_does_all_or_nothing() {
    let world = world();
    let done = world.ok(
        "ExecuteTransaction",
        transaction(&["INSERT INTO one VALUE {'pk': 'a', 'n': 1}", "INSERT INTO one VALUE {'pk': 'b'}"]),
    );
    assert_eq!(done, json!({"Responses": []}));
    let failure = world.failure(
        "ExecuteTransaction",
        transaction(&["INSERT INTO one VALUE {'pk': 'a'}", "INSERT INTO one VALUE {'pk': 'c'}"]),
    );
    // The code is our guess, after that of a batch.
    assert_eq!(
        failure["CancellationReasons"],
        json!([{"Code": "DuplicateItem", "Message": "Duplicate primary key exists in table"}, {"Code": "None"}])
    );
    assert_eq!(get(&world, "one", json!({"pk": {"S": "c"}})), Value::Null);
    let exists = "EXISTS(SELECT * FROM one WHERE pk = 'a' AND n = 1)";
    let update = "UPDATE one SET m = 1 WHERE pk = 'b'";
    let failure = world
        .failure("ExecuteTransaction", transaction(&[exists, update, "FROM one WHERE pk = 'none' REMOVE y"]));
    assert!(failure["Message"].as_str().unwrap().ends_with("[None, None, ConditionalCheckFailed]"));
    assert_eq!(get(&world, "one", json!({"pk": {"S": "b"}})), json!({"pk": {"S": "b"}}));
    world.ok("ExecuteTransaction", transaction(&[exists, update, "DELETE FROM one WHERE pk = 'none'"]));
    assert_eq!(get(&world, "one", json!({"pk": {"S": "b"}}))["m"], json!({"N": "1"}));
}

#[test]
fn a_transaction_checks_reads_and_repeats() {
    let world = world();
    run(&world, "INSERT INTO one VALUE {'pk': 'a', 'n': 1}");
    run(&world, "INSERT INTO one VALUE {'pk': 'b'}");
    let failure = world.failure(
        "ExecuteTransaction",
        transaction(&[
            "EXISTS(SELECT * FROM one WHERE pk = 'a' AND n IS MISSING)",
            "DELETE FROM one WHERE pk = 'b'",
        ]),
    );
    assert_eq!(
        failure["Message"],
        "Transaction cancelled, please refer cancellation reasons for specific reasons [ConditionalCheckFailed, None]"
    );
    let read = world.ok(
        "ExecuteTransaction",
        transaction(&[
            "SELECT n FROM one WHERE pk = 'a'",
            "SELECT * FROM two WHERE sk = '1' AND pk = 'none'",
            "SELECT * FROM one WHERE pk IN ['b']",
        ]),
    );
    assert_eq!(read["Responses"], json!([{"Item": {"n": {"N": "1"}}}, {}, {"Item": {"pk": {"S": "b"}}}]));
    let mut add = transaction(&["UPDATE one SET n = n + 1 WHERE pk = 'a'"]);
    add["ClientRequestToken"] = json!("token");
    add["ReturnConsumedCapacity"] = json!("TOTAL");
    let first = world.ok("ExecuteTransaction", add.clone());
    assert_eq!(
        first["ConsumedCapacity"],
        json!([{"TableName": "one", "CapacityUnits": 2.0, "WriteCapacityUnits": 2.0}])
    );
    let again = world.ok("ExecuteTransaction", add.clone());
    assert_eq!(
        again["ConsumedCapacity"],
        json!([{"TableName": "one", "CapacityUnits": 2.0, "ReadCapacityUnits": 2.0}])
    );
    assert_eq!(get(&world, "one", json!({"pk": {"S": "a"}}))["n"], json!({"N": "2"}));
    add["TransactStatements"][0]["Statement"] = json!("UPDATE one SET n = n + 2 WHERE pk = 'a'");
    assert!(world.err("ExecuteTransaction", add.clone()).starts_with("IdempotentParameterMismatchException"));
    world.advance(11 * 60);
    world.ok("ExecuteTransaction", add);
    assert_eq!(get(&world, "one", json!({"pk": {"S": "a"}}))["n"], json!({"N": "4"}));
}

#[test]
fn what_no_transaction_can_do_ends_it() {
    let world = world();
    run(&world, "INSERT INTO one VALUE {'pk': 'a', 'n': 1}");
    let check = |statements: &[&str], expected: &str| {
        assert_eq!(
            world.err("ExecuteTransaction", transaction(statements)),
            format!("ValidationException: {expected}"),
            "{statements:?}"
        );
    };
    let update = "UPDATE one SET n = 5 WHERE pk = 'a'";
    check(
        &["SELECT * FROM one WHERE"],
        "Validation failed in TransactStatements[0]: Statement wasn't well formed, can't be processed: Unexpected term",
    );
    check(
        &["SELECT * FROM one WHERE pk = 'a'", update],
        "ExecuteTransaction API does not support both read and write operations in the same request.",
    );
    check(
        &[update, "UPDATE one SET n = 1 WHERE pk = 'b' RETURNING ALL NEW *"],
        "Validation failed in TransactStatements[1]: RETURNING clause is not supported in ExecuteTransaction.",
    );
    check(
        &["SELECT * FROM \"idx\".\"gsi\" WHERE g = 'a'"],
        "Validation failed in TransactStatements[0]: Reads on indices are not supported within transactions.",
    );
    let key = "Validation failed in TransactStatements[0]: Select statements within ExecuteTransaction must specify the primary key in the where clause.";
    check(&["SELECT * FROM one WHERE pk = 'a' AND n = 1"], key);
    check(&["SELECT * FROM two WHERE pk = 'a'"], key);
    check(&["SELECT * FROM two WHERE pk = 'a' AND sk = '1' AND pk = 'b'"], key);
    check(
        &["SELECT * FROM two WHERE pk IN ['a', 'a'] AND sk = '1'"],
        "Validation failed in TransactStatements[0]: Overlapping conditions with range keys are not supported in where clause",
    );
    let exists = "Validation failed in TransactStatements[0]: EXISTS() must contain a single item read with additional condition";
    check(&["EXISTS(SELECT * FROM one WHERE pk = 'a')", update], exists);
    check(&["EXISTS(SELECT * FROM one WHERE pk IN ['a'] AND n = 1)", update], exists);
    let twice = "Transaction request cannot include multiple operations on one item";
    check(&["SELECT * FROM one WHERE pk = 'a'", "SELECT n FROM one WHERE pk = 'a'"], twice);
    check(&[update, "DELETE FROM one WHERE pk = 'a'"], twice);
    invalid(
        &world,
        "EXISTS(SELECT * FROM one WHERE pk = 'a' AND n = 1)",
        "EXISTS can only be used in ExecuteTransaction write requests.",
    );
    // What is wrong with single items cancels it, before anything is judged. That the first is the only one reported is seen of
    // TransactWriteItems, and our guess of statements.
    let reasons = |statements: &[&str]| {
        let failure = world.failure("ExecuteTransaction", transaction(statements));
        let reasons = failure["CancellationReasons"].as_array().unwrap().clone();
        reasons
            .iter()
            .map(|reason| {
                format!(
                    "{}: {}",
                    reason["Code"].as_str().unwrap(),
                    reason["Message"].as_str().unwrap_or_default()
                )
            })
            .collect::<Vec<_>>()
    };
    let mismatch = "ValidationError: The provided key element does not match the schema";
    let missing = "ResourceNotFound: Requested resource not found";
    assert_eq!(
        reasons(&[
            "UPDATE two SET a = 1 WHERE pk = 'k'",
            "UPDATE two SET a = 1 WHERE pk = 'k' AND sk = 1",
            "INSERT INTO two VALUE {'pk': 'k'}",
            update
        ]),
        [mismatch, "None: ", "None: ", "None: "]
    );
    let insert = "INSERT INTO two VALUE {'pk': 'k'}";
    assert_eq!(
        reasons(&[update, insert]),
        [
            "None: ",
            "ValidationError: One or more parameter values were invalid: Missing the key sk in the item"
        ]
    );
    assert_eq!(
        reasons(&[
            "UPDATE none SET a = 1 WHERE pk = 'x' RETURNING ALL NEW *",
            "DELETE FROM none WHERE pk = 'x'"
        ]),
        [missing, missing]
    );
    assert_eq!(
        reasons(&["SELECT * FROM one WHERE pk = 'a'", "SELECT * FROM \"none\".\"idx\" WHERE pk = 'x'"]),
        ["None: ", missing]
    );
    assert_eq!(
        reasons(&["SELECT * FROM one WHERE pk = 'a'", "SELECT * FROM two WHERE pk = 'x' AND sk = 1"]),
        ["None: ", mismatch]
    );
    assert_eq!(get(&world, "one", json!({"pk": {"S": "a"}}))["n"], json!({"N": "1"}));
}
