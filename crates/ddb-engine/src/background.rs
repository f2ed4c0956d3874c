//! What no request waits for. It finds what is due; how that is done stands in the rooms whose business it is.
//!
//! - `jobs`: jobs worked off
//! - `sweeper`: what is old or left over
//! - `ttl`: items whose time is past

mod jobs;
mod sweeper;
mod ttl;
