//! Writes of items: one, many, or all or nothing. They decide here, and commit through `engine::commit`.
//!
//! - `item`: one write of one item
//! - `single`: what PutItem, UpdateItem and DeleteItem return
//! - `transact`: transactions and their tokens

pub(crate) mod item;
pub(crate) mod single;
pub(crate) mod transact;
