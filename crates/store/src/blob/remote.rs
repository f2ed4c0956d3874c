//! Large blobs in a bucket of another service that speaks S3: one object each, below a prefix that is one data folder's alone.
//!
//! All that is sent and received goes over threads of its own, so that whoever waits, and on which runtime, holds up nobody else's
//! bytes; and all of it has limits of time: a remote that is away is told as such, and is asked again with the next request.

mod address;
mod body;
mod http;
mod upload;

use std::fmt;
use std::io;
use std::ops::Range;
use std::sync::Arc;
use std::time::Duration;

use base::entropy::Entropy;
use futures::StreamExt as _;
use object_store::aws::AmazonS3;
use object_store::multipart::MultipartStore as _;
use object_store::path::Path;
use object_store::{
    BackoffConfig, ClientOptions, GetOptions, GetRange, ObjectStore as _, ObjectStoreExt as _, PutMode,
    PutOptions, PutPayload, RetryConfig,
};
use parking_lot::Mutex;
use tokio::runtime::{Handle, Runtime};
use tokio::sync::watch;
use tokio::task::JoinHandle;

pub use self::address::RemoteBlobs;
pub(super) use self::body::RemoteBody;
use self::http::Connector;
pub(super) use self::upload::{PART_BYTES, Upload};
use super::INLINE_LIMIT;
use crate::Result;
use crate::error::Error;
use crate::folder::Folder;

/// How long a request is tried again, and how often, before it fails.
const RETRY: RetryConfig = RetryConfig {
    backoff: BackoffConfig {
        init_backoff: Duration::from_millis(100),
        max_backoff: Duration::from_secs(2),
        base: 2.0,
    },
    max_retries: 5,
    retry_timeout: Duration::from_secs(8),
};

/// The object that says whose a prefix is.
const OWNER: &str = "ruststack-blobs";

/// A bucket of another service, and a prefix in it.
pub(crate) struct Remote {
    /// As a user writes it.
    address: String,
    prefix: String,
    bucket: AmazonS3,
    /// Taken when the store goes.
    runtime: Option<Runtime>,
    handle: Handle,
    closing: watch::Sender<bool>,
    /// Why the last request failed, until one succeeds.
    failure: Mutex<Option<String>>,
}

impl Remote {
    /// Nothing is sent yet.
    pub(crate) fn new(blobs: &RemoteBlobs) -> io::Result<Arc<Remote>> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("store-remote")
            .enable_all()
            .build()?;
        let connector = Connector::new(runtime.handle().clone())?;
        let bucket = blobs
            .builder()
            .with_http_connector(connector)
            .with_client_options(ClientOptions::new().with_allow_http(true))
            .with_retry(RETRY)
            .build()
            .map_err(io::Error::other)?;
        Ok(Arc::new(Remote {
            address: blobs.address(),
            prefix: blobs.prefix.clone(),
            bucket,
            handle: runtime.handle().clone(),
            runtime: Some(runtime),
            closing: watch::Sender::new(false),
            failure: Mutex::default(),
        }))
    }

    /// Where it is, as a user writes it.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// Why it is away, if the last request says so.
    pub(crate) fn failure(&self) -> Option<String> {
        self.failure.lock().clone()
    }

    /// Claims the prefix for a data folder of this name, or finds that it has it. A folder that is new may be the first there.
    /// Blocks.
    pub(crate) fn claim(self: &Arc<Remote>, owner: &str, is_new: bool) -> io::Result<()> {
        let found = match self.wait(Remote::owner)? {
            None if is_new => {
                let name = owner.to_owned();
                self.wait(move |remote| async move { remote.create(remote.path(OWNER), name.into()).await })?;
                self.wait(Remote::owner)?
            }
            found => found,
        };
        match found {
            Some(found) if found == owner => Ok(()),
            Some(_) => Err(io::Error::other(
                "another data folder keeps its blobs there; name a prefix that no other has",
            )),
            None => Err(io::Error::other(format!(
                "the object '{}' is not there, which says whose the blobs are; this is not the bucket that they are in, or \
                 it was emptied",
                self.path(OWNER)
            ))),
        }
    }

    async fn owner(self: Arc<Remote>) -> io::Result<Option<String>> {
        let text = self.small(&self.path(OWNER)).await?;
        Ok(text.map(|text| text.trim().to_owned()))
    }

    /// Makes an object, unless there is one of that name.
    async fn create(&self, path: Path, payload: PutPayload) -> io::Result<()> {
        let options = PutOptions { mode: PutMode::Create, ..PutOptions::default() };
        self.noted(self.bucket.put_opts(&path, payload, options).await).map(drop)
    }

    /// The text of an object that is too short to be a blob, if it is there.
    async fn small(&self, path: &Path) -> io::Result<Option<String>> {
        let options = GetOptions { range: Some(GetRange::Bounded(0..INLINE_LIMIT)), ..GetOptions::default() };
        let found = match self.bucket.get_opts(path, options).await {
            Ok(found) if found.meta.size > INLINE_LIMIT => Ok(None),
            Ok(found) => found.bytes().await.map(Some),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(cause) => Err(cause),
        };
        let bytes = self.noted(found)?;
        Ok(bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()))
    }

    /// Removes what there is of a blob. One that no record named may be half an upload. Blocks.
    pub(super) fn remove(self: &Arc<Remote>, id: u64, was_named: bool) -> io::Result<()> {
        self.wait(move |remote| async move {
            let path = remote.blob(id);
            if !was_named && let Some(upload) = remote.small(&path).await? {
                match remote.bucket.abort_multipart(&path, &upload).await {
                    Err(object_store::Error::NotFound { .. }) => {}
                    other => remote.noted(other)?,
                }
            }
            match remote.bucket.delete(&path).await {
                Err(object_store::Error::NotFound { .. }) => Ok(()),
                other => remote.noted(other),
            }
        })
    }

    /// The ids of all blobs that are there, some at a time. Blocks between them; ends early when the store closes.
    pub(super) fn each(self: &Arc<Remote>, mut visit: impl FnMut(u64) -> io::Result<()>) -> io::Result<()> {
        let (sender, mut found) = tokio::sync::mpsc::channel(1000);
        let (remote, mut closing) = (Arc::clone(self), self.closing.subscribe());
        let list = async move {
            let prefix = remote.path("blobs");
            let mut listed = remote.bucket.list(Some(&prefix));
            while let Some(object) = listed.next().await {
                let object = remote.noted(object)?;
                let id = object.location.filename().and_then(|name| u64::from_str_radix(name, 16).ok());
                if let Some(id) = id
                    && sender.send(id).await.is_err()
                {
                    break;
                }
            }
            Ok(())
        };
        let listing = self.begin(async move {
            tokio::select! {
                done = list => done,
                _ = closing.wait_for(|closing| *closing) => Ok(()),
            }
        });
        while let Some(id) = found.blocking_recv() {
            visit(id)?;
        }
        drop(found);
        self.wait(|_| async move { listing.await.unwrap_or_else(|cause| Err(io::Error::other(cause))) })
    }

    /// Opens the stream of a range of a blob.
    async fn get(&self, id: u64, range: Range<u64>) -> io::Result<object_store::GetResult> {
        let options = GetOptions { range: Some(GetRange::Bounded(range)), ..GetOptions::default() };
        self.noted(self.bucket.get_opts(&self.blob(id), options).await)
    }

    /// Does something on the threads that send and receive.
    pub(super) fn begin<T: Send + 'static>(
        &self,
        work: impl Future<Output = io::Result<T>> + Send + 'static,
    ) -> JoinHandle<io::Result<T>> {
        self.handle.spawn(work)
    }

    /// Does something there, and waits for it until the store closes. Blocks.
    fn wait<T: Send + 'static, F: Future<Output = io::Result<T>> + Send + 'static>(
        self: &Arc<Remote>,
        work: impl FnOnce(Arc<Remote>) -> F,
    ) -> io::Result<T> {
        let (done, answer) = std::sync::mpsc::channel();
        let (work, mut closing) = (work(Arc::clone(self)), self.closing.subscribe());
        self.begin(async move {
            let answer = tokio::select! {
                answer = work => answer,
                _ = closing.wait_for(|closing| *closing) => Err(io::Error::other("the store closes")),
            };
            let _ = done.send(answer);
            Ok(())
        });
        answer.recv().map_err(io::Error::other)?
    }

    /// Nobody waits for what is to be removed any more.
    pub(super) fn close(&self) {
        self.closing.send_replace(true);
    }

    /// Notes whether the remote is there.
    fn noted<T>(&self, answer: object_store::Result<T>) -> io::Result<T> {
        use object_store::Error::{AlreadyExists, NotFound, Precondition};
        let failure = match &answer {
            Ok(_) | Err(AlreadyExists { .. } | NotFound { .. } | Precondition { .. }) => None,
            Err(cause) => Some(told(cause)),
        };
        let mut noted = self.failure.lock();
        if failure.is_some() != noted.is_some() {
            match &failure {
                Some(cause) => tracing::warn!(remote = self.address, cause, "the blobs cannot be reached"),
                None => tracing::info!(remote = self.address, "the blobs can be reached again"),
            }
        }
        *noted = failure;
        drop(noted);
        answer.map_err(|cause| match cause {
            AlreadyExists { .. } => io::Error::new(io::ErrorKind::AlreadyExists, told(&cause)),
            NotFound { .. } => io::Error::new(io::ErrorKind::NotFound, told(&cause)),
            _ => io::Error::other(told(&cause)),
        })
    }

    fn blob(&self, id: u64) -> Path {
        self.path(&format!("blobs/{:02x}/{id:016x}", id >> 56))
    }

    fn path(&self, name: &str) -> Path {
        match self.prefix.is_empty() {
            true => Path::from(name),
            false => Path::from(format!("{}/{name}", self.prefix)),
        }
    }
}

/// The remote of a data folder, whose prefix is that folder's alone; nothing, if its large blobs are files. A folder says for ever
/// where they are: what its records name must not be looked for elsewhere. Blocks.
pub(crate) fn claim_remote(folder: &Folder, wanted: Option<&RemoteBlobs>) -> Result<Option<Arc<Remote>>> {
    let refused = |what: String| Error::Homes { folder: folder.path().to_owned(), what };
    let (wanted, owner) = match (wanted, folder.blobs_at()?) {
        (None, None) => return Ok(None),
        (None, Some((address, _))) => {
            return Err(refused(format!("keeps large objects at {address}: say so with --blobs")));
        }
        (Some(wanted), Some((address, owner))) if wanted.address() == address => (wanted, owner),
        (Some(wanted), _) if folder.is_new() => {
            // Not from a seed: two folders with one seed are two.
            let owner = Entropy::from_host().hex(32);
            folder.note_blobs_at(&wanted.address(), &owner)?;
            (wanted, owner)
        }
        (Some(_), Some((address, _))) => {
            return Err(refused(format!("keeps large objects at {address}, and nowhere else")));
        }
        (Some(_), None) => {
            let what = "keeps large objects in files of its own: leave out --blobs, or name a new folder";
            return Err(refused(what.to_owned()));
        }
    };
    let unusable = |cause| Error::Remote { address: wanted.address(), cause };
    let remote = Remote::new(wanted).map_err(unusable)?;
    remote.claim(&owner, folder.is_new()).map_err(unusable)?;
    Ok(Some(remote))
}

/// An error with its causes.
fn told(cause: &dyn std::error::Error) -> String {
    let mut text = cause.to_string();
    let mut next = cause.source();
    while let Some(cause) = next {
        let more = cause.to_string();
        if !text.contains(&more) {
            text = format!("{text}: {more}");
        }
        next = cause.source();
    }
    text
}

impl fmt::Debug for Remote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Remote({})", self.address)
    }
}

impl Drop for Remote {
    fn drop(&mut self) {
        // Whoever drops the last handle may be on a runtime, which nothing may hold up.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}
