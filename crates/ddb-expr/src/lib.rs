//! DynamoDB's value model and expression languages, as pure functions: bytes in, verdict out.
//!
//! No clock, no disk, no runtime, and no other crate of ours. What an operation does with an expression (which
//! table, which key, which lock) is for the engine to decide.

pub mod ast;
pub mod codec;
pub mod condition;
pub mod error;
pub mod json;
pub mod key_condition;
pub mod kind;
pub mod legacy;
pub mod names;
pub mod number;
pub mod oracle;
mod parse;
pub mod partiql;
pub mod path;
pub mod projection;
mod reserved;
pub mod size;
mod token;
pub mod update;
pub mod value;

pub use codec::{Encoded, ValueRef};
pub use error::Error;
pub use kind::Kind;
pub use names::Placeholders;
pub use number::{Number, NumberError};
pub use value::{Item, Value};
