//! The context of one request, made once by the gateway and handed down unchanged.

use std::net::IpAddr;
use std::sync::Arc;

use tokio_util::sync::CancellationToken;

use crate::arn::{AccountId, Arn, Region};
use crate::clock::Timestamp;
use crate::place::Place;
use crate::seams::KeyPrincipal;

/// Who calls, where, when, and under which request id.
#[derive(Clone, Debug)]
pub struct Call {
    /// The account whose state the request sees.
    pub account: AccountId,
    /// The region whose state the request sees.
    pub region: Region,
    /// The request's id in the format of its service; engines put it into their replies.
    pub request_id: Arc<str>,
    /// When the request arrived, by the emulator's clock. One request sees one time.
    pub now: Timestamp,
    /// What is known of the caller's identity.
    pub caller: Caller,
    /// Where the caller finds this emulator, as `HOST` or `HOST:PORT`: what replies give as an address.
    pub address: Arc<str>,
    /// How the request came in.
    pub origin: Origin,
}

/// How a request came in, and what the server asks of its caller.
#[derive(Clone, Debug, Default)]
pub struct Origin {
    /// What callers are asked for.
    pub checks: Checks,
    /// The client's address; nothing where the request comes from within the process.
    pub peer: Option<IpAddr>,
    /// Whether it came over TLS.
    pub encrypted: bool,
    /// The place of its connection.
    pub place: Place,
    /// Whether the client may send more.
    pub sending: Sending,
}

impl Origin {
    /// The scheme of the addresses that the reply gives: that of the request.
    pub fn scheme(&self) -> &'static str {
        if self.encrypted { "https" } else { "http" }
    }
}

/// Whether the client of a connection may send more. One that has closed its side has mostly ended, and nobody reads what it
/// is sent; but it may wait for its reply still. So who only waits for something to happen gives up and replies.
#[derive(Clone, Debug, Default)]
pub struct Sending(Option<CancellationToken>);

impl Sending {
    /// That of a new connection. Of a request without one, [`Sending::default`], it never ends.
    pub fn begin() -> Sending {
        Sending(Some(CancellationToken::new()))
    }

    /// The client has closed its side.
    pub fn end(&self) {
        if let Some(token) = &self.0 {
            token.cancel();
        }
    }

    /// Resolves once the client has closed its side.
    pub async fn ended(&self) {
        match &self.0 {
            Some(token) => token.cancelled().await,
            None => std::future::pending().await,
        }
    }

    /// Whether the client has closed its side.
    pub fn has_ended(&self) -> bool {
        self.0.as_ref().is_some_and(CancellationToken::is_cancelled)
    }
}

/// What callers are asked for before they may do something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Checks {
    /// `--auth off`: nothing.
    #[default]
    Off,
    /// `--auth verify`: a right signature.
    Verify,
    /// A right signature, and permission by IAM's policies for everything.
    Enforce,
}

/// How the caller showed who it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Caller {
    /// No signature at all: S3's anonymous requests.
    Anonymous,
    /// A signature that names this access key id; checked only when the gateway verifies. Its principal is the root user
    /// of the account.
    Key {
        /// The access key id as sent.
        access_key: Arc<str>,
    },
    /// A key whose principal is not the account's root user.
    Principal {
        /// The access key id as sent.
        access_key: Arc<str>,
        /// Who signs with it.
        principal: Arc<KeyPrincipal>,
    },
    /// One of our own services, acting on a user's behalf, such as `s3.amazonaws.com`.
    Service(&'static str),
}

impl Call {
    /// The ARN of a resource of this call's account and region.
    pub fn arn(&self, service: &str, resource: impl Into<String>) -> Arn {
        Arn::regional(service, &self.region, self.account, resource)
    }
}
