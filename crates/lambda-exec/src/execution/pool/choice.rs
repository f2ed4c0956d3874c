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

/// Chooses, and prepares.
///
/// # Errors
/// Why it cannot be run; where nobody asked for one way and there are several, what each would need.
pub(super) async fn prepare(
    executors: &[Arc<dyn Executor>],
    preferred: &str,
    version: &Version,
) -> Result<Prepared, Unrunnable> {
    let Chosen { executor, prepared } = choose(executors, preferred, version).await?;
    if let Some(prepared) = prepared {
        return Ok(prepared);
    }
    let is_free = version.way.as_deref().unwrap_or(preferred) == AUTO;
    executor.prepare(version).await.map_err(|refusal| {
        if is_free && !executor.is_alone() && executors.len() > 1 {
            nobody(executors, &[(executor.name(), refusal.reason)], version)
        } else {
            refusal
        }
    })
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

#[cfg(test)]
mod tests {
    use async_trait::async_trait;

    use super::*;
    use crate::execution::executor::docker::tests::version;
    use crate::execution::executor::{Environment, Failure, Identity};

    /// Takes the runtimes that begin so, and can run them or says why not.
    #[derive(Debug)]
    struct Way(&'static str, &'static str, Result<(), &'static str>);

    #[async_trait]
    impl Executor for Way {
        fn name(&self) -> &'static str {
            self.0
        }

        fn takes(&self, version: &Version) -> bool {
            version.runtime.starts_with(self.1)
        }

        fn is_alone(&self) -> bool {
            self.0 == "wasm"
        }

        fn needs(&self) -> &'static str {
            "this or that"
        }

        async fn prepare(&self, version: &Version) -> Result<Prepared, Unrunnable> {
            self.2.map(|()| Prepared::default()).map_err(|why| version.unrunnable(why.to_owned()))
        }

        async fn start(&self, _: Arc<Version>, _: Arc<Identity>) -> Result<Box<dyn Environment>, Failure> {
            Err(Failure::OutOfMemory)
        }
    }

    /// Of what only one way takes, all are told too; of a module, what is wrong with it.
    #[tokio::test]
    async fn what_nobody_can_run_is_told_with_every_way() {
        let executors: [Arc<dyn Executor>; 3] = [
            Arc::new(Way("wasm", "module", Err("It is broken."))),
            Arc::new(Way("process", "node", Err("No interpreter."))),
            Arc::new(Way("docker", "python", Err("No daemon."))),
        ];
        let all = "The runtime python3.13 cannot be run here in any way. wasm: needs this or that. \
                   process: needs this or that. docker: No daemon.";
        for (runtime, way, expected) in [
            ("python3.13", None, all),
            ("python3.13", Some("docker"), "No daemon."),
            ("module", None, "It is broken."),
        ] {
            let version = Version { way: way.map(str::to_owned), ..version(runtime) };
            assert_eq!(prepare(&executors, AUTO, &version).await.unwrap_err().reason, expected);
        }
    }

    async fn check(
        docker: Result<(), &'static str>,
        way: Option<&str>,
        runtime: &str,
        expected: Result<&str, &str>,
    ) {
        let executors: [Arc<dyn Executor>; 3] = [
            Arc::new(Way("wasm", "module", Err("It is broken."))),
            Arc::new(Way("process", "", Err("No interpreter."))),
            Arc::new(Way("docker", "python", docker)),
        ];
        let version = Version { way: way.map(str::to_owned), ..version(runtime) };
        let chosen = choose(&executors, AUTO, &version).await;
        match (chosen.map(|chosen| chosen.executor.name()), expected) {
            (Ok(name), expected) => assert_eq!(Ok(name), expected, "{runtime} {way:?}"),
            (Err(why), Err(text)) => assert!(why.reason.contains(text), "{runtime} {way:?}: {why}"),
            (Err(why), Ok(_)) => panic!("{runtime} {way:?}: {why}"),
        }
    }

    #[tokio::test]
    async fn a_version_runs_as_it_asks_or_in_the_first_way_that_there_is() {
        check(Ok(()), None, "module", Ok("wasm")).await;
        check(Ok(()), None, "python3.13", Ok("docker")).await;
        check(Ok(()), Some("auto"), "python3.13", Ok("docker")).await;
        check(Ok(()), Some("process"), "python3.13", Ok("process")).await;
        check(
            Ok(()),
            Some("docker"),
            "module",
            Err("The runtime module cannot be run here by the executor docker"),
        )
        .await;
        check(Ok(()), Some("cobol"), "python3.13", Err("none of auto, wasm, process, docker")).await;
        let whole = "The runtime python3.13 cannot be run here in any way. wasm: needs this or that. \
                     process: No interpreter. docker: No daemon.";
        check(Err("No daemon."), None, "python3.13", Err(whole)).await;
    }
}
