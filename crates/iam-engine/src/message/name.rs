//! Names, paths and ARNs of IAM's things.

use base::arn::{AccountId, Arn};
use base::call::Call;

/// The path of what is made without one.
pub(crate) const ROOT: &str = "/";

/// The ARN of a thing of IAM: `arn:aws:iam::ACCOUNT:KIND/PATH/NAME`. A path begins and ends with a slash.
pub(crate) fn arn(call: &Call, kind: &str, path: &str, name: &str) -> String {
    of_account(call.region.partition(), call.account, kind, path, name).to_string()
}

/// The same for a partition and an account.
pub(crate) fn of_account(partition: &str, account: AccountId, kind: &str, path: &str, name: &str) -> Arn {
    Arn {
        partition: partition.to_owned(),
        service: "iam".to_owned(),
        region: String::new(),
        account: account.as_str().to_owned(),
        resource: format!("{kind}{path}{name}"),
    }
}

/// The ARN of a thing that AWS itself has in every account: `arn:aws:iam::aws:KIND/PATH/NAME`.
pub(crate) fn of_aws(partition: &str, kind: &str, path: &str, name: &str) -> Arn {
    Arn {
        partition: partition.to_owned(),
        service: "iam".to_owned(),
        region: String::new(),
        account: "aws".to_owned(),
        resource: format!("{kind}{path}{name}"),
    }
}

/// The name at the end of an ARN's resource.
pub(crate) fn last(resource: &str) -> &str {
    resource.rsplit('/').next().unwrap_or(resource)
}
