//! Images: which one a version runs in, and whether the daemon has it.

use std::time::Duration;

use bollard::query_parameters::CreateImageOptions;
use futures::StreamExt as _;

use super::daemon::{Daemon, status, text};
use super::{Pull, Settings};
use crate::execution::executor::Version;
use crate::image_name::{is_reference, parts};

/// How long the pull of an image may take.
const PULL_LIMIT: Duration = Duration::from_secs(900);

/// Where AWS publishes its base images.
/// <https://docs.aws.amazon.com/lambda/latest/dg/images-create.html#runtimes-images-lp>
const REGISTRY: &str = "public.ecr.aws/lambda";

/// Beginnings of runtimes, and AWS's repository of each; the tag is the rest.
const REPOSITORIES: [(&str, &str); 6] = [
    ("python", "python"),
    ("nodejs", "nodejs"),
    ("java", "java"),
    ("ruby", "ruby"),
    ("dotnet", "dotnet"),
    ("provided.", "provided"),
];

/// The image of a version: the function's own, else the settings' for its runtime, else AWS's base image.
pub(super) fn of(version: &Version, settings: &Settings) -> Option<String> {
    if let Some(image) = &version.container.image {
        return Some(image.uri.clone());
    }
    if let Some(image) = settings.images.get(&version.runtime) {
        return Some(image.clone());
    }
    let (rest, repository) = REPOSITORIES
        .iter()
        .find_map(|(start, repository)| Some((version.runtime.strip_prefix(start)?, repository)))?;
    // `nodejs22.x` runs in `nodejs:22`.
    let tag = rest.strip_suffix(".x").unwrap_or(rest);
    Some(format!("{REGISTRY}/{repository}:{tag}"))
}

/// The daemon's name of a version's platform.
pub(super) fn platform(version: &Version) -> &'static str {
    if version.container.is_arm { "linux/arm64" } else { "linux/amd64" }
}

/// Sees to it that the daemon has an image, as the settings allow; and its digest, hexadecimal.
///
/// # Errors
/// What is missing, by its name, and what would help.
pub(super) async fn provide(
    daemon: &Daemon,
    pull: Pull,
    (image, platform): (&str, &str),
) -> Result<String, String> {
    if pull != Pull::Always
        && let Some(digest) = find(daemon, image).await?
    {
        return Ok(digest);
    }
    if pull == Pull::Never {
        return Err(format!(
            "the image {image} is not here, and nothing is pulled (--lambda-docker-pull never): pull it, or build it"
        ));
    }
    fetch(daemon, image, platform).await?;
    let found = find(daemon, image).await?;
    found.ok_or_else(|| format!("the image {image} was pulled and is not here"))
}

/// The digest of an image that the daemon has.
async fn find(daemon: &Daemon, image: &str) -> Result<Option<String>, String> {
    if !is_reference(image) {
        return Err(format!("{image} is no name of an image"));
    }
    let found = match daemon.docker.inspect_image(image).await {
        Ok(found) => found,
        Err(error) if status(&error) == Some(404) => return Ok(None),
        Err(error) => return Err(format!("the image {image} cannot be looked at: {}", text(&error))),
    };
    // What a registry calls it, else what it is here.
    let names = found.repo_digests.iter().flatten().chain(&found.id);
    let digest =
        names.filter_map(|name| name.rsplit_once("sha256:").or(Some(("", name)))).find_map(|(_, hex)| {
            (hex.len() == 64 && hex.bytes().all(|b| b.is_ascii_hexdigit())).then(|| hex.to_ascii_lowercase())
        });
    digest.map(Some).ok_or_else(|| format!("the image {image} has no digest"))
}

/// The command of an image that the daemon has.
pub(super) async fn command(daemon: &Daemon, image: &str) -> Option<Vec<String>> {
    if !is_reference(image) {
        return None;
    }
    // That an image is not there is for the making of the container to say.
    daemon.docker.inspect_image(image).await.ok()?.config?.cmd
}

async fn fetch(daemon: &Daemon, image: &str, platform: &str) -> Result<(), String> {
    tracing::info!(image, platform, "an image is being pulled");
    let (name, tag) = parts(image);
    let tag = tag.unwrap_or("latest");
    let options = CreateImageOptions {
        from_image: Some(name.to_owned()),
        tag: Some(tag.to_owned()),
        platform: platform.to_owned(),
        ..CreateImageOptions::default()
    };
    let pulling = async {
        let mut steps = daemon.docker.create_image(Some(options), None, None);
        while let Some(step) = steps.next().await {
            step?;
        }
        Ok(())
    };
    match tokio::time::timeout(PULL_LIMIT, pulling).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(error)) => Err(format!("the image {image} could not be pulled: {}", text(&error))),
        Err(_) => Err(format!("the image {image} could not be pulled within {} s", PULL_LIMIT.as_secs())),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::version;
    use super::*;
    use crate::execution::executor::{Container, Image};

    /// AWS's page of base images.
    #[test]
    fn each_runtime_has_its_base_image() {
        let settings = Settings::default();
        for (runtime, image) in [
            ("python3.13", Some("public.ecr.aws/lambda/python:3.13")),
            ("nodejs22.x", Some("public.ecr.aws/lambda/nodejs:22")),
            ("java21", Some("public.ecr.aws/lambda/java:21")),
            ("java8.al2", Some("public.ecr.aws/lambda/java:8.al2")),
            ("ruby3.4", Some("public.ecr.aws/lambda/ruby:3.4")),
            ("dotnet8", Some("public.ecr.aws/lambda/dotnet:8")),
            ("provided.al2023", Some("public.ecr.aws/lambda/provided:al2023")),
            ("cobol", None),
        ] {
            assert_eq!(of(&version(runtime), &settings).as_deref(), image, "{runtime}");
        }
    }

    #[test]
    fn settings_and_functions_name_images_of_their_own() {
        let images = [("python3.13".to_owned(), "mine:1".to_owned())].into();
        let settings = Settings { images, ..Settings::default() };
        assert_eq!(of(&version("python3.13"), &settings).as_deref(), Some("mine:1"));
        let image = Image {
            uri: "theirs:2".to_owned(),
            entry_point: vec![],
            command: vec![],
            working_directory: None,
        };
        let own = Version {
            container: Container { image: Some(image), ..Container::default() },
            ..version("python3.13")
        };
        assert_eq!(of(&own, &settings).as_deref(), Some("theirs:2"));
    }
}
