//! Publishing: the next numbered version of a function.
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/configuration-versions.html>

use crate::function::Function;

/// Makes the next version from `$LATEST`, and counts it there. Numbers are never used twice.
pub(crate) fn next(latest: &mut Function, description: Option<String>, revision: String) -> Function {
    latest.published += 1;
    latest.published_as(latest.published, description, revision)
}

/// Whether a version was published from what `$LATEST` is now: publishing again gives it back.
pub(crate) fn is_same(latest: &Function, published: &Function) -> bool {
    latest.code.sha256 == published.code.sha256
        && latest.architecture == published.architecture
        && latest.settings.runtime == published.settings.runtime
        && latest.settings.role == published.settings.role
        && latest.settings.handler == published.settings.handler
        && latest.settings.timeout_secs == published.settings.timeout_secs
        && latest.settings.memory_mib == published.settings.memory_mib
        && latest.settings.storage_mib == published.settings.storage_mib
        && latest.settings.environment == published.settings.environment
        && latest.settings.log_group == published.settings.log_group
}
