//! AWS's own managed policies: which there are, and what they say.

/// A managed policy of AWS's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct AwsPolicy {
    pub(crate) name: &'static str,
    pub(crate) path: &'static str,
    /// Of the partition `aws`.
    pub(crate) arn: &'static str,
    /// `ANPA…`
    pub(crate) id: &'static str,
    /// The default version: `v3`.
    pub(crate) version: &'static str,
    /// Seconds since 1970.
    pub(crate) created_s: u64,
    /// Seconds since 1970.
    pub(crate) updated_s: u64,
    pub(crate) description: &'static str,
    pub(crate) document: &'static str,
}

/// The policy of an ARN.
pub(crate) fn find(arn: &str) -> Option<AwsPolicy> {
    all().find(|policy| policy.arn == arn)
}

/// All policies.
pub(crate) fn all() -> impl Iterator<Item = AwsPolicy> {
    KNOWN.iter().copied()
}

const KNOWN: &[AwsPolicy] = &[
    AwsPolicy {
        name: "AdministratorAccess",
        path: "/",
        arn: "arn:aws:iam::aws:policy/AdministratorAccess",
        id: "ANPAIWMBCKSKIEE64ZLYK",
        version: "v1",
        created_s: 1_423_247_946,
        updated_s: 1_423_247_946,
        description: "Provides full access to AWS services and resources.",
        document: r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#,
    },
    AwsPolicy {
        name: "ReadOnlyAccess",
        path: "/",
        arn: "arn:aws:iam::aws:policy/ReadOnlyAccess",
        id: "ANPAILL3HVNFSB6DCOWYQ",
        version: "v1",
        created_s: 1_423_247_968,
        updated_s: 1_423_247_968,
        description: "Provides read-only access to AWS services and resources.",
        document: r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["*:Describe*","*:Get*","*:List*"],"Resource":"*"}]}"#,
    },
    AwsPolicy {
        name: "AmazonS3ReadOnlyAccess",
        path: "/",
        arn: "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess",
        id: "ANPAIZTJ4DXE7G6AGAE6M",
        version: "v3",
        created_s: 1_423_247_999,
        updated_s: 1_691_704_271,
        description: "Provides read only access to all buckets via the AWS Management Console.",
        document: r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:Get*","s3:List*","s3:Describe*","s3-object-lambda:Get*","s3-object-lambda:List*"],"Resource":"*"}]}"#,
    },
    AwsPolicy {
        name: "AWSLambdaBasicExecutionRole",
        path: "/service-role/",
        arn: "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole",
        id: "ANPAJNCQGXC42545SKXIK",
        version: "v1",
        created_s: 1_428_591_763,
        updated_s: 1_428_591_763,
        description: "Provides write permissions to CloudWatch Logs.",
        document: r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["logs:CreateLogGroup","logs:CreateLogStream","logs:PutLogEvents"],"Resource":"*"}]}"#,
    },
];
