//! What no request waits for. It finds what is due; how that is done stands in the rooms whose business it is.
//!
//! - `budgets`: the oldest of what is too much
//! - `jobs`: jobs worked off
//! - `sweeper`: what is old or left over
//! - `ttl`: items whose time is past

mod budgets;
mod jobs;
mod sweeper;
mod ttl;
