//! The door of what an account has as a whole.

use base::arn::AccountId;
use store::Batch;

use crate::engine::{Engine, decide};
use crate::error::Result;
use crate::setting::public_access::{self, PublicAccess};

/// Puts the public access block of an account, or deletes it.
pub(crate) fn block(engine: &Engine, account: AccountId, block: Option<PublicAccess>) -> Result<()> {
    decide::and_commit(engine, Batch::new(), |_, batch| {
        let key = public_access::key_of_account(account.as_str());
        match block {
            Some(block) => batch.put(key, block.encode()?),
            None => batch.delete(key),
        }
        Ok(())
    })
}
