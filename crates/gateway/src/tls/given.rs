//! A certificate and its key from the user's files.

use std::io::{self, Read as _};
use std::path::Path;
use std::sync::Arc;

use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::sign::CertifiedKey;

use super::{Error, authority, certificates};
use crate::config::Settings;

/// The longest file that is read: a chain and its key are a few KiB.
const LONGEST_FILE: u64 = 1 << 20;

/// What the user's files have.
#[derive(Debug)]
pub(super) struct Given {
    pub(super) config: Arc<ServerConfig>,
    /// The certificates, as PEM.
    pub(super) pem: String,
}

impl Given {
    /// What is in the files that the settings name; nothing if they name none.
    pub(super) fn of(settings: &Settings) -> Result<Option<Given>, Error> {
        let Some(chain) = &settings.tls_cert else { return Ok(None) };
        // One file may have both.
        Given::read(chain, settings.tls_key.as_ref().unwrap_or(chain)).map(Some)
    }

    fn read(chain: &Path, key: &Path) -> Result<Given, Error> {
        let text = read(chain)?;
        let shown = CertificateDer::pem_slice_iter(text.as_bytes()).collect::<Result<Vec<_>, _>>();
        let shown = shown.map_err(|cause| Error::contents(chain, cause))?;
        if shown.is_empty() {
            return Err(Error::contents(chain, "there is no certificate in it, as PEM"));
        }
        let private = PrivateKeyDer::from_pem_slice(read(key)?.as_bytes());
        let private = private.map_err(|cause| {
            Error::contents(key, format!("there is no private key in it, as PEM: {cause}"))
        })?;
        let provider = rustls::crypto::aws_lc_rs::default_provider();
        let shown = CertifiedKey::from_der(shown, private, &provider);
        let shown = shown.map_err(|cause| {
            Error::contents(key, format!("its key does not go with the certificate: {cause}"))
        })?;
        Ok(Given {
            config: Arc::new(certificates::server(Some(shown))?),
            pem: authority::certificates_in(&text),
        })
    }
}

/// The text of a file of PEM.
pub(super) fn read(path: &Path) -> Result<String, Error> {
    let read = || -> io::Result<String> {
        let mut text = String::new();
        std::fs::File::open(path)?.take(LONGEST_FILE).read_to_string(&mut text)?;
        Ok(text)
    };
    read().map_err(|cause| match cause.kind() {
        io::ErrorKind::InvalidData => Error::contents(path, "it is no text"),
        _ => Error::File { path: path.to_owned(), cause },
    })
}
