//! Java: our bootstrap is compiled for each Java of the host by its own compiler, once in this process's life; the sources are
//! in `bootstrap/java`, AWS's interfaces for handlers among them, since AWS's runtime brings those along too.

use std::collections::HashMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Duration;

use base::entropy::Entropy;
use base::task::Tasks;
use tokio::sync::Mutex;

use super::interpreter::Interpreter;
use super::layers;
use crate::execution::executor::{Unrunnable, Version};
use crate::execution::process;
use crate::execution::scratch::Scratch;

/// How long the compiler may take. It needs some three seconds.
const COMPILE_LIMIT: Duration = Duration::from_secs(60);

/// How much of a function's memory AWS lets the heap have.
const HEAP_PERCENT: u32 = 85;

/// What Java needs beside its heap, so that a full heap is an error of Java's before the whole process is too large. Our guess.
const BESIDE_HEAP_MIB: u32 = 48;

const SOURCES: [(&str, &str); 23] = [
    ("Bean.java", include_str!("../../bootstrap/java/Bean.java")),
    ("Beans.java", include_str!("../../bootstrap/java/Beans.java")),
    ("Bootstrap.java", include_str!("../../bootstrap/java/Bootstrap.java")),
    ("Connection.java", include_str!("../../bootstrap/java/Connection.java")),
    ("Fault.java", include_str!("../../bootstrap/java/Fault.java")),
    ("Handlers.java", include_str!("../../bootstrap/java/Handlers.java")),
    ("Invocation.java", include_str!("../../bootstrap/java/Invocation.java")),
    ("Json.java", include_str!("../../bootstrap/java/Json.java")),
    ("Log.java", include_str!("../../bootstrap/java/Log.java")),
    ("Scalars.java", include_str!("../../bootstrap/java/Scalars.java")),
    ("Types.java", include_str!("../../bootstrap/java/Types.java")),
    ("Client.java", include_str!("../../bootstrap/java/core/Client.java")),
    ("ClientContext.java", include_str!("../../bootstrap/java/core/ClientContext.java")),
    ("CognitoIdentity.java", include_str!("../../bootstrap/java/core/CognitoIdentity.java")),
    ("Context.java", include_str!("../../bootstrap/java/core/Context.java")),
    ("CustomPojoSerializer.java", include_str!("../../bootstrap/java/core/CustomPojoSerializer.java")),
    ("LambdaLogger.java", include_str!("../../bootstrap/java/core/LambdaLogger.java")),
    ("LambdaRuntime.java", include_str!("../../bootstrap/java/core/LambdaRuntime.java")),
    ("LambdaRuntimeInternal.java", include_str!("../../bootstrap/java/core/LambdaRuntimeInternal.java")),
    ("LogFormat.java", include_str!("../../bootstrap/java/core/LogFormat.java")),
    ("LogLevel.java", include_str!("../../bootstrap/java/core/LogLevel.java")),
    ("RequestHandler.java", include_str!("../../bootstrap/java/core/RequestHandler.java")),
    ("RequestStreamHandler.java", include_str!("../../bootstrap/java/core/RequestStreamHandler.java")),
];

/// The folders of classes, by the compiler that made them.
#[derive(Debug, Default)]
pub(super) struct Classes(Mutex<HashMap<PathBuf, Scratch>>);

impl Classes {
    /// The folder of classes for a Java.
    pub(super) async fn of(
        &self,
        java: &Interpreter,
        entropy: &Entropy,
        tasks: &Tasks,
    ) -> Result<PathBuf, Unrunnable> {
        let refused = |why: String| Unrunnable { code: "InvalidRuntime", reason: why };
        let compiler = compiler(&java.file)
            .ok_or_else(|| refused(format!("{} has no compiler beside it.", java.file.display())))?;
        // Held while compiling on purpose: a second caller then has the classes without a second compiler.
        let mut compiled = self.0.lock().await;
        // What cleans temporary folders may have taken it.
        if let Some(folder) = compiled.get(&compiler).filter(|folder| folder.path().is_dir()) {
            return Ok(folder.path().to_owned());
        }
        let folder = Scratch::new(entropy, tasks, SOURCES).await;
        let folder =
            folder.map_err(|cause| refused(format!("Java's bootstrap could not be written: {cause}.")))?;
        let path = folder.path().to_string_lossy().into_owned();
        let files: Vec<String> = SOURCES.iter().map(|(name, _)| format!("{path}/{name}")).collect();
        let options = ["-nowarn", "-proc:none", "-encoding", "UTF-8", "-d", &path];
        let arguments: Vec<&str> = options.into_iter().chain(files.iter().map(String::as_str)).collect();
        let program = compiler.to_string_lossy();
        process::answer(&program, &arguments, COMPILE_LIMIT).await.ok_or_else(|| {
            refused(format!("Java's bootstrap could not be compiled by {}.", compiler.display()))
        })?;
        let path = folder.path().to_owned();
        compiled.insert(compiler, folder);
        Ok(path)
    }
}

/// The compiler of a Java: beside it, or for Java 8, whose runtime lies inside the kit, a folder above.
pub(super) fn compiler(java: &Path) -> Option<PathBuf> {
    let home = java.parent()?.parent()?;
    [Some(home), home.parent()]
        .into_iter()
        .flatten()
        .map(|home| home.join("bin/javac"))
        .find(|file| file.is_file())
}

/// What Java is started with. Like AWS's own runtimes it takes the collector and the compiler that start fastest.
pub(super) fn arguments(version: &Version, classes: &Path, scratch: &Path) -> Vec<OsString> {
    let heap = version.memory_mib * HEAP_PERCENT / 100;
    let heap = heap.min(version.memory_mib.saturating_sub(BESIDE_HEAP_MIB));
    let scratch = scratch.display();
    let mut arguments = vec![
        "-XX:+UseSerialGC".to_owned(),
        "-XX:TieredStopAtLevel=1".to_owned(),
        "-XX:-UsePerfData".to_owned(),
        "-Xshare:auto".to_owned(),
        format!("-Xmx{heap}m"),
        "-Dfile.encoding=UTF-8".to_owned(),
        "-Djava.net.preferIPv4Stack=true".to_owned(),
        format!("-Djava.io.tmpdir={scratch}"),
        format!("-Duser.home={scratch}"),
        "-cp".to_owned(),
        classes.display().to_string(),
        "ruststack.Bootstrap".to_owned(),
    ];
    arguments.extend(layers::jars(version));
    arguments.into_iter().map(OsString::from).collect()
}
