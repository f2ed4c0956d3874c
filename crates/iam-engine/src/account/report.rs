//! The credential report: a table of an account's users and what each can sign in and sign with.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html>

use serde::{Deserialize, Serialize};
use wire::moment;
use wire::shape::TimeForm;

use crate::identity::access_key::AccessKey;
use crate::identity::login_profile::LoginProfile;
use crate::identity::signing_certificate::SigningCertificate;
use crate::identity::user::User;
use crate::records::{Kind, Record};

/// How long a report holds, in seconds.
const HOLDS_S: u64 = 4 * 60 * 60;

const DAY_S: u64 = 24 * 60 * 60;

const NONE: &str = "N/A";
const UNKNOWN: &str = "no_information";
const UNSUPPORTED: &str = "not_supported";

const HEADER: &str = "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,\
                      password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,\
                      access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,\
                      access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,\
                      access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,cert_1_last_rotated,\
                      cert_2_active,cert_2_last_rotated";

/// A report that was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Report {
    /// Seconds since 1970.
    pub(crate) made_s: u64,
    pub(crate) content: String,
}

impl Record for Report {
    const KIND: Kind = Kind::Job;

    fn name(&self) -> &str {
        Report::NAME
    }
}

impl Report {
    /// By which it is found.
    pub(crate) const NAME: &'static str = "credential-report";

    /// Whether it still holds.
    pub(crate) fn holds(&self, now_s: u64) -> bool {
        now_s.saturating_sub(self.made_s) < HOLDS_S
    }
}

/// An access key, and where it was last used: when in seconds since 1970, in which region, of which service.
pub(crate) type UsedKey = (AccessKey, Option<(u64, String, String)>);

/// What hangs on a user, as far as the report tells it.
#[derive(Default)]
pub(crate) struct Credentials {
    pub(crate) has_mfa: bool,
    pub(crate) keys: Vec<UsedKey>,
    pub(crate) certificates: Vec<SigningCertificate>,
}

/// What the report says of one user.
pub(crate) struct Line {
    user: String,
    arn: String,
    created_s: u64,
    /// Whether there is one, when it was last used and changed, and when it must be changed.
    password: [String; 4],
    credentials: Credentials,
}

impl Line {
    /// The root user's: it is not said what it signs in with.
    pub(crate) fn of_root(arn: String, created_s: u64, credentials: Credentials) -> Line {
        let password = [UNSUPPORTED, UNKNOWN, UNSUPPORTED, UNSUPPORTED].map(str::to_owned);
        let user = "<root_account>".to_owned();
        Line { user, arn, created_s, password, credentials }
    }

    /// A user's, with its password, which nobody can have used; passwords hold for so many days at most.
    pub(crate) fn of_user(
        user: User,
        profile: Option<&LoginProfile>,
        max_age_days: Option<u32>,
        credentials: Credentials,
    ) -> Line {
        let password = match profile {
            None => ["false", NONE, NONE, NONE].map(str::to_owned),
            Some(profile) => {
                let next = max_age_days
                    .map(|days| time(profile.changed_s.saturating_add(u64::from(days) * DAY_S)))
                    .unwrap_or_else(|| NONE.to_owned());
                ["true".to_owned(), UNKNOWN.to_owned(), time(profile.changed_s), next]
            }
        };
        let User { name, arn, created_s, .. } = user;
        Line { user: name, arn, created_s, password, credentials }
    }

    fn write(&self) -> String {
        let [enabled, used, changed, next] = &self.password;
        let mut cells = vec![self.user.clone(), self.arn.clone(), time(self.created_s)];
        cells.extend([enabled, used, changed, next].map(Clone::clone));
        let Credentials { has_mfa, keys, certificates } = &self.credentials;
        cells.push(has_mfa.to_string());
        for at in 0..2 {
            cells.extend(key_cells(keys.get(at)));
        }
        for at in 0..2 {
            let (is_active, since) = certificates
                .get(at)
                .map_or((false, NONE.to_owned()), |found| (found.is_active, time(found.uploaded_s)));
            cells.extend([is_active.to_string(), since]);
        }
        cells.iter().map(|cell| quoted(cell)).collect::<Vec<_>>().join(",")
    }
}

fn key_cells(key: Option<&UsedKey>) -> [String; 5] {
    let none = || NONE.to_owned();
    let Some((key, used)) = key else { return ["false".to_owned(), none(), none(), none(), none()] };
    let (date, region, service) = used.as_ref().map_or_else(
        || (none(), none(), none()),
        |(at_s, region, service)| (time(*at_s), region.clone(), service.clone()),
    );
    [key.is_active.to_string(), time(key.created_s), date, region, service]
}

/// The report of these lines.
pub(crate) fn write(lines: impl Iterator<Item = Line>) -> String {
    let mut report = HEADER.to_owned();
    for line in lines {
        report.push('\n');
        report.push_str(&line.write());
    }
    report
}

/// As the report writes times: `2026-01-01T00:00:00+00:00`.
fn time(secs: u64) -> String {
    let ms = i64::try_from(secs.saturating_mul(1000)).unwrap_or(i64::MAX);
    moment::write(ms, TimeForm::Iso8601).replace('Z', "+00:00")
}

/// A cell: names may have commas.
fn quoted(cell: &str) -> String {
    if cell.contains([',', '"']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
}
