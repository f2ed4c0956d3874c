//! Sessions that only keys that last can ask for, which are those of users and root users.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_request.html>

use base::call::Call;
use base::seams::{KeyIdentity, KeyPrincipal};
use wire::fault::Fault;

use crate::error;
use crate::session::asked::calling;

/// How long one lasts where the request does not say.
pub(crate) const DEFAULT_S: u64 = 43_200;

/// The longest of a user.
pub(crate) const OF_USER_S: u64 = 129_600;

/// The longest of a root user: what asks for more gets this.
pub(crate) const OF_ROOT_S: u64 = 3600;

/// The ARN and id of the user that asks with a key that lasts; nothing where it is the account's root user.
///
/// # Errors
///
/// The key is temporary.
pub(crate) fn caller(call: &Call, operation: &str) -> Result<Option<(String, String)>, Fault> {
    match calling(call) {
        None => Ok(None),
        Some(KeyPrincipal { identity: KeyIdentity::User(arn), user_id, session: None, .. }) => {
            Ok(Some((arn.to_string(), user_id.clone())))
        }
        Some(_) => Err(error::sts::with_session_credentials(operation)),
    }
}
