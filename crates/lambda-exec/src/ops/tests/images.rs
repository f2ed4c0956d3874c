//! Functions of package type Image, and which executor a function asks for. Authority of members: AWS's model and its pages of
//! container images; of sentences: reports of AWS's users, named where the sentences stand, unless it says "our guess".

use serde_json::{Value, json};

use crate::test_engine::{Bench, IMAGE_DIGEST, creation};

const FUNCTIONS: &str = "/2015-03-31/functions";
const ARN: &str = "arn:aws:lambda:us-east-1:000000000000:function";

fn with(mut body: Value, member: &str, value: Value) -> Value {
    body[member] = value;
    body
}

fn image(name: &str, uri: &str) -> Value {
    json!({
        "FunctionName": name,
        "Role": "arn:aws:iam::000000000000:role/r",
        "PackageType": "Image",
        "Code": {"ImageUri": uri},
    })
}

#[tokio::test]
async fn a_function_with_an_image_is_created_and_shown() {
    let bench = Bench::new();
    let config =
        json!({"Command": ["app.main"], "EntryPoint": ["/run", "it"], "WorkingDirectory": "/srv/app"});
    let made =
        bench.post(FUNCTIONS, with(image("f", "reg.example/a/b:1"), "ImageConfig", config.clone())).await;
    assert_eq!(made.status, 201, "{made:?}");
    let active = bench.settled("f").await;
    for (member, expected) in [
        ("State", json!("Active")),
        ("PackageType", json!("Image")),
        ("CodeSize", json!(0)),
        ("CodeSha256", json!(IMAGE_DIGEST)),
        ("ImageConfigResponse", json!({"ImageConfig": config})),
        ("Runtime", Value::Null),
        ("Handler", Value::Null),
        ("RuntimeVersionConfig", Value::Null),
    ] {
        assert_eq!(active[member], expected, "{member}");
    }
    let resolved = format!("reg.example/a/b@sha256:{IMAGE_DIGEST}");
    let code = &bench.get(&format!("{FUNCTIONS}/f")).await.json()["Code"];
    let expected =
        json!({"RepositoryType": "ECR", "ImageUri": "reg.example/a/b:1", "ResolvedImageUri": resolved});
    assert_eq!(code, &expected);
    bench.invoke("f", "RequestResponse", "1").await;
    let started = bench.script.started().1.image.unwrap();
    assert_eq!((started.uri.as_str(), started.command), ("reg.example/a/b:1", vec!["app.main".to_owned()]));
    assert_eq!(started.entry_point, ["/run", "it"]);
    assert_eq!(started.working_directory.as_deref(), Some("/srv/app"));
}

#[tokio::test]
async fn an_image_and_what_is_said_over_it_are_updated() {
    let bench = Bench::new();
    bench.post(FUNCTIONS, with(image("f", "a:1"), "ImageConfig", json!({"Command": ["x"]}))).await;
    bench.settled("f").await;
    let first = bench.post(&format!("{FUNCTIONS}/f/versions"), json!({})).await.json();
    assert_eq!((&first["Version"], &first["CodeSha256"]), (&json!("1"), &json!(IMAGE_DIGEST)));
    let configuration = format!("{FUNCTIONS}/f/configuration");
    let changed = bench.put(&configuration, json!({"ImageConfig": {}, "Timeout": 5})).await.json();
    assert_eq!(
        (&changed["ImageConfigResponse"], &changed["Timeout"]),
        (&Value::Null, &json!(5)),
        "{changed}"
    );
    bench.settled("f").await;
    let changed = bench.put(&format!("{FUNCTIONS}/f/code"), json!({"ImageUri": "a:2"})).await;
    assert_eq!(changed.status, 200, "{changed:?}");
    bench.settled("f").await;
    assert_eq!(bench.get(&format!("{FUNCTIONS}/f")).await.json()["Code"]["ImageUri"], "a:2");
    let second = bench.post(&format!("{FUNCTIONS}/f/versions"), json!({})).await.json();
    assert_eq!(second["Version"], "2");
    let of_first = bench.get(&format!("{FUNCTIONS}/f?Qualifier=1")).await.json();
    assert_eq!(of_first["Code"]["ImageUri"], "a:1");
    assert_eq!(of_first["Configuration"]["ImageConfigResponse"]["ImageConfig"]["Command"], json!(["x"]));
    assert_eq!(of_first["Configuration"]["FunctionArn"], format!("{ARN}:f:1"));
}

#[tokio::test]
async fn what_is_not_for_a_package_type_is_refused() {
    let bench = Bench::new();
    let invalid = "InvalidParameterValueException";
    let of_packages =
        "Please don't provide Handler or Runtime or Layer when the intended function PackageType is Image.";
    for (body, text) in [
        (with(image("f", "a:1"), "Handler", json!("app.main")), of_packages),
        (with(image("f", "a:1"), "Runtime", json!("python3.13")), of_packages),
        (image("f", "a b"), "Source image a b is not valid. Provide a valid source image."),
        // Our guess.
        (
            with(image("f", "a:1"), "Code", json!({"ZipFile": "UEsFBg=="})),
            "Please provide ImageUri when the intended function PackageType is Image.",
        ),
        // Our guess.
        (
            with(image("f", "a:1"), "Code", json!({"ImageUri": "a:1", "S3Bucket": "bucket", "S3Key": "k"})),
            "Please don't provide S3Bucket together with ImageUri.",
        ),
        // boto3#2705 on GitHub: without a package type it is Zip.
        (
            with(creation("f"), "Code", json!({"ImageUri": "a:1"})),
            "Please provide a source for function code.",
        ),
        // Our words.
        (
            with(creation("f"), "ImageConfig", json!({"Command": ["x"]})),
            "ImageConfig is for functions of package type Image only.",
        ),
    ] {
        bench.post(FUNCTIONS, body).await.is_error(400, invalid, text);
    }
    bench.post(FUNCTIONS, image("image", "a:1")).await;
    bench.settled("image").await;
    bench.create("zip").await;
    bench.settled("zip").await;
    for (name, path, body, text) in [
        (
            "zip",
            "code",
            json!({"ImageUri": "a:1"}),
            "Please don't provide ImageUri when updating a function with packageType Zip.",
        ),
        (
            "image",
            "code",
            json!({"ZipFile": "UEsFBg=="}),
            "Please provide ImageUri when updating a function with packageType Image.",
        ),
        ("image", "configuration", json!({"Handler": "x.y"}), of_packages),
        (
            "zip",
            "configuration",
            json!({"ImageConfig": {"Command": ["x"]}}),
            "ImageConfig is for functions of package type Image only.",
        ),
    ] {
        bench.put(&format!("{FUNCTIONS}/{name}/{path}"), body).await.is_error(400, invalid, text);
    }
}

/// Our own: by a variable, else by a tag, which a version keeps as it was.
#[tokio::test]
async fn a_function_asks_for_its_executor() {
    let bench = Bench::with(|settings| settings.pool.executor = "scripted");
    let tagged = with(creation("f"), "Tags", json!({"ruststack:executor": "scripted", "a": "b"}));
    bench.post(FUNCTIONS, tagged).await;
    bench.settled("f").await;
    let version = bench.post(&format!("{FUNCTIONS}/f/versions"), json!({})).await.json();
    assert_eq!(version["Version"], "1");
    bench.post(&format!("/2017-03-31/tags/{ARN}:f"), json!({"Tags": {"ruststack:executor": "none"}})).await;
    let answer = bench.invoke("f", "RequestResponse", "1").await;
    let answer = String::from_utf8_lossy(&answer.body).into_owned();
    assert!(answer.contains("none of auto, scripted"), "{answer}");
    let answer = bench.invoke("f:1", "RequestResponse", "1").await;
    assert_eq!(&answer.body[..], b"1");
    let variables = json!({"Variables": {"RUSTSTACK_EXECUTOR": "auto"}});
    bench.put(&format!("{FUNCTIONS}/f/configuration"), json!({"Environment": variables})).await;
    bench.settled("f").await;
    let answer = bench.invoke("f", "RequestResponse", "2").await;
    assert_eq!(&answer.body[..], b"2");
    assert_eq!(bench.script.started().0.as_deref(), Some("auto"));
}
