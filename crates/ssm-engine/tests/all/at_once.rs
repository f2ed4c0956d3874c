//! A change that is overtaken by another between its decision and its commit, as one of another process would. Our promise: it is
//! decided again, by what is there then.

use base::entropy::Entropy;
use serde_json::{Value, json};
use testkit::{Ask, Faults, Parts, Reply};

use crate::harness::{World, ask, on};

/// Sends a request that is stopped before its commit; meanwhile another one is sent and answered.
async fn overtaken(world: &World, faults: &Faults, slow: Ask, fast: Ask) -> (Reply, Reply) {
    faults.stop_next_writer();
    let slow = {
        let world = world.clone();
        #[expect(clippy::disallowed_methods, reason = "the test joins it itself")]
        tokio::spawn(async move { world.send(slow).await })
    };
    let waiting = faults.clone();
    tokio::task::spawn_blocking(move || waiting.await_writer()).await.unwrap();
    let fast = world.send(fast).await;
    faults.release_writer();
    (slow.await.unwrap(), fast)
}

fn put(value: &str, more: &Value) -> Ask {
    let mut input = json!({"Name": "/a", "Value": value, "Type": "String"});
    for (member, value) in more.as_object().into_iter().flatten() {
        input[member] = value.clone();
    }
    ask("PutParameter", &input)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_is_overtaken_decides_again() {
    let entropy = Entropy::seeded(1);
    let (store, faults) = Faults::store(entropy.clone());
    store.admit_all();
    let world = on(Parts::drawing(store, entropy));
    // One of them makes it.
    let (slow, fast) = overtaken(&world, &faults, put("1", &json!({})), put("2", &json!({}))).await;
    assert_eq!((fast.status, slow.status, slow.code().as_str()), (200, 400, "ParameterAlreadyExists"));
    // A version is the next one of what is there.
    let over = json!({"Overwrite": true});
    let (slow, fast) = overtaken(&world, &faults, put("3", &over), put("4", &over)).await;
    assert_eq!((fast.json()["Version"].clone(), slow.json()["Version"].clone()), (json!(2), json!(3)));
    // What keeps the key of a secure string is sealed with the key that it has by then.
    let secure = |key: Option<&str>| {
        let mut more = json!({"Overwrite": true, "Type": "SecureString"});
        if let Some(key) = key {
            more["KeyId"] = json!(key);
        }
        more
    };
    let (slow, fast) =
        overtaken(&world, &faults, put("5", &secure(None)), put("6", &secure(Some("alias/b")))).await;
    assert_eq!((fast.json()["Version"].clone(), slow.json()["Version"].clone()), (json!(4), json!(5)));
    let described = world.send(ask("DescribeParameters", &json!({}))).await.ok().json();
    assert_eq!(described["Parameters"][0]["KeyId"], "alias/b");
    let got =
        world.send(ask("GetParameter", &json!({"Name": "/a", "WithDecryption": true}))).await.ok().json();
    assert_eq!(got["Parameter"]["Value"], "5");
    // A label is not given to what is gone, nor are tags.
    let delete = || ask("DeleteParameter", &json!({"Name": "/a"}));
    let label = ask("LabelParameterVersion", &json!({"Name": "/a", "Labels": ["x"]}));
    let (slow, fast) = overtaken(&world, &faults, label, delete()).await;
    assert_eq!((fast.status, slow.code().as_str()), (200, "ParameterNotFound"));
    world.send(put("1", &json!({}))).await.ok();
    let tags = json!({"ResourceType": "Parameter", "ResourceId": "/a", "Tags": [{"Key": "k", "Value": "v"}]});
    let (slow, _) = overtaken(&world, &faults, ask("AddTagsToResource", &tags), delete()).await;
    assert_eq!(slow.code(), "InvalidResourceId");
    assert_eq!(world.stored(store::Space::SsmParameter) + world.stored(store::Space::SsmLabels), 0);
}
