//! Names of container images.

/// The longest name.
const LIMIT: usize = 1024;

/// Whether a text can be the name of an image: then it is safe in the path of a request too.
/// <https://docs.docker.com/reference/cli/docker/image/tag/#description>
pub(crate) fn is_reference(text: &str) -> bool {
    let is_part = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_alphanumeric())
            && part.chars().all(|c| c.is_ascii_alphanumeric() || "._-:@".contains(c))
    };
    text.len() <= LIMIT && text.split('/').all(is_part)
}

/// Name and tag of an image, or name and digest; nothing where it has neither.
pub(crate) fn parts(image: &str) -> (&str, Option<&str>) {
    if let Some((name, digest)) = image.split_once('@') {
        return (name, Some(digest));
    }
    match image.rsplit_once(':') {
        Some((name, tag)) if !tag.contains('/') => (name, Some(tag)),
        _ => (image, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_its_parts() {
        for (image, expected) in [
            ("a", ("a", None)),
            ("a:1", ("a", Some("1"))),
            ("localhost:5000/a", ("localhost:5000/a", None)),
            ("localhost:5000/a:1", ("localhost:5000/a", Some("1"))),
            ("r/a@sha256:00", ("r/a", Some("sha256:00"))),
        ] {
            assert_eq!(parts(image), expected, "{image}");
            assert!(is_reference(image), "{image}");
        }
        let long = "a".repeat(LIMIT + 1);
        for bad in ["", "a b", "../a", "a/../b", "a?x", "a#x", "a//b", "/a", "a/", "a\n", "ä", &long] {
            assert!(!is_reference(bad), "{bad:?}");
        }
    }
}
