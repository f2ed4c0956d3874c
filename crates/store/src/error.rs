//! What can go wrong below the engines.

use std::fmt;
use std::io;

/// An error of the store. Engines show a client their service's internal-error text and log this.
#[derive(Debug)]
pub enum Error {
    /// The host refused a read or write.
    Io(io::Error),
    /// What is on disk cannot be what was written. The text says where, and what the user can do.
    Damaged(String),
    /// No checkpoint of this name.
    NoCheckpoint(String),
    /// The bytes of a blob are gone although something still names it.
    NoBlob(String),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Io(cause) => write!(f, "the store cannot read or write: {cause}"),
            Error::Damaged(what) => f.write_str(what),
            Error::NoCheckpoint(name) => write!(f, "there is no checkpoint named '{name}'"),
            Error::NoBlob(id) => write!(f, "the bytes of blob {id} are missing"),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Error::Io(cause) => Some(cause),
            _ => None,
        }
    }
}

impl From<io::Error> for Error {
    fn from(cause: io::Error) -> Error {
        Error::Io(cause)
    }
}
