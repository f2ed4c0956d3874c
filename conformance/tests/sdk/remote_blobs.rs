//! `--blobs`: large objects in a bucket of a second server. Nothing acknowledged is missing after `kill -9`, nothing stays there
//! that nothing names, and a bucket that is away is away for what needs it alone. Our promises throughout.

use std::path::Path;
use std::process::{Command, Output, Stdio};

use aws_sdk_s3::Client;
use aws_sdk_s3::error::ProvideErrorMetadata as _;
use aws_sdk_s3::primitives::ByteStream;
use conformance::sdk::Sdk;
use conformance::server::{Server, binary, free_port};

use crate::fixture::{eventually, item, n, put, s, table};

/// What stays in the bucket: it says whose the prefix is.
const OWNER: &str = "pre/fix/ruststack-blobs";

/// A server, and the one that has its large objects, which stays at its port.
struct Pair {
    temp: tempfile::TempDir,
    port: u16,
    remote: Option<Server>,
}

impl Pair {
    async fn new() -> Pair {
        let mut pair = Pair { temp: tempfile::tempdir().unwrap(), port: free_port().unwrap(), remote: None };
        pair.begin_remote();
        pair.bucket().create_bucket().bucket("blobs").send().await.unwrap();
        pair
    }

    fn begin_remote(&mut self) {
        let folder = self.temp.path().join("remote");
        let command = Command::new(binary().unwrap());
        let server =
            Server::launch(command, self.port, &["--data-dir", folder.to_str().unwrap()], Stdio::null());
        self.remote = Some(server.unwrap());
    }

    fn end_remote(&mut self) {
        self.remote.take().unwrap().kill().unwrap();
    }

    fn bucket(&self) -> Client {
        Sdk::new(self.remote.as_ref().unwrap()).s3
    }

    fn arguments(&self, folder: &str) -> Vec<String> {
        let folder = self.temp.path().join(folder).to_str().unwrap().to_owned();
        let endpoint = format!("http://127.0.0.1:{}", self.port);
        let all = ["--data-dir", &folder, "--blobs", "s3://blobs/pre/fix", "--blobs-endpoint", &endpoint];
        all.map(str::to_owned).into()
    }

    fn front(&self) -> Server {
        let command = with_keys(Command::new(binary().unwrap()));
        Server::launch(command, free_port().unwrap(), &self.arguments("front"), Stdio::null()).unwrap()
    }

    /// Runs one that ends by itself.
    fn refused(&self, arguments: &[String]) -> String {
        let mut command = with_keys(Command::new(binary().unwrap()));
        let Output { status, stderr, .. } = command.args(["--port", "0"]).args(arguments).output().unwrap();
        let said = String::from_utf8(stderr).unwrap();
        assert!(!status.success(), "{said}");
        said
    }

    /// Waits until the bucket has so many objects beside the owner's, and no upload.
    async fn holds(&self, objects: usize) {
        let bucket = self.bucket();
        eventually("the bucket has what is named and no more", async || {
            let found = bucket.list_objects_v2().bucket("blobs").send().await.unwrap();
            let uploads = bucket.list_multipart_uploads().bucket("blobs").send().await.unwrap();
            let keys: Vec<_> = found.contents().iter().filter_map(|object| object.key()).collect();
            assert!(keys.contains(&OWNER), "{keys:?}");
            (keys.len() == objects + 1 && uploads.uploads().is_empty()).then_some(())
        })
        .await;
    }
}

fn with_keys(mut command: Command) -> Command {
    command
        .env("AWS_ACCESS_KEY_ID", "test")
        .env("AWS_SECRET_ACCESS_KEY", "test")
        .env("AWS_REGION", "us-east-1");
    // Where this process's clients go is not where the blobs are.
    command.env("AWS_ENDPOINT_URL", "http://127.0.0.1:1");
    command
}

/// Longer than a part every fourth time.
fn body(id: usize) -> Vec<u8> {
    let len = if id.is_multiple_of(4) { 9 << 20 } else { 100_000 };
    (0..len).map(|at| (at / 1000 + id) as u8).collect()
}

async fn found(s3: &Client, key: &str) -> Vec<u8> {
    let reply = s3.get_object().bucket("bucket").key(key).send().await.unwrap();
    reply.body.collect().await.unwrap().to_vec()
}

#[tokio::test]
async fn acknowledged_objects_are_in_the_bucket_after_a_kill_and_nothing_else_is() {
    let pair = Pair::new().await;
    let mut front = pair.front();
    Sdk::new(&front).s3.create_bucket().bucket("bucket").send().await.unwrap();
    let mut acknowledged = Vec::new();
    for round in 0..3 {
        let s3 = Sdk::new(&front).s3;
        let writers: Vec<_> = (0..3)
            .map(|writer| {
                let s3 = s3.clone();
                tokio::spawn(async move {
                    let mut done = Vec::new();
                    for step in 0.. {
                        let id = round * 10_000 + writer * 1_000 + step;
                        let put = s3.put_object().bucket("bucket").key(format!("{id}"));
                        if put.body(ByteStream::from(body(id))).send().await.is_err() {
                            return done;
                        }
                        done.push(id);
                    }
                    done
                })
            })
            .collect();
        tokio::time::sleep(std::time::Duration::from_millis(700 + 137 * round as u64)).await;
        front.kill().unwrap();
        for writer in writers {
            acknowledged.extend(writer.await.unwrap());
        }
        front = pair.front();
    }
    assert!(acknowledged.len() > 3, "{acknowledged:?}");
    let s3 = Sdk::new(&front).s3;
    for id in &acknowledged {
        assert!(found(&s3, &id.to_string()).await == body(*id), "{id}");
    }
    // A write of which nobody heard may have been done.
    let all = s3.list_objects_v2().bucket("bucket").send().await.unwrap();
    pair.holds(all.contents().len()).await;
    for object in all.contents() {
        s3.delete_object().bucket("bucket").key(object.key().unwrap()).send().await.unwrap();
    }
    pair.holds(0).await;
}

#[tokio::test]
async fn a_bucket_that_is_away_is_told_and_used_again() {
    let mut pair = Pair::new().await;
    let front = pair.front();
    let sdk = Sdk::new(&front);
    table(&sdk, "things").await;
    sdk.s3.create_bucket().bucket("bucket").send().await.unwrap();
    let write = |key: &'static str, id| {
        let put = sdk.s3.put_object().bucket("bucket").key(key).body(ByteStream::from(body(id)));
        async move { put.send().await }
    };
    write("kept", 4).await.unwrap();
    write("gone", 1).await.unwrap();
    pair.holds(2).await;
    pair.end_remote();
    let refused = write("new", 1).await.unwrap_err();
    assert_eq!(refused.code(), Some("InternalError"));
    let refused = sdk.s3.get_object().bucket("bucket").key("kept").send().await.unwrap_err();
    assert_eq!(refused.code(), Some("InternalError"));
    assert!(health(&front).contains("remote_failure"));
    // What needs no large object goes on.
    put(&sdk, "things", item([("pk", s("a")), ("sk", n(1))])).await;
    sdk.s3
        .put_object()
        .bucket("bucket")
        .key("small")
        .body(ByteStream::from_static(b"s"))
        .send()
        .await
        .unwrap();
    sdk.s3.delete_object().bucket("bucket").key("gone").send().await.unwrap();
    pair.begin_remote();
    assert!(found(&sdk.s3, "kept").await == body(4));
    write("new", 1).await.unwrap();
    assert!(found(&sdk.s3, "new").await == body(1));
    assert!(!health(&front).contains("remote_failure"));
    pair.holds(2).await;
}

#[tokio::test]
async fn a_folder_and_a_prefix_belong_to_each_other() {
    let mut pair = Pair::new().await;
    let first = pair.arguments("front");
    pair.front().terminate().unwrap();
    let without = &first[..2];
    assert!(pair.refused(without).contains("keeps large objects at s3://blobs/pre/fix"));
    assert!(pair.refused(&pair.arguments("other")).contains("another data folder keeps its blobs there"));
    assert!(pair.refused(&first[2..]).contains("--blobs needs --data-dir"));
    let mut elsewhere = first.clone();
    elsewhere[3] = "s3://blobs/elsewhere".to_owned();
    assert!(pair.refused(&elsewhere).contains("keeps large objects at s3://blobs/pre/fix, and nowhere else"));
    let files = pair.temp.path().join("files");
    let plain = ["--data-dir", files.to_str().unwrap()];
    Server::start_with(&plain).unwrap().terminate().unwrap();
    assert!(pair.refused(&pair.arguments("files")).contains("keeps large objects in files of its own"));
    assert!(Path::new(&files).join("format").exists());
    // An emptied bucket is not taken for a new one.
    pair.bucket().delete_object().bucket("blobs").key(OWNER).send().await.unwrap();
    assert!(pair.refused(&first).contains("which says whose the blobs are"));
    pair.end_remote();
    assert!(pair.refused(&first).contains("the large objects at s3://blobs/pre/fix cannot be used"));
}

fn health(server: &Server) -> String {
    let reply =
        server.raw(b"GET /_ruststack/health HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n");
    String::from_utf8(reply.unwrap()).unwrap()
}
