//! Login profiles: the passwords of users.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde::{Deserialize, Serialize};
use wire::fault::Fault;
use wire::value::Fields;

use crate::error;
use crate::identity::password::MOST_BEFORE;
use crate::message::shown;
use crate::model::iam;
use crate::records::{Kind, Record};
use crate::secret::Master;

/// The password of a user, which is kept as a digest alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct LoginProfile {
    /// The name of the user.
    pub(crate) user: String,
    /// Seconds since 1970: IAM's times have no fraction.
    pub(crate) created_s: u64,
    /// When the password was last set, in seconds since 1970.
    pub(crate) changed_s: u64,
    /// Whether the user is to set a new one.
    pub(crate) is_to_be_reset: bool,
    /// The longest session that begins with it, in seconds; nothing if that is not set.
    pub(crate) max_session_s: Option<u32>,
    digest: String,
    /// Those of the passwords before it, the latest first: at most [`MOST_BEFORE`].
    before: Vec<String>,
}

impl Record for LoginProfile {
    const KIND: Kind = Kind::LoginProfile;

    fn name(&self) -> &str {
        &self.user
    }
}

impl LoginProfile {
    /// A new one.
    pub(crate) fn new(
        user: &str,
        user_id: &str,
        password: &str,
        master: &Master,
        now_s: u64,
    ) -> LoginProfile {
        LoginProfile {
            user: user.to_owned(),
            created_s: now_s,
            changed_s: now_s,
            is_to_be_reset: false,
            max_session_s: None,
            digest: digest(user_id, password, master),
            before: Vec::new(),
        }
    }

    /// Sets another password.
    pub(crate) fn set(&mut self, user_id: &str, password: &str, master: &Master, now_s: u64) {
        let last = std::mem::replace(&mut self.digest, digest(user_id, password, master));
        self.before.insert(0, last);
        self.before.truncate(MOST_BEFORE);
        self.changed_s = now_s;
    }

    /// Whether that is one of the last `count` passwords, the present one among them.
    pub(crate) fn was(&self, user_id: &str, password: &str, master: &Master, count: usize) -> bool {
        let digest = digest(user_id, password, master);
        std::iter::once(&self.digest).chain(&self.before).take(count).any(|known| *known == digest)
    }

    /// Whether that is the password.
    pub(crate) fn is(&self, user_id: &str, password: &str, master: &Master) -> bool {
        self.digest == digest(user_id, password, master)
    }

    /// AWS's sentence: <https://github.com/rebuy-de/aws-nuke/issues/750> has its beginning; the end is as of users.
    pub(crate) fn missing(user: &str) -> Fault {
        error::no_such_entity(format!("Login Profile for User {user} cannot be found."))
    }

    /// Our guess at the sentence, after the other.
    pub(crate) fn taken(user: &str) -> Fault {
        error::already_exists(format!("Login Profile for User {user} already exists."))
    }

    /// As replies show it.
    pub(crate) fn shown(&self) -> Fields {
        Fields::new(&iam::LOGIN_PROFILE)
            .with("UserName", self.user.as_str())
            .with("CreateDate", shown::time(self.created_s))
            .with("PasswordResetRequired", self.is_to_be_reset)
            .with("MaxSigninSessionDuration", self.max_session_s)
    }
}

/// The user's id, which no rename changes, makes equal passwords of two users look different.
fn digest(user_id: &str, password: &str, master: &Master) -> String {
    BASE64_STANDARD.encode(master.of_password(user_id, password))
}
