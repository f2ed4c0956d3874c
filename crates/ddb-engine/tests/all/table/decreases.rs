//! How often provisioned throughput may be lowered. Measured on AWS by the authors of ack-api-quirks, 2026-10, and the
//! developer guide's "Service quotas".

use crate::harness::{Value, World, json};

const HOUR: u64 = 3600;

/// The harness's clock at the beginning: a midnight.
const NOW: f64 = 1_767_225_600.0;

fn world() -> World {
    let world = World::new();
    let units = json!({"ReadCapacityUnits": 50, "WriteCapacityUnits": 50});
    let index = json!({
        "IndexName": "gsi", "KeySchema": [{"AttributeName": "g", "KeyType": "HASH"}],
        "Projection": {"ProjectionType": "ALL"}, "ProvisionedThroughput": units,
    });
    world.table(
        "tab",
        "pk S",
        json!({"BillingMode": "PROVISIONED", "ProvisionedThroughput": units, "defs": [["g", "S"]],
            "GlobalSecondaryIndexes": [index]}),
    );
    world
}

fn units(read: u64, write: u64) -> Value {
    json!({"ReadCapacityUnits": read, "WriteCapacityUnits": write})
}

fn of_table(read: u64, write: u64) -> Value {
    json!({"TableName": "tab", "ProvisionedThroughput": units(read, write)})
}

fn of_index(read: u64, write: u64) -> Value {
    let update = json!({"Update": {"IndexName": "gsi", "ProvisionedThroughput": units(read, write)}});
    json!({"TableName": "tab", "GlobalSecondaryIndexUpdates": [update]})
}

fn shown(world: &World) -> Value {
    world.ok("DescribeTable", json!({"TableName": "tab"}))["Table"].clone()
}

fn refused(count: u64, last: &str, next: &str) -> String {
    format!(
        "LimitExceededException: Subscriber limit exceeded: Provisioned throughput decreases are limited within a given \
         UTC day. After the first 4 decreases, each subsequent decrease in the same UTC day can be performed at most \
         once every 3600 seconds. Number of decreases today: {count}. Last decrease at {last} Coordinated Universal \
         Time. Next decrease can be made at {next} Coordinated Universal Time"
    )
}

#[test]
fn four_decreases_are_free_and_then_one_an_hour_after_the_last() {
    let world = world();
    let fresh = shown(&world)["ProvisionedThroughput"].clone();
    assert_eq!(fresh["NumberOfDecreasesToday"], 0);
    assert_eq!((fresh.get("LastDecreaseDateTime"), fresh.get("LastIncreaseDateTime")), (None, None));
    world.advance(10 * HOUR);
    for n in 1..=4 {
        world.advance(1);
        // Both kinds at once, or one of them while the other rises, are one decrease.
        world.ok("UpdateTable", if n == 1 { of_table(49, 49) } else { of_table(50 - n, 50 + n) });
        assert_eq!(shown(&world)["ProvisionedThroughput"]["NumberOfDecreasesToday"], n);
    }
    world.advance(1);
    let limit =
        refused(4, "Thursday, January 1, 2026 at 10:00:04 AM", "Thursday, January 1, 2026 at 11:00:04 AM");
    assert_eq!(world.err("UpdateTable", of_table(45, 54)), limit);
    assert_eq!(world.err("UpdateTable", of_table(45, 60)), limit);
    let kept = shown(&world)["ProvisionedThroughput"].clone();
    assert_eq!((&kept["ReadCapacityUnits"], &kept["NumberOfDecreasesToday"]), (&json!(46), &json!(4)));
    assert_eq!(kept["LastDecreaseDateTime"], NOW + 36_004.0);
    // Increases always go.
    world.ok("UpdateTable", of_table(47, 55));
    assert_eq!(shown(&world)["ProvisionedThroughput"]["LastIncreaseDateTime"], NOW + 36_005.0);
    world.advance(HOUR - 2);
    assert_eq!(world.err("UpdateTable", of_table(45, 55)), limit);
    world.advance(1);
    world.ok("UpdateTable", of_table(45, 55));
    assert_eq!(shown(&world)["ProvisionedThroughput"]["NumberOfDecreasesToday"], 5);
    assert_eq!(
        world.err("UpdateTable", of_table(44, 55)),
        refused(5, "Thursday, January 1, 2026 at 11:00:04 AM", "Thursday, January 1, 2026 at 12:00:04 PM")
    );
}

#[test]
fn a_new_day_begins_anew_and_keeps_the_times() {
    let world = world();
    world.advance(23 * HOUR + HOUR / 2);
    for n in 1..=4 {
        world.ok("UpdateTable", of_table(50 - n, 50));
    }
    assert_eq!(
        world.err("UpdateTable", of_table(1, 50)),
        refused(4, "Thursday, January 1, 2026 at 11:30:00 PM", "Friday, January 2, 2026 at 12:00:00 AM")
    );
    world.advance(HOUR / 2);
    let midnight = shown(&world)["ProvisionedThroughput"].clone();
    assert_eq!(midnight["NumberOfDecreasesToday"], 0);
    assert_eq!(midnight["LastDecreaseDateTime"], NOW + 84_600.0);
    for n in 1..=4 {
        world.ok("UpdateTable", of_table(45 - n, 50));
        assert_eq!(shown(&world)["ProvisionedThroughput"]["NumberOfDecreasesToday"], n);
    }
    assert!(world.err("UpdateTable", of_table(1, 50)).starts_with("LimitExceededException: "));
}

#[test]
fn a_table_and_its_index_count_apart() {
    let world = world();
    for n in 1..=4 {
        world.ok("UpdateTable", of_table(50 - n, 50));
    }
    let mut both = of_table(5, 5);
    both["GlobalSecondaryIndexUpdates"] = of_index(40, 40)["GlobalSecondaryIndexUpdates"].clone();
    assert!(world.err("UpdateTable", both).contains("Number of decreases today: 4."));
    let index = |world: &World| shown(world)["GlobalSecondaryIndexes"][0]["ProvisionedThroughput"].clone();
    assert_eq!(
        index(&world),
        json!({"ReadCapacityUnits": 50, "WriteCapacityUnits": 50, "NumberOfDecreasesToday": 0})
    );
    for n in 1..=4 {
        world.ok("UpdateTable", of_index(50 - n, 50));
        assert_eq!(index(&world)["NumberOfDecreasesToday"], n);
    }
    assert!(world.err("UpdateTable", of_index(1, 1)).contains("Number of decreases today: 4."));
}
