//! One folder over another, as Lambda lays the layers of a function over each other at `/opt`.
//! <https://docs.aws.amazon.com/lambda/latest/dg/chapter-layers.html>

use std::fs;
use std::io;
use std::path::Path;

/// Moves all that is in a folder into another one of the same disk. What both have is the first folder's then. Nothing is
/// ever moved through a symbolic link: where a folder lies over a link, or a link over a folder, the lower one goes. So each
/// link stays as deep as it was when its package was judged.
///
/// # Errors
///
/// The disk's.
pub(super) fn merge(from: &Path, to: &Path) -> io::Result<()> {
    let mut folders = vec![(from.to_path_buf(), to.to_path_buf())];
    while let Some((from, to)) = folders.pop() {
        for entry in fs::read_dir(from)? {
            let entry = entry?;
            let (source, target) = (entry.path(), to.join(entry.file_name()));
            let below = match fs::symlink_metadata(&target) {
                Ok(found) => Some(found.is_dir()),
                Err(cause) if cause.kind() == io::ErrorKind::NotFound => None,
                Err(cause) => return Err(cause),
            };
            match (entry.file_type()?.is_dir(), below) {
                (true, Some(true)) => {
                    folders.push((source, target));
                    continue;
                }
                (true, Some(false)) => fs::remove_file(&target)?,
                (false, Some(true)) => fs::remove_dir_all(&target)?,
                (_, None) | (false, Some(false)) => {}
            }
            fs::rename(source, target)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    /// AWS's guide: a later layer's files take the place of an earlier one's. What becomes of a folder under a link is our
    /// guess.
    #[test]
    fn what_comes_later_lies_above() {
        let root = tempfile::tempdir().unwrap();
        let path = |name: &str| root.path().join(name);
        for folder in ["a/lib/sub", "a/dir", "b/lib", "b/link", "b/bin", "outside"] {
            fs::create_dir_all(path(folder)).unwrap();
        }
        for (file, text) in [
            ("a/lib/x", "a"),
            ("a/lib/sub/y", "a"),
            ("a/dir/z", "a"),
            ("b/lib/x", "b"),
            ("b/link/w", "b"),
            ("b/dir", "b"),
            ("b/bin/run", "b"),
        ] {
            fs::write(path(file), text).unwrap();
        }
        symlink(path("outside"), path("a/link")).unwrap();
        merge(&path("b"), &path("a")).unwrap();
        for (file, expected) in [
            ("a/lib/x", Some("b")),
            ("a/lib/sub/y", Some("a")),
            ("a/dir", Some("b")),
            ("a/link/w", Some("b")),
            ("a/bin/run", Some("b")),
            ("outside/w", None),
        ] {
            assert_eq!(fs::read_to_string(path(file)).ok().as_deref(), expected, "{file}");
        }
    }
}
