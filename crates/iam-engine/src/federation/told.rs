//! What a provider tells of a session: tags and a source identity, judged as those of a request are.

use wire::fault::Fault;
use wire::tag::{Tags, WrongTag, check};

use crate::error;
use crate::message::tags::LIMITS;

/// What a session shall have.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Told {
    pub(crate) tags: Tags,
    pub(crate) transitive_tags: Vec<String>,
    pub(crate) source_identity: Option<String>,
}

impl Told {
    /// The same, if it is what AWS takes.
    ///
    /// # Errors
    ///
    /// It is not.
    pub(crate) fn judged(self) -> Result<Told, Fault> {
        let mut keys: Vec<String> = self.tags.iter().map(|(key, _)| key.to_lowercase()).collect();
        keys.sort();
        if keys.windows(2).any(|pair| matches!(pair, [one, other] if one == other)) {
            return Err(error::sts::duplicate_tags());
        }
        // Our guess at the sentence.
        check(&self.tags, &LIMITS)
            .map_err(|_: WrongTag| error::sts::invalid_token("The session tags are not valid"))?;
        if self.transitive_tags.iter().any(|key| keys.binary_search(&key.to_lowercase()).is_err()) {
            return Err(error::sts::transitive_key_without_tag());
        }
        if self.source_identity.as_ref().is_some_and(|given| !is_name(given) || given.starts_with("aws:")) {
            return Err(error::sts::bad_source_identity());
        }
        Ok(self)
    }
}

/// `[a-zA-Z_0-9+=,.@-]{2,64}`: session names and source identities.
pub(crate) fn is_name(text: &str) -> bool {
    (2..=64).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"_+=,.@-".contains(&b))
}
