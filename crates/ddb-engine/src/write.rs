//! Writes of items: one, many, or all or nothing. They decide here, and commit through `engine::commit`.
//!
//! - `item`: one write of one item
//! - `transact`: transactions and their tokens
//! - `write_reply`: what PutItem, UpdateItem and DeleteItem return

mod item;
pub(crate) mod transact;
pub(crate) mod write_reply;
