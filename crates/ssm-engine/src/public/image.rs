//! Images of machines, and what else is built from code: layers of functions, containers.
//!
//! <https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-public-parameters-ami.html>,
//! <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/retrieve-ecs-optimized_AMI.html>,
//! <https://docs.aws.amazon.com/eks/latest/userguide/retrieve-ami-id.html>,
//! <https://bottlerocket.dev/en/os/latest/#/install/quickstart/aws/>

use base::arn::Region;
use serde_json::json;
use sha2::{Digest as _, Sha256};

use super::{Content, Public};

const AMAZON_LINUX: [&str; 21] = [
    "al2023-ami-kernel-6.1-arm64",
    "al2023-ami-kernel-6.1-x86_64",
    "al2023-ami-kernel-6.12-arm64",
    "al2023-ami-kernel-6.12-x86_64",
    "al2023-ami-kernel-default-arm64",
    "al2023-ami-kernel-default-x86_64",
    "al2023-ami-minimal-kernel-6.1-arm64",
    "al2023-ami-minimal-kernel-6.1-x86_64",
    "al2023-ami-minimal-kernel-default-arm64",
    "al2023-ami-minimal-kernel-default-x86_64",
    "amzn-ami-hvm-x86_64-ebs",
    "amzn-ami-hvm-x86_64-gp2",
    "amzn2-ami-hvm-arm64-gp2",
    "amzn2-ami-hvm-x86_64-ebs",
    "amzn2-ami-hvm-x86_64-gp2",
    "amzn2-ami-kernel-5.10-hvm-arm64-gp2",
    "amzn2-ami-kernel-5.10-hvm-x86_64-ebs",
    "amzn2-ami-kernel-5.10-hvm-x86_64-gp2",
    "amzn2-ami-minimal-hvm-arm64-ebs",
    "amzn2-ami-minimal-hvm-x86_64-ebs",
    "amzn2-ami-kernel-5.10-hvm-arm64-ebs",
];

const WINDOWS: [&str; 11] = [
    "Windows_Server-2016-English-Core-Base",
    "Windows_Server-2016-English-Full-Base",
    "Windows_Server-2019-English-Core-Base",
    "Windows_Server-2019-English-Full-Base",
    "Windows_Server-2019-English-Full-ContainersLatest",
    "Windows_Server-2022-English-Core-Base",
    "Windows_Server-2022-English-Core-ContainersLatest",
    "Windows_Server-2022-English-Full-Base",
    "Windows_Server-2022-English-Full-ContainersLatest",
    "Windows_Server-2025-English-Core-Base",
    "Windows_Server-2025-English-Full-Base",
];

/// Below `ecs/optimized-ami`, with the operating systems that their descriptions name.
const ECS: [(&str, &str); 9] = [
    ("amazon-linux-2", "Amazon Linux 2"),
    ("amazon-linux-2/arm64", "Amazon Linux 2"),
    ("amazon-linux-2/gpu", "Amazon Linux 2"),
    ("amazon-linux-2/inf", "Amazon Linux 2"),
    ("amazon-linux-2/kernel-5.10", "Amazon Linux 2"),
    ("amazon-linux-2023", "Amazon Linux 2023"),
    ("amazon-linux-2023/arm64", "Amazon Linux 2023"),
    ("amazon-linux-2023/gpu", "Amazon Linux 2023"),
    ("amazon-linux-2023/neuron", "Amazon Linux 2023"),
];

const KUBERNETES: [&str; 8] = ["1.27", "1.28", "1.29", "1.30", "1.31", "1.32", "1.33", "1.34"];

/// Below `eks/optimized-ami/VERSION`; the older ones up to a version.
const EKS: [(&str, &str); 7] = [
    ("amazon-linux-2", "1.32"),
    ("amazon-linux-2-arm64", "1.32"),
    ("amazon-linux-2-gpu", "1.32"),
    ("amazon-linux-2023/arm64/standard", "9"),
    ("amazon-linux-2023/x86_64/neuron", "9"),
    ("amazon-linux-2023/x86_64/nvidia", "9"),
    ("amazon-linux-2023/x86_64/standard", "9"),
];

const BOTTLEROCKET_VERSION: &str = "1.49.0-713f44ce";
const ARCHITECTURES: [&str; 2] = ["arm64", "x86_64"];
const PYTHONS: [&str; 6] =
    ["python3.9", "python3.10", "python3.11", "python3.12", "python3.13", "python3.14"];

/// A description of an image.
pub(super) enum Described {
    Ecs { of: &'static str, os: &'static str },
    Eks { of: String, version: &'static str },
}

impl Described {
    /// Its JSON, as AWS's pages show it.
    pub(super) fn json(&self, region: &Region) -> String {
        match self {
            Described::Ecs { of, os } => json!({
                "ecs_agent_version": "1.99.1",
                "ecs_runtime_version": "Docker version 25.0.8",
                "image_id": id(region, &format!("ecs {of}")),
                "image_name": format!("ecs-optimized-{}", of.replace('/', "-")),
                "os": os,
                "schema_version": 1,
            }),
            Described::Eks { of, version } => json!({
                "image_id": id(region, &format!("eks {version} {of}")),
                "image_name": format!("amazon-eks-node-{version}-{}", of.replace('/', "-")),
                "release_version": format!("{version}.0-20251029"),
                "schema_version": "2",
            }),
        }
        .to_string()
    }
}

/// An id in AWS's form, the same for the same words.
pub(super) fn id(region: &Region, of: &str) -> String {
    let digest = hex::encode(Sha256::digest(format!("{} {of}", region.as_str()).as_bytes()));
    format!("ami-0{}", digest.get(..16).unwrap_or_default())
}

fn of_image(name: String, of: impl Into<String>) -> Public {
    Public { name, value: Content::Image(of.into()) }
}

/// All of them.
pub(super) fn all() -> Vec<Public> {
    let mut all: Vec<Public> = Vec::new();
    all.extend(AMAZON_LINUX.iter().map(|name| of_image(format!("ami-amazon-linux-latest/{name}"), *name)));
    all.extend(WINDOWS.iter().map(|name| of_image(format!("ami-windows-latest/{name}"), *name)));
    for (of, os) in ECS {
        let name = format!("ecs/optimized-ami/{of}/recommended");
        all.push(of_image(format!("{name}/image_id"), format!("ecs {of}")));
        all.push(Public { name, value: Content::Described(Described::Ecs { of, os }) });
    }
    for version in KUBERNETES {
        for (of, _) in EKS.iter().filter(|(_, until)| version <= *until) {
            let name = format!("eks/optimized-ami/{version}/{of}/recommended");
            all.push(of_image(format!("{name}/image_id"), format!("eks {version} {of}")));
            let described = Described::Eks { of: (*of).to_owned(), version };
            all.push(Public { name, value: Content::Described(described) });
        }
    }
    all.extend(bottlerocket());
    all.extend(others());
    all
}

fn bottlerocket() -> Vec<Public> {
    let clusters = ["aws-ecs-1", "aws-ecs-2"].map(str::to_owned).into_iter();
    let variants = clusters.chain(KUBERNETES.iter().map(|version| format!("aws-k8s-{version}")));
    let mut all = Vec::new();
    for variant in variants {
        for architecture in ARCHITECTURES {
            let name = format!("bottlerocket/{variant}/{architecture}/latest");
            all.push(of_image(format!("{name}/image_id"), format!("bottlerocket {variant} {architecture}")));
            all.push(Public::text(format!("{name}/image_version"), BOTTLEROCKET_VERSION));
        }
    }
    all
}

/// Ubuntu, Debian, the log router of ECS, and the layers of Powertools.
fn others() -> Vec<Public> {
    let mut all = Vec::new();
    for (version, disk) in [("20.04", "ebs-gp2"), ("22.04", "ebs-gp2"), ("24.04", "ebs-gp3")] {
        for architecture in ["amd64", "arm64"] {
            let name =
                format!("canonical/ubuntu/server/{version}/stable/current/{architecture}/hvm/{disk}/ami-id");
            all.push(of_image(name, format!("ubuntu {version} {architecture}")));
        }
    }
    for version in ["11", "12", "13"] {
        for architecture in ["amd64", "arm64"] {
            let name = format!("debian/release/{version}/latest/{architecture}");
            all.push(of_image(name, format!("debian {version} {architecture}")));
        }
    }
    for tag in ["latest", "stable"] {
        let image = format!("906394416424.dkr.ecr.REGION.amazonaws.com/aws-for-fluent-bit:{tag}");
        all.push(Public { name: format!("aws-for-fluent-bit/{tag}"), value: Content::InRegion(image) });
    }
    for python in PYTHONS {
        for architecture in ARCHITECTURES {
            let layer = format!(
                "arn:aws:lambda:REGION:017000801446:layer:AWSLambdaPowertoolsPythonV3-{}-{architecture}:27",
                python.replace('.', "")
            );
            let name = format!("powertools/python/{architecture}/{python}/latest");
            all.push(Public { name, value: Content::InRegion(layer) });
        }
    }
    all
}
