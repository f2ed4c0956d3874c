//! Members of requests that cannot act here, because they name what is not here: refused by name, unless they say
//! nothing. Nothing is stored that never acts.

use wire::value::{Fields, Value};

use crate::error::Error;

/// A member, and the rest of the sentence about it.
pub(crate) type Row = (&'static str, &'static str);

/// Members of functions, of CreateFunction and UpdateFunctionConfiguration.
pub(crate) const OF_FUNCTIONS: [Row; 12] = [
    ("AcceleratorConfig", "is not supported here: there are no accelerators"),
    ("CapacityProviderConfig", "is not supported here: there are no capacity providers"),
    ("CodeSigningConfigArn", "is not supported here: signatures of code are not checked"),
    ("DeadLetterConfig", "is not supported here: there is no SQS and no SNS"),
    ("DurableConfig", "is not supported here: there are no durable functions"),
    ("FileSystemConfigs", "is not supported here: there is no EFS"),
    ("ImageConfig", "is for functions of package type Image only"),
    ("KMSKeyArn", "is not supported here: there is no KMS"),
    ("PublishTo", "is not supported here: it is for functions of capacity providers"),
    ("RuntimeConfig", "is not supported here: runtimes are those of the host"),
    ("TenancyConfig", "is not supported here: environments are not kept apart by tenant"),
    ("VpcConfig", "is not supported here: functions are on the network of the host"),
];

/// Members of packages, of CreateFunction's `Code` and UpdateFunctionCode, and of PublishVersion.
pub(crate) const OF_PACKAGES: [Row; 2] = [
    ("PublishTo", "is not supported here: it is for functions of capacity providers"),
    ("SourceKMSKeyArn", "is not supported here: there is no KMS"),
];

/// Refuses a request that says something with one of these members.
pub(crate) fn check(fields: &Fields, rows: &[Row]) -> Result<(), Error> {
    for (name, why) in rows {
        let is_there = fields.shape().place_of(name).is_some();
        if is_there && fields.get(name).is_some_and(Value::says_something) {
            return Err(Error::invalid(format!("{name} {why}.")));
        }
    }
    Ok(())
}
