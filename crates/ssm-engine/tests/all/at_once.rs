//! Several clients at once.

use std::collections::BTreeSet;

use serde_json::json;

use crate::harness::{ask, world};

/// Each change is a version of its own; none is lost: AWS's page on versions.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_is_overtaken_decides_again() {
    let world = world();
    let writers = (0..4).map(|writer| {
        let world = world.clone();
        tokio::spawn(async move {
            let mut numbers = Vec::new();
            for turn in 0..20 {
                let value = format!("{writer}-{turn}");
                let kind = if turn % 2 == 0 { "SecureString" } else { "String" };
                let input = json!({"Name": "/a", "Value": value, "Type": kind, "Overwrite": true});
                let said = world.send(ask("PutParameter", &input)).await.ok().json();
                numbers.push(said["Version"].as_u64().unwrap());
                let of_own = json!({"Name": format!("/{writer}/{turn}"), "Value": "v", "Type": "String"});
                world.send(ask("PutParameter", &of_own)).await.ok();
            }
            numbers
        })
    });
    let mut numbers = BTreeSet::new();
    for writer in writers.collect::<Vec<_>>() {
        numbers.extend(writer.await.unwrap());
    }
    assert_eq!(numbers, (1..=80).collect());
    let input = json!({"ParameterFilters": [{"Key": "Path", "Option": "Recursive", "Values": ["/1", "/2"]}]});
    let found = world.send(ask("DescribeParameters", &input)).await.ok().json();
    assert_eq!(found["Parameters"].as_array().unwrap().len(), 40);
}
