//! Server certificates: uploaded, shown, renamed, tagged, deleted; what is no certificate.
//!
//! The certificates in `pem` are of no use elsewhere: made by OpenSSL for these tests, valid from the end of 2026 for a
//! hundred years. `ec.pem` is signed by `ca.pem`, the others by themselves; `ec1.key` and `rsa1.key` are the older forms.

use testkit::Reply;

use crate::harness::{World, iam, world};

const CA: &str = include_str!("pem/ca.pem");
const EC: &str = include_str!("pem/ec.pem");
const EC_KEY: &str = include_str!("pem/ec.key");
const EC1_KEY: &str = include_str!("pem/ec1.key");
const RSA: &str = include_str!("pem/rsa.pem");
const RSA_KEY: &str = include_str!("pem/rsa.key");
const RSA1_KEY: &str = include_str!("pem/rsa1.key");
const ED: &str = include_str!("pem/ed.pem");
const ED_KEY: &str = include_str!("pem/ed.key");

/// A world in 2027, in which the certificates hold.
fn then() -> World {
    let world = world();
    world.advance(400 * 86_400);
    world
}

fn upload(world: &World, name: &str, (body, key): (&str, &str), more: &[(&str, &str)]) -> Reply {
    let members = [("ServerCertificateName", name), ("CertificateBody", body), ("PrivateKey", key)];
    let members: Vec<_> = members.into_iter().chain(more.iter().copied()).collect();
    world.ask(iam("UploadServerCertificate", &members))
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetServerCertificate.html>: the texts as they came, the key never;
/// `Expiration` is the certificate's own.
#[test]
fn a_certificate_is_shown_as_it_was_uploaded() {
    let world = then();
    let more = [
        ("Path", "/cloudfront/"),
        ("CertificateChain", CA),
        ("Tags.member.1.Key", "k"),
        ("Tags.member.1.Value", "v"),
    ];
    let made = upload(&world, "Ec", (EC, EC_KEY), &more).ok();
    assert_eq!(made.element("Arn"), "arn:aws:iam::000000000000:server-certificate/cloudfront/Ec");
    assert_eq!(made.element("Expiration"), "2126-11-05T16:06:23Z");
    assert!(made.element("ServerCertificateId").starts_with("ASCA"), "{made:?}");
    let shown = world.ask(iam("GetServerCertificate", &[("ServerCertificateName", "ec")])).ok();
    assert_eq!(shown.element("CertificateBody").replace("&#xD;", "\r"), EC);
    assert_eq!(shown.element("CertificateChain"), CA);
    assert_eq!(
        (shown.element("ServerCertificateName"), shown.element("Key")),
        ("Ec".to_owned(), "k".to_owned())
    );
    assert_eq!(shown.element("Expiration"), "2126-11-05T16:06:23Z");
    assert!(!shown.text().contains("PRIVATE"), "{shown:?}");
    upload(&world, "plain", (RSA, RSA_KEY), &[]).ok();
    let shown = world.ask(iam("GetServerCertificate", &[("ServerCertificateName", "plain")])).ok();
    assert!(!shown.text().contains("CertificateChain") && !shown.text().contains("Tags"), "{shown:?}");
    // Recorded on AWS, 2026-11-29.
    world
        .as_account("123456789012")
        .ask(iam("GetServerCertificate", &[("ServerCertificateName", "plain")]))
        .is_error(404, "NoSuchEntity", "The Server Certificate with name plain cannot be found.");
}

/// As users of AWS report it, <https://github.com/openshift/openshift-ansible/issues/11214> and
/// <https://github.com/go-acme/lego/issues/304>; what is said of keys is our guess.
#[test]
fn what_is_no_certificate_is_refused_in_aws_s_words() {
    let world = then();
    let refused = |pair: (&str, &str), more: &[(&str, &str)], code: &str, part: &str| {
        upload(&world, "c", pair, more).is_error(400, code, part);
    };
    let broken = EC.replace("MII", "");
    for body in ["pcf.example.crt", &broken, EC_KEY, &[EC, CA].concat(), "-----BEGIN CERTIFICATE-----"] {
        let part = "Unable to parse certificate. Please ensure the certificate is in PEM format.";
        refused((body, EC_KEY), &[], "MalformedCertificate", part);
    }
    for key in
        ["a.key", EC, "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----"]
    {
        refused((EC, key), &[], "MalformedCertificate", "Unable to parse private key");
    }
    for (body, key) in [(EC, RSA_KEY), (RSA, EC_KEY), (RSA, EC1_KEY), (CA, EC_KEY)] {
        refused((body, key), &[], "KeyPairMismatch", "do not match");
    }
    for (body, key) in [(EC, EC_KEY), (EC, EC1_KEY), (RSA, RSA_KEY), (RSA, RSA1_KEY), (ED, ED_KEY)] {
        upload(&world, "good", (body, key), &[]).ok();
        world.ask(iam("DeleteServerCertificate", &[("ServerCertificateName", "good")])).ok();
    }
    let sentence = "Unable to validate certificate chain. The certificate chain must start with the immediate signing \
                    certificate, followed by any intermediaries in order.";
    let with_text = format!("words\n{CA}");
    for chain in ["chain.pem", RSA, &with_text, &[CA, RSA].concat()] {
        refused((EC, EC_KEY), &[("CertificateChain", chain)], "MalformedCertificate", sentence);
    }
    upload(&world, "own", (EC, EC_KEY), &[("CertificateChain", &[CA, CA].concat())]).ok();
}

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_server-certs.html>: it must hold when it is uploaded. By the
/// emulator's clock.
#[test]
fn a_certificate_holds_when_it_is_uploaded() {
    let early = world();
    upload(&early, "c", (EC, EC_KEY), &[]).refused(400, "MalformedCertificate");
    let late = world();
    late.advance(101 * 366 * 86_400);
    upload(&late, "c", (EC, EC_KEY), &[]).refused(400, "MalformedCertificate");
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateServerCertificate.html>: name and path change, the id stays.
#[test]
fn a_certificate_is_renamed_and_deleted() {
    let world = then();
    let id = upload(&world, "one", (EC, EC_KEY), &[]).ok().element("ServerCertificateId");
    upload(&world, "two", (RSA, RSA_KEY), &[("Path", "/p/")]).ok();
    upload(&world, "ONE", (EC, EC_KEY), &[]).is_error(
        409,
        "EntityAlreadyExists",
        "The Server Certificate with name ONE already exists.",
    );
    let rename = |name: &str, more: (&str, &str)| {
        world.ask(iam("UpdateServerCertificate", &[("ServerCertificateName", name), more]))
    };
    rename("one", ("NewServerCertificateName", "two")).refused(409, "EntityAlreadyExists");
    rename("none", ("NewPath", "/a/")).refused(404, "NoSuchEntity");
    rename("one", ("NewServerCertificateName", "One")).ok();
    rename("one", ("NewServerCertificateName", "three")).ok();
    rename("three", ("NewPath", "/q/")).ok();
    let shown = world.ask(iam("GetServerCertificate", &[("ServerCertificateName", "three")])).ok();
    assert_eq!(shown.element("Arn"), "arn:aws:iam::000000000000:server-certificate/q/three");
    assert_eq!((shown.element("ServerCertificateId"), shown.element("CertificateBody")), (id, EC.to_owned()));
    world.ask(iam("GetServerCertificate", &[("ServerCertificateName", "one")])).refused(404, "NoSuchEntity");
    let named = |members: &[(&str, &str)]| {
        world.ask(iam("ListServerCertificates", members)).ok().elements("ServerCertificateName")
    };
    assert_eq!(named(&[]), ["three", "two"]);
    assert_eq!(named(&[("PathPrefix", "/p")]), ["two"]);
    let first = world.ask(iam("ListServerCertificates", &[("MaxItems", "1")])).ok();
    assert_eq!(first.element("IsTruncated"), "true");
    assert_eq!(named(&[("Marker", &first.element("Marker"))]), ["two"]);
    for _ in 0..2 {
        let delete = world.ask(iam("DeleteServerCertificate", &[("ServerCertificateName", "three")]));
        assert!(delete.status == 200 || delete.code() == "NoSuchEntity", "{delete:?}");
    }
    assert_eq!(named(&[]), ["two"]);
}

/// AWS's quota, and tags.
#[test]
fn twenty_certificates_with_tags() {
    let world = then();
    for at in 0..20 {
        upload(&world, &format!("c{at}"), (EC, EC_KEY), &[]).ok();
    }
    upload(&world, "more", (EC, EC_KEY), &[]).is_error(
        409,
        "LimitExceeded",
        "Cannot exceed quota for ServerCertificatesPerAccount: 20",
    );
    let name = ("ServerCertificateName", "c1");
    let tags = [
        name,
        ("Tags.member.1.Key", "a"),
        ("Tags.member.1.Value", "1"),
        ("Tags.member.2.Key", "b"),
        ("Tags.member.2.Value", "2"),
    ];
    world.ask(iam("TagServerCertificate", &tags)).ok();
    world.ask(iam("UntagServerCertificate", &[name, ("TagKeys.member.1", "A")])).ok();
    let left = world.ask(iam("ListServerCertificateTags", &[name])).ok();
    assert_eq!((left.elements("Key"), left.elements("Value")), (vec!["b".to_owned()], vec!["2".to_owned()]));
    for operation in ["TagServerCertificate", "UntagServerCertificate", "ListServerCertificateTags"] {
        let members = [("ServerCertificateName", "none"), tags[1], tags[2], ("TagKeys.member.1", "a")];
        world.ask(iam(operation, &members)).refused(404, "NoSuchEntity");
    }
}
