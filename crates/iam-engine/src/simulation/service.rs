//! The services that policies let their holder use.

use std::collections::BTreeSet;

use crate::simulation::source::Source;

/// Services by their prefixes, with the names that
/// <https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html>
/// has: those that a policy about everything lets its holder use here. Others are known where a policy names them, by their
/// prefix alone.
const KNOWN: [(&str, &str); 36] = [
    ("acm", "AWS Certificate Manager"),
    ("apigateway", "Amazon API Gateway Management"),
    ("athena", "Amazon Athena"),
    ("autoscaling", "Amazon EC2 Auto Scaling"),
    ("cloudformation", "AWS CloudFormation"),
    ("cloudfront", "Amazon CloudFront"),
    ("cloudtrail", "AWS CloudTrail"),
    ("cloudwatch", "Amazon CloudWatch"),
    ("cognito-idp", "Amazon Cognito User Pools"),
    ("dynamodb", "Amazon DynamoDB"),
    ("ec2", "Amazon EC2"),
    ("ecr", "Amazon Elastic Container Registry"),
    ("ecs", "Amazon Elastic Container Service"),
    ("eks", "Amazon Elastic Kubernetes Service"),
    ("elasticache", "Amazon ElastiCache"),
    ("elasticloadbalancing", "AWS Elastic Load Balancing"),
    ("events", "Amazon EventBridge"),
    ("firehose", "Amazon Kinesis Firehose"),
    ("glue", "AWS Glue"),
    ("iam", "AWS Identity and Access Management"),
    ("kinesis", "Amazon Kinesis Data Streams"),
    ("kms", "AWS Key Management Service"),
    ("lambda", "AWS Lambda"),
    ("logs", "Amazon CloudWatch Logs"),
    ("organizations", "AWS Organizations"),
    ("rds", "Amazon RDS"),
    ("route53", "Amazon Route 53"),
    ("s3", "Amazon S3"),
    ("scheduler", "Amazon EventBridge Scheduler"),
    ("secretsmanager", "AWS Secrets Manager"),
    ("ses", "Amazon SES"),
    ("sns", "Amazon SNS"),
    ("sqs", "Amazon SQS"),
    ("ssm", "AWS Systems Manager"),
    ("states", "AWS Step Functions"),
    ("sts", "AWS Security Token Service"),
];

/// The services that one of these policies lets its holder use, in the order of their prefixes.
pub(crate) fn reached(sources: &[Source]) -> Vec<String> {
    let mut reached: BTreeSet<String> =
        sources.iter().flat_map(|source| source.document.services()).collect();
    let known = KNOWN.iter().map(|(prefix, _)| *prefix);
    let allowed = known.filter(|prefix| sources.iter().any(|source| source.document.allows_service(prefix)));
    reached.extend(allowed.map(str::to_owned));
    reached.into_iter().collect()
}

/// A service's name, or its prefix where the name is not known.
pub(crate) fn name(prefix: &str) -> &str {
    KNOWN.iter().find(|(known, _)| *known == prefix).map_or(prefix, |(_, name)| name)
}
