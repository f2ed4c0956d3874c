//! Outbound web identity federation: whether an account's principals get tokens for services outside AWS.
//!
//! An account that was never asked about it is off to IAM, as on AWS, while STS gives tokens all the same: a test need not
//! switch on what nothing here protects. Once it was disabled, STS gives none.

use base::arn::AccountId;
use serde::{Deserialize, Serialize};
use wire::fault::Fault;

use crate::records::{Kind, Record, Records};

/// What was last asked for; an account without the record was never asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Outbound {
    Enabled,
    Disabled,
}

impl Record for Outbound {
    const KIND: Kind = Kind::Account;

    fn name(&self) -> &str {
        Outbound::NAME
    }
}

impl Outbound {
    /// By which it is found.
    pub(crate) const NAME: &'static str = "outbound-federation";
}

/// Whether GetWebIdentityToken fails: the account has disabled outbound federation.
pub(crate) fn outbound_federation_is_off(records: &Records, account: AccountId) -> Result<bool, Fault> {
    Ok(records.get(account, Outbound::NAME)? == Some(Outbound::Disabled))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Our own choice, of the head of this file.
    #[test]
    fn only_who_disabled_it_gets_no_tokens() {
        let records = Records::new(testkit::Parts::new().store);
        let account = AccountId::DEFAULT;
        let is_off = || outbound_federation_is_off(&records, account).unwrap();
        assert!(!is_off());
        for (last, expected) in [(Outbound::Enabled, false), (Outbound::Disabled, true)] {
            records.change(account, |change| change.put(&last)).unwrap();
            assert_eq!(is_off(), expected);
        }
    }
}
