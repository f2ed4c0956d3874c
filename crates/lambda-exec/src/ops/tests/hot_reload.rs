//! Code that is a folder of the user's. LocalStack's users know the bucket's name
//! (<https://docs.localstack.cloud/aws/tooling/lambda-tools/hot-reloading/>); the setting and the sentences are ours.

use std::fs;
use std::os::unix::fs::symlink;

use serde_json::json;
use tempfile::TempDir;

use crate::test_engine::{Bench, Reply, creation};

const FUNCTIONS: &str = "/2015-03-31/functions";

fn bench(allowed: &TempDir) -> Bench {
    Bench::with(|settings| settings.hot_reload = vec![allowed.path().to_owned()])
}

fn folder() -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("index.py"), "1").unwrap();
    folder
}

async fn create(bench: &Bench, key: &str) -> Reply {
    let mut body = creation("f");
    body["Code"] = json!({"S3Bucket": "hot-reload", "S3Key": key});
    bench.post(FUNCTIONS, body).await
}

async fn invoke(bench: &Bench) {
    let reply = bench.post(&format!("{FUNCTIONS}/f/invocations"), json!({})).await;
    assert_eq!(reply.status, 200, "{reply:?}");
}

#[tokio::test]
async fn what_is_saved_runs_at_the_next_call() {
    let code = folder();
    let (bench, path) = (bench(&code), code.path().canonicalize().unwrap());
    let created = create(&bench, path.to_str().unwrap()).await;
    assert_eq!(created.status, 201, "{created:?}");
    bench.settled("f").await;
    let started = || bench.script.tokens().len();
    for _ in 0..3 {
        invoke(&bench).await;
    }
    assert_eq!(started(), 1);
    fs::create_dir(path.join("lib")).unwrap();
    for (file, text) in [("index.py", "22"), ("lib/new.py", "1")] {
        fs::write(path.join(file), text).unwrap();
        let before = started();
        invoke(&bench).await;
        invoke(&bench).await;
        assert_eq!(started(), before + 1, "{file}");
    }
    let shown = bench.get(&format!("{FUNCTIONS}/f")).await.json();
    assert_eq!(shown["Code"]["Location"], format!("file://{}", path.display()));
    // It is the user's, whatever becomes of the function.
    bench.delete(&format!("{FUNCTIONS}/f")).await;
    assert!(path.join("lib/new.py").exists());
}

#[tokio::test]
async fn only_folders_below_those_of_the_setting_are_code() {
    let (code, other) = (folder(), folder());
    symlink(other.path(), code.path().join("out")).unwrap();
    let bench = bench(&code);
    let inside = |name: &str| code.path().join(name).to_str().unwrap().to_owned();
    for (key, expected) in [
        (other.path().to_str().unwrap().to_owned(), "lambda-hot-reload"),
        (inside("out"), "lambda-hot-reload"),
        (inside(".."), "lambda-hot-reload"),
        (inside("nothing"), "absolute path of a folder"),
        (inside("index.py"), "absolute path of a folder"),
        ("index.py".to_owned(), "absolute path of a folder"),
    ] {
        create(&bench, &key).await.is_error(400, "InvalidParameterValueException", expected);
    }
    // Without the setting it is a bucket like others.
    let path = code.path().to_str().unwrap();
    create(&Bench::new(), path).await.is_error(
        400,
        "InvalidParameterValueException",
        "Error occurred while GetObject",
    );
}

/// Our promise: settings that are taken back are taken back of functions that are there, too.
#[tokio::test]
async fn a_start_without_the_setting_runs_no_folder() {
    let code = folder();
    let bench = bench(&code);
    create(&bench, code.path().to_str().unwrap()).await;
    bench.settled("f").await;
    let bench = bench.restart().await;
    let reply = bench.post(&format!("{FUNCTIONS}/f/invocations"), json!({})).await;
    reply.is_error(400, "InvalidParameterValueException", "lambda-hot-reload");
    assert_eq!(bench.script.tokens(), Vec::<String>::new());
}
