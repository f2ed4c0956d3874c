//! Resource policies: as they are kept, and as they act. Forms and errors: measured on AWS by the authors of
//! ack-api-quirks, 2026-10, unless a test says otherwise.

use crate::harness::*;

const ARN: &str = "arn:aws:dynamodb:us-east-1:000000000000:table/tab";
const OTHER: &str = "111111111111";

fn world() -> World {
    let world = World::new();
    world.table(
        "tab",
        "pk S",
        json!({
            "defs": [["g", "S"]],
            "GlobalSecondaryIndexes": [{
                "IndexName": "gsi", "KeySchema": [{"AttributeName": "g", "KeyType": "HASH"}],
                "Projection": {"ProjectionType": "ALL"},
            }],
            "StreamSpecification": {"StreamEnabled": true, "StreamViewType": "KEYS_ONLY"},
        }),
    );
    world
}

fn statement(effect: &str, principal: Value, action: Value, resource: Value) -> Value {
    json!({"Effect": effect, "Principal": principal, "Action": action, "Resource": resource})
}

fn policy(statements: Value) -> String {
    json!({"Version": "2012-10-17", "Statement": statements}).to_string()
}

fn put(world: &World, policy: &str) -> String {
    let reply = world.ok("PutResourcePolicy", json!({"ResourceArn": ARN, "Policy": policy}));
    reply["RevisionId"].as_str().unwrap().to_owned()
}

fn allowed(action: &str) -> String {
    policy(json!([statement("Allow", json!({"AWS": OTHER}), json!(action), json!(ARN))]))
}

fn refused(action: &str, resource: &str) -> String {
    format!(
        "AccessDeniedException: User: arn:aws:iam::{OTHER}:root is not authorized to perform: dynamodb:{action} on \
         resource: {resource} because no resource-based policy allows the dynamodb:{action} action"
    )
}

#[test]
fn another_account_may_what_the_policy_allows() {
    let world = world();
    let other = world.as_account(OTHER);
    let key = json!({"pk": {"S": "a"}});
    let get = json!({"TableName": ARN, "Key": key});
    let put_item = json!({"TableName": ARN, "Item": {"pk": {"S": "a"}, "g": {"S": "x"}}});
    assert_eq!(other.err("GetItem", get.clone()), refused("GetItem", ARN));
    put(&world, &allowed("dynamodb:PutItem"));
    other.ok("PutItem", put_item.clone());
    assert_eq!(other.err("GetItem", get.clone()), refused("GetItem", ARN));
    // Patterns, and no case in names of actions.
    put(&world, &allowed("DynamoDB:get*"));
    assert_eq!(other.ok("GetItem", get.clone())["Item"]["g"]["S"], "x");
    assert_eq!(other.err("PutItem", put_item.clone()), refused("PutItem", ARN));
    // By name it is the caller's own table, and there is none.
    assert_eq!(
        other.err("GetItem", json!({"TableName": "tab", "Key": key})),
        "ResourceNotFoundException: Requested resource not found"
    );
    // The error does not show whether a table is there.
    let none = ARN.replace("/tab", "/none");
    assert_eq!(other.err("GetItem", json!({"TableName": none, "Key": key})), refused("GetItem", &none));
    // A batch and a transaction.
    let batch = json!({"RequestItems": {ARN: [{"PutRequest": {"Item": {"pk": {"S": "b"}}}}]}});
    assert_eq!(other.err("BatchWriteItem", batch.clone()), refused("BatchWriteItem", ARN));
    put(&world, &allowed("dynamodb:BatchWriteItem"));
    other.ok("BatchWriteItem", batch);
    let transaction = json!({"TransactItems": [{"Delete": {"TableName": ARN, "Key": key}}]});
    assert_eq!(other.err("TransactWriteItems", transaction.clone()), refused("DeleteItem", ARN));
    put(&world, &allowed("dynamodb:DeleteItem"));
    other.ok("TransactWriteItems", transaction);
}

/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/rbac-examples.html>
#[test]
fn an_index_is_a_resource_of_its_own() {
    let world = world();
    let other = world.as_account(OTHER);
    let query = json!({
        "TableName": ARN, "IndexName": "gsi", "KeyConditionExpression": "g = :g",
        "ExpressionAttributeValues": {":g": {"S": "x"}},
    });
    put(&world, &allowed("dynamodb:Query"));
    let index = format!("{ARN}/index/gsi");
    assert_eq!(other.err("Query", query.clone()), refused("Query", &index));
    let both = json!([ARN, format!("{ARN}/index/*")]);
    put(&world, &policy(json!([statement("Allow", json!({"AWS": OTHER}), json!("dynamodb:Query"), both)])));
    other.ok("Query", query);
}

/// IAM's guide: a denial counts before a permission. That the owner is refused nothing is this project's own rule: a
/// policy must not lock its author's tests out.
#[test]
fn a_denial_counts_before_a_permission_and_not_for_the_owner() {
    let world = world();
    let other = world.as_account(OTHER);
    let update = |principal: Value| {
        policy(json!([
            statement("Allow", json!({"AWS": OTHER}), json!("dynamodb:*"), json!("*")),
            statement("Deny", principal, json!("dynamodb:DeleteTable"), json!(ARN)),
        ]))
    };
    let denied = format!(
        "AccessDeniedException: User: arn:aws:iam::{OTHER}:root is not authorized to perform: dynamodb:DeleteTable on \
         resource: {ARN} with an explicit deny in a resource-based policy"
    );
    put(&world, &update(json!("*")));
    assert_eq!(other.err("DeleteTable", json!({"TableName": ARN})), denied);
    // All other actions pass.
    other.ok("DescribeTable", json!({"TableName": ARN}));
    put(&world, &update(json!({"AWS": ["000000000000", OTHER]})));
    assert_eq!(other.err("DeleteTable", json!({"TableName": ARN})), denied);
    world.ok("DeleteTable", json!({"TableName": "tab"}));
}

/// IAM's guide: condition keys and operators.
#[test]
fn conditions_are_judged_or_refused_by_name() {
    let world = world();
    let other = world.as_account(OTHER);
    let get = json!({"TableName": ARN, "Key": {"pk": {"S": "a"}}});
    let with = |condition: Value| {
        let mut allow = statement("Allow", json!({"AWS": "*"}), json!("dynamodb:GetItem"), json!(ARN));
        allow["Condition"] = condition;
        policy(json!([allow]))
    };
    for (condition, holds) in [
        (json!({"StringEquals": {"aws:PrincipalAccount": OTHER}}), true),
        (json!({"StringEquals": {"aws:principalaccount": ["1", OTHER]}}), true),
        (json!({"StringNotEquals": {"aws:PrincipalAccount": OTHER}}), false),
        (json!({"StringLike": {"aws:PrincipalArn": "arn:aws:iam::1111*:ro?t"}}), true),
        (json!({"ArnNotLike": {"aws:PrincipalArn": "arn:aws:iam::*:root"}}), false),
        (json!({"DateLessThan": {"aws:CurrentTime": "2026-01-01T00:00:01Z"}}), true),
        (json!({"DateGreaterThan": {"aws:CurrentTime": "2026-01-01T00:00:01Z"}}), false),
        (json!({"NumericLessThan": {"aws:EpochTime": "1767225601"}}), true),
        (json!({"StringEquals": {"aws:RequestedRegion": "eu-west-1"}}), false),
        (json!({"ForAnyValue:StringLike": {"aws:RequestedRegion": ["us-*"]}}), true),
        (json!({"StringEqualsIfExists": {"aws:username": "ann"}}), true),
        (json!({"StringEquals": {"aws:userid": "${aws:PrincipalAccount}"}}), true),
        (json!({"StringEquals": {"aws:PrincipalAccount": "${aws:username, '1'}"}}), false),
        // Requests from within the process, as in this test, count as secure.
        (json!({"Bool": {"aws:SecureTransport": "true"}}), true),
        (json!({"Bool": {"aws:PrincipalIsAWSService": "false"}, "Null": {"aws:PrincipalArn": true}}), false),
    ] {
        put(&world, &with(condition.clone()));
        if holds {
            other.ok("GetItem", get.clone());
        } else {
            assert_eq!(other.err("GetItem", get.clone()), refused("GetItem", ARN), "{condition}");
        }
    }
    for (condition, what) in [
        (json!({"StringIs": {"aws:PrincipalArn": "v"}}), "The operator StringIs"),
        (json!({"StringEquals": {"aws:SourceVpc": "v"}}), "The condition key aws:SourceVpc"),
        (
            json!({"ForAllValues:StringEquals": {"dynamodb:LeadingKeys": "v"}}),
            "The condition key dynamodb:LeadingKeys",
        ),
        (json!({"StringEquals": {"aws:PrincipalArn": "${aws:x}"}}), "The policy variable in ${aws:x}"),
    ] {
        assert_eq!(
            world.err("PutResourcePolicy", json!({"ResourceArn": ARN, "Policy": with(condition)})),
            format!("ValidationException: {what} is not supported by this server yet")
        );
    }
}

#[test]
fn a_policy_is_given_back_in_one_form_and_has_revisions() {
    let world = world();
    let get = || world.ok("GetResourcePolicy", json!({"ResourceArn": ARN}));
    let none = format!(
        "PolicyNotFoundException: Resource-based policy not found for the provided ResourceArn: {ARN}"
    );
    assert_eq!(world.err("GetResourcePolicy", json!({"ResourceArn": ARN})), none);
    let pretty = format!(
        "{{ \"Statement\" : {{ \"Resource\" : [\"{ARN}\"], \"Action\": [\"dynamodb:GetItem\"], \"Effect\": \"allow\",\n\
         \"Principal\": {{\"AWS\": [\"{OTHER}\", \"arn:aws:iam::{OTHER}:root\"]}}, \"Sid\": \"s\" }},\n \"Version\": \
         \"2012-10-17\" }}"
    );
    let shown = format!(
        "{{\"Version\":\"2012-10-17\",\"Statement\":[{{\"Sid\":\"s\",\"Effect\":\"Allow\",\"Principal\":{{\"AWS\":\
         \"arn:aws:iam::{OTHER}:root\"}},\"Action\":\"dynamodb:GetItem\",\"Resource\":\"{ARN}\"}}]}}"
    );
    let first = put(&world, &pretty);
    assert_eq!(first, "1767225600000", "the time of the change");
    assert_eq!(get(), json!({"Policy": shown, "RevisionId": first}));
    assert_eq!(put(&world, &shown), first, "the same in other words is no change");
    let second = put(&world, &allowed("dynamodb:PutItem"));
    assert!(second > first, "{second}");

    let expect = |operation: &str, revision: &str| {
        let mut input = json!({"ResourceArn": ARN, "ExpectedRevisionId": revision});
        if operation == "PutResourcePolicy" {
            input["Policy"] = json!(allowed("dynamodb:Scan"));
        }
        input
    };
    for operation in ["PutResourcePolicy", "DeleteResourcePolicy"] {
        let err = world.err(operation, expect(operation, &first));
        assert!(
            err.starts_with(&format!(
                "PolicyNotFoundException: Resource-based policy not found for the provided ResourceArn: Requested \
                 update for policy with revision id {first}, but the policy associated to target ta"
            )),
            "{err}"
        );
    }
    assert_eq!(
        world.ok("DeleteResourcePolicy", expect("DeleteResourcePolicy", &second)),
        json!({"RevisionId": second})
    );
    assert_eq!(world.err("GetResourcePolicy", json!({"ResourceArn": ARN})), none);
    assert_eq!(world.ok("DeleteResourcePolicy", json!({"ResourceArn": ARN})), json!({}));
    let err = world.err("DeleteResourcePolicy", expect("DeleteResourcePolicy", "1"));
    assert!(err.ends_with(
        "Requested update for policy with revision id 1, but table tab has no associated policy."
    ));
    // The model: NO_POLICY stands for none.
    world.ok("PutResourcePolicy", expect("PutResourcePolicy", "NO_POLICY"));
    let err = world.err("PutResourcePolicy", expect("PutResourcePolicy", "NO_POLICY"));
    assert!(err.starts_with("PolicyNotFoundException: "), "{err}");
}

#[test]
fn what_is_no_policy_is_refused() {
    let world = world();
    let invalid = "ValidationException: One or more parameter values were invalid: ";
    let bad = format!("{invalid}Invalid policy document: ");
    let allow = |principal: Value| statement("Allow", principal, json!("dynamodb:GetItem"), json!(ARN));
    let twice = json!({"Sid": "s", "Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*"});
    let mut no_resource = allow(json!({"AWS": OTHER}));
    no_resource.as_object_mut().unwrap().remove("Resource");
    let unbounded = "ValidationException: Resource-based policy grants unbounded access in one or more elements. Please \
                     revise the policy to ensure least-privilege form of access";
    for (text, message) in [
        ("{".to_owned(), format!("{bad}This policy contains invalid Json")),
        (policy(json!([])), format!("{bad}Could not parse the policy: Statement is empty!")),
        (policy(json!([no_resource])), format!("{bad}Missing required field Resource")),
        (policy(json!([twice, twice])), format!("{bad}The Statement Ids in the policy are not unique")),
        (policy(json!([allow(json!("*"))])), unbounded.to_owned()),
        (policy(json!([allow(json!({"AWS": "*"}))])), unbounded.to_owned()),
        (
            policy(json!([allow(json!({"AWS": "nobody"}))])),
            format!("{invalid}Invalid principal in policy document."),
        ),
        (
            policy(json!([statement("Allow", json!({"AWS": OTHER}), json!("s3:GetObject"), json!(ARN))])),
            format!("{bad}The following action names are invalid: s3:GetObject"),
        ),
        (" ".repeat(20_481), format!("{invalid}Maximum policy size of 20480 bytes exceeded")),
    ] {
        assert_eq!(world.err("PutResourcePolicy", json!({"ResourceArn": ARN, "Policy": text})), message);
    }
    let err = world.err(
        "PutResourcePolicy",
        json!({"ResourceArn": ARN, "Policy": policy(json!([allow(json!(OTHER))]))}),
    );
    assert!(err.starts_with(&format!("{bad}Syntax error at position (1,")), "{err}");
    for (arn, message) in [
        ("tab".to_owned(), format!("{invalid}ARNs must start with 'arn:': tab")),
        (
            ARN.replace("000000000000", OTHER),
            "ValidationException: This action is only supported by accounts that match the resource owner’s account."
                .to_owned(),
        ),
        (
            ARN.replace("us-east-1", "eu-west-1"),
            format!("{invalid}Invalid resource Arn: {}", ARN.replace("us-east-1", "eu-west-1")),
        ),
        (
            format!("{ARN}/index/gsi"),
            format!(
                "{invalid}Invalid resource arn provided, only table or stream is accepted. Provided resource arn: \
                 {ARN}/index/gsi"
            ),
        ),
        (
            ARN.replace("/tab", "/none"),
            "ResourceNotFoundException: Requested resource not found: Table: none not found".to_owned(),
        ),
    ] {
        assert_eq!(world.err("GetResourcePolicy", json!({"ResourceArn": arn})), message);
    }
}

#[test]
fn nobody_locks_himself_out_unawares() {
    let world = world();
    let lock =
        policy(json!([statement("Deny", json!("*"), json!("dynamodb:PutResourcePolicy"), json!(ARN))]));
    let mut input = json!({"ResourceArn": ARN, "Policy": lock});
    assert_eq!(
        world.err("PutResourcePolicy", input.clone()),
        "AccessDeniedException: The new resource policy will not allow you to update the resource policy in the future."
    );
    input["ConfirmRemoveSelfResourceAccess"] = json!(true);
    world.ok("PutResourcePolicy", input.clone());
    // Unlike on AWS, who confirmed it is not locked out: no resource policy refuses its owner anything.
    world.ok("PutResourcePolicy", input);
    // The model: the owner's root user can delete it whatever it says.
    world.ok("DeleteResourcePolicy", json!({"ResourceArn": ARN}));
}

#[test]
fn a_table_is_made_with_a_policy_and_takes_it_along() {
    let world = World::new();
    world.table("tab", "pk S", json!({"ResourcePolicy": allowed("dynamodb:GetItem")}));
    let got = world.ok("GetResourcePolicy", json!({"ResourceArn": ARN}));
    assert_eq!(got["RevisionId"], "1767225600000");
    let other = world.as_account(OTHER);
    let get = json!({"TableName": ARN, "Key": {"pk": {"S": "a"}}});
    other.ok("GetItem", get.clone());
    // It is there after a start.
    let again = World::on(world.store.clone(), world.clock.clone());
    again.as_account(OTHER).ok("GetItem", get.clone());
    assert_eq!(again.ok("GetResourcePolicy", json!({"ResourceArn": ARN})), got);
    world.ok("DeleteTable", json!({"TableName": "tab"}));
    world.table("tab", "pk S", json!({}));
    assert_eq!(other.err("GetItem", get), refused("GetItem", ARN));
}

/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/rbac-attach-resource-based-policy.html>
#[test]
fn a_stream_has_a_policy_of_its_own() {
    let world = world();
    let other = world.as_account(OTHER);
    let table = world.ok("DescribeTable", json!({"TableName": "tab"}))["Table"].clone();
    let stream = table["LatestStreamArn"].as_str().unwrap();
    let describe = json!({"StreamArn": stream});
    assert_eq!(other.err("DescribeStream", describe.clone()), refused("DescribeStream", stream));
    let text = policy(json!([statement(
        "Allow",
        json!({"AWS": OTHER}),
        json!(["dynamodb:DescribeStream", "dynamodb:GetShardIterator", "dynamodb:GetRecords"]),
        json!(stream)
    )]));
    world.ok("PutResourcePolicy", json!({"ResourceArn": stream, "Policy": text}));
    let shard = other.ok("DescribeStream", describe)["StreamDescription"]["Shards"][0]["ShardId"].clone();
    // The stream goes on taking records, and its reader sees them.
    world.ok("PutItem", json!({"TableName": "tab", "Item": {"pk": {"S": "a"}}}));
    let input = json!({"StreamArn": stream, "ShardId": shard, "ShardIteratorType": "TRIM_HORIZON"});
    let iterator = other.ok("GetShardIterator", input)["ShardIterator"].clone();
    let records = other.ok("GetRecords", json!({"ShardIterator": iterator}));
    assert_eq!(records["Records"].as_array().unwrap().len(), 1);
    world.ok("DeleteResourcePolicy", json!({"ResourceArn": stream}));
    assert_eq!(other.err("GetRecords", json!({"ShardIterator": iterator})), refused("GetRecords", stream));
}

/// ack-api-quirks: the region of an ARN must be that of the endpoint.
#[test]
fn an_arn_of_another_region_is_refused() {
    let world = world();
    let arn = ARN.replace("us-east-1", "eu-west-1");
    assert_eq!(
        world.err("DescribeTable", json!({"TableName": arn})),
        format!("ValidationException: 1 validation error detected: Invalid AWS region in '{arn}'")
    );
}
