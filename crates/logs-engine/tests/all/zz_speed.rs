use crate::harness::{ask, now, with_stream};
use serde_json::json;
#[test]
#[ignore]
fn speed() {
    let world = with_stream();
    let line = "x".repeat(100);
    let events: Vec<_> = (0..100).map(|n| json!({"timestamp": now(&world) + n, "message": line})).collect();
    let put = ask("PutLogEvents", &json!({"logGroupName": "g", "logStreamName": "s", "logEvents": events}));
    for round in 0..5 {
        let begun = std::time::Instant::now();
        for _ in 0..2000 {
            world.ask(put.clone()).ok();
        }
        world.advance(60);
        println!("put 100: {:?}", begun.elapsed() / 2000);
        let get = ask("GetLogEvents", &json!({"logGroupName": "g", "logStreamName": "s", "limit": 10}));
        let begun = std::time::Instant::now();
        for _ in 0..100 {
            world.ask(get.clone()).ok();
        }
        println!("get 10 of {}: {:?}", (round + 1) * 200_000, begun.elapsed() / 100);
        let get = ask("FilterLogEvents", &json!({"logGroupName": "g", "limit": 10}));
        let begun = std::time::Instant::now();
        for _ in 0..20 {
            world.ask(get.clone()).ok();
        }
        println!("filter 10: {:?}", begun.elapsed() / 20);
    }
}
