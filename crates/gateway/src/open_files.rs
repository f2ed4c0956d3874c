//! How many files and sockets the process may have open at a time: as many as the host lets it.

/// More is never needed, and programs that functions run as may walk through all numbers up to the limit.
const ENOUGH: u64 = 1 << 20;

/// Raises the soft limit, which is 1024 on most hosts, to the hard one. A host that does not let us is as it was.
#[cfg(unix)]
pub(crate) fn raise_the_limit() {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    let wanted = maximum.unwrap_or(ENOUGH).min(ENOUGH);
    // No number means no limit.
    if current.is_some_and(|current| current < wanted)
        && let Err(cause) = setrlimit(Resource::Nofile, Rlimit { current: Some(wanted), maximum })
    {
        tracing::warn!(%cause, ?current, "the limit of open files could not be raised");
    }
}

/// How many of them connections may be: a quarter is left for the store, for blobs and for what functions run as.
#[cfg(unix)]
pub(crate) fn for_connections() -> usize {
    use rustix::process::{Resource, getrlimit};
    let limit = getrlimit(Resource::Nofile).current.unwrap_or(ENOUGH).min(ENOUGH);
    usize::try_from(limit - limit / 4).unwrap_or(usize::MAX)
}

/// No such limit is known here.
#[cfg(not(unix))]
pub(crate) fn for_connections() -> usize {
    usize::try_from(ENOUGH).unwrap_or(usize::MAX)
}

/// Such a limit is not known here.
#[cfg(not(unix))]
pub(crate) fn raise_the_limit() {}
