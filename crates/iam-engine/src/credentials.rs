//! Access keys given and found again.
//!
//! - `give`: new sessions; `find`: whose a key is, as the gateway asks with each request

mod find;
mod give;
