//! What a password must be.

use wire::fault::Fault;

use crate::error;

/// How many passwords before the present one are kept of a user: the most that an account's policy can forbid again.
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccountPasswordPolicy.html>
pub(crate) const MOST_BEFORE: usize = 24;

/// What counts as a symbol, on AWS's page of [`Rules::DEFAULT`].
const SYMBOLS: &str = "!@#$%^&*()_+-=[]{}|'";

/// A kind of characters: what one of it is called, and which they are.
type Class = (&'static str, fn(char) -> bool);

/// The four kinds, in the order of [`Rules::required`].
const CLASSES: [Class; 4] = [
    ("uppercase letter", |c| c.is_ascii_uppercase()),
    ("lowercase letter", |c| c.is_ascii_lowercase()),
    ("number", |c| c.is_ascii_digit()),
    ("symbol", |c| SYMBOLS.contains(c)),
];

/// The rules for the passwords of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Rules {
    /// Characters at least.
    pub(crate) min_length: usize,
    /// How many of the four kinds of characters at least: upper case, lower case, digits, symbols.
    pub(crate) min_kinds: usize,
    /// Which of them there must be, in this order.
    pub(crate) required: [bool; 4],
}

impl Rules {
    /// What holds as long as the account has no rules of its own:
    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html#default-policy-details>.
    pub(crate) const DEFAULT: Rules = Rules { min_length: 8, min_kinds: 3, required: [false; 4] };

    /// Judges a password.
    ///
    /// # Errors
    ///
    /// It breaks a rule.
    pub(crate) fn judge(&self, password: &str) -> Result<(), Fault> {
        if password.chars().count() < self.min_length {
            return Err(error::user::password_too_short(self.min_length));
        }
        let mut used = 0;
        for ((class, is_of_it), is_required) in CLASSES.into_iter().zip(self.required) {
            if password.chars().any(is_of_it) {
                used += 1;
            } else if is_required {
                return Err(error::user::password_without(class));
            }
        }
        if used < self.min_kinds {
            return Err(error::user::password_of_few_kinds(self.min_kinds));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// AWS's page on the default policy: eight characters, three of four kinds, and which symbols there are.
    #[test]
    fn a_password_is_judged() {
        let check = |password: &str, is_good: bool| {
            assert_eq!(Rules::DEFAULT.judge(password).is_ok(), is_good, "{password}");
        };
        check("Passw0rd", true);
        check("pass-w0rd", true);
        check("PASS w0", false);
        check("password1", false);
        check("Password", false);
        check("PASSWÖRD1", false);
        check("PASSW_RD1", true);
        check("", false);
    }
}
