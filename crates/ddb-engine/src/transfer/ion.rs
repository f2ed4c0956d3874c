//! Amazon Ion's text form, as far as DynamoDB's exports and imports speak it.
//!
//! Which value is which type: <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/S3DataExport.Output.html>.
//! The text form: <https://amazon-ion.github.io/ion-docs/docs/spec.html>.

mod read;
mod write;

pub(crate) use read::item_in;
pub(crate) use write::write_item;
