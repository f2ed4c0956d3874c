//! MFA devices: <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa.html>.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use testkit::Reply;

use crate::harness::{World, iam, world};
use crate::user::user;

fn create(world: &World, name: &str) -> String {
    world.ask(iam("CreateVirtualMFADevice", &[("VirtualMFADeviceName", name)])).ok().element("SerialNumber")
}

fn enable(world: &World, user: &str, serial: &str) -> Reply {
    let codes = [("AuthenticationCode1", "123456"), ("AuthenticationCode2", "234567")];
    let members = [("UserName", user), ("SerialNumber", serial), codes[0], codes[1]];
    world.ask(iam("EnableMFADevice", &members))
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateVirtualMFADevice.html>: the seed and the image are shown once.
#[test]
fn a_virtual_device_is_made_with_its_seed() {
    let world = world().as_account("123456789012");
    let members = [
        ("VirtualMFADeviceName", "Dev"),
        ("Path", "/p/"),
        ("Tags.member.1.Key", "k"),
        ("Tags.member.1.Value", "v"),
    ];
    let made = world.ask(iam("CreateVirtualMFADevice", &members)).ok();
    let serial = made.element("SerialNumber");
    assert_eq!(serial, "arn:aws:iam::123456789012:mfa/p/Dev");
    let seed = BASE64_STANDARD.decode(made.element("Base32StringSeed")).unwrap();
    assert_eq!(seed.len(), 64);
    assert!(seed.iter().all(|byte| b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".contains(byte)), "{seed:?}");
    let image = BASE64_STANDARD.decode(made.element("QRCodePNG")).unwrap();
    assert_eq!(image.get(..8), Some(b"\x89PNG\r\n\x1a\n".as_slice()));
    assert_eq!((made.element("Key"), made.elements("User").len()), ("k".into(), 0));
    // AWS's example of the list: serial numbers alone.
    let list = world.ask(iam("ListVirtualMFADevices", &[])).ok();
    assert_eq!(list.elements("SerialNumber"), [serial.as_str()]);
    for absent in ["Base32StringSeed", "QRCodePNG", "Key", "User", "EnableDate"] {
        assert_eq!(list.elements(absent), [""; 0], "{absent}");
    }
    // Our guess at the sentence.
    let again = world.ask(iam("CreateVirtualMFADevice", &members[..2])).expect(409);
    assert_eq!(
        again.err(),
        "EntityAlreadyExists: MFADevice entity at the same path and name already exists."
    );
    world.ask(iam("DeleteVirtualMFADevice", &[("SerialNumber", &serial)])).ok();
    let gone = world.ask(iam("DeleteVirtualMFADevice", &[("SerialNumber", &serial)])).expect(404);
    assert_eq!(
        gone.err(),
        format!("NoSuchEntity: VirtualMFADevice with serial number {serial} doesn't exist.")
    );
    let long = "n".repeat(300);
    world
        .ask(iam("CreateVirtualMFADevice", &[("VirtualMFADeviceName", &long)]))
        .refused(400, "ValidationError");
}

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_EnableMFADevice.html> and its siblings.
#[test]
fn a_device_is_a_user_s_while_it_is_enabled() {
    let world = world();
    user(&world, "u");
    user(&world, "v");
    let serial = create(&world, "d");
    let spare = create(&world, "spare");
    enable(&world, "u", &serial).ok();
    enable(&world, "v", &serial).refused(409, "EntityAlreadyExists");
    let list = |user: &str| world.ask(iam("ListMFADevices", &[("UserName", user)])).ok();
    let shown = list("u");
    assert_eq!(
        (shown.elements("SerialNumber"), shown.elements("UserName")),
        (vec![serial.clone()], vec!["u".into()])
    );
    assert_eq!((shown.elements("EnableDate").len(), list("v").elements("SerialNumber").len()), (1, 0));
    let of = |status: &str| world.ask(iam("ListVirtualMFADevices", &[("AssignmentStatus", status)])).ok();
    assert_eq!(of("Assigned").elements("SerialNumber"), [serial.as_str()]);
    assert_eq!(of("Assigned").elements("UserName"), ["u"]);
    assert_eq!(of("Unassigned").elements("SerialNumber"), [spare.as_str()]);
    assert_eq!(of("Any").elements("SerialNumber"), [serial.as_str(), &spare]);
    // <https://github.com/rebuy-de/aws-nuke/issues/281>
    let conflict = world.ask(iam("DeleteUser", &[("UserName", "u")])).expect(409);
    assert_eq!(conflict.err(), "DeleteConflict: Cannot delete entity, must delete MFA device first.");
    world.ask(iam("DeleteVirtualMFADevice", &[("SerialNumber", &serial)])).refused(409, "DeleteConflict");
    world.ask(iam("UpdateUser", &[("UserName", "u"), ("NewUserName", "w")])).ok();
    assert_eq!(list("w").elements("UserName"), ["w"]);
    assert_eq!(of("Assigned").elements("UserName"), ["w"]);
    let shown = world.ask(iam("GetMFADevice", &[("SerialNumber", &serial), ("UserName", "w")])).ok();
    assert_eq!((shown.element("UserName"), shown.element("SerialNumber")), ("w".into(), serial.clone()));
    world
        .ask(iam("GetMFADevice", &[("SerialNumber", &serial), ("UserName", "v")]))
        .refused(404, "NoSuchEntity");
    let off =
        |user: &str| world.ask(iam("DeactivateMFADevice", &[("UserName", user), ("SerialNumber", &serial)]));
    off("v").refused(404, "NoSuchEntity");
    off("w").ok();
    off("w").refused(404, "NoSuchEntity");
    assert_eq!(of("Unassigned").elements("SerialNumber"), [serial.as_str(), &spare]);
    world.ask(iam("DeleteUser", &[("UserName", "w")])).ok();
    world.ask(iam("DeleteVirtualMFADevice", &[("SerialNumber", &serial)])).ok();
}

/// AWS's error of a code that the device does not show. Which codes are taken is ours: two that differ.
#[test]
fn two_codes_that_are_equal_are_wrong() {
    let world = world();
    user(&world, "u");
    let serial = create(&world, "d");
    let ask = |action: &str, one: &str, two: &str| {
        let codes = [("AuthenticationCode1", one), ("AuthenticationCode2", two)];
        world.ask(iam(action, &[("UserName", "u"), ("SerialNumber", &serial), codes[0], codes[1]]))
    };
    ask("EnableMFADevice", "123456", "123456").refused(403, "InvalidAuthenticationCode");
    ask("EnableMFADevice", "12345", "123456").refused(400, "ValidationError");
    ask("EnableMFADevice", "abcdef", "123456").refused(400, "ValidationError");
    ask("ResyncMFADevice", "123456", "234567").refused(404, "NoSuchEntity");
    ask("EnableMFADevice", "123456", "234567").ok();
    ask("ResyncMFADevice", "123456", "123456").refused(403, "InvalidAuthenticationCode");
    ask("ResyncMFADevice", "123456", "234567").ok();
}

/// A device that is no virtual one has a serial number of its maker, and is there while a user has it.
#[test]
fn a_device_that_was_bought_is_enabled_by_its_serial_number() {
    let world = world();
    user(&world, "u");
    enable(&world, "u", "GAHT12345678").ok();
    assert_eq!(
        world.ask(iam("ListMFADevices", &[("UserName", "u")])).ok().element("SerialNumber"),
        "GAHT12345678"
    );
    assert_eq!(world.ask(iam("ListVirtualMFADevices", &[])).ok().elements("SerialNumber"), [""; 0]);
    world
        .ask(iam("DeleteVirtualMFADevice", &[("SerialNumber", "GAHT12345678")]))
        .refused(404, "NoSuchEntity");
    world.ask(iam("DeactivateMFADevice", &[("UserName", "u"), ("SerialNumber", "GAHT12345678")])).ok();
    world.ask(iam("GetMFADevice", &[("SerialNumber", "GAHT12345678")])).refused(404, "NoSuchEntity");
    // A virtual one must be made first.
    enable(&world, "u", "arn:aws:iam::000000000000:mfa/none").refused(404, "NoSuchEntity");
    enable(&world, "none", "GAHT12345678").refused(404, "NoSuchEntity");
}

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>: eight devices of a user. The name of the quota
/// is our guess.
#[test]
fn a_user_has_eight_devices_at_most() {
    let world = world();
    user(&world, "u");
    let serials: Vec<String> = (0..9).map(|at| create(&world, &format!("d{at}"))).collect();
    for serial in serials.iter().take(8) {
        enable(&world, "u", serial).ok();
    }
    let many = enable(&world, "u", &serials[8]).expect(409);
    assert_eq!(many.err(), "LimitExceeded: Cannot exceed quota for MFADevicesPerUser: 8");
    for (action, members) in [
        ("ListMFADevices", &[("UserName", "u")][..]),
        ("ListVirtualMFADevices", &[("AssignmentStatus", "Assigned")]),
    ] {
        let mut seen = Vec::new();
        let mut marker: Option<String> = None;
        for _ in 0..3 {
            let mut members = [members, &[("MaxItems", "3")]].concat();
            members.extend(marker.as_deref().map(|marker| ("Marker", marker)));
            let page = world.ask(iam(action, &members)).ok();
            seen.extend(page.elements("SerialNumber"));
            marker = (page.element("IsTruncated") == "true").then(|| page.element("Marker"));
        }
        assert_eq!((seen, marker), (serials[..8].to_vec(), None), "{action}");
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags_virtual-mfa.html>
#[test]
fn virtual_devices_have_tags() {
    let world = world();
    let serial = create(&world, "d");
    let tags = [
        ("Tags.member.1.Key", "b"),
        ("Tags.member.1.Value", "1"),
        ("Tags.member.2.Key", "a"),
        ("Tags.member.2.Value", "2"),
    ];
    world.ask(iam("TagMFADevice", &[&[("SerialNumber", serial.as_str())], &tags[..]].concat())).ok();
    let list = || world.ask(iam("ListMFADeviceTags", &[("SerialNumber", &serial)])).ok();
    assert_eq!(
        (list().elements("Key"), list().elements("Value")),
        (vec!["a".into(), "b".into()], vec!["2".into(), "1".into()])
    );
    world.ask(iam("UntagMFADevice", &[("SerialNumber", &serial), ("TagKeys.member.1", "A")])).ok();
    assert_eq!(list().elements("Key"), ["b"]);
    let none = [("SerialNumber", "arn:aws:iam::000000000000:mfa/none")];
    world.ask(iam("ListMFADeviceTags", &none)).refused(404, "NoSuchEntity");
}
