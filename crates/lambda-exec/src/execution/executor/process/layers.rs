//! Where a process finds what the layers of its function have: on AWS below `/opt`, here in a folder that variables name.
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/packaging-layers.html#packaging-layers-paths>

use std::ffi::OsString;

use crate::execution::executor::Version;

/// Folders of the layers for the end of a search path, a colon before each; nothing without layers.
pub(super) fn path<const N: usize>(version: &Version, folders: [&str; N]) -> String {
    let Some(layers) = &version.layers else { return String::new() };
    folders.map(|folder| format!(":{}", layers.join(folder).display())).concat()
}

/// Where Node.js looks for modules of layers before all others: the runtime's own, then those of every Node.js. A colon is at
/// the end, if there is something.
pub(super) fn node(version: &Version) -> String {
    let number = version.runtime.trim_start_matches("nodejs").trim_end_matches(".x");
    let own = format!("nodejs/node{number}/node_modules");
    let path = path(version, [own.as_str(), "nodejs/node_modules"]);
    path.strip_prefix(':').map(|path| format!("{path}:")).unwrap_or_default()
}

/// The folders that Python has in its path behind the package's.
pub(super) fn python(version: &Version) -> Vec<OsString> {
    let Some(layers) = &version.layers else { return Vec::new() };
    let own = format!("python/lib/{}/site-packages", version.runtime);
    [own.as_str(), "python"].map(|folder| layers.join(folder).into_os_string()).into()
}

/// Where Ruby looks for gems: in the package as Bundler puts them there, then in layers. The host's own are found without it.
/// The folder has the name of the runtime's version, as packages are built for that.
pub(super) fn gems(version: &Version) -> String {
    let number = version.runtime.trim_start_matches("ruby");
    let own = format!("ruby/gems/{number}.0");
    format!("{}/vendor/bundle/ruby/{number}.0{}", version.code.display(), path(version, [own.as_str()]))
}

/// Where Java's libraries are in layers.
pub(super) fn jars(version: &Version) -> Option<String> {
    let folder = version.layers.as_ref()?.join("java/lib");
    Some(folder.display().to_string())
}
