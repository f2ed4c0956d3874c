//! Services of AWS that are not here, as far as a refusal depends on them.

/// The service that a version of the query protocol belongs to: `apiVersion` of botocore's models. A version that
/// several services have stands for the one that is used most.
pub(super) fn service_of_version(version: &str) -> Option<&'static str> {
    QUERY_VERSIONS.iter().find(|(known, _)| *known == version).map(|(_, name)| *name)
}

const QUERY_VERSIONS: [(&str, &str); 14] = [
    ("2009-04-15", "sdb"),
    ("2010-03-31", "sns"),
    ("2010-05-15", "cloudformation"),
    ("2010-08-01", "cloudwatch"),
    ("2010-12-01", "ses"),
    ("2011-01-01", "autoscaling"),
    ("2012-06-01", "elb"),
    ("2012-12-01", "redshift"),
    ("2013-04-15", "cloudsearch"),
    ("2014-10-31", "rds"),
    ("2015-02-02", "elasticache"),
    ("2015-12-01", "elbv2"),
    ("2016-11-15", "ec2"),
    ("2010-06-01", "importexport"),
];

/// Whether the service that signs with this name speaks XML: the query protocols and rest-xml, `protocol` of botocore's
/// models. All others speak JSON.
pub(crate) fn speaks_xml(signing_name: &str) -> bool {
    XML.contains(&signing_name)
}

const XML: [&str; 16] = [
    "autoscaling",
    "cloudformation",
    "cloudfront",
    "cloudsearch",
    "ec2",
    "elasticache",
    "elasticbeanstalk",
    "elasticloadbalancing",
    "importexport",
    "monitoring",
    "rds",
    "redshift",
    "route53",
    "sdb",
    "ses",
    "sns",
];
