//! Account aliases. One belongs to one account alone of all that the emulator has, so their records stand together, in the
//! default account's space: whoever changes one, changes that.

use base::arn::AccountId;
use serde::{Deserialize, Serialize};
use wire::fault::Fault;

use crate::error::account as error;
use crate::records::{Kind, Record, Records};

/// In whose space the records of all accounts stand.
const SPACE: AccountId = AccountId::DEFAULT;

/// One alias, once below its own name and once below its account's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Alias {
    /// What it is found by.
    key: String,
    alias: String,
    account: String,
}

impl Record for Alias {
    const KIND: Kind = Kind::Account;

    fn name(&self) -> &str {
        &self.key
    }
}

fn key_of_alias(alias: &str) -> String {
    format!("alias/{alias}")
}

fn key_of_account(account: AccountId) -> String {
    format!("alias-of/{account}")
}

/// The alias of an account.
pub(crate) fn of(records: &Records, account: AccountId) -> Result<Option<String>, Fault> {
    let found: Option<Alias> = records.get(SPACE, &key_of_account(account))?;
    Ok(found.map(|found| found.alias))
}

/// Gives an account an alias, in the place of the one that it has:
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/console_account-alias.html>.
///
/// # Errors
///
/// Somebody has it, be it the same account.
pub(crate) fn create(records: &Records, account: AccountId, alias: &str) -> Result<(), Fault> {
    let (by_alias, by_account) = (key_of_alias(alias), key_of_account(account));
    records.change(SPACE, |change| {
        if change.get::<Alias>(&by_alias)?.is_some() {
            return Err(error::alias_exists(alias));
        }
        if let Some(before) = change.get::<Alias>(&by_account)? {
            change.remove::<Alias>(&key_of_alias(&before.alias));
        }
        for key in [by_alias.clone(), by_account.clone()] {
            change.put(&Alias { key, alias: alias.to_owned(), account: account.to_string() })?;
        }
        Ok(())
    })
}

/// Takes an account's alias away.
///
/// # Errors
///
/// It is not the account's.
pub(crate) fn delete(records: &Records, account: AccountId, alias: &str) -> Result<(), Fault> {
    records.change(SPACE, |change| {
        let held: Option<Alias> = change.get(&key_of_account(account))?;
        if held.is_none_or(|held| held.alias != alias) {
            return Err(error::alias_missing(alias));
        }
        change.remove::<Alias>(&key_of_alias(alias));
        change.remove::<Alias>(&key_of_account(account));
        Ok(())
    })
}
