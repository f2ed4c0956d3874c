//! Access control lists of buckets and objects: as documents, in headers, and what they grant. Codes and words are AWS's as generally known; what canned
//! lists grant is from <https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html>.

use http::{HeaderMap, HeaderName};
use wire::value::{Fields, Value};

use super::model::{ACCESS_CONTROL_POLICY, GET_BUCKET_ACL, GRANT, GRANTEE, OWNER};
use super::record::{self, Found, Kept};
use super::table::ACL;
use super::{Given, Result, document, ownership, public_access};
use crate::bucket::Bucket;
use crate::error::{Code, Error};
use crate::reader::Reader;

/// The header of a canned ACL.
pub(crate) const CANNED: &str = "x-amz-acl";

/// Canned ACLs of objects and buckets.
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl>
const KNOWN: [&str; 8] = [
    PRIVATE,
    "public-read",
    "public-read-write",
    "authenticated-read",
    "aws-exec-read",
    "bucket-owner-read",
    BUCKET_OWNER_FULL_CONTROL,
    "log-delivery-write",
];

/// The one that gives an object to the bucket's owner, where the bucket prefers that.
pub(crate) const BUCKET_OWNER_FULL_CONTROL: &str = "bucket-owner-full-control";

/// The one that a bucket may always be made with.
const PRIVATE: &str = "private";

/// Grants one by one.
const GRANTS: [&str; 5] = [
    "x-amz-grant-read",
    "x-amz-grant-write",
    "x-amz-grant-read-acp",
    "x-amz-grant-write-acp",
    "x-amz-grant-full-control",
];

const ALL_USERS: &str = "http://acs.amazonaws.com/groups/global/AllUsers";
const AUTHENTICATED_USERS: &str = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers";
const LOG_DELIVERY: &str = "http://acs.amazonaws.com/groups/s3/LogDelivery";
/// The account that takes images of machines out of buckets.
const EXEC_READER: &str = "6aa5a366c34c1cbe25dc49211496e913e0351eb0e8c37aa3477e40942ec6b97c";
/// Grants of a list at most.
const MOST_GRANTS: usize = 100;

/// Whether a request has a list in its headers.
pub(crate) fn is_in(headers: &HeaderMap) -> bool {
    // To look at the few headers that there are is faster than to look for each of these.
    headers.keys().map(HeaderName::as_str).any(|name| name == CANNED || GRANTS.contains(&name))
}

/// Whether the list in a request's headers says something that cannot be where ACLs are off. What gives the bucket's owner
/// everything says nothing new there; of a new bucket, that it is private says nothing either.
pub(crate) fn says_something(headers: &HeaderMap, of_bucket: bool) -> Result<bool> {
    let canned = headers.get(CANNED).map(|value| value.to_str().unwrap_or_default());
    if let Some(unknown) = canned.filter(|canned| !KNOWN.contains(canned)) {
        return Err(Error::argument("", CANNED, unknown));
    }
    let is_usual = |canned| canned == BUCKET_OWNER_FULL_CONTROL || (of_bucket && canned == PRIVATE);
    Ok(canned.is_some_and(|canned| !is_usual(canned))
        || GRANTS.iter().any(|name| headers.contains_key(*name)))
}

/// Whom a list is made for, by canonical ids.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Owners<'a> {
    /// Who owns the thing, and so the list.
    pub(crate) owner: &'a str,
    /// Who owns the bucket, where the thing is an object in it.
    pub(crate) bucket: Option<&'a str>,
}

/// The list of a bucket that a request's headers are, if it has one there. The owner's: his canonical id.
pub(crate) fn in_headers(headers: &HeaderMap, owner: &str) -> Result<Option<Fields>> {
    of_headers(headers, Owners { owner, bucket: None })
}

/// The list that a request's headers are, if it has one there.
pub(crate) fn of_headers(headers: &HeaderMap, owners: Owners<'_>) -> Result<Option<Fields>> {
    let text = |name: &str| headers.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()));
    let grants: Vec<_> = GRANTS.iter().filter_map(|name| Some((*name, text(name)?))).collect();
    let granted = match text(CANNED) {
        Some(_) if !grants.is_empty() => {
            return Err(Error::request("Specifying both Canned ACLs and Header Grants is not allowed"));
        }
        Some(canned) if !KNOWN.contains(&&*canned) => return Err(Error::argument("", CANNED, &canned)),
        Some(canned) => canned_grants(&canned, owners),
        None if grants.is_empty() => return Ok(None),
        None => {
            let each = grants.iter().map(|(name, value)| grants_of(name, value));
            let granted: Vec<Fields> = each.collect::<Result<Vec<_>>>()?.into_iter().flatten().collect();
            granted.iter().filter_map(|grant| grant.fields("Grantee")).try_for_each(is_known_id)?;
            granted
        }
    };
    Ok(Some(list_of(owners.owner, granted)))
}

/// The list of what nobody gave one: its owner may everything.
pub(crate) fn private(owner: &str) -> Fields {
    list_of(owner, vec![grant("CanonicalUser", "ID", owner, "FULL_CONTROL")])
}

fn list_of(owner: &str, grants: Vec<Fields>) -> Fields {
    let grants = grants.into_iter().map(Value::Struct).collect::<Vec<_>>();
    let owner = Fields::new(&OWNER).with("ID", owner);
    Fields::new(&ACCESS_CONTROL_POLICY).with("Grants", grants).with("Owner", owner)
}

/// What AWS refuses of the list of a bucket. It shows the owner first.
pub(super) fn check(given: &mut Given<'_>) -> Result<()> {
    if !ownership::of(given.store, given.bucket)?.has_acls() {
        return Err(Error::of(Code::AccessControlListNotSupported));
    }
    check_list(&given.fields, &given.bucket.owner_id())?;
    refuse_public(given.store, given.bucket, &given.fields)?;
    given.fields = given.fields.recast(GET_BUCKET_ACL.output);
    Ok(())
}

/// What AWS refuses of any list. `owner`: the canonical id of whom the thing belongs to.
pub(crate) fn check_list(list: &Fields, owner: &str) -> Result<()> {
    let broken = || Error::of(Code::MalformedAclError);
    let named = list.fields("Owner").and_then(|owner| owner.text("ID")).ok_or_else(broken)?;
    if named != owner {
        return Err(Error::of(Code::AccessDenied));
    }
    if !list.has("Grants") || list.list("Grants").len() > MOST_GRANTS {
        return Err(broken());
    }
    for grant in list.structs("Grants") {
        let grantee = grant.fields("Grantee").filter(|_| grant.has("Permission")).ok_or_else(broken)?;
        grantee_is_sound(grantee)?;
    }
    Ok(())
}

/// Refuses a list that lets everybody in, where the bucket blocks such.
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html>
pub(crate) fn refuse_public(store: &Reader, bucket: &Bucket, list: &Fields) -> Result<()> {
    if is_public(list) && public_access::of(store, bucket)?.blocks_acls {
        return Err(Error::of(Code::AccessDenied));
    }
    Ok(())
}

/// Whether a list lets everybody in, or everybody who has an account.
pub(crate) fn is_public(list: &Fields) -> bool {
    let public = |uri: &str| uri == ALL_USERS || uri == AUTHENTICATED_USERS;
    let group = |grant: &Fields| grant.fields("Grantee")?.text("URI").map(public);
    list.structs("Grants").any(|grant| group(grant).unwrap_or(false))
}

/// Whether a list grants somebody something beyond what its owner has anyway.
pub(crate) fn grants_to_others(list: &Fields, owner: &str) -> bool {
    let is_owner = |grant: &Fields| grant.fields("Grantee").and_then(|who| who.text("ID")) == Some(owner);
    list.structs("Grants").any(|grant| !is_owner(grant))
}

/// Whether a list lets S3 put access logs into its bucket.
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html#grant-log-delivery-permissions-general>
pub(crate) fn admits_logs(list: &Fields) -> bool {
    list.structs("Grants").any(|grant| {
        let may_write = matches!(grant.text("Permission"), Some("WRITE" | "FULL_CONTROL"));
        may_write && grant.fields("Grantee").and_then(|who| who.text("URI")) == Some(LOG_DELIVERY)
    })
}

/// Who asks, to a list.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asking<'a> {
    /// The canonical id of the caller's account; nothing for nobody.
    pub(crate) canonical_id: Option<&'a str>,
    /// Whether the request was signed.
    pub(crate) is_signed: bool,
    /// Whether what the list lets everybody do counts.
    pub(crate) heeds_public: bool,
}

/// Whether a list grants a permission.
pub(crate) fn grants(list: &Fields, asking: Asking<'_>, permission: &str) -> bool {
    list.structs("Grants").any(|grant| {
        let granted =
            grant.text("Permission").is_some_and(|have| have == permission || have == "FULL_CONTROL");
        let Some(grantee) = grant.fields("Grantee").filter(|_| granted) else { return false };
        match grantee.text("URI") {
            Some(ALL_USERS) => asking.heeds_public,
            Some(AUTHENTICATED_USERS) => asking.heeds_public && asking.is_signed,
            Some(_) => false,
            None => grantee.text("ID").is_some_and(|id| asking.canonical_id == Some(id)),
        }
    })
}

/// The list of a bucket.
pub(crate) fn of_bucket(store: &Reader, bucket: &Bucket) -> Result<Fields> {
    match record::find(store, bucket, &ACL, "")? {
        Found::Kept(kept) => read(&kept.document),
        Found::Untouched | Found::Deleted => Ok(private(&bucket.owner_id())),
    }
}

/// A list that was kept.
pub(crate) fn read(kept: &str) -> Result<Fields> {
    let (_, root) = ACL.document()?;
    document::read(GET_BUCKET_ACL.output, root, kept.as_bytes()).map_err(Error::internal)
}

/// The list as it is kept.
pub(crate) fn write(list: &Fields) -> Result<String> {
    let (_, root) = ACL.document()?;
    Ok(document::write(root, &list.recast(GET_BUCKET_ACL.output)))
}

/// A list that a request has as its document.
pub(crate) fn given(document: &[u8]) -> Result<Fields> {
    ACL.read(document)
}

/// The refusal of a document that is no list: AWS's answer of 2024-12-13 (versity/versitygw, issue 986).
pub(super) fn malformed(error: Error) -> Error {
    if error.is(Code::MalformedXml) { Error::of(Code::MalformedAclError) } else { error }
}

/// A list that was kept, as a reply has it.
pub(crate) fn shown(kept: &str) -> Result<String> {
    ACL.shown(kept)
}

/// The record of a bucket that is made with a list in the headers, if there is one.
pub(crate) fn asked(headers: &HeaderMap, owner: &str) -> Result<Option<Kept>> {
    let Some(list) = in_headers(headers, owner)? else { return Ok(None) };
    grantees_are_sound(&list)?;
    Ok(Some(Kept { document: write(&list)?, header: None }))
}

/// Refuses grantees that there cannot be.
pub(crate) fn grantees_are_sound(list: &Fields) -> Result<()> {
    list.structs("Grants").filter_map(|grant| grant.fields("Grantee")).try_for_each(grantee_is_sound)
}

/// Whether this can be the canonical id of an account.
fn is_user(id: &str) -> bool {
    id.len() == 64 && id.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Refuses an id in a header that is nobody's: AWS's answer of 2025-07-09 (versity/versitygw, issue 1384).
fn is_known_id(grantee: &Fields) -> Result<()> {
    match grantee.text("ID") {
        Some(id) if !is_user(id) => Err(Error::argument("Invalid id", "id", id)),
        _ => Ok(()),
    }
}

fn grantee_is_sound(grantee: &Fields) -> Result<()> {
    match grantee.required("Type") {
        "CanonicalUser" => match grantee.text("ID") {
            Some(id) if is_user(id) => Ok(()),
            Some(id) => Err(Error::argument("Invalid id", "CanonicalUser/ID", id)),
            None => Err(Error::of(Code::MalformedAclError)),
        },
        "Group" => match grantee.text("URI") {
            Some(ALL_USERS | AUTHENTICATED_USERS | LOG_DELIVERY) => Ok(()),
            Some(uri) => Err(Error::argument("Invalid group uri", "Group/URI", uri)),
            None => Err(Error::of(Code::MalformedAclError)),
        },
        // Nobody here has an address of mail.
        _ => Err(Error::of(Code::UnresolvableGrantByEmailAddress)),
    }
}

fn canned_grants(canned: &str, owners: Owners<'_>) -> Vec<Fields> {
    let Owners { owner, bucket } = owners;
    let group = |uri: &str, permission| grant("Group", "URI", uri, permission);
    let mut grants = vec![grant("CanonicalUser", "ID", owner, "FULL_CONTROL")];
    match canned {
        "public-read" => grants.push(group(ALL_USERS, "READ")),
        "public-read-write" => grants.extend([group(ALL_USERS, "READ"), group(ALL_USERS, "WRITE")]),
        "authenticated-read" => grants.push(group(AUTHENTICATED_USERS, "READ")),
        "log-delivery-write" => {
            grants.extend([group(LOG_DELIVERY, "WRITE"), group(LOG_DELIVERY, "READ_ACP")]);
        }
        "aws-exec-read" => grants.push(grant("CanonicalUser", "ID", EXEC_READER, "READ")),
        "bucket-owner-read" | "bucket-owner-full-control" => {
            let permission = if canned.ends_with("read") { "READ" } else { "FULL_CONTROL" };
            // Ignored of buckets: AWS's page.
            let another = bucket.filter(|bucket| *bucket != owner);
            grants.extend(another.map(|id| grant("CanonicalUser", "ID", id, permission)));
        }
        _ => {}
    }
    grants
}

fn grant(kind: &str, member: &str, value: &str, permission: &str) -> Fields {
    let grantee = Fields::new(&GRANTEE).with("Type", kind).with(member, value);
    Fields::new(&GRANT).with("Grantee", grantee).with("Permission", permission)
}

/// The grants of a header: `id="…", uri="…"`.
fn grants_of(header: &str, value: &str) -> Result<Vec<Fields>> {
    let permission = header.trim_start_matches("x-amz-grant-").to_ascii_uppercase().replace('-', "_");
    let one = |text: &str| {
        let (kind, value) = text.trim().split_once('=')?;
        let value = value.trim_matches('"');
        Some(match kind {
            "id" => grant("CanonicalUser", "ID", value, &permission),
            "uri" => grant("Group", "URI", value, &permission),
            "emailAddress" => grant("AmazonCustomerByEmail", "EmailAddress", value, &permission),
            _ => return None,
        })
    };
    let grants = value.split(',').map(one).collect::<Option<Vec<_>>>();
    grants.ok_or_else(|| Error::argument("Argument format not recognized", header, value))
}
