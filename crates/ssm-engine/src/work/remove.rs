//! A parameter goes, with all its versions, labels and policies.

use wire::fault::Fault;

use crate::engine::Engine;
use crate::parameter::name::ParameterName;

impl Engine {
    /// Deletes a parameter; whether it was there.
    pub(crate) fn remove(&self, name: &ParameterName) -> Result<bool, Fault> {
        self.records.change((name.account, &name.region), |change| {
            let Some(parameter) = change.parameter(name)? else { return Ok(false) };
            change.remove(name, &parameter)?;
            Ok(true)
        })
    }

    /// Deletes a parameter whose policy says that it expires at this time; a policy that was changed since counts.
    pub(crate) fn remove_expired(&self, name: &ParameterName, at_ms: u64) -> Result<(), Fault> {
        self.records.change((name.account, &name.region), |change| {
            let held = change.parameter(name)?;
            match held.filter(|parameter| parameter.expires_ms == Some(at_ms)) {
                Some(parameter) => change.remove(name, &parameter),
                None => {
                    // What nothing belongs to is not looked at again.
                    change.delete(crate::records::keys::expiry(at_ms, name));
                    Ok(())
                }
            }
        })
    }
}
