//! Compiled programs on disk, so that a restart compiles nothing again. wasmtime writes them and finds them, by a hash of program,
//! version, settings and processor; it believes what it finds. So each file has a seal, its own hash, and what has none
//! or another is removed before wasmtime sees it: a damaged file is compiled anew. The folder is as good as the
//! program itself: only its owner may write there, or it is not used.

use std::collections::HashMap;
use std::fs::{self, DirBuilder, File, Metadata, Permissions};
use std::io;
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use parking_lot::Mutex;
use sha2::{Digest as _, Sha256};
use wasmtime::{Cache, CacheConfig};

/// How many bytes are kept; what was used longest ago goes first.
const LIMIT_BYTES: u64 = 512 << 20;

/// No limit, where wasmtime has one and this module sees to it.
const UNLIMITED: u64 = 1 << 40;

/// How well wasmtime packs what it writes: fast before small.
const COMPRESSION: i32 = 1;

/// Where the programs are, below the folder, and where their seals.
const PROGRAMS: &str = "programs";
const SEALS: &str = "seals";

/// The folder.
#[derive(Debug)]
pub(super) struct Kept {
    cache: Cache,
    folder: PathBuf,
    /// Those that are sealed, and held while more are.
    sealed: Mutex<HashMap<PathBuf, u64>>,
}

/// A file with a compiled program.
struct Program {
    path: PathBuf,
    len: u64,
    used: SystemTime,
}

impl Kept {
    /// Opens the folder, or makes it. Reads all that is in it.
    ///
    /// # Errors
    /// It cannot be made, or somebody else may write there.
    pub(super) fn open(folder: &Path) -> io::Result<Arc<Kept>> {
        for part in [folder.to_owned(), folder.join(PROGRAMS), folder.join(SEALS)] {
            make_own(&part)?;
        }
        let folder = folder.canonicalize()?;
        let mut config = CacheConfig::new();
        config
            .with_directory(folder.join(PROGRAMS))
            .with_baseline_compression_level(COMPRESSION)
            // To pack a file anew would break its seal.
            .with_optimized_compression_usage_counter_threshold(u64::MAX)
            .with_files_total_size_soft_limit(UNLIMITED)
            .with_file_count_soft_limit(UNLIMITED);
        let kept = |cache| Kept { cache, folder, sealed: Mutex::default() };
        let kept = Cache::new(config).map(kept).map_err(io::Error::other)?;
        kept.check()?;
        Ok(Arc::new(kept))
    }

    /// wasmtime's hand on the folder.
    pub(super) fn cache(&self) -> Cache {
        self.cache.clone()
    }

    /// Seals what wasmtime has written since this was last called, and makes room.
    ///
    /// # Errors
    /// Of the disk. What has no seal is removed at the next start.
    pub(super) fn seal(&self) -> io::Result<()> {
        let mut sealed = self.sealed.lock();
        for program in self.programs()? {
            if sealed.contains_key(&program.path) {
                continue;
            }
            fs::set_permissions(&program.path, Permissions::from_mode(0o600))?;
            let seal = self.seal_of(&program.path);
            fs::write(&seal, hash(&program.path)?)?;
            fs::set_permissions(&seal, Permissions::from_mode(0o600))?;
            sealed.insert(program.path, program.len);
        }
        if sealed.values().sum::<u64>() > LIMIT_BYTES {
            self.make_room(&mut sealed)?;
        }
        Ok(())
    }

    /// Removes what is not as it was sealed.
    fn check(&self) -> io::Result<()> {
        let mut sealed = self.sealed.lock();
        for unfinished in self.written()?.into_iter().filter(|path| is_unfinished(path)) {
            // wasmtime would not write it again as long as it is there.
            fs::remove_file(unfinished)?;
        }
        for program in self.programs()? {
            if self.is_sound(&program.path) {
                sealed.insert(program.path, program.len);
            } else {
                tracing::warn!(file = %program.path.display(), "a compiled WebAssembly program is damaged or was never finished: it is removed");
                fs::remove_file(&program.path)?;
            }
        }
        let known = |seal: &Path| sealed.keys().any(|program| program.file_name() == seal.file_name());
        for seal in files(&self.folder.join(SEALS))? {
            if !known(&seal) {
                fs::remove_file(seal)?;
            }
        }
        self.make_room(&mut sealed)
    }

    fn is_sound(&self, program: &Path) -> bool {
        let seal = fs::read(self.seal_of(program));
        seal.is_ok_and(|seal| hash(program).is_ok_and(|hash| hash.as_bytes() == seal))
    }

    fn seal_of(&self, program: &Path) -> PathBuf {
        self.folder.join(SEALS).join(program.file_name().unwrap_or_default())
    }

    /// Removes what was used longest ago until the rest is within the limit.
    fn make_room(&self, sealed: &mut HashMap<PathBuf, u64>) -> io::Result<()> {
        let mut programs = self.programs()?;
        programs.sort_by_key(|program| std::cmp::Reverse(program.used));
        let mut bytes = 0_u64;
        for program in programs {
            bytes = bytes.saturating_add(program.len);
            if bytes > LIMIT_BYTES {
                fs::remove_file(&program.path)?;
                sealed.remove(&program.path);
                // Without its program it means nothing, and is removed at the next start.
                let _left = fs::remove_file(self.seal_of(&program.path));
            }
        }
        Ok(())
    }

    /// All compiled programs, sealed or not.
    fn programs(&self) -> io::Result<Vec<Program>> {
        let mut programs = Vec::new();
        // Beside each program wasmtime counts its uses.
        for path in self.written()?.into_iter().filter(|path| path.extension().is_none()) {
            let of = fs::symlink_metadata(&path)?;
            let counted = fs::symlink_metadata(path.with_extension("stats"));
            let written = |of: &Metadata| of.modified().unwrap_or(SystemTime::UNIX_EPOCH);
            let used = counted.as_ref().map_or(written(&of), written);
            programs.push(Program { path, len: of.len(), used });
        }
        Ok(programs)
    }

    /// All that wasmtime has written: it has a folder of modules, and in it one for each version.
    fn written(&self) -> io::Result<Vec<PathBuf>> {
        let mut written = Vec::new();
        for modules in folders(&self.folder.join(PROGRAMS))? {
            for version in folders(&modules)? {
                written.extend(files(&version)?);
            }
        }
        Ok(written)
    }
}

fn is_unfinished(path: &Path) -> bool {
    path.extension().is_some_and(|kind| kind.as_encoded_bytes().starts_with(b"wip-"))
}

/// Makes a folder that only its owner may enter, or looks whether it is one.
fn make_own(folder: &Path) -> io::Result<()> {
    match DirBuilder::new().mode(0o700).create(folder) {
        Err(cause) if cause.kind() != io::ErrorKind::AlreadyExists => return Err(cause),
        _ => {}
    }
    let of = fs::symlink_metadata(folder)?;
    let is_own = of.is_dir() && of.uid() == rustix::process::geteuid().as_raw() && of.mode() & 0o022 == 0;
    if !is_own {
        return Err(io::Error::other(format!("others may write to {}", folder.display())));
    }
    if of.mode() & 0o077 == 0 { Ok(()) } else { fs::set_permissions(folder, Permissions::from_mode(0o700)) }
}

fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    entries(folder, |of| !of.is_dir())
}

fn folders(folder: &Path) -> io::Result<Vec<PathBuf>> {
    entries(folder, Metadata::is_dir)
}

fn entries(folder: &Path, which: impl Fn(&Metadata) -> bool) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if which(&entry.metadata()?) {
            found.push(entry.path());
        }
    }
    Ok(found)
}

/// The hash of a file, in hexadecimal.
fn hash(path: &Path) -> io::Result<String> {
    let mut hasher = Sha256::new();
    io::copy(&mut File::open(path)?, &mut HashWriter(&mut hasher))?;
    Ok(hex::encode(hasher.finalize()))
}

/// What is written goes into the hash.
struct HashWriter<'h>(&'h mut Sha256);

impl io::Write for HashWriter<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
