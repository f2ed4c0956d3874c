//! Access control lists of buckets: as documents, and in headers. Codes and words are AWS's as generally known; what canned
//! lists grant is from <https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html>.

use http::HeaderMap;
use wire::value::{Fields, Value};

use super::model::{ACCESS_CONTROL_POLICY, GET_BUCKET_ACL, GRANT, GRANTEE, OWNER};
use super::record::Kept;
use super::table::ACL;
use super::{Given, Result, document, ownership};
use crate::bucket::acl::{CANNED, GRANTS, KNOWN};
use crate::error::{Code, Error};

const ALL_USERS: &str = "http://acs.amazonaws.com/groups/global/AllUsers";
const AUTHENTICATED_USERS: &str = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers";
const LOG_DELIVERY: &str = "http://acs.amazonaws.com/groups/s3/LogDelivery";
/// The account that takes images of machines out of buckets.
const EXEC_READER: &str = "6aa5a366c34c1cbe25dc49211496e913e0351eb0e8c37aa3477e40942ec6b97c";
/// Grants of a list at most.
const MOST_GRANTS: usize = 100;

/// The list that a request's headers are, if it has one there. The owner's: his canonical id.
pub(crate) fn in_headers(headers: &HeaderMap, owner: &str) -> Result<Option<Fields>> {
    let text = |name: &str| headers.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()));
    let grants: Vec<_> = GRANTS.iter().filter_map(|name| Some((*name, text(name)?))).collect();
    let granted = match text(CANNED) {
        Some(_) if !grants.is_empty() => {
            return Err(Error::request("Specifying both Canned ACLs and Header Grants is not allowed"));
        }
        Some(canned) if !KNOWN.contains(&&*canned) => return Err(Error::argument("", CANNED, &canned)),
        Some(canned) => canned_grants(&canned, owner),
        None if grants.is_empty() => return Ok(None),
        None => {
            let each = grants.iter().map(|(name, value)| grants_of(name, value));
            each.collect::<Result<Vec<_>>>()?.into_iter().flatten().collect()
        }
    };
    let granted = granted.into_iter().map(Value::Struct).collect::<Vec<_>>();
    let owner = Fields::new(&OWNER).with("ID", owner);
    Ok(Some(Fields::new(&ACCESS_CONTROL_POLICY).with("Grants", granted).with("Owner", owner)))
}

/// What AWS refuses of a list. It shows the owner first.
pub(super) fn check(given: &mut Given<'_>) -> Result<()> {
    if !ownership::are_acls_on(given.store, given.bucket)? {
        return Err(Error::of(Code::AccessControlListNotSupported));
    }
    let broken = || Error::of(Code::MalformedAclError);
    let owner = given.fields.fields("Owner").and_then(|owner| owner.text("ID")).ok_or_else(broken)?;
    if owner != given.bucket.owner_id() {
        return Err(Error::of(Code::AccessDenied));
    }
    if !given.fields.has("Grants") || given.fields.list("Grants").len() > MOST_GRANTS {
        return Err(broken());
    }
    for grant in given.fields.structs("Grants") {
        let grantee = grant.fields("Grantee").filter(|_| grant.has("Permission")).ok_or_else(broken)?;
        grantee_is_sound(grantee)?;
    }
    given.fields = given.fields.recast(GET_BUCKET_ACL.output);
    Ok(())
}

/// The record of a bucket that is made with a list in the headers, if there is one.
pub(crate) fn asked(headers: &HeaderMap, owner: &str) -> Result<Option<Kept>> {
    let Some(list) = in_headers(headers, owner)? else { return Ok(None) };
    for grant in list.structs("Grants") {
        grant.fields("Grantee").map_or(Ok(()), grantee_is_sound)?;
    }
    let (_, root) = ACL.document()?;
    let document = document::write(root, &list.recast(GET_BUCKET_ACL.output));
    Ok(Some(Kept { document, header: None }))
}

fn grantee_is_sound(grantee: &Fields) -> Result<()> {
    let is_user = |id: &str| id.len() == 64 && id.bytes().all(|byte| byte.is_ascii_hexdigit());
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

fn canned_grants(canned: &str, owner: &str) -> Vec<Fields> {
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
        // The others are about objects, and ignored of buckets.
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
