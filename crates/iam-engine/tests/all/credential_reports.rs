//! The credential report: when there is one, and what it says.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;

use crate::harness::{World, iam, world};
use crate::signing_certificate::{ONE, TWO};

fn generate(world: &World) -> (String, String) {
    let reply = world.ask(iam("GenerateCredentialReport", &[])).ok();
    (reply.element("State"), reply.element("Description"))
}

fn lines(world: &World) -> Vec<String> {
    let reply = world.ask(iam("GetCredentialReport", &[])).ok();
    assert_eq!(reply.element("ReportFormat"), "text/csv");
    let content = BASE64_STANDARD.decode(reply.element("Content")).unwrap();
    String::from_utf8(content).unwrap().lines().map(str::to_owned).collect()
}

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html>: its columns and values; a report holds
/// for four hours, by the emulator's clock. Statuses are the model's.
#[test]
fn a_report_is_asked_for_fetched_and_expires() {
    let world = world().as_account("111111111111");
    world.ask(iam("GetCredentialReport", &[])).refused(410, "ReportNotPresent");
    world.ask(iam("CreateUser", &[("UserName", "b,c")])).ok();
    world.ask(iam("CreateUser", &[("UserName", "Ann"), ("Path", "/p/")])).ok();
    assert_eq!(generate(&world).0, "STARTED");
    assert_eq!(generate(&world), ("COMPLETE".to_owned(), String::new()));
    let report = lines(&world);
    let header = "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,\
                  password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,\
                  access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,\
                  access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,\
                  access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,cert_1_last_rotated,\
                  cert_2_active,cert_2_last_rotated";
    assert_eq!(report[0], header);
    let rest = "false,false,N/A,N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A";
    assert_eq!(
        report[1],
        format!(
            "<root_account>,arn:aws:iam::111111111111:root,2010-09-01T00:00:00+00:00,not_supported,no_information,\
             not_supported,not_supported,{rest}"
        )
    );
    let time = "2026-01-01T00:00:00+00:00";
    assert_eq!(
        report[2],
        format!("Ann,arn:aws:iam::111111111111:user/p/Ann,{time},false,N/A,N/A,N/A,{rest}")
    );
    assert!(report[3].starts_with("\"b,c\",\"arn:aws:iam::111111111111:user/b,c\","), "{report:?}");
    assert_eq!(report.len(), 4);
    // It shows what was there when it was made.
    world.ask(iam("CreateUser", &[("UserName", "d")])).ok();
    world.advance(4 * 3600 - 1);
    assert_eq!(generate(&world).0, "COMPLETE");
    assert_eq!(lines(&world), report);
    world.advance(1);
    world.ask(iam("GetCredentialReport", &[])).refused(410, "ReportExpired");
    assert_eq!(generate(&world).0, "STARTED");
    assert_eq!(lines(&world).len(), 5);
    let other = world.as_account("222222222222");
    other.ask(iam("GetCredentialReport", &[])).refused(410, "ReportNotPresent");
}

/// The same page: what each column says of passwords, devices, keys and certificates. Nobody can sign in with a password here,
/// so none was used.
#[test]
fn a_report_tells_what_users_have() {
    let world = world().as_account("111111111111");
    let ask = |action: &str, members: &[(&str, &str)]| world.ask(iam(action, members)).ok();
    ask("CreateUser", &[("UserName", "ann")]);
    ask("CreateLoginProfile", &[("UserName", "ann"), ("Password", "Pa55-word")]);
    ask("CreateAccessKey", &[]);
    ask("UpdateAccountPasswordPolicy", &[("MaxPasswordAge", "10")]);
    world.advance(24 * 3600);
    ask("UpdateLoginProfile", &[("UserName", "ann"), ("Password", "0ther-word")]);
    ask("UpdateLoginProfile", &[("UserName", "ann"), ("PasswordResetRequired", "true")]);
    ask("CreateVirtualMFADevice", &[("VirtualMFADeviceName", "d")]);
    let codes = [("AuthenticationCode1", "123456"), ("AuthenticationCode2", "234567")];
    let serial = ("SerialNumber", "arn:aws:iam::111111111111:mfa/d");
    ask("EnableMFADevice", &[("UserName", "ann"), serial, codes[0], codes[1]]);
    let first = ask("UploadSigningCertificate", &[("UserName", "ann"), ("CertificateBody", ONE)]);
    ask("UploadSigningCertificate", &[("UserName", "ann"), ("CertificateBody", TWO)]);
    let off =
        [("CertificateId", &*first.element("CertificateId")), ("Status", "Inactive"), ("UserName", "ann")];
    ask("UpdateSigningCertificate", &off);
    assert_eq!(generate(&world).0, "STARTED");
    let report = lines(&world);
    let (first, second) = ("2026-01-01T00:00:00+00:00", "2026-01-02T00:00:00+00:00");
    let no_key = "false,N/A,N/A,N/A,N/A";
    assert_eq!(
        report[2],
        format!(
            "ann,arn:aws:iam::111111111111:user/ann,{first},true,no_information,{second},2026-01-12T00:00:00+00:00,true,\
             {no_key},{no_key},false,{second},true,{second}"
        )
    );
    let key = format!("not_supported,not_supported,false,true,{first},N/A,N/A,N/A,{no_key},");
    assert!(report[1].contains(&key), "{}", report[1]);
}
