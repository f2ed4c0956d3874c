//! Layers. Authority: AWS's API reference and its guide to layers, and `error.rs` for sentences.

use base::arn::AccountId;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::test_engine::{Bench, creation, zip_of};

const FUNCTIONS: &str = "/2015-03-31/functions";
const LAYERS: &str = "/2018-10-31/layers";
const ARN: &str = "arn:aws:lambda:us-east-1:000000000000:layer";

async fn publish(bench: &Bench, name: &str, text: &str) -> Value {
    let body = json!({
        "Content": {"ZipFile": STANDARD.encode(zip_of(text))},
        "Description": "d",
        "LicenseInfo": "MIT",
        "CompatibleRuntimes": ["python3.13"],
        "CompatibleArchitectures": ["x86_64"],
    });
    let reply = bench.post(&format!("{LAYERS}/{name}/versions"), body).await;
    assert_eq!(reply.status, 201, "{reply:?}");
    reply.json()
}

async fn create_with(bench: &Bench, name: &str, layers: &[&str]) -> testkit::Reply {
    let mut body = creation(name);
    body["Layers"] = json!(layers);
    bench.post(FUNCTIONS, body).await
}

#[tokio::test]
async fn a_version_is_numbered_shown_and_fetched() {
    let bench = Bench::new();
    let one = publish(&bench, "l", "one").await;
    for (member, expected) in [
        ("LayerArn", json!(format!("{ARN}:l"))),
        ("LayerVersionArn", json!(format!("{ARN}:l:1"))),
        ("Version", json!(1)),
        ("Description", json!("d")),
        ("LicenseInfo", json!("MIT")),
        ("CompatibleRuntimes", json!(["python3.13"])),
        ("CompatibleArchitectures", json!(["x86_64"])),
        ("CreatedDate", json!("2027-01-15T08:00:00.000+0000")),
    ] {
        assert_eq!(one[member], expected, "{member}");
    }
    assert_eq!(one["Content"]["CodeSize"], json!(zip_of("one").len()));
    publish(&bench, "l", "two").await;
    publish(&bench, "m", "other").await;
    let bench = bench.restart().await;
    assert_eq!(bench.get(&format!("{LAYERS}/l/versions/1")).await.json(), one);
    let arn = format!("{ARN}:l:1").replace(':', "%3A");
    assert_eq!(bench.get(&format!("{LAYERS}?find=LayerVersion&Arn={arn}")).await.json(), one);
    let location =
        one["Content"]["Location"].as_str().unwrap().strip_prefix("http://localhost:4510").unwrap();
    assert_eq!(bench.get(location).await.body, zip_of("one"));
    // A name may be an ARN; numbers are never used twice.
    assert_eq!(bench.delete(&format!("{LAYERS}/{ARN}:l/versions/2")).await.status, 204);
    assert_eq!(bench.delete(&format!("{LAYERS}/l/versions/2")).await.status, 204);
    bench.get(&format!("{LAYERS}/l/versions/2")).await.is_error(
        404,
        "ResourceNotFoundException",
        "The resource you requested does not exist.",
    );
    assert_eq!(publish(&bench, "l", "three").await["Version"], 3);
    let numbers = async |path: &str, list: &str, member: &str| {
        let reply = bench.get(&format!("{LAYERS}{path}")).await.json();
        reply[list]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one.pointer(member).unwrap().clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(numbers("/l/versions", "LayerVersions", "/Version").await, [3, 1]);
    assert_eq!(numbers("", "Layers", "/LatestMatchingVersion/Version").await, [3, 1]);
    assert_eq!(numbers("?CompatibleRuntime=python3.13", "Layers", "/LayerName").await, ["l", "m"]);
    assert!(numbers("?CompatibleRuntime=nodejs22.x", "Layers", "/LayerName").await.is_empty());
    assert!(
        numbers("/l/versions?CompatibleArchitecture=arm64", "LayerVersions", "/Version").await.is_empty()
    );
    // In pages.
    let first = bench.get(&format!("{LAYERS}/l/versions?MaxItems=1")).await.json();
    let marker = first["NextMarker"].as_str().unwrap();
    let second = bench.get(&format!("{LAYERS}/l/versions?MaxItems=1&Marker={marker}")).await.json();
    assert_eq!((&second["LayerVersions"][0]["Version"], &second["NextMarker"]), (&json!(1), &Value::Null));
}

#[tokio::test]
async fn a_function_keeps_the_layers_that_it_was_given() {
    let bench = Bench::new();
    publish(&bench, "l", "one").await;
    publish(&bench, "m", "two").await;
    let (l, m) = (format!("{ARN}:l:1"), format!("{ARN}:m:1"));
    let made = create_with(&bench, "f", &[&l, &m]).await;
    assert_eq!(made.status, 201, "{made:?}");
    let size = |text| zip_of(text).len();
    let both = json!([{"Arn": l, "CodeSize": size("one")}, {"Arn": m, "CodeSize": size("two")}]);
    assert_eq!(bench.settled("f").await["Layers"], both);
    // The package, and what is merged of the layers.
    assert_eq!(bench.invoke("f", "RequestResponse", "1").await.status, 200);
    assert_eq!(bench.code_folders(), 2);
    bench.post(&format!("{FUNCTIONS}/f/versions"), json!({})).await;
    // A deleted version stays for the functions that have it.
    assert_eq!(bench.delete(&format!("{LAYERS}/l/versions/1")).await.status, 204);
    let bench = bench.restart().await;
    assert_eq!(bench.invoke("f", "RequestResponse", "1").await.status, 200);
    create_with(&bench, "g", &[&l]).await.is_error(400, "InvalidParameterValueException", &l);
    let configuration = format!("{FUNCTIONS}/f/configuration");
    let other = bench.put(&configuration, json!({"Layers": [m]})).await.json();
    assert_eq!(other["Layers"], json!([{"Arn": m, "CodeSize": size("two")}]));
    bench.settled("f").await;
    // What leaves them out leaves them, what names none takes them away.
    let same = bench.put(&configuration, json!({"Description": "x"})).await.json();
    assert_eq!(same["Layers"], other["Layers"]);
    bench.settled("f").await;
    assert_eq!(bench.put(&configuration, json!({"Layers": []})).await.json()["Layers"], Value::Null);
    bench.settled("f").await;
    let published = bench.get(&format!("{FUNCTIONS}/f/configuration?Qualifier=1")).await.json();
    assert_eq!(published["Layers"], both);
    assert_eq!(bench.invoke("f:1", "RequestResponse", "1").await.status, 200);
    // With the function go the last references.
    bench.delete(&format!("{FUNCTIONS}/f")).await;
    bench.delete(&format!("{LAYERS}/m/versions/1")).await;
    assert_eq!(bench.get("/2016-08-19/account-settings").await.json()["AccountUsage"]["TotalCodeSize"], 0);
}

#[tokio::test]
async fn layers_that_a_function_cannot_have_are_refused() {
    let mut bench = Bench::new();
    for name in ["a", "b", "c", "d", "e", "f"] {
        publish(&bench, name, name).await;
    }
    publish(&bench, "a", "again").await;
    let arn = |name: &str| format!("{ARN}:{name}");
    let elsewhere = arn("a:1").replace("us-east-1", "us-west-2");
    for (layers, text) in [
        (
            vec![arn("a:1"), arn("b:1"), arn("c:1"), arn("d:1"), arn("e:1"), arn("f:1")],
            "Cannot reference more than 5 layers.",
        ),
        (
            vec![arn("a:1"), arn("a:2")],
            "Two different versions of the same layer are not allowed to be referenced in the same function. \
             arn:aws:lambda:us-east-1:000000000000:layer:a:1 and arn:aws:lambda:us-east-1:000000000000:layer:a:2 are \
             versions of the same layer.",
        ),
        (
            vec![arn("none:1")],
            "Layer version arn:aws:lambda:us-east-1:000000000000:layer:none:1 does not exist.",
        ),
        (
            vec![elsewhere],
            "Layers are not in the same region as the function. Layers are expected to be in region us-east-1.",
        ),
    ] {
        let layers: Vec<&str> = layers.iter().map(String::as_str).collect();
        create_with(&bench, "f", &layers).await.is_error(400, "InvalidParameterValueException", text);
    }
    create_with(&bench, "f", &[&arn("a")]).await.is_error(400, "ValidationException", "at 'layers'");
    // Another account's layer: AWS does not say whether it is there.
    let content = json!({"Content": {"ZipFile": STANDARD.encode(zip_of("x"))}});
    let ours = std::mem::replace(&mut bench.here.account, AccountId::parse("111111111111").unwrap());
    assert_eq!(bench.post(&format!("{LAYERS}/b/versions"), content).await.status, 201);
    bench.here.account = ours;
    for theirs in ["a:1", "b:1"] {
        create_with(&bench, "f", &[&arn(theirs).replace("000000000000", "111111111111")]).await.is_error(
            403,
            "AccessDeniedException",
            "because no resource-based policy allows the lambda:GetLayerVersion action",
        );
    }
    let bad = json!({"Content": {"ZipFile": STANDARD.encode("no zip")}});
    bench.post(&format!("{LAYERS}/bad/versions"), bad).await.is_error(
        400,
        "InvalidParameterValueException",
        "Could not unzip uploaded file.",
    );
    let from_bucket = json!({"Content": {"S3Bucket": "bucket", "S3Key": "layer.zip"}});
    bench.world.put_object("bucket", "layer.zip", zip_of("x"));
    let made = bench.post(&format!("{LAYERS}/s3/versions"), from_bucket).await;
    assert_eq!(made.json()["Version"], 1, "{made:?}");
}

/// Our promise: a template that names layers which only AWS has deploys as it is. Powertools' layer, by its documented name
/// (<https://docs.aws.amazon.com/powertools/python/latest/getting-started/install/>).
#[tokio::test]
async fn a_layer_that_only_aws_has_is_taken_and_shown() {
    let powertools =
        "arn:aws:lambda:us-east-1:017000801446:layer:AWSLambdaPowertoolsPythonV3-python313-x86_64:18";
    let bench = Bench::new();
    publish(&bench, "a", "one").await;
    let own = format!("{ARN}:a:1");
    let created = create_with(&bench, "f", &[powertools, &own]).await;
    assert_eq!(created.status, 201, "{created:?}");
    let shown = bench.settled("f").await;
    assert_eq!(shown["Layers"][0], json!({"Arn": powertools, "CodeSize": 0}));
    assert_eq!(shown["Layers"][1]["Arn"], own);
    assert_eq!(bench.invoke("f", "RequestResponse", "1").await.json(), 1);
    bench.post("/2015-03-31/functions/f/versions", json!({})).await;
    let bench = bench.restart().await;
    assert_eq!(bench.settled("f").await["Layers"], shown["Layers"]);
    let none = json!({"Layers": []});
    assert_eq!(bench.put("/2015-03-31/functions/f/configuration", none).await.status, 200);
    assert_eq!(bench.delete("/2015-03-31/functions/f").await.status, 204);
    let strict = Bench::with(|settings| settings.strict = true);
    create_with(&strict, "f", &[powertools]).await.is_error(403, "AccessDeniedException", "GetLayerVersion");
}

/// The form of a statement is our guess, after AddPermission's.
#[tokio::test]
async fn a_version_says_who_may_use_it() {
    let bench = Bench::new();
    publish(&bench, "l", "one").await;
    let policy = format!("{LAYERS}/l/versions/1/policy");
    bench.get(&policy).await.is_error(404, "ResourceNotFoundException", "No policy is associated");
    let grant = json!({"StatementId": "s", "Action": "lambda:GetLayerVersion", "Principal": "111111111111"});
    let added = bench.post(&policy, grant.clone()).await;
    assert_eq!(added.status, 201, "{added:?}");
    let statement: Value = serde_json::from_str(added.json()["Statement"].as_str().unwrap()).unwrap();
    assert_eq!(
        statement,
        json!({
            "Sid": "s",
            "Effect": "Allow",
            "Principal": {"AWS": "arn:aws:iam::111111111111:root"},
            "Action": "lambda:GetLayerVersion",
            "Resource": format!("{ARN}:l:1"),
        })
    );
    bench.post(&policy, grant.clone()).await.is_error(409, "ResourceConflictException", "(s)");
    let bench = bench.restart().await;
    let shown = bench.get(&policy).await.json();
    let document: Value = serde_json::from_str(shown["Policy"].as_str().unwrap()).unwrap();
    assert_eq!(document["Statement"], json!([statement]));
    let wrong = format!("{policy}/s?RevisionId=00000000-0000-4000-8000-000000000000");
    bench.delete(&wrong).await.is_error(412, "PreconditionFailedException", "GetLayerVersionPolicy");
    bench.delete(&format!("{policy}/none")).await.is_error(404, "ResourceNotFoundException", "none");
    let revision = shown["RevisionId"].as_str().unwrap();
    assert_eq!(bench.delete(&format!("{policy}/s?RevisionId={revision}")).await.status, 204);
    bench.get(&policy).await.is_error(404, "ResourceNotFoundException", "No policy is associated");
    let none = format!("{LAYERS}/l/versions/7/policy");
    bench.post(&none, grant).await.is_error(404, "ResourceNotFoundException", "does not exist");
}
