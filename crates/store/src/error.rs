//! What can go wrong below the engines.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// An error of the store. Engines show a client their service's internal-error text and log this.
#[derive(Debug)]
pub enum Error {
    /// The host refused a read or write.
    Io(io::Error),
    /// The host refused to open a data folder, or to write one anew.
    Unusable {
        /// The data folder.
        folder: PathBuf,
        /// Why.
        cause: io::Error,
    },
    /// What is on disk cannot be what was written. The text says where, and what the user can do.
    Damaged(String),
    /// Another process uses the data folder.
    InUse(PathBuf),
    /// The data folder was written in a format that this program does not know.
    OtherFormat {
        /// The data folder.
        folder: PathBuf,
        /// Its format.
        found: u32,
        /// The format of this program.
        known: u32,
    },
    /// The folder says of its large blobs that they are elsewhere than where they were to be.
    Homes {
        /// The data folder.
        folder: PathBuf,
        /// What it says.
        what: String,
    },
    /// The bucket of large blobs cannot be used.
    Remote {
        /// Where it is.
        address: String,
        /// Why.
        cause: io::Error,
    },
    /// No checkpoint of this name.
    NoCheckpoint(String),
    /// The bytes of a blob are gone: its last reference was given back.
    NoBlob(String),
    /// Something that a batch relied on has changed. Nothing was written.
    Conflict,
    /// The store was closed before.
    Closed,
}

impl Error {
    /// A copy, for another caller.
    pub(crate) fn again(&self) -> Error {
        match self {
            Error::Io(cause) => Error::Io(io::Error::new(cause.kind(), cause.to_string())),
            Error::Unusable { folder, cause } => Error::Unusable {
                folder: folder.clone(),
                cause: io::Error::new(cause.kind(), cause.to_string()),
            },
            Error::Closed => Error::Closed,
            other => Error::Damaged(other.to_string()),
        }
    }

    /// The same, of a folder that is being opened.
    pub(crate) fn opening(self, folder: &Path) -> Error {
        match self {
            Error::Io(cause) => Error::Unusable { folder: folder.to_owned(), cause },
            other => other,
        }
    }

    pub(crate) fn damaged(folder: &Path, detail: &str) -> Error {
        let folder = folder.display();
        Error::Damaged(format!(
            "the data folder {folder} is damaged: {detail}. \
             Put back a copy of it, or move it away and start with an empty one"
        ))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Io(cause) => write!(f, "the store cannot read or write: {cause}"),
            Error::Unusable { folder, cause } => write!(
                f,
                "the data folder {} cannot be used: {cause}; {}, and start again: nothing in it is lost",
                folder.display(),
                remedy(cause)
            ),
            Error::Damaged(what) => f.write_str(what),
            Error::InUse(folder) => write!(
                f,
                "the data folder {} is in use by another process; stop that one, or name another folder",
                folder.display()
            ),
            Error::OtherFormat { folder, found, known } => write!(
                f,
                "the data folder {} has format {found}, this program knows format {known}; \
                 use the version that wrote it, or name another folder",
                folder.display()
            ),
            Error::Homes { folder, what } => write!(f, "the data folder {} {what}", folder.display()),
            Error::Remote { address, cause } => {
                write!(f, "the large objects at {address} cannot be used: {cause}")
            }
            Error::NoCheckpoint(name) => write!(f, "there is no checkpoint named '{name}'"),
            Error::NoBlob(id) => write!(f, "the bytes of blob {id} are missing"),
            Error::Conflict => f.write_str("another commit came between the decision and its commit"),
            Error::Closed => f.write_str("the store is closed"),
        }
    }
}

/// What a user can do.
fn remedy(cause: &io::Error) -> &'static str {
    use io::ErrorKind::{
        AlreadyExists, FileTooLarge, NotADirectory, PermissionDenied, QuotaExceeded, ReadOnlyFilesystem,
        StorageFull,
    };
    /// Of the process, and of the host.
    const NO_HANDLES: [Option<i32>; 2] = [Some(24), Some(23)];
    match cause.kind() {
        StorageFull | QuotaExceeded | FileTooLarge => "make room on its disk",
        PermissionDenied | ReadOnlyFilesystem => "let this user write there, or name another folder",
        AlreadyExists | NotADirectory => "name a folder, not a file",
        _ if NO_HANDLES.contains(&cause.raw_os_error()) => "allow more open files (ulimit -n)",
        _ => "remove the cause",
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Error::Io(cause) | Error::Unusable { cause, .. } | Error::Remote { cause, .. } => Some(cause),
            _ => None,
        }
    }
}

impl From<io::Error> for Error {
    fn from(cause: io::Error) -> Error {
        Error::Io(cause)
    }
}
