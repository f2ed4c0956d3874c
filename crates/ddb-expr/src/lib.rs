//! DynamoDB's value model and expression languages, as pure functions: bytes in, verdict out.
//!
//! No clock, no disk, no runtime, and no other crate of ours. What an operation does with an expression (which
//! table, which key, which lock) is for the engine to decide.
//!
//! - values: `value` trees; `codec` the compact form that is stored and judged (`codec/read`, `codec/write`,
//!   `codec/value_ref`); `number` exact decimals (`number/parse`, `number/key` their sortable bytes); `size` AWS's count of
//!   bytes; `kind` the types; `path` document paths
//! - `json`: from the wire to the compact form (`json/straight` what is usual, `json/read` everything, `json/shape`) and back
//!   (`json/write`)
//! - what the grammars share: `token`, `parse`, `names` placeholders, `reserved` words, `ast`; `names/form` what makes a
//!   parsed expression good for another request
//! - expressions, each with `parse` and then judge or apply: `condition`, `key_condition`, `update`, `projection`;
//!   `update/splice` the short way of updates, `update/charge` how many bytes AWS takes an update for
//! - `legacy`: the older parameters, turned into the same trees
//! - `partiql`: statements: `partiql/statement` and `partiql/expression` the grammars, `partiql/compile` into the same trees
//! - `error`: every sentence, by subject in `error/`
//! - `oracle`: a second, naive evaluator, and what must hold for any input

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
