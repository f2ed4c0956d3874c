//! `--data-dir`: what was acknowledged survives kill -9, whole; a full disk takes nothing back; no id comes twice.

use aws_sdk_dynamodb::types::{Put, TransactWriteItem};
use aws_sdk_lambda::types::Runtime;
use aws_sdk_s3::primitives::ByteStream;
use aws_sdk_s3::types::{BucketVersioningStatus, VersioningConfiguration};
use conformance::sdk::Sdk;
use conformance::server::Server;

use crate::fixture::{Item, eventually, item, n, put, s, start, table, zip};
use crate::lambda::{function, invoke, text};

/// The two halves of a pair are written by one transaction: both or neither.
fn half(pair: i32, side: &str) -> Item {
    item([("pk", s(side)), ("sk", n(pair)), ("v", s("x".repeat(300)))])
}

#[tokio::test]
async fn acknowledged_writes_survive_a_kill() {
    let folder = tempfile::tempdir().unwrap();
    let arguments = ["--data-dir", folder.path().to_str().unwrap()];
    let mut server = Server::start_with(&arguments).unwrap();
    let sdk = Sdk::new(&server);
    table(&sdk, "things").await;
    sdk.s3.create_bucket().bucket("bucket").send().await.unwrap();
    let versioning = VersioningConfiguration::builder().status(BucketVersioningStatus::Enabled).build();
    let put = sdk.s3.put_bucket_versioning().bucket("bucket").versioning_configuration(versioning);
    put.send().await.unwrap();

    let (mut pairs, mut objects) = (Vec::new(), Vec::new());
    for round in 0..4 {
        let sdk = Sdk::new(&server);
        let writers = (0..4).map(|writer| {
            let sdk = sdk.clone();
            tokio::spawn(async move {
                let (mut pairs, mut objects) = (Vec::new(), Vec::new());
                for step in 0.. {
                    let id = round * 1_000_000 + writer * 10_000 + step;
                    let action = |side| {
                        let put = Put::builder()
                            .table_name("things")
                            .set_item(Some(half(id, side)))
                            .build()
                            .unwrap();
                        TransactWriteItem::builder().put(put).build()
                    };
                    let write = sdk.dynamodb.transact_write_items();
                    let write = write.transact_items(action("left")).transact_items(action("right"));
                    if write.send().await.is_err() {
                        break;
                    }
                    pairs.push(id);
                    let body = vec![id as u8; if step % 5 == 0 { 100_000 } else { 1_000 }];
                    let put = sdk.s3.put_object().bucket("bucket").key(format!("{id}"));
                    if put.body(ByteStream::from(body)).send().await.is_err() {
                        break;
                    }
                    objects.push(id);
                }
                (pairs, objects)
            })
        });
        let writers: Vec<_> = writers.collect();
        tokio::time::sleep(std::time::Duration::from_millis(400 + 137 * round as u64)).await;
        server.kill().unwrap();
        for writer in writers {
            let (new_pairs, new_objects) = writer.await.unwrap();
            pairs.extend(new_pairs);
            objects.extend(new_objects);
        }
        server = Server::start_with(&arguments).unwrap();
    }

    let sdk = Sdk::new(&server);
    assert!(!pairs.is_empty() && !objects.is_empty(), "nothing was written");
    let mut sides = [Vec::new(), Vec::new()];
    for (side, found) in ["left", "right"].into_iter().zip(&mut sides) {
        let query = sdk.dynamodb.query().table_name("things").key_condition_expression("pk = :p");
        let mut pages = query.expression_attribute_values(":p", s(side)).into_paginator().items().send();
        while let Some(item) = pages.next().await {
            let item = item.unwrap();
            let id: i32 = item["sk"].as_n().unwrap().parse().unwrap();
            assert_eq!(item, half(id, side));
            found.push(id);
        }
    }
    assert_eq!(sides[0], sides[1], "a transaction was torn");
    let lost: Vec<_> = pairs.iter().filter(|id| sides[0].binary_search(id).is_err()).collect();
    assert!(lost.is_empty(), "{} of {} acknowledged transactions were lost", lost.len(), pairs.len());
    for id in objects {
        let got = sdk.s3.get_object().bucket("bucket").key(format!("{id}")).send().await.unwrap();
        let body = got.body.collect().await.unwrap().to_vec();
        assert!(body.iter().all(|&byte| byte == id as u8) && !body.is_empty(), "object {id} is damaged");
    }
}

#[tokio::test]
async fn a_stopped_server_ends_well_and_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let arguments = ["--data-dir", folder.path().to_str().unwrap()];
    let server = Server::start_with(&arguments).unwrap();
    table(&Sdk::new(&server), "things").await;
    assert!(server.terminate().unwrap().success());
    let server = Server::start_with(&arguments).unwrap();
    let listed = Sdk::new(&server).dynamodb.list_tables().send().await.unwrap();
    assert_eq!(listed.table_names(), ["things"]);
}

/// Our promise, at `--data-dir`. What an SDK does with a status of 500 is to try again, with the same token: a retry
/// must not get the answer that what was refused is there.
#[tokio::test]
async fn a_full_disk_acknowledges_no_retry_and_takes_nothing_back() {
    let folder = tempfile::tempdir().unwrap();
    let arguments = ["--data-dir", folder.path().to_str().unwrap()];
    let server = Server::start_on_a_small_disk(8, &arguments).unwrap();
    let sdk = Sdk::new(&server);
    table(&sdk, "things").await;
    let thing = |id: u32| item([("pk", s("p")), ("sk", n(id)), ("v", s("x".repeat(100_000)))]);
    let transact = async |id: u32| {
        let put = Put::builder().table_name("things").set_item(Some(thing(id))).build().unwrap();
        let write = sdk.dynamodb.transact_write_items().client_request_token(id.to_string());
        write.transact_items(TransactWriteItem::builder().put(put).build()).send().await.is_ok()
    };
    let mut acknowledged = 0;
    while transact(acknowledged).await {
        acknowledged += 1;
        assert!(acknowledged < 1_000, "the disk is not small");
    }
    assert!(acknowledged > 5, "{acknowledged}");
    // Again, and in other ways, and a look whether it is there.
    for id in [acknowledged, acknowledged + 1] {
        assert!(!transact(id).await);
        let put = sdk.dynamodb.put_item().table_name("things").set_item(Some(thing(id)));
        assert!(put.send().await.is_err());
        let get = sdk.dynamodb.get_item().table_name("things").key("pk", s("p")).key("sk", n(id));
        assert!(get.consistent_read(true).send().await.is_err());
    }
    assert!(sdk.s3.create_bucket().bucket("bucket").send().await.is_err());
    let health =
        server.raw(b"GET /_ruststack/health HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n");
    let health = String::from_utf8(health.unwrap()).unwrap();
    assert!(health.starts_with("HTTP/1.1 503") && health.contains(r#""dynamodb":"error""#), "{health}");
    server.kill().unwrap();

    let server = Server::start_with(&arguments).unwrap();
    let sdk = Sdk::new(&server);
    let scan = sdk.dynamodb.scan().table_name("things").into_paginator().items().send();
    let there = scan.collect::<Result<Vec<Item>, _>>().await.unwrap().len();
    // The first that was refused may be there, as after any 500.
    assert!((acknowledged..=acknowledged + 1).contains(&(there as u32)), "{there} of {acknowledged}");
}

/// Our design: a seed makes a run repeatable, and nothing of an earlier run another's.
#[tokio::test]
async fn a_second_start_with_a_seed_shows_no_table_the_items_of_another() {
    let folder = tempfile::tempdir().unwrap();
    let arguments = ["--data-dir", folder.path().to_str().unwrap(), "--seed", "7"];
    let mut ids = Vec::new();
    for name in ["first", "second", "third"] {
        let server = Server::start_with(&arguments).unwrap();
        let sdk = Sdk::new(&server);
        table(&sdk, name).await;
        sdk.s3.create_bucket().bucket(name).send().await.unwrap();
        let described = sdk.dynamodb.describe_table().table_name(name).send().await.unwrap();
        ids.push(described.table.unwrap().table_id.unwrap());
        let scanned = sdk.dynamodb.scan().table_name(name).send().await.unwrap();
        assert_eq!(scanned.count(), 0, "{name}");
        let listed = sdk.s3.list_objects_v2().bucket(name).send().await.unwrap();
        assert_eq!(listed.key_count(), Some(0), "{name}");
        put(&sdk, name, item([("pk", s("p")), ("sk", n(1))])).await;
        sdk.s3.put_object().bucket(name).key("key").send().await.unwrap();
        server.kill().unwrap();
    }
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 3, "{ids:?}");
}

/// How many folders for temporary files a process has, or has left.
fn folders_of(pid: u32) -> usize {
    let prefix = format!("ruststack-{pid}-");
    let entries = std::fs::read_dir(std::env::temp_dir()).unwrap().flatten();
    entries.filter(|entry| entry.file_name().to_string_lossy().starts_with(&prefix)).count()
}

/// Folders for temporary files that a killed process leaves are removed by the next one.
#[tokio::test]
async fn a_kill_leaves_no_folders_behind() {
    let server = Server::start().unwrap();
    let pid = server.pid();
    assert!(folders_of(pid) > 0);
    server.kill().unwrap();
    // Another test's server may have been as quick.
    let _next = Server::start().unwrap();
    eventually("the removal", async || (folders_of(pid) == 0).then_some(())).await;
}

/// One that is asked to stop removes its own, however full a function has made them.
#[tokio::test]
async fn a_stop_leaves_no_folders_behind() {
    let (server, sdk) = start();
    let code = "import os\ndef handler(event, context):\n    for n in range(3000): open(f\"{os.environ['TMPDIR']}/{n}\", 'w').close()\n";
    let package = zip(&[("app.py", code.as_bytes())]);
    function(&sdk, "full", Runtime::Python313, "app.handler", package).await;
    let output = invoke(&sdk, "full", "{}").await;
    assert_eq!((output.function_error(), text(&output)), (None, "null"));
    let pid = server.pid();
    assert_eq!(folders_of(pid), 2, "that of packages, and the function's");
    assert!(server.terminate().unwrap().success());
    assert_eq!(folders_of(pid), 0);
}
