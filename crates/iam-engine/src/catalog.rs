//! AWS's own managed policies: which there are, and what they say.

/// A policy of AWS's, in its default version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AwsPolicy {
    pub(crate) name: String,
    /// `/`, `/service-role/`, …
    pub(crate) path: String,
    /// In the partition that was asked about.
    pub(crate) arn: String,
    /// `ANPA…`
    pub(crate) id: String,
    /// The default version, `v12`.
    pub(crate) version: String,
    /// Seconds since 1970.
    pub(crate) created_s: u64,
    /// When the default version was made: seconds since 1970.
    pub(crate) updated_s: u64,
    text: &'static str,
}

impl AwsPolicy {
    /// The default version's document.
    pub(crate) fn document(&self) -> String {
        self.text.to_owned()
    }
}

/// The policy of an ARN, in any partition.
pub(crate) fn find(arn: &str) -> Option<AwsPolicy> {
    let (partition, _) = arn.strip_prefix("arn:")?.split_once(':')?;
    all_in(partition).find(|policy| policy.arn == arn)
}

/// All of them in a partition, in the order of their names.
pub(crate) fn all_in(partition: &str) -> impl Iterator<Item = AwsPolicy> {
    KNOWN.iter().map(move |(name, path, id, version, [created_s, updated_s], text)| AwsPolicy {
        name: (*name).to_owned(),
        path: (*path).to_owned(),
        arn: format!("arn:{partition}:iam::aws:policy{path}{name}"),
        id: (*id).to_owned(),
        version: (*version).to_owned(),
        created_s: *created_s,
        updated_s: *updated_s,
        text,
    })
}

/// Name, path, id, version, when it and its version were made, document.
type Row = (&'static str, &'static str, &'static str, &'static str, [u64; 2], &'static str);

const KNOWN: [Row; 4] = [
    (
        "AWSLambdaBasicExecutionRole",
        "/service-role/",
        "ANPAJNCQGXC42545SKXIK",
        "v1",
        [1_428_591_763, 1_428_591_763],
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["logs:CreateLogGroup","logs:CreateLogStream","logs:PutLogEvents"],"Resource":"*"}]}"#,
    ),
    (
        "AdministratorAccess",
        "/",
        "ANPAIWMBCKSKIEE64ZLYK",
        "v1",
        [1_423_247_946, 1_423_247_946],
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#,
    ),
    (
        "AmazonS3ReadOnlyAccess",
        "/",
        "ANPAIZTJ4DXE7G6AGAE6M",
        "v3",
        [1_423_247_999, 1_691_704_271],
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:Get*","s3:List*","s3:Describe*","s3-object-lambda:Get*","s3-object-lambda:List*"],"Resource":"*"}]}"#,
    ),
    (
        "ReadOnlyAccess",
        "/",
        "ANPAILL3HVNFSB6DCOWYQ",
        "v1",
        [1_423_247_968, 1_423_247_968],
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["*:Describe*","*:Get*","*:List*"],"Resource":"*"}]}"#,
    ),
];
