//! Which executor runs a version: the one that its user names, else the one of the settings, else the first that can.

use std::sync::Arc;

use crate::execution::executor::{Executor, Prepared, Unrunnable, Version};

/// What leaves the choice to what a version is and what this host has.
pub(crate) const AUTO: &str = "auto";

/// The executor of a version, and what its preparation found where that had to be asked.
#[derive(Debug)]
pub(super) struct Chosen {
    pub(super) executor: Arc<dyn Executor>,
    pub(super) prepared: Option<Prepared>,
}

/// Chooses. `preferred` is the settings' way. Where several executors take a version, each is asked to prepare it, in their
/// order, until one can.
///
/// # Errors
/// Why none can, with what each would need.
pub(super) async fn choose(
    executors: &[Arc<dyn Executor>],
    preferred: &str,
    version: &Version,
) -> Result<Chosen, Unrunnable> {
    let way = version.way.as_deref().unwrap_or(preferred);
    if way != AUTO {
        return named(executors, way, version);
    }
    let mut candidates: Vec<_> = executors.iter().filter(|executor| executor.takes(version)).collect();
    if let Some(at) = candidates.iter().position(|executor| executor.is_alone()) {
        candidates = candidates.drain(at..=at).collect();
    }
    if let [only] = candidates.as_slice() {
        return Ok(Chosen { executor: Arc::clone(only), prepared: None });
    }
    let mut refusals = Vec::new();
    for executor in candidates {
        match executor.prepare(version).await {
            Ok(prepared) => {
                return Ok(Chosen { executor: executor.clone(), prepared: Some(prepared) });
            }
            Err(refusal) => refusals.push((executor.name(), refusal.reason)),
        }
    }
    Err(nobody(executors, &refusals, version))
}

/// The executor that is asked for by name.
fn named(executors: &[Arc<dyn Executor>], way: &str, version: &Version) -> Result<Chosen, Unrunnable> {
    let Some(executor) = executors.iter().find(|executor| executor.name() == way) else {
        let names: Vec<_> = executors.iter().map(|executor| executor.name()).collect();
        let reason = format!(
            "The executor {way:?} that the function asks for is none of {AUTO}, {}.",
            names.join(", ")
        );
        return Err(Unrunnable { code: "InvalidConfiguration", reason });
    };
    if !executor.takes(version) {
        let (what, needs) = (what(version), executor.needs());
        let reason = format!(
            "{what} cannot be run here by the executor {way}, which was asked for: it needs {needs}."
        );
        return Err(version.unrunnable(reason));
    }
    Ok(Chosen { executor: executor.clone(), prepared: None })
}

/// Why nobody runs it: every way, and what it lacks.
fn nobody(executors: &[Arc<dyn Executor>], refusals: &[(&str, String)], version: &Version) -> Unrunnable {
    let ways = executors.iter().map(|executor| {
        let name = executor.name();
        match refusals.iter().find(|(refused, _)| *refused == name) {
            Some((_, why)) => format!("{name}: {why}"),
            None => format!("{name}: needs {}.", executor.needs()),
        }
    });
    let ways: Vec<String> = ways.collect();
    let reason = format!("{} cannot be run here in any way. {}", what(version), ways.join(" "));
    version.unrunnable(reason)
}

/// What could not be run, as the beginning of a sentence.
fn what(version: &Version) -> String {
    match &version.container.image {
        Some(image) => format!("The image {}", image.uri),
        None => format!("The runtime {}", version.runtime),
    }
}
