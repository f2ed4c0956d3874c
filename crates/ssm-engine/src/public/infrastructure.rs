//! Regions, their zones, and services.
//!
//! <https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-public-parameters-global-infrastructure.html>

use base::arn::Region;

use super::{Content, Public};

/// A region: its name, what it is called, its country, what the ids of its zones begin with, and how many it has.
type Row = (&'static str, &'static str, &'static str, &'static str, u8);

const REGIONS: [Row; 34] = [
    ("af-south-1", "Africa (Cape Town)", "ZA", "afs1", 3),
    ("ap-east-1", "Asia Pacific (Hong Kong)", "HK", "ape1", 3),
    ("ap-northeast-1", "Asia Pacific (Tokyo)", "JP", "apne1", 4),
    ("ap-northeast-2", "Asia Pacific (Seoul)", "KR", "apne2", 4),
    ("ap-northeast-3", "Asia Pacific (Osaka)", "JP", "apne3", 3),
    ("ap-south-1", "Asia Pacific (Mumbai)", "IN", "aps1", 3),
    ("ap-south-2", "Asia Pacific (Hyderabad)", "IN", "aps2", 3),
    ("ap-southeast-1", "Asia Pacific (Singapore)", "SG", "apse1", 3),
    ("ap-southeast-2", "Asia Pacific (Sydney)", "AU", "apse2", 3),
    ("ap-southeast-3", "Asia Pacific (Jakarta)", "ID", "apse3", 3),
    ("ap-southeast-4", "Asia Pacific (Melbourne)", "AU", "apse4", 3),
    ("ap-southeast-5", "Asia Pacific (Malaysia)", "MY", "apse5", 3),
    ("ca-central-1", "Canada (Central)", "CA", "cac1", 3),
    ("ca-west-1", "Canada West (Calgary)", "CA", "caw1", 3),
    ("cn-north-1", "China (Beijing)", "CN", "cnn1", 3),
    ("cn-northwest-1", "China (Ningxia)", "CN", "cnnw1", 3),
    ("eu-central-1", "Europe (Frankfurt)", "DE", "euc1", 3),
    ("eu-central-2", "Europe (Zurich)", "CH", "euc2", 3),
    ("eu-north-1", "Europe (Stockholm)", "SE", "eun1", 3),
    ("eu-south-1", "Europe (Milan)", "IT", "eus1", 3),
    ("eu-south-2", "Europe (Spain)", "ES", "eus2", 3),
    ("eu-west-1", "Europe (Ireland)", "IE", "euw1", 3),
    ("eu-west-2", "Europe (London)", "GB", "euw2", 3),
    ("eu-west-3", "Europe (Paris)", "FR", "euw3", 3),
    ("il-central-1", "Israel (Tel Aviv)", "IL", "ilc1", 3),
    ("me-central-1", "Middle East (UAE)", "AE", "mec1", 3),
    ("me-south-1", "Middle East (Bahrain)", "BH", "mes1", 3),
    ("sa-east-1", "South America (Sao Paulo)", "BR", "sae1", 3),
    ("us-east-1", "US East (N. Virginia)", "US", "use1", 6),
    ("us-east-2", "US East (Ohio)", "US", "use2", 3),
    ("us-gov-east-1", "AWS GovCloud (US-East)", "US", "usge1", 3),
    ("us-gov-west-1", "AWS GovCloud (US-West)", "US", "usgw1", 3),
    ("us-west-1", "US West (N. California)", "US", "usw1", 3),
    ("us-west-2", "US West (Oregon)", "US", "usw2", 4),
];

/// A few services, which are in all regions: the id, and what it is called.
const SERVICES: [(&str, &str); 14] = [
    ("cloudformation", "AWS CloudFormation"),
    ("cloudwatch", "Amazon CloudWatch"),
    ("dynamodb", "Amazon DynamoDB"),
    ("ec2", "Amazon Elastic Compute Cloud (EC2)"),
    ("ecs", "Amazon Elastic Container Service (ECS)"),
    ("iam", "AWS Identity and Access Management (IAM)"),
    ("kms", "AWS Key Management Service"),
    ("lambda", "AWS Lambda"),
    ("s3", "Amazon Simple Storage Service (S3)"),
    ("secretsmanager", "AWS Secrets Manager"),
    ("sns", "Amazon Simple Notification Service (SNS)"),
    ("sqs", "Amazon Simple Queue Service (SQS)"),
    ("ssm", "AWS Systems Manager"),
    ("sts", "AWS Security Token Service"),
];

const ROOT: &str = "global-infrastructure";

/// All of them.
pub(super) fn all() -> Vec<Public> {
    let mut all = vec![
        Public { name: format!("{ROOT}/current-region"), value: Content::Here },
        Public::text(format!("{ROOT}/version"), "1"),
    ];
    for (region, long_name, country, zone, zones) in REGIONS {
        let (partition, domain) = of_partition(region);
        let at = format!("{ROOT}/regions/{region}");
        all.push(Public::text(at.clone(), region));
        all.push(Public::text(format!("{at}/domain"), domain));
        all.push(Public::text(format!("{at}/geolocationCountry"), country));
        all.push(Public::text(format!("{at}/longName"), long_name));
        all.push(Public::text(format!("{at}/partition"), partition));
        for id in (1..=zones).map(|number| format!("{zone}-az{number}")) {
            all.push(Public::text(format!("{at}/availability-zones/{id}"), id.as_str()));
            all.push(Public::text(format!("{ROOT}/availability-zones/{id}"), id));
        }
        for (service, _) in SERVICES {
            all.push(Public::text(format!("{at}/services/{service}"), service));
            all.push(Public::text(
                format!("{at}/services/{service}/endpoint"),
                format!("{service}.{region}.{domain}"),
            ));
            all.push(Public::text(format!("{ROOT}/services/{service}/regions/{region}"), region));
        }
    }
    for (service, long_name) in SERVICES {
        all.push(Public::text(format!("{ROOT}/services/{service}"), service));
        all.push(Public::text(format!("{ROOT}/services/{service}/longName"), long_name));
    }
    all
}

fn of_partition(region: &str) -> (&'static str, &'static str) {
    let partition = Region::parse(region).map_or("aws", |region| region.partition());
    (partition, if partition == "aws-cn" { "amazonaws.com.cn" } else { "amazonaws.com" })
}
