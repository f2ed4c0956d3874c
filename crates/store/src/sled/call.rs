//! Calls into sled: it panics where it finds damage, so every call is caught, and a panic becomes an error.

use std::any::Any;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::Result;
use crate::error::Error;

/// Makes calls, and knows which folder they are about.
#[derive(Clone, Debug)]
pub(super) struct Calls {
    folder: Arc<PathBuf>,
}

/// How a call failed.
#[derive(Debug)]
pub(super) enum Failure {
    /// Another handle holds sled's own lock.
    Locked,
    Sled(sled::Error),
    Panic(String),
}

impl Calls {
    pub(super) fn within(folder: &Path) -> Calls {
        Calls { folder: Arc::new(folder.to_owned()) }
    }

    /// Makes a call.
    pub(super) fn guard<T>(&self, call: impl FnOnce() -> sled::Result<T>) -> Result<T> {
        self.attempt(call).map_err(|failure| self.explain(failure))
    }

    pub(super) fn attempt<T>(
        &self,
        call: impl FnOnce() -> sled::Result<T>,
    ) -> std::result::Result<T, Failure> {
        // What a panic leaves behind inside sled is not looked at again: its own checks fail from then on.
        match catch_unwind(AssertUnwindSafe(call)) {
            Ok(Ok(value)) => Ok(value),
            Ok(Err(sled::Error::Io(cause))) if is_lock(&cause) => Err(Failure::Locked),
            Ok(Err(cause)) => Err(Failure::Sled(cause)),
            Err(panic) => Err(Failure::Panic(text_of(panic.as_ref()))),
        }
    }

    pub(super) fn explain(&self, failure: Failure) -> Error {
        match failure {
            Failure::Locked => Error::InUse(self.folder.to_path_buf()),
            Failure::Sled(sled::Error::Io(cause)) if !tells_damage(&cause) => Error::Io(cause),
            Failure::Sled(cause) => self.damaged(&cause.to_string()),
            Failure::Panic(text) => self.damaged(&text),
        }
    }

    pub(super) fn damaged(&self, detail: &str) -> Error {
        Error::damaged(&self.folder, detail)
    }
}

/// Sled has no kind for this, only a text.
fn is_lock(cause: &io::Error) -> bool {
    cause.to_string().starts_with("could not acquire lock")
}

fn tells_damage(cause: &io::Error) -> bool {
    matches!(cause.kind(), io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidData)
}

fn text_of(panic: &(dyn Any + Send)) -> String {
    let text =
        panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    text.unwrap_or("it cannot be read").to_owned()
}
