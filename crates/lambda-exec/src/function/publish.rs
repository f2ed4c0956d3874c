//! Publishing: the next numbered version of a function.
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/configuration-versions.html>

use crate::error::Error;
use crate::function::Function;
use crate::function_name::FunctionId;
use crate::records::Records;

/// Makes the next version from `$LATEST`, and counts it there. Numbers are never used twice.
pub(crate) fn next(latest: &mut Function, description: Option<String>, revision: String) -> Function {
    latest.published += 1;
    latest.described = Some(latest.settings.description.clone());
    latest.published_as(latest.published, description, revision)
}

/// The last version, if it was published from what `$LATEST` is now: publishing again gives it back.
/// <https://docs.aws.amazon.com/lambda/latest/api/API_PublishVersion.html>
pub(crate) fn unchanged(
    store: &Records,
    id: &FunctionId,
    latest: &Function,
) -> Result<Option<Function>, Error> {
    let last = Function::load(store, id, &latest.published.to_string())?;
    Ok(last.filter(|last| is_same(latest, last)))
}

/// A version may have a description of its own, so that of `$LATEST` is held against what it was then.
fn is_same(latest: &Function, published: &Function) -> bool {
    latest.code.sha256 == published.code.sha256
        && latest.image == published.image
        && latest.settings.image_config == published.settings.image_config
        && latest.architecture == published.architecture
        && latest.settings.runtime == published.settings.runtime
        && latest.settings.role == published.settings.role
        && latest.settings.handler == published.settings.handler
        && latest.settings.timeout_secs == published.settings.timeout_secs
        && latest.settings.memory_mib == published.settings.memory_mib
        && latest.settings.storage_mib == published.settings.storage_mib
        && latest.settings.environment == published.settings.environment
        && latest.settings.log_group == published.settings.log_group
        && latest.settings.layers == published.settings.layers
        && latest.settings.kept == published.settings.kept
        && latest.described.as_ref().is_none_or(|then| *then == latest.settings.description)
}
