//! DynamoDB's value model and expression languages, as pure functions: bytes in, verdict out.
//!
//! No clock, no disk, no runtime, and no other crate of ours. What an operation does with an expression (which
//! table, which key, which lock) is for the engine to decide.

pub mod codec;
pub mod error;
pub mod json;
pub mod number;
pub mod size;
pub mod value;

pub use codec::{Encoded, ValueRef};
pub use error::Error;
pub use number::{Number, NumberError};
pub use value::{Item, Value};
