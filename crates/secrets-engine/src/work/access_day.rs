//! The day of the last reading: written once a day, so that reading costs no write.

use wire::fault::Fault;

use crate::engine::Engine;
use crate::records::Found;
use crate::secret::DAY_MS;
use crate::secret::id::SecretId;

impl Engine {
    /// A version of a secret was read.
    pub(crate) fn note_access(
        &self,
        id: &SecretId,
        found: &Found,
        version: &str,
        now_ms: u64,
    ) -> Result<(), Fault> {
        let today = Some(now_ms / DAY_MS);
        let is_own = found.values == found.name;
        let version_day = found.secret.version(version).and_then(|version| version.accessed_day);
        if found.secret.accessed_day == today && (!is_own || version_day == today) {
            return Ok(());
        }
        self.records.change(&[&found.name.name], |change| {
            // It may be another one by now, or none.
            let Ok(again) = change.find(id) else { return Ok(()) };
            if let Some(standing) = again.standing {
                let standing = crate::secret::replica::Standing { accessed_day: today, ..standing };
                return change.put_replica(&again.name, standing);
            }
            let mut held = change.own(id)?;
            held.secret.accessed_day = today;
            if let Some(version) = held.secret.version_mut(version) {
                version.accessed_day = today;
            }
            change.put(held)
        })
    }
}
