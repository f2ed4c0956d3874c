//! A version's files on their way into a container: one archive, written while it is sent. No folder of this host is
//! mounted, so that a daemon elsewhere runs functions too, and what a function does to its files is seen by no other.

use std::io::{self, Write};

use bytes::{Bytes, BytesMut};
use futures::stream::{Stream, unfold};
use tar::{Builder, HeaderMode};
use tokio::sync::mpsc;

use crate::execution::executor::Version;

/// How much of the archive is one piece.
const PIECE: usize = 64 * 1024;

/// How many pieces wait for the daemon.
const WAITING: usize = 4;

/// Where the package lies, and where the layers do, without the root.
const TASK_ROOT: &str = "var/task";
const LAYERS_ROOT: &str = "opt";

/// The archive, to be unpacked at the container's root.
pub(super) fn of(version: &Version) -> impl Stream<Item = io::Result<Bytes>> + Send + use<> {
    let (sender, pieces) = mpsc::channel(WAITING);
    let (code, layers) = (version.code.clone(), version.layers.clone());
    // Ends at the latest when the receiver is dropped.
    let _writing = tokio::task::spawn_blocking(move || {
        let mut archive = Builder::new(Pieces { sender: sender.clone(), piece: BytesMut::new() });
        // Of nobody in particular, and readable for all, whatever the host's own folders allow.
        archive.mode(HeaderMode::Deterministic);
        // A link is the package's own affair: it was judged when it was unpacked.
        archive.follow_symlinks(false);
        let mut write = || {
            archive.append_dir_all(TASK_ROOT, &code)?;
            if let Some(layers) = &layers {
                archive.append_dir_all(LAYERS_ROOT, layers)?;
            }
            archive.finish()?;
            archive.get_mut().flush()
        };
        if let Err(cause) = write() {
            // Nobody may be there any more.
            let _unheard = sender.blocking_send(Err(cause));
        }
    });
    unfold(pieces, |mut pieces| async move { Some((pieces.recv().await?, pieces)) })
}

/// Cuts what is written into pieces. Blocks.
struct Pieces {
    sender: mpsc::Sender<io::Result<Bytes>>,
    piece: BytesMut,
}

impl Write for Pieces {
    fn write(&mut self, data: &[u8]) -> io::Result<usize> {
        self.piece.extend_from_slice(data);
        if self.piece.len() >= PIECE {
            self.flush()?;
        }
        Ok(data.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let piece = self.piece.split().freeze();
        if piece.is_empty() {
            return Ok(());
        }
        self.sender.blocking_send(Ok(piece)).map_err(|_| io::ErrorKind::BrokenPipe.into())
    }
}
