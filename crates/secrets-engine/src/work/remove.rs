//! A secret goes for good.

use base::arn::Arn;
use wire::fault::Fault;

use crate::engine::Engine;
use crate::secret::id::SecretId;

impl Engine {
    /// Takes a secret away for good, as far as it is marked for that by now.
    pub(crate) async fn remove(&self, id: &SecretId) -> Result<(), Fault> {
        // What repeats it keeps its values.
        let repeated = self.records.find(id).ok().and_then(|found| found.secret.repeated_by);
        let replica = repeated.and_then(|repeated| SecretId::of_arn(&Arn::parse(&repeated.arn)?));
        if let Some(replica) = replica {
            self.end_repetition(id, &replica).await?;
        }
        let now_ms = self.clock().now().millis();
        self.records.change(&[&id.name.name], |change| {
            let held = change
                .own_named(&id.name)?
                .filter(|held| held.secret.deletes_ms.is_some_and(|at| at <= now_ms));
            held.map_or(Ok(()), |held| change.remove(&held))
        })
    }
}
