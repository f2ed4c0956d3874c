//! Which chain of functions each environment works for. So a call is known as part of it by the credentials that it is
//! made with, whether or not the function passes on its trace header.

use std::collections::HashMap;
use std::sync::Arc;

use base::seams::Credentials;
use parking_lot::Mutex;

use crate::execution::executor::{Identity, Version};
use crate::execution::lineage::Lineage;

/// The environments that exist, by session token: a handle.
#[derive(Clone, Debug, Default)]
pub(super) struct Callers(Arc<Mutex<HashMap<Arc<str>, Caller>>>);

/// An environment as who calls.
#[derive(Debug)]
struct Caller {
    version: Arc<Version>,
    /// The chain that it works for, or did last.
    lineage: Option<Lineage>,
}

impl Callers {
    /// An environment that is about to start.
    pub(super) fn add(&self, identity: Identity, version: &Arc<Version>) -> Known {
        let token: Arc<str> = identity.credentials.session_token.as_str().into();
        self.0.lock().insert(token.clone(), Caller { version: version.clone(), lineage: None });
        Known { token, identity: Arc::new(identity), callers: self.clone() }
    }

    /// The chain that an environment works for, or did last: what it left running in the background belongs to it.
    pub(super) fn lineage_of(&self, session_token: &str) -> Option<Lineage> {
        self.0.lock().get(session_token)?.lineage.clone()
    }

    /// What runs in an environment.
    pub(super) fn version_of(&self, session_token: &str) -> Option<Arc<Version>> {
        self.0.lock().get(session_token).map(|caller| caller.version.clone())
    }
}

/// An environment. Its calls are nobody's once this is dropped.
#[derive(Debug)]
pub(super) struct Known {
    token: Arc<str>,
    identity: Arc<Identity>,
    callers: Callers,
}

impl Known {
    pub(super) fn identity(&self) -> &Arc<Identity> {
        &self.identity
    }

    pub(super) fn credentials(&self) -> &Credentials {
        &self.identity.credentials
    }

    /// Its next invocation belongs to this chain.
    pub(super) fn works_for(&self, lineage: Lineage) {
        if let Some(caller) = self.callers.0.lock().get_mut(&self.token) {
            caller.lineage = Some(lineage);
        }
    }
}

impl Drop for Known {
    fn drop(&mut self) {
        self.callers.0.lock().remove(&self.token);
    }
}
