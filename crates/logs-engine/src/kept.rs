//! Records that are kept as AWS's shapes show them: what is put is what is described, and nothing of it is lost that no code
//! here speaks of.

use wire::fault::Fault;
use wire::json::{self, Style};
use wire::shape::Shape;
use wire::value::Fields;

use crate::error;

/// A record as it is kept.
pub(crate) fn write(fields: &Fields) -> Vec<u8> {
    json::write(fields, Style { writes_empty: true })
}

/// A record that was kept.
pub(crate) fn read(shape: &'static Shape, bytes: &[u8]) -> Result<Fields, Fault> {
    json::read(shape, bytes).map_err(|_| error::damaged("a kept record", shape.name))
}
