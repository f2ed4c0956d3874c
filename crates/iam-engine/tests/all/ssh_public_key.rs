//! SSH public keys: <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_ssh-keys.html>.

use testkit::Reply;

use crate::harness::{World, iam, world};
use crate::user::user;

/// Made with OpenSSH and OpenSSL: one key in both forms, its fingerprint, and a key of 1024 bits.
const SSH: &str = "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQDonxmJa+DtYNHQeKchNLkTQohQNbGGzt4U35HEI0BI1vC5QjXmnAbtLdvytRpkTbpNuKWsDjg6z/ZU0FPMj5cRuBRwt6XMntZL/xK9O5PExa+cEWmJcPc8lvMu23AWqSVYBnK2IHzeVkmTP+OuCg+JUPkd8+hKjAMc4ZcEgCkwzUEjkhhwnuXo5Zqh93We8Ug+A7B422HLYrJ0DyEDmGnBHgYigwu1sCLpOjCDl6vMXFbSjDCNxSxW5+f1sOZfGf6pSJzJJ1UBzMtMpLlpN7FGTfI8b07hnA29dtzb6jDETw0kBlAIwhBj3KyAKg8XSWlYc4AmdTdgFm7kZ9mQ0+ST me@example";
const PEM: &str = "-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA6J8ZiWvg7WDR0HinITS5\nE0KIUDWxhs7eFN+RxCNASNbwuUI15pwG7S3b8rUaZE26TbilrA44Os/2VNBTzI+X\nEbgUcLelzJ7WS/8SvTuTxMWvnBFpiXD3PJbzLttwFqklWAZytiB83lZJkz/jrgoP\niVD5HfPoSowDHOGXBIApMM1BI5IYcJ7l6OWaofd1nvFIPgOweNthy2KydA8hA5hp\nwR4GIoMLtbAi6Towg5erzFxW0owwjcUsVufn9bDmXxn+qUicySdVAczLTKS5aTex\nRk3yPG9O4ZwNvXbc2+owxE8NJAZQCMIQY9ysgCoPF0lpWHOAJnU3YBZu5GfZkNPk\nkwIDAQAB\n-----END PUBLIC KEY-----\n";
const FINGERPRINT: &str = "46:0a:92:ff:ce:5a:9c:f8:dd:bb:f2:08:35:5e:cd:fc";
const SHORT: &str = "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQCfgLJFlpzQQXbJLh4c9RNogtkxUpvYwBsnl4ei4sWKTEwjr99R0zCjXX51tQ6FcLbpRHtBw2//ESCTilA1D40sSr3LT5SiE3kVK6z1KuoLWY25J+JC2SNaboG/t/Ye7aBXx/Jt5Bg42dFb0UOxMjHRYrKIPhdkyQVKV3ylBtWWxQ== x";

fn upload(world: &World, body: &str) -> Reply {
    world.ask(iam("UploadSSHPublicKey", &[("UserName", "u"), ("SSHPublicKeyBody", body)]))
}

/// A body as XML has it, read.
fn body(reply: &Reply) -> String {
    reply.element("SSHPublicKeyBody").replace("&#xA;", "\n").replace("&#10;", "\n")
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UploadSSHPublicKey.html> and its siblings. Terraform compares the
/// body that it reads in the form of which it was.
#[test]
fn a_key_is_shown_in_both_forms() {
    let world = world();
    user(&world, "u");
    let made = upload(&world, SSH).ok();
    let id = made.element("SSHPublicKeyId");
    assert!(id.starts_with("APKA") && id.len() == 21, "{id}");
    assert_eq!((body(&made), made.element("Fingerprint")), (SSH.to_owned(), FINGERPRINT.to_owned()));
    assert_eq!((made.element("Status"), made.element("UserName")), ("Active".into(), "u".into()));
    let get = |form: &str| {
        world.ask(iam("GetSSHPublicKey", &[("UserName", "U"), ("SSHPublicKeyId", &id), ("Encoding", form)]))
    };
    assert_eq!(body(&get("SSH").ok()), SSH);
    let shown = get("PEM").ok();
    assert_eq!((body(&shown), shown.element("Fingerprint")), (PEM.to_owned(), FINGERPRINT.to_owned()));
    get("DER").refused(400, "ValidationError");
    // The same key in another form is the same key.
    upload(&world, PEM).refused(400, "DuplicateSSHPublicKey");
    let set = [("UserName", "u"), ("SSHPublicKeyId", &id), ("Status", "Inactive")];
    world.ask(iam("UpdateSSHPublicKey", &set)).ok();
    let list = world.ask(iam("ListSSHPublicKeys", &[("UserName", "u")])).ok();
    assert_eq!((list.element("SSHPublicKeyId"), list.element("Status")), (id.clone(), "Inactive".into()));
    assert_eq!((list.elements("SSHPublicKeyBody").len(), list.elements("UploadDate").len()), (0, 1));
    // Recorded on AWS, 2026-11-29: the sentence. That it is said of these keys: <https://github.com/rebuy-de/aws-nuke/issues/470>.
    let conflict = world.ask(iam("DeleteUser", &[("UserName", "u")])).expect(409);
    assert_eq!(conflict.err(), "DeleteConflict: Cannot delete entity, must remove referenced objects first.");
    // A key goes with its user's new name.
    world.ask(iam("UpdateUser", &[("UserName", "u"), ("NewUserName", "w")])).ok();
    let delete = || world.ask(iam("DeleteSSHPublicKey", &[("UserName", "w"), ("SSHPublicKeyId", &id)]));
    delete().ok();
    delete().refused(404, "NoSuchEntity");
    world.ask(iam("DeleteUser", &[("UserName", "w")])).ok();
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UploadSSHPublicKey.html>: RSA of 2048 bits at least; the errors are
/// the operation's.
#[test]
fn what_is_no_key_is_refused() {
    let world = world();
    user(&world, "u");
    upload(&world, SHORT).refused(400, "InvalidPublicKey");
    upload(&world, "ssh-rsa AAAA").refused(400, "InvalidPublicKey");
    for body in ["key", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA", "-----BEGIN PUBLIC KEY-----"] {
        upload(&world, body).refused(400, "UnrecognizedPublicKeyEncoding");
    }
    upload(&world, "").refused(400, "ValidationError");
    upload(&world, &"k".repeat(16_385)).refused(400, "ValidationError");
    let none = world.ask(iam("UploadSSHPublicKey", &[("UserName", "none"), ("SSHPublicKeyBody", SSH)]));
    none.refused(404, "NoSuchEntity");
    assert_eq!(
        world.ask(iam("ListSSHPublicKeys", &[("UserName", "u")])).ok().elements("SSHPublicKeyId"),
        [""; 0]
    );
}

/// A key of another user, or of another account, is not there.
#[test]
fn a_key_is_its_user_s_alone() {
    let world = world();
    user(&world, "u");
    user(&world, "v");
    let id = upload(&world, SSH).ok().element("SSHPublicKeyId");
    let other = world.as_account("222222222222");
    user(&other, "u");
    for (world, name) in [(&world, "v"), (&other, "u")] {
        let members = [
            ("UserName", name),
            ("SSHPublicKeyId", id.as_str()),
            ("Encoding", "SSH"),
            ("Status", "Inactive"),
        ];
        for action in ["GetSSHPublicKey", "UpdateSSHPublicKey", "DeleteSSHPublicKey"] {
            world.ask(iam(action, &members)).refused(404, "NoSuchEntity");
        }
    }
    // The same key may be another user's too: <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UploadSSHPublicKey.html>
    // speaks of the specified user.
    world.ask(iam("UploadSSHPublicKey", &[("UserName", "v"), ("SSHPublicKeyBody", SSH)])).ok();
}
