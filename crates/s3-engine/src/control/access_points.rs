//! Access points: CreateAccessPoint, GetAccessPoint, ListAccessPoints, DeleteAccessPoint.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_CreateAccessPoint.html>,
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_GetAccessPoint.html>,
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_ListAccessPoints.html>,
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_DeleteAccessPoint.html>

use std::sync::Arc;

use base::arn::{AccountId, Region};
use base::call::Call;
use wire::operation::{Incoming, Modelled, Operation, Outgoing};
use wire::shape::{Shape, Signature};
use wire::value::{Fields, Slot, Value};

use crate::access_point::{self, AccessPoint, NewPoint};
use crate::bucket::{Bucket, directory};
use crate::context::PointName;
use crate::control::model;
use crate::control::resource::own_account;
use crate::control::tags::asked;
use crate::engine::{Engine, access_points};
use crate::error::{Code, Error, Result};
use crate::setting::public_access::PublicAccess;
use crate::tag::{self, Tag};

/// What is missing of all of them.
const LIMITS: &str = "Of general purpose buckets alone: directory buckets have none here. There is no VPC, so one that is \
     for a VPC is reached from everywhere.";

/// Access points on a page, where the request names no number.
const PAGE: usize = 1_000;

/// The access point that the members of a request name.
pub(super) fn named(call: &Call, fields: &Fields) -> Result<PointName> {
    Ok(PointName {
        account: own_account(call, fields)?.to_string(),
        region: call.region.as_str().to_owned(),
        name: fields.required("Name").to_owned(),
    })
}

pub(super) struct CreateAccessPoint;

/// What CreateAccessPoint asks for.
pub(super) struct Asked {
    name: PointName,
    bucket: String,
    bucket_account: AccountId,
    vpc: Option<String>,
    block: PublicAccess,
    tags: Vec<Tag>,
}

impl Operation for CreateAccessPoint {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::CREATE_ACCESS_POINT;
    const ACTION: Option<&'static str> = Some("s3:CreateAccessPoint");
    const LIMITS: &'static str = LIMITS;
    const KEPT: &'static [&'static str] = &["VpcConfiguration"];
    type Input = Asked;
    type Output = (AccessPoint, Region);

    fn read(call: &Call, request: Incoming) -> Result<Asked> {
        let fields = &request.fields;
        let name = named(call, fields)?;
        if !access_point::is_name(&name.name) {
            // The sentence is AWS's for what it calls InvalidAccessPoint; that it is for this is our guess.
            return Err(Error::request("The specified access point name or account is not valid."));
        }
        if fields.has("Scope") {
            // It is for those of directory buckets alone: the page of the operation. The sentence is ours.
            return Err(Error::request("Scope is only supported for access points of directory buckets."));
        }
        let bucket_account = match fields.text("BucketAccountId") {
            Some(account) => AccountId::parse(account)
                .ok_or_else(|| Error::request("The AWS account ID in the request is not valid."))?,
            None => call.account,
        };
        let vpc = fields.fields("VpcConfiguration").map(|vpc| vpc.required("VpcId").to_owned());
        Ok(Asked {
            name,
            bucket: fields.required("Bucket").to_owned(),
            bucket_account,
            vpc,
            block: block(fields.fields("PublicAccessBlockConfiguration")),
            tags: tag::merged(&[], asked(fields)?)?,
        })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, asked: Asked) -> Result<Self::Output> {
        let partition = call.region.partition();
        if directory::is_one(&asked.bucket) {
            return Err(Error::saying(
                Code::NotImplemented,
                "An access point of a directory bucket is not implemented.",
            ));
        }
        let alias = access_points::new_alias(engine, partition, &asked.name.name)?;
        let Asked { name, bucket, bucket_account, vpc, block, tags } = asked;
        let new = NewPoint { name, alias, vpc, block, tags, now: call.now };
        let check = |bucket: &Bucket| check_bucket(call, bucket, bucket_account);
        let point = access_points::make(engine, partition, (&new, &bucket), check)?;
        Ok((point, call.region.clone()))
    }

    fn reply((point, region): Self::Output) -> Outgoing {
        Fields::new(model::CREATE_ACCESS_POINT.output)
            .with("AccessPointArn", point.arn(region.partition()))
            .with("Alias", point.alias)
            .into()
    }
}

/// Nobody attaches an access point to a bucket that is not whose he says, or that is elsewhere. The sentence is ours.
fn check_bucket(call: &Call, bucket: &Bucket, account: AccountId) -> Result<()> {
    if !bucket.is_owned_by(account) {
        return Err(Error::of(Code::AccessDenied).with("BucketName", &bucket.name));
    }
    if bucket.region != call.region.as_str() {
        return Err(Error::request("The bucket is in another Region than the access point."));
    }
    Ok(())
}

/// What a new access point blocks: everything, where nothing is said of it.
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-bpa-settings.html>
fn block(given: Option<&Fields>) -> PublicAccess {
    let says = |name| given.is_none_or(|given| given.boolean(name).unwrap_or(false));
    PublicAccess {
        blocks_acls: says("BlockPublicAcls"),
        ignores_acls: says("IgnorePublicAcls"),
        blocks_policies: says("BlockPublicPolicy"),
        restricts: says("RestrictPublicBuckets"),
    }
}

pub(super) struct GetAccessPoint;

impl Operation for GetAccessPoint {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::GET_ACCESS_POINT;
    const ACTION: Option<&'static str> = Some("s3:GetAccessPoint");
    const LIMITS: &'static str = LIMITS;
    type Input = PointName;
    type Output = (AccessPoint, Region);

    fn read(call: &Call, request: Incoming) -> Result<PointName> {
        named(call, &request.fields)
    }

    async fn run(engine: &Arc<Engine>, call: &Call, name: PointName) -> Result<Self::Output> {
        let point = access_point::open(&engine.store, call.region.partition(), &name)?;
        Ok((point, call.region.clone()))
    }

    fn reply((point, region): Self::Output) -> Outgoing {
        let PublicAccess { blocks_acls, ignores_acls, blocks_policies, restricts } = point.block;
        let block = Fields::new(&model::PUBLIC_ACCESS_BLOCK_CONFIGURATION)
            .with("BlockPublicAcls", blocks_acls)
            .with("IgnorePublicAcls", ignores_acls)
            .with("BlockPublicPolicy", blocks_policies)
            .with("RestrictPublicBuckets", restricts);
        let created = i64::try_from(point.created().millis()).unwrap_or(i64::MAX);
        shown(&point, region.partition(), model::GET_ACCESS_POINT.output)
            .with("PublicAccessBlockConfiguration", Value::Struct(block))
            .with("CreationDate", Value::Time(created))
            .with("Endpoints", endpoints(&region))
            .into()
    }
}

/// What GetAccessPoint and ListAccessPoints show both.
fn shown(point: &AccessPoint, partition: &str, shape: &'static Shape) -> Fields {
    let mut fields = Fields::new(shape)
        .with("Name", point.name.clone())
        .with("Bucket", point.bucket.clone())
        .with("NetworkOrigin", point.origin())
        .with("Alias", point.alias.clone())
        .with("AccessPointArn", point.arn(partition))
        .with("BucketAccountId", point.bucket_account.clone());
    if let Some(vpc) = &point.vpc {
        let vpc = Fields::new(&model::VPC_CONFIGURATION).with("VpcId", vpc.clone());
        fields.set("VpcConfiguration", Value::Struct(vpc));
    }
    fields
}

/// The endpoints of access points in a region: <https://docs.aws.amazon.com/general/latest/gr/s3.html>.
fn endpoints(region: &Region) -> Value {
    let suffix = if region.partition() == "aws-cn" { "amazonaws.com.cn" } else { "amazonaws.com" };
    let entries = [
        ("ipv4", "s3-accesspoint"),
        ("fips", "s3-accesspoint-fips"),
        ("fips_dualstack", "s3-accesspoint-fips.dualstack"),
        ("dualstack", "s3-accesspoint.dualstack"),
    ];
    let entries = entries.map(|(key, label)| {
        (key.to_owned(), Slot::There(Value::Text(format!("{label}.{}.{suffix}", region.as_str()))))
    });
    Value::Map(entries.into())
}

pub(super) struct ListAccessPoints;

/// What ListAccessPoints asks for.
pub(super) struct AskedPage {
    account: AccountId,
    bucket: Option<String>,
    after: Option<String>,
    limit: usize,
}

impl Operation for ListAccessPoints {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::LIST_ACCESS_POINTS;
    const ACTION: Option<&'static str> = Some("s3:ListAccessPoints");
    const LIMITS: &'static str = LIMITS;
    type Input = AskedPage;
    type Output = (Vec<AccessPoint>, Option<String>, &'static str);

    fn read(call: &Call, request: Incoming) -> Result<AskedPage> {
        let fields = &request.fields;
        let limit = fields.integer("MaxResults").and_then(|limit| usize::try_from(limit).ok());
        Ok(AskedPage {
            account: own_account(call, fields)?,
            bucket: fields.text("Bucket").map(str::to_owned),
            // Nothing but a name that was shown, so that whoever makes one up sees no more.
            after: fields.text("NextToken").map(str::to_owned),
            limit: limit.filter(|limit| (1..=PAGE).contains(limit)).unwrap_or(PAGE),
        })
    }

    async fn run(engine: &Arc<Engine>, call: &Call, asked: AskedPage) -> Result<Self::Output> {
        let AskedPage { account, bucket, after, limit } = asked;
        let partition = call.region.partition();
        let place = (partition, account.as_str(), call.region.as_str());
        let wanted = |point: &AccessPoint| bucket.as_deref().is_none_or(|bucket| point.bucket == bucket);
        let (points, next) = access_point::page(&engine.store, place, (after.as_deref(), limit), wanted)?;
        Ok((points, next, partition))
    }

    fn reply((points, next, partition): Self::Output) -> Outgoing {
        let list = points
            .iter()
            .map(|point| Slot::There(Value::Struct(shown(point, partition, &model::ACCESS_POINT))))
            .collect();
        let mut fields =
            Fields::new(model::LIST_ACCESS_POINTS.output).with("AccessPointList", Value::List(list));
        if let Some(next) = next {
            fields.set("NextToken", next);
        }
        fields.into()
    }
}

pub(super) struct DeleteAccessPoint;

impl Operation for DeleteAccessPoint {
    type Language = Modelled<Engine>;
    type Error = Error;
    const SIGNATURE: &'static Signature = &model::DELETE_ACCESS_POINT;
    const ACTION: Option<&'static str> = Some("s3:DeleteAccessPoint");
    const LIMITS: &'static str = LIMITS;
    type Input = PointName;
    type Output = ();

    fn read(call: &Call, request: Incoming) -> Result<PointName> {
        named(call, &request.fields)
    }

    async fn run(engine: &Arc<Engine>, call: &Call, name: PointName) -> Result<()> {
        access_points::remove(engine, call.region.partition(), &name)
    }

    fn reply((): ()) -> Outgoing {
        Fields::new(model::DELETE_ACCESS_POINT.output).into()
    }
}
