//! A session as replies show it.

use base::seams::Credentials;
use wire::value::Fields;

use crate::message::shown;
use crate::model::{iam, sts};
use crate::session::known::LastUse;
use crate::session::token::LONGEST;

/// A reply with its credentials, and how long their token is.
pub(crate) fn with_credentials(reply: Fields, credentials: &Credentials) -> Fields {
    let shown = Fields::new(&sts::CREDENTIALS)
        .with("AccessKeyId", credentials.access_key.as_str())
        .with("SecretAccessKey", credentials.secret.as_str())
        .with("SessionToken", credentials.session_token.as_str())
        .with("Expiration", shown::time(credentials.expires.secs()));
    let reply = reply.with("Credentials", shown);
    if reply.shape().place_of("SessionTokenSize").is_none() {
        return reply;
    }
    reply
        .with("SessionTokenUtilization", utilization(credentials))
        .with("SessionTokenSize", credentials.session_token.len() as u64)
}

/// When and in which region a role was last used: empty if it was not.
pub(crate) fn last_use(last: Option<LastUse>) -> Fields {
    let (at_s, region) = last.map(|last| (last.at_s, last.region)).unzip();
    Fields::new(&iam::ROLE_LAST_USED).with("LastUsedDate", at_s.map(shown::time)).with("Region", region)
}

/// How much of the longest token its token takes, in percent.
pub(crate) fn utilization(credentials: &Credentials) -> u64 {
    (credentials.session_token.len() * 100).div_ceil(LONGEST) as u64
}
