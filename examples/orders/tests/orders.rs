//! That the example does what its page says.

#![allow(clippy::unwrap_used, reason = "a failed step is a failed test")]
#![allow(clippy::disallowed_methods, reason = "it runs a program")]

use std::process::Command;

use conformance::server::{Server, binary};

/// Twice: what a first run left is no hindrance.
#[test]
fn every_order_is_booked_or_rejected() {
    let server = Server::start().unwrap();
    for _ in 0..2 {
        let program = Command::new(env!("CARGO_BIN_EXE_orders"))
            .env("AWS_ENDPOINT_URL", server.endpoint())
            .output()
            .unwrap();
        let said = String::from_utf8(program.stdout).unwrap();
        let wrong = String::from_utf8(program.stderr).unwrap();
        assert!(program.status.success(), "{said}{wrong}");
        let count = |word: &str| said.lines().filter(|line| line.starts_with(word)).count();
        assert_eq!(["sent", "worked", "failed", "booked", "rejected"].map(count), [4, 3, 2, 3, 1], "{said}");
        let end = "rejected 1004.json\nlogged   worked: 3, failed: 2\nowes     Ada 82.50 (orders: 2)\nowes     Zoë 8.90 (orders: 1)\n";
        assert!(said.ends_with(end), "{said}");
        let logs = Command::new(binary().unwrap())
            .args(["logs", "/orders/worker"])
            .env("AWS_ENDPOINT_URL", server.endpoint())
            .output()
            .unwrap();
        let logged = String::from_utf8(logs.stdout).unwrap();
        let count = |word: &str| logged.lines().filter(|line| line.contains(word)).count();
        assert_eq!(["worked   100", "failed   1004.json", "key"].map(count), [3, 2, 0], "{logged}");
    }
}
