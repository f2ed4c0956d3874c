//! The runner of checks that need more than `cargo test`.
fn main() {}
