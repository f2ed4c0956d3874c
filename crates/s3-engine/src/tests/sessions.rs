//! STS as the tests have it: the token of a session is its policy, in base64.

use std::time::Duration;

use base::arn::Arn;
use base::call::Call;
use base::seams::{Credentials, RoleForService, SeamError, Sessions};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// Gives keys that say what they were asked for with.
#[derive(Debug)]
pub(crate) struct TestSessions;

impl Sessions for TestSessions {
    fn of_role(&self, _: &RoleForService<'_>) -> Result<Credentials, SeamError> {
        Err(SeamError::NotFound("there are no roles".to_owned()))
    }

    fn narrowed(&self, call: &Call, policy: &str, lasts: Duration) -> Result<Credentials, SeamError> {
        Ok(Credentials {
            access_key: "ASIATESTTESTTESTTEST".to_owned(),
            secret: "secret".to_owned(),
            session_token: STANDARD.encode(policy),
            expires: call.now.plus(lasts),
        })
    }

    fn stand(&self, _: &Credentials) -> bool {
        true
    }

    fn trusts(&self, _: &Arn, _: &str) -> Result<(), SeamError> {
        Ok(())
    }
}
