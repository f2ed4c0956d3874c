use base::arn::AccountId;
use base::call::Caller;
use serde_json::json;

use crate::test_engine::{Bench, creation};

const ARN: &str = "arn:aws:lambda:us-east-1:000000000000:function:f";

/// AWS's guide, "Granting Lambda function access to other accounts"
/// (<https://docs.aws.amazon.com/lambda/latest/dg/permissions-function-cross-account.html>): another account invokes what
/// a statement of the function's, or of the alias's, policy allows it, and nothing else. The words are those of IAM's page
/// "Troubleshoot access denied error messages".
#[tokio::test]
async fn another_account_may_what_the_policy_says() {
    let mut bench = Bench::new();
    bench.create("f").await;
    let functions = "/2015-03-31/functions";
    let (invoke, policy) = (format!("{functions}/{ARN}/invocations"), format!("{functions}/f/policy"));
    let alias = json!({"Name": "live", "FunctionVersion": "$LATEST"});
    assert_eq!(bench.post(&format!("{functions}/f/aliases"), alias).await.status, 201);

    let refusal = |action: &str, resource: &str| {
        format!(
            "User: arn:aws:iam::111111111111:root is not authorized to perform: lambda:{action} on resource: \
             {resource} because no resource-based policy allows the lambda:{action} action"
        )
    };
    let theirs = AccountId::parse("111111111111").unwrap();
    let ours = std::mem::replace(&mut bench.here.account, theirs);
    bench.here.caller = Caller::Key { access_key: "111111111111".into() };
    bench.post(&invoke, json!(1)).await.is_error(
        403,
        "AccessDeniedException",
        &refusal("InvokeFunction", ARN),
    );

    bench.here.account = ours;
    let grant = |principal: &str, action: &str, sid: &str| json!({"StatementId": sid, "Action": action, "Principal": principal});
    bench.post(&policy, grant("111111111111", "lambda:InvokeFunction", "a")).await;
    bench.post(&policy, grant("222222222222", "lambda:GetFunction", "b")).await;
    bench.here.account = theirs;
    let reply = bench.post(&invoke, json!(1)).await;
    assert_eq!(reply.status, 200, "{reply:?}");
    let got = bench.get(&format!("{functions}/{ARN}")).await;
    got.is_error(403, "AccessDeniedException", &refusal("GetFunction", ARN));
    // The policy of the function is not that of its alias.
    let live = format!("{ARN}:live");
    let reply = bench.post(&format!("{functions}/{live}/invocations"), json!(1)).await;
    reply.is_error(403, "AccessDeniedException", &refusal("InvokeFunction", &live));

    // The owner is never refused, and a name alone is the caller's own function.
    bench.post(&format!("{functions}/f/invocations"), json!(1)).await.is_error(
        404,
        "ResourceNotFoundException",
        "Function not found: arn:aws:lambda:us-east-1:111111111111:function:f",
    );
    bench.here.account = ours;
    assert_eq!(bench.post(&invoke, json!(1)).await.status, 200);
}

/// AWS's authorization table for Lambda: what changes a function is about the function, so that a statement of an alias's
/// policy gives nobody leave for it.
/// <https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html>
#[tokio::test]
async fn the_policy_of_an_alias_gives_no_leave_for_the_function() {
    let mut bench = Bench::new();
    bench.create("f").await;
    let functions = "/2015-03-31/functions";
    let alias = json!({"Name": "live", "FunctionVersion": "$LATEST"});
    assert_eq!(bench.post(&format!("{functions}/f/aliases"), alias).await.status, 201);
    let grant = json!({"StatementId": "a", "Action": "lambda:*", "Principal": "111111111111"});
    let granted = bench.post(&format!("{functions}/f/policy?Qualifier=live"), grant).await;
    assert_eq!(granted.status, 201, "{granted:?}");
    bench.here.account = AccountId::parse("111111111111").unwrap();
    let live = format!("{ARN}:live");
    assert_eq!(bench.get(&format!("{functions}/{live}")).await.status, 200);
    for (method, path) in [
        ("PUT", format!("{functions}/{live}/configuration")),
        ("PUT", format!("{functions}/{live}/code")),
        ("POST", format!("{functions}/{live}/versions")),
        ("POST", format!("{functions}/{live}/aliases")),
        ("GET", format!("{functions}/{live}/aliases")),
        ("PUT", format!("{functions}/{live}/aliases/live")),
        ("DELETE", format!("{functions}/{live}/aliases/live")),
        ("GET", format!("{functions}/{live}/concurrency").replace("2015-03-31", "2019-09-30")),
    ] {
        let reply = bench.call(method, &path, &[], "{}").await;
        reply.is_error(403, "AccessDeniedException", "no resource-based policy allows");
    }
}

/// By default a role's shape is all that is asked; `--strict` asks whether Lambda may assume it. The sentence is AWS's,
/// which Terraform waits out: <https://github.com/hashicorp/terraform-provider-aws/issues/29>.
#[tokio::test]
async fn a_role_that_lambda_may_not_assume_is_refused_where_that_is_asked() {
    let role = "arn:aws:iam::000000000000:role/untrusting";
    let mut body = creation("f");
    body["Role"] = json!(role);
    assert_eq!(Bench::new().post("/2015-03-31/functions", body.clone()).await.status, 201);
    let strict = Bench::with(|settings| settings.strict = true);
    let sentence = "The role defined for the function cannot be assumed by Lambda.";
    let refused = strict.post("/2015-03-31/functions", body).await;
    refused.is_error(400, "InvalidParameterValueException", sentence);
    strict.create("f").await;
    let update = strict.put("/2015-03-31/functions/f/configuration", json!({"Role": role})).await;
    update.is_error(400, "InvalidParameterValueException", sentence);
}

/// By default a role's shape is all that is asked, as templates name roles of made-up accounts. With `--strict` it is of the
/// function's account, as on AWS: <https://github.com/fabric8io/kubernetes-alexa/issues/6>.
#[tokio::test]
async fn a_role_of_another_account_is_refused_where_that_is_asked() {
    let role = "arn:aws:iam::123456789012:role/trusting";
    let mut body = creation("f");
    body["Role"] = json!(role);
    assert_eq!(Bench::new().post("/2015-03-31/functions", body.clone()).await.status, 201);
    let strict = Bench::with(|settings| settings.strict = true);
    let sentence = "Cross-account pass role is not allowed.";
    let refused = strict.post("/2015-03-31/functions", body).await;
    refused.is_error(403, "AccessDeniedException", sentence);
    strict.create("f").await;
    let update = strict.put("/2015-03-31/functions/f/configuration", json!({"Role": role})).await;
    update.is_error(403, "AccessDeniedException", sentence);
}

/// AWS's guide: who may use a layer is what AddLayerVersionPermission says. The refusal is recorded, such as in
/// <https://github.com/aws-samples/sample-serverless-mcp-servers/issues/19>, 2025-06-23.
#[tokio::test]
async fn another_account_uses_a_layer_that_it_may() {
    let mut bench = Bench::new();
    let content = creation("f")["Code"].clone();
    let version = "/2018-10-31/layers/l/versions";
    assert_eq!(bench.post(version, json!({"Content": content})).await.status, 201);
    let theirs = AccountId::parse("111111111111").unwrap();
    let ours = std::mem::replace(&mut bench.here.account, theirs);
    bench.here.caller = Caller::Key { access_key: "111111111111".into() };
    let layer = "arn:aws:lambda:us-east-1:000000000000:layer:l";
    let mut make = creation("f");
    make["Layers"] = json!([format!("{layer}:1")]);
    let refusal = format!(
        "User: arn:aws:iam::111111111111:root is not authorized to perform: lambda:GetLayerVersion on resource: {layer}:1 \
         because no resource-based policy allows the lambda:GetLayerVersion action"
    );
    let get = format!("/2018-10-31/layers/{layer}/versions/1");
    bench.get(&get).await.is_error(403, "AccessDeniedException", &refusal);
    bench.post("/2015-03-31/functions", make.clone()).await.is_error(403, "AccessDeniedException", &refusal);
    bench.here.account = ours;
    let grant = json!({"StatementId": "s", "Action": "lambda:GetLayerVersion", "Principal": "*"});
    assert_eq!(bench.post(&format!("{version}/1/policy"), grant).await.status, 201);
    bench.here.account = theirs;
    assert_eq!(bench.get(&get).await.status, 200);
    let made = bench.post("/2015-03-31/functions", make).await;
    assert_eq!(made.status, 201, "{made:?}");
    // To change it is the owner's.
    assert_eq!(bench.delete(&get).await.status, 403);
}
