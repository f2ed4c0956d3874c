//! Signing certificates: <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UploadSigningCertificate.html>.

use testkit::Reply;

use crate::harness::{World, iam, world};
use crate::user::user;

/// Made with OpenSSL, for a hundred years.
pub(crate) const ONE: &str = "-----BEGIN CERTIFICATE-----\nMIIDBzCCAe+gAwIBAgIUVyjkVNEXIenv19K9uS/OVk15rcAwDQYJKoZIhvcNAQEL\nBQAwEjEQMA4GA1UEAwwHZXhhbXBsZTAgFw0yNjExMjkxNjE4MzZaGA8yMTI2MTEw\nNTE2MTgzNlowEjEQMA4GA1UEAwwHZXhhbXBsZTCCASIwDQYJKoZIhvcNAQEBBQAD\nggEPADCCAQoCggEBAMY2aw3pdgtwg/wXXX1mW14R8hJLmntpu72M+mJncO1JFEPL\nAEZc7th5BPECWnQxERoB3arp70hpYPC1rr3RqIzW0KRIZze/XjXlFuNAWlo6zo4n\n7XPaJxz50cH9Q2BnRxFk3DIdXgRs0Uo+wPBdp7GT9rOIsZbwiROWWZXWc63M+uVB\nYrbVi/F14XHY2g5YnT4p2tWWxKqVj64o5kWJkrCybVxS661dn26mc1zjOCpv+Bn8\nyQ/Hr6wnKA8WInXGTzNJ6KoQGdE2kMtX+czTOdA+hWp5gZoEY9kUoRik5jjmDOQ4\nLYGuTPZB4kg8HnODR3CJ7QjvBc2GYrZPVnxpuLsCAwEAAaNTMFEwHQYDVR0OBBYE\nFC8bYO0V/hP9tGePvfKZJWt8xfOWMB8GA1UdIwQYMBaAFC8bYO0V/hP9tGePvfKZ\nJWt8xfOWMA8GA1UdEwEB/wQFMAMBAf8wDQYJKoZIhvcNAQELBQADggEBAF8JNb03\nbCxQCnsGu2A0DdGAKYakJOI78XAFou0KuU023/UlAqHsBV1kT+AJNKLmFeJrhXVk\nbT+7VUhgSzDCAa6C+v/nGpqI19UA/Y46SyhzYb/9Dnd0bHjtJyDk+lKiVmM/utwP\nmerioEhwEMqxm5U+xm6rHKGUuzx+1c6ptz/Eh/d0JeJCO+2pb0m1ND1wpLzbpuis\nTPmgVM5unHqdhVIMpqzj3bTqfF2i/841GAxxuURasUBDzX66534znO0y90rvBHC5\nmShqG3hLLcBes5IObFKy7F4TnD/ZNuclsmSbQ2gdhwo/FtiEOMcP9wKrLN6Q6qnL\nq3jd7nbLY3UAB8c=\n-----END CERTIFICATE-----\n";
pub(crate) const TWO: &str = "-----BEGIN CERTIFICATE-----\nMIIBeTCCAR+gAwIBAgIUSg3SNaLuBfM3XYkeq23Px5ojw5EwCgYIKoZIzj0EAwIw\nETEPMA0GA1UEAwwGc2Vjb25kMCAXDTI2MTEyOTE2MTgzNloYDzIxMjYxMTA1MTYx\nODM2WjARMQ8wDQYDVQQDDAZzZWNvbmQwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNC\nAAQKcUZ2WYY5/U0+Lt2RHthjN+Hr5Ke3H51p2J2wA4cnyiSENr8zSWURPzZu++xb\nLWK+8df++gTv4vtgLozuKVOao1MwUTAdBgNVHQ4EFgQUtcSWlit/WL8fZAhc4xfh\nFHNUTKQwHwYDVR0jBBgwFoAUtcSWlit/WL8fZAhc4xfhFHNUTKQwDwYDVR0TAQH/\nBAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiAOlFrKHkJ6b/FVlZUIxdiD+/+qp90L\nXIva21QhlZWw2gIhALdJsS5wnvILIfXpJJVrDHsSn38CGa54FhZ7GGuUVtxM\n-----END CERTIFICATE-----\n";
const THREE: &str = "-----BEGIN CERTIFICATE-----\nMIIBdzCCAR2gAwIBAgIUJPk8yQ8xg1YhRvxNEPhVaceLusYwCgYIKoZIzj0EAwIw\nEDEOMAwGA1UEAwwFdGhpcmQwIBcNMjYxMTI5MTYxODM2WhgPMjEyNjExMDUxNjE4\nMzZaMBAxDjAMBgNVBAMMBXRoaXJkMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE\nz2JPcIn9PJF6cwINeRtUSS4H5inzccRNWPaCvygS+mwAC/jKNJ/LYy3CwJQE67oh\nwv3Mo6OQvCISqvZ94WEcjqNTMFEwHQYDVR0OBBYEFC2L61rqs8wzZbN1NJuEseNQ\nOGF9MB8GA1UdIwQYMBaAFC2L61rqs8wzZbN1NJuEseNQOGF9MA8GA1UdEwEB/wQF\nMAMBAf8wCgYIKoZIzj0EAwIDSAAwRQIgKU82+jUwx3iBCML/uHU341Lr+HUFNpdy\n/pSATFMamlMCIQD1+nAQLGXaUnJtb8e0BUcJAdFUX/OoFj7JItOp0Bxexg==\n-----END CERTIFICATE-----\n";

fn upload(world: &World, user: &str, body: &str) -> Reply {
    world.ask(iam("UploadSigningCertificate", &[("UserName", user), ("CertificateBody", body)]))
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_SigningCertificate.html>
#[test]
fn a_certificate_is_kept_shown_switched_and_deleted() {
    let world = world();
    user(&world, "u");
    let made = upload(&world, "u", ONE).ok();
    let id = made.element("CertificateId");
    assert!(id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_alphanumeric()), "{id}");
    assert_eq!((made.element("UserName"), made.element("Status")), ("u".into(), "Active".into()));
    world
        .ask(iam(
            "UpdateSigningCertificate",
            &[("UserName", "u"), ("CertificateId", &id), ("Status", "Inactive")],
        ))
        .ok();
    let list = world.ask(iam("ListSigningCertificates", &[("UserName", "u")])).ok();
    assert_eq!((list.element("CertificateId"), list.element("Status")), (id.clone(), "Inactive".into()));
    assert!(list.element("CertificateBody").starts_with("-----BEGIN CERTIFICATE-----"));
    world.ask(iam("DeleteUser", &[("UserName", "u")])).refused(409, "DeleteConflict");
    let delete = || world.ask(iam("DeleteSigningCertificate", &[("UserName", "u"), ("CertificateId", &id)]));
    delete().ok();
    delete().refused(404, "NoSuchEntity");
    world.ask(iam("DeleteUser", &[("UserName", "u")])).ok();
}

/// The quota: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>; its name is our guess. The sentence
/// on what is no certificate: <https://github.com/vmware-archive/terraforming-aws/issues/46>.
#[test]
fn a_user_has_two_certificates_at_most_and_nobody_has_another_s() {
    let world = world();
    user(&world, "u");
    user(&world, "v");
    let id = upload(&world, "u", ONE).ok().element("CertificateId");
    upload(&world, "u", ONE).refused(409, "DuplicateCertificate");
    upload(&world, "v", &format!("\n{ONE}\n")).refused(409, "DuplicateCertificate");
    upload(&world, "u", TWO).ok();
    let many = upload(&world, "u", THREE).expect(409);
    assert_eq!(many.err(), "LimitExceeded: Cannot exceed quota for SigningCertificatesPerUser: 2");
    let foreign = [("UserName", "v"), ("CertificateId", id.as_str())];
    world.ask(iam("DeleteSigningCertificate", &foreign)).refused(404, "NoSuchEntity");
    for body in ["x", "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----"] {
        assert_eq!(
            upload(&world, "v", body).expect(400).err(),
            "MalformedCertificate: Unable to parse certificate. Please ensure the certificate is in PEM format."
        );
    }
    upload(&world, "none", THREE).refused(404, "NoSuchEntity");
    // The root user's, whose name is nobody's.
    let own = world.ask(iam("UploadSigningCertificate", &[("CertificateBody", THREE)])).ok();
    assert_eq!(own.elements("UserName"), [""; 0]);
    let list = world.ask(iam("ListSigningCertificates", &[])).ok();
    assert_eq!(list.elements("CertificateId"), [own.element("CertificateId")]);
}
