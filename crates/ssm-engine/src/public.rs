//! AWS's own parameters, which anybody may read: ids of images, and what AWS has where.
//! <https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-public-parameters.html>
//!
//! They are a table in this program. The ids of images are made up, and the same in each run: there are no such images.
//!
//! - `image` images of machines, and what else is built from code: layers, containers
//! - `infrastructure` regions, their zones, and services

use base::arn::Region;

use crate::parameter::data_type;
use crate::parameter::kind::Kind;
use crate::parameter::shown::Shown;

mod image;
mod infrastructure;

/// What all their names begin with, and the services that have some, as `/aws/service/list` names them.
const BEGIN: &str = "/aws/service/";

/// When all of them were changed last: 2025-11-01T00:00:00Z.
const MODIFIED_MS: u64 = 1_761_955_200_000;

/// Their version.
const VERSION: u64 = 1;

/// A parameter: its name behind [`BEGIN`], and what makes its value.
struct Public {
    name: String,
    value: Content,
}

enum Content {
    Text(String),
    /// An id of an image, by what it is of.
    Image(String),
    /// A description of an image of ECS or EKS.
    Described(image::Described),
    /// The region that is asked.
    Here,
    /// A text in which `REGION` stands for that region.
    InRegion(String),
}

impl Public {
    fn text(name: impl Into<String>, value: impl Into<String>) -> Public {
        Public { name: name.into(), value: Content::Text(value.into()) }
    }

    fn shown(self, region: &Region) -> Shown {
        let name = format!("{BEGIN}{}", self.name);
        Shown {
            arn: format!("arn:{}:ssm:{}::parameter{name}", region.partition(), region.as_str()),
            name,
            kind: Kind::Text.shown(),
            value: match self.value {
                Content::Text(text) => text,
                Content::Image(of) => image::id(region, &of),
                Content::Described(image) => image.json(region),
                Content::Here => region.as_str().to_owned(),
                Content::InRegion(text) => text.replace("REGION", region.as_str()),
            },
            version: VERSION,
            selector: None,
            source_result: None,
            modified_ms: MODIFIED_MS,
            data_type: data_type::TEXT.to_owned(),
        }
    }
}

/// The parameter of a name.
pub(crate) fn find(region: &Region, name: &str) -> Option<Shown> {
    let name = name.strip_prefix(BEGIN)?;
    let found = all().into_iter().find(|public| public.name == name);
    found.map(|public| public.shown(region))
}

/// Those whose names, without a first slash, are meant, in order.
pub(crate) fn those(region: &Region, is_meant: impl Fn(&str) -> bool) -> Vec<Shown> {
    let bare = BEGIN.strip_prefix('/').unwrap_or(BEGIN);
    let mut found: Vec<Public> =
        all().into_iter().filter(|public| is_meant(&format!("{bare}{}", public.name))).collect();
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found.into_iter().map(|public| public.shown(region)).collect()
}

fn all() -> Vec<Public> {
    let mut all = image::all();
    all.extend(infrastructure::all());
    let mut owners: Vec<String> =
        all.iter().filter_map(|public| Some(public.name.split_once('/')?.0.to_owned())).collect();
    owners.sort_unstable();
    owners.dedup();
    all.extend(owners.iter().map(|owner| Public::text(format!("list/{owner}"), format!("{BEGIN}{owner}/"))));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the CDK, and users of ECS and EKS, look up; the names are those of AWS's pages.
    #[test]
    fn what_is_looked_up_is_there() {
        let region = Region::us_east_1();
        let value = |name: &str| find(&region, &format!("/aws/service/{name}")).map(|shown| shown.value);
        for name in [
            "ami-amazon-linux-latest/al2023-ami-kernel-6.1-x86_64",
            "ami-amazon-linux-latest/al2023-ami-kernel-default-arm64",
            "ami-amazon-linux-latest/amzn2-ami-hvm-x86_64-gp2",
            "ami-amazon-linux-latest/amzn2-ami-kernel-5.10-hvm-arm64-gp2",
            "ami-windows-latest/Windows_Server-2022-English-Full-Base",
            "ecs/optimized-ami/amazon-linux-2023/recommended/image_id",
            "ecs/optimized-ami/amazon-linux-2/arm64/recommended/image_id",
            "eks/optimized-ami/1.33/amazon-linux-2023/x86_64/standard/recommended/image_id",
            "eks/optimized-ami/1.30/amazon-linux-2/recommended/image_id",
            "bottlerocket/aws-ecs-2/x86_64/latest/image_id",
            "bottlerocket/aws-k8s-1.33/arm64/latest/image_id",
        ] {
            let id = value(name).unwrap_or_else(|| panic!("{name}"));
            let hex = id.strip_prefix("ami-").unwrap();
            assert!(hex.len() == 17 && hex.bytes().all(|byte| byte.is_ascii_hexdigit()), "{name}: {id}");
        }
        let described = value("ecs/optimized-ami/amazon-linux-2/recommended").unwrap();
        let described: serde_json::Value = serde_json::from_str(&described).unwrap();
        assert_eq!(
            described["image_id"],
            *value("ecs/optimized-ami/amazon-linux-2/recommended/image_id").unwrap()
        );
        assert_eq!(value("global-infrastructure/current-region").as_deref(), Some("us-east-1"));
        let endpoint = value("global-infrastructure/regions/us-west-1/services/ssm/endpoint");
        assert_eq!(endpoint.as_deref(), Some("ssm.us-west-1.amazonaws.com"));
        assert_eq!(value("list/ecs").as_deref(), Some("/aws/service/ecs/"));
        assert_eq!(value("nothing"), None);
        let zones = "aws/service/global-infrastructure/regions/us-east-1/availability-zones/";
        let names = those(&region, |path| path.starts_with(zones));
        assert_eq!(names.len(), 6);
        assert_eq!(names[0].value, "use1-az1");
        let elsewhere = Region::parse("eu-west-1").unwrap();
        let name = "/aws/service/ami-amazon-linux-latest/amzn2-ami-hvm-x86_64-gp2";
        assert_ne!(find(&region, name).unwrap().value, find(&elsewhere, name).unwrap().value);
        assert_eq!(find(&elsewhere, name).unwrap().arn, format!("arn:aws:ssm:eu-west-1::parameter{name}"));
    }

    #[test]
    fn each_name_stands_once() {
        let mut names: Vec<String> = all().into_iter().map(|public| public.name).collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
    }
}
