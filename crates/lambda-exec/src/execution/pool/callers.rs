//! Which chain of functions each environment works for. So a call is known as part of it by the credentials that it is
//! made with, whether or not the function passes on its trace header.

use std::collections::HashMap;
use std::sync::Arc;

use base::seams::Credentials;
use parking_lot::Mutex;

use crate::execution::executor::Identity;
use crate::execution::lineage::Lineage;

/// The environments that exist, by session token: a handle.
#[derive(Clone, Debug, Default)]
pub(super) struct Callers(Arc<Mutex<HashMap<Arc<str>, Lineage>>>);

impl Callers {
    /// An environment that is about to start.
    pub(super) fn add(&self, identity: Identity) -> Known {
        let token = identity.credentials.session_token.as_str().into();
        Known { token, identity: Arc::new(identity), callers: self.clone() }
    }

    /// The chain that an environment works for, or did last: what it left running in the background belongs to it.
    pub(super) fn lineage_of(&self, session_token: &str) -> Option<Lineage> {
        self.0.lock().get(session_token).cloned()
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
        self.callers.0.lock().insert(self.token.clone(), lineage);
    }
}

impl Drop for Known {
    fn drop(&mut self) {
        self.callers.0.lock().remove(&self.token);
    }
}
