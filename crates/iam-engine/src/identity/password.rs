//! What a password must be.

use wire::fault::Fault;

use crate::error;

/// The rules for the passwords of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Rules {
    /// Characters at least.
    pub(crate) min_length: usize,
    /// How many of the four kinds of characters at least: upper case, lower case, digits, symbols.
    pub(crate) min_kinds: usize,
}

impl Rules {
    /// What holds as long as the account has no rules of its own:
    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html#default-policy-details>.
    pub(crate) const DEFAULT: Rules = Rules { min_length: 8, min_kinds: 3 };

    /// Judges a password.
    ///
    /// # Errors
    ///
    /// It breaks a rule.
    pub(crate) fn judge(&self, password: &str) -> Result<(), Fault> {
        if password.chars().count() < self.min_length {
            return Err(error::user::password(format!(
                "Password should have a minimum length of {}",
                self.min_length
            )));
        }
        let kinds: [fn(char) -> bool; 4] = [
            |c| c.is_ascii_uppercase(),
            |c| c.is_ascii_lowercase(),
            |c| c.is_ascii_digit(),
            |c| !c.is_ascii_alphanumeric(),
        ];
        let used = kinds.into_iter().filter(|is_of_it| password.chars().any(is_of_it)).count();
        if used < self.min_kinds {
            return Err(error::user::password(format!(
                "Password should have at least {} of the following: uppercase letters, lowercase letters, numbers, symbols",
                self.min_kinds
            )));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// AWS's page on the default policy: eight characters, three of four kinds.
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
        check("PASSWÖRD1", true);
        check("", false);
    }
}
